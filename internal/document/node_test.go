package document_test

import (
	"reflect"
	"testing"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// What trees share, their values share, and the values are those that each tree
// has alone.
func TestValues(t *testing.T) {
	parsed := func(text string) *document.Node {
		t.Helper()
		documents, findings := document.Parse(source.NewFile("a.yaml", []byte(text)))
		if len(documents) != 1 || len(findings) > 0 {
			t.Fatalf("%v %v", documents, findings)
		}
		return documents[0].Root
	}
	base := parsed("kind: Workflow\nspec:\n  steps: [{name: brief, gate: none}, {name: review, days: 3}]\n  empty: {}\n  nothing:\n")
	other := *base
	other.Entries = append([]document.Entry{{Key: "kind", Value: parsed("kind: Metric").Get("kind")}}, base.Entries[1:]...)
	values := document.Values{}
	a, b := values.Of(base).(map[string]any), values.Of(&other).(map[string]any)
	if !reflect.DeepEqual(a, base.Value()) || !reflect.DeepEqual(b, other.Value()) || a["kind"] == b["kind"] {
		t.Errorf("%v and %v", a, b)
	}
	if reflect.ValueOf(a["spec"]).Pointer() != reflect.ValueOf(b["spec"]).Pointer() {
		t.Error("what the trees share is made twice")
	}
	if spec := base.Value().(map[string]any)["spec"]; reflect.ValueOf(a["spec"]).Pointer() == reflect.ValueOf(spec).Pointer() {
		t.Error("values are shared that were not asked to be")
	}
	if document.Values(nil).Of(nil) != nil {
		t.Error("nothing has a value")
	}
}
