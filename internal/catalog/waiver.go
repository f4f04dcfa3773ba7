package catalog

import (
	"cmp"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
)

// Waiver excuses findings of one rule about one object, for a time.
type Waiver struct {
	Object *Object // the document that grants it
	rule   string
	kind   string
	name   string
	path   document.Pointer
}

func (c *Catalog) waivers() []*Waiver {
	var all []*Waiver
	for _, o := range c.Objects {
		if o.Kind != KindWaiver {
			continue
		}
		target := o.Spec().Get("object")
		w := &Waiver{
			Object: o, rule: o.Spec().Get("rule").Str(),
			kind: target.Get("kind").Str(), name: target.Get("name").Str(),
		}
		if text := o.Spec().Get("path").Str(); text != "" {
			path, err := document.ParsePath(text)
			if err != nil {
				continue // the schema's findings say so
			}
			w.path = path
		}
		all = append(all, w)
	}
	return all
}

// Matches says whether a finding is of the kind that the waiver is for: its
// rule, object, region and path. Whether the waiver holds is another question,
// which the rules of category waiver answer.
func (w *Waiver) Matches(f finding.Finding) bool {
	if f.Rule != w.rule || f.Object.Kind != w.kind || f.Object.Name != w.name {
		return false
	}
	if cmp.Or(f.Object.Region, Global) != w.Object.Region {
		return false
	}
	if len(w.path) == 0 {
		return true
	}
	at, err := document.ParsePath(f.Path)
	return err == nil && len(at) == len(w.path) && matches(w.path, at)
}

// Target is the rule and the object that the waiver is for.
func (w *Waiver) Target() (rule, kind, name string) { return w.rule, w.kind, w.name }
