package cli

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
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
	pages := map[string][]byte{}
	files, err := lint.Embedded(s.Policies, ".rego")
	if err != nil {
		return nil, err
	}
	engine, err := policy.Load(policy.Set{Files: files})
	if err != nil {
		return nil, err
	}
	rules := append(lint.Rules(), engine.Rules()...)
	slices.SortFunc(rules, func(a, b finding.Rule) int { return strings.Compare(a.ID, b.ID) })
	for _, r := range rules {
		pages["rules/"+r.ID+".md"] = s.rulePage(r)
	}
	pages["rules/README.md"] = ruleIndex(rules)
	schemas, err := schema.Load(nil)
	if err != nil {
		return nil, err
	}
	for _, kind := range schemas.Kinds() {
		pages["kinds/"+kind+".md"] = kindPage(schemas, kind)
	}
	pages["kinds/README.md"] = kindIndex(schemas)
	return pages, nil
}

func (s *session) rulePage(r finding.Rule) []byte {
	var b bytes.Buffer
	bad, err := fs.ReadFile(s.Policies, r.ID+"/bad.yaml")
	from := "the check's description in Go"
	if err == nil {
		from = "policies/" + r.ID
	}
	fmt.Fprintf(&b, generated, from)
	fmt.Fprintf(&b, "# %s\n\n`%s` · %s", r.Title, r.ID, r.Severity)
	if len(r.Kinds) > 0 {
		fmt.Fprintf(&b, " · looks at %s", strings.Join(r.Kinds, ", "))
	}
	if len(r.Framework) > 0 {
		fmt.Fprintf(&b, " · serves %s of the operating model", strings.Join(r.Framework, ", "))
	}
	fmt.Fprintf(&b, "\n\n## Why\n\n%s\n", r.Description)
	if r.Remedy != "" {
		fmt.Fprintf(&b, "\n## What to do\n\n%s.\n", capital(r.Remedy))
	}
	if err != nil {
		return b.Bytes()
	}
	good, _ := fs.ReadFile(s.Policies, r.ID+"/good.yaml")
	fmt.Fprintf(&b, "\n## Avoid\n\nEach line marked `# want %s` gives a finding.\n\n```yaml\n%s```\n", r.ID, example(bad))
	fmt.Fprintf(&b, "\n## Prefer\n\n```yaml\n%s```\n", example(good))
	fmt.Fprintf(&b, "\nA single exception is a [Waiver](../../kinds/Waiver.md) of `%s`, with a reason, an approval and an end.\n", r.ID)
	return b.Bytes()
}

// example is a rule's example without the empty document that keeps stock OPA
// from reading it as data.
func example(text []byte) []byte {
	if _, rest, found := bytes.Cut(text, []byte("\n---\n")); found && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{}")) {
		return rest
	}
	return text
}

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func ruleIndex(rules []finding.Rule) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, generated, "the rules' own descriptions")
	b.WriteString("# Rules\n\nWhat interlock checks, by id. The page of a rule says why it is there and shows what to avoid and what to prefer.\n")
	category := ""
	for _, r := range rules {
		if head, _, _ := strings.Cut(r.ID, "/"); head != category {
			category = head
			fmt.Fprintf(&b, "\n## %s\n\n| rule | agreement | severity | operating model |\n| --- | --- | --- | --- |\n", category)
		}
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s |\n", r.ID, r.ID, cell(r.Title), r.Severity, strings.Join(r.Framework, ", "))
	}
	return b.Bytes()
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
