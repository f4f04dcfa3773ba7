package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Commit is a folder as a Git commit has it.
type Commit struct {
	Dir      string // the folder, in the working tree of the repository
	Revision string // a hash, branch, tag, or an expression such as HEAD~1
	Limit    int64  // in bytes; DefaultLimit when 0
}

// ErrNoRepository says that a folder is in no Git repository.
var ErrNoRepository = errors.New("there is no Git repository here")

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
			return nil, fmt.Errorf("commit %s has no folder %s: %w", c.Revision, below, err)
		}
	}
	entries, hashes, err := list(ctx, repo, tree)
	if err != nil {
		return nil, err
	}
	resolveLinks(entries)
	// go-git's object storage is not safe for readers at the same time.
	var mu sync.Mutex
	return newSnapshot(commit.Hash.String(), entries, limitOr(c.Limit), func(e Entry, limit int64) ([]byte, error) {
		name := e.Path
		if e.Link != "" {
			name = e.Link
		}
		mu.Lock()
		defer mu.Unlock()
		return blob(repo, hashes[name], limit)
	}), nil
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
	repo, err := git.PlainOpenWithOptions(dir, &git.PlainOpenOptions{DetectDotGit: true, EnableDotGitCommonDir: true})
	switch {
	case errors.Is(err, git.ErrRepositoryNotExists):
		return nil, "", fmt.Errorf("%w: %s is in none; run `git init` and commit the files first", ErrNoRepository, dir)
	case err != nil:
		return nil, "", fmt.Errorf("the Git repository of %s cannot be opened: %w", dir, err)
	}
	if err := refuseUnread(repo); err != nil {
		return nil, "", err
	}
	tree, err := repo.Worktree()
	if err != nil {
		return nil, "", fmt.Errorf("the Git repository of %s has no working tree: %w", dir, err)
	}
	return repo, realDir(tree.Filesystem.Root()), nil
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
		return fmt.Errorf("the Git repository names its objects by %s; only sha1 can be read", format)
	}
	if remote := extensions.Option("partialClone"); remote != "" {
		return fmt.Errorf("this is a partial clone of %s, which lacks objects; clone it without --filter", remote)
	}
	return nil
}

func resolve(repo *git.Repository, revision string) (*object.Commit, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, fmt.Errorf("`%s` is not the name of a commit", revision)
	}
	hash, err := repo.ResolveRevision(plumbing.Revision(revision))
	if errors.Is(err, plumbing.ErrReferenceNotFound) && revision == "HEAD" {
		return nil, errors.New("the Git repository has no commit yet; commit the files first")
	}
	if err != nil {
		return nil, fmt.Errorf("there is no commit `%s` in this repository (%w); in a shallow clone, fetch it first: git fetch --unshallow", revision, err)
	}
	commit, err := repo.CommitObject(*hash)
	if err != nil {
		return nil, fmt.Errorf("`%s` is not a commit that can be read: %w", revision, err)
	}
	return commit, nil
}

// list gives the entries of a tree, and the object that holds each file.
func list(ctx context.Context, repo *git.Repository, tree *object.Tree) ([]Entry, map[string]plumbing.Hash, error) {
	var entries []Entry
	hashes := make(map[string]plumbing.Hash)
	walker := object.NewTreeWalker(tree, true, nil)
	defer walker.Close()
	for {
		if ctx.Err() != nil {
			return nil, nil, ctx.Err()
		}
		name, entry, err := walker.Next()
		if errors.Is(err, io.EOF) {
			return entries, hashes, nil
		}
		if err != nil {
			return nil, nil, fmt.Errorf("the files of the commit cannot be listed: %w", err)
		}
		if entry.Mode == filemode.Dir || strings.HasPrefix(name, ".interlock/") {
			continue
		}
		if entry.Mode == filemode.Submodule {
			entries = append(entries, nested(name))
			continue
		}
		e := Entry{Path: name, Problem: unsafeName(name)}
		size, err := repo.Storer.EncodedObjectSize(entry.Hash)
		if err != nil {
			return nil, nil, fmt.Errorf("the content of %s is not in the repository: %w", path.Clean(name), err)
		}
		e.Size = size
		hashes[name] = entry.Hash
		if entry.Mode == filemode.Symlink && e.Problem == nil {
			target, err := blob(repo, entry.Hash, 4096)
			if err != nil {
				return nil, nil, fmt.Errorf("the link %s cannot be read: %w", name, err)
			}
			e.Link, e.Problem = linkTarget(name, string(target))
		}
		entries = append(entries, e)
	}
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
