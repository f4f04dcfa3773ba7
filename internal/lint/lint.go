// Package lint is the door of the reading wing: every check over one snapshot.
package lint

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Checker checks snapshots.
type Checker struct {
	// Policies holds the built-in rules, as package policies has them.
	Policies fs.FS
	// Shipped is what Load made of the same rules, for those who check more than
	// once; nil loads them for each check.
	Shipped *Shipped
	// Base is what the snapshot is compared with, for rules of scope change; nil
	// for nothing.
	Base *source.Snapshot
	// Date is the day, as YYYY-MM-DD, as of which rules judge.
	Date string
	// Coverage, where not nil, records what of the rules is reached.
	Coverage *policy.Coverage
	// Measure asks what each rule costs, which takes longer: see policy.Run.
	Measure bool
}

// Result is what a check found, and what it found it in.
type Result struct {
	Snapshot *source.Snapshot
	Config   config.Config
	Schemas  *schema.Registry
	Engine   *policy.Engine
	Catalog  *catalog.Catalog
	Findings []finding.Finding // sorted; those with a Waiver are excused
	Counts   Counts
	Costs    []policy.Cost // of the rules; nil unless Checker.Measure asked for them
	Base     *Base         // nil where nothing is compared

	parsed map[string]checked // of files, where a base is to share them
}

// Counts says how much was looked at.
type Counts struct {
	Files     int // YAML files that were checked
	Ignored   int // YAML files that `ignore:` names
	Examples  int // YAML files that are examples of the repository's own rules
	Documents int
	Adopted   int      // documents that come with interlock, and that the settings adopt
	SetAside  int      // forms of objects that a schema refuses, which rules do not judge
	Ran       []string // rules that had something to look at
	Idle      []string // rules that had not
}

// ErrNothing says that there was not one document to check.
var ErrNothing = errors.New("there is nothing to check")

// Check makes every check over a snapshot. Faults of the repository's
// documents are findings. An error means that the check could not be made:
// settings, schemas or rules that cannot be used, or nothing to check.
func (c *Checker) Check(ctx context.Context, snapshot *source.Snapshot) (*Result, error) {
	r := &Result{Snapshot: snapshot}
	if c.Base != nil {
		r.parsed = map[string]checked{}
	}
	if err := c.prepare(r); err != nil {
		return nil, err
	}
	snapshot = r.Snapshot
	files := r.sort(snapshot)
	documents, err := r.read(ctx, files)
	if err != nil {
		return nil, err
	}
	if r.Counts.Documents == 0 && len(r.Findings) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNothing, r.emptiness())
	}
	r.Catalog = catalog.Build(r.Schemas, append(documents, r.adopted()...))
	r.Findings = append(r.Findings, r.Catalog.Findings()...)
	refused := r.validateForms()
	run := policy.Run{Date: c.Date, SetAside: refused, Coverage: c.Coverage, Measure: c.Measure}
	if c.Base != nil {
		if err := r.compare(ctx, c, &run); err != nil {
			return nil, err
		}
	}
	judged, err := r.Engine.Evaluate(ctx, r.Catalog, run)
	if err != nil {
		return nil, err
	}
	r.Counts.SetAside = len(refused)
	r.Counts.Ran, r.Counts.Idle = judged.Run, judged.Idle
	r.Costs = judged.Costs
	r.Findings = append(r.Findings, judged.Findings...)
	r.relateAdoptions()
	r.Findings = finding.Sorted(r.Findings)
	return r, ctx.Err()
}

// emptiness says why there is nothing to check, and what to do.
func (r *Result) emptiness() string {
	_, hasSettings := r.Snapshot.Entry(config.FileName)
	files := r.Counts.Files
	if hasSettings {
		files--
	}
	const begin = "begin with a document `kind: Organization`"
	switch {
	case files > 0 && r.Counts.Ignored > 0:
		return fmt.Sprintf("%d YAML files hold no document, and interlock.yaml names %d more in `ignore:`; %s", files, r.Counts.Ignored, begin)
	case files > 0:
		return fmt.Sprintf("the YAML files, %d of them, hold no document; %s", files, begin)
	case r.Counts.Ignored > 0:
		return fmt.Sprintf("interlock.yaml names every YAML file, %d of them, in `ignore:`; take out those that people write", r.Counts.Ignored)
	case hasSettings:
		return "there is no YAML file beside interlock.yaml; " + begin
	}
	return "there is no YAML file; " + begin + ", or name the repository's folder with -C"
}

