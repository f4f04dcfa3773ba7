//go:build unix

package reconcile_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"interlock.dev/interlock/internal/connector/files"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

const (
	childDir   = "RECONCILE_TEST_DIR"
	childRound = "RECONCILE_TEST_ROUND"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		child(dir)
	}
	os.Exit(m.Run())
}

// child is the process that is killed: it applies a round's documents.
func child(dir string) {
	var round int
	fmt.Sscan(os.Getenv(childRound), &round)
	err := applyRound(context.Background(), dir, round, func() { fmt.Println("applying") })
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	os.Exit(0)
}

func inDirectory(dir string) *files.Files {
	return &files.Files{
		Directory: dir,
		Encode:    func(r resource.Resource) ([]byte, error) { return json.MarshalIndent(r.Attributes, "", "  ") },
		Decode: func(text []byte) (map[string]any, error) {
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.UseNumber()
			var a map[string]any
			return a, decoder.Decode(&a)
		},
	}
}

// documents are those of a round: most change from round to round, some come
// and some go.
func documents(round int) []plan.Desired {
	var list []plan.Desired
	for i := range 120 {
		if (i+round)%5 == 0 {
			continue
		}
		d := want(fmt.Sprintf("object-%03d", i), fmt.Sprint("round ", round/(1+i%3)))
		d.Resource.Key.Region = [...]string{"global", "emea", "de", "fr"}[i%4]
		list = append(list, d)
	}
	return list
}

func withState(ctx context.Context, dir string, do func(*reconcile.Reconciler) error) error {
	store, err := state.OpenBolt(ctx, filepath.Join(dir, "state.db"), state.BoltOptions{Wait: 10 * time.Second})
	if err != nil {
		return err
	}
	err = do(reconciler(store, inDirectory(filepath.Join(dir, "rendered"))))
	return errors.Join(err, store.Close())
}

func applyRound(ctx context.Context, dir string, round int, ready func()) error {
	return withState(ctx, dir, func(r *reconcile.Reconciler) error {
		p, err := r.Compute(ctx, basis(), map[string][]plan.Desired{"files": documents(round)})
		if err != nil {
			return err
		}
		ready()
		outcome, err := r.Apply(ctx, p, basis(), releases(p))
		if err == nil && outcome.Status != reconcile.Applied && outcome.Status != reconcile.Nothing {
			err = fmt.Errorf("the run is %s: %+v", outcome.Status, outcome.Results)
		}
		return err
	})
}

func dumpDirectory(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, dir)] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// A process that is killed, at whatever instruction, loses nothing: the next
// run makes the same files, with nothing beside them and nothing left to do.
func TestKilled(t *testing.T) {
	dir, reference := t.TempDir(), t.TempDir()
	foreign := map[string]string{"/README.md": "ours is elsewhere", "/de/Workflow/by-hand.yaml": "title: by hand\n"}
	for _, d := range []string{dir, reference} {
		for name, text := range foreign {
			path := filepath.Join(d, "rendered", name)
			if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
				t.Fatal(err)
			}
		}
	}
	random := rand.New(rand.NewPCG(7, uint64(os.Getpid())))
	rounds, killed, took := 9, 0, 150*time.Millisecond
	if testing.Short() {
		rounds = 3
	}
	for round := range rounds {
		// Now and then the run after a killed one is killed as well.
		for range 1 + round%3 {
			if killedAt(t, dir, round, time.Duration(random.Int64N(int64(took)))) {
				killed++
			}
		}
		if err := applyRound(t.Context(), dir, round, func() {}); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		began := time.Now()
		if err := applyRound(t.Context(), reference, round, func() {}); err != nil {
			t.Fatal(err)
		}
		took = time.Since(began)
		got, whole := dumpDirectory(t, filepath.Join(dir, "rendered")), dumpDirectory(t, filepath.Join(reference, "rendered"))
		if !maps.Equal(got, whole) {
			t.Fatalf("round %d: %d files %v\n want %d", round, len(got), got, len(whole))
		}
		for name, text := range foreign {
			if got[name] != text {
				t.Fatalf("round %d: the foreign %s is now %q", round, name, got[name])
			}
		}
		err := withState(t.Context(), dir, func(r *reconcile.Reconciler) error {
			p, err := r.Compute(t.Context(), basis(), map[string][]plan.Desired{"files": documents(round)})
			if err != nil || !p.Empty() || len(p.Platforms[0].Refreshes) > 0 {
				t.Fatalf("round %d: still to do: %+v, %v", round, p, err)
			}
			status, err := reconcile.StatusOf(t.Context(), r.Store)
			if err != nil || len(status.Open) > 0 || status.Platforms["files"].Unfinished > 0 || status.Platforms["files"].Owned != len(documents(round)) {
				t.Fatalf("round %d: %+v, %v", round, status, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d runs killed", killed)
	if killed < rounds/2 {
		t.Errorf("only %d runs of %d rounds were killed in time", killed, rounds)
	}
}

// killedAt starts a run and kills it a while after it has begun to apply. It
// says whether the run was still at work.
func killedAt(t *testing.T, dir string, round int, after time.Duration) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, fmt.Sprint(childRound, "=", round))
	out, err := cmd.StdoutPipe()
	if err := errors.Join(err, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	line := make([]byte, 4096)
	n, _ := out.Read(line)
	if string(line[:n]) != "applying\n" {
		t.Fatalf("round %d: the run says %q", round, line[:n])
	}
	time.Sleep(after)
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	return errors.As(err, &exit) && !exit.Exited()
}

func BenchmarkTenThousand(b *testing.B) {
	var desired []plan.Desired
	for i := range 10_000 {
		d := want(fmt.Sprintf("object-%05d", i), "some title")
		d.Resource.Key.Region = fmt.Sprint("region-", i%14)
		spec := d.Resource.Attributes["spec"].(map[string]any)
		for k := range 12 {
			spec[fmt.Sprint("field-", k)] = map[string]any{"name": fmt.Sprint("value ", k), "text": strings.Repeat("words ", 8)}
		}
		list := make([]any, 0, 10)
		for k := range 10 {
			list = append(list, map[string]any{"name": fmt.Sprint("step-", k), "gate": "none", "serviceLevel": "2d"})
		}
		spec["steps"] = list
		desired = append(desired, d)
	}
	for b.Loop() {
		dir := b.TempDir()
		err := withState(b.Context(), dir, func(r *reconcile.Reconciler) error {
			phase := func(name string, do func() error) error {
				began, cpu := time.Now(), cpuTime()
				err := do()
				b.ReportMetric(float64((cpuTime()-cpu).Microseconds())/10_000, name+"-µs-cpu/object")
				b.ReportMetric(float64(time.Since(began).Milliseconds()), name+"-ms")
				return err
			}
			var p *plan.Plan
			compute := func() (err error) {
				p, err = r.Compute(b.Context(), basis(), map[string][]plan.Desired{"files": desired})
				return err
			}
			apply := func() error { _, err := r.Apply(b.Context(), p, basis(), releases(p)); return err }
			return errors.Join(phase("plan", compute), phase("apply", apply), phase("again", compute), phase("nothing", apply))
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}
