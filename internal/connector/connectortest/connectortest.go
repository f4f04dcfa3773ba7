// Package connectortest is what every implementation of connector.Connector
// must pass.
package connectortest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"sync"
	"testing"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/resource"
)

// Subject is a connector to an empty platform, and what people do there without
// it.
type Subject struct {
	Connector connector.Connector
	// Foreign puts an object that is not interlock's in the place of a key.
	Foreign func(resource.Key)
	// Edit changes an object of ours, and leaves its mark as it is.
	Edit func(resource.Key)
	// Dump is everything that the platform holds, foreign objects included.
	Dump func() map[string]string
}

// Run checks a connector; open makes a subject for each part.
func Run(t *testing.T, open func(t *testing.T) Subject) {
	parts := map[string]func(*testing.T, Subject){
		"a platform that is empty":               emptyPlatform,
		"reads what was written":                 readBack,
		"lists everything":                       listAll,
		"updates":                                update,
		"deletes":                                remove,
		"refuses a version that is stale":        stale,
		"refuses to make what is there":          exists,
		"leaves foreign objects alone":           foreign,
		"sees an edit":                           edited,
		"saves the reading of what is known":     known,
		"changes nothing by reading":             dry,
		"stops when the context is done":         stopped,
		"writes from several goroutines":         parallel,
		"normalizes as it reads":                 normalize,
		"keeps what it is given as it is":        unchanged,
		"deleting what is gone is no error":      gone,
		"a version says what is there":           versions,
		"makes again what was deleted":           again,
		"one of two writers with one version":    twoWriters,
		"attributes of every kind and odd texts": everyKind,
	}
	for name, part := range parts {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

// Key is one that any platform can hold.
func Key(n int) resource.Key {
	return resource.Key{Kind: "Workflow", Region: [...]string{"global", "emea", "de"}[n%3], Name: fmt.Sprintf("campaign-%d", n)}
}

func attributes(text string) map[string]any {
	return map[string]any{"kind": "Workflow", "spec": map[string]any{
		"title": text, "leadTime": json.Number("3"), "steps": []any{map[string]any{"name": "brief", "gate": "none"}},
	}}
}

func (s Subject) write(t *testing.T, key resource.Key, a map[string]any, seen string) string {
	t.Helper()
	version, err := s.Connector.Write(t.Context(), resource.Resource{Key: key, Attributes: a, Version: seen})
	if err != nil || version == "" || version == seen {
		t.Fatalf("Write %s at %q: version %q, %v", key, seen, version, err)
	}
	return version
}

func (s Subject) read(t *testing.T) map[resource.Key]connector.Object {
	t.Helper()
	list, err := s.Connector.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	objects := make(map[resource.Key]connector.Object)
	for _, o := range list {
		if _, twice := objects[o.Resource.Key]; twice && o.Resource.Key != (resource.Key{}) {
			t.Fatalf("%s is listed twice", o.Resource.Key)
		}
		objects[o.Resource.Key] = o
	}
	return objects
}

func wantStale(t *testing.T, err error, key resource.Key) {
	t.Helper()
	var stale *connector.StaleError
	if !errors.As(err, &stale) || stale.Key != key {
		t.Fatalf("error %v; want %s to be stale", err, key)
	}
}

func emptyPlatform(t *testing.T, s Subject) {
	if got := s.read(t); len(got) != 0 {
		t.Fatalf("an empty platform has %v", got)
	}
}

func readBack(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	o := s.read(t)[Key(1)]
	if !o.Ours || o.Altered || o.Known || o.Problem != "" || o.Place == "" || o.Resource.Version != version ||
		!reflect.DeepEqual(o.Resource.Attributes, attributes("one")) {
		t.Fatalf("read back %+v; wrote version %s", o, version)
	}
}

func everyKind(t *testing.T, s Subject) {
	a := map[string]any{"spec": map[string]any{
		"null": nil, "true": true, "text": "", "lines": "a\nb\n", "no": "NO", "number": json.Number("1.10"), "large": json.Number("12345678901234567890"),
		"list": []any{}, "map": map[string]any{}, "emoji": "🚦 grün", "colon: key": "- x # y", "nested": []any{[]any{json.Number("0")}, nil},
	}}
	s.write(t, Key(1), a, "")
	if got := s.read(t)[Key(1)].Resource.Attributes; !reflect.DeepEqual(got, a) {
		t.Fatalf("read back %#v\nwrote %#v", got, a)
	}
}

func listAll(t *testing.T, s Subject) {
	for i := range 30 {
		s.write(t, Key(i), attributes(fmt.Sprint(i)), "")
	}
	s.Foreign(Key(100))
	got := s.read(t)
	if len(got) != 31 || got[Key(100)].Ours {
		t.Fatalf("%d objects; want 31, one of them foreign", len(got))
	}
	for i := range 30 {
		if o := got[Key(i)]; !o.Ours || !reflect.DeepEqual(o.Resource.Attributes, attributes(fmt.Sprint(i))) {
			t.Fatalf("object %d: %+v", i, o)
		}
	}
}

func update(t *testing.T, s Subject) {
	first := s.write(t, Key(1), attributes("one"), "")
	second := s.write(t, Key(1), attributes("two"), first)
	o := s.read(t)[Key(1)]
	if o.Resource.Version != second || !reflect.DeepEqual(o.Resource.Attributes, attributes("two")) {
		t.Fatalf("after the update: %+v", o)
	}
}

func remove(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	s.write(t, Key(2), attributes("two"), "")
	if err := s.Connector.Delete(t.Context(), Key(1), version); err != nil {
		t.Fatal(err)
	}
	if got := s.read(t); len(got) != 1 || !got[Key(2)].Ours {
		t.Fatalf("after the deletion: %v", got)
	}
}

func gone(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	for range 2 {
		if err := s.Connector.Delete(t.Context(), Key(1), version); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Connector.Delete(t.Context(), Key(7), "never there"); err != nil {
		t.Fatal(err)
	}
}

func again(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	if err := s.Connector.Delete(t.Context(), Key(1), version); err != nil {
		t.Fatal(err)
	}
	_, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes("two"), Version: version})
	wantStale(t, err, Key(1))
	s.write(t, Key(1), attributes("two"), "")
}

func stale(t *testing.T, s Subject) {
	first := s.write(t, Key(1), attributes("one"), "")
	s.write(t, Key(1), attributes("two"), first)
	before := s.Dump()
	_, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes("late"), Version: first})
	wantStale(t, err, Key(1))
	wantStale(t, s.Connector.Delete(t.Context(), Key(1), first), Key(1))
	_, err = s.Connector.Write(t.Context(), resource.Resource{Key: Key(5), Attributes: attributes("late"), Version: first})
	wantStale(t, err, Key(5))
	if after := s.Dump(); !maps.Equal(before, after) {
		t.Fatalf("refused writes changed the platform: %v, then %v", before, after)
	}
}

