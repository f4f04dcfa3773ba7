package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"interlock.dev/interlock/internal/cli"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/state"
	"interlock.dev/interlock/policies"
)

// Some tests need another process. It is this test's own program, told by its
// environment what to be.
const (
	beHolder  = "INTERLOCK_TEST_HOLDS"   // keeps this state open until it is killed or its input ends
	beProgram = "INTERLOCK_TEST_PROGRAM" // is interlock
)

func TestMain(m *testing.M) {
	switch {
	case os.Getenv(beHolder) != "":
		os.Exit(hold(os.Getenv(beHolder)))
	case os.Getenv(beProgram) != "":
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		code := cli.System().Main(ctx, os.Args[1:])
		stop()
		os.Exit(code)
	}
	os.Exit(m.Run())
}

func hold(file string) int {
	since := time.Date(2026, 11, 22, 11, 58, 0, 0, time.UTC)
	b, err := state.OpenBolt(context.Background(), file, state.BoltOptions{Wait: time.Second, Holder: state.Self("interlock apply", since)})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println("holding")
	_, _ = io.Copy(io.Discard, os.Stdin)
	if err := b.Close(); err != nil {
		return 1
	}
	return 0
}

// another starts the other process that keeps the state of a repository open.
// release lets it end in its own time.
func another(t *testing.T, repo string) (process *exec.Cmd, release func()) {
	t.Helper()
	process = exec.Command(os.Args[0])
	process.Env = append(os.Environ(), beHolder+"="+filepath.Join(repo, ".interlock", "state.db"))
	process.Stderr = os.Stderr
	stdin, err := process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout, err := process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = process.Process.Kill()
		_ = process.Wait()
	})
	if _, err := io.ReadFull(stdout, make([]byte, len("holding\n"))); err != nil {
		t.Fatalf("the other process did not open the state: %v", err)
	}
	return process, func() { _ = stdin.Close() }
}

// repository is that of testdata/harborline, committed.
func repository(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "repo")
	if err := os.CopyFS(dir, os.DirFS(harborline)); err != nil {
		t.Fatal(err)
	}
	git(t, dir, "init", "-q")
	git(t, dir, "add", "-A")
	git(t, dir, "commit", "-q", "-m", "the agreements of Harborline")
	return dir
}

func git(t *testing.T, dir string, args ...string) {
	t.Helper()
	command := exec.Command("git", append([]string{"-C", dir}, args...)...)
	command.Env = append(os.Environ(), gitEnvironment()...)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// terminal is what a person sees, and may look at while the program runs.
type terminal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.Write(p)
}

func (t *terminal) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.text.String()
}

// reacting is a terminal before which somebody sits who does something when they
// see a word.
type reacting struct {
	terminal
	word    string
	react   func()
	reacted bool
}

func (r *reacting) Write(p []byte) (int, error) {
	if !r.reacted && strings.Contains(string(p), r.word) {
		r.reacted = true
		r.react()
	}
	return r.terminal.Write(p)
}

// shipped is loaded once for the tests of this file that want it.
func shipped(t *testing.T) *lint.Shipped {
	t.Helper()
	s, err := lint.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

type result struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, ctx context.Context, s *lint.Shipped, dir string, args ...string) result {
	t.Helper()
	var stdout, stderr terminal
	command := cli.Command{
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: dir,
		Getenv: func(string) string { return "" }, Now: storyDay, Shipped: s,
	}
	code := command.Main(ctx, args)
	return result{code, stdout.String(), stderr.String()}
}

// A state that another process works on: waited for with a message, then an
// error that names who it is.
func TestStateIsLocked(t *testing.T) {
	s, repo := shipped(t), repository(t)
	process, release := another(t, repo)
	who := fmt.Sprintf("process %d on ", process.Process.Pid)
	for _, command := range []string{"apply", "plan", "status"} {
		got := run(t, t.Context(), s, repo, command, "--wait", "200ms")
		for _, want := range []string{
			"interlock: waiting for " + who, "`interlock apply`, since 2026-11-22 11:58:00 UTC to end\n",
			".interlock/state.db` is in use by " + who, "; waited ", "let that run end, or stop it, then run again",
		} {
			if got.code != cli.ExitFault || !strings.Contains(got.stderr, want) {
				t.Errorf("%s: exit code %d, without %q:\n%s", command, got.code, want, got.stderr)
			}
		}
		if got.stdout != "" {
			t.Errorf("%s prints %q", command, got.stdout)
		}
	}
	if _, err := os.Stat(filepath.Join(repo, "rendered")); err == nil {
		t.Error("something was applied")
	}

	// It ends while we wait.
	var stdout terminal
	stderr := reacting{word: "waiting for " + who, react: release}
	command := cli.Command{Stdout: &stdout, Stderr: &stderr, Dir: repo, Now: storyDay, Shipped: s}
	if code := command.Main(t.Context(), []string{"apply", "--wait", "1m"}); code != cli.ExitClean || !strings.Contains(stdout.String(), "52 created") {
		t.Errorf("exit code %d\n%s%s", code, stdout.String(), stderr.String())
	}
	if !stderr.reacted {
		t.Errorf("it did not say that it waits:\n%s", stderr.String())
	}
}

