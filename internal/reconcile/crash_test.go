package reconcile_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// death is how a process ends at a call.
type death struct {
	panics bool // it ends there and then; else the call fails
	late   bool // after the call took effect, else before
	alone  bool // only this call fails, and all later ones work
}

// mortal counts the calls to the store and the connector, and ends at the nth.
type mortal struct {
	n     int
	calls int
	death death
	dead  bool
}

var errDead = errors.New("no more")

// call makes a call, or dies.
func (m *mortal) call(do func() error) error {
	if m.dead {
		return errDead
	}
	m.calls++
	if m.calls != m.n {
		return do()
	}
	if m.death.late {
		if err := do(); err != nil {
			return err
		}
	}
	m.dead = !m.death.alone
	if m.death.panics {
		panic(errDead)
	}
	return errDead
}

// mortalStore is a store until its process ends.
type mortalStore struct {
	state.Store
	*mortal
}

func (s mortalStore) Get(ctx context.Context, key string) (e state.Entry, err error) {
	err = s.call(func() error { e, err = s.Store.Get(ctx, key); return err })
	return e, err
}

func (s mortalStore) List(ctx context.Context, prefix string) (list []state.Entry, err error) {
	err = s.call(func() error { list, err = s.Store.List(ctx, prefix); return err })
	return list, err
}

func (s mortalStore) Put(ctx context.Context, writes ...state.Write) (revision state.Revision, err error) {
	err = s.call(func() error { revision, err = s.Store.Put(ctx, writes...); return err })
	return revision, err
}

// Lease gives a lease that ends with the process, as that on a bolt file does.
func (s mortalStore) Lease(ctx context.Context, name string, holder state.Holder, ttl time.Duration) (*state.Lease, error) {
	var lease *state.Lease
	alive := false
	defer func() {
		if !alive && lease != nil {
			lease.Release(ctx)
		}
	}()
	err := s.call(func() (err error) {
		lease, err = s.Store.Lease(ctx, name, holder, ttl)
		return err
	})
	if err != nil {
		return nil, err
	}
	alive = true
	lease.Store = mortalStore{lease.Store, s.mortal}
	return lease, nil
}

type mortalConnector struct {
	connector.Connector
	*mortal
}

func (c mortalConnector) Read(ctx context.Context, known map[resource.Key]string) (list []connector.Object, err error) {
	err = c.call(func() error { list, err = c.Connector.Read(ctx, known); return err })
	return list, err
}

func (c mortalConnector) Write(ctx context.Context, r resource.Resource) (version string, err error) {
	err = c.call(func() error { version, err = c.Connector.Write(ctx, r); return err })
	return version, err
}

func (c mortalConnector) Delete(ctx context.Context, key resource.Key, version string) error {
	return c.call(func() error { return c.Connector.Delete(ctx, key, version) })
}

// die carries the plan out in a process that ends at a call, and says whether
// it came to that.
func (w *world) die(t *testing.T, p *plan.Plan, m *mortal) (came bool) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			if r != error(errDead) {
				panic(r)
			}
			came = true
		}
	}()
	r := reconciler(mortalStore{w.store, m}, mortalConnector{w.connector(), m})
	r.Apply(t.Context(), p, basis(), releases(p))
	return m.calls >= m.n
}

// Nothing is lost: whichever call to the store or the connector is the last of
// a process, before or after it took effect, the next run ends in the same
// state; and so it is when that run dies as well, and when calls just fail.
func TestCrashAtEveryCall(t *testing.T) {
	for _, markless := range []bool{false, true} {
		whole := newWorldWith(t, markless)
		whole.mustApply(t, after())
		platform, records := whole.platform.Dump(), whole.records(t)
		for _, d := range []death{{true, false, false}, {true, true, false}, {false, false, false}, {false, true, false}, {false, false, true}, {false, true, true}} {
			t.Run(fmt.Sprintf("markless %t, panics %t, late %t, alone %t", markless, d.panics, d.late, d.alone), func(t *testing.T) {
				t.Parallel()
				for n := 1; ; n++ {
					w := newWorldWith(t, markless)
					came := w.die(t, w.compute(t, after()), &mortal{n: n, death: d})
					if n%7 == 0 { // the run that mends dies too
						w.die(t, w.compute(t, after()), &mortal{n: 1 + n/7, death: d})
					}
					w.mustApply(t, after())
					w.wantSettled(t, after(), platform, records)
					if t.Failed() {
						t.Fatalf("after an end at call %d", n)
					}
					if !came {
						if n < 60 {
							t.Fatalf("a run of %d calls", n)
						}
						break
					}
				}
			})
		}
	}
}

// What people do between the crash and the next run is not trampled on.
func TestCrashAndThenPeople(t *testing.T) {
	for _, late := range []bool{false, true} {
		for n := 1; ; n++ {
			w := newWorld(t)
			came := w.die(t, w.compute(t, after()), &mortal{n: n, death: death{panics: true, late: late}})
			if _, made := w.platform.Dump()[key("new").String()]; made {
				w.platform.Edit(key("new"), byHand("edit"))
			} else {
				w.platform.Foreign(key("new"), byHand("foreign"))
			}
			made := w.platform.Dump()[key("new").String()]
			w.mustApply(t, after())
			got := w.platform.Dump()[key("new").String()]
			isForeign := made == `ours false {"made":"foreign"}`
			if isForeign != (got == made) {
				t.Fatalf("after an end at call %d (late %t): %s became %s", n, late, made, got)
			}
			if !came {
				break
			}
		}
	}
}

// The interrupted run is in the history once the next one has begun.
func TestCrashIsInTheHistory(t *testing.T) {
	w := newWorld(t)
	p := w.compute(t, after())
	w.die(t, p, &mortal{n: 40, death: death{panics: true}})
	status, err := reconcile.StatusOf(t.Context(), w.store)
	if err != nil || len(status.Open) != 1 || status.Open[0].Plan != p.Digest || status.Platforms["files"].Unfinished == 0 {
		t.Fatalf("%+v, %v; want one run open", status, err)
	}
	w.mustApply(t, after())
	history, err := reconcile.History(t.Context(), w.store, 0)
	if err != nil || len(history) != 3 || history[1].Status != reconcile.Interrupted || history[1].Plan != p.Digest || history[1].Run != status.Open[0].Run {
		t.Fatalf("%+v, %v", history, err)
	}
	if status, err = reconcile.StatusOf(t.Context(), w.store); err != nil || len(status.Open) != 0 || status.Platforms["files"].Unfinished != 0 {
		t.Fatalf("%+v, %v", status, err)
	}
}

// A deletion that was made and not recorded is not taken for one by hand.
func TestCrashAfterADeletion(t *testing.T) {
	made := 0
	for n := 1; ; n++ {
		w := newWorld(t)
		came := w.die(t, w.compute(t, after()), &mortal{n: n, death: death{panics: true, late: true}})
		for _, c := range w.compute(t, before()).Platforms[0].Changes {
			if c.Key != key("drop") {
				continue
			}
			made++
			if c.Action != plan.Create || c.Drift {
				t.Fatalf("after an end at call %d: %s, drift %t, %v", n, c.Action, c.Drift, c.Causes)
			}
		}
		if !came {
			break
		}
	}
	if made == 0 {
		t.Fatal("the object was never deleted")
	}
}