func exists(t *testing.T, s Subject) {
	s.write(t, Key(1), attributes("one"), "")
	_, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes("two")})
	wantStale(t, err, Key(1))
}

func foreign(t *testing.T, s Subject) {
	s.Foreign(Key(1))
	s.Foreign(Key(4))
	before := s.Dump()
	o, found := s.read(t)[Key(1)]
	if !found || o.Ours {
		t.Fatalf("a foreign object is listed as %+v", o)
	}
	_, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes("one")})
	var refused *connector.RefusedError
	if !errors.As(err, &refused) || refused.Key != Key(1) {
		t.Fatalf("writing over a foreign object: %v; want it refused", err)
	}
	wantStale(t, s.Connector.Delete(t.Context(), Key(1), "some version"), Key(1))
	version := s.write(t, Key(7), attributes("ours"), "")
	if err := s.Connector.Delete(t.Context(), Key(7), version); err != nil {
		t.Fatal(err)
	}
	if after := s.Dump(); !maps.Equal(before, after) {
		t.Fatalf("foreign objects were changed: %v, then %v", before, after)
	}
}

func edited(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	s.Edit(Key(1))
	o := s.read(t)[Key(1)]
	if !o.Ours || o.Resource.Version == version {
		t.Fatalf("after an edit: %+v", o)
	}
	_, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes("two"), Version: version})
	wantStale(t, err, Key(1))
	s.write(t, Key(1), attributes("one"), o.Resource.Version)
	if o := s.read(t)[Key(1)]; !o.Ours || o.Altered || !reflect.DeepEqual(o.Resource.Attributes, attributes("one")) {
		t.Fatalf("after it was put back: %+v", o)
	}
}

func known(t *testing.T, s Subject) {
	versions := map[resource.Key]string{Key(1): s.write(t, Key(1), attributes("one"), ""), Key(2): "another", Key(9): "not there"}
	s.write(t, Key(2), attributes("two"), "")
	list, err := s.Connector.Read(t.Context(), versions)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d objects, %v", len(list), err)
	}
	for _, o := range list {
		if o.Known != (o.Resource.Key == Key(1)) {
			t.Errorf("%s: known is %t", o.Resource.Key, o.Known)
		}
		if !o.Known && !reflect.DeepEqual(o.Resource.Attributes, attributes("two")) {
			t.Errorf("%s: %v", o.Resource.Key, o.Resource.Attributes)
		}
		if !o.Ours || o.Resource.Version == "" {
			t.Errorf("%s: %+v", o.Resource.Key, o)
		}
	}
}

