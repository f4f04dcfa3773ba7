package plan_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
)

var request = resource.Key{Kind: "Workflow", Region: "de", Name: "campaign-request"}

// tree reads attributes from JSON.
func tree(text string) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var m map[string]any
	if err := decoder.Decode(&m); err != nil {
		panic(err)
	}
	return m
}

func res(key resource.Key, version, text string) resource.Resource {
	return resource.Resource{Key: key, Version: version, Attributes: tree(text)}
}

func at(file string, line int, text string) plan.Origin {
	return plan.Origin{File: file, Line: line, Owner: "global-marketing-ops", Text: text}
}

func make1(t *testing.T, target plan.Target) plan.Platform {
	t.Helper()
	target.Platform = "files"
	p, err := plan.Make(plan.Basis{Commit: "8f2c1ab"}, plan.DefaultLimits(), []plan.Target{target})
	if err != nil {
		t.Fatal(err)
	}
	return p.Platforms[0]
}

// show is a plan in short, to be compared.
func show(p plan.Platform) string {
	var b strings.Builder
	cause := func(c plan.Cause) string {
		return strings.TrimSpace(fmt.Sprintf("%s %s:%d %s %s", c.Kind, c.File, c.Line, c.Text, c.Place))
	}
	value := func(v plan.Value) string {
		if !v.Present {
			return "absent"
		}
		text, _ := json.Marshal(v)
		return string(text)
	}
	for _, c := range p.Changes {
		fmt.Fprintf(&b, "%s %s", c.Action, c.Key)
		if c.Drift {
			b.WriteString(" drift")
		}
		if c.Held != "" {
			b.WriteString(" held by " + c.Held)
		}
		b.WriteByte('\n')
		for _, one := range c.Causes {
			fmt.Fprintf(&b, "  %s\n", cause(one))
		}
		for _, f := range c.Fields {
			fmt.Fprintf(&b, "  %s: %s -> %s\n", f.Path, value(f.From), value(f.To))
			for _, one := range f.Causes {
				fmt.Fprintf(&b, "    %s\n", cause(one))
			}
		}
	}
	for _, c := range p.Conflicts {
		fmt.Fprintf(&b, "conflict %s at %s\n", c.Key, c.Place)
	}
	for _, r := range p.Refreshes {
		fmt.Fprintf(&b, "refresh %s forget %t version %s file %s protected %t\n", r.Key, r.Forget, r.Version, r.File, r.Protected)
	}
	return b.String()
}

const base = `{"spec": {"title": "Request", "steps": [{"name": "brief", "gate": "none", "time": "1d"}, {"name": "review", "gate": "blocking", "time": "3d"}], "languages": ["de", "en"], "note": null}}`

func replaced(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(base) }

func origins() map[string]plan.Origin {
	return map[string]plan.Origin{
		"":                         at("base.yaml", 2, "kind: Workflow"),
		"/spec/title":              at("base.yaml", 7, "title: Request"),
		"/spec/steps/0/name":       at("base.yaml", 10, "- name: brief"),
		"/spec/steps/0/gate":       at("base.yaml", 11, "gate: none"),
		"/spec/steps/review/name":  at("base.yaml", 13, "- name: review"),
		"/spec/steps/review/gate":  at("base.yaml", 14, "gate: blocking"),
		"/spec/steps/review/time":  at("de.yaml", 9, "time: 3d"),
		"/spec/languages/0":        at("base.yaml", 20, "- de"),
		"/spec/languages/1":        at("base.yaml", 21, "- en"),
		"/spec/note":               at("base.yaml", 22, "note:"),
		"/spec/steps/legal":        at("de.yaml", 15, "- spec.steps[legal]"),
		"/metadata/a~1b~0c/deep/x": at("base.yaml", 3, ""),
	}
}