// sort picks the files to check, counts the others, and reports what cannot be read.
func (r *Result) sort(snapshot *source.Snapshot) []string {
	var files []string
	for _, e := range snapshot.Entries() {
		switch {
		case r.Config.Ignores(e.Path):
			if e.IsYAML() {
				r.Counts.Ignored++
			}
		case e.Path == config.FileName:
			r.Counts.Files++
		case e.Problem != nil:
			r.problem(e.Path, e.Problem)
		case !e.IsYAML():
		case strings.HasPrefix(e.Path, r.Config.Policies+"/") && isExample(e.Path):
			r.Counts.Examples++
		case e.Link != "" && r.checkedElsewhere(e):
			r.Counts.Files++
		default:
			r.Counts.Files++
			files = append(files, e.Path)
		}
	}
	return files
}

// isExample says whether a path is that of a rule's good or bad example, or of the
// base that these are compared with.
func isExample(name string) bool {
	base := path.Base(name)
	return base == "good.yaml" || base == "bad.yaml" || base == "base.yaml"
}

// checkedElsewhere says whether a link leads to a folder, or to a file that is
// checked where it stands.
func (r *Result) checkedElsewhere(e source.Entry) bool {
	target, found := r.Snapshot.Entry(e.Link)
	return !found || target.IsYAML() && !r.Config.Ignores(target.Path)
}

func (r *Result) problem(name string, p *source.Problem) {
	rule := sourceRule(p.Code)
	at := source.Location{Path: name, Span: source.Span{Start: p.Offset, End: p.Offset}}
	f := finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Message: p.Message, At: at,
		Why: rule.Description, Help: p.Help, Docs: rule.Docs(),
	}
	r.Findings = append(r.Findings, f)
}

// checked is what one file gave.
type checked struct {
	documents []*document.Document
	findings  []finding.Finding
	problem   *source.Problem
}

// read parses and validates files, on all processors.
func (r *Result) read(ctx context.Context, files []string) ([]*document.Document, error) {
	results := make([]checked, len(files))
	workers := min(runtime.GOMAXPROCS(0), max(1, len(files)/4))
	var wait sync.WaitGroup
	for worker := range workers {
		wait.Go(func() {
			for i := worker; i < len(files) && ctx.Err() == nil; i += workers {
				results[i] = r.once(files[i])
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var documents []*document.Document
	for i := range results {
		if results[i].problem != nil {
			r.problem(files[i], results[i].problem)
		}
		if r.parsed != nil {
			r.parsed[files[i]] = results[i]
		}
		documents = append(documents, results[i].documents...)
		r.Findings = append(r.Findings, results[i].findings...)
	}
	r.Counts.Documents = len(documents)
	return documents, nil
}

func (r *Result) file(name string) checked {
	file, problem := r.Snapshot.Load(name)
	if problem != nil {
		return checked{problem: problem}
	}
	documents, findings := document.Parse(file)
	for _, d := range documents {
		if d.Root == nil {
			continue
		}
		if unknown := r.Schemas.CheckKind(d); len(unknown) > 0 {
			findings = append(findings, unknown...)
			continue
		}
		if d.Kind == config.Kind {
			findings = append(findings, misplacedSettings(d))
			continue
		}
		id := finding.Object{Kind: d.Kind, Region: d.Region, Name: d.Name}
		if id.Region == "" {
			id.Region = catalog.Global
		}
		owner := d.Root.Get("metadata").Get("owner").Str()
		for _, f := range r.Schemas.Validate(d.Root, d.Kind) {
			f.Object, f.Owner = id, owner
			findings = append(findings, f)
		}
	}
	return checked{documents: documents, findings: findings}
}
