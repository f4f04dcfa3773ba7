package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/state"
)

func (s *session) planCommand() *cobra.Command {
	var revision, output, format string
	var exitCode, verbose bool
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
			if err := s.printPlan(p, output, format, verbose); err != nil {
				return err
			}
			s.orphans(cmd.Context(), w)
			if exitCode && !p.Empty() {
				return &exit{code: ExitFindings}
			}
			return nil
		},
	}
	formatFlag(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&revision, "rev", "HEAD", "plan this `COMMIT`")
	cmd.Flags().StringVarP(&output, "output", "o", "", "save the plan in this `FILE`, so that exactly it can be applied")
	s.waitFlag(cmd)
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, "fail (exit code 1) when there is something to do")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show every change")
	return cmd
}

func (s *session) applyCommand() *cobra.Command {
	var revision, format, reason string
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
			outcome, err := w.reconciler.Apply(cmd.Context(), p, w.basis, releases)
			var refused *reconcile.RefusedError
			if errors.As(err, &refused) {
				return &exit{code: ExitFindings, err: err}
			}
			if err != nil {
				return err
			}
			s.orphans(cmd.Context(), w)
			return s.printOutcome(outcome, p, format, verbose)
		},
	}
	formatFlag(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&revision, "rev", "HEAD", "apply this `COMMIT`")
	cmd.Flags().StringArrayVar(&release, "release", nil, "let go of this `BRAKE`, for this plan only")
	cmd.Flags().StringVar(&reason, "reason", "", "a `TEXT` that says why the brakes are released; it is recorded")
	s.waitFlag(cmd)
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "show every change")
	return cmd
}

func (s *session) waitFlag(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&s.wait, "wait", 30*time.Second, "how long to wait for another run to end, as in 10s")
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

// wing is the acting wing, ready to work on a checked commit.
type wing struct {
	result     *lint.Result
	reconciler *reconcile.Reconciler
	basis      plan.Basis
	desired    map[string][]plan.Desired
	close      func()
}

// open checks the commit and opens the state. A commit with errors is not
// planned.
func (s *session) open(ctx context.Context, revision string, readOnly bool) (*wing, error) {
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	result, err := s.check(ctx, revision)
	if err != nil {
		return nil, err
	}
	if failing(result.Findings) != nil {
		r := s.report(result, false)
		if err := report.Text(s.Stderr, r); err != nil {
			return nil, err
		}
		return nil, &exit{code: ExitFindings, err: fmt.Errorf("commit %s has errors: nothing is planned or applied before they are mended", short(result.Snapshot.Revision))}
	}
	if revision == "HEAD" { // who names another commit knows that the files differ
		s.uncommitted(ctx, dir, result)
	}
	connected, desired, err := platforms(result, dir)
	if err != nil {
		return nil, err
	}
	store, err := s.openState(ctx, filepath.Join(dir, filepath.FromSlash(result.Config.State)), readOnly)
	if err != nil {
		return nil, err
	}
	w := &wing{result: result, basis: reconcile.Basis(result), desired: desired, close: func() { _ = store.Close() }}
	w.reconciler = &reconcile.Reconciler{
		Store: store, Platforms: connected, Limits: reconcile.Limits(result),
		Holder: state.Self(s.called, s.Now()), Now: s.Now, Wait: s.wait, Waiting: s.waiting,
		Parallel: 4,
	}
	return w, nil
}

func (s *session) openState(ctx context.Context, file string, readOnly bool) (*state.Bolt, error) {
	return state.OpenBolt(ctx, file, state.BoltOptions{
		Wait: s.wait, Waiting: s.waiting, Holder: state.Self(s.called, s.Now()), ReadOnly: readOnly,
	})
}

func (s *session) waiting(holder state.Holder) {
	fmt.Fprintf(s.Stderr, "interlock: waiting for %s to end\n", visible(holder.String()))
}

