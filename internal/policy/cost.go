package policy

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/finding"
)

// Cost is what a rule takes. What several rules share, such as a function that
// is worked out once for a form, the first of them by id pays for all.
type Cost struct {
	Rule string
	Time time.Duration
	Runs int // forms that it looked at; 1 for the repository
}

// measured runs the rules of a query one by one, and notes what each takes.
func (w *worker) measured(ctx context.Context, q *query, input *ast.Term, of subject) ([]finding.Finding, error) {
	if q.alone == nil {
		for _, one := range q.rules {
			alone, err := w.prepare(func(other *rule) bool { return other == one })
			if err != nil {
				return nil, err
			}
			q.alone = append(q.alone, alone)
		}
	}
	var all []finding.Finding
	for i, one := range q.rules {
		began := time.Now()
		findings, err := w.once(ctx, q.alone[i], input, of)
		if err != nil {
			return nil, err
		}
		cost := w.costs[one]
		if cost == nil {
			cost = &Cost{Rule: one.ID}
			w.costs[one] = cost
		}
		cost.Time += time.Since(began)
		cost.Runs++
		all = append(all, findings...)
	}
	return all, nil
}

// dearest are the costs that were measured, those of the dearest rules first.
func (r *run) dearest() []Cost {
	if r.costs == nil {
		return nil
	}
	all := make([]Cost, 0, len(r.costs))
	for _, cost := range r.costs {
		all = append(all, *cost)
	}
	slices.SortFunc(all, func(a, b Cost) int {
		return cmp.Or(cmp.Compare(b.Time, a.Time), strings.Compare(a.Rule, b.Rule))
	})
	return all
}
