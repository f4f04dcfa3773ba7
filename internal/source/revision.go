package source

import (
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/filesystem"
)

// What people write for a commit: a name or hash, and steps back from there.
// go-git's own reader of it passes over what it does not know (HEAD@{1} is HEAD
// to it), and takes a branch that is named like a hash for the hash.
var (
	revisionForm = regexp.MustCompile(`^(@|[^-@~^:?*\[\\{}\s\x00-\x1F\x7F][^@~^:?*\[\\{}\s\x00-\x1F\x7F]*)((?:~[0-9]{0,6}|\^[0-9]{0,3}|\^\{commit\})*)$`)
	revisionStep = regexp.MustCompile(`~[0-9]*|\^\{commit\}|\^[0-9]*`)
	hashForm     = regexp.MustCompile(`^[0-9a-fA-F]{4,40}$`)
	topReference = regexp.MustCompile(`^(refs/.+|[A-Z_]+)$`)
)

// errNone says that no commit has a name.
var errNone = errors.New("no branch, tag or hash is named so")

// resolve finds the commit that an expression names.
func resolve(repo *git.Repository, revision string) (*object.Commit, error) {
	if revision == "" || revision[0] == '-' {
		return nil, fmt.Errorf("`%s` is not the name of a commit", printable(revision))
	}
	form := revisionForm.FindStringSubmatch(revision)
	if form == nil || strings.Contains(revision, "..") {
		return nil, fmt.Errorf("`%s` is not the name of a commit; name a branch, a tag or a hash, with ~N or ^N behind it to go back", printable(revision))
	}
	commit, err := named(repo, form[1])
	if err != nil {
		return nil, unresolved(repo, revision, err)
	}
	for _, step := range revisionStep.FindAllString(form[2], -1) {
		if commit, err = back(commit, step); err != nil {
			return nil, unresolved(repo, revision, err)
		}
	}
	return commit, nil
}

// named finds the commit of a name or hash, in the order of git rev-parse.
func named(repo *git.Repository, name string) (*object.Commit, error) {
	if name == "@" {
		name = "HEAD"
	}
	if len(name) == 40 && hashForm.MatchString(name) {
		return peeled(repo, plumbing.NewHash(name))
	}
	for _, form := range []string{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"} {
		full := fmt.Sprintf(form, name)
		if !topReference.MatchString(full) {
			continue
		}
		reference, err := repo.Reference(plumbing.ReferenceName(full), true)
		switch {
		case err == nil:
			return peeled(repo, reference.Hash())
		case !errors.Is(err, plumbing.ErrReferenceNotFound):
			return nil, err
		}
	}
	if hashForm.MatchString(name) {
		return abbreviated(repo, strings.ToLower(name))
	}
	return nil, errNone
}

// peeled is the commit that an object is, or that a tag stands for.
func peeled(repo *git.Repository, hash plumbing.Hash) (*object.Commit, error) {
	for range 10 { // tags of tags; nobody makes more
		tag, err := repo.TagObject(hash)
		if err != nil {
			break
		}
		hash = tag.Target
	}
	return repo.CommitObject(hash)
}

// abbreviated finds the one commit whose hash begins so.
func abbreviated(repo *git.Repository, beginning string) (*object.Commit, error) {
	storage, ok := repo.Storer.(*filesystem.Storage)
	if !ok {
		return nil, errNone
	}
	whole, err := hex.DecodeString(beginning[:len(beginning)/2*2])
	if err != nil {
		return nil, err
	}
	hashes, err := storage.HashesWithPrefix(whole)
	if err != nil {
		return nil, err
	}
	var found *object.Commit
	for _, hash := range hashes {
		if !strings.HasPrefix(hash.String(), beginning) {
			continue
		}
		commit, err := peeled(repo, hash)
		if err != nil || found != nil && commit.Hash == found.Hash {
			continue
		}
		if found != nil {
			return nil, fmt.Errorf("both %s and %s begin so", found.Hash, commit.Hash)
		}
		found = commit
	}
	if found == nil {
		return nil, errNone
	}
	return found, nil
}

// back goes one step: ~N to the Nth first parent, ^N to the Nth parent.
func back(commit *object.Commit, step string) (*object.Commit, error) {
	if step == "^{commit}" {
		return commit, nil
	}
	n := 1
	if len(step) > 1 {
		n, _ = strconv.Atoi(step[1:]) // digits, few of them
	}
	if step[0] == '^' {
		if n == 0 {
			return commit, nil
		}
		return commit.Parent(n - 1)
	}
	for ; n > 0; n-- {
		parent, err := commit.Parent(0)
		if err != nil {
			return nil, err
		}
		commit = parent
	}
	return commit, nil
}

// unresolved says why an expression names no commit, and what to do.
func unresolved(repo *git.Repository, revision string, err error) error {
	if _, headErr := repo.Head(); errors.Is(headErr, plumbing.ErrReferenceNotFound) && (strings.HasPrefix(revision, "HEAD") || strings.HasPrefix(revision, "@")) {
		return errors.New("the Git repository has no commit yet; commit the files first")
	}
	shown := printable(revision)
	if shallow, shallowErr := repo.Storer.Shallow(); shallowErr == nil && len(shallow) > 0 {
		return fmt.Errorf("there is no commit `%s` in this shallow clone (%w); fetch the history first: git fetch --unshallow", shown, err)
	}
	return fmt.Errorf("there is no commit `%s` in this repository (%w); `git log --all` lists those that there are, `git fetch` brings those of others", shown, err)
}
