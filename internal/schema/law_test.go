package schema

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// The library's order of errors is different on each run; ours is not.
func TestOrderIsStable(t *testing.T) {
	r := load(t, nil)
	for _, c := range faultCases(t) {
		_, first := checkAll(r, c.text)
		for range 50 {
			if _, again := checkAll(r, c.text); !cmp.Equal(first, again) {
				t.Fatalf("%s: %s", c.name, cmp.Diff(first, again))
			}
		}
	}
}

// What is offered as a fix mends what it is offered for.
func TestFixesMend(t *testing.T) {
	r := load(t, nil)
	count := 0
	for _, c := range faultCases(t) {
		_, found := checkAll(r, c.text)
		for _, f := range found {
			if f.Fix == nil {
				continue
			}
			count++
			edit := f.Fix.Edits[0]
			mended := c.text[:edit.At.Span.Start] + edit.New + c.text[edit.At.Span.End:]
			_, after := checkAll(r, mended)
			still := slices.ContainsFunc(after, func(other finding.Finding) bool {
				return other.Path == f.Path && other.At.Span.Start == f.At.Span.Start
			})
			if still || len(after) > len(found)+1 {
				t.Errorf("%s: %s: the fix `%s` does not mend it:\n%s", c.name, f.Message, f.Fix.Message, mended)
			}
		}
	}
	if count < 30 {
		t.Errorf("only %d fixes were tried", count)
	}
}

// mutate changes one thing in a tree.
func mutate(n *document.Node, choose func(n int) int) *document.Node {
	copied := *n
	copied.Entries = slices.Clone(n.Entries)
	if len(n.Entries) > 0 && choose(8) > 0 {
		i := choose(len(n.Entries))
		copied.Entries[i].Value = mutate(n.Entries[i].Value, choose)
		return &copied
	}
	scalars := []document.Node{
		{Kind: document.Null}, {Kind: document.Bool, Text: "true"}, {Kind: document.Number, Text: "0"}, {Kind: document.Number, Text: "1.5"},
		{Kind: document.Number, Text: "1e9999999"}, {Kind: document.String, Text: ""}, {Kind: document.String, Text: "x"},
		{Kind: document.String, Text: "2027-03-01"}, {Kind: document.String, Text: "3d"}, {Kind: document.String, Text: strings.Repeat("ä", 130)},
		{Kind: document.String, Text: "bounded"}, {Kind: document.String, Text: "localize"}, {Kind: document.String, Text: "global"},
		{Kind: document.String, Text: "A b/~%c"}, {Kind: document.Map}, {Kind: document.List},
	}
	replaced := scalars[choose(len(scalars))]
	replaced.File, replaced.Span = n.File, n.Span
	keys := []string{"name", "title", "maximum", "pattern", "A b/~%c", "zebra"}
	switch {
	case n.Kind == document.Map && choose(3) == 0 && len(n.Entries) > 0:
		copied.Entries = slices.Delete(copied.Entries, 0, 1)
	case n.Kind == document.Map && choose(2) == 0:
		key := keys[choose(len(keys))]
		if n.Get(key) == nil {
			copied.Entries = append(copied.Entries, document.Entry{Key: key, KeyAt: n.Span, Value: &replaced})
		}
	case n.Kind == document.List && len(n.Entries) > 0 && choose(2) == 0:
		copied.Entries = append(copied.Entries, copied.Entries[choose(len(copied.Entries))])
	default:
		return &replaced
	}
	return &copied
}

// agree holds our own walk against the library: it finds something exactly when
// the library says that the document is not valid, and in words of its own.
func agree(t *testing.T, r *Registry, kind string, root *document.Node) (valid bool) {
	t.Helper()
	k := r.kinds[kind]
	compiled, err := r.compile(k)
	if err != nil || r.describe(k) != nil {
		t.Fatal(err)
	}
	judged := ask(compiled, root)
	if r.plainly(compiled, root) != judged.valid {
		t.Fatalf("%s: the library says valid: %v (%v), plainly it is not so: %v", kind, judged.valid, judged.causes, root.Value())
	}
	w := r.walker(k)
	w.frames = []frame{{node: root, shape: k.shape.Narrow(root)}}
	w.check(k.root)
	overwhelmed := !judged.valid && strings.Contains(fmt.Sprint(judged.causes), "cannot be checked")
	if judged.valid != (len(w.found) == 0) && !overwhelmed {
		t.Fatalf("%s: the library says valid: %v (%v), we found %v in %v", kind, judged.valid, judged.causes, w.found, root.Value())
	}
	if quiet := r.walker(k); true {
		quiet.frames = []frame{{node: root, shape: k.shape.Narrow(root)}}
		if quiet.holds(k.root) != (len(w.found) == 0) {
			t.Fatalf("%s: asked quietly, the answer is another: %v", kind, root.Value())
		}
	}
	for _, f := range r.Validate(root, kind) {
		if f.Rule == ruleNotValid && !overwhelmed {
			t.Fatalf("%s: not explained: %s", kind, f.Message)
		}
		if f.Message == "" || strings.HasSuffix(f.Message, ".") || strings.Contains(f.Message, "\n") {
			t.Fatalf("%s: a poor message: %q", kind, f.Message)
		}
	}
	return judged.valid
}

