// Package files is the connector that renders each resource into a file of a
// directory.
package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/resource"
)

// Files is a directory that holds a file REGION/KIND/NAME.yaml for each
// resource, and beside them whatever people put there, which it leaves alone.
// Symbolic links within it are never followed.
type Files struct {
	// Base, when it is set, is a directory that Directory must lie in,
	// symbolic links included: the repository's, for a directory that its
	// documents name.
	Base      string
	Directory string
	// Encode is the text of a resource, after the mark; Decode reads the
	// attributes from it.
	Encode func(resource.Resource) ([]byte, error)
	Decode func([]byte) (map[string]any, error)

	mu    sync.Mutex
	names map[string]string // every path by its form in lower case; nil until it is needed
	swept bool              // what killed runs left was removed
}

var _ connector.Connector = (*Files)(nil)

// open opens the directory; the error wraps fs.ErrNotExist when there is none.
// It is opened anew for each call, because people may remove and remake it.
func (f *Files) open() (*os.Root, error) {
	if f.Base == "" {
		root, err := os.OpenRoot(f.Directory)
		return root, f.explain(err)
	}
	base, err := os.OpenRoot(f.Base)
	if err != nil {
		return nil, f.explain(err)
	}
	defer base.Close()
	root, err := base.OpenRoot(filepath.FromSlash(f.Directory))
	return root, f.explain(err)
}

// make opens the directory, and makes it when it is not there.
func (f *Files) make() (*os.Root, error) {
	root, err := f.open()
	if !errors.Is(err, os.ErrNotExist) {
		return root, err
	}
	if f.Base == "" {
		err = os.MkdirAll(f.Directory, 0o755)
	} else {
		var base *os.Root
		if base, err = os.OpenRoot(f.Base); err == nil {
			err = base.MkdirAll(filepath.FromSlash(f.Directory), 0o755)
			base.Close()
		}
	}
	if err != nil {
		return nil, f.explain(err)
	}
	return f.open()
}

// explain is an error about the directory as a whole.
func (f *Files) explain(err error) error {
	if err == nil {
		return nil
	}
	var pathErr *os.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	help := "check the directory, or name another in `spec.connector.directory` of the platform"
	switch {
	case errors.Is(err, syscall.ENOTDIR), f.isFile():
		err = fmt.Errorf("%w: a file is in its place", err)
		help = "move the file away, or name another directory in `spec.connector.directory` of the platform"
	case f.Base != "" && !errors.Is(err, os.ErrNotExist) && !errors.Is(err, os.ErrPermission):
		help = fmt.Sprintf("it must lie within `%s`, also through symbolic links: name another in `spec.connector.directory` of the platform", f.Base)
	}
	return fmt.Errorf("the target directory `%s` cannot be used: %w; %s", f.Directory, err, help)
}

func (f *Files) isFile() bool {
	info, err := os.Stat(filepath.Join(f.Base, filepath.FromSlash(f.Directory)))
	return err == nil && !info.IsDir()
}

// explainAt is an error about one file.
func explainAt(place string, err error) error {
	var pathErr *os.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		err = pathErr.Err
	case errors.As(err, &linkErr):
		err = linkErr.Err
	}
	help := "check it, then apply again"
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		help = "make room on the disk, then apply again; what stood there before is unharmed"
	case errors.Is(err, os.ErrPermission), errors.Is(err, syscall.EROFS):
		help = "give this user the right to write there, then apply again"
	}
	return &connector.PlaceError{Place: place, Reason: fmt.Sprintf("cannot be written: %v; %s", err, help), Err: err}
}

// pathOf is the path of a resource's file in the directory.
func pathOf(key resource.Key) (string, error) {
	for _, part := range []struct{ what, name string }{{"region", key.Region}, {"kind", key.Kind}, {"name", key.Name}} {
		if !safe(part.name) {
			return "", &connector.RefusedError{Key: key, Reason: fmt.Sprintf(
				"the %s `%s` cannot be the name of a file; letters, digits, `-`, `_` and `.` were expected, a letter or digit first, at most 200: rename it",
				part.what, part.name)}
		}
	}
	return key.Region + "/" + key.Kind + "/" + key.Name + ".yaml", nil
}

// safe says whether a name is one for a file on every system, and stays within
// its directory.
func safe(name string) bool {
	if name == "" || len(name) > 200 || strings.HasSuffix(name, ".") {
		return false
	}
	for i, r := range name {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if !letter && (i == 0 || r != '-' && r != '_' && r != '.') {
			return false
		}
	}
	return true
}

// keyOf is the key of the resource whose file has the path; not every path is
// one of a resource.
func keyOf(place string) (resource.Key, bool) {
	parts := strings.Split(place, "/")
	name, isYAML := strings.CutSuffix(parts[len(parts)-1], ".yaml")
	if len(parts) != 3 || !isYAML {
		return resource.Key{}, false
	}
	key := resource.Key{Region: parts[0], Kind: parts[1], Name: name}
	_, err := pathOf(key)
	return key, err == nil
}

// Normalize implements connector.Connector: a file holds any attributes as they
// are. Keys that would differ only in upper and lower case are refused, because
// not every file system tells them apart.
func (f *Files) Normalize(desired []resource.Resource) ([]resource.Resource, error) {
	var refused []error
	first := make(map[string]string, len(desired))
	for i := range desired {
		key := desired[i].Key
		place, err := pathOf(key)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		for _, part := range []string{place, path.Dir(place), path.Dir(path.Dir(place))} {
			other, found := first[strings.ToLower(part)]
			if found && other != part {
				refused = append(refused, caseError(key, part, other))
				break
			}
			first[strings.ToLower(part)] = part
		}
	}
	if len(refused) > 0 {
		return nil, errors.Join(refused...)
	}
	return slices.Clone(desired), nil
}

func caseError(key resource.Key, place, other string) error {
	return &connector.RefusedError{Key: key, Place: place, Reason: fmt.Sprintf(
		"it differs from `%s` only in upper and lower case, which not every file system tells apart: rename one of them", other)}
}

// done says whether a context has ended.
func done(ctx context.Context) error { return context.Cause(ctx) }
