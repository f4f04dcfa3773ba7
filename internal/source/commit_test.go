package source

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// TestRevisions resolves the expressions that people write, and compares with git.
func TestRevisions(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	gitRun(t, dir, "tag", "light")
	gitRun(t, dir, "tag", "-a", "-m", "annotated", "v1.0")
	write(t, dir, map[string]string{"a.yaml": "n: 2\n"})
	commit(t, dir)
	gitRun(t, dir, "branch", "feature/x")
	gitRun(t, dir, "tag", "-a", "-m", "tag of a tag", "again", "v1.0")
	write(t, dir, map[string]string{"a.yaml": "n: 3\n"})
	commit(t, dir)
	full := gitRun(t, dir, "rev-parse", "HEAD")
	for _, revision := range []string{"HEAD", "main", "HEAD~1", "HEAD^", "HEAD~2", "HEAD^^", "light", "v1.0", "refs/tags/v1.0", "again", "feature/x", "main~1", "heads/main", full, full[:7], full[:12], "v1.0^{commit}", "HEAD~0", "@"} {
		want := gitRun(t, dir, "rev-parse", revision+"^{commit}")
		got, err := Commit{Dir: dir, Revision: revision}.Snapshot(context.Background())
		if err != nil || got.Revision != want {
			t.Errorf("%s: want %s: %v %v", revision, want, got, err)
			continue
		}
		if text := gitRun(t, dir, "show", revision+":a.yaml") + "\n"; string(got.File("a.yaml").Data) != text {
			t.Errorf("%s: a.yaml is %q, want %q", revision, got.File("a.yaml").Data, text)
		}
	}
	// A merge, and names that stand for two things, of which Git takes the tag.
	gitRun(t, dir, "merge", "-q", "--no-ff", "-m", "merge", "feature/x")
	gitRun(t, dir, "commit", "-q", "--allow-empty", "-m", "empty")
	gitRun(t, dir, "merge", "-q", "-s", "ours", "--allow-unrelated-histories", "-m", "two parents", gitRun(t, dir, "commit-tree", "-m", "root", "HEAD^{tree}"))
	gitRun(t, dir, "branch", "v1.0", "HEAD")
	gitRun(t, dir, "branch", full[:7], "HEAD~1")
	full = gitRun(t, dir, "rev-parse", "HEAD")
	for _, base := range []string{"HEAD", "@", "main", "v1.0", "heads/v1.0", "tags/v1.0", "light", "again", "feature/x", full, full[:8], gitRun(t, dir, "rev-parse", "HEAD~2")[:7]} {
		for _, steps := range []string{"", "~", "~0", "~1", "~2", "^", "^0", "^1", "^2", "^3", "~1^", "^2~1", "^^", "^{commit}", "^{commit}~1", "~~"} {
			want, ok := gitSays(dir, base+steps+"^{commit}")
			got, err := Commit{Dir: dir, Revision: base + steps}.Snapshot(context.Background())
			if ok != (err == nil) || ok && got.Revision != want {
				t.Errorf("%s%s: git says %q, and we %v %v", base, steps, want, got, err)
			}
		}
	}
	if head, err := Head(dir); err != nil || head != full {
		t.Errorf("the head is %s: %v", head, err)
	}
	if top, err := Top(filepath.Join(dir)); err != nil || top != realDir(dir) {
		t.Errorf("the top is %s: %v", top, err)
	}
	tree, blob := gitRun(t, dir, "rev-parse", "HEAD^{tree}"), gitRun(t, dir, "rev-parse", "HEAD:a.yaml")
	gitRun(t, dir, "tag", "of-a-tree", tree)
	for revision, want := range map[string]string{
		"nowhere": "there is no commit `nowhere` in this repository (no branch, tag or hash is named so)", "HEAD~9": "there is no commit `HEAD~9`", "HEAD^9": "there is no commit", "0000000": "there is no commit",
		tree: "there is no commit", blob: "there is no commit", "of-a-tree": "there is no commit", "config": "there is no commit", "FETCH_HEAD": "there is no commit", "refs/heads": "",
		"-x": "is not the name of a commit", "--all": "is not the name", "": "is not the name", "HEAD:a.yaml": "is not the name", "main..HEAD": "is not the name", "a\x1bb": "`a�b`", "HEAD~99999999999999999999": "is not the name",
		"HEAD@{1}": "is not the name", "main@{upstream}": "is not the name", "@{": "is not the name", "^": "is not the name", "HEAD^{/": "is not the name", ":/x": "is not the name", "..": "is not the name", "../../config": "is not the name", "a/../b": "is not the name",
	} {
		got, err := Commit{Dir: dir, Revision: revision}.Snapshot(context.Background())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: want an error that says %q: %v %v", revision, want, got, err)
		}
	}
}