func TestOneObject(t *testing.T) {
	desired := []plan.Desired{{Resource: res(request, "", base), Origins: origins()}}
	lazily := []plan.Desired{{Resource: res(request, "", base), Origins: map[string]plan.Origin{"": origins()[""]}, Leaves: origins}}
	recorded := func(text string) []plan.Recorded {
		return []plan.Recorded{{Resource: res(request, "v1", text), File: "base.yaml"}}
	}
	actual := func(text string) []plan.Actual {
		return []plan.Actual{{Resource: res(request, "v1", text), Ours: true, Place: "de/x.yaml"}}
	}
	altered := actual(base)
	altered[0].Altered = true
	broken := actual(base)
	broken[0].Resource.Attributes, broken[0].Problem, broken[0].Altered = nil, "line 3: what is this", true
	foreign := actual(base)
	foreign[0].Ours = false
	protected := recorded(base)
	protected[0].Protected = true
	for name, c := range map[string]struct {
		target plan.Target
		want   string
	}{
		"new": {plan.Target{Desired: desired}, "create Workflow/campaign-request in de\n  line base.yaml:2 kind: Workflow\n"},
		"deleted by hand": {plan.Target{Desired: desired, Recorded: recorded(base)},
			"create Workflow/campaign-request in de drift\n  drift :0 deleted by hand in the target\n"},
		"deleted by hand and changed": {plan.Target{Desired: desired, Recorded: recorded(`{}`)},
			"create Workflow/campaign-request in de drift\n  line base.yaml:2 kind: Workflow\n  drift :0 deleted by hand in the target\n"},
		"as it should be":      {plan.Target{Desired: desired, Actual: actual(base), Recorded: recorded(base)}, ""},
		"numbers of one worth": {plan.Target{Desired: []plan.Desired{{Resource: res(request, "", `{"n": 1.0}`), Origins: origins()}}, Actual: actual(`{"n": 1}`), Recorded: recorded(`{"n": 1}`)}, ""},
		"a line edited": {plan.Target{Desired: desired, Actual: actual(replaced("3d", "2d")), Recorded: recorded(replaced("3d", "2d"))},
			"update Workflow/campaign-request in de\n  spec.steps[review].time: \"2d\" -> \"3d\"\n    line de.yaml:9 time: 3d\n"},
		"a line edited, origins asked for": {plan.Target{Desired: lazily, Actual: actual(replaced("3d", "2d")), Recorded: recorded(replaced("3d", "2d"))},
			"update Workflow/campaign-request in de\n  spec.steps[review].time: \"2d\" -> \"3d\"\n    line de.yaml:9 time: 3d\n"},
		"edited by hand": {plan.Target{Desired: desired, Actual: actual(replaced("3d", "9d")), Recorded: recorded(base)},
			"update Workflow/campaign-request in de drift\n  spec.steps[review].time: \"9d\" -> \"3d\"\n    drift :0 edited by hand in the target de/x.yaml\n"},
		"both": {plan.Target{Desired: desired, Actual: actual(replaced("3d", "9d")), Recorded: recorded(replaced("3d", "2d"))},
			"update Workflow/campaign-request in de drift\n  spec.steps[review].time: \"9d\" -> \"3d\"\n    line de.yaml:9 time: 3d\n    drift :0 edited by hand in the target de/x.yaml\n"},
		"one field each": {plan.Target{Desired: desired, Actual: actual(replaced("3d", "2d", "Request", "Wish")), Recorded: recorded(replaced("3d", "2d"))},
			"update Workflow/campaign-request in de drift\n  spec.steps[review].time: \"2d\" -> \"3d\"\n    line de.yaml:9 time: 3d\n  spec.title: \"Wish\" -> \"Request\"\n    drift :0 edited by hand in the target de/x.yaml\n"},
		"the same by hand": {plan.Target{Desired: desired, Actual: actual(base), Recorded: recorded(replaced("3d", "2d"))},
			"refresh Workflow/campaign-request in de forget false version v1 file base.yaml protected false\n"},
		"a step added": {plan.Target{Desired: desired, Actual: actual(replaced(`, {"name": "review", "gate": "blocking", "time": "3d"}`, "")), Recorded: recorded(replaced(`, {"name": "review", "gate": "blocking", "time": "3d"}`, ""))},
			"update Workflow/campaign-request in de\n  spec.steps[review]: absent -> {\"gate\":\"blocking\",\"name\":\"review\",\"time\":\"3d\"}\n    line base.yaml:13 - name: review\n    line de.yaml:9 time: 3d\n"},
		"a step no longer there": {plan.Target{Desired: desired, Actual: actual(replaced(`"steps": [`, `"steps": [{"name": "old"}, `)), Recorded: recorded(replaced(`"steps": [`, `"steps": [{"name": "old"}, `))},
			"update Workflow/campaign-request in de\n  spec.steps[old]: {\"name\":\"old\"} -> absent\n    removed base.yaml:0\n"},
		"a step that a line removes": {plan.Target{Desired: desired, Actual: actual(replaced(`"steps": [`, `"steps": [{"name": "legal"}, `)), Recorded: recorded(replaced(`"steps": [`, `"steps": [{"name": "legal"}, `))},
			"update Workflow/campaign-request in de\n  spec.steps[legal]: {\"name\":\"legal\"} -> absent\n    line de.yaml:15 - spec.steps[legal]\n"},
		"steps in another order": {plan.Target{Desired: desired,
			Actual:   actual(`{"spec": {"title": "Request", "steps": [{"name": "review", "gate": "blocking", "time": "3d"}, {"name": "brief", "gate": "none", "time": "1d"}], "languages": ["de", "en"], "note": null}}`),
			Recorded: recorded(base)},
			"update Workflow/campaign-request in de drift\n  spec.steps: [\"review\",\"brief\"] -> [\"brief\",\"review\"]\n    drift :0 edited by hand in the target de/x.yaml\n"},
		"a list of texts": {plan.Target{Desired: desired, Actual: actual(replaced(`["de", "en"]`, `["de"]`)), Recorded: recorded(replaced(`["de", "en"]`, `["de"]`))},
			"update Workflow/campaign-request in de\n  spec.languages: [\"de\"] -> [\"de\",\"en\"]\n    line base.yaml:21 - en\n"},
		"null and nothing": {plan.Target{Desired: desired, Actual: actual(replaced(`, "note": null`, ``)), Recorded: recorded(replaced(`, "note": null`, ``))},
			"update Workflow/campaign-request in de\n  spec.note: absent -> null\n    line base.yaml:22 note:\n"},
		"comments edited by hand": {plan.Target{Desired: desired, Actual: altered, Recorded: recorded(base)},
			"update Workflow/campaign-request in de drift\n  drift :0 edited by hand in the target, in comments or layout only de/x.yaml\n"},
		"not to be read": {plan.Target{Desired: desired, Actual: broken, Recorded: recorded(base)},
			"update Workflow/campaign-request in de drift\n  drift :0 edited by hand in the target, and cannot be read: line 3: what is this de/x.yaml\n"},
		"the document is gone": {plan.Target{Actual: actual(base), Recorded: recorded(base)},
			"delete Workflow/campaign-request in de\n  gone base.yaml:0\n"},
		"the document is gone, the object edited": {plan.Target{Actual: actual(`{}`), Recorded: recorded(base)},
			"delete Workflow/campaign-request in de drift\n  gone base.yaml:0\n  drift :0 edited by hand in the target de/x.yaml\n"},
		"the document and the state are gone": {plan.Target{Actual: actual(base)}, "delete Workflow/campaign-request in de\n  gone :0\n"},
		"the document and the object are gone": {plan.Target{Recorded: recorded(base)},
			"refresh Workflow/campaign-request in de forget true version  file  protected false\n"},
		"protected by the state": {plan.Target{Actual: actual(base), Recorded: protected},
			"delete Workflow/campaign-request in de held by protected\n  gone base.yaml:0\n"},
		"protected by what it says": {plan.Target{Actual: actual(`{"metadata": {"protected": true}}`)},
			"delete Workflow/campaign-request in de held by protected\n  gone :0\n"},
		"foreign in the way":                {plan.Target{Desired: desired, Actual: foreign}, "conflict Workflow/campaign-request in de at de/x.yaml\n"},
		"foreign":                           {plan.Target{Actual: foreign}, ""},
		"recorded, and its mark taken away": {plan.Target{Desired: desired, Actual: foreign, Recorded: recorded(base)}, ""},
		"marked, and the state lost":        {plan.Target{Desired: desired, Actual: actual(base)}, "refresh Workflow/campaign-request in de forget false version v1 file base.yaml protected false\n"},
		"marked, the state lost, a line edited": {plan.Target{Desired: desired, Actual: actual(replaced("3d", "2d"))},
			"update Workflow/campaign-request in de\n  spec.steps[review].time: \"2d\" -> \"3d\"\n    line de.yaml:9 time: 3d\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(make1(t, c.target)); got != c.want {
				t.Errorf("planned\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestPaths(t *testing.T) {
	from := tree(`{"a.b": 1, "c d": {"": 1}, "list": [{"name": "x.y", "v": 1}], "plain": [1, {"name": "x"}]}`)
	to := tree(`{"a.b": 2, "c d": {"": 2}, "list": [{"name": "x.y", "v": 2}], "plain": [1, {"name": "y"}]}`)
	key := resource.Key{Kind: "K", Region: "de", Name: "x"}
	p := make1(t, plan.Target{
		Desired: []plan.Desired{{Resource: resource.Resource{Key: key, Attributes: to}}},
		Actual:  []plan.Actual{{Resource: resource.Resource{Key: key, Attributes: from, Version: "1"}, Ours: true}},
	})
	var paths []string
	for _, f := range p.Changes[0].Fields {
		paths = append(paths, f.Path)
	}
	if want := []string{`["a.b"]`, `["c d"][""]`, `list["x.y"].v`, `plain`}; !reflect.DeepEqual(paths, want) {
		t.Fatalf("%q; want %q", paths, want)
	}
}

func TestEqual(t *testing.T) {
	n := func(s string) any { return json.Number(s) }
	for _, c := range []struct {
		a, b any
		want bool
	}{
		{n("1"), n("1.0"), true}, {n("10"), n("1e1"), true}, {n("0.10"), n("1E-1"), true}, {n("-0"), n("0"), true}, {n("-0.0e7"), n("0"), true},
		{n("1"), n("-1"), false}, {n("1"), n("10"), false}, {n("1e999999999999"), n("1e999999999999"), true}, {n("1e99999999999999999999"), n("1e2"), false},
		{n("12300"), n("123e2"), true}, {n("1"), "1", false}, {nil, false, false}, {"", nil, false}, {true, true, true},
		{tree(`{"a": [1, null]}`), tree(`{"a": [1.0, null]}`), true}, {tree(`{"a": null}`), tree(`{}`), false},
		{[]any{}, []any(nil), true}, {map[string]any{}, []any{}, false}, {[]any{n("1")}, []any{n("1"), n("2")}, false},
	} {
		if plan.Equal(c.a, c.b) != c.want || plan.Equal(c.b, c.a) != c.want {
			t.Errorf("Equal(%v, %v) is not %t", c.a, c.b, c.want)
		}
	}
}

func TestTwice(t *testing.T) {
	d := plan.Desired{Resource: res(request, "", base)}
	a := plan.Actual{Resource: res(request, "1", base)}
	r := plan.Recorded{Resource: res(request, "1", base)}
	for name, targets := range map[string][]plan.Target{
		"desired": {{Desired: []plan.Desired{d, d}}}, "the object": {{Actual: []plan.Actual{a, a}}},
		"recorded": {{Recorded: []plan.Recorded{r, r}}}, "planned twice": {{Platform: "a"}, {Platform: "a"}},
	} {
		if _, err := plan.Make(plan.Basis{}, plan.DefaultLimits(), targets); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// sample is a plan with everything in it.
func sample(t *testing.T) *plan.Plan {
	t.Helper()
	name := func(n string) resource.Key { return resource.Key{Kind: "Workflow", Region: "de", Name: n} }
	p, err := plan.Make(plan.Basis{Commit: "8f2c1ab", Policies: "p", Schemas: "s"}, plan.Limits{}, []plan.Target{{
		Platform: "files", Connector: "c",
		Desired: []plan.Desired{
			{Resource: res(name("a"), "", base), Origins: origins(), Protected: true}, {Resource: res(name("b"), "", base), Origins: origins()},
			{Resource: res(name("c"), "", `{"n": 1.10, "none": null, "html": "<&>"}`)}, {Resource: res(name("f"), "", `{}`)},
		},
		Actual: []plan.Actual{
			{Resource: res(name("a"), "1", replaced("3d", "2d", `"note": null`, `"more": 1e2`)), Ours: true, Place: "p"},
			{Resource: res(name("d"), "1", base), Ours: true}, {Resource: res(name("f"), "1", `{}`)}, {Place: "README.md"},
		},
		Recorded: []plan.Recorded{{Resource: res(name("d"), "1", base), Protected: true, File: "d.yaml"}, {Resource: res(name("e"), "1", base)}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func encode(t *testing.T, p *plan.Plan) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Encode(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadBack(t *testing.T) {
	p := sample(t)
	text := encode(t, p)
	back, err := plan.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, p) {
		t.Errorf("read back\n%+v\nwrote\n%+v", back, p)
	}
	if again := encode(t, back); !bytes.Equal(again, text) {
		t.Errorf("written again as\n%s\nfirst\n%s", again, text)
	}
}

// Every edit of a plan's text is refused, or is none: white space.
func TestEditedPlan(t *testing.T) {
	text := encode(t, sample(t))
	if _, err := plan.Decode(bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n"))); err != nil {
		t.Errorf("other line ends: %v", err)
	}
	wantEdited := func(what string, edited []byte) {
		t.Helper()
		_, err := plan.Decode(edited)
		var refused *plan.EditedError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), "make a new one") {
			t.Fatalf("%s: %v; want it refused", what, err)
		}
	}
	for i := range text {
		if strings.ContainsRune(" \n", rune(text[i])) {
			continue
		}
		edited := bytes.Clone(text)
		edited[i] ^= 1 // another letter, another digit, a broken sign
		if strings.EqualFold(string(edited[i]), string(text[i])) {
			continue
		}
		wantEdited(fmt.Sprintf("byte %d of %d changed, at %q", i, len(text), text[max(0, i-20):i+1]), edited)
	}
	for i := 0; i < len(text)-2; i += 7 {
		wantEdited("cut", text[:i])
	}
	wantEdited("with more after it", append(bytes.Clone(text), "{}"...))
	wantEdited("with a field more", bytes.Replace(text, []byte(`"format"`), []byte(`"more": 1, "format"`), 1))
	wantEdited("without its digest", bytes.Replace(text, []byte(`"digest"`), []byte(`"digest2"`), 1))
	wantEdited("a YAML file", []byte("kind: Workflow\n"))
}

func TestStale(t *testing.T) {
	p := sample(t)
	connectors := map[string]string{"files": "c"}
	if reasons := p.Stale(p.Basis, connectors); len(reasons) != 0 {
		t.Fatal(reasons)
	}
	now := p.Basis
	now.Commit, now.Schemas, now.Adopted = "0123456789abcdef", "", "a1"
	got := strings.Join(p.Stale(now, map[string]string{"crm": "x"}), "\n")
	want := "the plan is for adopted documents none, and now it is `a1`\nthe plan is for commit `8f2c1ab`, and now it is `0123456789ab`\nthe plan is for schemas `s`, and now it is none\nthe platform `crm` is not in the plan\nthe platform `files` has no connector any more"
	if got != want {
		t.Fatalf("%s\nwant\n%s", got, want)
	}
}
