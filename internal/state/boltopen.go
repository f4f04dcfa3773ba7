package state

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

// BoltOptions say how a state's file is opened.
type BoltOptions struct {
	// Wait is how long to wait while another process has the file open.
	Wait time.Duration
	// Waiting is called once, when the waiting begins. It may be nil.
	Waiting func(Holder)
	// Holder is told to the processes that wait for this one.
	Holder Holder
	// ReadOnly opens for reading, together with other readers. A file that is
	// not there is then not made, and reads as empty.
	ReadOnly bool
}

// LockedError is that another process kept the state open.
type LockedError struct {
	File   string
	Holder Holder
	Waited time.Duration
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("the state `%s` is in use by %s; waited %s for it: let that run end, or stop it, then run again",
		e.File, e.Holder, e.Waited.Round(100*time.Millisecond))
}

// poll is how often a locked file is tried again.
const poll = 25 * time.Millisecond

// OpenBolt opens the state in a file, and makes the file and its folder when
// they are not there. Errors that can be told apart: *LockedError, *DamagedError.
func OpenBolt(ctx context.Context, path string, o BoltOptions) (*Bolt, error) {
	f, err := openLocked(ctx, path, o)
	if err != nil {
		return nil, err
	}
	b := &Bolt{path: path, file: f, only: o.ReadOnly}
	if f == nil {
		return b, nil
	}
	if err := check(f); err != nil {
		f.Close()
		return nil, &DamagedError{File: path, Detail: err.Error()}
	}
	err = b.guard(func() error {
		b.db, err = bolt.Open(path, 0o644, &bolt.Options{
			OpenFile:       func(string, int, os.FileMode) (*os.File, error) { return f, nil },
			Timeout:        max(o.Wait, 2*poll), // where we could not lock the file ourselves
			NoFreelistSync: true,
			NoStatistics:   true,
			ReadOnly:       o.ReadOnly,
		})
		return err
	})
	switch {
	case err == nil && !o.ReadOnly:
		b.side = leaveName(path, o.Holder)
		return b, nil
	case err == nil:
		return b, nil
	case b.broken != nil:
		f.Close()
		return nil, b.broken
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, &LockedError{File: path, Waited: o.Wait}
	}
	return nil, openError(path, err)
}

// openLocked opens the file under its lock. It is nil when it is to be read
// only and not there.
func openLocked(ctx context.Context, path string, o BoltOptions) (*os.File, error) {
	start, told := time.Now(), false
	for {
		f, err := openOrMake(path, o.ReadOnly)
		if err != nil || f == nil {
			return nil, err
		}
		got, err := tryLock(f, !o.ReadOnly)
		if err != nil {
			f.Close()
			return nil, openError(path, err)
		}
		if got && isAt(f, path) {
			return f, nil
		}
		f.Close()
		if got {
			continue // the file was moved aside while we waited for it
		}
		waited := time.Since(start)
		if waited >= o.Wait {
			return nil, &LockedError{File: path, Holder: nameOfHolder(path), Waited: waited}
		}
		if !told && o.Waiting != nil {
			o.Waiting(nameOfHolder(path))
		}
		told = true
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(min(poll, o.Wait-waited)):
		}
	}
}

func isAt(f *os.File, path string) bool {
	a, errA := f.Stat()
	b, errB := os.Stat(path)
	return errA == nil && errB == nil && os.SameFile(a, b)
}

func openOrMake(path string, readOnly bool) (*os.File, error) {
	flag := os.O_RDWR
	if readOnly {
		flag = os.O_RDONLY
	}
	for range 3 {
		info, err := os.Stat(path)
		switch {
		case err == nil && !info.Mode().IsRegular():
			return nil, openError(path, errNotFile)
		case err == nil:
			f, err := os.OpenFile(path, flag, 0)
			if err != nil {
				return nil, openError(path, err)
			}
			return f, nil
		case !errors.Is(err, fs.ErrNotExist):
			return nil, openError(path, err)
		case readOnly:
			return nil, nil
		}
		if err := makeFile(path); err != nil {
			return nil, openError(path, err)
		}
	}
	return nil, openError(path, fs.ErrNotExist)
}

// makeFile makes an empty state. It appears under its name when it is whole, so
// that a file that is empty or cut is always a damaged one.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".new-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	if err := errors.Join(temp.Chmod(0o644), temp.Close()); err != nil {
		return err
	}
	db, err := bolt.Open(temp.Name(), 0o644, &bolt.Options{Timeout: time.Second, NoFreelistSync: true})
	if err != nil {
		return err
	}
	// Twice, so that both of the file's heads are of the form that check knows.
	for range 2 {
		err = errors.Join(err, db.Update(func(tx *bolt.Tx) error {
			_, err := tx.CreateBucketIfNotExists(entriesBucket())
			return err
		}))
	}
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	err = os.Link(temp.Name(), path)
	if errors.Is(err, fs.ErrExist) {
		return nil // another process was faster
	}
	if err != nil {
		// Not every file system has links. A rename would take the place of
		// what another process made in this moment, and that is empty as well.
		return os.Rename(temp.Name(), path)
	}
	return nil
}

var errNotFile = errors.New("it is not a file")

func openError(path string, err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fmt.Errorf("the state `%s` cannot be opened: %w; %s", path, err, wayOut(err))
}

// wayOut says what to do about an error of the file system.
func wayOut(err error) string {
	switch {
	case errors.Is(err, errNotFile):
		return "name a file in `state:` of interlock.yaml"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "give this user the right to write the file and its folder, or name another in `state:` of interlock.yaml"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		return "make room on the disk"
	case errors.Is(err, syscall.ENOTDIR):
		return "a part of its path is a file: name another in `state:` of interlock.yaml"
	}
	return "check the file and its folder, or name another in `state:` of interlock.yaml"
}
