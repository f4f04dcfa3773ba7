package cli

import (
	"bytes"
	"io"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/page"
)

func (s *session) reportCommand() *cobra.Command {
	var revision, file string
	var form *format
	cmd := &cobra.Command{
		Use:   "report",
		Short: "write a page that shows every agreement",
		Long: "report writes one HTML file that shows the whole repository: what is standard and what regions\n" +
			"make of it, responsibilities, platforms, workflows, objectives, capacity, calendars, waivers, findings,\n" +
			"and of every value the line that set it. The file needs no network and can be mailed or kept.\n" +
			"It is written whatever the check finds; interlock lint is what fails.",
		Example: "  interlock report -o report.html\n  interlock report --rev HEAD~1 > before.html\n  interlock report --format json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			result, err := s.check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			model, err := s.model(result)
			if err != nil {
				return err
			}
			var out bytes.Buffer
			if form.name == "json" {
				data, err := model.JSON()
				if err != nil {
					return err
				}
				out.Write(data)
			} else if err := page.HTML(&out, model); err != nil {
				return err
			}
			return s.deliver(out.Bytes(), file)
		},
	}
	form = formatFlag(cmd, "html", "json")
	cmd.Flags().StringVar(&revision, "rev", "", "as of this `COMMIT`")
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to this `FILE` instead of the standard output")
	return cmd
}

// model is the model of a check.
func (s *session) model(result *lint.Result) (*page.Model, error) {
	date, err := s.date()
	if err != nil {
		return nil, err
	}
	own, err := result.RuleFiles()
	if err != nil {
		return nil, err
	}
	book, err := s.bookOf(result.Schemas, result.Engine.Rules(), own)
	if err != nil {
		return nil, err
	}
	rules := make([]finding.Rule, len(book.rules))
	for i := range book.rules {
		rules[i] = book.rules[i].Rule
	}
	return page.Build(page.Input{
		Catalog: result.Catalog, Schemas: result.Schemas, Files: result.Snapshot.File, Findings: result.Findings,
		Rules: rules, Coverage: book.coverage(), Idle: result.Counts.Idle, Date: date, Revision: result.Snapshot.Revision,
		Version: Version(), Links: result.Config.Links,
		Counts: page.Counts{Files: result.Counts.Files, Documents: result.Counts.Documents, Ignored: result.Counts.Ignored, SetAside: result.Counts.SetAside},
	}), nil
}

// deliver writes to a file, whole or not at all, or to the standard output.
func (s *session) deliver(data []byte, name string) error {
	if name == "" {
		_, err := s.Stdout.Write(data)
		return err
	}
	return s.writeFile(name, "the output", func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
