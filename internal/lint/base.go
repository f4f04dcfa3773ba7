package lint

import (
	"context"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
)

// Base is what a snapshot was compared with.
type Base struct {
	Snapshot   *source.Snapshot
	Catalog    *catalog.Catalog
	Comparison *catalog.Comparison
}

// baseFault tells of what could not be compared. It is no error: who mends the
// base must get through, and who reads the result must know.
func baseFault() finding.Rule {
	return finding.Rule{
		ID: "source/base-fault", Title: "What a change starts from can be read", Severity: finding.Warning, Scope: "file",
		Description: "Where the revision that a change is compared with has a fault, nobody can say what the change did there.",
		Remedy:      "look at this part of the change with your own eyes; once it is merged, the next change can be compared",
	}
}

func baseEmpty() finding.Rule {
	return finding.Rule{
		ID: "source/base-empty", Title: "There is something to compare with", Severity: finding.Warning, Scope: "file",
		Description: "Compared with nothing, everything is new: what the change takes away from whom is not seen.",
		Remedy:      "name a revision that holds the agreements, if there is one: --base REV",
	}
}

// compare reads the base and finds what differs from it. What the base suffers
// from are findings of this check as far as it keeps a change from being judged.
func (r *Result) compare(ctx context.Context, c *Checker, run *policy.Run) error {
	b := &Result{Snapshot: c.Base, Schemas: r.Schemas, parsed: r.parsed}
	if err := b.settings(r); err != nil {
		r.baseFinding(baseFault(), config.FileName, source.Span{}, "the settings of the base cannot be read, and those of now are taken for it: "+err.Error())
		b.Config = r.Config
	}
	b.Snapshot = b.withAdopted(c.Base.Limited(max(b.Config.FileLimit, r.Config.FileLimit)))
	b.sharing(r)
	documents, err := b.read(ctx, b.sort(b.Snapshot))
	if err != nil {
		return err
	}
	b.Catalog = catalog.Build(r.Schemas, append(documents, b.adopted()...))
	if len(b.Catalog.Objects) == 0 && len(b.Findings) == 0 {
		r.baseFinding(baseEmpty(), "", source.Span{}, "the revision that this is compared with holds no document")
	}
	b.parsed, r.parsed = nil, nil
	told := map[string]bool{}
	for _, f := range b.Findings {
		if f.Severity == finding.Error && f.Object == (finding.Object{}) && !told[f.At.Path] {
			told[f.At.Path] = true
			if slices.ContainsFunc(r.Findings, func(now finding.Finding) bool { return now.Rule == f.Rule && now.At.Path == f.At.Path }) {
				continue // it is as broken now, which is an error
			}
			r.baseFinding(baseFault(), f.At.Path, f.At.Span, "what this file held at the base cannot be compared: "+f.Message)
		}
	}
	b.Findings = append(b.Findings, b.Catalog.Findings()...)
	refused := b.validateForms()
	comparison := catalog.Compare(b.Catalog, r.Catalog, unread(b.Findings, r.Findings))
	for _, e := range comparison.Edits {
		if e.Base != nil && refused[e.Base.Home] {
			r.unjudged(e)
		}
	}
	r.Base = &Base{Snapshot: b.Snapshot, Catalog: b.Catalog, Comparison: comparison}
	run.Base = &policy.Base{Comparison: comparison, SetAside: refused}
	return nil
}

// unread are the files that could not be read at all, on either side.
func unread(sides ...[]finding.Finding) map[string]bool {
	paths := map[string]bool{}
	for _, findings := range sides {
		for i := range findings {
			if f := &findings[i]; f.Severity == finding.Error && strings.HasPrefix(f.Rule, "source/") {
				paths[f.At.Path] = true
			}
		}
	}
	return paths
}

// settings reads those of the base: what it left out of sight, and what it did not.
func (r *Result) settings(head *Result) error {
	var err error
	r.Config, err = config.Load(r.Snapshot, head.Schemas)
	return err
}

// sharing takes over what was read of files that are the same, and forgets the rest.
func (r *Result) sharing(head *Result) {
	for name := range r.parsed {
		file := head.Snapshot.File(name)
		entry, found := r.Snapshot.Entry(name)
		if file == nil || !found || entry.Problem != nil || entry.Link != "" || !r.same(file, entry) {
			delete(r.parsed, name)
		}
	}
}

// same says whether the base has a file as it is in head; where the name of its
// content is known, without reading it.
func (r *Result) same(file *source.File, entry source.Entry) bool {
	if entry.Blob != "" {
		return entry.Blob == source.BlobName(file.Data)
	}
	was := r.Snapshot.File(entry.Path)
	return was != nil && string(was.Data) == string(file.Data)
}

// once reads a file, or takes what was read of it.
func (r *Result) once(name string) checked {
	if known, found := r.parsed[name]; found {
		return known
	}
	return r.file(name)
}

// baseFinding tells of a fault of the base, at the file of that name if it is still there.
func (r *Result) baseFinding(rule finding.Rule, name string, span source.Span, message string) {
	f := finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Message: message,
		Why: rule.Description, Help: rule.Remedy, Docs: rule.Docs(),
	}
	if _, found := r.Snapshot.Entry(name); found {
		f.At.Path = name
	}
	if name != "" {
		f.Related = []finding.Related{{At: source.Location{Path: name, Span: span}, Message: "at the base", Base: true}}
	}
	r.Findings = append(r.Findings, f)
}

// unjudged tells of an edit that rules cannot judge: what the object was does not
// fit its schema.
func (r *Result) unjudged(e *catalog.Edit) {
	name := e.Base.Doc.Root.Get("metadata").Get("name")
	message := "what changed in " + e.Base.ID().String() + " cannot be judged: at the base it did not fit its schema"
	if e.Fate == catalog.Deleted {
		message = "nobody can say what " + e.Base.ID().String() + " guarded, which is gone: at the base it did not fit its schema"
	}
	r.baseFinding(baseFault(), "", source.Span{}, message)
	f := &r.Findings[len(r.Findings)-1]
	f.Object, f.Owner = e.Object().ID(), e.Object().Owner()
	if e.Head != nil {
		f.At = e.Head.Doc.Root.Get("metadata").Get("name").Location()
	}
	f.Related = []finding.Related{{At: name.Location(), Message: "at the base", Base: true}}
}
