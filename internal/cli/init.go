package cli

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
)

// begin holds the files of a repository that begins.
//
//go:embed all:begin
var begin embed.FS

// anyDate is a day as documents write it.
var anyDate = regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b`)

// editorSchema is the file that editors check documents by.
const editorSchema = ".vscode/interlock.schema.json"

func (s *session) initCommand() *cobra.Command {
	var title, region string
	var dryRun bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "begin a repository of agreements here",
		Long: "init writes what a repository of agreements begins with: settings that adopt the standards and privacy laws\n" +
			"that come with interlock, an organisation, one region, teams and a forum; and beside them CI for GitHub and\n" +
			"GitLab, a hook for pre-commit, and what editors need. It asks nothing, and changes no file that is there;\n" +
			"where there are documents already, it adds none. What it writes is without findings.",
		Example: "  interlock init\n  interlock init --title 'Harborline' --region emea\n  interlock -C marketing init --dry-run",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir := s.Dir
			if s.chdir != "" {
				var err error
				if dir, err = s.folder(); err != nil {
					return err
				}
			}
			if !cmd.Flags().Changed("title") {
				title = shortened(titleOf(filepath.Base(dir)))
			}
			if length := utf8.RuneCountInString(oneLine(title)); length == 0 || length > longestTitle {
				return fmt.Errorf("the title has %d characters; a title has 1 to %d", length, longestTitle)
			}
			if problem := nameProblem(region); problem != "" {
				return errors.New(problem)
			}
			if region == "global" {
				return errors.New("`global` is the root of all regions; --region names the first one below it, as in emea")
			}
			files, documents, err := s.beginning(cmd.Context(), dir, title, region)
			if err != nil {
				return err
			}
			return s.writeAll(dir, files, documents, dryRun)
		},
	}
	cmd.Flags().StringVar(&title, "title", "", "what the organisation is called, as people say it (default: the name of the folder)")
	cmd.Flags().StringVar(&region, "region", "emea", "the name of the first `REGION`")
	cmd.Flags().BoolVar(&dryRun, "dry-run", false, "say what would be written, and write nothing")
	return cmd
}

// longestTitle is how many characters a title has at most, as schemas say.
const longestTitle = 120

func shortened(title string) string {
	return string([]rune(title)[:min(longestTitle, utf8.RuneCountInString(title))])
}

// titleOf is what an organisation may be called whose folder has a name.
func titleOf(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == '.' || r == ' ' })
	for i := range words {
		runes := []rune(words[i])
		words[i] = strings.ToUpper(string(runes[:1])) + string(runes[1:])
	}
	if len(words) == 0 {
		return "Our organisation"
	}
	return strings.Join(words, " ")
}

// withoutAdoption makes comments of what settings adopt: nobody knows whether it
// fits documents that are there already, nor who answers for it.
func withoutAdoption(settings string) string {
	before, rest, _ := strings.Cut(settings, "  adopts:\n")
	adopted, after, _ := strings.Cut(rest, "  # YAML that")
	lines := strings.Split("adopts:\n"+strings.ReplaceAll(adopted, "\n    ", "\n  "), "\n")
	lines[1] = strings.TrimPrefix(lines[1], "  ")
	return before + "  # " + strings.TrimRight(strings.Join(lines, "\n  # "), "# \n") + "\n  # YAML that" + after
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// slugOf is a name made of a title.
func slugOf(title string) string {
	slug := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, title)
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	if slug = clipped(slug); slug == "" {
		return "organization"
	}
	return slug
}

// first is a file that a repository begins with.
type first struct {
	name     string
	text     string
	document bool // of interlock, and not of what stands around it
}

// beginning is what a folder begins with; documents says whether it has some of
// interlock already.
func (s *session) beginning(ctx context.Context, dir, title, region string) (files []first, documents bool, err error) {
	snapshot, err := source.Worktree{Dir: dir}.Snapshot(ctx)
	if err != nil {
		return nil, false, err
	}
	ignored := []string{".github/**", ".gitlab-ci.yml", ".pre-commit-config.yaml", "rendered/**"}
	there := map[string]string{} // the documents of interlock
	for _, e := range snapshot.Entries() {
		if !e.IsYAML() || e.Path == config.FileName {
			continue
		}
		if file, problem := snapshot.Load(e.Path); problem == nil && strings.Contains(string(file.Data), "interlock.dev/") {
			there[e.Path] = string(file.Data)
		} else if !strings.HasPrefix(e.Path, ".github/") && !slices.Contains(ignored, e.Path) {
			ignored = append(ignored, e.Path)
		}
	}
	var list strings.Builder
	for i, name := range ignored {
		if i > 0 {
			list.WriteByte('\n')
		}
		list.WriteString("    - " + quotedYAML(name))
	}
	day, err := s.date()
	if err != nil {
		return nil, false, err
	}
	area := strings.ToUpper(region)
	replace := strings.NewReplacer("IGNORED", list.String(), "DAY", day, "TITLE", quotedYAML(oneLine(title)), "SLUG", slugOf(title), "REGION", region, "AREA", area)
	err = fs.WalkDir(begin, "begin", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := begin.ReadFile(name)
		if err != nil {
			return err
		}
		name = strings.ReplaceAll(strings.TrimPrefix(name, "begin/"), "REGION", region)
		kept := replace
		if filepath.Ext(name) == ".md" {
			kept = strings.NewReplacer("TITLE", oneLine(title), "REGION", region)
		}
		isDocument := strings.HasPrefix(name, "global/") || strings.HasPrefix(name, "regions/")
		files = append(files, first{name, kept.Replace(string(text)), isDocument})
		return nil
	})
	if err != nil {
		return nil, false, err
	}
	if documents = foreign(there, files); documents {
		at := slices.IndexFunc(files, func(f first) bool { return f.name == config.FileName })
		files[at].text = withoutAdoption(files[at].text)
	}
	shipped := s.Shipped
	if shipped == nil {
		if shipped, err = lint.Load(s.Policies); err != nil {
			return nil, false, err
		}
	}
	bundle, err := shipped.Schemas().Bundle("")
	if err != nil {
		return nil, false, err
	}
	files = append(files, first{name: editorSchema, text: string(bundle)})
	slices.SortFunc(files, func(a, b first) int { return strings.Compare(a.name, b.name) })
	return files, documents, nil
}

// foreign says whether there are documents that are not just what init writes:
// those are of a run before, which a full disk may have ended.
func foreign(there map[string]string, files []first) bool {
	ours := map[string]string{}
	for _, f := range files {
		ours[f.name] = undated(f.text)
	}
	for name, text := range there {
		if undated(text) != ours[name] {
			return true
		}
	}
	return false
}

// undated is a text without its dates: those of a run on another day are others.
func undated(text string) string { return anyDate.ReplaceAllString(text, "DAY") }

// quotedYAML writes a text as a YAML scalar in one line.
func quotedYAML(text string) string {
	return strings.TrimSpace(string(document.Write(document.FromValue(text), nil)))
}

// writeAll writes what is not there yet, and says of each file what became of it.
// Where it cannot go on, it says what is written: another run writes the rest.
func (s *session) writeAll(dir string, files []first, documents, dryRun bool) error {
	if err := noFolders(dir, files); err != nil {
		return err
	}
	var wrote, kept, left []string
	for _, f := range files {
		file := filepath.Join(dir, filepath.FromSlash(f.name))
		if _, err := os.Lstat(file); err == nil {
			kept = append(kept, f.name)
			continue
		}
		if f.document && documents {
			left = append(left, f.name)
			continue
		}
		if !dryRun {
			if err := createBelow(dir, filepath.FromSlash(f.name), f.name, []byte(f.text)); err != nil {
				for _, name := range wrote {
					fmt.Fprintf(s.Stdout, "wrote %s\n", visible(name))
				}
				return stopped(err, len(wrote))
			}
		}
		wrote = append(wrote, f.name)
	}
	verb := "wrote"
	if dryRun {
		verb = "would write"
	}
	for _, name := range wrote {
		fmt.Fprintf(s.Stdout, "%s %s\n", verb, visible(name))
	}
	for _, name := range kept {
		fmt.Fprintf(s.Stdout, "kept %s, which is there\n", visible(name))
	}
	if len(left) > 0 {
		fmt.Fprintf(s.Stdout, "left out %s, since there are documents already\n", strings.Join(left, ", "))
	}
	if slices.Contains(kept, config.FileName) {
		s.unlisted(dir, wrote)
	}
	switch {
	case len(wrote) == 0:
		fmt.Fprintln(s.Stdout, "\nnothing was missing")
	case !dryRun:
		fmt.Fprintln(s.Stdout, "\nnext: interlock lint · what can be described: interlock schema · what is checked: interlock rules")
	}
	return nil
}

// noFolders refuses to begin where a folder has the name of a file that is to be
// written: it would be taken for that file.
func noFolders(dir string, files []first) error {
	for _, f := range files {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.name)))
		if err == nil && info.IsDir() {
			return fmt.Errorf("`%s` is a folder, and a file of this name belongs here; rename the folder, then run interlock init again; nothing was written", f.name)
		}
	}
	return nil
}

// stopped is a fault amid the files, with what is there and how it goes on.
func stopped(err error, wrote int) error {
	before := "nothing was written before it"
	switch {
	case wrote == 1:
		before = "1 file was written before it, and is whole"
	case wrote > 1:
		before = fmt.Sprintf("%d files were written before it, and are whole", wrote)
	}
	return fmt.Errorf("%w; %s; when the cause is mended, run interlock init again: it writes what is missing", err, before)
}

// unlisted says which of the written files settings that were kept do not ignore.
func (s *session) unlisted(dir string, wrote []string) {
	quiet := *s
	quiet.chdir = dir
	result, err := quiet.prepared(context.Background())
	if err != nil {
		fmt.Fprintf(s.Stdout, "%s cannot be used: interlock lint says why\n", config.FileName)
		return
	}
	var names []string
	for _, name := range wrote {
		if ext := filepath.Ext(name); (ext == ".yml" || ext == ".yaml") && strings.HasPrefix(name, ".") && !result.Config.Ignores(name) {
			names = append(names, name)
		}
	}
	if len(names) > 0 {
		fmt.Fprintf(s.Stdout, "to do: name in `ignore:` of %s what is no document of interlock: %s\n", config.FileName, strings.Join(names, ", "))
	}
}
