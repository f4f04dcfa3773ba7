package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

const explained = `kind: Workflow
metadata: {name: w}
spec: {title: W, steps: [{name: qa, serviceLevel: 2d}]}
---
kind: Localization
metadata: {name: l, region: emea}
spec: {of: {kind: Workflow, name: w}, set: {steps: [{name: qa, serviceLevel: 3d}]}}
---
kind: Localization
metadata: {name: l, region: de}
spec: {of: {kind: Workflow, name: w}, set: {steps: [{name: qa, serviceLevel: 3d}]}}
---
kind: Localization
metadata: {name: l, region: us}
spec: {of: {kind: Workflow, name: w}, remove: ['spec.steps[qa].serviceLevel']}
---
kind: Standard
metadata: {name: s}
spec: {for: {kind: Workflow}, fields: [{path: 'spec.steps[*].serviceLevel', stance: bounded, maximum: 4d}]}
---
kind: Standard
metadata: {name: s, region: emea}
spec: {for: {kind: Workflow}, fields: [{path: spec.steps, stance: standardize}]}
---
kind: Waiver
metadata: {name: at, region: de}
spec: {rule: a/b, object: {kind: Workflow, name: w}, path: 'spec.steps[qa].serviceLevel'}
---
kind: Waiver
metadata: {name: above, region: emea}
spec: {rule: a/b, object: {kind: Workflow, name: w}, path: spec.steps}
---
kind: Waiver
metadata: {name: beside, region: us}
spec: {rule: a/b, object: {kind: Workflow, name: w}, path: spec.steps}
---
kind: Waiver
metadata: {name: other, region: de}
spec: {rule: a/b, object: {kind: Workflow, name: w}, path: spec.title}
---
`

// What is known of a value, in the words of the test.
func TestExplain(t *testing.T) {
	c, file := build(t, complete(explained+tree), 0)
	if len(c.Findings()) > 0 {
		t.Fatalf("%+v", c.Findings())
	}
	w := c.Named("Workflow", "w")[0]
	for _, test := range []struct{ region, path, want string }{
		{"de", "spec.steps[qa].serviceLevel", `spec.steps[qa].serviceLevel = "3d"
by Localization/l in de for de: 3d
by Localization/l in emea for emea: 3d
by Workflow/w for global: 2d
bounded spec.steps[*].serviceLevel (s of global, 0)
standardize spec.steps (s of emea, 0)
waiver at
waiver above
elsewhere "2d": global amer
elsewhere nothing: us
`},
		{"at", "spec.steps[0].serviceLevel", `spec.steps[qa].serviceLevel = "3d"
by Localization/l in emea for emea: 3d
by Workflow/w for global: 2d
bounded spec.steps[*].serviceLevel (s of global, 0)
standardize spec.steps (s of emea, 0)
waiver above
elsewhere "2d": global amer
elsewhere nothing: us
`},
		{"us", "spec.steps[qa].serviceLevel", `spec.steps[qa].serviceLevel = nothing
bounded spec.steps[*].serviceLevel (s of global, 0)
waiver beside
elsewhere "2d": global amer
elsewhere "3d": emea dach at de uk
`},
		{"global", "spec.steps[qa].serviceLevel", `spec.steps[qa].serviceLevel = "2d"
by Workflow/w for global: 2d
bounded spec.steps[*].serviceLevel (s of global, 0)
elsewhere nothing: us
elsewhere "3d": emea dach at de uk
`},
		{"global", "spec.title", "spec.title = \"W\"\nby Workflow/w for global: W\n"},
	} {
		at, err := document.ParsePath(test.path)
		if err != nil {
			t.Fatal(err)
		}
		x := c.Explain(w, test.region, at)
		var b strings.Builder
		fmt.Fprintf(&b, "%s = %s\n", x.Path, brief(x.Node))
		for _, o := range x.Origins {
			fmt.Fprintf(&b, "by %s for %s: %s\n", o.Writer.ID(), o.Region, file.Data[o.At.Span.Start:o.At.Span.End])
		}
		for _, e := range x.Governed {
			fmt.Fprintf(&b, "%s\n", entryText(e))
		}
		for _, waiver := range x.Waivers {
			fmt.Fprintf(&b, "waiver %s\n", waiver.Object.Name)
		}
		for _, v := range x.Elsewhere {
			fmt.Fprintf(&b, "elsewhere %s: %s\n", brief(v.Node), strings.Join(v.Regions, " "))
		}
		if d := cmp.Diff(test.want, b.String()); d != "" {
			t.Errorf("%s in %s (-want +got):\n%s", test.path, test.region, d)
		}
	}
	if whole := c.Explain(w, "de", nil); whole.Node == nil || whole.Path != "" || len(whole.Governed) > 0 || len(whole.Waivers) != 3 {
		t.Errorf("the whole object: %+v", whole)
	}
	if c.Explain(w, "nowhere", nil) != nil || c.Explain(c.Find("Localization", "de", "l"), "us", nil) != nil {
		t.Error("an object is explained where it is not effective")
	}
}

