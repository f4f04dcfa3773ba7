package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/reconcile"
	"interlock.dev/interlock/internal/report"
)

func (s *session) statusCommand() *cobra.Command {
	var form *format
	cmd := &cobra.Command{
		Use:   "status",
		Short: "say what was applied last, and what is recorded",
		Long:  "status tells what the state knows: the last run and how it ended, and what interlock made on each platform.",
		Args:  noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := s.folder()
			if err != nil {
				return err
			}
			result, err := s.check(cmd.Context(), "HEAD")
			if err != nil {
				return err
			}
			connected, _, err := platforms(result, dir)
			if err != nil {
				return err
			}
			store, err := s.openState(cmd.Context(), filepath.Join(dir, filepath.FromSlash(result.Config.State)), true)
			if err != nil {
				return err
			}
			defer func() { _ = store.Close() }()
			known, err := reconcile.StatusOf(cmd.Context(), store)
			if err != nil {
				return err
			}
			standing := report.Standing{
				Commit: result.Snapshot.Revision, State: result.Config.State, Platforms: platformsOf(known, connected),
				Open: []report.Ended{}, Options: report.Options{Color: s.Color, Width: s.Width},
			}
			if known.Last != nil {
				last := ended(*known.Last)
				standing.Last = &last
			}
			for _, open := range known.Open {
				standing.Open = append(standing.Open, ended(open))
			}
			if form.name == "json" {
				return report.StatusJSON(s.Stdout, standing)
			}
			return report.StatusText(s.Stdout, standing)
		},
	}
	form = formatFlag(cmd, "text", "json")
	s.waitFlag(cmd)
	return cmd
}

func platformsOf(known reconcile.StateStatus, connected map[string]reconcile.Platform) []report.Known {
	var names []string
	for name := range known.Platforms {
		names = append(names, name)
	}
	for name := range connected {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	platforms := make([]report.Known, len(names))
	for i, name := range names {
		p := known.Platforms[name]
		_, isConnected := connected[name]
		platforms[i] = report.Known{Name: name, Connected: isConnected, Owned: p.Owned, Protected: p.Protected, Unfinished: p.Unfinished}
	}
	return platforms
}

func ended(o reconcile.Outcome) report.Ended {
	e := report.Ended{
		Commit: o.Basis.Commit, Status: string(o.Status), Started: o.Started.UTC().Format(time.DateTime) + " UTC",
		By: o.Holder.String(), Releases: []string{}, Failures: []string{},
		Done: fmt.Sprintf("%d created, %d updated, %d deleted", o.Done[plan.Create], o.Done[plan.Update], o.Done[plan.Delete]),
	}
	for _, release := range o.Releases {
		e.Releases = append(e.Releases, release.Brake+": "+release.Reason)
	}
	for _, r := range o.Results {
		if r.Status != reconcile.Done {
			e.Failures = append(e.Failures, strings.TrimSuffix(fmt.Sprintf("%s (%s): %s", r.Key, r.Status, r.Error), ": "))
		}
	}
	return e
}
