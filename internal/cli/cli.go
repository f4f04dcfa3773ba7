// Package cli is the command line.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

// The exit codes of every command.
const (
	ExitClean    = 0 // nothing at or above the failing level
	ExitFindings = 1 // findings, or a plan that was refused or not carried out whole
	ExitFault    = 2 // usage, configuration, or a fault of ours
)

// Command is the program with everything that it takes from its surroundings,
// so that it can be run in a test as on a terminal.
type Command struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dir            string // where it was called
	Getenv         func(string) string
	Now            func() time.Time
	Policies       fs.FS
	Shipped        *lint.Shipped // Policies, loaded, for those who run several commands; nil loads them for each
	Color          bool          // Stdout shows colours
	Width          int           // columns of the terminal, 0 for none
	Terminal       bool          // Stderr is a terminal, so progress may be shown
	// LimitMemory tells the collector from how many bytes on it is to work
	// harder; nil leaves it alone.
	LimitMemory func(bytes int64)
}

// System is the command in the process's own surroundings.
func System() *Command {
	dir, err := os.Getwd()
	if err != nil {
		dir = "."
	}
	c := &Command{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir,
		Getenv: os.Getenv, Now: time.Now, Policies: policies.FS,
	}
	c.Terminal = term.IsTerminal(os.Stderr.Fd())
	if os.Getenv("GOMEMLIMIT") == "" && os.Getenv("GOGC") == "" {
		c.LimitMemory = lazily
	}
	if term.IsTerminal(os.Stdout.Fd()) {
		c.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(os.Stdout.Fd()); err == nil {
			c.Width = width
		}
	}
	return c
}

// memoryFor is how much memory a repository of some files is to take at most.
// Below that the collector may be lazy, which takes a quarter less of a
// processor's time; measured with 2,000 and 10,000 documents.
func memoryFor(files int) int64 {
	const least, each = 348 << 20, 34 << 10
	return max(least, int64(files)*each)
}

// lazily lets garbage grow to four times of what is in use, up to a limit.
func lazily(limit int64) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(limit)
}

// exit carries an exit code through the error of a command. Its message, if
// there is one, has not been printed yet.
type exit struct {
	code int
	err  error
}

func (e *exit) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exit) Unwrap() error { return e.err }

// Main runs the command with its arguments and gives the exit code.
func (c *Command) Main(ctx context.Context, args []string) int {
	out := &output{Writer: c.Stdout}
	own := *c
	own.Stdout = out
	root := own.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	code := ExitClean
	var e *exit
	switch {
	case out.err != nil:
		// Who looks at the output must not take a part for the whole.
		code, err = ExitFault, fmt.Errorf("the output cannot be written: %w", cause(out.err))
	case errors.As(err, &e):
		code, err = e.code, e.err
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		code, err = ExitFindings, errors.New("stopped before anything was done")
	case err != nil:
		code = ExitFault
	}
	// Whoever closes the pipe has seen enough (interlock lint | head).
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		fmt.Fprintf(c.Stderr, "interlock: %s\n", visible(err.Error()))
	}
	return code
}

// output keeps the first error of a writer: not every part of a command tells.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// visible keeps what comes from files from steering the terminal.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\n' && r != '\t' || r >= 0x7F && r < 0xA0 {
			return '�'
		}
		return r
	}, text)
}

// session is one call: the flags that all commands share.
type session struct {
	*Command
	called string // the command and its names, as in `interlock plan`
	chdir  string
	asOf   string
	base   string        // what a change is compared with; empty for nothing
	wait   time.Duration // for other runs
}