// What standards of regions above say of the fields of a standard.
func TestAbove(t *testing.T) {
	c, _ := build(t, complete(`kind: Standard
metadata: {name: all}
spec: {for: {kind: Workflow}, fields: [{path: spec.title, stance: standardize}], otherwise: localize}
---
kind: Standard
metadata: {name: named}
spec: {for: {kind: Workflow, names: [a, b]}, fields: [{path: 'spec.steps[*].gate', stance: bounded, oneOf: [none]}]}
---
kind: Standard
metadata: {name: labelled, region: emea}
spec: {for: {kind: Workflow, labels: {tier: core}}, fields: [{path: spec.steps, stance: standardize}]}
---
kind: Standard
metadata: {name: other-label}
spec: {for: {kind: Workflow, labels: {tier: extra}}, otherwise: standardize}
---
kind: Standard
metadata: {name: other-kind}
spec: {for: {kind: Calendar}, otherwise: standardize}
---
kind: Standard
metadata: {name: other-name}
spec: {for: {kind: Workflow, names: [c]}, otherwise: standardize}
---
kind: Standard
metadata: {name: elsewhere, appliesTo: [us]}
spec: {for: {kind: Workflow}, otherwise: standardize}
---
kind: Standard
metadata: {name: x, region: de}
spec:
  for: {kind: Workflow, names: [a], labels: {tier: core, part: x}}
  fields:
    - {path: spec.title, stance: localize}
    - {path: 'spec.steps[*].gate', stance: localize}
    - {path: 'spec.steps[qa].gate', stance: localize}
    - {path: spec.leadTime, stance: localize}
  otherwise: localize
---
kind: Workflow
metadata: {name: a}
---
kind: Workflow
metadata: {name: b}
---
kind: Workflow
metadata: {name: c}
---
`+tree), 0)
	if len(c.Findings()) > 0 {
		t.Fatalf("%+v", c.Findings())
	}
	got := map[int][]string{}
	for field, entries := range c.Above(c.Find("Standard", "de", "x")).Fields {
		for _, e := range entries {
			got[field] = append(got[field], entryText(e))
		}
	}
	want := map[int][]string{
		0:  {"standardize spec.title (all of global, 0)"},
		1:  {"bounded spec.steps[*].gate (named of global, 0)", "standardize spec.steps (labelled of emea, 0)"},
		2:  {"bounded spec.steps[*].gate (named of global, 0)", "standardize spec.steps (labelled of emea, 0)"},
		3:  {"localize spec (all of global, -1)"},
		-1: {"localize spec (all of global, -1)"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
	if above := c.Above(c.Find("Standard", "global", "all")); len(above.Fields) > 0 || len(above.Standards) > 0 {
		t.Errorf("something is said above global: %v", above)
	}
}

// References are found in kinds that contain themselves, and in the branch of
// a value that is one of several.
func TestReferencesInOwnKinds(t *testing.T) {
	schemas, err := schema.Load([]*source.File{source.NewFile("schemas/Plan.json", []byte(`{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://interlock.dev/schemas/v1/Plan.json",
  "title": "Plan", "description": "A plan.", "type": "object", "additionalProperties": false,
  "required": ["apiVersion", "kind", "metadata", "spec"],
  "properties": {
    "apiVersion": { "$ref": "common.json#/$defs/apiVersion" },
    "kind": { "title": "Kind", "const": "Plan" },
    "metadata": { "$ref": "common.json#/$defs/metadata" },
    "spec": { "$ref": "#/$defs/phase" }
  },
  "$defs": {
    "phase": {
      "title": "Phase", "type": "object", "additionalProperties": false,
      "properties": {
        "phases": { "title": "Phases", "type": "array", "items": { "$ref": "#/$defs/phase" } },
        "team": { "title": "Team", "type": "string", "x-ref": "Team" }
      }
    }
  }
}`))})
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := document.Parse(source.NewFile("doc.yaml", []byte(complete(`kind: Plan
metadata: {name: p}
spec:
  phases:
    - phases: [{team: none}, {phases: [{team: nobody}]}]
    - team: nowhere
  team: ops
---
kind: Team
metadata: {name: ops}
`))))
	var got []string
	for _, f := range catalog.Build(schemas, docs).Findings() {
		got = append(got, f.Path+" "+f.Message)
	}
	slices.Sort(got)
	want := []string{
		"spec.phases[0].phases[0].team there is no Team `none`",
		"spec.phases[0].phases[1].phases[0].team there is no Team `nobody`",
		"spec.phases[1].team there is no Team `nowhere`",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// The place of a value for a reader.
func TestPlaceOfWhatIsFound(t *testing.T) {
	c, file := build(t, complete(`kind: Workflow
metadata: {name: w}
spec:
  intake: {calendar: &c main}
  steps:
    - name: a
      dependsOn: []
      approvals:
        - role: r
  leadTime: *c
---
kind: Calendar
metadata: {name: main}
`), 0)
	w := c.Find("Workflow", "global", "w")
	for path, want := range map[string]string{
		"spec": "spec", "spec.intake": "intake", "spec.intake.calendar": "&c main", "spec.steps": "steps",
		"spec.steps[a]": "name", "spec.steps[0]": "name", "spec.steps[a].dependsOn": "dependsOn", "spec.leadTime": "*c",
		"spec.steps[a].approvals[0]": "role", "spec.steps[a].role": "name", "spec.nothing.at.all": "spec", "spec.steps[a].approvals[legal].role": "approvals",
	} {
		at, err := document.ParsePath(path)
		if err != nil {
			t.Fatal(err)
		}
		place := w.Home.Lookup(at).Place()
		got := string(file.Data[place.Span.Start:place.Span.End])
		if strings.TrimPrefix(got, "&c ") != strings.TrimPrefix(want, "&c ") {
			t.Errorf("%s: `%s`, expected `%s`", path, got, want)
		}
	}
}
