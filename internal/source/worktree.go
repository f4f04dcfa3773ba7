package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// Worktree is a folder as it is on disk.
type Worktree struct {
	Dir   string
	Limit int64 // in bytes; DefaultLimit when 0
}

// Snapshot lists the folder. Git's own folders and interlock's (.interlock) are
// not part of it.
func (w Worktree) Snapshot(ctx context.Context) (*Snapshot, error) {
	info, err := os.Stat(w.Dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be read: %w", w.Dir, err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("%s is a file; name the folder of the repository", w.Dir)
	}
	root, err := os.OpenRoot(w.Dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be opened: %w", w.Dir, err)
	}
	walk := &walk{ctx: ctx, dir: w.Dir, root: root}
	if err := filepath.WalkDir(w.Dir, walk.visit); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("the folder %s cannot be listed: %w", w.Dir, err)
	}
	resolveLinks(walk.entries)
	return newSnapshot("", walk.entries, limitOr(w.Limit), func(e Entry, limit int64) ([]byte, error) {
		name := e.Path
		if e.Link != "" {
			name = e.Link
		}
		return readBounded(root, name, limit)
	}), nil
}

func limitOr(limit int64) int64 {
	if limit <= 0 {
		return DefaultLimit
	}
	return limit
}

// readBounded reads at most one byte more than the limit, so that a file that
// grows while it is read is noticed and costs nothing.
func readBounded(root *os.Root, name string, limit int64) ([]byte, error) {
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}

type walk struct {
	ctx     context.Context
	dir     string
	root    *os.Root
	entries []Entry
}

func (w *walk) visit(name string, d fs.DirEntry, err error) error {
	if w.ctx.Err() != nil {
		return w.ctx.Err()
	}
	rel, relErr := filepath.Rel(w.dir, name)
	if relErr != nil {
		return relErr
	}
	rel = filepath.ToSlash(rel)
	if err != nil {
		if rel == "." {
			return err
		}
		w.entries = append(w.entries, Entry{Path: rel, Problem: &Problem{
			Code: Unreadable, Message: "the folder cannot be read: " + reason(err),
			Help: "check the permissions of the folder, or name it in `ignore:` of interlock.yaml",
		}})
		return fs.SkipDir
	}
	if d.IsDir() {
		return w.folder(rel, name)
	}
	if d.Name() == ".git" {
		return nil // a linked worktree's or submodule's pointer
	}
	w.entries = append(w.entries, w.entry(rel, name, d))
	return nil
}

func (w *walk) folder(rel, name string) error {
	switch {
	case rel == ".":
		return nil
	case path.Base(rel) == ".git", rel == ".interlock":
		return fs.SkipDir
	}
	if _, err := os.Lstat(filepath.Join(name, ".git")); err == nil {
		w.entries = append(w.entries, nested(rel))
		return fs.SkipDir
	}
	return nil
}

func nested(rel string) Entry {
	return Entry{Path: rel, Problem: &Problem{
		Code:    NestedTree,
		Message: "this folder is a Git repository of its own, whose files are not checked here",
		Help:    "check it where it is kept, and name it in `ignore:` of interlock.yaml",
	}}
}

func (w *walk) entry(rel, name string, d fs.DirEntry) Entry {
	e := Entry{Path: rel}
	if problem := unsafeName(rel); problem != nil {
		e.Problem = problem
		return e
	}
	switch {
	case d.Type()&fs.ModeSymlink != 0:
		target, err := os.Readlink(name)
		if err != nil {
			e.Problem = &Problem{Code: Unreadable, Message: "the link cannot be read: " + reason(err)}
			return e
		}
		e.Link, e.Problem = linkTarget(rel, filepath.ToSlash(target))
	case d.Type().IsRegular():
		info, err := d.Info()
		if err != nil {
			e.Problem = &Problem{Code: Unreadable, Message: "the file cannot be read: " + reason(err)}
			return e
		}
		e.Size = info.Size()
	default:
		e.Problem = &Problem{
			Code: SpecialFile, Message: "this is neither a file nor a folder nor a link (a device, pipe or socket)",
			Help: "remove it, or name it in `ignore:` of interlock.yaml",
		}
	}
	return e
}

// linkTarget is the path, within the tree, that a symbolic link names.
func linkTarget(rel, target string) (string, *Problem) {
	joined := path.Join(path.Dir(rel), target)
	if path.IsAbs(target) || filepath.IsAbs(target) || joined == ".." || strings.HasPrefix(joined, "../") {
		return "", &Problem{
			Code:    OutsideLink,
			Message: fmt.Sprintf("the link leads out of the repository, to `%s`", printable(target)),
			Help:    "put a copy of what it leads to in the repository, or name the link in `ignore:` of interlock.yaml",
		}
	}
	return joined, nil
}

// resolveLinks follows links to links, and marks those that lead nowhere. A
// link to a folder of the tree keeps the folder as its target: what is below it
// is checked where it stands.
func resolveLinks(entries []Entry) {
	byPath := make(map[string]*Entry, len(entries))
	folders := make(map[string]bool)
	for i := range entries {
		byPath[entries[i].Path] = &entries[i]
		for dir := path.Dir(entries[i].Path); dir != "." && !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	for i := range entries {
		e := &entries[i]
		if e.Link == "" {
			continue
		}
		target, problem := follow(e.Link, byPath, folders)
		switch {
		case problem != nil:
			e.Problem = problem
		case folders[target]:
			e.Link = target
		default:
			e.Link, e.Size = target, byPath[target].Size
		}
	}
}

func follow(target string, byPath map[string]*Entry, folders map[string]bool) (string, *Problem) {
	broken := &Problem{
		Code: BrokenLink, Message: fmt.Sprintf("the link leads to `%s`, which is not there", printable(target)),
		Help: "mend or remove the link",
	}
	for range 40 { // as many as Linux follows
		if target == "." || folders[target] {
			return target, nil
		}
		next, found := byPath[target]
		if !found {
			// One of the folders on the way may itself be a link.
			if through, ok := throughLink(target, byPath); ok {
				target = through
				continue
			}
			return "", broken
		}
		if next.Problem != nil {
			return "", next.Problem
		}
		if next.Link == "" {
			return target, nil
		}
		target = next.Link
	}
	broken.Message = "the link leads back to itself"
	return "", broken
}

func throughLink(target string, byPath map[string]*Entry) (string, bool) {
	for dir := path.Dir(target); dir != "."; dir = path.Dir(dir) {
		if e, found := byPath[dir]; found && e.Link != "" {
			return path.Join(e.Link, strings.TrimPrefix(target, dir)), true
		}
	}
	return "", false
}

// unsafeName refuses names that a terminal, a pull request or another system
// would show as something else than they are.
func unsafeName(rel string) *Problem {
	for _, r := range rel {
		if r < 0x20 || r == 0x7F || r == '\\' || r == '�' {
			return &Problem{
				Code:    UnsafeFileName,
				Message: fmt.Sprintf("the file name %q has a character that not every system can hold", rel),
				Help:    "rename the file",
			}
		}
	}
	return nil
}

// printable keeps control characters out of messages.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7F {
			return '�'
		}
		return r
	}, text)
}

// reason is the cause of an error of the file system without the path, which
// the finding says already, so that it is the same on every machine.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}