// uncommitted says that files differ from the commit that is planned.
func (s *session) uncommitted(ctx context.Context, dir string, result *lint.Result) {
	tree, err := source.Worktree{Dir: dir, Limit: result.Config.FileLimit}.Snapshot(ctx)
	if err != nil {
		return // the commit counts, and it could be read
	}
	changed := 0
	for _, e := range tree.Entries() {
		if !e.IsYAML() || result.Config.Ignores(e.Path) {
			continue
		}
		there, here := result.Snapshot.File(e.Path), tree.File(e.Path)
		if there == nil || here == nil || string(there.Data) != string(here.Data) {
			changed++
		}
	}
	for _, e := range result.Snapshot.Entries() {
		if _, found := tree.Entry(e.Path); !found && e.IsYAML() && !result.Config.Ignores(e.Path) {
			changed++
		}
	}
	if changed > 0 {
		files := "1 YAML file differs"
		if changed > 1 {
			files = fmt.Sprintf("%d YAML files differ", changed)
		}
		fmt.Fprintf(s.Stderr, "interlock: %s from commit %s; the commit counts, so commit what is to be part of the plan\n", files, short(result.Snapshot.Revision))
	}
}

// orphans tells of platforms that the state knows and no document connects any more.
func (s *session) orphans(ctx context.Context, w *wing) {
	known, err := reconcile.StatusOf(ctx, w.reconciler.Store)
	if err != nil {
		return
	}
	for name, platform := range known.Platforms {
		if _, connected := w.reconciler.Platforms[name]; !connected && platform.Owned > 0 {
			fmt.Fprintf(s.Stderr, "interlock: the platform `%s` has no connector any more; %d objects that interlock made there are left as they are\n", name, platform.Owned)
		}
	}
}

func short(revision string) string { return revision[:min(12, len(revision))] }

// save writes a plan whole, or not at all.
func (s *session) save(p *plan.Plan, name string) error {
	failed := func(err error) error {
		return fmt.Errorf("the plan cannot be saved as `%s`: %w; name a file in a folder that is there and may be written to", name, cause(err))
	}
	at := s.path(name)
	if info, err := os.Stat(at); err == nil && info.IsDir() {
		return failed(errors.New("it is a folder"))
	}
	file, err := renameio.NewPendingFile(at, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return failed(err)
	}
	defer func() { _ = file.Cleanup() }()
	if err := p.Encode(file); err != nil {
		return failed(err)
	}
	if err := file.CloseAtomicallyReplace(); err != nil {
		return failed(err)
	}
	return nil
}

// path is that of a file that was named on the command line.
func (s *session) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(s.Dir, name)
}

// cause is an error of the file system without the path, which may be that of
// a temporary file.
func cause(err error) error {
	var pathErr *fs.PathError
	var linkErr *os.LinkError
	switch {
	case errors.As(err, &pathErr):
		return pathErr.Err
	case errors.As(err, &linkErr):
		return linkErr.Err
	}
	return err
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

func (s *session) printPlan(p *plan.Plan, file, format string, verbose bool) error {
	switch format {
	case "text":
		return report.Plan(s.Stdout, report.Planned{Plan: p, File: file, Options: report.Options{Color: s.Color, Width: s.Width, Verbose: verbose}})
	case "json":
		return report.PlanJSON(s.Stdout, p)
	}
	return unknownFormat(format, "text", "json")
}

func (s *session) printOutcome(outcome reconcile.Outcome, p *plan.Plan, format string, verbose bool) error {
	o := report.Outcomes{Commit: p.Basis.Commit, Digest: p.Digest, Options: report.Options{Color: s.Color, Width: s.Width, Verbose: verbose}}
	for _, result := range outcome.Results {
		o.Outcomes = append(o.Outcomes, report.Outcome{
			Platform: result.Platform, Action: result.Action, Key: result.Key, Place: result.Place,
			Status: reportStatus(result.Status), Reason: strings.TrimSpace(result.Error),
		})
	}
	var err error
	switch format {
	case "text":
		err = report.OutcomesText(s.Stdout, o)
	case "json":
		err = report.OutcomesJSON(s.Stdout, o)
	default:
		return unknownFormat(format, "text", "json")
	}
	if err != nil {
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
