package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"interlock.dev/interlock/internal/cli"
	"interlock.dev/interlock/policies"
)

// disk mounts a small disk in a folder; only root can, and not in every container.
func disk(t *testing.T, dir, size string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a disk of its own cannot be mounted here (%v): run as root to check a full and a read-only disk", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
}

func remount(t *testing.T, dir, size string, flags uintptr) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, "size="+size); err != nil {
		t.Fatal(err)
	}
}

// halfWritten are files of a target that are not whole.
func halfWritten(t *testing.T, target string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(target, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if !strings.HasPrefix(string(text), "# interlock: ") || !strings.HasSuffix(string(text), "\n") || strings.HasPrefix(d.Name(), ".") {
			found = append(found, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// The target is on a disk that is full: what fits is done, the rest is told with
// the way out, and done by the next run once there is room.
func TestFullTarget(t *testing.T) {
	s, repo := shipped(t), repository(t)
	target := filepath.Join(repo, "rendered")
	disk(t, target, "64k")
	got := run(t, t.Context(), s, repo, "apply")
	for _, want := range []string{"in part", " failed, 0 skipped", "no space left on device; make room on the disk, then apply again"} {
		if got.code != cli.ExitFindings || !strings.Contains(got.stdout, want) {
			t.Fatalf("exit code %d, without %q\n%s%s", got.code, want, got.stdout, got.stderr)
		}
	}
	if strings.Count(got.stdout, "no space left on device") != 1 {
		t.Errorf("one reason is told more than once:\n%s", got.stdout)
	}
	if found := halfWritten(t, target); len(found) > 0 {
		t.Errorf("half-written: %v", found)
	}
	remount(t, target, "8m", 0)
	if got := run(t, t.Context(), s, repo, "apply"); got.code != cli.ExitClean {
		t.Errorf("with room: exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := run(t, t.Context(), s, repo, "plan", "--exit-code"); got.code != cli.ExitClean {
		t.Errorf("then plan:\n%s", got.stdout)
	}
}

// A repository is begun on a disk that is full: what was written is whole and
// told, and with room the next run writes the rest.
func TestInitOnFullDisk(t *testing.T) {
	s, dir := shipped(t), filepath.Join(t.TempDir(), "begun")
	disk(t, dir, "16k")
	got := run(t, t.Context(), s, dir, "init")
	for _, want := range []string{"no space left on device", "written before it, and are whole", "run interlock init again"} {
		if got.code != cli.ExitFault || !strings.Contains(got.stderr, want) {
			t.Fatalf("exit code %d, without %q\n%s%s", got.code, want, got.stdout, got.stderr)
		}
	}
	if n := strings.Count(got.stdout, "wrote "); n == 0 || !strings.Contains(got.stderr, strconv.Itoa(n)+" files were written") {
		t.Errorf("%d files are named, and it says %s", n, got.stderr)
	}
	remount(t, dir, "8m", 0)
	if got := run(t, t.Context(), s, dir, "init"); got.code != cli.ExitClean || strings.Contains(got.stdout, "left out") {
		t.Errorf("with room: exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := run(t, t.Context(), s, dir, "lint"); got.code != cli.ExitClean {
		t.Errorf("then lint: exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// The target may not be written to.
func TestReadOnlyTarget(t *testing.T) {
	s, repo := shipped(t), repository(t)
	target := filepath.Join(repo, "rendered")
	want := "permission denied"
	if os.Geteuid() == 0 { // whom no permission stops
		disk(t, target, "8m")
		remount(t, target, "8m", syscall.MS_RDONLY)
		want = "read-only file system"
	} else if err := os.Mkdir(target, 0o555); err != nil {
		t.Fatal(err)
	}
	if got := run(t, t.Context(), s, repo, "plan"); got.code != cli.ExitClean {
		t.Errorf("plan only reads, but: %s", got.stderr)
	}
	got := run(t, t.Context(), s, repo, "apply")
	if got.code != cli.ExitFindings || !strings.Contains(got.stdout, want+"; give this user the right to write there, then apply again") {
		t.Errorf("exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	status := run(t, t.Context(), s, repo, "status")
	if !strings.Contains(status.stdout, "0 created, 0 updated, 0 deleted") || strings.Count(status.stdout, "not done:") > 12 {
		t.Errorf("status:\n%s", status.stdout)
	}
	if found := halfWritten(t, target); len(found) > 0 {
		t.Errorf("half-written: %v", found)
	}
}

// There is no room for the state: as a limit on the size of files shows it, which
// anybody can set. What was done on the way is told, and found again.
func TestFullState(t *testing.T) {
	s, repo := shipped(t), repository(t)
	process := exec.Command("sh", "-c", "ulimit -f "+strconv.Itoa(64*1024/512)+`; trap '' XFSZ; exec "$0" "$@"`, os.Args[0], "-C", repo, "--as-of", "2026-11-22", "apply")
	process.Env = append(os.Environ(), beProgram+"=1")
	out, err := process.CombinedOutput()
	if err == nil || process.ProcessState.ExitCode() != cli.ExitFault {
		t.Errorf("%v\n%s", err, out)
	}
	for _, want := range []string{".interlock/state.db` cannot be written", "what was done so far is not lost: ", ", then run again\n"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("without %q:\n%s", want, out)
		}
	}
	if got := run(t, t.Context(), s, repo, "apply"); got.code != cli.ExitClean {
		t.Errorf("with room: exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := run(t, t.Context(), s, repo, "plan", "--exit-code"); got.code != cli.ExitClean {
		t.Errorf("then plan:\n%s", got.stdout)
	}
	if found := halfWritten(t, filepath.Join(repo, "rendered")); len(found) > 0 {
		t.Errorf("half-written: %v", found)
	}
}

// What is no file is written into, and stays what it is: a pipe that a program
// reads from, and above all /dev/null.
func TestOutputIntoPipe(t *testing.T) {
	s, repo := shipped(t), repository(t)
	pipe := filepath.Join(t.TempDir(), "page.html")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	read := make(chan string)
	go func() {
		text, _ := os.ReadFile(pipe)
		read <- string(text)
	}()
	var stderr strings.Builder
	command := cli.Command{
		Stdin: strings.NewReader(""), Stdout: &stderr, Stderr: &stderr, Dir: repo,
		Getenv: func(string) string { return "" }, Now: storyDay, Shipped: s, Policies: policies.FS,
	}
	if code := command.Main(t.Context(), []string{"report", "-o", pipe}); code != cli.ExitClean {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	if text := <-read; !strings.HasPrefix(text, "<!doctype html>") {
		t.Errorf("the pipe had %d bytes, beginning %.40q", len(text), text)
	}
	if info, err := os.Stat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Errorf("the pipe is %v now (%v)", info.Mode(), err)
	}
}
