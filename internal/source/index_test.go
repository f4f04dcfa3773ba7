package source

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// stagedOf is what the index of a repository holds, as show tells it.
func stagedOf(t *testing.T, dir string) string {
	t.Helper()
	return show(snapshot(t, Index{Dir: dir}))
}

// TestIndexRepositories reads the index of repositories of every form that is
// met, each made by git itself: rightly, or not at all, with what to do.
func TestIndexRepositories(t *testing.T) {
	const first = "a.yaml [5] \"n: 1\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"
	files := map[string]string{"a.yaml": "n: 1\n", "ops/b.yaml": "n: 2\n"}
	for name, test := range map[string]struct {
		make func(t *testing.T) string // the folder
		want string
	}{
		"nothing staged": {func(t *testing.T) string { return repository(t, files) }, first},
		"no commit yet": {func(t *testing.T) string {
			dir := repository(t, nil)
			write(t, dir, files)
			gitRun(t, dir, "add", "-A")
			return dir
		}, first},
		"an empty index": {func(t *testing.T) string { return repository(t, nil) }, ""},
		"changed, and not staged": {func(t *testing.T) string {
			dir := repository(t, files)
			write(t, dir, map[string]string{"a.yaml": "n: 9\n", "new.yaml": "n: 9\n"})
			return dir
		}, first},
		"staged in part": {func(t *testing.T) string {
			dir := repository(t, files)
			write(t, dir, map[string]string{"a.yaml": "n: 3\n"})
			gitRun(t, dir, "add", "a.yaml")
			write(t, dir, map[string]string{"a.yaml": "n: 4\n"})
			return dir
		}, "a.yaml [5] \"n: 3\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"},
		"a deletion": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "rm", "-q", "--cached", "a.yaml")
			return dir
		}, "ops/b.yaml [5] \"n: 2\\n\"\n"},
		"a deletion that is not staged": {func(t *testing.T) string {
			dir := repository(t, files)
			if err := os.Remove(filepath.Join(dir, "a.yaml")); err != nil {
				t.Fatal(err)
			}
			return dir
		}, first},
		"a rename": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "mv", "a.yaml", "ops/a b.yaml")
			return dir
		}, "ops/a b.yaml [5] \"n: 1\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"},
		"intended to be added": {func(t *testing.T) string {
			dir := repository(t, files)
			write(t, dir, map[string]string{"ops/new.yaml": "n: 9\n"})
			gitRun(t, dir, "add", "-N", "ops/new.yaml")
			return dir
		}, first},
		"an empty file, which is no intention": {func(t *testing.T) string {
			dir := repository(t, files)
			write(t, dir, map[string]string{"empty.yaml": ""})
			gitRun(t, dir, "add", "empty.yaml")
			return dir
		}, "a.yaml [5] \"n: 1\\n\"\nempty.yaml [0] \"\"\nops/b.yaml [5] \"n: 2\\n\"\n"},
		"a folder of it": {func(t *testing.T) string {
			dir := repository(t, files)
			write(t, dir, map[string]string{"ops/new.yaml": "n: 9\n"})
			gitRun(t, dir, "add", "-N", "ops/new.yaml")
			return filepath.Join(dir, "ops")
		}, "b.yaml [5] \"n: 2\\n\"\n"},
		"line ends that an attribute changes": {func(t *testing.T) string {
			dir := repository(t, nil)
			write(t, dir, map[string]string{".gitattributes": "*.yaml text eol=crlf\n", "a.yaml": "n: 1\r\n"})
			gitRun(t, dir, "add", "-A")
			return dir
		}, ".gitattributes [21] \"*.yaml text eol=crlf\\n\"\na.yaml [5] \"n: 1\\n\"\n"},
		"a linked worktree": {func(t *testing.T) string {
			dir, beside := repository(t, files), filepath.Join(t.TempDir(), "beside")
			gitRun(t, dir, "worktree", "add", "-q", "--detach", beside)
			write(t, beside, map[string]string{"a.yaml": "n: 5\n"})
			gitRun(t, beside, "add", "a.yaml")
			return beside
		}, "a.yaml [5] \"n: 5\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"},
		"a sparse checkout": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "sparse-checkout", "set", "--no-cone", "/a.yaml")
			if _, err := os.Stat(filepath.Join(dir, "ops")); err == nil {
				t.Fatal("the checkout is not sparse")
			}
			return dir
		}, first},
		"a sparse index": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "sparse-checkout", "set", "--cone", "--sparse-index", "nothing")
			if out := gitRun(t, dir, "ls-files", "--sparse", "--stage"); !strings.Contains(out, "ops/\n") && !strings.HasSuffix(out, "ops/") {
				t.Fatalf("the index is not sparse:\n%s", out)
			}
			return dir
		}, first},
		"a split index": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "update-index", "--split-index")
			write(t, dir, map[string]string{"a.yaml": "n: 6\n"})
			gitRun(t, dir, "add", "a.yaml")
			return dir
		}, "a.yaml [5] \"n: 6\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"},
		"an index of version 4": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "update-index", "--index-version", "4")
			return dir
		}, first},
		"SHA-256": {func(t *testing.T) string {
			dir := t.TempDir()
			gitRun(t, dir, "init", "-q", "--object-format=sha256")
			write(t, dir, files)
			gitRun(t, dir, "add", "-A")
			return dir
		}, first},
		"a submodule": {func(t *testing.T) string {
			dir, other := repository(t, files), repository(t, files)
			gitRun(t, dir, "submodule", "add", "-q", "file://"+other, "shared")
			gitRun(t, dir, "rm", "-q", "--cached", ".gitmodules")
			return dir
		}, first + "shared: nested-repository: this folder is a Git repository of its own, whose files are not checked here (check it where it is kept, and name it in `ignore:` of interlock.yaml) at 0\n"},
		"a replaced object": {func(t *testing.T) string {
			dir := repository(t, files)
			gitRun(t, dir, "replace", gitRun(t, dir, "rev-parse", "HEAD:a.yaml"), gitRun(t, dir, "rev-parse", "HEAD:ops/b.yaml"))
			return dir
		}, first},
	} {
		t.Run(name, func(t *testing.T) {
			dir := test.make(t)
			if got := stagedOf(t, dir); got != test.want {
				t.Errorf("the index holds\n%swant\n%s", got, test.want)
			}
		})
	}
}

