package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
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
