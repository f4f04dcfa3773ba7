package catalog_test

import (
	"testing"

	"interlock.dev/interlock/internal/finding"
)

// A waiver is for the findings of its rule, on its object, at its path, in its
// region, and for nothing else.
func TestWaiverMatches(t *testing.T) {
	c, _ := build(t, complete(`kind: Waiver
metadata: {name: a, region: de}
spec: {rule: standard/locked-field, object: {kind: Workflow, name: w}, path: 'spec.steps[qa].gate'}
---
kind: Waiver
metadata: {name: b}
spec: {rule: program/launch, object: {kind: Program, name: p}}
---
kind: Waiver
metadata: {name: c, region: de}
spec: {rule: standard/locked-field, object: {kind: Workflow, name: w}, path: 'spec.steps[*].gate'}
---
kind: Waiver
metadata: {name: d, region: de}
spec: {rule: standard/locked-field, object: {kind: Workflow, name: w}, path: 'spec.steps['}
---
kind: Waiver
metadata: {name: e, region: de}
---
kind: Waiver
metadata: {name: f, region: de}
spec: {rule: standard/locked-field, object: {kind: Workflow, name: w}, path: 'spec["steps"]["qa"].gate'}
`), 0)
	workflow := finding.Object{Kind: "Workflow", Region: "de", Name: "w"}
	exact := finding.Finding{Rule: "standard/locked-field", Object: workflow, Path: "spec.steps[qa].gate"}
	with := func(change func(f *finding.Finding)) finding.Finding {
		f := exact
		change(&f)
		return f
	}
	for _, test := range []struct {
		what string
		f    finding.Finding
		by   string
	}{
		{"exactly", exact, "acf"},
		{"another member", with(func(f *finding.Finding) { f.Path = "spec.steps[plan].gate" }), "c"},
		{"what is above", with(func(f *finding.Finding) { f.Path = "spec.steps[qa]" }), ""},
		{"what is within", with(func(f *finding.Finding) { f.Path = "spec.steps[qa].gate.x" }), ""},
		{"no path", with(func(f *finding.Finding) { f.Path = "" }), ""},
		{"a path that cannot be read", with(func(f *finding.Finding) { f.Path = "spec.steps[" }), ""},
		{"another rule", with(func(f *finding.Finding) { f.Rule = "standard/out-of-bounds" }), ""},
		{"a region above", with(func(f *finding.Finding) { f.Object.Region = "dach" }), ""},
		{"global", with(func(f *finding.Finding) { f.Object.Region = "global" }), ""},
		{"another kind", with(func(f *finding.Finding) { f.Object.Kind = "Program" }), ""},
		{"another name", with(func(f *finding.Finding) { f.Object.Name = "v" }), ""},
		{"no object", with(func(f *finding.Finding) { f.Object = finding.Object{} }), ""},
		{"nothing", finding.Finding{}, ""},
		{"global and any path", finding.Finding{Rule: "program/launch", Object: finding.Object{Kind: "Program", Region: "global", Name: "p"}, Path: "spec.launch"}, "b"},
		{"no region is global", finding.Finding{Rule: "program/launch", Object: finding.Object{Kind: "Program", Name: "p"}}, "b"},
		{"global is not a region below", finding.Finding{Rule: "program/launch", Object: finding.Object{Kind: "Program", Region: "de", Name: "p"}}, ""},
	} {
		by := ""
		for _, w := range c.Waivers {
			if w.Matches(test.f) {
				by += w.Object.Name
			}
		}
		if by != test.by {
			t.Errorf("%s: excused by %q, expected %q", test.what, by, test.by)
		}
	}
	for _, w := range c.Waivers {
		if w.Object.Name == "d" {
			t.Error("a waiver whose path cannot be read is none")
		}
	}
}
