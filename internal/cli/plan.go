package cli

import (
	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/report"
)

func (s *session) planCommand() *cobra.Command {
	var revision, output string
	var exitCode, verbose bool
	var form *format
	cmd := &cobra.Command{
		Use:   "plan",
		Short: "say what would be changed on the platforms",
		Long: "plan checks the commit, compares what it asks for with what the platforms hold, and says what\n" +
			"apply would do, by cause. It changes nothing.",
		Example: "  interlock plan\n  interlock plan -o plan.json && interlock apply plan.json",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			w, err := s.open(cmd.Context(), revision, true)
			if err != nil {
				return err
			}
			defer w.close()
			p, err := w.reconciler.Compute(cmd.Context(), w.basis, w.desired)
			if err != nil {
				return err
			}
			if output != "" {
				if err := s.save(p, output); err != nil {
					return err
				}
			}
			if err := s.printPlan(p, output, form.name, verbose); err != nil {
				return err
			}
			s.orphans(cmd.Context(), w)
			if exitCode && !p.Empty() {
				return &exit{code: ExitFindings}
			}
			return nil
		},
	}
	form = formatFlag(cmd, "text", "json")
	cmd.Flags().StringVar(&revision, "rev", "HEAD", "plan this `COMMIT`")
	cmd.Flags().StringVarP(&output, "output", "o", "", "save the plan in this `FILE`, so that exactly it can be applied")
	s.waitFlag(cmd)
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "fail (exit code 1) when there is something to do")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show every change")
	return cmd
}

// save writes a plan whole, or not at all.
func (s *session) save(p *plan.Plan, name string) error {
	return s.writeFile(name, "the plan", p.Encode)
}

func (s *session) printPlan(p *plan.Plan, file, format string, verbose bool) error {
	if format == "json" {
		return report.PlanJSON(s.Stdout, p)
	}
	return report.Plan(s.Stdout, report.Planned{Plan: p, File: file, Options: report.Options{Color: s.Color, Width: s.Width, Verbose: verbose}})
}