// TestIndexConflicts holds that a file in conflict is no file.
func TestIndexConflicts(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n", "b.yaml": "n: 1\n"})
	gitRun(t, dir, "checkout", "-q", "-b", "other")
	write(t, dir, map[string]string{"a.yaml": "n: 2\n"})
	gitRun(t, dir, "rm", "-q", "b.yaml")
	commit(t, dir)
	gitRun(t, dir, "checkout", "-q", "main")
	write(t, dir, map[string]string{"a.yaml": "n: 3\n", "b.yaml": "n: 3\n"})
	commit(t, dir)
	if exec.Command("git", "-C", dir, "-c", "user.name=x", "-c", "user.email=x@example.com", "merge", "-q", "other").Run() == nil {
		t.Fatal("there is no conflict")
	}
	for _, name := range []string{"a.yaml", "b.yaml"} {
		if _, problem := snapshot(t, Index{Dir: dir}).Load(name); problem == nil || problem.Code != Unmerged {
			t.Errorf("%s: %+v", name, problem)
		}
	}
}

// TestIndexAndCommitAreAlike compares what is staged with the commit of it.
func TestIndexAndCommitAreAlike(t *testing.T) {
	dir := repository(t, map[string]string{
		"a.yaml": "a: 1\n", "b/c d.yaml": "b: 2\n", "b/ünïcode \U0001f600.yaml": "c: 3\n", "crlf.yaml": "e: 5\r\n", "large.yaml": strings.Repeat("x", 201),
		"latin1.yaml": "name: M\xfcller\n", "line\nbreak.yaml": "a: 1\n", "esc\x1b[31m.txt": "", "back\\slash.yaml": "a: 1\n", "bad\xffname.yaml": "", "tab\tname.yaml": "a: 1\n",
		"deep/.interlock/kept.yaml": "kept: true\n", ".interlock/left.yaml": "out: true\n", "-n.yaml": "dash: 1\n", ":(glob)x.yaml": "magic: 1\n",
	})
	link(t, dir, map[string]string{"to-file.yaml": "a.yaml", "to-folder": "b", "to-nothing.yaml": "nowhere", "absolute.yaml": "/etc/passwd", "up.yaml": "../outside.yaml", "to-itself.yaml": "to-itself.yaml"})
	commit(t, dir)
	got := show(snapshot(t, Index{Dir: dir, Limit: 200}))
	if want := show(snapshot(t, Commit{Dir: dir, Revision: "HEAD", Limit: 200})); got != want {
		t.Errorf("the index says\n%s\nthe commit says\n%s", got, want)
	}
}

