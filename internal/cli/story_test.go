package cli_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"interlock.dev/interlock/internal/cli"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/policies"
)

var update = flag.Bool("update", false, "rewrite the outputs that stories expect")

// storyDay is the moment at which every story begins; each run of the program
// takes a minute.
func storyDay() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

type clock struct{ runs int }

func (c *clock) now() time.Time { return storyDay().Add(time.Duration(c.runs) * time.Minute) }

// TestStories runs testdata/script: each story is what a person types, and what
// they see. Beside the commands of testscript there are
//
//	interlock ARGUMENT…          runs the program in this process; it must be clean
//	exits CODE interlock …       runs it; it must end with the exit code
//	harborline [FOLDER]          puts the repository of testdata/harborline into
//	                             a folder (repo), and commits it
//	commit MESSAGE               commits everything below this folder
//	edit FILE OLD NEW            replaces a text that stands in the file once; \n is a line end
//	lacks FILE                   fails when the file, or the folder's content, is there
//
// What changes with every new rule is masked: digests of plans, how many rules
// there are, and the commits that are compared with.
func TestStories(t *testing.T) {
	shipped, err := lint.Load(policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                filepath.Join("testdata", "script"),
		UpdateScripts:      *update,
		WorkdirRoot:        inMemory(t),
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			for _, pair := range gitEnvironment() {
				name, value, _ := strings.Cut(pair, "=")
				env.Setenv(name, value)
			}
			env.Values[clock{}] = &clock{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"interlock": func(ts *testscript.TestScript, neg bool, args []string) {
				if neg {
					ts.Fatalf("say which exit code: exits 1 interlock …")
				}
				storyRun(ts, shipped, cli.ExitClean, args)
			},
			"exits": func(ts *testscript.TestScript, neg bool, args []string) {
				code, err := strconv.Atoi(args[0])
				if neg || err != nil || len(args) < 2 || args[1] != "interlock" {
					ts.Fatalf("usage: exits CODE interlock ARGUMENT…")
				}
				storyRun(ts, shipped, code, args[2:])
			},
			"harborline": storyRepository,
			"commit":     storyCommit,
			"edit":       storyEdit,
			"lacks":      storyLacks,
		},
	})
}

// inMemory is a folder for stories that costs no waiting for a disk, where the
// machine has one: each file that is applied is synced.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "interlock-stories-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// gitEnvironment makes commits the same on every machine and day.
func gitEnvironment() []string {
	return []string{
		"GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_NOSYSTEM=1",
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=init.defaultBranch", "GIT_CONFIG_VALUE_0=main",
		"GIT_CONFIG_KEY_1=core.autocrlf", "GIT_CONFIG_VALUE_1=false",
		"GIT_AUTHOR_NAME=Ops lead", "GIT_AUTHOR_EMAIL=ops@example.com", "GIT_AUTHOR_DATE=2026-11-20T09:00:00Z",
		"GIT_COMMITTER_NAME=Ops lead", "GIT_COMMITTER_EMAIL=ops@example.com", "GIT_COMMITTER_DATE=2026-11-20T09:00:00Z",
	}
}

var (
	planDigest = regexp.MustCompile(`digest [0-9a-f]{12}\b`)
	ruleCount  = regexp.MustCompile(`· [0-9]+ rules?(, [0-9]+ matched nothing \(see --verbose\))?`)
	ruleCounts = regexp.MustCompile(`"rules": [0-9]+,\s+"matchedNothing": \[[^]]*\]`)
	baseName   = regexp.MustCompile(`\([0-9a-f]{12}\)`)
	baseHash   = regexp.MustCompile(`"revision": "[0-9a-f]{40}"`)
	process    = regexp.MustCompile("process [0-9]+ on [^,]+,")
)

// masked hides what is not the same on every machine, or with other rules.
func masked(text []byte, work string) []byte {
	text = planDigest.ReplaceAll(text, []byte("digest ############"))
	text = ruleCount.ReplaceAll(text, []byte("· ## rules"))
	text = ruleCounts.ReplaceAll(text, []byte(`"rules": "##"`))
	text = baseName.ReplaceAll(text, []byte("(############)"))
	text = baseHash.ReplaceAll(text, []byte(`"revision": "0000000000000000000000000000000000000000"`))
	text = process.ReplaceAll(text, []byte("process 4711 on this-host,"))
	return bytes.ReplaceAll(text, []byte(work), []byte("WORK"))
}

func storyRun(ts *testscript.TestScript, shipped *lint.Shipped, code int, args []string) {
	var stdout, stderr bytes.Buffer
	clock := ts.Value(clock{}).(*clock)
	clock.runs++
	command := cli.Command{
		Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: ts.MkAbs("."),
		Getenv: ts.Getenv, Now: clock.now, Policies: policies.FS, Shipped: shipped,
	}
	got := command.Main(context.Background(), args)
	work := ts.Getenv("WORK")
	for _, stream := range []struct {
		to   io.Writer
		text []byte
	}{{ts.Stdout(), stdout.Bytes()}, {ts.Stderr(), stderr.Bytes()}} {
		_, err := stream.to.Write(masked(stream.text, work))
		ts.Check(err)
	}
	if got != code {
		ts.Fatalf("exit code %d, and %d was expected", got, code)
	}
}

func storyRepository(ts *testscript.TestScript, neg bool, args []string) {
	folder := "repo"
	if len(args) == 1 {
		folder = args[0]
	}
	if neg || len(args) > 1 {
		ts.Fatalf("usage: harborline [FOLDER]")
	}
	dir := ts.MkAbs(folder)
	ts.Check(os.CopyFS(dir, os.DirFS(harborline)))
	ts.Check(ts.Exec("git", "init", "-q", dir))
	ts.Check(ts.Exec("git", "-C", dir, "add", "-A"))
	ts.Check(ts.Exec("git", "-C", dir, "commit", "-q", "-m", "the agreements of Harborline"))
}

const harborline = "testdata/harborline" // stories have folders of their own; the process stays in this package's

func storyCommit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: commit MESSAGE")
	}
	ts.Check(ts.Exec("git", "add", "-A"))
	ts.Check(ts.Exec("git", "commit", "-q", "-m", args[0]))
}

func storyEdit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	file := ts.MkAbs(args[0])
	text := ts.ReadFile(args[0])
	lines := strings.NewReplacer(`\n`, "\n")
	before, after := lines.Replace(args[1]), lines.Replace(args[2])
	if n := strings.Count(text, before); n != 1 {
		ts.Fatalf("%q stands %d times in %s", before, n, args[0])
	}
	ts.Check(os.WriteFile(file, []byte(strings.Replace(text, before, after, 1)), 0o644))
}

func storyLacks(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: lacks FILE…")
	}
	for _, name := range args {
		if _, err := os.Lstat(ts.MkAbs(name)); err == nil {
			ts.Fatalf("%s is there", name)
		}
	}
}
