package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
)

// docsCommand writes the pages of rules and kinds. It is for those who work on
// interlock itself; CI demands that the pages are what it writes.
func (s *session) docsCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "docs FOLDER",
		Short:  "write the pages of rules and kinds",
		Hidden: true,
		Args:   cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			pages, err := s.pages()
			if err != nil {
				return err
			}
			folder := args[0]
			if !filepath.IsAbs(folder) {
				folder = filepath.Join(s.Dir, folder)
			}
			for _, sub := range []string{"rules", "kinds"} {
				if err := os.RemoveAll(filepath.Join(folder, sub)); err != nil {
					return err
				}
			}
			for name, text := range pages {
				file := filepath.Join(folder, filepath.FromSlash(name))
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(file, text, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// generated opens every page that is written.
const generated = "<!-- Written by `make docs` from %s; edit that instead. -->\n\n"

// pages are the generated pages, by path.
func (s *session) pages() (map[string][]byte, error) {
	shipped, err := lint.Load(s.Policies)
	if err != nil {
		return nil, err
	}
	schemas := shipped.Schemas()
	b, err := s.bookOf(schemas, shipped.Engine().Rules(), nil)
	if err != nil {
		return nil, err
	}
	rows := b.coverage()
	pages := map[string][]byte{}
	write := func(name, from string, print func(io.Writer) error) {
		var text bytes.Buffer
		fmt.Fprintf(&text, generated, from)
		if failed := print(&text); failed != nil && err == nil {
			err = failed
		}
		pages[name] = text.Bytes()
	}
	for _, r := range b.rules {
		from := "policies/" + r.ID
		if r.InGo {
			from = "the check's description in Go"
		}
		write("rules/"+r.ID+".md", from, func(w io.Writer) error { return report.RuleMarkdown(w, r) })
	}
	write("rules/README.md", "the rules' own descriptions", func(w io.Writer) error { return report.RulesMarkdown(w, b.rules) })
	write("coverage.md", "schemas, policies and policies/framework.yaml", func(w io.Writer) error { return report.CoverageMarkdown(w, rows) })
	for _, kind := range schemas.Kinds() {
		pages["kinds/"+kind+".md"] = kindPage(schemas, kind)
	}
	pages["kinds/README.md"] = kindIndex(schemas)
	return pages, err
}

func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", `\|`)
}

func kindIndex(schemas *schema.Registry) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, generated, "schemas")
	b.WriteString("# Kinds\n\nWhat a document can describe.\n\n| kind | what it is |\n| --- | --- |\n")
	for _, kind := range schemas.Kinds() {
		fmt.Fprintf(&b, "| [%s](%s.md) | %s |\n", kind, kind, cell(schemas.Describe(kind).Description))
	}
	return b.Bytes()
}

func kindPage(schemas *schema.Registry, kind string) []byte {
	var b bytes.Buffer
	shape := schemas.Describe(kind)
	fmt.Fprintf(&b, generated, "schemas/"+kind+".json")
	fmt.Fprintf(&b, "# %s\n\n%s\n\n## Fields\n\nA field in **bold** must be there.\n\n| field | what it is | what it may hold |\n| --- | --- | --- |\n", kind, shape.Description)
	fieldRows(&b, shape, "", map[*schema.Shape]bool{})
	for i, text := range shape.Examples {
		if i == 0 {
			b.WriteString("\n## Example\n")
		}
		fmt.Fprintf(&b, "\n```yaml\n%s```\n", document.Write(document.FromValue(text, "apiVersion", "kind", "metadata", "spec", "name"), nil))
	}
	return b.Bytes()
}

// fieldRows writes a row for each field of a mapping and of what is within it.
func fieldRows(b *bytes.Buffer, shape *schema.Shape, above string, inside map[*schema.Shape]bool) {
	if shape == nil || inside[shape] {
		return // a kind that contains itself is told once
	}
	inside[shape] = true
	defer delete(inside, shape)
	seen := map[string]bool{}
	for _, form := range append([]*schema.Shape{shape}, shape.Branches...) {
		for _, field := range form.Fields {
			if seen[field.Name] {
				continue
			}
			seen[field.Name] = true
			fieldRow(b, field, above+field.Name, inside)
		}
	}
}

func fieldRow(b *bytes.Buffer, field schema.Field, path string, inside map[*schema.Shape]bool) {
	name := "`" + path + "`"
	if field.Required {
		name = "**" + name + "**"
	}
	fmt.Fprintf(b, "| %s | %s | %s |\n", name, cell(cmp.Or(field.Shape.Description, field.Shape.Title)), cell(holds(field.Shape)))
	fieldRows(b, field.Shape, path+".", inside)
	if item := field.Shape.Item(); item != nil {
		suffix := "[*]."
		fieldRows(b, item, path+suffix, inside)
	}
}

// holds says in words what a value may be.
func holds(s *schema.Shape) string {
	var parts []string
	switch {
	case s.XRef == "*":
		parts = append(parts, "the kind, name and region of an object")
	case s.XRef != "":
		parts = append(parts, "the name of a "+s.XRef)
	case s.IsConst:
		parts = append(parts, code(s.Const))
	case len(s.Enum) > 0:
		var values []string
		for _, value := range s.Enum {
			values = append(values, code(value))
		}
		parts = append(parts, "one of "+strings.Join(values, ", "))
	case s.Item() != nil:
		parts = append(parts, "a list, each: "+holds(s.Item()))
	case s.Format != "":
		parts = append(parts, s.Format)
	case len(s.Types) > 0:
		parts = append(parts, strings.Join(words(s.Types), " or "))
	}
	if s.MergeKey != "" {
		parts = append(parts, "regions change members by their `"+s.MergeKey+"`")
	}
	if s.Unit != "" && s.Unit != s.Format {
		parts = append(parts, s.Unit)
	}
	if s.Docs != "" {
		parts = append(parts, s.Docs)
	}
	if s.Default != nil {
		parts = append(parts, "when absent: "+code(s.Default))
	}
	if len(s.Framework) > 0 {
		parts = append(parts, "("+strings.Join(s.Framework, ", ")+")")
	}
	return strings.Join(parts, "; ")
}

func words(types []string) []string {
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
	return "`" + strings.Trim(string(data), `"`) + "`"
}
