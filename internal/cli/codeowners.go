package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

func (s *session) codeownersCommand() *cobra.Command {
	var output string
	var check bool
	var dialect *format
	cmd := &cobra.Command{
		Use:   "codeowners",
		Short: "write who has to review which file, for GitHub or GitLab",
		Long: "codeowners writes the CODEOWNERS file by which a forge asks the right team for its review: who owns\n" +
			"the objects of a file, who grants the waivers in it, whose standards hold what is in it. Teams say\n" +
			"in `spec.handles` what they are called on the forge. Lines outside of the program's own are kept.",
		Example: "  interlock codeowners\n  interlock codeowners --dialect gitlab\n  interlock codeowners --check",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			result, err := s.check(cmd.Context(), "")
			if err != nil {
				return err
			}
			if n := unreadable(result.Findings); n > 0 {
				return &exit{code: ExitFindings, err: fmt.Errorf("%s: who owns what is not known before they are mended; see: interlock lint", countedFiles(n))}
			}
			dir, err := s.folder()
			if err != nil {
				return err
			}
			o, err := s.owners(result, report.Dialect(dialect.name), dir)
			if err != nil {
				return err
			}
			if output == "-" {
				_, err := io.WriteString(s.Stdout, strings.Join(o, "\n")+"\n")
				return err
			}
			return s.putOwners(o, s.ownersFile(output, dialect.name, dir), dialect.name, check)
		},
	}
	dialect = &format{name: "github", names: []string{"github", "gitlab"}}
	cmd.Flags().Var(dialect, "dialect", "which forge reads it: github, gitlab")
	_ = cmd.RegisterFlagCompletionFunc("dialect", cobra.FixedCompletions(dialect.names, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVarP(&output, "output", "o", "", "the `FILE` to write, - for standard output (default .github/CODEOWNERS or .gitlab/CODEOWNERS at the Git root)")
	cmd.Flags().BoolVar(&check, "check", false, "write nothing, and fail when the file is not as it would be written")
	return cmd
}

// unreadable counts the files of which nobody knows what they hold.
func unreadable(findings []finding.Finding) int {
	files := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		if category, _, _ := strings.Cut(f.Rule, "/"); f.Severity == finding.Error && (category == "source" || category == "document") {
			files[f.At.Path] = true
		}
	}
	return len(files)
}

func countedFiles(n int) string {
	if n == 1 {
		return "1 file cannot be read as it is"
	}
	return fmt.Sprintf("%d files cannot be read as they are", n)
}

// owners are the lines to write.
func (s *session) owners(result *lint.Result, dialect report.Dialect, dir string) ([]string, error) {
	h := &handles{catalog: result.Catalog, dialect: string(dialect), lacking: map[string]string{}}
	o := report.CodeOwners{
		Dialect: dialect, Files: result.Catalog.Ownerships(), Homes: result.Catalog.Homes(),
		Keeper: result.Catalog.Headquarters(), Prefix: prefix(dir), Handle: h.of,
	}
	o.Files = slices.DeleteFunc(o.Files, func(f catalog.Ownership) bool {
		_, found := result.Snapshot.Entry(f.Path)
		return !found // adopted: it comes with interlock
	})
	for _, name := range []string{config.FileName, result.Config.Policies, result.Config.Schemas} {
		if _, found := result.Snapshot.Entry(name); found {
			o.Gate = append(o.Gate, name)
		} else if slices.ContainsFunc(result.Snapshot.Entries(), func(e source.Entry) bool { return strings.HasPrefix(e.Path, name+"/") }) {
			o.Gate = append(o.Gate, name+"/")
		}
	}
	lines := o.Lines()
	if !h.known {
		return nil, &exit{code: ExitFindings, err: fmt.Errorf("no team says what it is called on %s; give teams `spec: {handles: {%s: \"@organisation/team\"}}`", dialect, dialect)}
	}
	for _, team := range slices.Sorted(keys(h.lacking)) {
		instead := "its files are nobody's there"
		if other := h.lacking[team]; other != "" {
			instead = "`" + other + "` is asked instead"
		}
		fmt.Fprintf(s.Stderr, "interlock: warning: team `%s` has no `spec.handles.%s`%s: %s\n", visible(team), dialect, where(result, team), instead)
	}
	return lines, nil
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for key := range m {
			if !yield(key) {
				return
			}
		}
	}
}

// where is the place of a team's name, in brackets; empty for one without a document.
func where(result *lint.Result, team string) string {
	for _, o := range result.Catalog.Named("Team", team) {
		at := o.Doc.Root.Get("metadata").Get("name").Location()
		return fmt.Sprintf(" (%s:%d)", visible(at.Path), o.Doc.File.Position(at.Span.Start).Line)
	}
	return ""
}

// handles knows what teams are called on a forge.
type handles struct {
	catalog *catalog.Catalog
	dialect string
	known   bool              // some team has a handle
	lacking map[string]string // teams without one: who is asked instead, empty for nobody
}

