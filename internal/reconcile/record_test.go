package reconcile

import (
	"encoding/json"
	"reflect"
	"testing"

	"interlock.dev/interlock/internal/resource"
)

func TestRecordWithAttributesThatAreJSON(t *testing.T) {
	rec := record{
		Attributes: map[string]any{"b": json.Number("1.10"), "a": []any{"<&> ü", nil, true}},
		Version:    "v1", File: "a.yaml", Protected: true, Commit: "c", Run: "r",
	}
	text := encode(rec.Attributes)
	var back record
	if err := decode("own/x", rec.encode(text), &back); err != nil || !reflect.DeepEqual(back, rec) {
		t.Fatalf("%+v, %v", back, err)
	}
	if digest(text) != resource.Digest(rec.Attributes) {
		t.Fatal("two digests of the same attributes")
	}
}

func TestKeysOfRecords(t *testing.T) {
	for _, key := range []resource.Key{{Kind: "Workflow", Region: "de", Name: "x"}, {Kind: "a/b", Region: "%2F", Name: "ü /?"}} {
		platform, back, err := parseOwn(ownKey("web/site", key))
		if err != nil || platform != "web/site" || back != key {
			t.Fatalf("%q became %q on %q, %v", key, back, platform, err)
		}
	}
	if platform, err := journalPlatform(journalKey("web/site", "run", 3)); err != nil || platform != "web/site" {
		t.Fatal(platform, err)
	}
}
