package files

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/resource"
)

// Write implements connector.Connector. The bytes are written into a temporary
// file beside the place and are on the disk before they take it, so that at any
// moment the place holds the old file or the new one. An edit by hand in the
// instant between the look at the version and the rename is lost: file systems
// offer no write on condition.
func (f *Files) Write(ctx context.Context, r resource.Resource) (string, error) {
	place, err := pathOf(r.Key)
	if err != nil {
		return "", err
	}
	body, err := f.Encode(r)
	if err != nil {
		return "", &connector.RefusedError{Key: r.Key, Place: place, Reason: "it cannot be written as a file: " + err.Error()}
	}
	if err := done(ctx); err != nil {
		return "", err
	}
	root, err := f.make()
	if err != nil {
		return "", err
	}
	defer root.Close()
	if err := f.prepare(ctx, root); err != nil {
		return "", err
	}
	if err := f.folders(root, r.Key, place); err != nil {
		return "", err
	}
	if err := f.precondition(root, r.Key, place, r.Version); err != nil {
		return "", err
	}
	text := marked(r.Key, body)
	if err := replace(root, place, text, r.Version == ""); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return "", &connector.StaleError{Key: r.Key, Place: place, Have: "new"}
		}
		return "", explainAt(path.Join(f.Directory, place), err)
	}
	f.remember(place)
	return version(text), nil
}

// Delete implements connector.Connector. Directories that hold nothing any more
// go with the file.
func (f *Files) Delete(ctx context.Context, key resource.Key, version string) error {
	place, err := pathOf(key)
	if err != nil {
		return err
	}
	if err := done(ctx); err != nil {
		return err
	}
	root, err := f.open()
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Close()
	if err := f.prepare(ctx, root); err != nil {
		return err
	}
	if err := parents(root, key, place); err != nil {
		return err
	}
	have, _, err := versionAt(root, key, place)
	switch {
	case err != nil:
		return err
	case have != "" && have != version:
		return &connector.StaleError{Key: key, Place: place, Want: version, Have: have}
	case have != "":
		if err := root.Remove(place); err != nil && !errors.Is(err, os.ErrNotExist) {
			return explainAt(path.Join(f.Directory, place), err)
		}
	}
	f.forget(place)
	for dir := path.Dir(place); dir != "."; dir = path.Dir(dir) {
		if root.Remove(dir) != nil {
			break // it still holds something, or was gone already
		}
		f.forget(dir)
	}
	return nil
}

func (f *Files) remember(place string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for ; place != "."; place = path.Dir(place) {
		f.names[strings.ToLower(place)] = place
	}
}

func (f *Files) forget(place string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.names, strings.ToLower(place))
}

// prepare, before the first write, removes what killed runs left behind, and
// lists the names if Read has not.
func (f *Files) prepare(ctx context.Context, root *os.Root) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.swept && f.names != nil {
		return nil
	}
	names := make(map[string]string)
	var visit func(*os.Root, fs.DirEntry, string) error
	visit = func(dir *os.Root, entry fs.DirEntry, place string) error {
		if entry.Type().IsRegular() && isTemp(entry.Name()) {
			return sweep(dir, entry.Name())
		}
		if strings.HasPrefix(entry.Name(), ".") {
			return nil
		}
		names[strings.ToLower(place)] = place
		if !entry.IsDir() || strings.Count(place, "/") >= depth-1 {
			return nil
		}
		sub, err := dir.OpenRoot(entry.Name())
		if err != nil {
			return nil // Read has said so; the file that needs it will as well
		}
		defer sub.Close()
		return eachName(ctx, sub, place, visit)
	}
	if err := eachName(ctx, root, "", visit); err != nil {
		return f.explain(err)
	}
	f.swept, f.names = true, names
	return nil
}

