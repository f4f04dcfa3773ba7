package cli

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/trial"
)

func (s *session) testCommand() *cobra.Command {
	var verbose bool
	var form *format
	cmd := &cobra.Command{
		Use:   "test [PATTERN]",
		Short: "try out the rules of this repository",
		Long: "test runs the tests of the repository's own rules: those in Rego (*_test.rego), and both examples of\n" +
			"each rule, good.yaml and bad.yaml, in which a comment `# want CATEGORY/RULE` stands on each line\n" +
			"on which a finding must stand, and on no other. A rule without a failing example fails: nothing shows\n" +
			"that it finds anything. Lines of a rule that neither tests nor examples reach are counted.",
		Example: "  interlock test\n  interlock test vendor/contract --verbose\n  interlock test 'vendor/*' --format junit",
		Args:    arguments(0, 1, "one pattern of rules, or none for all"),
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := s.prepared(cmd.Context())
			if err != nil {
				return err
			}
			suite, err := s.suite(result, args)
			if err != nil {
				return err
			}
			tried, err := suite.Run(cmd.Context())
			if err != nil {
				return err
			}
			return s.printTrial(suite, tried, form.name, verbose)
		},
		ValidArgsFunction: s.completeRules,
	}
	form = formatFlag(cmd, "text", "json", "junit")
	cmd.Flags().BoolVarP(&verbose, "verbose", "v", false, "name each test, and the lines that nothing reaches")
	return cmd
}

// suite is the rules of the repository that a pattern names. That there are none
// is an error: a run that tries nothing looks like a pass.
func (s *session) suite(result *lint.Result, args []string) (trial.Suite, error) {
	if result.Snapshot == nil {
		return trial.Suite{}, errors.New("this is no repository with rules of its own; -C names the folder of one")
	}
	files, err := result.RuleFiles()
	if err != nil {
		return trial.Suite{}, err
	}
	shipped, err := lint.Embedded(s.Policies, ".rego")
	if err != nil {
		return trial.Suite{}, err
	}
	suite := trial.Suite{Shipped: result.Shipped(), Files: files, Others: shipped}
	var ids []string
	for _, file := range files {
		if path.Base(file.Path) == trial.RuleFile {
			folder := path.Dir(file.Path)
			ids = append(ids, path.Base(path.Dir(folder))+"/"+path.Base(folder))
		}
	}
	if len(ids) == 0 {
		return suite, fmt.Errorf("there is no rule to try out below `%s`: a rule stands in %s/CATEGORY/RULE/%s", result.Config.Policies, result.Config.Policies, trial.RuleFile)
	}
	if len(args) == 0 {
		return suite, nil
	}
	pattern := strings.TrimSuffix(args[0], "/")
	if !strings.Contains(pattern, "/") {
		pattern += "/*"
	}
	if !doublestar.ValidatePattern(pattern) {
		return suite, fmt.Errorf("`%s` is no pattern of rules; write for example vendor/*", args[0])
	}
	suite.Selected = func(id string) bool {
		matches, err := doublestar.Match(pattern, id)
		return matches && err == nil
	}
	if !slices.ContainsFunc(ids, suite.Selected) {
		return suite, fmt.Errorf("no rule of this repository matches `%s`%s; they are %s", args[0], meant(schema.Nearest(args[0], ids)), strings.Join(ids, ", "))
	}
	return suite, nil
}

func (s *session) printTrial(suite trial.Suite, tried *trial.Result, format string, verbose bool) error {
	files := map[string]*source.File{}
	for _, file := range suite.Files {
		files[file.Path] = file
	}
	options := s.options()
	options.Verbose = verbose
	r := report.Trial{Result: tried, Files: func(name string) *source.File { return files[name] }, Options: options}
	write := report.TrialText
	switch format {
	case "json":
		write = report.TrialJSON
	case "junit":
		write = report.TrialJUnit
	}
	if err := write(s.Stdout, r); err != nil {
		return err
	}
	if tried.Failed() > 0 {
		return &exit{code: ExitFindings}
	}
	return nil
}
