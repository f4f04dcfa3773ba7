package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"
	"unicode/utf8"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/resource"
)

// maxFile is the size in bytes above which a file is not read.
const maxFile = 64 << 20

// unreadable is the version of a file that cannot be read.
const unreadable = "unreadable"

// depth is that of the files: REGION/KIND/NAME.yaml.
const depth = 3

// Read implements connector.Connector.
func (f *Files) Read(ctx context.Context, known map[resource.Key]string) ([]connector.Object, error) {
	root, err := f.open()
	if errors.Is(err, os.ErrNotExist) {
		f.setNames(map[string]string{})
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer root.Close()
	r := reader{files: f, known: known, names: make(map[string]string)}
	if err := r.walk(ctx, root, ""); err != nil {
		return nil, err
	}
	f.setNames(r.names)
	return r.found, nil
}

func (f *Files) setNames(names map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.names = names
}

// reader collects the objects of a directory.
type reader struct {
	files *Files
	known map[resource.Key]string
	names map[string]string
	found []connector.Object
}

// walk lists a directory. What lies deeper than our files can be in nobody's
// way, and neither can hidden names.
func (r *reader) walk(ctx context.Context, root *os.Root, at string) error {
	return eachName(ctx, root, at, func(dir *os.Root, entry fs.DirEntry, place string) error {
		if strings.HasPrefix(entry.Name(), ".") {
			return nil
		}
		r.names[strings.ToLower(place)] = place
		if entry.IsDir() && strings.Count(place, "/") < depth-1 {
			sub, err := dir.OpenRoot(entry.Name())
			if errors.Is(err, os.ErrNotExist) {
				return nil
			}
			if err != nil {
				return fmt.Errorf("`%s` in the target directory `%s` cannot be read: %w; give this user the right to read it", place, r.files.Directory, unwrap(err))
			}
			defer sub.Close()
			return r.walk(ctx, sub, place)
		}
		object, found := r.object(dir, entry, place)
		if found {
			r.found = append(r.found, object)
		}
		return nil
	})
}

// eachName calls see for every name in a directory, sorted.
func eachName(ctx context.Context, dir *os.Root, at string, see func(*os.Root, fs.DirEntry, string) error) error {
	handle, err := dir.Open(".")
	if err != nil {
		return unwrap(err)
	}
	entries, err := handle.ReadDir(-1)
	handle.Close()
	if err != nil {
		return unwrap(err)
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	for _, entry := range entries {
		if err := done(ctx); err != nil {
			return err
		}
		if err := see(dir, entry, path.Join(at, entry.Name())); err != nil {
			return err
		}
	}
	return nil
}

func unwrap(err error) error {
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// object looks at one name that is no directory to go into.
func (r *reader) object(dir *os.Root, entry fs.DirEntry, place string) (connector.Object, bool) {
	o := connector.Object{Place: strings.ToValidUTF8(place, "?")}
	key, isKey := keyOf(place)
	if !isKey {
		return o, true
	}
	o.Resource.Key = key
	if !entry.Type().IsRegular() {
		o.Problem = notRegular(entry.Type())
		return o, true
	}
	text, err := readFile(dir, entry.Name())
	if errors.Is(err, os.ErrNotExist) {
		return o, false
	}
	if err != nil {
		o.Resource.Version, o.Problem = unreadable, err.Error()
		return o, true
	}
	o.Resource.Version = version(text)
	parsed := parse(key, text)
	o.Ours, o.Altered = parsed.ours, parsed.altered
	switch {
	case parsed.stray != "":
		o.Problem = strayProblem(parsed.stray)
	case r.known[key] == o.Resource.Version:
		o.Known = true
	case !utf8.Valid(parsed.body):
		o.Problem = "it is not UTF-8"
	default:
		if o.Resource.Attributes, err = r.files.Decode(parsed.body); err != nil {
			o.Resource.Attributes, o.Problem = nil, strings.ToValidUTF8(err.Error(), "?")
		}
	}
	return o, true
}

func notRegular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeSymlink != 0:
		return "it is a symbolic link, which interlock never follows"
	case mode.IsDir():
		return "it is a directory, and a file was expected"
	}
	return "it is not a regular file"
}

// readFile reads a regular file. It does not wait for the other end of a pipe
// that has taken the file's place.
func readFile(dir *os.Root, name string) ([]byte, error) {
	file, err := dir.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, unwrap(err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, unwrap(err)
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New(notRegular(info.Mode()))
	}
	if info.Size() > maxFile {
		return nil, fmt.Errorf("it has %d bytes; at most %d are read", info.Size(), maxFile)
	}
	text := make([]byte, info.Size(), info.Size()+512)
	n, err := io.ReadFull(file, text)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, unwrap(err)
	}
	return text[:n], nil
}
