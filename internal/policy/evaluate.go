package policy

import (
	"context"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
)

// Result is what rules say of a catalog.
type Result struct {
	Findings []finding.Finding // unsorted; those that a waiver excuses carry its name
	Run      []string          // ids of the rules that found objects of their kinds
	Idle     []string          // ids of the rules that did not
	Costs    []Cost            // of each rule, the dearest first; nil unless Run.Measure asked for them
}

// Run says under which circumstances rules are evaluated.
type Run struct {
	Date string // the day as of which they judge, YYYY-MM-DD
	// SetAside are forms that their schema refuses: rules, which rely on the
	// types that it promises, do not see them.
	SetAside map[*catalog.Form]bool
	// Coverage, where not nil, records what of the rules is reached; they then run
	// one after the other.
	Coverage *Coverage
	// Measure asks what each rule costs. Rules are then run one by one, on one
	// processor, which takes longer.
	Measure bool
	// Base is what the catalog is compared with; nil for nothing. Rules of scope
	// change have nothing to look at then.
	Base *Base
}

// Base is what a catalog is compared with.
type Base struct {
	Comparison *catalog.Comparison
	SetAside   map[*catalog.Form]bool // forms of the base that a schema refuses
}

// run is one evaluation of all rules over one catalog.
type run struct {
	Run
	engine  *Engine
	catalog *catalog.Catalog
	base    base
	store   storage.Store
	txn     storage.Transaction
	queries map[asked]*query
	matches map[*catalog.Object]int
	owners  map[*catalog.Object][]string // who decides on the findings that a waiver matches
	costs   map[*rule]*Cost              // nil unless they are measured
}

// worker runs rules for a run, one after the other.
type worker struct {
	*run
	values *values
	memo   *memo
}

func (r *run) worker() *worker {
	return &worker{run: r, values: newValues(), memo: r.engine.reading.memo()}
}

// Evaluate runs the rules over a catalog. An error
// means that a rule could not be evaluated, and that nothing is known of the
// objects it was to look at.
func (e *Engine) Evaluate(ctx context.Context, c *catalog.Catalog, circumstances Run) (Result, error) {
	r := &run{
		Run: circumstances, engine: e, catalog: c,
		queries: map[asked]*query{}, matches: map[*catalog.Object]int{}, owners: map[*catalog.Object][]string{},
	}
	if r.Measure {
		r.costs = map[*rule]*Cost{}
	}
	r.base = base{r.data()}
	r.store = inmem.NewFromASTObject(r.base.data)
	txn, err := r.store.NewTransaction(ctx)
	if err != nil {
		return Result{}, fmt.Errorf("the rules' data cannot be read: %w", err)
	}
	defer r.store.Abort(ctx, txn)
	r.txn = txn

	var result Result
	result.Run, result.Idle = r.reach()
	var others, waivers []*catalog.Object
	for _, o := range c.Objects {
		if o.Kind == catalog.KindWaiver {
			waivers = append(waivers, o)
		} else {
			others = append(others, o)
		}
	}
	findings, err := r.objects(ctx, others)
	if err != nil {
		return Result{}, err
	}
	repository, err := r.repository(ctx)
	if err != nil {
		return Result{}, err
	}
	edits, err := r.edits(ctx)
	if err != nil {
		return Result{}, err
	}
	findings = append(append(findings, repository...), edits...)
	// Which waivers are used is known only now, and only then whether they hold.
	candidates := r.match(findings)
	ofWaivers, err := r.objects(ctx, waivers)
	if err != nil {
		return Result{}, err
	}
	excuse(findings, candidates, ofWaivers)
	result.Findings = append(findings, ofWaivers...)
	result.Costs = r.dearest()
	return result, nil
}

// reach sorts the rules into those that have something to look at and those
// that have not.
func (r *run) reach() (reached, idle []string) {
	present := map[string]bool{}
	for _, o := range r.catalog.Objects {
		present[o.Kind] = true
	}
	for _, rule := range r.engine.rules {
		if rule.Rule.Scope == string(ScopeChange) {
			if r.Base != nil { // which edits there are says nothing of the rule
				reached = append(reached, rule.ID)
			}
			continue
		}
		if slices.ContainsFunc(slices.Collect(maps.Keys(present)), rule.takes) {
			reached = append(reached, rule.ID)
		} else {
			idle = append(idle, rule.ID)
		}
	}
	return reached, idle
}

