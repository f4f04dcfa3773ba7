package catalog

import (
	"fmt"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// localizations finds for every object and region the localizations that
// change it there, by name, and reports those that change nothing.
func (c *Catalog) localizations() map[*Object]map[string][]*Object {
	all := map[*Object]map[string][]*Object{}
	for _, l := range c.Objects {
		if l.Kind != KindLocalization {
			continue
		}
		target := c.target(l)
		if target == nil {
			continue
		}
		c.targets[l] = target
		if all[target] == nil {
			all[target] = map[string][]*Object{}
		}
		all[target][l.Region] = append(all[target][l.Region], l)
	}
	return all
}

// aim is the search for what a localization changes.
type aim struct {
	c                *Catalog
	by               *Object
	kind, name, home string
}

func (a aim) at(key string) source.Location { return place(a.by.Doc.Root, "spec", "of", key) }

func (a aim) report(r finding.Rule, key, message string, related *Object) *finding.Finding {
	f := a.c.tell(r, a.by, "spec.of."+key, a.at(key), message)
	if related != nil {
		f.Owner, f.Related = related.Owner(), nameOf(related, related.ID().String())
	}
	return f
}

// target is the object that a localization changes; nil, with a finding, when
// it cannot change one.
func (c *Catalog) target(l *Object) *Object {
	of := l.Spec().Get("of")
	a := aim{c: c, by: l, kind: of.Get("kind").Str(), name: of.Get("name").Str(), home: of.Get("region").Str()}
	switch {
	case a.kind == "" || a.name == "":
		return nil // the schema's findings say so
	case !c.schemas.Has(a.kind):
		f := a.report(ruleReference, "kind", fmt.Sprintf("there is no kind `%s`", a.kind), nil)
		if near := c.schemas.Nearest(a.kind); near != "" {
			f.Label = "did you mean `" + near + "`?"
		}
		return nil
	case !isLocalizable(a.kind):
		a.report(ruleNotLocalizable, "kind", article(a.kind)+" cannot be localized", c.Visible(a.kind, l.Region, a.name))
		return nil
	case l.Region == Global:
		c.tell(ruleNoRegion, l, "metadata", place(l.Doc.Root, "metadata", "name"), "this localization names no region")
		return nil
	case !c.Regions.Known(l.Region):
		return nil // the findings on references say so
	}
	o := a.find()
	switch {
	case o == nil:
		a.missing()
	case o.Region == l.Region:
		a.report(ruleOwnTarget, "name", o.ID().String()+" belongs to "+l.Region+" itself", o)
	case c.Regions.IsBelow(l.Region, o.Region):
		if _, effective := o.reaches(l.Region); effective {
			return o
		}
		a.report(ruleTarget, "name", fmt.Sprintf("%s is not effective in %s: its `appliesTo` does not name it", o.ID(), l.Region), o)
	case !c.Regions.isAdrift(l.Region):
		a.report(ruleTarget, a.key(), fmt.Sprintf("%s belongs to %s, which is not above %s", o.ID(), o.Region, l.Region), o)
	}
	return nil
}

func article(kind string) string {
	switch kind[0] {
	case 'A', 'E', 'I', 'O', 'U':
		return "an " + kind
	}
	return "a " + kind
}

// key is the field of `of:` by which the search went wrong.
func (a aim) key() string {
	if a.home != "" {
		return "region"
	}
	return "name"
}

// find is the object that is meant: where `of:` names a region, the one of that
// region; else the one that the region has from above, or would have.
func (a aim) find() *Object {
	if a.home != "" {
		return a.c.Find(a.kind, a.home, a.name)
	}
	if o := a.c.shared(a.kind, a.by.Region, a.name); o != nil {
		return o
	}
	return a.c.Visible(a.kind, a.by.Region, a.name)
}

// missing reports that there is no such object, unless another finding tells
// why it is not there.
func (a aim) missing() {
	c := a.c
	if c.sketched[a.kind][a.name] {
		return
	}
	if a.home != "" && !c.Regions.Known(a.home) {
		if !c.sketched[KindRegion][a.home] {
			f := a.report(ruleReference, "region", fmt.Sprintf("there is no Region `%s`", a.home), nil)
			c.suggest(f, KindRegion, a.home)
		}
		return
	}
	others := c.byName[a.kind][a.name]
	if len(others) > 0 && a.home == "" && c.Regions.isAdrift(a.by.Region) {
		return
	}
	message := fmt.Sprintf("there is no %s `%s` that %s shares", a.kind, a.name, a.by.Region)
	if a.home != "" {
		message = fmt.Sprintf("%s has no %s `%s`", a.home, a.kind, a.name)
	}
	if len(others) == 0 {
		c.suggest(a.report(ruleTarget, "name", message, nil), a.kind, a.name)
		return
	}
	a.report(ruleTarget, a.key(), message+"; the one of that name belongs to "+others[0].Region, others[0])
}

// suggest adds the nearest name to a finding on one that is unknown.
func (c *Catalog) suggest(f *finding.Finding, kind, name string) {
	if near := c.nearest(kind, name); near != "" {
		f.Label = "did you mean `" + near + "`?"
		f.Help = fmt.Sprintf("write `%s`, or add the document that describes `%s`", near, name)
	}
}