func dry(t *testing.T, s Subject) {
	s.write(t, Key(1), attributes("one"), "")
	s.Foreign(Key(2))
	before := s.Dump()
	for range 3 {
		s.read(t)
	}
	if _, err := s.Connector.Normalize([]resource.Resource{{Key: Key(3), Attributes: attributes("x")}}); err != nil {
		t.Fatal(err)
	}
	if after := s.Dump(); !maps.Equal(before, after) {
		t.Fatalf("reading changed the platform: %v, then %v", before, after)
	}
}

func stopped(t *testing.T, s Subject) {
	version := s.write(t, Key(1), attributes("one"), "")
	before := s.Dump()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Connector.Read(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Read: %v", err)
	}
	if _, err := s.Connector.Write(ctx, resource.Resource{Key: Key(1), Attributes: attributes("two"), Version: version}); !errors.Is(err, context.Canceled) {
		t.Errorf("Write: %v", err)
	}
	if err := s.Connector.Delete(ctx, Key(1), version); !errors.Is(err, context.Canceled) {
		t.Errorf("Delete: %v", err)
	}
	if after := s.Dump(); !maps.Equal(before, after) {
		t.Fatalf("stopped calls changed the platform: %v, then %v", before, after)
	}
}

func parallel(t *testing.T, s Subject) {
	var wait sync.WaitGroup
	for i := range 24 {
		wait.Go(func() {
			version, err := s.Connector.Write(t.Context(), resource.Resource{Key: Key(i), Attributes: attributes(fmt.Sprint(i))})
			if err == nil && i%2 == 0 {
				err = s.Connector.Delete(t.Context(), Key(i), version)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if got := s.read(t); len(got) != 12 {
		t.Fatalf("%d objects; want 12", len(got))
	}
}

func twoWriters(t *testing.T, s Subject) {
	var wait sync.WaitGroup
	results := make([]error, 4)
	for i := range results {
		wait.Go(func() {
			_, results[i] = s.Connector.Write(t.Context(), resource.Resource{Key: Key(1), Attributes: attributes(fmt.Sprint(i))})
		})
	}
	wait.Wait()
	made := 0
	for _, err := range results {
		if err == nil {
			made++
			continue
		}
		wantStale(t, err, Key(1))
	}
	if made != 1 {
		t.Fatalf("%d of 4 made the same object", made)
	}
}

func normalize(t *testing.T, s Subject) {
	desired := []resource.Resource{{Key: Key(2), Attributes: attributes("two")}, {Key: Key(1), Attributes: attributes("one")}}
	normal, err := s.Connector.Normalize(desired)
	if err != nil || len(normal) != 2 || normal[0].Key != Key(2) || normal[1].Key != Key(1) {
		t.Fatalf("normalized to %v, %v", normal, err)
	}
	for _, r := range normal {
		s.write(t, r.Key, r.Attributes, "")
	}
	got := s.read(t)
	for _, r := range normal {
		if !reflect.DeepEqual(got[r.Key].Resource.Attributes, r.Attributes) {
			t.Errorf("%s reads as %v and was normalized to %v", r.Key, got[r.Key].Resource.Attributes, r.Attributes)
		}
	}
}

func unchanged(t *testing.T, s Subject) {
	a := attributes("one")
	if _, err := s.Connector.Normalize([]resource.Resource{{Key: Key(1), Attributes: a}}); err != nil {
		t.Fatal(err)
	}
	s.write(t, Key(1), a, "")
	if !reflect.DeepEqual(a, attributes("one")) {
		t.Fatal("the attributes given were changed")
	}
	a["kind"] = "changed afterwards"
	if got := s.read(t)[Key(1)].Resource.Attributes["kind"]; got != "Workflow" {
		t.Fatalf("the platform shares the caller's attributes: %v", got)
	}
}

func versions(t *testing.T, s Subject) {
	first := s.write(t, Key(1), attributes("one"), "")
	if a, b := s.read(t)[Key(1)], s.read(t)[Key(1)]; a.Resource.Version != first || b.Resource.Version != first {
		t.Fatalf("versions %q and %q of what was written as %q", a.Resource.Version, b.Resource.Version, first)
	}
}
