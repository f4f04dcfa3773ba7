package policy

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
)

// Result is what rules say of a catalog.
type Result struct {
	Findings []finding.Finding // unsorted; those that a waiver excuses carry its name
	Run      []string          // ids of the rules that found objects of their kinds
	Idle     []string          // ids of the rules that did not
}

// Run says under which circumstances rules are evaluated.
type Run struct {
	Date string // the day as of which they judge, YYYY-MM-DD
	// SetAside are forms that their schema refuses: rules, which rely on the
	// types that it promises, do not see them.
	SetAside map[*catalog.Form]bool
}

// run is one evaluation of all rules over one catalog.
type run struct {
	Run
	engine  *Engine
	catalog *catalog.Catalog
	shared  *values // terms of what stands in data
	store   storage.Store
	txn     storage.Transaction
	queries map[asked]*query
	matches map[*catalog.Object]int
}

// asked tells forms apart that different rules look at.
type asked struct {
	kind          string
	changes, left bool
}

func askedOf(f *catalog.Form) asked {
	return asked{f.Object.Kind, len(f.Changes) > 0, len(f.Left) > 0}
}

// query is the rules of one kind, compiled to be run together.
type query struct {
	rules []*rule
	body  ast.Body
	qc    ast.QueryCompiler
}

// Evaluate runs the rules over a catalog. An error
// means that a rule could not be evaluated, and that nothing is known of the
// objects it was to look at.
func (e *Engine) Evaluate(ctx context.Context, c *catalog.Catalog, circumstances Run) (Result, error) {
	r := &run{
		Run: circumstances, engine: e, catalog: c,
		shared: newValues(), queries: map[asked]*query{}, matches: map[*catalog.Object]int{},
	}
	r.store = inmem.NewFromASTObject(r.data())
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
	findings = append(findings, repository...)
	// Which waivers are used is known only now, and only then whether they hold.
	candidates := r.match(findings)
	ofWaivers, err := r.objects(ctx, waivers)
	if err != nil {
		return Result{}, err
	}
	excuse(findings, candidates, ofWaivers)
	result.Findings = append(findings, ofWaivers...)
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
		byTarget[target{rule, kind, name}] = append(byTarget[target{rule, kind, name}], w)
	}
	all := make([][]*catalog.Waiver, len(findings))
	for i, f := range findings {
		for _, w := range byTarget[target{f.Rule, f.Object.Kind, f.Object.Name}] {
			if w.Matches(f) {
				r.matches[w.Object]++
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
			q, err := r.prepare(func(one *rule) bool {
				return one.Rule.Scope == string(ScopeObject) && one.takes(of.kind) && one.looksAt(of.changes, of.left)
			})
			if err != nil {
				return nil, err
			}
			r.queries[of] = q
		}
	}
	results := make([][]finding.Finding, len(objects))
	errs := make([]error, len(objects))
	workers := min(runtime.GOMAXPROCS(0), max(1, len(objects)/8))
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := worker; i < len(objects) && ctx.Err() == nil; i += workers {
				results[i], errs[i] = r.object(ctx, objects[i])
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

func (r *run) object(ctx context.Context, o *catalog.Object) ([]finding.Finding, error) {
	var all []finding.Finding
	v := newValues()
	for _, f := range o.Forms {
		q := r.queries[askedOf(f)]
		if r.SetAside[f] || len(q.rules) == 0 {
			continue
		}
		findings, err := r.evaluate(ctx, q, r.input(f, v), f)
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
	for _, one := range r.engine.rules {
		if one.Rule.Scope != string(ScopeRepository) {
			continue
		}
		q, err := r.prepare(func(other *rule) bool { return other == one })
		if err != nil {
			return nil, err
		}
		findings, err := r.evaluate(ctx, q, ast.ObjectTerm(), nil)
		if err != nil {
			return nil, err
		}
		all = append(all, findings...)
	}
	return all, nil
}

// prepare makes one query of some rules: x0 = report of the first; x1 = …
func (r *run) prepare(wanted func(*rule) bool) (*query, error) {
	q := &query{}
	for _, rule := range r.engine.rules {
		if wanted(rule) {
			q.body.Append(ast.Equality.Expr(ast.VarTerm(fmt.Sprintf("x%d", len(q.rules))), ast.NewTerm(rule.ref)))
			q.rules = append(q.rules, rule)
		}
	}
	if len(q.rules) == 0 {
		return q, nil
	}
	q.qc = r.engine.compiler.QueryCompiler().WithStrict(false)
	compiled, err := q.qc.Compile(q.body)
	if err != nil {
		return nil, fmt.Errorf("the rules cannot be put together: %w", err)
	}
	q.body = compiled
	return q, nil
}

func (r *run) evaluate(ctx context.Context, q *query, input *ast.Term, f *catalog.Form) ([]finding.Finding, error) {
	cancel := topdown.NewCancel()
	limit := r.engine.TimeLimit
	if limit == 0 {
		limit = DefaultTimeLimit
	}
	timer := time.AfterFunc(limit, cancel.Cancel)
	defer timer.Stop()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	results, err := topdown.NewQuery(q.body).
		WithCompiler(r.engine.compiler).
		WithQueryCompiler(q.qc).
		WithStore(r.store).
		WithTransaction(r.txn).
		WithInput(input).
		WithCancel(cancel).
		WithStrictBuiltinErrors(true).
		WithTime(time.Unix(0, 0)). // for what is not allowed in any case
		Run(ctx)
	if err != nil {
		return nil, r.failure(ctx, q, input, limit, err)
	}
	if len(results) == 0 {
		return nil, &Error{Message: "the rules gave no answer", Help: "this is a fault of interlock; please report it"}
	}
	var all []finding.Finding
	for i, rule := range q.rules {
		set, ok := results[0][ast.Var(fmt.Sprintf("x%d", i))]
		if !ok {
			return nil, r.blame(rule, "gave no answer", "")
		}
		reports, ok := set.Value.(ast.Set)
		if !ok {
			return nil, r.blame(rule, "its `report` is not a set", "write `report contains {…} if {…}`")
		}
		for _, entry := range reports.Slice() {
			findings, err := r.place(rule, entry, f)
			if err != nil {
				return nil, err
			}
			all = append(all, findings...)
		}
	}
	return all, nil
}

func (r *run) blame(rule *rule, message, help string) *Error {
	return &Error{File: rule.file, Line: rule.row, Column: 1, Message: fmt.Sprintf("the rule `%s` %s", rule.ID, message), Help: help}
}

// failure says which rule could not be evaluated, and where.
func (r *run) failure(ctx context.Context, q *query, input *ast.Term, limit time.Duration, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var failed *topdown.Error
	if !errors.As(err, &failed) {
		return fmt.Errorf("the rules cannot be evaluated: %w", err)
	}
	if topdown.IsCancel(err) {
		slow := q.rules[0]
		if len(q.rules) > 1 {
			slow = r.slowest(ctx, q, input, limit)
		}
		return r.blame(slow, fmt.Sprintf("took longer than %s", limit), "make it do less for each object; look things up by key instead of going through all of them")
	}
	e := &Error{Message: failed.Message, Help: "mend the rule, or guard the expression: what cannot be evaluated is never a pass"}
	if at := failed.Location; at != nil && at.File != "" {
		e.File, e.Line, e.Column = at.File, at.Row, at.Col
		e.Message = fmt.Sprintf("the rule `%s` cannot be evaluated: %s", r.engine.ruleOf(at.File), failed.Message)
	}
	return e
}

// slowest finds the rule that took all the time, by running each alone.
func (r *run) slowest(ctx context.Context, q *query, input *ast.Term, limit time.Duration) *rule {
	for _, one := range q.rules {
		alone, err := r.prepare(func(other *rule) bool { return other == one })
		if err != nil {
			continue
		}
		cancel := topdown.NewCancel()
		timer := time.AfterFunc(limit/2, cancel.Cancel)
		_, err = topdown.NewQuery(alone.body).WithCompiler(r.engine.compiler).WithQueryCompiler(alone.qc).
			WithStore(r.store).WithTransaction(r.txn).WithInput(input).WithCancel(cancel).Run(ctx)
		timer.Stop()
		if err != nil && topdown.IsCancel(err) {
			return one
		}
	}
	return q.rules[0]
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
