package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/lint"
)

// place writes the document where it belongs, or shows it.
func (s *session) place(result *lint.Result, d draft.Document, text []byte, f *newFlags) error {
	name := draft.Place(result.Catalog, d.Kind, d.Region, d.Name)
	dir, err := s.folder()
	if err != nil {
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	switch {
	case f.out == "-":
		_, err := s.Stdout.Write(text)
		return err
	case f.out != "":
		file, name = s.path(f.out), f.out
	}
	if f.dryRun {
		if _, err := os.Lstat(file); err == nil {
			return alreadyThere(name)
		}
		fmt.Fprintf(s.Stderr, "interlock: this would be written to %s\n", visible(name))
		_, err := s.Stdout.Write(text)
		return err
	}
	if f.out != "" {
		err = create(file, name, text)
	} else {
		err = createBelow(dir, filepath.FromSlash(name), name, text)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Stdout, "wrote %s\n", visible(name))
	return err
}

func alreadyThere(name string) error {
	return fmt.Errorf("`%s` is there already, and nothing was written; -o names another file", name)
}

// create writes a file that is not there yet, whole or not at all.
func create(file, name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder of `%s` cannot be made: %w", name, cause(err))
	}
	return createBelow(filepath.Dir(file), filepath.Base(file), name, text)
}

// createBelow is create for a file below a folder, which links on the way to it
// do not lead out of: whose repository it is may have put them there.
func createBelow(dir, file, name string, text []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("`%s` cannot be written: %w", name, cause(err))
	}
	defer func() { _ = root.Close() }()
	if err := root.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder of `%s` cannot be made: %w", name, outside(err))
	}
	f, err := root.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return alreadyThere(name)
	}
	if err != nil {
		return fmt.Errorf("`%s` cannot be written: %w", name, outside(err))
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = root.Remove(file)
		return fmt.Errorf("`%s` cannot be written: %w", name, cause(err))
	}
	return nil
}

// outside puts into words why there can be no file or folder of a name: a link
// leads out of the repository, or a file stands where a folder is wanted.
func outside(err error) error {
	switch {
	case strings.HasSuffix(err.Error(), "path escapes from parent"):
		return errors.New("a link on the way to it leads out of the repository; put a folder in its place")
	case errors.Is(err, fs.ErrExist), errors.Is(err, syscall.ENOTDIR):
		return errors.New("a file has its name; rename it")
	}
	return cause(err)
}
