package cli

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/report"
)

func (s *session) applyCommand() *cobra.Command {
	var revision, reason string
	var form *format
	var release []string
	var verbose bool
	cmd := &cobra.Command{
		Use:   "apply [PLAN]",
		Short: "make the platforms hold what the repository says",
		Long: "apply carries out a saved plan, exactly as it was shown, or refuses it when anything that it was\n" +
			"made from has changed. Without a plan it makes one of the commit and carries that out.",
		Example: "  interlock apply plan.json\n  interlock apply --release deletions --reason 'the pilot in mx has ended'",
		Args:    arguments(0, 1, "one saved plan, or none to plan the commit"),
		RunE: func(cmd *cobra.Command, args []string) error {
			releases, err := releasesOf(release, reason)
			if err != nil {
				return err
			}
			var p *plan.Plan
			if len(args) == 1 {
				if p, err = s.saved(args[0]); err != nil {
					return err
				}
			}
			w, err := s.open(cmd.Context(), revision, false)
			if err != nil {
				return err
			}
			defer w.close()
			if p == nil {
				if p, err = w.reconciler.Compute(cmd.Context(), w.basis, w.desired); err != nil {
					return err
				}
			}
			end := s.progress(w.reconciler)
			outcome, err := w.reconciler.Apply(cmd.Context(), p, w.basis, releases)
			end()
			var refused *reconcile.RefusedError
			if errors.As(err, &refused) {
				return &exit{code: ExitFindings, err: err}
			}
			if err != nil && len(outcome.Results) > 0 {
				// The state failed on the way: what was done is told all the same.
				_ = s.printOutcome(outcome, p, form.name, verbose)
			}
			if err != nil {
				return err
			}
			s.orphans(cmd.Context(), w)
			return s.printOutcome(outcome, p, form.name, verbose)
		},
	}
	form = formatFlag(cmd, "text", "json")
	cmd.Flags().StringVar(&revision, "rev", "HEAD", "apply this `COMMIT`")
	cmd.Flags().StringArrayVar(&release, "release", nil, "let go of this `BRAKE`, for this plan only")
	cmd.Flags().StringVar(&reason, "reason", "", "a `TEXT` that says why the brakes are released; it is recorded")
	s.waitFlag(cmd)
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show every change")
	return cmd
}

// progress shows on a terminal how far a run is, until end is called.
func (s *session) progress(r *reconcile.Reconciler) (end func()) {
	if !s.Terminal {
		return func() {}
	}
	r.Progress = func(done, total int, _ reconcile.Result) {
		fmt.Fprintf(s.Stderr, "\r%d of %d", done, total)
	}
	return func() { fmt.Fprint(s.Stderr, "\r\x1b[K") }
}

func releasesOf(brakes []string, reason string) ([]reconcile.Release, error) {
	if len(brakes) == 0 && reason != "" {
		return nil, errors.New("--reason says why a brake is released; name the brake with --release")
	}
	releases := make([]reconcile.Release, len(brakes))
	for i, brake := range brakes {
		releases[i] = reconcile.Release{Brake: brake, Reason: reason}
	}
	return releases, nil
}

// saved reads a plan.
func (s *session) saved(name string) (*plan.Plan, error) {
	text, err := os.ReadFile(s.path(name))
	if err != nil {
		return nil, fmt.Errorf("the plan `%s` cannot be read: %w; make one with: interlock plan -o FILE", name, cause(err))
	}
	p, err := plan.Decode(text)
	if err != nil { // a plan that is refused
		return nil, &exit{code: ExitFindings, err: fmt.Errorf("%s: %w", name, err)}
	}
	return p, nil
}

func (s *session) printOutcome(outcome reconcile.Outcome, p *plan.Plan, format string, verbose bool) error {
	o := report.Outcomes{Commit: p.Basis.Commit, Digest: p.Digest, Options: report.Options{Color: s.Color, Width: s.Width, Verbose: verbose}}
	for i := range p.Platforms {
		if outcome.Status == reconcile.Stopped {
			break // nobody can tell how many of them are done
		}
		o.Renewed += len(p.Platforms[i].Refreshes)
	}
	for _, result := range outcome.Results {
		o.Outcomes = append(o.Outcomes, report.Outcome{
			Platform: result.Platform, Action: result.Action, Key: result.Key, Place: result.Place,
			Status: reportStatus(result.Status), Reason: strings.TrimSpace(result.Error),
		})
	}
	write := report.OutcomesText
	if format == "json" {
		write = report.OutcomesJSON
	}
	if err := write(s.Stdout, o); err != nil {
		return err
	}
	if outcome.Status != reconcile.Applied && outcome.Status != reconcile.Nothing {
		return &exit{code: ExitFindings}
	}
	return nil
}

func reportStatus(status reconcile.ResultStatus) report.Status {
	switch status {
	case reconcile.Done:
		return report.Done
	case reconcile.Failed:
		return report.Failed
	case reconcile.Skipped:
		return report.Skipped
	}
	return report.Held
}
