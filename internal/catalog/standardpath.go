package catalog

import (
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// checkPaths reports the fields of standards that no object of their kind can
// have: a standard with such a path guards nothing, and nobody notices.
func (c *Catalog) checkPaths(s *standard) {
	if !c.schemas.Has(s.kind) {
		return
	}
	for _, e := range s.entries {
		if e.Field < 0 {
			continue
		}
		if why, near := pathOf(c.schemas.Describe(s.kind), e.pattern); why != "" {
			f := c.tell(rulePath, s.object, FormatPath(document.Pointer{"spec", "fields", e.Path, "path"}, s.object.Shape), e.At, fmt.Sprintf("`%s` leads nowhere: %s", e.Path, why))
			f.Help = "correct the path, or remove the field from the standard"
			if near != "" {
				f.Label = "did you mean `" + near + "`?"
			}
		}
	}
}

// pathOf says why a pattern leads nowhere in objects of a shape, and what was
// probably meant by the step that is wrong; "" for one that leads somewhere.
func pathOf(shape *schema.Shape, pattern document.Pointer) (why, near string) {
	if pattern[0] != "spec" {
		return "regions change nothing but the `spec`", ""
	}
	for i, step := range pattern {
		if shape == nil {
			return "", "" // the schema leaves open what stands here
		}
		below := shape.Item()
		if below == nil {
			if step == document.Any {
				return "", "" // some field will have what follows
			}
			below = shape.Child(step)
		}
		if below == nil && !isOpen(shape) {
			return fmt.Sprintf("`%s` has no `%s`", pattern[:i], step), schema.Nearest(step, fieldNames(shape))
		}
		shape = below
	}
	return "", ""
}

// isOpen says whether a mapping may have fields that its shape does not name.
func isOpen(shape *schema.Shape) bool {
	if shape.Values != nil {
		return true
	}
	for _, branch := range shape.Branches {
		if isOpen(branch) {
			return true
		}
	}
	mapping := len(shape.Types) == 0 || slices.Contains(shape.Types, "object")
	return shape.Open && mapping && len(shape.Branches) == 0
}

func fieldNames(shape *schema.Shape) []string {
	var names []string
	for _, field := range shape.Fields {
		names = append(names, field.Name)
	}
	for _, branch := range shape.Branches {
		names = append(names, fieldNames(branch)...)
	}
	return names
}

// Described is, for each field of a standard by its position, what the schema of
// its kind says of the values there; fields of which it says nothing are left out.
func (c *Catalog) Described(o *Object) map[int]*schema.Shape {
	described := map[int]*schema.Shape{}
	kind := c.standards[o.Spec().Get("for").Get("kind").Str()]
	if kind == nil || !c.schemas.Has(o.Spec().Get("for").Get("kind").Str()) {
		return described
	}
	own := kind.all[slices.IndexFunc(kind.all, func(s *standard) bool { return s.object == o })]
	for _, e := range own.entries {
		if e.Field < 0 {
			continue
		}
		shape := c.schemas.Describe(own.kind)
		for _, step := range e.pattern {
			if below := shape.Item(); below != nil {
				shape = below
			} else {
				shape = shape.Child(step)
			}
		}
		if shape != nil {
			described[e.Field] = shape
		}
	}
	return described
}
