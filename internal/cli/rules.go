package cli

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/framework"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
)

func (s *session) rulesCommand() *cobra.Command {
	var coverage bool
	var form *format
	cmd := &cobra.Command{
		Use:   "rules [RULE | CATEGORY]",
		Short: "list the rules, or say all about one",
		Long: "rules lists what interlock checks here: the rules that come with it, those of this repository,\n" +
			"and the checks of documents themselves. With the id of a rule it says why the rule is there, what\n" +
			"to avoid and what to write instead. With --coverage it says for each row of the operating model\n" +
			"which fields hold it and which rules check it.",
		Example: "  interlock rules\n  interlock rules standard/locked-field\n  interlock rules workflow\n  interlock rules --coverage --format markdown",
		Args:    arguments(0, 1, "one rule or category, or none for all"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if coverage && len(args) > 0 {
				return fmt.Errorf("--coverage is of all rules; leave out `%s`", args[0])
			}
			b, err := s.book(cmd.Context())
			if err != nil {
				return err
			}
			if coverage {
				return s.printCoverage(b, form.name)
			}
			if len(args) == 1 && b.index(args[0]) >= 0 {
				return s.printRule(b.rules[b.index(args[0])], form.name)
			}
			rules := b.rules
			if len(args) == 1 {
				if rules, err = b.category(args[0]); err != nil {
					return err
				}
			}
			return s.printRules(rules, form.name)
		},
		ValidArgsFunction: s.completeRules,
	}
	form = formatFlag(cmd, "text", "json", "markdown")
	cmd.Flags().BoolVar(&coverage, "coverage", false, "say what holds and checks each row of the operating model")
	return cmd
}

func (s *session) options() report.Options { return report.Options{Color: s.Color, Width: s.Width} }

func (s *session) printCoverage(b *book, format string) error {
	rows := b.coverage()
	switch format {
	case "json":
		return report.CoverageJSON(s.Stdout, rows)
	case "markdown":
		return report.CoverageMarkdown(s.Stdout, rows)
	}
	return report.CoverageText(s.Stdout, rows, s.options())
}

func (s *session) printRule(r report.RuleInfo, format string) error {
	switch format {
	case "json":
		return report.RuleJSON(s.Stdout, r)
	case "markdown":
		return report.RuleMarkdown(s.Stdout, r)
	}
	return report.RuleText(s.Stdout, r, s.options())
}

func (s *session) printRules(rules []report.RuleInfo, format string) error {
	switch format {
	case "json":
		return report.RulesJSON(s.Stdout, rules)
	case "markdown":
		return report.RulesMarkdown(s.Stdout, rules)
	}
	return report.RulesText(s.Stdout, rules, s.options())
}

// book is all rules with what there is to read about them.
type book struct {
	schemas *schema.Registry
	rows    []framework.Row
	rules   []report.RuleInfo // by id
}

// book reads the rules that hold here: those of a repository too, where this is one.
func (s *session) book(ctx context.Context) (*book, error) {
	result, err := s.prepared(ctx)
	if err != nil {
		return nil, err
	}
	var own []*source.File
	if result.Snapshot != nil {
		if own, err = result.RuleFiles(); err != nil {
			return nil, err
		}
	}
	return s.bookOf(result.Schemas, result.Engine.Rules(), own)
}

// prepared reads settings, schemas and rules of the repository; where there is
// none, only what comes with interlock, and the snapshot is nil.
func (s *session) prepared(ctx context.Context) (*lint.Result, error) {
	shipped := s.Shipped
	if shipped == nil {
		var err error
		if shipped, err = lint.Load(s.Policies); err != nil {
			return nil, err
		}
	}
	dir, err := s.folder()
	if err != nil {
		return nil, err
	}
	settled := s.chdir != "" || isThere(dir, config.FileName)
	if !settled && !isThere(dir, ".git") {
		return shippedOnly(shipped), nil
	}
	snapshot, err := source.Worktree{Dir: dir}.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	checker := lint.Checker{Policies: s.Policies, Shipped: shipped}
	result, err := checker.Prepare(snapshot)
	if err != nil && !settled {
		// Any other Git repository, where somebody only asks what interlock knows.
		fmt.Fprintf(s.Stderr, "interlock: this folder has no %s, and its own schemas and rules are left out, since they are none of interlock's: interlock lint says why\n", config.FileName)
		return shippedOnly(shipped), nil
	}
	return result, err
}

func shippedOnly(shipped *lint.Shipped) *lint.Result {
	return &lint.Result{Config: config.Default(), Schemas: shipped.Schemas(), Engine: shipped.Engine()}
}

// isThere says whether there is something of a name in a folder.
func isThere(dir, name string) bool {
	_, err := os.Stat(filepath.Join(dir, name))
	return err == nil
}

