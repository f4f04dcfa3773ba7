package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/filesystem"
)

// Commit is a folder as a Git commit has it.
type Commit struct {
	Dir      string // the folder, in the working tree of the repository
	Revision string // a hash, branch, tag, or an expression such as HEAD~1
	Limit    int64  // in bytes; DefaultLimit when 0
}

// ErrNoRepository says that a folder is in no Git repository.
var ErrNoRepository = errors.New("there is no Git repository here")

// ErrNoFolder says that a commit has not the folder.
var ErrNoFolder = errors.New("directory not found")

// Nothing is the snapshot of a commit that has not the folder.
func Nothing(revision string) *Snapshot {
	return newSnapshot(revision, nil, DefaultLimit, func(Entry, int64) ([]byte, error) { return nil, ErrNoFolder })
}

// Snapshot lists the folder at that commit.
func (c Commit) Snapshot(ctx context.Context) (*Snapshot, error) {
	repo, top, err := open(c.Dir)
	if err != nil {
		return nil, err
	}
	commit, err := resolve(repo, c.Revision)
	if err != nil {
		return nil, err
	}
	tree, err := commit.Tree()
	if err != nil {
		return nil, fmt.Errorf("the files of commit %s cannot be read: %w", c.Revision, err)
	}
	below, err := filepath.Rel(top, realDir(c.Dir))
	if err != nil {
		return nil, err
	}
	if below = filepath.ToSlash(below); below != "." {
		if tree, err = tree.Tree(below); err != nil {
			if errors.Is(err, object.ErrDirectoryNotFound) {
				err = ErrNoFolder
			}
			return nil, fmt.Errorf("commit %s has no folder %s: %w", c.Revision, below, err)
		}
	}
	l := listing{repo: repo, hashes: map[string]plumbing.Hash{}, trees: map[plumbing.Hash]*object.Tree{}, there: map[plumbing.Hash]bool{}}
	if err := l.tree(ctx, tree, ""); err != nil {
		return nil, err
	}
	resolveLinks(l.entries)
	files := &blobs{repo: repo, hashes: l.hashes, out: map[string]bool{}}
	if root, err := os.OpenRoot(realDir(c.Dir)); err == nil {
		files.folder = root
	}
	s := newSnapshot(commit.Hash.String(), l.entries, limitOr(c.Limit), files.read)
	s.out = files.checkedOut
	return s, nil
}

// blobs reads the files of a commit.
type blobs struct {
	repo   *git.Repository
	hashes map[string]plumbing.Hash
	folder *os.Root // the working tree's; nil when it cannot be opened

	mu  sync.Mutex // go-git's object storage is not safe for readers at the same time
	out map[string]bool
}

