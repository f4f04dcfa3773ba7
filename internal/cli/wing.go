package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/state"
)

func (s *session) waitFlag(cmd *cobra.Command) {
	cmd.Flags().DurationVar(&s.wait, "wait", 30*time.Second, "how long to wait for another run to end, as in 10s")
}

// wing is the acting wing, ready to work on a checked commit.
type wing struct {
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
	w := &wing{basis: reconcile.Basis(result), desired: desired, close: func() { _ = store.Close() }}
	limits := reconcile.Limits(result)
	// Of the check only what says where values were written is needed on.
	result.Engine, result.Schemas, result.Findings = nil, nil, nil
	w.reconciler = &reconcile.Reconciler{
		Store: store, Platforms: connected, Limits: limits,
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
		if !e.IsYAML() || result.Config.Ignores(e.Path) || result.Snapshot.CheckedOut(e.Path) {
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