func (s *session) bookOf(schemas *schema.Registry, rules []finding.Rule, own []*source.File) (*book, error) {
	statement, err := fs.ReadFile(s.Policies, "framework.yaml")
	if err != nil {
		return nil, err
	}
	b := &book{schemas: schemas}
	if b.rows, err = framework.Read(source.NewFile("framework.yaml", statement)); err != nil {
		return nil, err
	}
	shipped, err := lint.Embedded(s.Policies, "")
	if err != nil {
		return nil, err
	}
	mine := byRule(shipped)
	theirs := byRule(own)
	tests, err := policy.CountTests(append(slices.Clone(shipped), own...))
	if err != nil {
		return nil, err
	}
	for _, r := range rules {
		b.rules = append(b.rules, b.info(r, mine, theirs, tests))
	}
	for _, r := range lint.Rules() {
		info := report.RuleInfo{InGo: true}
		info.Rule = r
		b.rules = append(b.rules, info)
	}
	slices.SortFunc(b.rules, func(a, b report.RuleInfo) int { return strings.Compare(a.ID, b.ID) })
	return b, nil
}

// byRule is files by the last parts of their paths, CATEGORY/RULE/NAME.
func byRule(list []*source.File) map[string]*source.File {
	byName := map[string]*source.File{}
	for _, f := range list {
		folder := path.Dir(f.Path)
		byName[path.Join(path.Base(path.Dir(folder)), path.Base(folder), path.Base(f.Path))] = f
	}
	return byName
}

func (b *book) info(r finding.Rule, shipped, own map[string]*source.File, tests map[string]int) report.RuleInfo {
	info := report.RuleInfo{}
	info.Rule = r
	from := shipped
	if shipped[r.ID+"/"+trial.RuleFile] == nil {
		from, info.Own = own, true
		info.File = own[r.ID+"/"+trial.RuleFile].Path
	}
	if file := from[r.ID+"/"+trial.TestFile]; file != nil {
		info.Rego = tests[file.Path]
	}
	if file := from[r.ID+"/"+trial.Bad]; file != nil {
		info.Avoid = example(file.Data)
		info.Bad = slices.ContainsFunc(trial.Wanted(file), func(w trial.Want) bool { return w.Rule == r.ID })
	}
	if file := from[r.ID+"/"+trial.Good]; file != nil {
		info.Prefer, info.Good = example(file.Data), true
	}
	for _, id := range r.Framework {
		if row := framework.Find(b.rows, id); row != nil {
			info.Rows = append(info.Rows, *row)
		}
	}
	return info
}

// example is a rule's example without the empty document that keeps stock OPA
// from reading it as data.
func example(text []byte) string {
	if _, rest, found := bytes.Cut(text, []byte("\n---\n")); found && bytes.HasPrefix(bytes.TrimSpace(text), []byte("{}")) {
		return string(rest)
	}
	return string(text)
}

func (b *book) index(id string) int {
	return slices.IndexFunc(b.rules, func(r report.RuleInfo) bool { return r.ID == id })
}

// category lists the rules of a category; a name that is neither one nor a rule
// is an error that says which was probably meant.
func (b *book) category(name string) ([]report.RuleInfo, error) {
	var rules []report.RuleInfo
	var names, ids []string
	for _, r := range b.rules {
		head, last, _ := strings.Cut(r.ID, "/")
		ids = append(ids, r.ID)
		if !slices.Contains(names, head) {
			names = append(names, head)
		}
		if head == strings.TrimSuffix(name, "/") {
			rules = append(rules, r)
		}
		if last == name { // the category was left out
			return nil, fmt.Errorf("there is no category `%s`; the rule is `%s`", name, r.ID)
		}
	}
	if len(rules) > 0 {
		return rules, nil
	}
	if !strings.Contains(name, "/") {
		return nil, fmt.Errorf("there is no category `%s`%s; the categories are %s", name, meant(schema.Nearest(name, names)), strings.Join(names, ", "))
	}
	head, last, _ := strings.Cut(name, "/")
	near := schema.Nearest(name, ids)
	if near == "" { // the right rule in the wrong category
		for _, id := range ids {
			if strings.HasSuffix(id, "/"+last) {
				near = id
			}
		}
	}
	if near == "" && slices.Contains(names, head) {
		return nil, fmt.Errorf("there is no rule `%s`; those of %s are listed by: interlock rules %s", name, head, head)
	}
	return nil, fmt.Errorf("there is no rule `%s`%s; all are listed by: interlock rules", name, meant(near))
}

func (b *book) coverage() []framework.Coverage {
	tested := make([]framework.Tested, len(b.rules))
	for i := range b.rules {
		tested[i] = b.rules[i].Tested
	}
	return framework.Cover(b.rows, b.schemas, tested)
}

// completeRules offers the ids of rules.
func (s *session) completeRules(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return s.ruleNames(cmd.Context()), cobra.ShellCompDirectiveNoFileComp
}

// ruleNames are the ids of rules with their titles, as shells show them.
func (s *session) ruleNames(ctx context.Context) []string {
	b, err := s.book(background(ctx))
	if err != nil {
		return nil
	}
	var names []string
	for _, r := range b.rules {
		names = append(names, r.ID+"\t"+r.Title)
	}
	return names
}
