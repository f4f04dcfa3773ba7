package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/source"
)

// summaryVariable names the file to which a step of a GitHub workflow adds what
// is shown on the page of its run.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// formats is the value of a --format that may be given several times: each a
// name, or NAME=FILE.
type formats struct {
	names []string
	asked []askedFormat
}

type askedFormat struct{ name, file string }

func (f *formats) String() string {
	var parts []string
	for _, a := range f.asked {
		if a.file != "" {
			a.name += "=" + a.file
		}
		parts = append(parts, a.name)
	}
	return strings.Join(parts, ", ")
}

func (f *formats) Type() string { return "FORMAT" }

// Set refuses what could not be written, before the command has done anything.
func (f *formats) Set(value string) error {
	name, file, named := strings.Cut(value, "=")
	if report.FormatNamed(name) == nil {
		return fmt.Errorf("the formats are %s, each alone or as NAME=FILE", strings.Join(f.names, ", "))
	}
	if named && file == "" {
		return fmt.Errorf("`%s=` names no file", name)
	}
	for _, other := range f.asked {
		if other.file == file {
			if file == "" {
				return fmt.Errorf("`%s` and `%s` would be mixed on standard output; send one to a file, as in %s=FILE", other.name, name, name)
			}
			return fmt.Errorf("`%s` and `%s` would both be written to `%s`", other.name, name, file)
		}
	}
	f.asked = append(f.asked, askedFormat{name, file})
	return nil
}

// formatsFlag adds a --format to a command that writes findings.
func formatsFlag(cmd *cobra.Command) *formats {
	f := &formats{names: report.Formats()}
	cmd.Flags().Var(f, "format", "how to print, several at once: "+strings.Join(f.names, ", ")+"; NAME=FILE writes to a file (default text)")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(f.names, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveNoSpace))
	return f
}

// level is the value of --fail-on.
type level struct{ severity finding.Severity }

func (l *level) String() string { return string(l.severity) }

func (l *level) Type() string { return "SEVERITY" }

func (l *level) Set(name string) error {
	switch s := finding.Severity(name); s {
	case finding.Error, finding.Warning, finding.Info:
		l.severity = s
		return nil
	}
	return errors.New("the severities are error, warning, info")
}

// failOnFlag adds --fail-on to a command that writes findings.
func failOnFlag(cmd *cobra.Command) *level {
	l := &level{finding.Error}
	cmd.Flags().Var(l, "fail-on", "the least severity that fails the check: error, warning, info")
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning", "info"}, cobra.ShellCompDirectiveNoFileComp))
	return l
}

// write writes a report in every format asked for: files first, so that what is
// on standard output is known to be on disk as well.
func (s *session) write(r report.Report, f *formats) error {
	asked := f.asked
	if len(asked) == 0 {
		asked = []askedFormat{{name: "text"}}
	}
	var toStdout report.Format
	for _, a := range asked {
		format := report.FormatNamed(a.name)
		if a.name == "github" {
			if err := s.stepSummary(r); err != nil {
				return err
			}
		}
		if a.file == "" {
			toStdout = format
			continue
		}
		plain := r
		plain.Options.Color, plain.Options.Width = false, 0
		if err := s.writeFile(a.file, "the "+a.name+" report", func(w io.Writer) error { return format(w, plain) }); err != nil {
			return err
		}
	}
	if toStdout == nil {
		return nil
	}
	return toStdout(s.Stdout, r)
}

// writeFile writes a file whole, or not at all; what says what it holds, for messages.
func (s *session) writeFile(name, what string, write func(io.Writer) error) error {
	failed := func(err error) error {
		return fmt.Errorf("%s cannot be written to `%s`: %w; name a file in a folder that is there and may be written to", what, name, cause(err))
	}
	at := s.path(name)
	info, err := os.Stat(at)
	switch {
	case err == nil && info.IsDir():
		return failed(errors.New("it is a folder"))
	case err == nil && !info.Mode().IsRegular():
		if err := writeInto(at, write); err != nil {
			return failed(err)
		}
		return nil
	}
	file, err := renameio.NewPendingFile(at, renameio.WithPermissions(0o644), renameio.WithExistingPermissions())
	if err != nil {
		return failed(err)
	}
	defer func() { _ = file.Cleanup() }()
	if err := write(file); err != nil {
		return failed(err)
	}
	if err := file.CloseAtomicallyReplace(); err != nil {
		return failed(err)
	}
	return nil
}

// writeInto writes to a pipe or device: a file in its place would take it away
// from everyone who uses it, /dev/null from the whole machine.
func writeInto(at string, write func(io.Writer) error) error {
	file, err := os.OpenFile(at, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	err = write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return err
}

// stepSummary adds the report to the page of a GitHub workflow's run.
func (s *session) stepSummary(r report.Report) error {
	name := s.Getenv(summaryVariable)
	if name == "" {
		return nil
	}
	var text bytes.Buffer
	if err := report.Markdown(&text, r); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err == nil {
		_, err = file.Write(text.Bytes())
		if closed := file.Close(); err == nil {
			err = closed
		}
	}
	if err != nil {
		return fmt.Errorf("the summary cannot be added to the file that %s names: %w", summaryVariable, cause(err))
	}
	return nil
}

// prefix is the repository's folder within the root of its Git repository, with
// slashes; empty where they are one, or where there is no Git repository.
func prefix(dir string) string {
	top, err := source.Top(dir)
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	if real, err := filepath.EvalSymlinks(top); err == nil {
		top = real
	}
	below, err := filepath.Rel(top, dir)
	if err != nil || below == "." || strings.HasPrefix(below, "..") {
		return ""
	}
	return filepath.ToSlash(below)
}

// described are the rules that a check ran, as formats list them.
func described(result *lint.Result) []finding.Rule {
	byID := map[string]finding.Rule{}
	for _, rule := range append(lint.Rules(), result.Engine.Rules()...) {
		byID[rule.ID] = rule
	}
	var rules []finding.Rule
	for _, id := range result.Counts.Ran {
		if rule, ok := byID[id]; ok {
			rules = append(rules, rule)
		}
	}
	return append(rules, lint.Rules()...)
}
