package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/report"
)

func (s *session) impactCommand() *cobra.Command {
	var revision string
	var verbose bool
	var form *format
	cmd := &cobra.Command{
		Use:   "impact --base COMMIT",
		Short: "say what a change does, and who has to agree",
		Long: "impact tells what differs from the commit at which a change began: each edited object, in which\n" +
			"regions the edit arrives and whose own line holds it back; and which teams have to agree, because\n" +
			"they own what is changed, their standard holds it, or they rely on what is gone. Who the change\n" +
			"is by, and who has agreed already, only the forge knows.",
		Example: "  interlock impact --base origin/main\n  interlock impact --base origin/main --format markdown",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if s.base == "" {
				return errors.New("impact compares with something: give --base COMMIT, for example --base origin/main")
			}
			result, err := s.check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			r := s.report(result, verbose)
			x := report.Impact{
				Comparison: result.Base.Comparison, Base: *r.Summary.Base, Errors: r.Summary.Errors,
				Files: r.Files, BaseFiles: r.Base, Options: r.Options,
			}
			switch form.name {
			case "json":
				return report.ImpactJSON(s.Stdout, x)
			case "markdown":
				return report.ImpactMarkdown(s.Stdout, x)
			}
			return report.ImpactText(s.Stdout, x)
		},
	}
	form = formatFlag(cmd, "text", "json", "markdown")
	cmd.Flags().StringVar(&s.base, "base", "", "what changed since this `COMMIT`, or since the change left it")
	cmd.Flags().StringVar(&revision, "rev", "", "the change as of this `COMMIT` instead of the files as they are")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "name all regions and objects, however many")
	return cmd
}
