package catalog_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const advised = `kind: Workflow
metadata: {name: w}
spec:
  title: Launch
  leadTime: 4w
  steps: [{name: qa, role: r, gate: blocking}]
---
kind: Localization
metadata: {name: l, region: us}
spec: {of: {kind: Workflow, name: w}, set: {leadTime: 5w, title: Launch, steps: [{name: qa, gate: blocking}]}}
---
kind: Localization
metadata: {name: l, region: de}
spec: {of: {kind: Workflow, name: w}, set: {leadTime: 5w}}
---
kind: Localization
metadata: {name: same, region: emea}
spec: {of: {kind: Workflow, name: w}, set: {title: Launch}}
---
kind: Localization
metadata: {name: lost, region: emea}
spec: {of: {kind: Workflow, name: w}, remove: ['spec.steps[none]']}
---
kind: Localization
metadata: {name: nobody, region: emea}
spec: {of: {kind: Workflow, name: unknown}, set: {title: x}}
---
kind: Standard
metadata: {name: some}
spec: {for: {kind: Workflow, names: [w, x]}, fields: [{path: spec.leadTime, stance: bounded, maximum: 9w}, {path: 'spec.steps[*].gate', stance: bounded, oneOf: [none]}, {path: 'spec.steps', stance: bounded, additive: true}]}
---
kind: Standard
metadata: {name: none}
spec: {for: {kind: Workflow, labels: {tier: core}}, otherwise: localize}
---
`

// What the advice of rules rests on: who repeats the base, who changes nothing,
// and what several regions have chosen alike.
func TestAdvice(t *testing.T) {
	c, _ := build(t, complete(advised+tree), 0)
	w := c.Find("Workflow", "global", "w")
	var repeats []string
	for _, f := range w.Forms {
		for _, same := range f.Repeats {
			repeats = append(repeats, fmt.Sprintf("%s %s by %s", f.Region, same.Path, same.Localization.Name))
		}
	}
	if d := cmp.Diff([]string{"us spec.title by l", "us spec.steps[qa].gate by l", "emea spec.title by same"}, repeats); d != "" {
		t.Errorf("repeats: -want +got:\n%s", d)
	}
	for _, want := range []struct {
		region, name     string
		changes, repeats int
		known            bool
	}{{"us", "l", 1, 2, true}, {"de", "l", 1, 0, true}, {"emea", "same", 0, 1, true}, {"emea", "lost", 0, 0, false}, {"emea", "nobody", 0, 0, false}} {
		changes, repeats, known := c.Effect(c.Find("Localization", want.region, want.name))
		if changes != want.changes || repeats != want.repeats || known != want.known {
			t.Errorf("%s of %s: %d changes, %d repeats, known %v", want.name, want.region, changes, repeats, known)
		}
	}
	choices := c.Choices(w)
	if len(choices) != 1 || choices[0].Path != "spec.leadTime" || choices[0].Value.Text != "5w" || len(choices[0].Governed) != 1 {
		t.Fatalf("choices: %+v", choices)
	}
	if d := cmp.Diff([]string{"us", "de"}, choices[0].Chosen, cmp.Transformer("sorted", sorted)); d != "" {
		t.Errorf("chosen: %s", d)
	}
	markets := 0
	for _, region := range c.Regions.Names {
		if len(c.Regions.Children(region)) == 0 {
			markets++
		}
	}
	if choices[0].Of != markets || len(choices[0].Markets) < 2 {
		t.Errorf("%v of %d markets, and there are %d", choices[0].Markets, choices[0].Of, markets)
	}
	if got := [2]int{c.Selected(c.Find("Standard", "global", "some")), c.Selected(c.Find("Standard", "global", "none"))}; got != [2]int{1, 0} {
		t.Errorf("selected: %v", got)
	}
}

// What the schema says of the fields of a standard.
func TestDescribed(t *testing.T) {
	c, _ := build(t, complete(advised+tree), 0)
	described := c.Described(c.Find("Standard", "global", "some"))
	if s := described[0]; s == nil || s.Unit != "duration" {
		t.Errorf("leadTime: %+v", s)
	}
	if s := described[1]; s == nil || len(s.Enum) == 0 {
		t.Errorf("gate: %+v", s)
	}
	if s := described[2]; s == nil || s.MergeKey != "name" || s.Item() == nil {
		t.Errorf("steps: %+v", s)
	}
	if got := c.Described(c.Find("Standard", "global", "none")); len(got) != 0 {
		t.Errorf("without fields: %v", got)
	}
}

func sorted(list []string) map[string]bool {
	set := map[string]bool{}
	for _, one := range list {
		set[one] = true
	}
	return set
}
