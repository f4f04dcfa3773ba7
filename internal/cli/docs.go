package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/starter"
)

// docsCommand writes the pages of rules and kinds. It is for those who work on
// interlock itself; CI demands that the pages are what it writes.
func (s *session) docsCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "docs FOLDER",
		Short:  "write the generated pages: rules, kinds, commands, coverage",
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
			for _, sub := range []string{"rules", "kinds", "starter"} {
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
		r := report.Reference{Path: kind, Shape: schemas.Describe(kind)}
		write("kinds/"+kind+".md", "schemas/"+kind+".json", func(w io.Writer) error { return report.SchemaMarkdown(w, r) })
	}
	write("commands.md", "the commands' own texts", func(w io.Writer) error { return commandsPage(w, s.root()) })
	write("kinds/README.md", "schemas", func(w io.Writer) error { return report.KindsMarkdown(w, kindsOf(schemas)) })
	for _, set := range starter.Sets() {
		write("starter/"+set.Name+".md", "internal/starter/"+set.Name, func(w io.Writer) error { return starterPage(w, set) })
	}
	return pages, err
}

// starterPage shows the documents of a set, which nobody finds in a repository.
func starterPage(w io.Writer, set starter.Set) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# The set `%[1]s`\n\n%[2]s.\n\nA repository adopts it in `interlock.yaml`, all of it or some (`only`, `except`), "+
		"and says which team of its own answers for it:\n\n```yaml\nspec:\n  adopts:\n    - {set: %[1]s, owner: global-marketing-ops}\n```\n", set.Name, strings.ToUpper(set.About[:1])+set.About[1:])
	for _, file := range set.Files {
		fmt.Fprintf(&b, "\n## %s\n\n`%s`\n\n```yaml\n%s```\n", starter.NameOf(file), file.Path, file.Data)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// commandsPage tells of every command what its own help tells.
func commandsPage(w io.Writer, root *cobra.Command) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Commands\n\n%s\n\n| command | |\n| --- | --- |\n", root.Long)
	var told []*cobra.Command
	for _, cmd := range root.Commands() {
		if cmd.IsAvailableCommand() && cmd.Name() != "help" && cmd.Name() != "completion" {
			told = append(told, cmd)
			fmt.Fprintf(&b, "| [`%s`](#%s) | %s |\n", cmd.Name(), cmd.Name(), cmd.Short)
		}
	}
	fmt.Fprintf(&b, "\nFor all of them:\n\n```\n%s```\n", root.PersistentFlags().FlagUsages())
	for _, cmd := range told {
		fmt.Fprintf(&b, "\n## %s\n\n```\n%s\n```\n", cmd.Name(), cmd.UseLine())
		if text := cmd.Long; text != "" {
			fmt.Fprintf(&b, "\n%s\n", text)
		}
		if cmd.Example != "" {
			fmt.Fprintf(&b, "\n```\n%s\n```\n", dedented(cmd.Example))
		}
		if flags := cmd.LocalNonPersistentFlags().FlagUsages(); flags != "" {
			fmt.Fprintf(&b, "\n```\n%s```\n", flags)
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// dedented takes off the two spaces with which help indents examples.
func dedented(text string) string {
	return strings.TrimPrefix(strings.ReplaceAll(text, "\n  ", "\n"), "  ")
}