// of is the handle of a team; of one without, that of the team it is part of, or
// of headquarters, so that somebody is asked.
func (h *handles) of(team string) string {
	if handle := h.own(team); handle != "" {
		return handle
	}
	if team == "" {
		return ""
	}
	seen := map[string]bool{team: true}
	for above := h.parent(team); above != "" && !seen[above]; above = h.parent(above) {
		seen[above] = true
		if handle := h.own(above); handle != "" {
			h.lacking[team] = above
			return handle
		}
	}
	top := h.catalog.Headquarters()
	handle := h.own(top)
	if h.lacking[team] = ""; handle != "" {
		h.lacking[team] = top
	}
	return handle
}

func (h *handles) own(team string) string {
	for _, o := range h.catalog.Named("Team", team) {
		if handle := o.Spec().Get("handles").Get(h.dialect).Str(); handle != "" {
			h.known = true
			return handle
		}
	}
	return ""
}

func (h *handles) parent(team string) string {
	for _, o := range h.catalog.Named("Team", team) {
		return o.Spec().Get("parent").Str()
	}
	return ""
}

// ownersFile is where the file is written.
func (s *session) ownersFile(output, dialect, dir string) string {
	if output != "" {
		return s.path(output)
	}
	top, err := source.Top(dir)
	if err != nil {
		top = dir
	}
	return filepath.Join(top, "."+dialect, "CODEOWNERS")
}

// putOwners writes the lines into the file, in the place of those that it has, or
// says how it differs.
func (s *session) putOwners(lines []string, file, dialect string, check bool) error {
	was, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("`%s` cannot be read: %w", file, cause(err))
	}
	shown := file
	if near, err := filepath.Rel(s.Dir, file); err == nil && !strings.HasPrefix(near, "..") {
		shown = near
	}
	is, err := spliced(string(was), lines)
	if err == nil && dialect == string(report.OnGitLab) {
		err = swallowed(is)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", shown, err)
	}
	switch {
	case is == string(was):
		fmt.Fprintf(s.Stderr, "interlock: %s is as it should be\n", shown)
		return nil
	case check:
		for _, line := range changedLines(string(was), is) {
			fmt.Fprintln(s.Stdout, visible(line))
		}
		return &exit{code: ExitFindings, err: fmt.Errorf("%s is not as the documents have it; run: interlock codeowners --dialect %s", shown, dialect)}
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder of `%s` cannot be made: %w", shown, cause(err))
	}
	err = s.writeFile(file, "the CODEOWNERS file", func(w io.Writer) error { _, err := io.WriteString(w, is); return err })
	if err == nil {
		fmt.Fprintf(s.Stderr, "interlock: wrote %s\n", shown)
	}
	return err
}

// spliced is a file with the lines in the place of the program's own; at its end
// where it has none. Its other lines, and how lines end, are kept.
func spliced(was string, lines []string) (string, error) {
	end := "\n"
	if strings.Contains(was, "\r\n") {
		end = "\r\n"
	}
	block := strings.Join(lines, end) + end
	old := strings.SplitAfter(was, "\n")
	first, last := -1, -1
	for i, line := range old {
		switch text := strings.TrimSpace(line); {
		case strings.HasPrefix(text, report.CodeOwnersBegin) && first < 0:
			first = i
		case text == report.CodeOwnersEnd && first >= 0 && last < 0:
			last = i
		case strings.HasPrefix(text, report.CodeOwnersBegin), text == report.CodeOwnersEnd:
			return "", fmt.Errorf("line %d: a line of the program's own, `%s`, where none was expected; remove it, and what belongs to it", i+1, text)
		}
	}
	switch {
	case first >= 0 && last < 0:
		return "", fmt.Errorf("line %d: the program's own lines begin here, and the line `%s` behind them is missing; put it back, or remove them", first+1, report.CodeOwnersEnd)
	case first >= 0:
		return strings.Join(old[:first], "") + block + strings.Join(old[last+1:], ""), nil
	case was == "":
		return block, nil
	}
	if !strings.HasSuffix(was, "\n") {
		was += end
	}
	return was + end + block, nil
}

// swallowed refuses a line of others behind the program's own: GitLab takes it
// into the last section of these.
func swallowed(text string) error {
	behind := false
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == report.CodeOwnersEnd:
			behind = true
		case !behind || line == "" || line[0] == '#':
		case line[0] == '[' || strings.HasPrefix(line, "^["):
			return nil
		default:
			return fmt.Errorf("line %d: `%s` stands behind the program's own lines, and GitLab would take it into their last section; move it above the line `%s`", i+1, line, report.CodeOwnersBegin)
		}
	}
	return nil
}

// changedLines are the lines that one text has and the other has not.
func changedLines(was, is string) []string {
	var all []string
	for _, side := range []struct{ mark, text, other string }{{"- ", was, is}, {"+ ", is, was}} {
		other := strings.Split(side.other, "\n")
		for line := range bytes.Lines([]byte(side.text)) {
			if text := strings.TrimRight(string(line), "\n"); text != "" && !slices.Contains(other, text) {
				all = append(all, side.mark+text)
			}
		}
	}
	if len(all) == 0 {
		all = []string{"the same lines stand in another order"}
	}
	return all
}
