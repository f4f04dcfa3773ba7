package lint_test

import (
	"os"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
)

// TestBadInput tries what only a hurried hand writes: each fault of
// testdata/bad-input.txt is found at its line, by the rules that the case names
// and by the checks of documents, and nothing else is.
func TestBadInput(t *testing.T) {
	data, err := os.ReadFile("testdata/bad-input.txt")
	if err != nil {
		t.Fatal(err)
	}
	const team = "---\napiVersion: interlock.dev/v1\nkind: Team\nmetadata: {name: ops, owner: ops}\nspec: {title: Operations}\n"
	shipped := load(t)
	for _, part := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		name, text, _ := strings.Cut(part, "\n")
		t.Run(name, func(t *testing.T) {
			text = strings.TrimRight(text, "\n") + "\n" + team
			want := trial.Wanted(source.NewFile("repo.yaml", []byte(text)))
			if len(want) == 0 {
				t.Fatal("the case wants nothing")
			}
			named := map[string]bool{}
			for _, w := range want {
				named[w.Rule] = true
			}
			result := check(t, shipped, source.Memory(map[string]string{"repo.yaml": text}))
			missing, unwanted := trial.Compare(result, want, func(rule string) bool { return named[rule] || trial.InGo(rule) })
			for _, w := range missing {
				t.Errorf("missing: line %d %s", w.Line, w.Rule)
			}
			for _, f := range unwanted {
				t.Errorf("not wanted: line %d %s: %s", result.Snapshot.File(f.At.Path).Position(f.At.Span.Start).Line, f.Rule, f.Message)
			}
		})
	}
}
