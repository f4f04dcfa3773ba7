package reconcile_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/connector/connectortest"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// world is a platform, the state, and what people did before the run that a
// test is about.
type world struct {
	store    state.Store
	platform *connectortest.Memory
	markless bool // the platform keeps no marks: the state alone knows what is ours
}

// connector is how interlock sees the platform.
func (w *world) connector() connector.Connector {
	if w.markless {
		return markless{w.platform}
	}
	return w.platform
}

// markless is a platform that cannot hold interlock's mark.
type markless struct{ connector.Connector }

func (m markless) Read(ctx context.Context, known map[resource.Key]string) ([]connector.Object, error) {
	list, err := m.Connector.Read(ctx, known)
	for i := range list {
		list[i].Ours = false
	}
	return list, err
}

func basis() plan.Basis { return plan.Basis{Commit: "8f2c1ab", Policies: "p1", Schemas: "s1"} }

func reconciler(store state.Store, c connector.Connector) *reconcile.Reconciler {
	return &reconcile.Reconciler{
		Store:     store,
		Platforms: map[string]reconcile.Platform{"files": {Connector: c, Digest: "c1"}},
		Limits:    plan.DefaultLimits(),
		Holder:    state.Holder{PID: 4711, Host: "desk"},
		Now:       time.Now,
	}
}

func key(name string) resource.Key {
	return resource.Key{Kind: "Workflow", Region: "de", Name: name}
}

func want(name, title string) plan.Desired {
	return plan.Desired{
		Resource: resource.Resource{Key: key(name), Attributes: map[string]any{
			"kind": "Workflow", "spec": map[string]any{"title": title, "steps": []any{map[string]any{"name": "brief", "gate": "none"}}},
		}},
		Origins: map[string]plan.Origin{
			"":            {File: "global/workflows/" + name + ".yaml", Line: 1, Owner: "global-marketing-ops"},
			"/spec/title": {File: "global/workflows/" + name + ".yaml", Line: 7, Owner: "global-marketing-ops", Text: "title: " + title},
		},
	}
}

func byHand(text string) map[string]any { return map[string]any{"made": text} }

// many is enough objects for several batches.
const many = 96

func before() []plan.Desired {
	keep := want("protected", "keep me")
	keep.Protected = true
	list := []plan.Desired{want("update", "one"), want("edited", "one"), want("lost", "one"), want("drop", "one"), want("same", "one"), keep}
	for i := range many / 2 {
		list = append(list, want(fmt.Sprintf("many-%03d", i), "one"))
	}
	return list
}

func after() []plan.Desired {
	list := []plan.Desired{want("update", "two"), want("edited", "one"), want("lost", "one"), want("same", "one"), want("foreign", "one"), want("new", "one")}
	for i := range many {
		title := "one"
		if i%10 == 0 {
			title = "two"
		}
		list = append(list, want(fmt.Sprintf("many-%03d", i), title))
	}
	return list
}

// newWorld is one in which before was applied, and then people were at work.
func newWorld(t *testing.T) *world { return newWorldWith(t, false) }

func newWorldWith(t *testing.T, markless bool) *world {
	t.Helper()
	w := &world{store: &state.Memory{}, platform: &connectortest.Memory{}, markless: markless}
	w.mustApply(t, before())
	w.platform.Foreign(key("foreign"), byHand("foreign"))
	w.platform.Foreign(key("unrelated"), byHand("unrelated"))
	w.platform.Edit(key("edited"), byHand("edit"))
	w.platform.Edit(key("lost"), nil)
	return w
}

func (w *world) compute(t *testing.T, desired []plan.Desired) *plan.Plan {
	t.Helper()
	p, err := reconciler(w.store, w.connector()).Compute(t.Context(), basis(), map[string][]plan.Desired{"files": desired})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// version is that of an object on the platform.
func (w *world) version(key resource.Key) string {
	list, err := w.platform.Read(context.Background(), nil)
	at := slices.IndexFunc(list, func(o connector.Object) bool { return o.Resource.Key == key })
	if err != nil || at < 0 {
		return ""
	}
	return list[at].Resource.Version
}

// releases are what the scenario's plan needs.
func releases(p *plan.Plan) []reconcile.Release {
	var list []reconcile.Release
	for _, b := range p.Platforms[0].Brakes {
		if b.HoldsPlan() {
			list = append(list, reconcile.Release{Brake: b.Name, Reason: "a test"})
		}
	}
	return list
}

func (w *world) mustApply(t *testing.T, desired []plan.Desired) reconcile.Outcome {
	t.Helper()
	p := w.compute(t, desired)
	outcome, err := reconciler(w.store, w.connector()).Apply(t.Context(), p, basis(), releases(p))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range outcome.Results {
		if r.Status == reconcile.Failed || r.Status == reconcile.Skipped {
			t.Fatalf("%+v", r)
		}
	}
	return outcome
}

// records is what the state holds as ours, without what differs between runs.
func (w *world) records(t *testing.T) map[string]string {
	t.Helper()
	found := make(map[string]string)
	for _, prefix := range []string{"own/", "journal/", "running/"} {
		entries, err := w.store.List(t.Context(), prefix)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			text := string(e.Value)
			for _, field := range []string{`,"run":"`, `,"version":"`} {
				if at := strings.Index(text, field); at >= 0 {
					end := at + len(field) + strings.IndexByte(text[at+len(field):], '"') + 1
					text = text[:at] + text[end:]
				}
			}
			found[e.Key] = text
		}
	}
	return found
}

// wantSettled checks that a plan for what is desired has nothing to do but what
// is held, and that the state agrees with the platform.
func (w *world) wantSettled(t *testing.T, desired []plan.Desired, platform, records map[string]string) {
	t.Helper()
	p := w.compute(t, desired)
	for _, c := range p.Platforms[0].Changes {
		if c.Held != plan.BrakeProtected {
			t.Errorf("still to do: %s %s", c.Action, c.Key)
		}
	}
	if n := len(p.Platforms[0].Refreshes); n > 0 {
		t.Errorf("%d records are behind", n)
	}
	if got := w.platform.Dump(); !maps.Equal(got, platform) {
		t.Errorf("the platform holds %v\n want %v", got, platform)
	}
	if got := w.records(t); !maps.Equal(got, records) {
		t.Errorf("the state holds %v\n want %v", got, records)
	}
}