func TestWalkAgreesWithLibrary(t *testing.T) {
	r := load(t, map[string]string{"schemas/Tangle.json": tangle})
	random := rand.New(rand.NewPCG(1, 2))
	valid, invalid := 0, 0
	for _, kind := range r.Kinds() {
		r.Describe(kind)
		start := r.files[kind+".json"].root.Get("examples").Entries[0].Value
		for range 600 {
			root := start
			for range 1 + random.IntN(3) {
				root = mutate(root, random.IntN)
			}
			if agree(t, r, kind, root) {
				valid++
			} else {
				invalid++
			}
		}
	}
	if valid < 200 || invalid < 5_000 {
		t.Errorf("%d valid and %d invalid documents prove little", valid, invalid)
	}
}

func FuzzWalkAgreesWithLibrary(f *testing.F) {
	f.Add(uint8(0), []byte{1, 2, 3, 4, 5, 6, 7, 8})
	f.Add(uint8(9), []byte("changes in some places of a standard"))
	r := load(f, map[string]string{"schemas/Tangle.json": tangle})
	f.Fuzz(func(t *testing.T, which uint8, choices []byte) {
		choices = choices[:min(len(choices), 200)]
		kind := r.names[int(which)%len(r.names)]
		r.Describe(kind)
		root := r.files[kind+".json"].root.Get("examples").Entries[0].Value
		for len(choices) > 0 {
			root = mutate(root, func(n int) int {
				if len(choices) == 0 {
					return 0
				}
				choice := int(choices[0]) % n
				choices = choices[1:]
				return choice
			})
		}
		agree(t, r, kind, root)
	})
}

// Whatever YAML is checked, nothing panics, and each finding has a place within
// the file.
func FuzzCheck(f *testing.F) {
	r := load(f, nil)
	for _, c := range faultCases(f) {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, found := checkAll(r, text)
		for _, one := range found {
			if one.At.Path != file.Path || one.At.Span.Start < 0 || one.At.Span.End < one.At.Span.Start || one.At.Span.End > len(file.Data) {
				t.Errorf("%s stands nowhere: %+v", one.Rule, one.At)
			}
		}
	})
}

// Many may ask one registry at once, from its first moment on.
func TestConcurrentUse(t *testing.T) {
	r := load(t, nil)
	cases := faultCases(t)
	var group sync.WaitGroup
	results := make([][]finding.Finding, 8)
	for i := range results {
		group.Go(func() {
			for _, c := range cases {
				_, found := checkAll(r, c.text)
				results[i] = append(results[i], found...)
			}
		})
	}
	group.Wait()
	for _, other := range results[1:] {
		if diff := cmp.Diff(results[0], other); diff != "" {
			t.Fatal(diff)
		}
	}
}

