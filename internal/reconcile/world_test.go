package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
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
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{store: &state.Memory{}, platform: &connectortest.Memory{}}
	w.mustApply(t, before())
	w.platform.Foreign(key("foreign"), byHand("foreign"))
	w.platform.Foreign(key("unrelated"), byHand("unrelated"))
	w.platform.Edit(key("edited"), byHand("edit"))
	w.platform.Edit(key("lost"), nil)
	return w
}

func (w *world) compute(t *testing.T, desired []plan.Desired) *plan.Plan {
	t.Helper()
	p, err := reconciler(w.store, w.platform).Compute(t.Context(), basis(), map[string][]plan.Desired{"files": desired})
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
	outcome, err := reconciler(w.store, w.platform).Apply(t.Context(), p, basis(), releases(p))
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

func TestApply(t *testing.T) {
	w := newWorld(t)
	p := w.compute(t, after())
	counts := fmt.Sprint(p.Count(plan.Create), p.Count(plan.Update), p.Count(plan.Delete), len(p.Platforms[0].Conflicts))
	if counts != fmt.Sprint(many/2+2, 2+5, 2, 1) {
		t.Fatalf("planned %s", counts)
	}
	outcome := w.mustApply(t, after())
	if outcome.Status != reconcile.Partly || outcome.Count(reconcile.Held) != 1 || outcome.Count(reconcile.Conflict) != 1 ||
		outcome.Count(reconcile.Done) != len(outcome.Results)-2 || outcome.Done[plan.Create] != many/2+2 || outcome.Done[plan.Delete] != 1 {
		t.Fatalf("%s, done %v", outcome.Status, outcome.Done)
	}
	dump := w.platform.Dump()
	for name, text := range map[string]string{"foreign": "foreign", "unrelated": "unrelated"} {
		if dump[key(name).String()] != fmt.Sprintf(`ours false {"made":%q}`, text) {
			t.Errorf("%s is now %s", name, dump[key(name).String()])
		}
	}
	if dump[key("protected").String()] == "" || dump[key("drop").String()] != "" {
		t.Error("the protected object is gone, or the deleted one is there")
	}
	w.wantSettled(t, after(), dump, w.records(t))

	writes := w.platform.Writes()
	if again := w.mustApply(t, after()); len(again.Results) != 2 || w.platform.Writes() != writes {
		t.Fatalf("applied again: %+v", again.Results)
	}
	// The protection is released once, by name, with a reason.
	p = w.compute(t, after())
	reason := []reconcile.Release{{Brake: plan.BrakeProtected, Reason: "moved to the agency"}}
	outcome, err := reconciler(w.store, w.platform).Apply(t.Context(), p, basis(), reason)
	if err != nil || outcome.Done[plan.Delete] != 1 || w.platform.Dump()[key("protected").String()] != "" {
		t.Fatalf("%+v, %v", outcome, err)
	}
	history, err := reconcile.History(t.Context(), w.store, 1)
	if err != nil || len(history) != 1 || history[0].Plan != p.Digest || !reflect.DeepEqual(history[0].Releases, reason) {
		t.Fatalf("%+v, %v", history, err)
	}
	status, err := reconcile.StatusOf(t.Context(), w.store)
	if err != nil || status.Platforms["files"] != (reconcile.PlatformStatus{Owned: many + 5}) || len(status.Open) != 0 || status.Last.Run != outcome.Run {
		t.Fatalf("%+v, %v", status, err)
	}
}

func TestRefused(t *testing.T) {
	changed := func(change func(*plan.Basis)) plan.Basis {
		b := basis()
		change(&b)
		return b
	}
	someRelease := func(brake, reason string) []reconcile.Release {
		return []reconcile.Release{{Brake: brake, Reason: reason}}
	}
	for name, c := range map[string]struct {
		why      reconcile.Refusal
		reason   string
		basis    plan.Basis
		between  func(*world)
		edit     func(*world, *plan.Plan)
		platform func(*reconcile.Reconciler)
		release  []reconcile.Release
		desired  []plan.Desired
	}{
		"another commit": {why: reconcile.Stale, reason: "commit `8f2c1ab`, and now it is `fffffff`", basis: changed(func(b *plan.Basis) { b.Commit = "fffffff" })},
		"other policies": {why: reconcile.Stale, reason: "policies", basis: changed(func(b *plan.Basis) { b.Policies = "p2" })},
		"other schemas":  {why: reconcile.Stale, reason: "schemas", basis: changed(func(b *plan.Basis) { b.Schemas = "s2" })},
		"another connector": {why: reconcile.Stale, reason: "the connector of `files`", platform: func(r *reconcile.Reconciler) {
			r.Platforms["files"] = reconcile.Platform{Connector: r.Platforms["files"].Connector, Digest: "c2"}
		}},
		"a platform more":        {why: reconcile.Stale, reason: "`crm` is not in the plan", platform: func(r *reconcile.Reconciler) { r.Platforms["crm"] = r.Platforms["files"] }},
		"an object edited":       {why: reconcile.Stale, reason: "Workflow/update in de on `files` has changed since", between: func(w *world) { w.platform.Edit(key("update"), byHand("late")) }},
		"an object deleted":      {why: reconcile.Stale, reason: "Workflow/drop in de", between: func(w *world) { w.platform.Edit(key("drop"), nil) }},
		"an object made":         {why: reconcile.Stale, reason: "Workflow/new in de", between: func(w *world) { w.platform.Foreign(key("new"), byHand("late")) }},
		"a plan that was edited": {why: reconcile.Edited, reason: "never edited", edit: func(w *world, p *plan.Plan) { p.Platforms[0].Changes = p.Platforms[0].Changes[1:] }},
		"a foreign object in a forged plan": {why: reconcile.Stale, reason: "is not interlock's", edit: func(w *world, p *plan.Plan) {
			p.Platforms[0].Changes = append(p.Platforms[0].Changes, plan.Change{Action: plan.Delete, Key: key("unrelated"), Fingerprint: w.version(key("unrelated"))})
			if err := p.Seal(); err != nil {
				panic(err)
			}
		}},
		"protection dropped in a forged plan": {why: reconcile.Stale, reason: "is protected", edit: func(w *world, p *plan.Plan) {
			for i := range p.Platforms[0].Changes {
				p.Platforms[0].Changes[i].Held = ""
			}
			p.Platforms[0].Brakes = nil
			if err := p.Seal(); err != nil {
				panic(err)
			}
		}},
		"a brake":                    {why: reconcile.Braked, reason: "--release empty-source --reason TEXT", desired: []plan.Desired{}},
		"a release of no brake":      {why: reconcile.BadRelease, reason: "`deletions` does not hold this plan; these do: protected", release: someRelease("deletions", "why not")},
		"a release without a reason": {why: reconcile.BadRelease, reason: "without a reason", release: someRelease("protected", " ")},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			desired := after()
			if c.desired != nil {
				desired = c.desired
			}
			p := w.compute(t, desired)
			if c.edit != nil {
				c.edit(w, p)
			}
			if c.between != nil {
				c.between(w)
			}
			if c.basis == (plan.Basis{}) {
				c.basis = basis()
			}
			platform, records, writes := w.platform.Dump(), w.records(t), w.platform.Writes()
			r := reconciler(w.store, w.platform)
			if c.platform != nil {
				c.platform(r)
			}
			_, err := r.Apply(t.Context(), p, c.basis, c.release)
			var refused *reconcile.RefusedError
			if !errors.As(err, &refused) || refused.Why != c.why || !strings.Contains(err.Error(), c.reason) {
				t.Fatalf("error %v; want %s: %q", err, c.why, c.reason)
			}
			if w.platform.Writes() != writes || !maps.Equal(platform, w.platform.Dump()) || !maps.Equal(records, w.records(t)) {
				t.Fatal("something was done")
			}
			if history, err := reconcile.History(t.Context(), w.store, 0); err != nil || len(history) != 1 {
				t.Fatalf("%d runs in the history, %v", len(history), err)
			}
		})
	}
}

