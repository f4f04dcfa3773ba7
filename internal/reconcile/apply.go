package reconcile

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/state"
)

// leaseTime is how long a platform stays claimed after the process that worked
// on it is gone, with stores that other processes share.
const leaseTime = 30 * time.Second

// run is one carrying out of a plan.
type run struct {
	*Reconciler
	plan     *plan.Plan
	outcome  Outcome
	releases []Release
	leases   map[string]*state.Lease
	nows     map[string]*now
	total    int // changes, for the progress
	told     int
}

// Apply carries out exactly the plan, or refuses it: basis is what it would be
// computed from now. Refused, with a *RefusedError, nothing was done. A
// *state.HeldError is that another run works on a platform; nothing was done
// either. Objects that fail are in the outcome and keep nothing else from being
// done. When ctx is done, the object at work is finished or given up, the rest
// is skipped, and what was done is recorded. Any other error is that the state
// failed: the outcome has what was done, and the next run finds the rest out.
func (r *Reconciler) Apply(ctx context.Context, p *plan.Plan, basis plan.Basis, releases []Release) (Outcome, error) {
	began := r.Now()
	a := &run{
		Reconciler: r, plan: p, releases: releases,
		leases: make(map[string]*state.Lease), nows: make(map[string]*now),
		outcome: Outcome{Run: newRun(began), Plan: p.Digest, Basis: p.Basis, Holder: r.Holder, Started: began, Releases: releases, Status: Stopped},
	}
	if err := r.refuse(p, basis, releases); err != nil {
		return a.outcome, err
	}
	// The claims outlast a cancelled context: what was done must be recorded.
	kept, abandon := context.WithCancel(context.WithoutCancel(ctx))
	defer abandon()
	defer a.release(kept)
	if err := a.claim(ctx, kept); err != nil {
		return a.outcome, err
	}
	if err := a.lookAgain(ctx); err != nil {
		return a.outcome, err
	}
	return a.outcome, a.carryOut(ctx, kept)
}

// claim takes the lease of every platform in the plan, in the order of their
// names, so that two runs never wait for each other.
func (a *run) claim(ctx, kept context.Context) error {
	told := false
	deadline := time.Now().Add(a.Wait)
	for i := range a.plan.Platforms {
		name := a.plan.Platforms[i].Name
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			lease, err := a.Store.Lease(kept, leaseName(name), a.Holder, leaseTime)
			if err == nil {
				a.leases[name] = lease
				break
			}
			var held *state.HeldError
			if !errors.As(err, &held) || time.Now().After(deadline) {
				return err
			}
			if !told && a.Waiting != nil {
				a.Waiting(held.Holder)
			}
			told = true
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(min(100*time.Millisecond, max(time.Until(deadline), time.Millisecond))):
			}
		}
	}
	return nil
}

func (a *run) release(kept context.Context) {
	for _, lease := range a.leases {
		lease.Release(kept) // one that cannot be given up ends by itself
	}
}

// lookAgain reads every platform and compares it with what the plan was made
// from: all of it, before the first write.
func (a *run) lookAgain(ctx context.Context) error {
	var reasons []string
	for i := range a.plan.Platforms {
		p := &a.plan.Platforms[i]
		seen, err := a.look(ctx, p.Name, a.leases[p.Name])
		if err != nil {
			return err
		}
		a.nows[p.Name] = seen
		for k := range p.Changes {
			if reason := seen.stale(&p.Changes[k]); reason != "" {
				reasons = append(reasons, reason)
			}
		}
	}
	if len(reasons) > 0 {
		return &RefusedError{Why: Stale, Reasons: reasons}
	}
	return nil
}

// stale says why a change no longer fits what is there; empty when it does. It
// trusts the platform and the state, and not the plan, on what may be deleted.
func (n *now) stale(c *plan.Change) string {
	have := ""
	actual := n.find(c.Key)
	if actual != nil {
		have = actual.Resource.Version
	}
	_, recorded := n.records[c.Key]
	switch {
	case have != c.Fingerprint, actual == nil && c.Action == plan.Update, actual != nil && c.Action == plan.Create:
		return fmt.Sprintf("%s on `%s` has changed since", c.Key, n.platform)
	case actual != nil && !actual.Ours && !recorded:
		return fmt.Sprintf("%s on `%s` is not interlock's", c.Key, n.platform)
	case c.Action == plan.Delete && n.records[c.Key].Protected && c.Held != plan.BrakeProtected:
		return fmt.Sprintf("%s on `%s` is protected, which the plan does not know", c.Key, n.platform)
	}
	return ""
}