func gitSays(dir, revision string) (string, bool) {
	out, err := exec.Command("git", "-C", dir, "rev-parse", "--verify", "--quiet", revision).Output()
	return strings.TrimSpace(string(out)), err == nil
}

// TestRepositories reads repositories of every form that is met: rightly, or
// not at all, with what to do.
func TestRepositories(t *testing.T) {
	files := map[string]string{"a.yaml": "n: 1\n", "ops/b.yaml": "n: 2\n"}
	origin := repository(t, files)
	write(t, origin, map[string]string{"a.yaml": "n: 3\n"})
	commit(t, origin)
	head := gitRun(t, origin, "rev-parse", "HEAD")
	want := "a.yaml [5] \"n: 3\\n\"\nops/b.yaml [5] \"n: 2\\n\"\n"
	clone := func(args ...string) string {
		dir := filepath.Join(t.TempDir(), "clone")
		gitRun(t, origin, append(append([]string{"clone", "-q"}, args...), "file://"+origin, dir)...)
		return dir
	}
	right := func(name, dir, revision string) {
		t.Helper()
		got, err := Commit{Dir: dir, Revision: revision}.Snapshot(context.Background())
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if show(got) != want || got.Revision != head {
			t.Errorf("%s at %s holds\n%s", name, got.Revision, show(got))
		}
	}
	refused := func(name, dir, revision, want string) {
		t.Helper()
		if got, err := (Commit{Dir: dir, Revision: revision}).Snapshot(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want an error that says %q: %v %v", name, want, got, err)
		}
	}
	right("a clone", clone(), "HEAD")
	right("a clone whose objects are borrowed", func() string {
		dir := filepath.Join(t.TempDir(), "clone")
		gitRun(t, origin, "clone", "-q", "--shared", origin, dir)
		return dir
	}(), "HEAD")

	packed := clone()
	gitRun(t, packed, "gc", "-q", "--aggressive")
	gitRun(t, packed, "pack-refs", "--all")
	right("a packed repository", packed, "main")

	shallow := clone("--depth", "1")
	right("a shallow clone", shallow, "HEAD")
	refused("a shallow clone", shallow, "HEAD~1", "git fetch --unshallow")
	refused("a shallow clone", shallow, "nowhere", "git fetch --unshallow")

	beside := filepath.Join(t.TempDir(), "beside")
	gitRun(t, origin, "worktree", "add", "-q", "--detach", beside, "HEAD")
	right("a linked worktree", beside, "HEAD")
	right("a branch from a linked worktree", beside, "main")
	if top, err := Top(filepath.Join(beside, "ops")); err != nil || top != realDir(beside) {
		t.Errorf("the top of a linked worktree is %s: %v", top, err)
	}
	gitRun(t, beside, "checkout", "-q", "--detach", "HEAD~1")
	if got, err := Head(beside); err != nil || got != gitRun(t, origin, "rev-parse", "HEAD~1") {
		t.Errorf("the head of a linked worktree is %s: %v", got, err)
	}
	if got := show(snapshot(t, Worktree{Dir: beside})); !strings.HasPrefix(got, "a.yaml [5] \"n: 1\\n\"\nops/b.yaml") {
		t.Errorf("a linked worktree holds\n%s", got)
	}

	gitRun(t, origin, "config", "uploadpack.allowFilter", "true")
	refused("a partial clone", clone("--filter=blob:none", "--no-checkout"), "HEAD", "clone it without --filter")
	refused("a bare repository", clone("--bare"), "HEAD", "clone")
	refused("a folder outside", t.TempDir(), "HEAD", "git init")
	refused("a folder that is not there", filepath.Join(t.TempDir(), "gone"), "HEAD", "")
	refused("a repository without commits", repository(t, nil), "HEAD", "commit the files first")
	refused("a repository without commits", repository(t, nil), "HEAD~1", "commit the files first")
	refused("a repository without commits", repository(t, nil), "main", "there is no commit `main`")
	refused("a folder that the commit lacks", func() string {
		dir := clone()
		write(t, dir, map[string]string{"new/c.yaml": ""})
		return filepath.Join(dir, "new")
	}(), "HEAD", "has no folder new")

	sha256 := t.TempDir()
	gitRun(t, sha256, "init", "-q", "--object-format=sha256")
	write(t, sha256, files)
	commit(t, sha256)
	refused("a repository of SHA-256", sha256, "HEAD", "only sha1 can be read")
	if tree := snapshot(t, Worktree{Dir: sha256}); len(tree.Entries()) != 2 {
		t.Errorf("the folder of a repository of SHA-256 holds %v", tree.Entries())
	}
	unknown := clone()
	gitRun(t, unknown, "config", "core.repositoryFormatVersion", "1")
	gitRun(t, unknown, "config", "extensions.refStorage", "reftable")
	refused("a repository of a format to come", unknown, "HEAD", "git clone")
	broken := clone()
	if err := os.WriteFile(filepath.Join(broken, ".git", "config"), []byte("[core\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	refused("a repository with broken settings", broken, "HEAD", "")

	if _, err := Head(t.TempDir()); !errors.Is(err, ErrNoRepository) {
		t.Errorf("no repository: %v", err)
	}
	if _, err := Top(t.TempDir()); !errors.Is(err, ErrNoRepository) {
		t.Errorf("no repository: %v", err)
	}
}

// TestMissingObjects holds that a commit whose files are not all there is no
// smaller commit.
func TestMissingObjects(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n", "ops/b.yaml": "n: 2\n"})
	for _, name := range []string{"HEAD:a.yaml", "HEAD:ops", "HEAD^{tree}"} {
		hash := gitRun(t, dir, "rev-parse", name)
		stored := filepath.Join(dir, ".git", "objects", hash[:2], hash[2:])
		if err := os.Rename(stored, stored+".away"); err != nil {
			t.Fatal(err)
		}
		if got, err := (Commit{Dir: dir, Revision: "HEAD"}).Snapshot(context.Background()); err == nil {
			t.Errorf("%s is not there, and the commit is\n%s", name, show(got))
		}
		if err := os.Rename(stored+".away", stored); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMidMerge reads the folder as it is; the commit knows nothing of the merge.
func TestMidMerge(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	gitRun(t, dir, "checkout", "-q", "-b", "other")
	write(t, dir, map[string]string{"a.yaml": "n: 2\n"})
	commit(t, dir)
	gitRun(t, dir, "checkout", "-q", "main")
	write(t, dir, map[string]string{"a.yaml": "n: 3\n"})
	commit(t, dir)
	gitRun(t, dir, "merge-file", "-q", "--ours", "a.yaml", "a.yaml", "a.yaml")
	write(t, dir, map[string]string{"a.yaml": "<<<<<<< HEAD\nn: 3\n=======\nn: 2\n>>>>>>> other\n", ".git/MERGE_HEAD": gitRun(t, dir, "rev-parse", "other") + "\n"})
	if got := snapshot(t, Worktree{Dir: dir}).File("a.yaml"); !strings.HasPrefix(string(got.Data), "<<<<<<<") {
		t.Errorf("the folder holds %q", got.Data)
	}
	if got := snapshot(t, Commit{Dir: dir, Revision: "HEAD"}).File("a.yaml"); string(got.Data) != "n: 3\n" {
		t.Errorf("the commit holds %q", got.Data)
	}
}

// TestHostileTrees reads trees that Git itself would not make.
func TestHostileTrees(t *testing.T) {
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	repo, err := git.PlainOpen(dir)
	if err != nil {
		t.Fatal(err)
	}
	store := func(o interface {
		Encode(plumbing.EncodedObject) error
	}) plumbing.Hash {
		encoded := repo.Storer.NewEncodedObject()
		if err := o.Encode(encoded); err != nil {
			t.Fatal(err)
		}
		hash, err := repo.Storer.SetEncodedObject(encoded)
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	file := plumbing.NewHash(gitRun(t, dir, "rev-parse", "HEAD:a.yaml"))
	raw := func(entries ...object.TreeEntry) plumbing.Hash {
		var body strings.Builder
		for _, e := range entries {
			body.WriteString(strings.TrimLeft(e.Mode.String(), "0") + " " + e.Name + "\x00" + string(e.Hash[:]))
		}
		encoded := repo.Storer.NewEncodedObject()
		encoded.SetType(plumbing.TreeObject)
		w, err := encoded.Writer()
		if err == nil {
			_, err = w.Write([]byte(body.String()))
		}
		if err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		hash, err := repo.Storer.SetEncodedObject(encoded)
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	committed := func(tree plumbing.Hash) string {
		return store(&object.Commit{TreeHash: tree, Message: "x"}).String()
	}
	read := func(tree plumbing.Hash) (*Snapshot, error) {
		return Commit{Dir: dir, Revision: committed(tree)}.Snapshot(context.Background())
	}

	inner := raw(object.TreeEntry{Name: "config", Mode: filemode.Regular, Hash: file})
	got, err := read(raw(
		object.TreeEntry{Name: "..", Mode: filemode.Dir, Hash: inner}, object.TreeEntry{Name: ".GIT", Mode: filemode.Dir, Hash: inner},
		object.TreeEntry{Name: "a/b.yaml", Mode: filemode.Regular, Hash: file}, object.TreeEntry{Name: "c.yaml", Mode: filemode.Regular, Hash: file}))
	if err != nil {
		t.Fatalf("names that lead out: %v", err)
	}
	for _, name := range []string{"../config", ".GIT/config"} {
		if _, problem := got.Load(name); problem == nil || problem.Code != UnsafeFileName {
			t.Errorf("%s: %+v", name, problem)
		}
	}
	if got.File("c.yaml") == nil {
		t.Error("c.yaml is not read")
	}

	// Seven trees that stand for ten million files.
	bomb := inner
	for range 7 {
		var entries []object.TreeEntry
		for _, name := range strings.Split("abcdefghij", "") {
			entries = append(entries, object.TreeEntry{Name: name, Mode: filemode.Dir, Hash: bomb})
		}
		bomb = raw(entries...)
	}
	if got, err := read(bomb); err == nil || !strings.Contains(err.Error(), "more than") {
		t.Errorf("a bomb of trees: %v %v", got, err)
	}

	long := raw(object.TreeEntry{Name: "x.yaml", Mode: filemode.Symlink, Hash: blobOf(t, dir, strings.Repeat("x", 1<<20))}, object.TreeEntry{Name: "y.yaml", Mode: filemode.Symlink, Hash: blobOf(t, dir, "")})
	if got, err = read(long); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"x.yaml", "y.yaml"} {
		if _, problem := got.Load(name); problem == nil || problem.Code != BrokenLink {
			t.Errorf("a link with a target of no length or far too much, %s: %+v", name, problem)
		}
	}
}

func blobOf(t *testing.T, dir, text string) plumbing.Hash {
	write(t, dir, map[string]string{"blob": text})
	defer os.Remove(filepath.Join(dir, "blob"))
	return plumbing.NewHash(gitRun(t, dir, "hash-object", "-w", "blob"))
}

// TestLargeFilesAreNotRead counts what is allocated for a file of 50 MB.
func TestLargeFilesAreNotRead(t *testing.T) {
	dir := repository(t, map[string]string{"large.yaml": "", "small.yaml": "a: 1\n"})
	if err := os.Truncate(filepath.Join(dir, "large.yaml"), 50<<20); err != nil {
		t.Fatal(err)
	}
	commit(t, dir)
	for _, s := range []Source{Worktree{Dir: dir}, Commit{Dir: dir, Revision: "HEAD"}} {
		tree := snapshot(t, s)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, problem := tree.Load("large.yaml"); problem == nil || problem.Code != TooLarge {
			t.Fatalf("%T: %+v", s, problem)
		}
		if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 1<<20 {
			t.Errorf("%T: a file that is too large costs %d bytes", s, after.TotalAlloc-before.TotalAlloc)
		}
		if larger := tree.Limited(60 << 20); larger.File("large.yaml") == nil || larger.File("small.yaml") == nil {
			t.Errorf("%T: a higher limit does not read it", s)
		}
	}
}

// TestReadersAtTheSameTime get the same file.
func TestReadersAtTheSameTime(t *testing.T) {
	files := map[string]string{}
	for _, name := range strings.Split("abcdefgh", "") {
		files[name+".yaml"] = "name: " + name + "\n"
	}
	dir := repository(t, files)
	for _, s := range []Source{Worktree{Dir: dir}, Commit{Dir: dir, Revision: "HEAD"}} {
		tree := snapshot(t, s)
		var all [8]map[string]*File
		var wait sync.WaitGroup
		for reader := range all {
			all[reader] = map[string]*File{}
			wait.Go(func() {
				for name := range files {
					all[reader][name] = tree.File(name)
				}
			})
		}
		wait.Wait()
		for name, text := range files {
			for reader := range all {
				if f := all[reader][name]; f == nil || f != all[0][name] || string(f.Data) != text {
					t.Fatalf("%T: reader %d has another %s", s, reader, name)
				}
			}
		}
	}
}

func TestSources(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	dir := repository(t, map[string]string{"a.yaml": "n: 1\n"})
	for _, s := range []Source{Worktree{Dir: dir}, Commit{Dir: dir, Revision: "HEAD"}} {
		if _, err := s.Snapshot(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%T goes on when it is called off: %v", s, err)
		}
	}
	for dir, want := range map[string]string{filepath.Join(dir, "a.yaml"): "is a file; name the folder", filepath.Join(dir, "gone"): "cannot be read"} {
		if _, err := (Worktree{Dir: dir}).Snapshot(context.Background()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q: %v", dir, want, err)
		}
	}
	if tree := snapshot(t, Worktree{Dir: t.TempDir()}); len(tree.Entries()) != 0 {
		t.Errorf("an empty folder holds %v", tree.Entries())
	}
	tree := Memory(map[string]string{"b.yaml": "b", "a.YML": "a", "c.txt": "c"})
	if got := show(tree); got != "a.YML [1] \"a\"\nb.yaml [1] \"b\"\nc.txt [1] \"c\"\n" {
		t.Errorf("the memory holds\n%s", got)
	}
	if _, problem := tree.Load("d.yaml"); problem == nil || tree.File("d.yaml") != nil {
		t.Error("a file that is not there can be read")
	}
	for name, want := range map[string]bool{"a.YML": true, "b.yaml": true, "c.txt": false, "yaml": false, ".yaml": true} {
		if IsYAML(name) != want {
			t.Errorf("%s: want %v", name, want)
		}
	}
}

// TestCheckedOut holds that a commit's files are those of the commit, whatever
// became of them in the working tree, from which they are taken when they are
// the same.
func TestCheckedOut(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"same", "edited", "longer", "gone", "crlf", "folder", "linked", "swapped", "other", "huge"} {
		files["ops/"+name+".yaml"] = "name: " + name + "\n"
	}
	dir := repository(t, files)
	want := show(snapshot(t, Commit{Dir: filepath.Join(dir, "ops"), Revision: "HEAD"}))
	for _, name := range []string{"gone", "folder", "linked"} {
		if err := os.Remove(filepath.Join(dir, "ops", name+".yaml")); err != nil {
			t.Fatal(err)
		}
	}
	write(t, dir, map[string]string{
		"ops/edited.yaml": "name: EDITED\n", "ops/longer.yaml": files["ops/longer.yaml"] + "x", "ops/crlf.yaml": "name: crlf\r\n", "ops/folder.yaml/x": "",
		"ops/swapped.yaml": files["ops/other.yaml"], "ops/huge.yaml": strings.Repeat("x", DefaultLimit+1),
	})
	link(t, dir, map[string]string{"ops/linked.yaml": "same.yaml"})
	kept := snapshot(t, Commit{Dir: filepath.Join(dir, "ops"), Revision: "HEAD"})
	if got := show(kept); got != want {
		t.Errorf("the commit changed with the working tree: it is\n%s\nand was\n%s", got, want)
	}
	for name := range files {
		name = strings.TrimPrefix(name, "ops/")
		if got, want := kept.CheckedOut(name), name == "same.yaml" || name == "other.yaml"; got != want || kept.Limited(100).CheckedOut(name) != want {
			t.Errorf("%s is checked out: %t, and it is: %t", name, got, want)
		}
	}
	if snapshot(t, Worktree{Dir: dir}).CheckedOut("ops/same.yaml") {
		t.Error("a working tree is no commit")
	}
}