// read takes a file from the working tree when it is the one that the commit
// names there: the same bytes for a fifth of the time. Else it is taken from
// among Git's objects.
func (b *blobs) read(e Entry, limit int64) ([]byte, error) {
	name := e.Path
	if e.Link != "" {
		name = e.Link
	}
	hash := b.hashes[name]
	if b.folder != nil {
		data, err := readBounded(b.folder, name, limit)
		if err == nil && int64(len(data)) <= limit && plumbing.ComputeHash(plumbing.BlobObject, data) == hash {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.out[name] = true
			return data, nil
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	size, err := sizeOf(b.repo, hash)
	if err == nil && size > limit {
		return nil, &sizeError{size}
	}
	if err != nil {
		return nil, err
	}
	return blob(b.repo, hash, limit)
}

func (b *blobs) checkedOut(name string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.out[name]
}

// Head is the full hash of the commit that is checked out.
func Head(dir string) (string, error) {
	repo, _, err := open(dir)
	if err != nil {
		return "", err
	}
	commit, err := resolve(repo, "HEAD")
	if err != nil {
		return "", err
	}
	return commit.Hash.String(), nil
}

// Top is the root of the working tree that a folder is in.
func Top(dir string) (string, error) {
	_, top, err := open(dir)
	return top, err
}

func open(dir string) (*git.Repository, string, error) {
	repo, err := git.PlainOpenWithOptions(realDir(dir), &git.PlainOpenOptions{DetectDotGit: true, EnableDotGitCommonDir: true})
	switch {
	case errors.Is(err, git.ErrRepositoryNotExists):
		return nil, "", fmt.Errorf("%w: %s is in none; run `git init` and commit the files first", ErrNoRepository, dir)
	case errors.Is(err, git.ErrUnknownExtension) && strings.Contains(strings.ToLower(err.Error()), "objectformat"):
		return nil, "", fmt.Errorf("the Git repository of %s names its objects by another function than SHA-1; only sha1 can be read", dir)
	case errors.Is(err, git.ErrUnknownExtension), errors.Is(err, git.ErrUnsupportedExtensionRepositoryFormatVersion), errors.Is(err, git.ErrUnsupportedRepositoryFormatVersion):
		return nil, "", fmt.Errorf("the Git repository of %s is in a format that cannot be read (%w); work in a clone of it: git clone", dir, err)
	case err != nil:
		return nil, "", fmt.Errorf("the Git repository of %s cannot be opened: %w", dir, err)
	}
	if err := refuseUnread(repo); err != nil {
		return nil, "", err
	}
	tree, err := repo.Worktree()
	switch {
	case errors.Is(err, git.ErrIsBareRepository):
		return nil, "", fmt.Errorf("the Git repository of %s is bare: it has no folder of files; clone it, and name the clone", dir)
	case err != nil:
		return nil, "", fmt.Errorf("the Git repository of %s has no working tree: %w", dir, err)
	}
	if repo, err = borrowing(repo, tree); err != nil {
		return nil, "", fmt.Errorf("the Git repository of %s cannot be opened: %w", dir, err)
	}
	return repo, realDir(tree.Filesystem.Root()), nil
}

// borrowing is a repository that also finds the objects that it borrows from
// others (git clone --shared), which stand outside of its folder.
func borrowing(repo *git.Repository, tree *git.Worktree) (*git.Repository, error) {
	storage, ok := repo.Storer.(*filesystem.Storage)
	if !ok {
		return repo, nil
	}
	folder := storage.Filesystem()
	if _, err := folder.Stat("objects/info/alternates"); err != nil {
		return repo, nil
	}
	all := osfs.New(string(filepath.Separator), osfs.WithBoundOS())
	return git.Open(filesystem.NewStorageWithOptions(folder, cache.NewObjectLRUDefault(), filesystem.Options{AlternatesFS: all}), tree.Filesystem)
}

// refuseUnread refuses repositories of a format that go-git would read wrongly
// without saying so.
func refuseUnread(repo *git.Repository) error {
	cfg, err := repo.Config()
	if err != nil {
		return fmt.Errorf("the settings of the Git repository cannot be read: %w", err)
	}
	extensions := cfg.Raw.Section("extensions")
	if format := extensions.Option("objectFormat"); format != "" && !strings.EqualFold(format, "sha1") {
		return fmt.Errorf("the Git repository names its objects by %s; only sha1 can be read", printable(format))
	}
	partial := extensions.Option("partialClone")
	for _, remote := range cfg.Raw.Section("remote").Subsections {
		if strings.EqualFold(remote.Option("promisor"), "true") {
			partial = remote.Name
		}
	}
	if partial != "" {
		return fmt.Errorf("this is a partial clone of %s, which lacks objects; clone it without --filter", printable(partial))
	}
	return nil
}

// maxEntries is how many files and folders of a commit are listed: a few trees
// that hold one another can stand for billions.
const maxEntries = 1_000_000

// listing collects the entries of a tree, and the object that holds each file.
// The walker of go-git gives up at the first name that Git would not check out.
type listing struct {
	repo    *git.Repository
	entries []Entry
	hashes  map[string]plumbing.Hash
	seen    int
	trees   map[plumbing.Hash]*object.Tree // those that were read; the same one may stand in many places
	there   map[plumbing.Hash]bool
}

func (l *listing) tree(ctx context.Context, tree *object.Tree, below string) error {
	for i := range tree.Entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		if l.seen++; l.seen > maxEntries {
			return fmt.Errorf("the commit has more than %d files", maxEntries)
		}
		entry := &tree.Entries[i]
		name := below + entry.Name
		switch entry.Mode {
		case filemode.Dir:
			if name == ".interlock" {
				continue
			}
			inner := l.trees[entry.Hash]
			if inner == nil {
				var err error
				if inner, err = l.repo.TreeObject(entry.Hash); err != nil {
					return lacking(name, err)
				}
				l.trees[entry.Hash] = inner
			}
			if err := l.tree(ctx, inner, name+"/"); err != nil {
				return err
			}
		case filemode.Submodule:
			l.entries = append(l.entries, nested(name))
		default:
			if err := l.file(name, entry); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *listing) file(name string, entry *object.TreeEntry) error {
	e := Entry{Path: name, Size: -1, Problem: unsafeName(name)}
	if !l.there[entry.Hash] {
		if l.repo.Storer.HasEncodedObject(entry.Hash) != nil { // which looks at no borrowed ones
			if _, err := sizeOf(l.repo, entry.Hash); err != nil {
				return lacking(name, err)
			}
		}
		l.there[entry.Hash] = true
	}
	e.Blob = entry.Hash.String()
	l.hashes[name] = entry.Hash
	if entry.Mode == filemode.Symlink && e.Problem == nil {
		if err := readLink(l.repo, &e, entry.Hash); err != nil {
			return lacking(name, err)
		}
	}
	l.entries = append(l.entries, e)
	return nil
}

// sizeOf is the size of an object, of which only the head is read; of a borrowed
// one, which go-git does not look for here, all of it.
func sizeOf(repo *git.Repository, hash plumbing.Hash) (int64, error) {
	size, err := repo.Storer.EncodedObjectSize(hash)
	if !errors.Is(err, plumbing.ErrObjectNotFound) {
		return size, err
	}
	o, err := repo.Storer.EncodedObject(plumbing.BlobObject, hash)
	if err != nil {
		return 0, err
	}
	return o.Size(), nil
}

func lacking(name string, err error) error {
	return fmt.Errorf("the content of %s is not in the repository (%w); fetch it, or clone the repository anew", printable(name), err)
}

// readLink sets the target of a link, as it is written.
func readLink(repo *git.Repository, e *Entry, hash plumbing.Hash) error {
	size, err := sizeOf(repo, hash)
	if err != nil {
		return err
	}
	if size == 0 || size > maxTarget {
		e.Problem = broken("the link names nothing that a path can be")
		return nil
	}
	target, err := blob(repo, hash, maxTarget)
	e.Link = string(target)
	return err
}

func blob(repo *git.Repository, hash plumbing.Hash, limit int64) (data []byte, err error) {
	b, err := repo.BlobObject(hash)
	if err != nil {
		return nil, err
	}
	r, err := b.Reader()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return io.ReadAll(io.LimitReader(r, limit+1))
}

func realDir(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}