// In a composed tree each node stands in the file that wrote it, and so does
// what is wrong with it.
func TestComposedTrees(t *testing.T) {
	r := load(t, nil)
	home := parse(t, "apiVersion: interlock.dev/v1\nkind: Metric\nmetadata: {name: leads}\nspec: {title: Leads, definition: d, unit: leads, source: crm, direction: up}\n")
	local := source.NewFile("emea.yaml", []byte("set:\n  direction: sideways\n  colour: red\n"))
	docs, _ := document.Parse(local)
	set := docs[0].Root.Get("set")

	root, spec := *home.Root, *home.Root.Get("spec")
	spec.Entries = slices.Clone(spec.Entries)
	for i := range spec.Entries {
		if spec.Entries[i].Key == "direction" {
			spec.Entries[i].Value = set.Get("direction")
		}
	}
	colour := *set.Entry("colour")
	colour.KeyFile = local
	spec.Entries = append(spec.Entries, colour)
	root.Entries = slices.Clone(root.Entries)
	root.Entries[3].Value = &spec

	var got []string
	for _, f := range r.Validate(&root, "Metric") {
		at := local.Position(f.At.Span.Start)
		got = append(got, fmt.Sprintf("%s:%d:%d %s %s", f.At.Path, at.Line, at.Column, f.Rule, f.Path))
	}
	want := []string{
		"emea.yaml:2:14 schema/not-allowed-value spec.direction",
		"emea.yaml:3:3 schema/unknown-field spec.colour",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestFindingsNameTheObject(t *testing.T) {
	r := load(t, nil)
	doc := parse(t, "apiVersion: interlock.dev/v1\nkind: Team\nmetadata: {name: ops, region: emea}\nspec: {}\n")
	found := r.Check(doc)
	if len(found) != 1 || found[0].Object != (finding.Object{Kind: "Team", Region: "emea", Name: "ops"}) {
		t.Errorf("got %+v", found)
	}
}

func TestLargeAndDeepDocuments(t *testing.T) {
	r := load(t, map[string]string{"schemas/Tree.json": tree})
	var steps strings.Builder
	steps.WriteString("apiVersion: interlock.dev/v1\nkind: Workflow\nmetadata: {name: w}\nspec:\n  title: W\n  type: campaign\n  status: draft\n  steps:\n")
	for i := range 10_000 {
		fmt.Fprintf(&steps, "    - {name: step-%d, typ: brief}\n", i)
	}
	if found := r.Check(parse(t, steps.String())); len(found) != 20_000 {
		t.Errorf("expected two findings for each step, got %d", len(found))
	}

	// Deeper than the parser lets through.
	file := source.NewFile("deep.yaml", []byte("x"))
	text := func(s string) *document.Node {
		return &document.Node{Kind: document.String, Text: s, File: file, Span: source.Span{End: 1}}
	}
	deep := text("leaf")
	for range 500 {
		deep = &document.Node{Kind: document.Map, File: file, Entries: []document.Entry{{Key: "below", Value: deep}}}
	}
	root := &document.Node{Kind: document.Map, File: file, Entries: []document.Entry{
		{Key: "apiVersion", Value: text(APIVersion)}, {Key: "kind", Value: text("Tree")},
		{Key: "metadata", Value: &document.Node{Kind: document.Map, File: file, Entries: []document.Entry{{Key: "name", Value: text("t")}}}},
		{Key: "spec", Value: deep},
	}}
	found := r.Validate(root, "Tree")
	if len(found) != 1 || found[0].Rule != ruleType {
		t.Errorf("expected that the leaf is of the wrong type, got %d findings", len(found))
	}
}

func TestRulesDescribeEveryFinding(t *testing.T) {
	known := map[string]finding.Rule{}
	for _, rule := range Rules() {
		known[rule.ID] = rule
		if rule.Title == "" || rule.Description == "" || rule.Remedy == "" || strings.HasSuffix(rule.Title, ".") || strings.HasSuffix(rule.Remedy, ".") {
			t.Errorf("%s is poorly described", rule.ID)
		}
	}
	r := load(t, nil)
	seen := map[string]bool{}
	for _, c := range faultCases(t) {
		_, found := checkAll(r, c.text)
		for _, f := range found {
			seen[f.Rule] = true
			if rule, ok := known[f.Rule]; !ok || rule.Severity != f.Severity {
				t.Errorf("%s is not described as it is reported", f.Rule)
			}
		}
	}
	for id := range known {
		if !seen[id] && id != ruleNotValid {
			t.Errorf("no document of testdata/faults.txt shows %s", id)
		}
	}
}

// Should the library ever refuse what our walk finds right, its own words are
// reported, at the place it names.
func TestUnexplained(t *testing.T) {
	r := load(t, nil)
	doc := parse(t, typical)
	k := r.kinds["Workflow"]
	w := r.walker(k)
	r.Describe("Workflow")
	w.frames = []frame{{node: doc.Root, shape: k.shape}}
	w.unexplained([]cause{{steps: []string{"spec", "steps", "2", "gate"}, message: "no"}, {steps: []string{"spec", "none"}, message: "never"}})
	w.unexplained(nil)
	var got []string
	for _, f := range w.found {
		got = append(got, fmt.Sprintf("%d %s %s: %s", doc.File.Position(f.At.Span.Start).Line, f.Rule, f.Path, f.Message))
	}
	want := []string{
		"37 schema/not-valid spec.steps[qa-review].gate: `gate` does not fit the schema of its kind: no",
		"8 schema/not-valid spec: `spec` does not fit the schema of its kind: never",
		"1 schema/not-valid : the document does not fit the schema of its kind: the library does not say why",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
