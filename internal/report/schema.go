package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// KindInfo is a kind as it is listed.
type KindInfo struct {
	Name        string `json:"kind"`
	Description string `json:"description"`
	Own         bool   `json:"own"` // of the repository
}

// KindsText lists kinds, sorted by name.
func KindsText(w io.Writer, kinds []KindInfo, options Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, options)
	width, own := 0, 0
	for _, k := range kinds {
		width = max(width, len(k.Name))
	}
	columns := defaultWidth
	if t.wrap > 0 {
		columns = t.wrap
	}
	for _, k := range kinds {
		mark := " "
		if k.Own {
			own++
			mark = "*"
		}
		head := mark + " " + paint(t.look.strong, visible(k.Name)) + strings.Repeat(" ", width-len(k.Name)) + "  "
		for _, part := range wrapped(visible(oneLine(k.Description)), columns-width-4) {
			t.line(head, part)
			head = strings.Repeat(" ", width+4)
		}
	}
	t.line("")
	said := counted(len(kinds), "kind")
	if own > 0 {
		said += fmt.Sprintf(", %d of this repository's own (*)", own)
	}
	t.line(said, " · the fields of one: interlock schema ", visible(kinds[len(kinds)/2].Name))
	return out.Flush()
}

// KindsMarkdown lists kinds in a table, with links to their pages.
func KindsMarkdown(w io.Writer, kinds []KindInfo) error {
	var b bytes.Buffer
	b.WriteString("# Kinds\n\nWhat a document can describe.\n\n| kind | what it is |\n| --- | --- |\n")
	for _, k := range kinds {
		name := fmt.Sprintf("[%s](%s.md)", k.Name, k.Name)
		if k.Own {
			name = "`" + k.Name + "` (own)"
		}
		fmt.Fprintf(&b, "| %s | %s |\n", name, inCell(k.Description))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Reference is a kind, or a field of it, that is to be described.
type Reference struct {
	Path     string // KIND, or KIND.path with [*] behind lists
	Shape    *schema.Shape
	Required bool
	File     string // of the schema, where it is the repository's own
}

// SchemaText describes a field and those within it; recursive, at every depth.
func SchemaText(w io.Writer, r Reference, recursive bool, options Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, options)
	head := paint(t.look.strong, visible(r.Path)) + "   " + holds(r.Shape)
	if r.Required {
		head += "   " + paint(t.look.changed, "required")
	}
	t.line(head + t.rows(r.Shape.Framework))
	t.paragraph("", oneLine(cmp.Or(r.Shape.Description, r.Shape.Title)))
	if r.File != "" {
		t.line(paint(t.look.faint, "this repository's own, "+visible(r.File)))
	}
	fields, inside := fieldsOf(r.Shape, recursive), ""
	spec := r.Shape.Child("spec")
	if spec != nil && !recursive && !strings.Contains(r.Path, ".") {
		// What all documents have alike is told in short.
		fields, inside = fieldsOf(spec, false), "spec."
		t.section("Fields of metadata", "`name` is required; interlock schema "+r.Path+".metadata tells the others")
		t.section("Fields of spec")
		for _, f := range fields {
			t.field(f)
		}
	} else if len(fields) > 0 {
		what := "Fields"
		if r.Shape.Item() != nil {
			what = "Fields of each member"
		}
		t.section(what)
		for _, f := range fields {
			t.field(f)
		}
	}
	t.examples(r.Shape)
	if nested := deeper(fields); nested != "" && !recursive {
		t.line("")
		t.line(paint(t.look.faint, "further: interlock schema "+visible(r.Path+"."+inside+nested)+" · all at once: --recursive · for editors: --format json"))
	}
	return out.Flush()
}

func (t *text) rows(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return paint(t.look.faint, "   "+visible(strings.Join(ids, " ")))
}

func (t *text) field(f field) {
	indent := strings.Repeat("  ", f.depth+1)
	required := ""
	if f.required {
		required = "   " + paint(t.look.changed, "required")
	}
	t.line(indent, paint(t.look.strong, visible(f.name)), "   ", visible(holds(f.shape)), required, t.rows(f.shape.Framework))
	said := oneLine(cmp.Or(f.shape.Description, f.shape.Title))
	if f.with != "" {
		said += " With " + f.with + "."
	}
	t.paragraph(indent+"    ", said)
}

func (t *text) examples(s *schema.Shape) {
	for i, value := range s.Examples {
		if i == 0 {
			t.section("Example")
		} else {
			t.line("")
		}
		t.block(yamlOf(value))
	}
}

func yamlOf(value any) string {
	return string(document.Write(document.FromValue(value, "apiVersion", "kind", "metadata", "spec", "name"), nil))
}

// field is a field of a mapping, as it is listed.
type field struct {
	path     string // from where the list begins, with [*] behind lists
	name     string
	depth    int
	required bool
	with     string // of a field that only one form has: what that form is told by
	shape    *schema.Shape
}

// fieldsOf lists the fields of a mapping, or of the members of a list; deep, those
// within them as well.
func fieldsOf(s *schema.Shape, deep bool) []field {
	if item := s.Item(); item != nil {
		s = item
	}
	var list []field
	gather(&list, s, "", 0, deep, map[*schema.Shape]bool{})
	return list
}

func gather(list *[]field, s *schema.Shape, above string, depth int, deep bool, inside map[*schema.Shape]bool) {
	if s == nil || inside[s] {
		return // a kind that contains itself is told once
	}
	inside[s] = true
	defer delete(inside, s)
	seen := map[string]bool{}
	for _, form := range append([]*schema.Shape{s}, s.Branches...) {
		for _, f := range form.Fields {
			if seen[f.Name] {
				continue
			}
			seen[f.Name] = true
			one := field{path: above + f.Name, name: f.Name, depth: depth, required: f.Required, shape: f.Shape}
			if form != s {
				one.with = toldBy(s, f.Name)
				if f.Name == s.Discriminator {
					one.shape = telling(s, f.Shape)
				}
			}
			*list = append(*list, one)
			if !deep {
				continue
			}
			gather(list, f.Shape, above+f.Name+".", depth+1, deep, inside)
			if item := f.Shape.Item(); item != nil {
				gather(list, item, above+f.Name+"[*].", depth+1, deep, inside)
			}
		}
	}
}

// toldBy says with which values of the discriminator a field goes.
func toldBy(s *schema.Shape, name string) string {
	if s.Discriminator == "" {
		return ""
	}
	var values []string
	for _, branch := range s.Branches {
		if !slices.ContainsFunc(branch.Fields, func(f schema.Field) bool { return f.Name == name }) {
			continue
		}
		for _, value := range choices(branch.Child(s.Discriminator)) {
			values = append(values, code(value))
		}
	}
	if len(values) == 0 || len(values) == len(telling(s, nil).Enum) {
		return ""
	}
	return s.Discriminator + ": " + strings.Join(values, ", ")
}

// telling is the shape of the discriminator of all forms together.
func telling(s, of *schema.Shape) *schema.Shape {
	all := &schema.Shape{}
	if of != nil {
		all.Title, all.Framework, all.Types = of.Title, of.Framework, of.Types
	}
	said := map[string]bool{}
	var meanings []string
	for _, branch := range s.Branches {
		by := branch.Child(s.Discriminator)
		for _, value := range choices(by) {
			all.Enum = append(all.Enum, value)
			if by.IsConst && by.Description != "" && !said[by.Description] {
				said[by.Description] = true
				meanings = append(meanings, fmt.Sprintf("`%s`: %s", code(value), by.Description))
			}
		}
	}
	all.Description = strings.Join(meanings, " ")
	return all
}

// choices are the values that a shape allows one by one.
func choices(s *schema.Shape) []any {
	switch {
	case s == nil:
		return nil
	case s.IsConst:
		return []any{s.Const}
	}
	return s.Enum
}

// deeper is the first field that has fields of its own, empty when none has.
func deeper(fields []field) string {
	for _, f := range fields {
		if len(fieldsOf(f.shape, false)) > 0 && f.name != "metadata" {
			return f.name
		}
	}
	return ""
}

// SchemaMarkdown writes a page about a kind or a field: every field at every depth.
func SchemaMarkdown(w io.Writer, r Reference) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n%s\n", r.Path, oneLine(cmp.Or(r.Shape.Description, r.Shape.Title)))
	if fields := fieldsOf(r.Shape, true); len(fields) > 0 {
		b.WriteString("\n## Fields\n\nA field in **bold** must be there.\n\n| field | what it is | what it may hold |\n| --- | --- | --- |\n")
		for _, f := range fields {
			name := "`" + f.path + "`"
			if f.required {
				name = "**" + name + "**"
			}
			said := inCell(cmp.Or(f.shape.Description, f.shape.Title))
			if f.with != "" {
				said += " With `" + f.with + "`."
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, said, inCell(holdsMarkdown(f.shape)))
		}
	}
	for i, value := range r.Shape.Examples {
		if i == 0 {
			b.WriteString("\n## Example\n")
		}
		fmt.Fprintf(&b, "\n```yaml\n%s```\n", yamlOf(value))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// holdsMarkdown says the same as holds, with the values as code and the rows of
// the operating model.
func holdsMarkdown(s *schema.Shape) string {
	parts := holding(s, func(value any) string { return "`" + code(value) + "`" })
	if len(s.Framework) > 0 {
		parts = append(parts, "("+strings.Join(s.Framework, ", ")+")")
	}
	return strings.Join(parts, "; ")
}

// holds says in words what a value may be.
func holds(s *schema.Shape) string { return strings.Join(holding(s, code), "; ") }

func holding(s *schema.Shape, show func(any) string) []string {
	var parts []string
	switch {
	case s.XRef == "*":
		parts = append(parts, "the kind, name and region of an object")
	case s.XRef != "":
		parts = append(parts, "the name of a "+s.XRef)
	case s.IsConst:
		parts = append(parts, show(s.Const))
	case len(s.Enum) > 0:
		var values []string
		for _, value := range s.Enum {
			values = append(values, show(value))
		}
		parts = append(parts, "one of "+strings.Join(values, ", "))
	case s.Item() != nil:
		parts = append(parts, "a list, each: "+strings.Join(holding(s.Item(), show), "; "))
	case s.Format != "":
		parts = append(parts, s.Format)
	case len(s.Types) > 0:
		parts = append(parts, strings.Join(typeWords(s.Types), " or "))
	}
	if s.MergeKey != "" {
		parts = append(parts, "regions change members by their "+show(s.MergeKey))
	}
	if s.Unit != "" && s.Unit != s.Format {
		parts = append(parts, s.Unit)
	}
	if s.Docs != "" {
		parts = append(parts, s.Docs)
	}
	if s.Default != nil {
		parts = append(parts, "when absent: "+show(s.Default))
	}
	if s.Sensitive {
		parts = append(parts, "never shown")
	}
	if s.Deprecated {
		parts = append(parts, "no longer to be used")
	}
	return parts
}

func typeWords(types []string) []string {
	known := map[string]string{"string": "text", "number": "a number", "integer": "a whole number", "boolean": "true or false", "object": "a mapping", "array": "a list", "null": "nothing"}
	all := make([]string, len(types))
	for i, t := range types {
		all[i] = cmp.Or(known[t], t)
	}
	return all
}

func code(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		return ""
	}
	return strings.Trim(string(data), `"`)
}