func TestObjectsThatFail(t *testing.T) {
	w := newWorld(t)
	refusing := &stub{Connector: w.platform, write: func(ctx context.Context, r resource.Resource) (string, error) {
		switch r.Key {
		case key("new"):
			return "", &connector.RefusedError{Key: r.Key, Reason: "no such team there"}
		case key("many-070"): // done, and not known to be
			if _, err := w.platform.Write(ctx, r); err != nil {
				return "", err
			}
			return "", errors.New("connection lost")
		case key("many-071"):
			return "", errors.New("connection refused")
		}
		return w.platform.Write(ctx, r)
	}}
	p := w.compute(t, after())
	var told []int
	r := reconciler(w.store, refusing)
	r.Progress = func(done, total int, _ reconcile.Result) { told = append(told, done, total) }
	outcome, err := r.Apply(t.Context(), p, basis(), releases(p))
	if err != nil || outcome.Status != reconcile.Partly || outcome.Count(reconcile.Failed) != 3 || outcome.Count(reconcile.Skipped) != 0 {
		t.Fatalf("%s, %d failed, %v", outcome.Status, outcome.Count(reconcile.Failed), err)
	}
	total := len(p.Platforms[0].Changes)
	if len(told) != 2*total || told[2*total-2] != total || told[1] != total {
		t.Fatalf("progress %v of %d", told, total)
	}
	status, err := reconcile.StatusOf(t.Context(), w.store)
	if err != nil || status.Platforms["files"].Unfinished != 2 {
		t.Fatalf("%+v, %v; want two effects unfinished", status, err)
	}
	other := newWorld(t)
	other.mustApply(t, after())
	p = w.compute(t, after())
	if p.Count(plan.Create) != 2 {
		t.Fatalf("%d still to create; want the two that were not made", p.Count(plan.Create))
	}
	w.mustApply(t, after())
	w.wantSettled(t, after(), other.platform.Dump(), other.records(t))
}

