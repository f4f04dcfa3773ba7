package policy

import (
	"fmt"
	"strconv"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// entry is one member of a rule's report.
type entry struct {
	fields ast.Object
}

func (e entry) get(name string) *ast.Term { return e.fields.Get(ast.InternedTerm(name)) }

func (e entry) text(name string) string {
	if term := e.get(name); term != nil {
		if s, ok := term.Value.(ast.String); ok {
			return string(s)
		}
	}
	return ""
}

func (e entry) is(name string) bool {
	term := e.get(name)
	return term != nil && term.Value.Compare(ast.Boolean(true)) == 0
}

// place makes findings of a rule's report: it finds the lines for its paths.
func (r *run) place(rule *rule, term *ast.Term, of subject) ([]finding.Finding, error) {
	fields, ok := term.Value.(ast.Object)
	if !ok {
		return nil, r.blame(rule, "reports "+ast.ValueName(term.Value)+" and not an object", "write {\"path\": …, \"message\": …}")
	}
	e, form := entry{fields}, of.form
	if target := e.get("object"); target != nil {
		found, err := r.form(rule, r.catalog, target)
		if err != nil {
			return nil, err
		}
		form = found
	}
	gone := form == nil && of.edit != nil
	if form == nil && !gone {
		return nil, r.blame(rule, "reports without saying of which object", "add \"object\": {\"kind\", \"name\", \"region\"}")
	}
	path, err := r.path(rule, e.get("path"))
	if err != nil {
		return nil, err
	}
	f := finding.Finding{
		Rule: rule.ID, Severity: rule.Severity, Message: e.text("message"), Label: e.text("label"), Owner: e.text("owner"),
		Why: why(rule.Rule), Help: rule.Remedy, Docs: rule.Rule.Docs(),
	}
	if f.Message == "" {
		return nil, r.blame(rule, "reports without a message", "add \"message\": …")
	}
	if help := e.text("help"); help != "" {
		f.Help = help
	}
	if gone {
		f.Object = of.edit.Base.ID()
	} else {
		f.Object = form.ID()
	}
	if region := e.text("region"); region != "" {
		f.Object.Region = region
	}
	if gone {
		r.trace(&f, of.edit.Base, path)
	} else {
		r.locate(&f, form, path)
	}
	if related := e.get("related"); related != nil {
		if err := r.relate(rule, &f, related); err != nil {
			return nil, err
		}
	}
	return []finding.Finding{f}, nil
}

// locate points a finding at the line that a path of a form stands for: at the
// localization that changed it, else at the value or what should hold it.
func (r *run) locate(f *finding.Finding, form *catalog.Form, path document.Pointer) {
	found := form.Lookup(path)
	if change := changeAt(form, path, found); change != nil {
		f.At, f.Path = change.Place, change.Path
		if change.From != nil {
			message := "the value above"
			if change.Action == catalog.Remove {
				message = "what is taken away"
			}
			f.Related = append(f.Related, finding.Related{At: catalog.Narrow(change.From, source.Location{}), Message: message})
		}
		if entry := strictest(change.Governed); entry != nil {
			f.Related = append(f.Related, finding.Related{At: entry.At, Message: "the standard that governs it"})
			if f.Owner == "" {
				f.Owner = entry.Standard.Owner()
			}
		}
	} else {
		f.At = found.Place()
		f.Path = catalog.FormatPath(append(found.At, path[len(found.At):]...), form.Object.Shape)
	}
	if f.Owner == "" {
		f.Owner = form.Object.Owner()
		if writer := r.catalog.Writer(f.At); writer != nil && writer.Owner() != "" {
			f.Owner = writer.Owner()
		}
	}
}

func changeAt(form *catalog.Form, path document.Pointer, found catalog.Found) *catalog.Change {
	for _, c := range form.Changes {
		if same(c.At, path) || found.Whole && same(c.At, found.At) {
			return c
		}
	}
	return nil
}

func same(a, b document.Pointer) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func strictest(entries []*catalog.Entry) *catalog.Entry {
	var strict *catalog.Entry
	for _, e := range entries {
		if strict == nil || e.Stance.Strictness() < strict.Stance.Strictness() {
			strict = e
		}
	}
	return strict
}

// path reads a path: an array of keys and positions, or text.
func (r *run) path(rule *rule, term *ast.Term) (document.Pointer, error) {
	if term == nil {
		return nil, r.blame(rule, "reports without a path", "add \"path\": where in the object the fault is")
	}
	switch value := term.Value.(type) {
	case ast.String:
		path, err := document.ParsePath(string(value))
		if err != nil {
			return nil, r.blame(rule, "reports a path that cannot be read: "+err.Error(), "")
		}
		return path, nil
	case *ast.Array:
		path := make(document.Pointer, 0, value.Len())
		for i := range value.Len() {
			switch step := value.Elem(i).Value.(type) {
			case ast.String:
				path = append(path, string(step))
			case ast.Number:
				n, ok := step.Int()
				if !ok {
					return nil, r.blame(rule, fmt.Sprintf("reports the position %s in a path", step), "")
				}
				path = append(path, strconv.Itoa(n))
			default:
				return nil, r.blame(rule, "reports a path of "+ast.ValueName(step), "its steps are keys and positions")
			}
		}
		return path, nil
	}
	return nil, r.blame(rule, "reports a path that is "+ast.ValueName(term.Value), "write an array of keys and positions, or text")
}

// form finds the form of an object that a report names.
func (r *run) form(rule *rule, in *catalog.Catalog, term *ast.Term) (*catalog.Form, error) {
	fields, ok := term.Value.(ast.Object)
	if !ok {
		return nil, r.blame(rule, "names an object by "+ast.ValueName(term.Value), "write {\"kind\", \"name\", \"region\"}")
	}
	e := entry{fields}
	kind, name, region := e.text("kind"), e.text("name"), e.text("region")
	if region == "" {
		region = catalog.Global
	}
	if o := in.Find(kind, region, name); o != nil {
		return o.Home, nil
	}
	if o := in.Visible(kind, region, name); o != nil && o.At(region) != nil {
		return o.At(region), nil
	}
	return nil, r.blame(rule, fmt.Sprintf("names %s/%s in %s, which is not there", kind, name, region), "")
}

func (r *run) relate(rule *rule, f *finding.Finding, term *ast.Term) error {
	var members []*ast.Term
	switch list := term.Value.(type) {
	case *ast.Array:
		for i := range list.Len() {
			members = append(members, list.Elem(i))
		}
	case ast.Set:
		members = list.Slice()
	default:
		return r.blame(rule, "reports related places as "+ast.ValueName(term.Value), "write an array")
	}
	for _, member := range members {
		fields, ok := member.Value.(ast.Object)
		if !ok {
			return r.blame(rule, "reports a related place as "+ast.ValueName(member.Value), "write {\"object\", \"path\", \"message\"}")
		}
		e := entry{fields}
		target := e.get("object")
		if target == nil {
			return r.blame(rule, "reports a related place without its object", "add \"object\": {\"kind\", \"name\", \"region\"}")
		}
		in, base := r.catalog, e.is("base")
		if base {
			if r.Base == nil {
				return r.blame(rule, "reports a place of the base, where there is none", "only rules of scope change know a base")
			}
			in = r.Base.Comparison.Base
		}
		form, err := r.form(rule, in, target)
		if err != nil && base {
			continue // what was not there explains nothing
		}
		if err != nil {
			return err
		}
		path, err := r.path(rule, e.get("path"))
		if err != nil {
			return err
		}
		found := form.Lookup(path)
		at := found.Place()
		if change := changeAt(form, path, found); change != nil {
			at = change.Place
		}
		base = base && !r.Base.Comparison.Shares(at)
		if !base && at == f.At || related(f, at, base) {
			continue
		}
		f.Related = append(f.Related, finding.Related{At: at, Message: e.text("message"), Base: base})
	}
	return nil
}

func related(f *finding.Finding, at source.Location, base bool) bool {
	for _, r := range f.Related {
		if r.At == at && r.Base == base {
			return true
		}
	}
	return false
}
