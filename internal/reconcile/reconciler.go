// Package reconcile is the door of the acting wing: carries out plans, once or forever.
package reconcile

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// Platform is one that is reconciled.
type Platform struct {
	Connector connector.Connector
	Digest    string // of the connector's settings
}

// Reconciler makes plans and carries them out. Its fields are set once.
type Reconciler struct {
	Store     state.Store
	Platforms map[string]Platform // by name
	Limits    plan.Limits
	Holder    state.Holder     // who this is, for those who wait
	Now       func() time.Time // for the history only
	// Wait is how long Apply waits while another run works on a platform;
	// Waiting is told once when it begins to. It may be nil.
	Wait    time.Duration
	Waiting func(state.Holder)
	// Progress is told of each result, one at a time. It may be nil.
	Progress func(done, total int, result Result)
	// Parallel is how many objects of a platform are written at once; 0 is 1.
	Parallel int
}

// Compute reads every platform and the state, and makes the plan for what is
// desired, by platform. It changes nothing. A platform of which nothing is
// desired must be in the map too, or what is ours there would be kept.
func (r *Reconciler) Compute(ctx context.Context, basis plan.Basis, desired map[string][]plan.Desired) (*plan.Plan, error) {
	targets := make([]plan.Target, 0, len(desired))
	for _, name := range slices.Sorted(maps.Keys(desired)) {
		platform, found := r.Platforms[name]
		if !found {
			return nil, fmt.Errorf("the platform `%s` has no connector", name)
		}
		normal, err := normalize(platform.Connector, desired[name])
		if err != nil {
			return nil, fmt.Errorf("the platform `%s` cannot hold what is desired: %w", name, err)
		}
		now, err := r.look(ctx, name, r.Store)
		if err != nil {
			return nil, err
		}
		targets = append(targets, plan.Target{
			Platform: name, Connector: platform.Digest,
			Desired: normal, Actual: now.actual, Recorded: now.recorded(),
		})
	}
	return plan.Make(basis, r.Limits, targets)
}

// normalize brings what is desired into the form in which it is read back.
func normalize(c connector.Connector, desired []plan.Desired) ([]plan.Desired, error) {
	resources := make([]resource.Resource, len(desired))
	for i := range desired {
		resources[i] = desired[i].Resource
	}
	resources, err := c.Normalize(resources)
	if err != nil {
		return nil, err
	}
	normal := slices.Clone(desired)
	for i := range normal {
		normal[i].Resource = resources[i]
	}
	return normal, nil
}

// Release lets go of a brake, for one plan.
type Release struct {
	Brake  string `json:"brake"`
	Reason string `json:"reason"`
}

// Refusal says why a plan is not carried out. Nothing was done.
type Refusal string

// Why a plan is not carried out.
const (
	Edited     Refusal = "edited"  // it is not as it was made
	Stale      Refusal = "stale"   // what it was computed from has changed
	Braked     Refusal = "braked"  // a brake holds it
	BadRelease Refusal = "release" // a release names no brake that holds, or gives no reason
)

// RefusedError is that a plan is not carried out. Nothing was done.
type RefusedError struct {
	Why     Refusal
	Reasons []string // a line each
}

func (e *RefusedError) Error() string {
	const most = 10
	reasons := e.Reasons
	if more := len(reasons) - most; more > 0 {
		reasons = append(slices.Clone(reasons[:most]), fmt.Sprintf("and %d more", more))
	}
	first := map[Refusal]string{
		Edited:     "the plan is refused",
		Stale:      "the plan is out of date, and nothing was done: make a new one",
		Braked:     "the plan is held by a brake, and nothing was done",
		BadRelease: "a brake cannot be released, and nothing was done",
	}[e.Why]
	return first + "\n  " + strings.Join(reasons, "\n  ")
}

// refuse looks at the plan itself, before anything is read.
func (r *Reconciler) refuse(p *plan.Plan, basis plan.Basis, releases []Release) error {
	if err := p.Verify(); err != nil {
		return &RefusedError{Why: Edited, Reasons: []string{err.Error()}}
	}
	digests := make(map[string]string, len(r.Platforms))
	for name, platform := range r.Platforms {
		digests[name] = platform.Digest
	}
	if reasons := p.Stale(basis, digests); len(reasons) > 0 {
		return &RefusedError{Why: Stale, Reasons: reasons}
	}
	held := make(map[string]bool)
	var reasons []string
	for i := range p.Platforms {
		for _, b := range p.Platforms[i].Brakes {
			held[b.Name] = true
			if b.HoldsPlan() && !released(releases, b.Name) {
				reasons = append(reasons, fmt.Sprintf("%s: %s; %s", b.Name, b.Message, b.Help))
			}
		}
	}
	var wrong []string
	for _, release := range releases {
		switch {
		case !held[release.Brake]:
			wrong = append(wrong, fmt.Sprintf("`%s` does not hold this plan; %s", release.Brake, brakesThat(held)))
		case strings.TrimSpace(release.Reason) == "":
			wrong = append(wrong, fmt.Sprintf("`%s` is released without a reason: give one with --reason TEXT, it is recorded", release.Brake))
		}
	}
	switch {
	case len(wrong) > 0:
		return &RefusedError{Why: BadRelease, Reasons: wrong}
	case len(reasons) > 0:
		return &RefusedError{Why: Braked, Reasons: reasons}
	}
	return nil
}

func brakesThat(held map[string]bool) string {
	if len(held) == 0 {
		return "no brake does"
	}
	return "these do: " + strings.Join(slices.Sorted(maps.Keys(held)), ", ")
}

func released(releases []Release, brake string) bool {
	return slices.ContainsFunc(releases, func(r Release) bool { return r.Brake == brake })
}
