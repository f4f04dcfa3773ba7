package files_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"interlock.dev/interlock/internal/resource"
)

// disk mounts a small disk; only root can, and not in every container.
func disk(t *testing.T) (dir string, readOnly func()) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a disk of its own cannot be mounted here (%v): run as root to check a full and a read-only disk", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, func() {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=64k"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestFullDisk(t *testing.T) {
	dir, _ := disk(t)
	f := at(dir)
	version := write(t, f, request, "one", "")
	file, err := os.Create(filepath.Join(dir, "fill"))
	for err == nil {
		_, err = file.Write(make([]byte, 4096))
	}
	file.Close()
	before := dump(t, dir)
	other := resource.Key{Kind: "Workflow", Region: "de", Name: "other"}
	for _, r := range []resource.Resource{
		{Key: request, Version: version, Attributes: map[string]any{"title": strings.Repeat("x", 10_000)}},
		{Key: other, Attributes: map[string]any{"title": strings.Repeat("x", 10_000)}},
	} {
		_, err := f.Write(t.Context(), r)
		if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "make room on the disk") || !strings.Contains(err.Error(), r.Key.Name) {
			t.Errorf("%s: %v", r.Key, err)
		}
	}
	if after := dump(t, dir); !maps.Equal(before, after) {
		t.Fatalf("half-written: %v", after)
	}
	if err := os.Remove(filepath.Join(dir, "fill")); err != nil {
		t.Fatal(err)
	}
	write(t, f, request, "two", version)
}

func TestReadOnlyDisk(t *testing.T) {
	dir, readOnly := disk(t)
	f := at(filepath.Join(dir, "target"))
	version := write(t, f, request, "one", "")
	readOnly()
	before := dump(t, dir)
	_, err := f.Write(t.Context(), resource.Resource{Key: request, Version: version, Attributes: map[string]any{}})
	if !errors.Is(err, syscall.EROFS) || !strings.Contains(err.Error(), "give this user the right to write") {
		t.Errorf("Write: %v", err)
	}
	if err := f.Delete(t.Context(), request, version); !errors.Is(err, syscall.EROFS) {
		t.Errorf("Delete: %v", err)
	}
	if _, err := at(filepath.Join(dir, "new")).Write(t.Context(), resource.Resource{Key: request}); !errors.Is(err, syscall.EROFS) {
		t.Errorf("Write into a new directory: %v", err)
	}
	if after := dump(t, dir); !maps.Equal(before, after) {
		t.Fatalf("%v\nthen %v", before, after)
	}
}