// match finds for every finding the waivers that are for it.
func (r *run) match(findings []finding.Finding) [][]*catalog.Waiver {
	type target struct{ rule, kind, name string }
	byTarget := map[target][]*catalog.Waiver{}
	for _, w := range r.catalog.Waivers {
		rule, kind, name := w.Target()
		if o := r.catalog.Visible(kind, w.Object.Region, name); o != nil && r.SetAside[o.At(w.Object.Region)] {
			r.matches[w.Object]++ // nobody knows before the form can be judged
		}
		if r.Base == nil && r.engine.scopeOf(rule) == ScopeChange {
			r.matches[w.Object]++ // nobody knows without a base
		}
		byTarget[target{rule, kind, name}] = append(byTarget[target{rule, kind, name}], w)
	}
	all := make([][]*catalog.Waiver, len(findings))
	for i, f := range findings {
		for _, w := range byTarget[target{f.Rule, f.Object.Kind, f.Object.Name}] {
			if w.Matches(f) {
				r.matches[w.Object]++
				if !slices.Contains(r.owners[w.Object], f.Owner) {
					r.owners[w.Object] = append(r.owners[w.Object], f.Owner)
				}
				all[i] = append(all[i], w)
			}
		}
	}
	return all
}

// excuse marks the findings that a waiver excuses. A waiver holds when no rule
// finds an error in it: it is approved, not expired, and for one thing.
func excuse(findings []finding.Finding, candidates [][]*catalog.Waiver, ofWaivers []finding.Finding) {
	broken := map[finding.Object]bool{}
	for _, f := range ofWaivers {
		if f.Severity == finding.Error {
			broken[f.Object] = true
		}
	}
	for i, waivers := range candidates {
		for _, w := range waivers {
			if !broken[w.Object.ID()] {
				findings[i].Waiver = w.Object.Name
				break
			}
		}
	}
}

// objects runs the rules of scope object over objects, on all processors.
func (r *run) objects(ctx context.Context, objects []*catalog.Object) ([]finding.Finding, error) {
	for _, o := range objects {
		for _, f := range o.Forms {
			of := askedOf(f)
			if _, found := r.queries[of]; found {
				continue
			}
			q, err := r.prepare(func(one *rule) bool { return one.Rule.Scope == string(ScopeObject) && one.looksAt(of) })
			if err != nil {
				return nil, err
			}
			r.queries[of] = q
		}
	}
	results := make([][]finding.Finding, len(objects))
	errs := make([]error, len(objects))
	workers := min(runtime.GOMAXPROCS(0), max(1, len(objects)/8))
	if r.Coverage != nil || r.Measure {
		workers = 1
	}
	var wait sync.WaitGroup
	for first := range workers {
		wait.Go(func() {
			w := r.worker()
			for i := first; i < len(objects) && ctx.Err() == nil; i += workers {
				results[i], errs[i] = w.object(ctx, objects[i])
				if errs[i] != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	// The first in the order of objects, so that two runs tell the same.
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return slices.Concat(results...), nil
}

func (w *worker) object(ctx context.Context, o *catalog.Object) ([]finding.Finding, error) {
	var all []finding.Finding
	w.values.next()
	for _, f := range o.Forms {
		q := w.queries[askedOf(f)]
		if w.SetAside[f] || len(q.rules) == 0 {
			continue
		}
		input := w.input(f, w.values, q.reads)
		w.memo.next()
		findings, err := w.evaluate(ctx, q, input, subject{form: f})
		if err != nil {
			return nil, fmt.Errorf("%w\n  while looking at %s", err, f.ID())
		}
		all = append(all, findings...)
	}
	return all, nil
}

// repository runs the rules of scope repository, each by itself.
func (r *run) repository(ctx context.Context) ([]finding.Finding, error) {
	var all []finding.Finding
	w := r.worker()
	for _, one := range r.engine.rules {
		if one.Rule.Scope != string(ScopeRepository) {
			continue
		}
		q, err := r.prepare(func(other *rule) bool { return other == one })
		if err != nil {
			return nil, err
		}
		w.memo.next()
		findings, err := w.evaluate(ctx, q, ast.ObjectTerm(), subject{})
		if err != nil {
			return nil, err
		}
		all = append(all, findings...)
	}
	return all, nil
}

// why is a rule's reason in one line, with the rows of the operating model it serves.
func why(r finding.Rule) string {
	reason := strings.Join(strings.Fields(r.Description), " ")
	if reason == "" {
		reason = r.Title
	}
	if len(r.Framework) > 0 {
		reason += " (" + strings.Join(r.Framework, ", ") + ")"
	}
	return reason
}
