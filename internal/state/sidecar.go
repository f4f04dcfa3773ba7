package state

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
)

// sidecar is the small file beside a state in which the process that has it open
// leaves its name. That process keeps it locked: one that can be locked was
// left behind by a process that was killed, and names nobody.
type sidecar struct {
	path string
	file *os.File
}

func sidecarPath(path string) string { return path + ".holder" }

// leaveName writes the sidecar. It helps those who wait, and is not needed for
// the work: where it cannot be written there is none, and the result is nil.
func leaveName(path string, holder Holder) *sidecar {
	text, err := json.Marshal(holder)
	if err != nil || !locksFiles {
		return nil
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".holder-*")
	if err != nil {
		return nil
	}
	got, err := tryLock(temp, true)
	if err == nil && got {
		if _, err = temp.Write(text); err == nil {
			err = os.Rename(temp.Name(), sidecarPath(path))
		}
	}
	if err != nil || !got {
		os.Remove(temp.Name())
		temp.Close()
		return nil
	}
	return &sidecar{path: sidecarPath(path), file: temp}
}

func (s *sidecar) remove() {
	if s == nil {
		return
	}
	os.Remove(s.path)
	s.file.Close()
}

// nameOfHolder reads who has the state open; zero when it left no name.
func nameOfHolder(path string) Holder {
	f, err := os.Open(sidecarPath(path))
	if err != nil {
		return Holder{}
	}
	defer f.Close()
	if free, err := tryLock(f, false); free || err != nil {
		return Holder{}
	}
	text, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return Holder{}
	}
	var holder Holder
	if json.Unmarshal(text, &holder) != nil {
		return Holder{}
	}
	return holder
}