// A process that was killed holds nothing and names nobody.
func TestStateOfAKilledProcess(t *testing.T) {
	s, repo := shipped(t), repository(t)
	process, _ := another(t, repo)
	if err := process.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = process.Wait()
	if got := run(t, t.Context(), s, repo, "apply", "--wait", "0s"); got.code != cli.ExitClean || got.stderr != "" {
		t.Errorf("exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// Stopped on the way (Ctrl-C), apply tells what was done, and the next run does
// the rest.
func TestApplyIsStopped(t *testing.T) {
	s, repo := shipped(t), repository(t)
	many(t, repo, 40) // more than the brake on changes lets pass
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var stdout terminal
	stderr := reacting{word: "\r1 of 292", react: cancel}
	command := cli.Command{Stdout: &stdout, Stderr: &stderr, Dir: repo, Now: storyDay, Shipped: s, Terminal: true}
	code := command.Main(ctx, []string{"apply"})
	if code != cli.ExitFindings || !strings.Contains(stdout.String(), "in part: ") || !strings.Contains(stdout.String(), "skipped on hub") {
		t.Fatalf("exit code %d\n%s%s", code, stdout.String(), stderr.String())
	}
	if status := run(t, t.Context(), s, repo, "status"); !strings.Contains(status.stdout, "stopped before its end") {
		t.Errorf("status:\n%s", status.stdout)
	}
	if got := run(t, t.Context(), s, repo, "apply"); got.code != cli.ExitClean {
		t.Errorf("the next run: exit code %d\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := run(t, t.Context(), s, repo, "plan", "--exit-code"); got.code != cli.ExitClean {
		t.Errorf("then plan:\n%s", got.stdout)
	}

	ended, end := context.WithCancel(t.Context())
	end()
	for _, command := range []string{"apply", "plan", "lint"} {
		got := run(t, ended, s, repo, command)
		if got.code != cli.ExitFindings || got.stdout != "" || got.stderr != "interlock: stopped before anything was done\n" {
			t.Errorf("%s, stopped before it began: exit code %d\n%s%s", command, got.code, got.stdout, got.stderr)
		}
	}
}

// many adds calendars, so that there is time to stop.
func many(t *testing.T, repo string, count int) {
	t.Helper()
	var text strings.Builder
	for i := range count {
		fmt.Fprintf(&text, "---\napiVersion: interlock.dev/v1\nkind: Calendar\nmetadata: {name: port-%d, owner: global-marketing-ops}\nspec: {title: Port %d, timezone: Europe/London}\n", i, i)
	}
	if err := os.WriteFile(filepath.Join(repo, "global", "ports.yaml"), []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	git(t, repo, "add", "-A")
	git(t, repo, "commit", "-q", "-m", "the ports")
}

// A real process is stopped by a real signal.
func TestSignal(t *testing.T) {
	repo := repository(t)
	many(t, repo, 100)
	process := exec.Command(os.Args[0], "-C", repo, "--as-of", "2026-11-22", "apply")
	process.Env = append(os.Environ(), beProgram+"=1")
	var stdout, stderr terminal
	process.Stdout, process.Stderr = &stdout, &stderr
	if err := process.Start(); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); time.Since(begun) < time.Minute; time.Sleep(time.Millisecond) {
		if found, _ := filepath.Glob(filepath.Join(repo, "rendered", "*", "*", "*.yaml")); len(found) > 0 {
			break
		}
	}
	if err := process.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	err := process.Wait()
	var ended *exec.ExitError
	if !errors.As(err, &ended) || ended.ExitCode() != cli.ExitFindings || !strings.Contains(stdout.String(), "skipped") {
		t.Errorf("%v\n%s%s", err, stdout.String(), stderr.String())
	}
}

// closed is an output that nobody reads any more, or that takes nothing.
type closed struct{ err error }

func (c closed) Write([]byte) (int, error) { return 0, c.err }

// What cannot be printed is an error, and not told as success; whoever closes
// the pipe has seen enough.
func TestOutputFails(t *testing.T) {
	s, repo := shipped(t), repository(t)
	full := &os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}
	for _, args := range [][]string{
		{"lint"}, {"lint", "--format", "json"}, {"render"}, {"render", "--format", "json"}, {"explain", "Workflow/campaign"},
		{"plan"}, {"plan", "--format", "json"}, {"apply"}, {"status"}, {"version"}, {"--help"}, {"help", "lint"}, {"completion", "bash"},
	} {
		for _, c := range []struct {
			err  error
			want string
		}{
			{full, "interlock: the output cannot be written: no space left on device\n"},
			{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}, ""},
		} {
			var stderr terminal
			command := cli.Command{
				Stdout: closed{c.err}, Stderr: &stderr, Dir: repo, Getenv: func(string) string { return "" }, Now: storyDay, Shipped: s, Policies: policies.FS,
			}
			if code := command.Main(t.Context(), args); code != cli.ExitFault || stderr.String() != c.want {
				t.Errorf("%v, %v: exit code %d\n%s", args, c.err, code, stderr.String())
			}
		}
	}
}