// carryOut does what is planned, platform after platform. It writes to the
// state with kept, which a user's stop does not end.
func (a *run) carryOut(ctx, kept context.Context) error {
	work := false
	for i := range a.plan.Platforms {
		p := &a.plan.Platforms[i]
		a.total += len(p.Changes)
		work = work || len(p.Changes)+len(p.Refreshes)+len(p.Conflicts)+len(a.nows[p.Name].journal) > 0
	}
	old, err := a.abandoned(kept)
	if err != nil {
		return err
	}
	if !work && len(old) == 0 {
		a.outcome.conclude(a.Now())
		return nil
	}
	begun := start{
		Run: a.outcome.Run, Plan: a.plan.Digest, Basis: a.plan.Basis, Holder: a.Holder, Started: a.outcome.Started, Releases: a.releases,
	}
	for i := range a.plan.Platforms {
		begun.Platforms = append(begun.Platforms, a.plan.Platforms[i].Name)
	}
	writes := append(old, state.Write{Key: runningPrefix + begun.Run, Value: encode(begun)})
	running, err := a.Store.Put(kept, writes...)
	if err != nil {
		return err
	}
	for i := range a.plan.Platforms {
		p := &a.plan.Platforms[i]
		w := &worker{run: a, platform: p, now: a.nows[p.Name], lease: a.leases[p.Name]}
		if errWork := w.work(ctx, kept); errWork != nil {
			err = errors.Join(err, fmt.Errorf("the platform `%s`: %w", p.Name, errWork))
		}
	}
	a.outcome.conclude(a.Now())
	if err != nil {
		a.outcome.Status = Stopped
	}
	return errors.Join(err, a.end(kept, running))
}

// end records the outcome, once, and drops outcomes that are too old to keep.
func (a *run) end(kept context.Context, running state.Revision) error {
	writes := []state.Write{
		{Key: runPrefix + a.outcome.Run, Value: encode(a.outcome.forHistory())},
		{Key: runningPrefix + a.outcome.Run, If: running},
	}
	entries, err := a.Store.List(kept, runPrefix)
	if err != nil {
		return err
	}
	for i := 0; i < len(entries)-keptRuns && len(writes) < state.MaxWrites; i++ {
		writes = append(writes, state.Write{Key: entries[i].Key, If: entries[i].Revision})
	}
	_, err = a.Store.Put(kept, writes...)
	return err
}

// abandoned are the writes that end, in the history, the runs that did not end
// themselves.
func (a *run) abandoned(kept context.Context) ([]state.Write, error) {
	entries, err := a.Store.List(kept, runningPrefix)
	if err != nil {
		return nil, err
	}
	var writes []state.Write
	for _, e := range entries {
		var begun start
		if err := decode(e.Key, e.Value, &begun); err != nil {
			return nil, err
		}
		works := func(platform string) bool { return a.isHeld(kept, platform) }
		if slices.ContainsFunc(begun.Platforms, works) || len(writes)+3 > state.MaxWrites {
			continue
		}
		writes = append(writes,
			state.Write{Key: runPrefix + begun.Run, Value: encode(begun.interrupted())},
			state.Write{Key: e.Key, If: e.Revision})
	}
	return writes, nil
}

// isHeld says whether another run works on a platform.
func (a *run) isHeld(kept context.Context, platform string) bool {
	if a.leases[platform] != nil {
		return false
	}
	lease, err := a.Store.Lease(kept, leaseName(platform), a.Holder, leaseTime)
	if err != nil {
		return true
	}
	return lease.Release(kept) != nil
}

func leaseName(platform string) string { return "apply/" + platform }

func (s start) interrupted() Outcome {
	return Outcome{Run: s.Run, Plan: s.Plan, Basis: s.Basis, Holder: s.Holder, Started: s.Started, Releases: s.Releases, Status: Interrupted}
}

// journalPlatform is the platform in the key of a batch.
func journalPlatform(key string) (string, error) {
	platform, _, _ := strings.Cut(strings.TrimPrefix(key, journalPrefix), "/")
	return url.PathUnescape(platform)
}
