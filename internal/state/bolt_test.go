package state_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"interlock.dev/interlock/internal/state"
	"interlock.dev/interlock/internal/state/statetest"
)

func TestMain(m *testing.M) {
	if path := os.Getenv("STATE_TEST_HOLD"); path != "" {
		hold(path)
	}
	os.Exit(m.Run())
}

// hold is the other process: it opens the state, says so, and works until its
// standard input ends.
func hold(path string) {
	b, err := state.OpenBolt(context.Background(), path, state.BoltOptions{
		Holder: state.Self("interlock apply plan.json", time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)),
	})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println("open")
	os.Stdin.Read(make([]byte, 1))
	b.Close()
	os.Exit(0)
}

func open(t *testing.T, path string) *state.Bolt {
	t.Helper()
	b, err := state.OpenBolt(t.Context(), path, state.BoltOptions{Holder: state.Self("test", time.Now())})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func TestBolt(t *testing.T) {
	statetest.Run(t, func(t *testing.T) state.Store { return open(t, filepath.Join(t.TempDir(), "state.db")) })
}

func TestBoltOpenedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "state.db")
	b := open(t, path)
	var last state.Revision
	for i := range 300 {
		revision, err := b.Put(t.Context(), state.Write{Key: fmt.Sprintf("own/%04d", i), Value: []byte(strings.Repeat("v", i*7))})
		if err != nil {
			t.Fatal(err)
		}
		last = revision
	}
	if err := errors.Join(b.Close(), b.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Get(t.Context(), "own/0000"); !errors.Is(err, state.ErrClosed) {
		t.Fatalf("Get after Close: %v", err)
	}
	b = open(t, path)
	list, err := b.List(t.Context(), "own/")
	if err != nil || len(list) != 300 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	if revision, err := b.Put(t.Context(), state.Write{Key: "x", Value: []byte("x")}); err != nil || revision <= last {
		t.Fatalf("revision %d after %d, %v", revision, last, err)
	}
	b.Close()
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Fatalf("beside the state: %v, %v", left, err)
	}
}

func TestBoltReadOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	read := func() *state.Bolt {
		b, err := state.OpenBolt(t.Context(), path, state.BoltOptions{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		return b
	}
	b := read()
	if list, err := b.List(t.Context(), ""); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
	if _, err := b.Get(t.Context(), "a"); !errors.Is(err, state.ErrNotFound) {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("reading made the file")
	}
	b = open(t, path)
	if _, err := b.Put(t.Context(), state.Write{Key: "a", Value: []byte("one")}); err != nil {
		t.Fatal(err)
	}
	b.Close()
	first, second := read(), read()
	for _, b := range []*state.Bolt{first, second} {
		if e, err := b.Get(t.Context(), "a"); err != nil || string(e.Value) != "one" {
			t.Fatal(e, err)
		}
		if _, err := b.Put(t.Context(), state.Write{Key: "b", Value: []byte("x")}); !errors.Is(err, state.ErrReadOnly) {
			t.Fatal(err)
		}
		if _, err := b.Lease(t.Context(), "n", state.Holder{}, time.Second); !errors.Is(err, state.ErrReadOnly) {
			t.Fatal(err)
		}
	}
}

// startHolder runs another process that has the state open; end lets it close,
// kill does not.
func startHolder(t *testing.T, path string) (cmd *exec.Cmd, end func()) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STATE_TEST_HOLD="+path)
	cmd.Stderr = os.Stderr
	in, errIn := cmd.StdinPipe()
	out, errOut := cmd.StdoutPipe()
	if err := errors.Join(errIn, errOut, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	line := make([]byte, 200)
	n, _ := out.Read(line)
	if string(line[:n]) != "open\n" {
		t.Fatalf("the other process says %q", line[:n])
	}
	return cmd, func() { in.Close() }
}

func TestBoltLockedByAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	other, end := startHolder(t, path)

	var told []state.Holder
	options := state.BoltOptions{Wait: 150 * time.Millisecond, Waiting: func(h state.Holder) { told = append(told, h) }}
	start := time.Now()
	_, err := state.OpenBolt(t.Context(), path, options)
	var locked *state.LockedError
	if !errors.As(err, &locked) || time.Since(start) < options.Wait {
		t.Fatalf("after %s: %v; want it locked", time.Since(start), err)
	}
	if len(told) != 1 || told[0].PID != other.Process.Pid {
		t.Fatalf("told %v; want once, of process %d", told, other.Process.Pid)
	}
	for _, part := range []string{path, fmt.Sprint("process ", other.Process.Pid), "`interlock apply plan.json`", "since 2026-11-22 09:30:00 UTC", "run again"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q lacks %q", err, part)
		}
	}

	// Its end lets the next one in, which was waiting.
	time.AfterFunc(100*time.Millisecond, end)
	b, err := state.OpenBolt(t.Context(), path, state.BoltOptions{Wait: 20 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	b.Close()

	// Cancelling ends the waiting.
	startHolder(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := state.OpenBolt(ctx, path, state.BoltOptions{Wait: time.Minute}); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("cancelled: %v", err)
	}
}

func TestBoltHolderWasKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	other, _ := startHolder(t, path)
	if err := other.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	other.Wait()
	side, err := os.ReadFile(path + ".holder")
	var dead state.Holder
	if err != nil || json.Unmarshal(side, &dead) != nil || dead.PID != other.Process.Pid {
		t.Fatalf("the killed process left %q, %v", side, err)
	}
	// The dead holder's name is not given for the living one, which has none.
	if err := os.Rename(path+".holder", path+".kept"); err != nil {
		t.Fatal(err)
	}
	_, _ = startHolder(t, path)
	if err := os.Rename(path+".kept", path+".holder"); err != nil {
		t.Fatal(err)
	}
	_, err = state.OpenBolt(t.Context(), path, state.BoltOptions{})
	var locked *state.LockedError
	if !errors.As(err, &locked) || locked.Holder.PID != 0 {
		t.Fatalf("error %v; want it locked by one without a name", err)
	}
}

