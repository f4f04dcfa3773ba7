package policy

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
)

// asked tells forms apart that different rules look at.
type asked struct {
	kind                                  string
	home, changes, left, repeats, choices bool
	bounded, standardized                 bool // a change is governed by an entry of that stance
}

func askedOf(f *catalog.Form) asked {
	home := f.Above == nil
	of := asked{
		kind: f.Object.Kind, home: home, changes: len(f.Changes) > 0, left: len(f.Left) > 0,
		repeats: len(f.Repeats) > 0, choices: home && len(f.Object.Forms) > 2,
	}
	for _, change := range f.Changes {
		for _, entry := range change.Governed {
			of.bounded = of.bounded || entry.Stance == catalog.Bounded
			of.standardized = of.standardized || entry.Stance == catalog.Standardize
		}
	}
	return of
}

// query is the rules that look at some forms, compiled to be run together.
type query struct {
	rules []*rule
	vars  []ast.Var // what each reports
	reads *reads    // of the input; nil for nothing
	body  ast.Body
	qc    ast.QueryCompiler
	alone []*query // one for each rule, where they are measured
}

// prepare makes one query of some rules: x0 = report of the first; x1 = …
func (r *run) prepare(wanted func(*rule) bool) (*query, error) {
	q := &query{}
	var reports []*ast.Rule
	for _, rule := range r.engine.rules {
		if wanted(rule) {
			x := ast.Var(fmt.Sprintf("x%d", len(q.rules)))
			q.body.Append(ast.Equality.Expr(ast.NewTerm(x), ast.NewTerm(rule.ref)))
			q.rules, q.vars = append(q.rules, rule), append(q.vars, x)
			reports = append(reports, r.engine.compiler.GetRulesExact(rule.ref)...)
		}
	}
	if len(q.rules) == 0 {
		return q, nil
	}
	q.reads = r.engine.reading.of(reports)
	q.qc = r.engine.compiler.QueryCompiler().WithStrict(false)
	compiled, err := q.qc.Compile(q.body)
	if err != nil {
		return nil, fmt.Errorf("the rules cannot be put together: %w", err)
	}
	q.body = compiled
	return q, nil
}

// ask makes a query ready to be run.
func (r *run) ask(q *query, input *ast.Term, cancel topdown.Cancel) *topdown.Query {
	asked := topdown.NewQuery(q.body).
		WithCompiler(r.engine.compiler).
		WithQueryCompiler(q.qc).
		WithStore(r.store).
		WithTransaction(r.txn).
		WithBaseCache(r.base).
		WithInput(input).
		WithCancel(cancel).
		WithMetrics(metrics.NoOp()).
		WithStrictBuiltinErrors(true).
		WithTime(time.Unix(0, 0)) // for what is not allowed in any case
	if r.Coverage != nil {
		asked = asked.WithQueryTracer(r.Coverage.tracer)
	}
	return asked
}

// evaluate runs a query over a form, or over the repository: all rules at once,
// unless each is to be measured.
func (w *worker) evaluate(ctx context.Context, q *query, input *ast.Term, of subject) ([]finding.Finding, error) {
	if w.costs != nil {
		return w.measured(ctx, q, input, of)
	}
	return w.once(ctx, q, input, of)
}

func (w *worker) once(ctx context.Context, q *query, input *ast.Term, of subject) ([]finding.Finding, error) {
	cancel := topdown.NewCancel()
	limit := w.engine.TimeLimit
	if limit == 0 {
		limit = DefaultTimeLimit
	}
	timer := time.AfterFunc(limit, cancel.Cancel)
	defer timer.Stop()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	results, err := w.ask(q, input, cancel).WithVirtualCache(w.memo).Run(ctx)
	if err != nil {
		return nil, w.failure(ctx, q, input, limit, err)
	}
	return w.findings(q, results, of)
}

// subject is what rules were asked about: a form, an edit, or else the repository.
type subject struct {
	form *catalog.Form // of an edit, the object's home form in head; nil where it is deleted
	edit *catalog.Edit
}

// findings are what the rules of a query reported.
func (r *run) findings(q *query, results topdown.QueryResultSet, of subject) ([]finding.Finding, error) {
	if len(results) == 0 {
		return nil, &Error{Message: "the rules gave no answer", Help: "this is a fault of interlock; please report it"}
	}
	var all []finding.Finding
	for i, rule := range q.rules {
		set, ok := results[0][q.vars[i]]
		if !ok {
			return nil, r.blame(rule, "gave no answer", "")
		}
		reports, ok := set.Value.(ast.Set)
		if !ok {
			return nil, r.blame(rule, "its `report` is not a set", "write `report contains {…} if {…}`")
		}
		for _, entry := range reports.Slice() {
			findings, err := r.place(rule, entry, of)
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
		_, err = r.ask(alone, input, cancel).Run(ctx)
		timer.Stop()
		if err != nil && topdown.IsCancel(err) {
			return one
		}
	}
	return q.rules[0]
}