// stub is a connector with another Write.
type stub struct {
	connector.Connector
	write func(context.Context, resource.Resource) (string, error)
}

func (s *stub) Write(ctx context.Context, r resource.Resource) (string, error) {
	return s.write(ctx, r)
}

func TestStoppedByItsUser(t *testing.T) {
	for _, parallel := range []int{1, 4} {
		w := newWorld(t)
		ctx, cancel := context.WithCancel(t.Context())
		writes := 0
		stopping := &stub{Connector: w.platform, write: func(ctx context.Context, r resource.Resource) (string, error) {
			if writes++; writes == 52 {
				cancel()
			}
			return w.platform.Write(context.WithoutCancel(ctx), r)
		}}
		p := w.compute(t, after())
		r := reconciler(w.store, stopping)
		if parallel > 1 {
			stopping.write = func(ctx context.Context, r resource.Resource) (string, error) { return w.platform.Write(ctx, r) }
			r.Parallel = parallel
			r.Progress = func(done, _ int, _ reconcile.Result) {
				if done == 40 {
					cancel()
				}
			}
		}
		outcome, err := r.Apply(ctx, p, basis(), releases(p))
		if err != nil || outcome.Status != reconcile.Stopped || outcome.Count(reconcile.Done) < 39 || outcome.Count(reconcile.Skipped) == 0 {
			t.Fatalf("%s, %d done, %d skipped, %v", outcome.Status, outcome.Count(reconcile.Done), outcome.Count(reconcile.Skipped), err)
		}
		history, err := reconcile.History(t.Context(), w.store, 1)
		if err != nil || history[0].Status != reconcile.Stopped || len(history[0].Results) == 0 {
			t.Fatalf("%+v, %v", history, err)
		}
		other := newWorld(t)
		other.mustApply(t, after())
		w.mustApply(t, after())
		w.wantSettled(t, after(), other.platform.Dump(), other.records(t))
	}
}

func TestTwoAtOnce(t *testing.T) {
	w := newWorld(t)
	p := w.compute(t, after())
	inside, goOn := make(chan bool), make(chan bool)
	first := true
	slow := &stub{Connector: w.platform, write: func(ctx context.Context, r resource.Resource) (string, error) {
		if first {
			first = false
			inside <- true
			<-goOn
		}
		return w.platform.Write(ctx, r)
	}}
	ended := make(chan error)
	go func() {
		_, err := reconciler(w.store, slow).Apply(t.Context(), p, basis(), releases(p))
		ended <- err
	}()
	<-inside
	second := reconciler(w.store, w.platform)
	_, err := second.Apply(t.Context(), p, basis(), releases(p))
	var held *state.HeldError
	if !errors.As(err, &held) || held.Holder.PID != 4711 {
		t.Fatalf("the second run: %v; want it to find the platform held", err)
	}
	// One that waits is told once, and finds its plan out of date.
	var told []state.Holder
	second.Wait = time.Minute
	second.Waiting = func(h state.Holder) {
		told = append(told, h)
		close(goOn)
	}
	_, err = second.Apply(t.Context(), p, basis(), releases(p))
	var refused *reconcile.RefusedError
	if !errors.As(err, &refused) || refused.Why != reconcile.Stale || len(told) != 1 {
		t.Fatalf("the run that waited: %v, told %v", err, told)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

// A state that was lost: what is ours is found by its mark, and recorded again.
func TestStateLost(t *testing.T) {
	w := newWorld(t)
	w.mustApply(t, after())
	platform, records := w.platform.Dump(), w.records(t)
	delete(records, "own/files/de/Workflow/protected") // its protection stood in the state alone
	w.store = &state.Memory{}
	p := w.compute(t, after())
	if p.Count(plan.Create)+p.Count(plan.Update) != 0 || len(p.Platforms[0].Refreshes) != many+5 {
		t.Fatalf("%d created, %d updated, %d to record", p.Count(plan.Create), p.Count(plan.Update), len(p.Platforms[0].Refreshes))
	}
	w.mustApply(t, after())
	delete(platform, key("protected").String())
	w.wantSettled(t, after(), platform, records)
}

func TestHistoryIsKeptShort(t *testing.T) {
	w := &world{store: &state.Memory{}, platform: &connectortest.Memory{}}
	for i := range 130 {
		w.mustApply(t, []plan.Desired{want("one", fmt.Sprint(i))})
	}
	history, err := reconcile.History(t.Context(), w.store, 0)
	if err != nil || len(history) < 100 || len(history) > 101 {
		t.Fatalf("%d runs kept, %v", len(history), err)
	}
}