// folders makes the directories of a place, none of which may be a link.
func (f *Files) folders(root *os.Root, key resource.Key, place string) error {
	f.mu.Lock()
	for part := place; part != "."; part = path.Dir(part) {
		if other, found := f.names[strings.ToLower(part)]; found && other != part {
			f.mu.Unlock()
			return caseError(key, part, other)
		}
	}
	f.mu.Unlock()
	if err := parents(root, key, place); err != nil {
		return err
	}
	if err := root.MkdirAll(path.Dir(place), 0o755); err != nil {
		return explainAt(path.Join(f.Directory, path.Dir(place)), err)
	}
	return nil
}

// parents refuses a place below something that is no directory.
func parents(root *os.Root, key resource.Key, place string) error {
	region, _, _ := strings.Cut(place, "/")
	for _, dir := range []string{region, path.Dir(place)} {
		info, err := root.Lstat(dir)
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil {
			return explainAt(dir, err)
		}
		if info.IsDir() {
			continue
		}
		what := "a file, and a directory was expected"
		if info.Mode()&fs.ModeSymlink != 0 {
			what = "a symbolic link, through which interlock never writes"
		}
		return &connector.RefusedError{Key: key, Place: place, Reason: fmt.Sprintf("`%s` is %s: move it away, then apply again", dir, what)}
	}
	return nil
}

// precondition looks whether the place is at the version that the caller knows.
func (f *Files) precondition(root *os.Root, key resource.Key, place, want string) error {
	have, ours, err := versionAt(root, key, place)
	switch {
	case err != nil:
		return err
	case have == want:
		return nil
	case want == "" && !ours:
		return &connector.RefusedError{Key: key, Place: place, Reason: "a file that interlock did not make is in its place: move it away, then apply again"}
	}
	return &connector.StaleError{Key: key, Place: place, Want: want, Have: have}
}

// versionAt is the version at a place, empty when nothing is there, and whether
// it carries our mark.
func versionAt(root *os.Root, key resource.Key, place string) (string, bool, error) {
	info, err := root.Lstat(place)
	if errors.Is(err, os.ErrNotExist) {
		return "", false, nil
	}
	if err != nil {
		return "", false, explainAt(place, err)
	}
	if !info.Mode().IsRegular() {
		return "", false, &connector.RefusedError{Key: key, Place: place, Reason: notRegular(info.Mode()) + ": move it away, then apply again"}
	}
	text, err := readFile(root, place)
	if err != nil {
		return unreadable, false, nil
	}
	return version(text), parse(key, text).ours, nil
}

// A temporary file has a name of its own kind, and begins as a file of ours does,
// as far as its writer came: nothing else is ever removed.
const (
	tempPrefix = ".interlock-"
	tempSuffix = ".tmp"
)

func tempName() string {
	random := make([]byte, 8)
	rand.Read(random)
	return tempPrefix + hex.EncodeToString(random) + tempSuffix
}

func isTemp(name string) bool {
	middle, isPrefixed := strings.CutPrefix(name, tempPrefix)
	middle, isSuffixed := strings.CutSuffix(middle, tempSuffix)
	random, err := hex.DecodeString(middle)
	return isPrefixed && isSuffixed && err == nil && len(random) == 8
}

func sweep(dir *os.Root, name string) error {
	text, err := readFile(dir, name)
	if err != nil {
		return nil
	}
	head := string(text[:min(len(text), len(markPrefix))])
	if !strings.HasPrefix(markPrefix, head) {
		return nil
	}
	if err := dir.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// replace puts bytes into a place. With create, the place must be free; the error
// then wraps fs.ErrExist when it is not.
func replace(root *os.Root, place string, text []byte, create bool) error {
	temp := path.Join(path.Dir(place), tempName())
	file, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(text)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	if create {
		err = root.Link(temp, place)
		if err == nil || errors.Is(err, fs.ErrExist) {
			return errors.Join(err, root.Remove(temp))
		}
		// Not every file system has links: there a look must do.
		if _, errStat := root.Lstat(place); errStat == nil {
			return errors.Join(fs.ErrExist, root.Remove(temp))
		}
	}
	if err := root.Rename(temp, place); err != nil {
		return errors.Join(err, root.Remove(temp))
	}
	return nil
}