func (c *Command) root() *cobra.Command {
	s := &session{Command: c}
	root := &cobra.Command{
		Use:   "interlock",
		Short: "keeps the agreements of a marketing organisation as code",
		Long: "interlock checks the agreements of a marketing organisation, kept as YAML in Git,\n" +
			"shows what is effective in each region and who decided it, and applies it.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noCommand,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			s.called = cmd.CommandPath()
			if cmd.Flags().Changed("directory") && s.chdir == "" {
				return errors.New("`-C` names no folder; write for example -C marketing")
			}
			_, err := s.date()
			return err
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().StringVarP(&s.chdir, "directory", "C", "", "the `FOLDER` of the repository (default: here, searching upwards for interlock.yaml)")
	root.PersistentFlags().StringVar(&s.asOf, "as-of", "", "the `DAY`, as YYYY-MM-DD, as of which rules judge (default: today)")
	root.AddCommand(s.lintCommand(), s.rulesCommand(), s.renderCommand(), s.explainCommand(), s.planCommand(), s.applyCommand(), s.statusCommand(), s.versionCommand(), s.docsCommand())
	root.AddCommand(s.reportCommand(), s.graphCommand())
	root.AddCommand(s.schemaCommand(), s.testCommand(), s.newCommand(), s.initCommand())
	root.SetIn(c.Stdin)
	root.SetOut(c.Stdout) // before the completion command is made: it keeps the writer
	root.SetErr(c.Stderr)
	root.AddCommand(s.impactCommand(), s.codeownersCommand())
	root.SetFlagErrorFunc(flagError)
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, cmd := range root.Commands() {
		switch cmd.Name() {
		case "help":
			cmd.Short = "say more about a command"
		case "completion":
			cmd.Short = "print what a shell needs to complete commands: bash, zsh, fish or powershell"
		}
	}
	return root
}

// noCommand refuses words that are no command.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, known := range cmd.Commands() {
		if known.IsAvailableCommand() {
			names = append(names, known.Name())
		}
	}
	return fmt.Errorf("there is no command `%s`%s; see: interlock --help", args[0], meant(schema.Nearest(args[0], names)))
}

// flagError says what is wrong with a flag, and where the flags are told.
func flagError(cmd *cobra.Command, err error) error {
	text := err.Error()
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		near := schema.Nearest(unknown.GetSpecifiedName(), names)
		if near != "" {
			near = "--" + near
		}
		text += meant(near)
	}
	return fmt.Errorf("%s; see: %s --help", text, cmd.CommandPath())
}

// date is the day of the run.
func (s *session) date() (string, error) {
	if s.asOf == "" {
		return s.Now().Format(time.DateOnly), nil
	}
	if _, err := time.Parse(time.DateOnly, s.asOf); err != nil {
		return "", fmt.Errorf("`--as-of %s` is no day; write for example 2026-11-22", s.asOf)
	}
	return s.asOf, nil
}

// root folder of the repository: the one named, or the nearest with settings
// from here up to the root of the Git repository, else that root, else here.
func (s *session) folder() (string, error) {
	dir := s.Dir
	if s.chdir != "" {
		dir = s.chdir
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(s.Dir, dir)
		}
		info, err := os.Stat(dir)
		if err != nil {
			return "", fmt.Errorf("there is no folder `%s`; -C names the folder of the repository", s.chdir)
		}
		if !info.IsDir() {
			return "", fmt.Errorf("`%s` is a file; -C names the folder of the repository", s.chdir)
		}
		return dir, nil
	}
	top, err := source.Top(dir)
	if err != nil {
		top = ""
	}
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, config.FileName)); err == nil {
			return at, nil
		}
		if at == top || at == filepath.Dir(at) || top == "" {
			break
		}
	}
	if top != "" {
		return top, nil
	}
	return dir, nil
}

// noArguments is for commands that take none.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and `%s` was given; see: %s --help", cmd.CommandPath(), args[0], cmd.CommandPath())
	}
	return nil
}

// arguments lets pass as many arguments as a command takes; takes says in words
// what they are.
func arguments(least, most int, takes string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return fmt.Errorf("%s takes %s, and %d arguments were given; see: %s --help", cmd.CommandPath(), takes, len(args), cmd.CommandPath())
		}
		return nil
	}
}

// format is the value of --format: one of the names that a command knows, the
// first unless another is asked for.
type format struct {
	name  string
	names []string
}

func (f *format) String() string { return f.name }

func (f *format) Type() string { return "FORMAT" }

// Set refuses other names, before the command has done anything.
func (f *format) Set(name string) error {
	if !slices.Contains(f.names, name) {
		return fmt.Errorf("the formats are %s", strings.Join(f.names, ", "))
	}
	f.name = name
	return nil
}

// formatFlag adds --format to a command.
func formatFlag(cmd *cobra.Command, names ...string) *format {
	f := &format{name: names[0], names: names}
	cmd.Flags().Var(f, "format", "how to print: "+strings.Join(names, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	return f
}
