package reconcile

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// Status says how a run ended.
type Status string

// How a run ended.
const (
	Applied     Status = "applied"     // everything that was planned is done
	Nothing     Status = "nothing"     // there was nothing to do
	Partly      Status = "partly"      // some of it failed, is held or in conflict; the rest is done
	Stopped     Status = "stopped"     // it was stopped before its end
	Interrupted Status = "interrupted" // its process ended before it could say how
)

// ResultStatus says what became of one change.
type ResultStatus string

// What became of a change.
const (
	Done     ResultStatus = "done"
	Failed   ResultStatus = "failed"   // Error says why
	Held     ResultStatus = "held"     // by a brake
	Conflict ResultStatus = "conflict" // something foreign is in its place
	Skipped  ResultStatus = "skipped"  // the run was stopped before its turn
)

// Result is what became of one change.
type Result struct {
	Platform string       `json:"platform"`
	Action   plan.Action  `json:"action"`
	Key      resource.Key `json:"key"`
	Place    string       `json:"place,omitempty"`
	Status   ResultStatus `json:"status"`
	Error    string       `json:"error,omitempty"`
}

// Outcome is how a run ended.
type Outcome struct {
	Run      string       `json:"run"`
	Plan     string       `json:"plan"` // its digest
	Basis    plan.Basis   `json:"basis"`
	Holder   state.Holder `json:"holder"`
	Started  time.Time    `json:"started"`
	Ended    time.Time    `json:"ended,omitzero"`
	Releases []Release    `json:"releases,omitempty"`
	Status   Status       `json:"status"`
	// Done counts what was done, by action.
	Done map[plan.Action]int `json:"done,omitempty"`
	// Results has every change in the order of the plan. In the history it has
	// those that were not done, and at most 200 of them.
	Results []Result `json:"results,omitempty"`
	Others  int      `json:"others,omitempty"` // results that are left out of the history, besides those done
}

const (
	keptResults = 200
	keptRuns    = 100
)

// Count is the number of results with a status.
func (o *Outcome) Count(status ResultStatus) int {
	n := 0
	for i := range o.Results {
		if o.Results[i].Status == status {
			n++
		}
	}
	return n
}

// forHistory is the outcome as it is kept.
func (o Outcome) forHistory() Outcome {
	var kept []Result
	for _, r := range o.Results {
		switch {
		case r.Status == Done:
		case len(kept) < keptResults:
			kept = append(kept, r)
		default:
			o.Others++
		}
	}
	o.Results = kept
	return o
}

func (o *Outcome) conclude(now time.Time) {
	o.Ended = now
	o.Done = make(map[plan.Action]int)
	for _, r := range o.Results {
		if r.Status == Done {
			o.Done[r.Action]++
		}
	}
	switch {
	case o.Count(Skipped) > 0:
		o.Status = Stopped
	case o.Count(Done) < len(o.Results):
		o.Status = Partly
	case len(o.Results) == 0:
		o.Status = Nothing
	default:
		o.Status = Applied
	}
}

// newRun names a run, so that names sort by time.
func newRun(at time.Time) string {
	random := make([]byte, 4)
	rand.Read(random)
	return at.UTC().Format("20060102T150405.000000000Z") + "-" + hex.EncodeToString(random)
}

// History reads how runs ended, the latest first; at most limit, or all of
// those kept when it is 0.
func History(ctx context.Context, store state.Store, limit int) ([]Outcome, error) {
	entries, err := store.List(ctx, runPrefix)
	if err != nil {
		return nil, err
	}
	var list []Outcome
	for i := len(entries) - 1; i >= 0 && (limit == 0 || len(list) < limit); i-- {
		var o Outcome
		if err := decode(entries[i].Key, entries[i].Value, &o); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

// PlatformStatus is what the state knows of a platform.
type PlatformStatus struct {
	Owned      int `json:"owned"`
	Protected  int `json:"protected"`
	Unfinished int `json:"unfinished"` // effects of which it is not known how they ended
}

// StateStatus is what the state knows, without a look at the platforms.
type StateStatus struct {
	Platforms map[string]PlatformStatus `json:"platforms"`
	Last      *Outcome                  `json:"last,omitempty"`
	// Open are runs that have begun and not ended: one that works at this
	// moment, or that was killed. The next apply settles what it left.
	Open []Outcome `json:"open,omitempty"`
}

// StatusOf reads what a state knows.
func StatusOf(ctx context.Context, store state.Store) (StateStatus, error) {
	s := StateStatus{Platforms: make(map[string]PlatformStatus)}
	entries, err := store.List(ctx, ownPrefix)
	if err != nil {
		return s, err
	}
	for _, e := range entries {
		platform, _, err := parseOwn(e.Key)
		if err != nil {
			return s, err
		}
		var rec struct{ Protected bool }
		if err := decode(e.Key, e.Value, &rec); err != nil {
			return s, err
		}
		p := s.Platforms[platform]
		p.Owned++
		if rec.Protected {
			p.Protected++
		}
		s.Platforms[platform] = p
	}
	if err := s.unfinished(ctx, store); err != nil {
		return s, err
	}
	last, err := History(ctx, store, 1)
	if err == nil && len(last) > 0 {
		s.Last = &last[0]
	}
	return s, err
}

func (s *StateStatus) unfinished(ctx context.Context, store state.Store) error {
	entries, err := store.List(ctx, journalPrefix)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var b batch
		if err := decode(e.Key, e.Value, &b); err != nil {
			return err
		}
		platform, err := journalPlatform(e.Key)
		if err != nil {
			return err
		}
		p := s.Platforms[platform]
		p.Unfinished += len(b.Intents)
		s.Platforms[platform] = p
	}
	entries, err = store.List(ctx, runningPrefix)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var begun start
		if err := decode(e.Key, e.Value, &begun); err != nil {
			return fmt.Errorf("a run that has not ended: %w", err)
		}
		s.Open = append(s.Open, begun.interrupted())
	}
	return nil
}
