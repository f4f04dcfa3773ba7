package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

func (s *session) lintCommand() *cobra.Command {
	var revision, base string
	var verbose, staged bool
	var forms *formats
	var least *level
	cmd := &cobra.Command{
		Use:   "lint",
		Short: "check every agreement of the repository",
		Long: "lint checks every YAML file of the repository: that it can be read the same way by everyone,\n" +
			"that it fits the schema of its kind, that names lead somewhere, and that no region changes\n" +
			"what is standard. It fails (exit code 1) when there is an error that no waiver excuses.\n\n" +
			"With --base it also judges the change itself: what it takes away, from whom, and whether\n" +
			"those concerned have a part in it. Compared is with the commit at which the change began.",
		Example: "  interlock lint\n  interlock lint --rev HEAD~1\n  interlock lint --base origin/main\n  interlock lint --staged\n  interlock lint --format json\n  interlock lint --format text --format sarif=interlock.sarif",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if staged && revision != "" {
				return errors.New("--staged checks what is staged, and --rev a commit; give one of them")
			}
			s.base = base
			check := s.check
			if staged {
				check = s.checkStaged
			}
			result, err := check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			return s.printFindings(result, forms, least.severity, verbose)
		},
	}
	forms = formatsFlag(cmd)
	least = failOnFlag(cmd)
	cmd.Flags().StringVar(&revision, "rev", "", "check this `COMMIT` instead of the files as they are")
	cmd.Flags().BoolVar(&staged, "staged", false, "check what is staged for the next commit instead of the files as they are")
	cmd.Flags().StringVar(&base, "base", "", "also judge what changed since this `COMMIT`, or since the change left it")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "name the rules that matched nothing, and show waived findings")
	return cmd
}

// check checks the working tree, or a commit.
func (s *session) check(ctx context.Context, revision string) (*lint.Result, error) {
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	if revision == "" {
		return s.checkTree(ctx, source.Worktree{Dir: dir}, dir)
	}
	return s.checkTree(ctx, source.Commit{Dir: dir, Revision: revision}, dir)
}

// checkStaged checks what is staged for the next commit.
func (s *session) checkStaged(ctx context.Context, _ string) (*lint.Result, error) {
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	return s.checkTree(ctx, source.Index{Dir: dir}, dir+" as it is staged")
}

// checkTree checks a tree; where names it.
func (s *session) checkTree(ctx context.Context, tree source.Source, where string) (*lint.Result, error) {
	date, err := s.date()
	if err != nil {
		return nil, err
	}
	snapshot, err := tree.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	if s.LimitMemory != nil {
		s.LimitMemory(memoryFor(len(snapshot.Entries())))
	}
	checker := lint.Checker{Policies: s.Policies, Shipped: s.Shipped, Date: date}
	if s.base != "" {
		if checker.Base, err = s.baseOf(ctx, cmp.Or(snapshot.Revision, "HEAD")); err != nil {
			return nil, err
		}
	}
	result, err := checker.Check(ctx, snapshot)
	if errors.Is(err, lint.ErrNothing) {
		if snapshot.Revision != "" {
			where += " as of commit " + short(snapshot.Revision)
		}
		err = fmt.Errorf("%s: %w", where, err)
	}
	return result, err
}

// baseOf is what a revision is compared with: the commit at which it parted from
// the one that --base names. Without it there is no judgement.
func (s *session) baseOf(ctx context.Context, revision string) (*source.Snapshot, error) {
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	hash, err := source.MergeBase(dir, s.base, revision)
	if err != nil {
		return nil, err
	}
	snapshot, err := source.Commit{Dir: dir, Revision: hash}.Snapshot(ctx)
	switch {
	case errors.Is(err, source.ErrNoFolder):
		return source.Nothing(hash), nil // the check tells that all of it is new
	case err != nil:
		return nil, fmt.Errorf("%w: %w", source.ErrNoBase, err)
	}
	return snapshot, nil
}

func (s *session) report(result *lint.Result, verbose bool) report.Report {
	r := report.Report{
		Findings: result.Findings,
		Files:    result.Snapshot.File,
		Options:  report.Options{Color: s.Color, Width: s.Width, Verbose: verbose},
		Summary: report.Summary{
			Files: result.Counts.Files, Ignored: result.Counts.Ignored, Examples: result.Counts.Examples,
			Documents: result.Counts.Documents, Adopted: result.Counts.Adopted, Objects: len(result.Catalog.Objects), Regions: len(result.Catalog.Regions.Names) - 1, // without global
			SetAside: result.Counts.SetAside,
			Rules:    len(result.Counts.Ran), MatchedNothing: result.Counts.Idle,
		},
	}
	if b := result.Base; b != nil {
		r.Base = b.Snapshot.File
		r.Summary.Base = &report.Base{
			Name: s.base, Revision: b.Snapshot.Revision,
			Created: b.Comparison.Count(catalog.Created), Changed: b.Comparison.Count(catalog.Changed),
			Renamed: b.Comparison.Count(catalog.Renamed), Deleted: b.Comparison.Count(catalog.Deleted),
			Obscure: b.Comparison.Obscure, Reached: b.Comparison.Reached(),
		}
	}
	r.Summary.Count(result.Findings)
	return r
}

func (s *session) printFindings(result *lint.Result, forms *formats, least finding.Severity, verbose bool) error {
	r := s.report(result, verbose)
	r.FailOn = least
	r.Rules, r.Version = described(result), Version()
	if dir, err := s.folder(); err == nil {
		r.Prefix = prefix(dir)
	}
	if err := s.write(r, forms); err != nil {
		return err
	}
	for i := range r.Findings {
		if report.Fails(&r.Findings[i], least) {
			return &exit{code: ExitFindings}
		}
	}
	return nil
}

// failing is the exit code that findings ask for.
func failing(findings []finding.Finding) error {
	for i := range findings {
		if findings[i].Severity == finding.Error && findings[i].Waiver == "" {
			return &exit{code: ExitFindings}
		}
	}
	return nil
}
