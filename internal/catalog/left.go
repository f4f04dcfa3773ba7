package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
)

// Left is a path that regions must localize and have not.
type Left struct {
	Entry   *Entry
	At      document.Pointer
	Path    string
	Regions []string // regions without any below them
}

// leave finds what an object's regions must localize and have not.
func (c *Catalog) leave(o *Object) {
	for _, s := range o.standards {
		for _, e := range s.entries {
			if e.Stance != MustLocalize {
				continue
			}
			if e.Field >= 0 && e.pattern[0] != "spec" {
				continue // there is nothing else that a region could set
			}
			base := o.seenFrom(s)
			for _, path := range e.demands(base) {
				if regions := c.leaving(o, base, e, path); len(regions) > 0 {
					base.Left = append(base.Left, &Left{Entry: e, At: path.At, Path: FormatPath(path.At, o.Shape), Regions: regions})
				}
			}
		}
	}
}

// demands lists what regions must set of a form. A field that is not there
// yet must be set too; a member of a list that is not there is none to set.
// `otherwise` demands every field of the spec.
func (e *Entry) demands(f *Form) []Leaf {
	pattern := e.pattern
	if e.Field < 0 {
		pattern = document.Pointer{"spec", document.Any}
	}
	all := Expand(f.Root, f.Object.Shape, pattern)
	if len(all) > 0 || slices.Contains(pattern, document.Any) {
		return all
	}
	shape := f.Object.Shape
	for i, step := range pattern {
		if item := shape.Item(); item == nil {
			shape = shape.Child(step)
		} else if shape = item; !f.Lookup(pattern[:i+1]).Whole {
			return nil
		}
	}
	return []Leaf{{At: pattern}}
}

// leaving lists the regions without any below them that have what the form at
// a standard's level says, though the entry wants them to set it.
func (c *Catalog) leaving(o *Object, base *Form, e *Entry, path Leaf) []string {
	var regions []string
	var last *Form
	var changed bool // whether last has something else there than base
	for _, region := range o.regions() {
		_, holds := e.Standard.reaches(region)
		if !holds || region == o.Region || region == e.Standard.Region || len(c.Regions.Children(region)) > 0 {
			continue
		}
		if form := o.At(region); form != last {
			here := form.Lookup(path.At)
			last, changed = form, here.Whole && here.Node != path.Node
		}
		if !changed && decides(o.standards, e, region, path.At) {
			regions = append(regions, region)
		}
	}
	return regions
}
