package source

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// gitRun runs the git program, as far from the settings of this machine as it can.
func gitRun(t *testing.T, dir string, args ...string) string {
	t.Helper()
	command := exec.Command("git", append([]string{"-C", dir, "-c", "protocol.file.allow=always", "-c", "commit.gpgSign=false"}, args...)...)
	command.Env = append(os.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_TERMINAL_PROMPT=0",
		"GIT_AUTHOR_NAME=ops lead", "GIT_AUTHOR_EMAIL=ops@example.com", "GIT_COMMITTER_NAME=ops lead", "GIT_COMMITTER_EMAIL=ops@example.com",
		"GIT_AUTHOR_DATE=2026-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2026-01-01T00:00:00Z")
	out, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func link(t *testing.T, dir string, links map[string]string) {
	t.Helper()
	for name, target := range links {
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
}

// repository is a new one with files and one commit of all of them.
func repository(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	gitRun(t, dir, "init", "-q", "-b", "main")
	write(t, dir, files)
	if len(files) > 0 {
		commit(t, dir)
	}
	return dir
}

func commit(t *testing.T, dir string) {
	t.Helper()
	gitRun(t, dir, "add", "-A")
	gitRun(t, dir, "commit", "-q", "--allow-empty", "-m", "state")
}

func snapshot(t *testing.T, s Source) *Snapshot {
	t.Helper()
	got, err := s.Snapshot(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// show tells all that a snapshot says of its files.
func show(s *Snapshot) string {
	var b strings.Builder
	for _, e := range s.Entries() {
		fmt.Fprintf(&b, "%s", e.Path)
		if e.Link != "" {
			fmt.Fprintf(&b, " -> %s", e.Link)
		}
		file, problem := s.Load(e.Path)
		switch {
		case (file == nil) == (problem == nil):
			fmt.Fprintf(&b, " has not exactly one of file and problem")
		case problem != nil:
			fmt.Fprintf(&b, ": %s: %s (%s) at %d", problem.Code, problem.Message, problem.Help, problem.Offset)
		case e.Size >= 0 && e.Size != int64(len(file.Data)):
			fmt.Fprintf(&b, " has %d bytes and not %d", len(file.Data), e.Size)
		default:
			fmt.Fprintf(&b, " [%d] %q", len(file.Data), file.Data)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestWorktreeAndCommitAreAlike makes a repository of everything that a tree
// may hold, and compares what the folder says of it with what the commit says.
func TestWorktreeAndCommitAreAlike(t *testing.T) {
	dir := repository(t, map[string]string{
		"a.yaml": "a: 1\n", "b/c d.yaml": "b: 2\n", "b/ünïcode \U0001f600.yaml": "c: 3\n", "x.yaml/inside.yaml": "d: 4\n", "b.yaml": "sorts: between\n", "b-c.yaml": "x: y\n",
		"crlf.yaml": "e: 5\r\n", "empty.yaml": "", "large.yaml": strings.Repeat("x", 201), "just.yaml": strings.Repeat("x", 200),
		"latin1.yaml": "ok: yes\nname: M\xfcller\n", "utf16.yaml": "\xff\xfea\x00", "run.sh": "#!/bin/sh\n",
		"line\nbreak.yaml": "a: 1\n", "esc\x1b[31m.txt": "", "back\\slash.yaml": "a: 1\n", "bad\xffname.yaml": "", "turned\u202elmay.yaml": "", "safe \u200d.yaml": "joined: true\n", "interlock:standards/metrics.yaml": "mine: true\n", "interlocking:x.yaml": "i: 9\n",
		"deep/er/est/file.yml": "f: 6\n", ".hidden/h.yaml": "g: 7\n", ".gitignore": "ignored\n", "deep/.interlock/kept.yaml": "kept: true\n",
	})
	if err := os.Chmod(filepath.Join(dir, "run.sh"), 0o755); err != nil {
		t.Fatal(err)
	}
	link(t, dir, map[string]string{
		"to-file.yaml": "a.yaml", "to-folder": "deep/er", "to-itself.yaml": "to-itself.yaml", "ping.yaml": "pong.yaml", "pong.yaml": "ping.yaml",
		"to-nothing.yaml": "nowhere.yaml", "absolute.yaml": "/etc/passwd", "up.yaml": "../outside.yaml", "up-and-back.yaml": "../" + filepath.Base(dir) + "/a.yaml",
		"through.yaml": "to-folder/est/file.yml", "deep/side.yaml": "../b/c d.yaml", "to-link.yaml": "to-file.yaml", "to-link-to-nothing.yaml": "to-nothing.yaml",
		"up-from-folder.yaml": "to-folder/../../a.yaml", "up-from-link.yaml": "to-folder/../up.yaml", "deep/up.yaml": "up-from-link", "dots.yaml": "./b/.././b//c d.yaml", "to-root": ".", "in-root.yaml": "to-root/a.yaml",
		"below-a-file.yaml": "a.yaml/x", "slash.yaml": "a.yaml/", "to-large.yaml": "large.yaml", "to-latin1.yaml": "latin1.yaml", "to-bad.yaml": "line\nbreak.yaml", "bad\x01link.yaml": "a.yaml", "to-git.yaml": ".git/config",
		"far.yaml": strings.Repeat("x/", 1500), "escape.yaml": "esc\x1b", "out-through.yaml": "to-folder/../../../x.yaml",
	})
	commit(t, dir)
	write(t, dir, map[string]string{".interlock/state.db": "not part of the tree"})
	if err := os.Mkdir(filepath.Join(dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	tree := snapshot(t, Worktree{Dir: dir, Limit: 200})
	kept := snapshot(t, Commit{Dir: dir, Revision: "HEAD", Limit: 200})
	if got, want := show(kept), show(tree); got != want {
		t.Errorf("the commit says\n%s\nthe folder says\n%s", got, want)
	}
	if tree.Revision != "" || kept.Revision != gitRun(t, dir, "rev-parse", "HEAD") {
		t.Errorf("the revisions are %q and %q", tree.Revision, kept.Revision)
	}
	for name, want := range map[string]string{
		"a.yaml": "a: 1\n", "to-file.yaml": "a: 1\n", "to-link.yaml": "a: 1\n", "through.yaml": "f: 6\n", "deep/side.yaml": "b: 2\n", "dots.yaml": "b: 2\n", "in-root.yaml": "a: 1\n",
		"crlf.yaml": "e: 5\r\n", "empty.yaml": "", "x.yaml/inside.yaml": "d: 4\n", "up-from-folder.yaml": "a: 1\n", "just.yaml": strings.Repeat("x", 200), "deep/.interlock/kept.yaml": "kept: true\n",
	} {
		file, problem := tree.Load(name)
		if problem != nil || string(file.Data) != want {
			t.Errorf("%s: want %q: %+v", name, want, problem)
		}
	}
	for name, want := range map[string]ProblemCode{
		"to-itself.yaml": BrokenLink, "ping.yaml": BrokenLink, "to-nothing.yaml": BrokenLink, "to-link-to-nothing.yaml": BrokenLink, "below-a-file.yaml": BrokenLink, "to-git.yaml": BrokenLink,
		"absolute.yaml": OutsideLink, "up.yaml": OutsideLink, "up-and-back.yaml": OutsideLink, "up-from-link.yaml": BrokenLink, "out-through.yaml": OutsideLink,
		"large.yaml": TooLarge, "to-large.yaml": TooLarge, "latin1.yaml": NotUTF8, "utf16.yaml": NotUTF8, "to-latin1.yaml": NotUTF8,
		"line\nbreak.yaml": UnsafeFileName, "back\\slash.yaml": UnsafeFileName, "bad\xffname.yaml": UnsafeFileName, "turned\u202elmay.yaml": UnsafeFileName, "to-bad.yaml": UnsafeFileName, "bad\x01link.yaml": UnsafeFileName, "interlock:standards/metrics.yaml": UnsafeFileName,
	} {
		file, problem := tree.Load(name)
		if problem == nil || problem.Code != want || problem.Help == "" {
			t.Errorf("%q: want %s: %v %+v", name, want, file, problem)
		}
	}
	if _, problem := tree.Load("latin1.yaml"); problem.Offset != 15 || problem.Message != "the file is not UTF-8: byte 16 is 0xFC" || !strings.Contains(problem.Help, "line 2") {
		t.Errorf("latin1.yaml: %+v", problem)
	}
	if e, _ := tree.Entry("to-folder"); e.Link != "deep/er" || e.Problem != nil {
		t.Errorf("to-folder: %+v", e)
	}
	for _, name := range []string{".git", ".git/config", ".interlock/state.db", "empty", "x.yaml", "deep"} {
		if e, found := tree.Entry(name); found {
			t.Errorf("%s is no file of the tree: %+v", name, e)
		}
	}
}

// TestFolderOfARepository reads a folder of it as the root.
func TestFolderOfARepository(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "a: 1\n", "ops/b.yaml": "b: 2\n", "ops/deep/c.yaml": "c: 3\n"})
	link(t, dir, map[string]string{"ops/up.yaml": "../a.yaml", "ops/down.yaml": "deep/c.yaml"})
	commit(t, dir)
	below := filepath.Join(dir, "ops")
	want := "b.yaml [5] \"b: 2\\n\"\ndeep/c.yaml [5] \"c: 3\\n\"\ndown.yaml -> deep/c.yaml [5] \"c: 3\\n\"\nup.yaml: link-outside: the link leads out of the repository, to `../a.yaml` (" + outside("").Help + ") at 0\n"
	for _, s := range []Source{Worktree{Dir: below}, Commit{Dir: below, Revision: "main"}} {
		if got := show(snapshot(t, s)); got != want {
			t.Errorf("%T says\n%s\nwant\n%s", s, got, want)
		}
	}
	// The same through a link to the folder, and with a path that is not clean.
	other := t.TempDir()
	link(t, other, map[string]string{"ops": below})
	for _, s := range []Source{Worktree{Dir: filepath.Join(other, "ops")}, Commit{Dir: filepath.Join(other, "ops"), Revision: "main"}, Worktree{Dir: below + "/../ops/"}} {
		if got := show(snapshot(t, s)); got != want {
			t.Errorf("%T through a link says\n%s\nwant\n%s", s, got, want)
		}
	}
}

// TestRepositoriesInside finds submodules, checked out or not, and repositories
// that somebody made in a folder.
func TestRepositoriesInside(t *testing.T) {
	part := repository(t, map[string]string{"inside.yaml": "a: 1\n"})
	dir := repository(t, map[string]string{"a.yaml": "a: 1\n"})
	gitRun(t, dir, "submodule", "--quiet", "add", part, "vendor/part")
	gitRun(t, dir, "submodule", "--quiet", "add", part, "ops/part two")
	link(t, dir, map[string]string{"into.yaml": "vendor/part/inside.yaml"})
	commit(t, dir)
	want := []string{".gitmodules", "a.yaml", "into.yaml nested-repository", "ops/part two nested-repository", "vendor/part nested-repository"}
	check := func(name string, s Source, want []string) {
		t.Helper()
		var got []string
		for _, e := range snapshot(t, s).Entries() {
			line := e.Path
			if e.Problem != nil {
				line += " " + string(e.Problem.Code)
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s has\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	check("the folder", Worktree{Dir: dir}, want)
	check("the commit", Commit{Dir: dir, Revision: "HEAD"}, want)
	clone := filepath.Join(t.TempDir(), "clone")
	gitRun(t, dir, "clone", "-q", dir, clone)
	check("a clone without its submodules", Worktree{Dir: clone}, want)
	check("a folder of that clone", Worktree{Dir: filepath.Join(clone, "ops")}, []string{"part two nested-repository"})
	check("the commit of that folder", Commit{Dir: filepath.Join(clone, "ops"), Revision: "HEAD"}, []string{"part two nested-repository"})
	gitRun(t, dir, "init", "-q", filepath.Join(dir, "made"))
	write(t, dir, map[string]string{"made/x.yaml": "a: 1\n"})
	check("a folder with a repository inside", Worktree{Dir: dir}, []string{".gitmodules", "a.yaml", "into.yaml nested-repository", "made nested-repository", "ops/part two nested-repository", "vendor/part nested-repository"})
}

// TestChangesBetweenListingAndReading holds that what took a file's place is a
// problem of that file, and that no reading waits.
func TestChangesBetweenListingAndReading(t *testing.T) {
	dir := t.TempDir()
	names := []string{"gone", "grown", "folder", "pipe", "out", "in", "same"}
	for _, name := range names {
		write(t, dir, map[string]string{name + ".yaml": "a: 1\n"})
	}
	tree := snapshot(t, Worktree{Dir: dir, Limit: 100})
	for _, name := range names[:6] {
		if err := os.Remove(filepath.Join(dir, name+".yaml")); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, map[string]string{"grown.yaml": strings.Repeat("x", 5000), "other.txt": "b: 2\n", "folder.yaml/x": ""})
	link(t, dir, map[string]string{"out.yaml": "/etc/hostname", "in.yaml": "other.txt"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"gone": "unreadable: the file cannot be read: no such file or directory", "grown": "too-large: the file has more than the 100 bytes that are read",
		"folder": "unreadable: the file cannot be read: it is no longer a file", "pipe": "unreadable: the file cannot be read: it is no longer a file",
		"out": "unreadable: the file cannot be read: path escapes from parent", "in": "", "same": "",
	} {
		_, problem := tree.Load(name + ".yaml")
		got := ""
		if problem != nil {
			got = string(problem.Code) + ": " + problem.Message
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	// What was read once stays as it was read.
	write(t, dir, map[string]string{"same.yaml": "b: 2\n"})
	if file := tree.File("same.yaml"); string(file.Data) != "a: 1\n" {
		t.Errorf("same.yaml is now %q", file.Data)
	}
}

func TestSpecialFiles(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.yaml"), 0o644); err != nil {
		t.Fatal(err)
	}
	link(t, dir, map[string]string{"to-pipe.yaml": "pipe.yaml"})
	tree := snapshot(t, Worktree{Dir: dir})
	for _, name := range []string{"pipe.yaml", "to-pipe.yaml"} {
		if _, problem := tree.Load(name); problem == nil || problem.Code != SpecialFile {
			t.Errorf("%s: %+v", name, problem)
		}
	}
}

// TestUnreadable runs this program again as a user who may not read: the
// superuser may read everything.
func TestUnreadable(t *testing.T) {
	if dir := os.Getenv("UNREADABLE_FOLDER"); dir != "" {
		fmt.Print("SHOWN\n" + show(snapshot(t, Worktree{Dir: dir})) + "END\n")
		return
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"open.yaml": "a: 1\n", "closed.yaml": "b: 2\n", "locked/c.yaml": "c: 3\n"})
	for name, mode := range map[string]os.FileMode{"closed.yaml": 0, "locked": 0, ".": 0o755} {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "locked"), 0o755) })
	// The program and the folders above must be open to that user.
	program := filepath.Join(dir, "..", "again")
	data, err := os.ReadFile(os.Args[0])
	if err == nil {
		err = os.WriteFile(program, data, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, above := range []string{filepath.Dir(dir), filepath.Dir(filepath.Dir(dir))} {
		if err := os.Chmod(above, 0o755); err != nil && !os.IsPermission(err) {
			t.Fatal(err)
		}
	}
	again := exec.Command(program, "-test.run=^TestUnreadable$")
	again.Env = append(os.Environ(), "UNREADABLE_FOLDER="+dir)
	again.Dir = dir
	if os.Geteuid() == 0 {
		again.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := again.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	_, got, _ := strings.Cut(string(out), "SHOWN\n")
	got, _, _ = strings.Cut(got, "END\n")
	want := "closed.yaml: unreadable: the file cannot be read: permission denied (check the permissions of the file, or name it in `ignore:` of interlock.yaml) at 0\n" +
		"locked: unreadable: the folder cannot be read: permission denied (check the permissions of the folder, or name it in `ignore:` of interlock.yaml) at 0\n" +
		"open.yaml [5] \"a: 1\\n\"\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// Files beside a tree are read and not listed, and what the tree has stays as it is.
func TestSnapshotWith(t *testing.T) {
	tree := Memory(map[string]string{"a.yaml": "a: 1\n"})
	beside := NewFile(ShippedPrefix+"standards/metrics.yaml", []byte("b: 2\n"))
	with := tree.With([]*File{beside})
	if got := with.File(beside.Path); got != beside {
		t.Errorf("the file beside is %+v", got)
	}
	if got := with.File("a.yaml"); got == nil || string(got.Data) != "a: 1\n" {
		t.Errorf("a.yaml is %+v", got)
	}
	if len(with.Entries()) != 1 {
		t.Errorf("listed are %+v", with.Entries())
	}
	if tree.File(beside.Path) != nil {
		t.Error("the tree itself has changed")
	}
	if !IsShipped(beside.Path) || IsShipped("interlock/policies/a.rego") || IsShipped("standards/interlock:a.yaml") {
		t.Error("IsShipped is wrong")
	}
}
