package source

import (
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// ErrNoBase says that what a change started from cannot be known here.
var ErrNoBase = errors.New("the base cannot be read")

// MergeBase is the commit from which head, a revision, went its own way from
// another one: what was agreed when the change began. Where head contains the
// other, that is the other itself. It fails, and says how to fetch what lacks,
// rather than take another commit.
func MergeBase(dir, revision, head string) (string, error) {
	repo, _, err := open(dir)
	if err != nil {
		return "", err
	}
	tip, err := resolve(repo, head)
	if err != nil {
		return "", err
	}
	base, err := resolve(repo, revision)
	if err != nil {
		return "", fmt.Errorf("%w: %w%s", ErrNoBase, err, remedy(repo, revision))
	}
	if base.Hash == tip.Hash {
		return base.Hash.String(), nil
	}
	if inside, err := base.IsAncestor(tip); err == nil && inside {
		return base.Hash.String(), nil
	}
	common, err := base.MergeBase(tip)
	switch {
	case errors.Is(err, plumbing.ErrObjectNotFound), err == nil && len(common) == 0 && isShallow(repo):
		return "", fmt.Errorf("%w: where `%s` and %s parted is not in this clone, which has only a part of the history; fetch the rest: git fetch --unshallow (in CI: check out with full history, as fetch-depth: 0)",
			ErrNoBase, printable(revision), shortHash(tip))
	case err != nil:
		return "", fmt.Errorf("%w: where `%s` and %s parted cannot be found: %w", ErrNoBase, printable(revision), shortHash(tip), err)
	case len(common) == 0:
		return "", fmt.Errorf("%w: `%s` and %s have no history in common; name a revision that the change started from", ErrNoBase, printable(revision), shortHash(tip))
	}
	// Of several, which criss-crossing merges leave, always the same.
	best := common[0]
	for _, other := range common[1:] {
		if other.Hash.String() < best.Hash.String() {
			best = other
		}
	}
	return best.Hash.String(), nil
}

func shortHash(c *object.Commit) string { return c.Hash.String()[:12] }

func isShallow(repo *git.Repository) bool {
	shallow, err := repo.Storer.Shallow()
	return err == nil && len(shallow) > 0
}

// remedy is how to fetch a revision that is not there, as far as its name tells.
func remedy(repo *git.Repository, revision string) string {
	remotes, err := repo.Remotes()
	if err != nil {
		return ""
	}
	for _, remote := range remotes {
		name := remote.Config().Name
		if len(revision) > len(name)+1 && revision[:len(name)+1] == name+"/" {
			branch := printable(revision[len(name)+1:])
			return fmt.Sprintf("; or only that branch: git fetch %s %s:refs/remotes/%s/%s", printable(name), branch, printable(name), branch)
		}
	}
	return ""
}
