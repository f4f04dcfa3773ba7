//go:build linux

package state_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"interlock.dev/interlock/internal/state"
)

// disk mounts a small disk; only root can, and not in every container.
func disk(t *testing.T, flags uintptr, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, options); err != nil {
		t.Skipf("a disk of its own cannot be mounted here (%v): run as root to check a full and a read-only disk", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

func TestBoltReadOnlyDisk(t *testing.T) {
	dir := disk(t, syscall.MS_RDONLY, "size=64k")
	_, err := state.OpenBolt(t.Context(), filepath.Join(dir, "sub", "state.db"), state.BoltOptions{})
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), "give this user the right") {
		t.Fatalf("%v", err)
	}
}

func TestBoltFullDisk(t *testing.T) {
	dir := disk(t, 0, "size=512k")
	path := filepath.Join(dir, "state.db")
	b := open(t, path)
	if _, err := b.Put(t.Context(), state.Write{Key: "a", Value: []byte("one")}); err != nil {
		t.Fatal(err)
	}
	fill := filepath.Join(dir, "fill")
	f, err := os.Create(fill)
	for err == nil {
		_, err = f.Write(make([]byte, 4096))
	}
	f.Close()
	_, err = b.Put(t.Context(), state.Write{Key: "b", Value: make([]byte, 200_000)})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "make room on the disk") {
		t.Fatalf("on a full disk: %v", err)
	}
	if e, err := b.Get(t.Context(), "a"); err != nil || string(e.Value) != "one" {
		t.Fatalf("after it: %q, %v", e.Value, err)
	}
	if err := os.Remove(fill); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Put(t.Context(), state.Write{Key: "b", Value: make([]byte, 200_000)}); err != nil {
		t.Fatalf("with room again: %v", err)
	}
	b.Close()
	b = open(t, path)
	if list, err := b.List(t.Context(), ""); err != nil || len(list) != 2 {
		t.Fatalf("opened again: %d entries, %v", len(list), err)
	}
}

func TestBoltNoDiskForANewFile(t *testing.T) {
	dir := disk(t, 0, "size=8k")
	_, err := state.OpenBolt(t.Context(), filepath.Join(dir, "state.db"), state.BoltOptions{})
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "make room on the disk") {
		t.Fatalf("%v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Fatalf("left behind: %v, %v", left, err)
	}
}