// TestIndexOfAHook reads the index that Git makes for `git commit a.yaml`, which
// it names to the hook by a path.
func TestIndexOfAHook(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n", "b.yaml": "n: 1\n"})
	other := filepath.Join(dir, ".git", "other-index")
	write(t, dir, map[string]string{"b.yaml": "n: 2\n"})
	add := exec.Command("git", "-C", dir, "add", "b.yaml")
	data, err := os.ReadFile(filepath.Join(dir, ".git", "index"))
	if err == nil {
		err = os.WriteFile(other, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	add.Env = append(os.Environ(), "GIT_INDEX_FILE="+other)
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	t.Chdir(dir)
	for _, environ := range [][]string{{"GIT_INDEX_FILE=.git/other-index"}, {"GIT_INDEX_FILE=" + other, "GIT_DIR=.git"}, {"GIT_INDEX_FILE=.git/other-index", "GIT_DIR=" + filepath.Join(dir, ".git"), "GIT_PREFIX="}} {
		environ = append(environ, "PATH="+os.Getenv("PATH"))
		if got := string(snapshot(t, Index{Dir: dir, Environ: environ}).File("b.yaml").Data); got != "n: 2\n" {
			t.Errorf("%v: b.yaml is %q", environ, got)
		}
	}
	if got := string(snapshot(t, Index{Dir: dir}).File("b.yaml").Data); got != "n: 1\n" {
		t.Errorf("the index itself: b.yaml is %q", got)
	}
}

// TestIndexRefusals are indexes that cannot be read: with what to do.
func TestIndexRefusals(t *testing.T) {
	refused := func(name, dir, want string) {
		t.Helper()
		if got, err := (Index{Dir: dir}).Snapshot(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want an error that says %q: %v %v", name, want, got, err)
		}
	}
	outside := t.TempDir()
	refused("no repository", outside, "git init")
	if _, err := (Index{Dir: outside}).Snapshot(context.Background()); !errors.Is(err, ErrNoRepository) {
		t.Errorf("no repository: %v", err)
	}
	origin := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	gitRun(t, origin, "config", "uploadpack.allowFilter", "true")
	partial := filepath.Join(t.TempDir(), "partial")
	gitRun(t, origin, "clone", "-q", "--filter=blob:none", "--no-checkout", "file://"+origin, partial)
	gitRun(t, partial, "read-tree", "HEAD")
	refused("a partial clone", partial, "partial clone")
	damaged := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	write(t, damaged, map[string]string{".git/index": "DIRC nonsense"})
	refused("a damaged index", damaged, "index")
	t.Setenv("PATH", outside)
	refused("no git", origin, "not installed")
}

// TestIndexRunsNothing holds that a repository's own settings run no program.
func TestIndexRunsNothing(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n", ".gitattributes": "*.yaml filter=trap diff=trap text\n"})
	mark := filepath.Join(t.TempDir(), "ran")
	trap := filepath.Join(dir, "trap.sh")
	if err := os.WriteFile(trap, []byte("#!/bin/sh\necho \"$0 $*\" >> '"+mark+"'\ncat\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, setting := range []string{"core.fsmonitor", "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "diff.trap.textconv", "diff.trap.command", "diff.external", "core.pager", "core.sshCommand", "core.editor", "credential.helper", "uploadpack.packObjectsHook", "alias.ls-files", "alias.cat-file", "core.alternateRefsCommand"} {
		value := trap
		if strings.HasPrefix(setting, "alias.") || setting == "credential.helper" {
			value = "!" + trap
		}
		gitRun(t, dir, "config", setting, value)
	}
	_ = os.Remove(mark) // git config itself may have run one
	write(t, dir, map[string]string{"a.yaml": "n: 22\n"})
	if err := os.MkdirAll(filepath.Join(dir, ".git", "hooks"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, hook := range []string{"post-index-change", "pre-commit", "fsmonitor-watchman"} {
		if err := os.WriteFile(filepath.Join(dir, ".git", "hooks", hook), []byte("#!/bin/sh\necho hook >> '"+mark+"'\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(snapshot(t, Index{Dir: dir}).File("a.yaml").Data); got != "n: 1\n" {
		t.Errorf("a.yaml is %q", got)
	}
	if ran, err := os.ReadFile(mark); err == nil {
		t.Errorf("the repository ran\n%s", ran)
	}
}