func filled(t testing.TB, entries int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.db")
	b, err := state.OpenBolt(t.Context(), path, state.BoltOptions{})
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := 0; i < entries; i += 50 {
		var writes []state.Write
		for k := range 50 {
			writes = append(writes, state.Write{Key: fmt.Sprintf("own/%06d", i+k), Value: []byte(strings.Repeat("value ", random.IntN(700)))})
		}
		if _, err := b.Put(t.Context(), writes...); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// use opens a file that may be damaged and reads and writes all of it. What it
// gives back must be the right values or a clear error.
func use(t *testing.T, data []byte, what string) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	b, err := state.OpenBolt(t.Context(), path, state.BoltOptions{})
	if err == nil {
		defer b.Close()
		var list []state.Entry
		list, err = b.List(t.Context(), "")
		for _, e := range list {
			if strings.Trim(string(e.Value), "value ") != "" {
				t.Fatalf("%s: %s has %.40q", what, e.Key, e.Value)
			}
		}
		if err == nil && len(list) > 0 {
			_, err = b.Put(t.Context(), state.Write{Key: list[0].Key, Value: []byte("value "), If: list[0].Revision})
		}
	}
	var damaged *state.DamagedError
	if err != nil && (!errors.As(err, &damaged) || damaged.File != path || !strings.Contains(err.Error(), "mv "+path)) {
		t.Fatalf("%s: %v; want it told as damaged, with the way out", what, err)
	}
	return err
}

func TestBoltCut(t *testing.T) {
	data := filled(t, 300)
	cuts := []int{0, 1, 15, 16, 79, 80, 100, 4095, 4096, 4097, 8191, 8192, 10000, 16384, 20480}
	for at := 32768; at < len(data); at += 65536 {
		cuts = append(cuts, at, at+1777)
	}
	for _, at := range cuts {
		// The end of the file may be room that was never used.
		if err := use(t, data[:at], fmt.Sprintf("cut at %d of %d", at, len(data))); err == nil && at < len(data)/2 {
			t.Errorf("cut at %d of %d: nothing noticed", at, len(data))
		}
	}
}

func TestBoltGarbage(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := func(n int) []byte {
		data := make([]byte, n)
		for i := range data {
			data[i] = byte(random.Uint32())
		}
		return data
	}
	for _, n := range []int{1, 100, 4096, 100_000} {
		if use(t, noise(n), fmt.Sprintf("%d bytes of noise", n)) == nil {
			t.Errorf("%d bytes of noise: nothing noticed", n)
		}
	}
	if use(t, []byte(strings.Repeat("apiVersion: interlock.dev/v1\n", 3000)), "a text") == nil {
		t.Error("a text: nothing noticed")
	}
	// Noise over parts of a state: what is noticed is told; what is not, because
	// it hit room that is not used, does no harm.
	data := filled(t, 300)
	noticed, rounds := 0, 400
	for i := range rounds {
		broken := append([]byte{}, data...)
		at, n := random.IntN(len(data)), 1+random.IntN(1<<random.IntN(14))
		if i%4 == 0 { // the heads of pages, where it hurts
			at, n = random.IntN(len(data)/4096)*4096+random.IntN(32), 1+random.IntN(16)
		}
		copy(broken[at:], noise(n))
		if use(t, broken, fmt.Sprintf("noise at %d+%d", at, n)) != nil {
			noticed++
		}
	}
	if noticed < rounds/20 {
		t.Errorf("noise was noticed %d times of %d", noticed, rounds)
	}
}

// A file that is cut while it is open: an error, no SIGBUS.
func TestBoltCutWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state.db")
	if err := os.WriteFile(path, filled(t, 300), 0o644); err != nil {
		t.Fatal(err)
	}
	b := open(t, path)
	if err := os.Truncate(path, 8192); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		var damaged *state.DamagedError
		if _, err := b.List(t.Context(), ""); !errors.As(err, &damaged) {
			t.Fatalf("List: %v", err)
		}
		if _, err := b.Put(t.Context(), state.Write{Key: "own/zzz", Value: []byte("x")}); !errors.As(err, &damaged) {
			t.Fatalf("Put: %v", err)
		}
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestBoltWhereItCannotBe(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, part := range map[string]string{
		dir:                             "it is not a file",
		filepath.Join(file, "state.db"): "a part of its path is a file",
		"/dev/null":                     "it is not a file",
	} {
		_, err := state.OpenBolt(t.Context(), path, state.BoltOptions{})
		if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %v; want %q", path, err, part)
		}
	}
}

func BenchmarkBolt(b *testing.B) {
	for _, size := range []int{1, 20, 50, 100} {
		b.Run(fmt.Sprintf("put 10000 by %d", size), func(b *testing.B) {
			for b.Loop() {
				s, err := state.OpenBolt(b.Context(), filepath.Join(b.TempDir(), "state.db"), state.BoltOptions{})
				if err != nil {
					b.Fatal(err)
				}
				for i := 0; i < 10000; i += size {
					writes := make([]state.Write, size)
					for k := range writes {
						writes[k] = state.Write{Key: fmt.Sprintf("own/files/%06d", i+k), Value: make([]byte, 1500)}
					}
					if _, err := s.Put(b.Context(), writes...); err != nil {
						b.Fatal(err)
					}
				}
				s.Close()
			}
		})
	}
	path := filepath.Join(b.TempDir(), "state.db")
	if err := os.WriteFile(path, filled(b, 10000), 0o644); err != nil {
		b.Fatal(err)
	}
	b.Run("open 10000", func(b *testing.B) {
		for b.Loop() {
			s, err := state.OpenBolt(b.Context(), path, state.BoltOptions{})
			if err != nil {
				b.Fatal(err)
			}
			s.Close()
		}
	})
}
