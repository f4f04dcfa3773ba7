package lint_test

import (
	"flag"
	"maps"
	"os"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/lint"
)

// TestLegalEdits proves that no rule raises a false alarm over how and where
// things are written: whatever people rename, reorder, move, comment or quote,
// the findings stay the same. INTERLOCK_EDITS says how many repositories are
// tried; the default is for a run of a few seconds.
func TestLegalEdits(t *testing.T) {
	checks := "3"
	if more := os.Getenv("INTERLOCK_EDITS"); more != "" {
		checks = more
	}
	limit(t, "rapid.checks", checks)
	limit(t, "rapid.shrinktime", "10s")
	shipped := load(t)
	for _, example := range []string{"meridian", "meridian-broken"} {
		t.Run(example, func(t *testing.T) {
			base := check(t, shipped, worktree(t, "../../examples/"+example))
			files := texts(base)
			made := map[string]int{}
			rapid.Check(t, func(rt *rapid.T) { tidy(rt, shipped, base, files, made) })
			for _, e := range legalEdits() {
				t.Logf("%-28s %d times", e.name, made[e.name])
			}
			if n, err := strconv.Atoi(checks); err == nil && n >= 100 {
				for _, e := range legalEdits() {
					if made[e.name] < n/100 {
						t.Errorf("%s: only %d times in %d repositories", e.name, made[e.name], n)
					}
				}
			}
		})
	}
}

// limit sets a flag for one test, unless the command line does.
func limit(t *testing.T, name, value string) {
	t.Helper()
	given := false
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	if given {
		return
	}
	f := flag.Lookup(name)
	old := f.Value.String()
	if err := f.Value.Set(value); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Value.Set(old) })
}

func texts(result *lint.Result) map[string]string {
	files := map[string]string{}
	for _, e := range result.Snapshot.Entries() {
		if file := result.Snapshot.File(e.Path); file != nil && e.Link == "" {
			files[e.Path] = string(file.Data)
		}
	}
	return files
}

// tidy makes a few legal edits and compares what is found before and after.
func tidy(t *rapid.T, shipped *lint.Shipped, base *lint.Result, files map[string]string, made map[string]int) {
	w := &world{shipped: shipped, schemas: base.Schemas, files: maps.Clone(files), cache: map[string]parsed{}}
	edits := legalEdits()
	for range rapid.IntRange(1, 12).Draw(t, "edits") {
		e := edits[rapid.IntRange(0, len(edits)-1).Draw(t, "edit")]
		if what := e.make(w, t); what != "" {
			made[e.name]++
			t.Logf("%s: %s", e.name, what)
		}
	}
	after := w.lint(t)
	want, got := w.told(base), w.told(after)
	for _, line := range missing(want, got) {
		t.Errorf("no longer found: %s", line)
	}
	for _, line := range missing(got, want) {
		t.Errorf("found now: %s", line)
	}
	if base.Counts.Documents != after.Counts.Documents {
		t.Errorf("%d documents became %d", base.Counts.Documents, after.Counts.Documents)
	}
}

// missing lists what the first has more often than the second.
func missing(first, second []string) []string {
	left := map[string]int{}
	for _, line := range second {
		left[line]++
	}
	var all []string
	for _, line := range first {
		if left[line]--; left[line] < 0 {
			all = append(all, line)
		}
	}
	return all
}
