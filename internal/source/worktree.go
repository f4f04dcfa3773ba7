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
	"syscall"
	"unicode"

	"github.com/go-git/go-git/v5/config"
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
	// A folder that is reached through a link would be taken for the link.
	dir := realDir(w.Dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("the folder %s cannot be opened: %w", w.Dir, err)
	}
	walk := &walk{ctx: ctx, dir: dir, empty: map[string]bool{}}
	if err := filepath.WalkDir(dir, walk.visit); err != nil {
		_ = root.Close()
		return nil, fmt.Errorf("the folder %s cannot be listed: %w", w.Dir, err)
	}
	walk.submodules()
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
// grows while it is read is noticed and costs nothing. A pipe that took the
// file's place does not keep it waiting.
func readBounded(root *os.Root, name string, limit int64) ([]byte, error) {
	f, err := root.OpenFile(filepath.FromSlash(name), os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no longer a file")
	}
	if info.Size() > limit {
		return nil, &sizeError{-1}
	}
	// One byte more than is expected, so that the end is seen without a second reading.
	data := make([]byte, info.Size()+1)
	n, err := io.ReadFull(f, data)
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return data[:n], nil
	}
	if err != nil {
		return nil, err
	}
	rest, err := io.ReadAll(io.LimitReader(f, limit+1-int64(n))) // it grew
	return append(data[:n], rest...), err
}

type walk struct {
	ctx     context.Context
	dir     string
	entries []Entry
	empty   map[string]bool // folders in which nothing was found yet
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
	delete(w.empty, path.Dir(rel))
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
	w.empty[rel] = true
	return nil
}

// submodules adds those that are not checked out: to the file system they are
// empty folders, and in a commit they are not.
func (w *walk) submodules() {
	if len(w.empty) == 0 {
		return
	}
	top := w.dir
	for ; ; top = filepath.Dir(top) {
		if _, err := os.Lstat(filepath.Join(top, ".git")); err == nil {
			break
		}
		if filepath.Dir(top) == top {
			return
		}
	}
	data, err := os.ReadFile(filepath.Join(top, ".gitmodules"))
	if err != nil {
		return // without it, Git does not know of any either
	}
	modules := config.NewModules()
	if modules.Unmarshal(data) != nil {
		return
	}
	for _, module := range modules.Submodules {
		rel, err := filepath.Rel(w.dir, filepath.Join(top, filepath.FromSlash(module.Path)))
		if rel = filepath.ToSlash(rel); err == nil && w.empty[rel] {
			w.entries = append(w.entries, nested(rel))
		}
	}
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
			e.Problem = &Problem{Code: Unreadable, Message: "the link cannot be read: " + reason(err), Help: "check the permissions of the folder it stands in"}
			return e
		}
		e.Link = filepath.ToSlash(target)
	case d.Type().IsRegular():
		info, err := d.Info()
		if err != nil {
			e.Problem = &Problem{Code: Unreadable, Message: "the file cannot be read: " + reason(err), Help: "check the permissions of the folder it stands in"}
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

// unsafeName refuses names that a terminal, a pull request or another system
// would show as something else than they are.
func unsafeName(rel string) *Problem {
	for element := range strings.SplitSeq(rel, "/") {
		if element == "" || element == "." || element == ".." || strings.EqualFold(element, ".git") {
			return unsafe(rel, "is one that Git refuses")
		}
	}
	if IsShipped(rel) {
		return unsafe(rel, "begins like those of the documents that come with interlock")
	}
	if strings.ContainsFunc(rel, func(r rune) bool { return r == '\\' || r == unicode.ReplacementChar || isHidden(r) }) {
		return unsafe(rel, "has a character that not every system can hold")
	}
	return nil
}

func unsafe(rel, what string) *Problem {
	return &Problem{Code: UnsafeFileName, Message: fmt.Sprintf("the file name %q %s", rel, what), Help: "rename the file"}
}

// isHidden says whether a character ends a line, steers a terminal, or turns the
// direction of what follows it.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || r == 0x2028 || r == 0x2029 || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// printable keeps control characters out of messages, and long texts short.
func printable(text string) string {
	const longest = 200
	if runes := []rune(text); len(runes) > longest {
		text = string(runes[:longest]) + "…"
	}
	return strings.Map(func(r rune) rune {
		if isHidden(r) {
			return unicode.ReplacementChar
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
