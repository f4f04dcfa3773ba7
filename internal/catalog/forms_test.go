package catalog_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
)

var update = flag.Bool("update", false, "rewrite the expected forms")

// What regions make of objects, what standards say of each change, and what
// regions have left undone, as testdata/forms.txt tells it.
func TestForms(t *testing.T) {
	const name = "testdata/forms.txt"
	var all strings.Builder
	for _, s := range sections(t, name) {
		c, _ := build(t, s.text, 0)
		got := told(c)
		if d := cmp.Diff(s.want, strings.TrimRight(got, "\n")); d != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", s.name, d)
		}
		for turn := range 3 {
			turned, _ := build(t, s.text, turn+1)
			if d := cmp.Diff(got, told(turned)); d != "" {
				t.Errorf("%s: another order of documents:\n%s", s.name, d)
			}
		}
		fmt.Fprintf(&all, "=== %s\n%s--- forms\n%s", s.name, s.written, got)
	}
	if *update {
		if err := os.WriteFile(name, []byte(all.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// told describes the forms of the objects that regions may change.
func told(c *catalog.Catalog) string {
	var b strings.Builder
	for _, f := range c.Findings() {
		fmt.Fprintf(&b, "finding %s: %s\n", f.Rule, f.Message)
	}
	for _, o := range c.Objects {
		if !o.Localizable() || o.Kind == "Team" {
			continue
		}
		for _, f := range o.Forms {
			fmt.Fprintf(&b, "%s: effective in %s\n", f.ID(), strings.Join(f.Regions, " "))
			if f.Above != nil {
				fmt.Fprintf(&b, "  = %s\n", brief(f.Root.Get("spec")))
			}
			for _, change := range f.Changes {
				tellChange(&b, change)
			}
			for _, left := range f.Left {
				fmt.Fprintf(&b, "  left %s by %s: %s\n", left.Path, entryText(left.Entry), strings.Join(left.Regions, " "))
			}
		}
	}
	return b.String()
}

func tellChange(b *strings.Builder, change *catalog.Change) {
	marks := ""
	if change.List {
		marks += " member"
	}
	if change.Inside {
		marks += " inside"
	}
	fmt.Fprintf(b, "  %s %s%s: %s → %s\n", change.Action, change.Path, marks, brief(change.From), brief(change.To))
	for _, e := range change.Governed {
		fmt.Fprintf(b, "      governed by %s\n", entryText(e))
	}
	for _, e := range change.Overruled {
		fmt.Fprintf(b, "      overruled: %s\n", entryText(e))
	}
}

func entryText(e *catalog.Entry) string {
	return fmt.Sprintf("%s %s (%s of %s, %d)", e.Stance, e.Path, e.Standard.Name, e.Standard.Region, e.Field)
}

func brief(n *document.Node) string {
	if n == nil {
		return "nothing"
	}
	data, err := json.Marshal(n.Value())
	if err != nil {
		return err.Error()
	}
	return string(data)
}
