package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Index is a folder as it is staged for the next commit. It is read by the git
// program, which alone knows every form of an index: split, sparse, of a linked
// worktree, of another object format, or the one that Git makes for a single
// commit and names to its hooks.
type Index struct {
	Dir     string   // the folder, in the working tree of the repository
	Limit   int64    // in bytes; DefaultLimit when 0
	Environ []string // of the call, which a hook's is; nil for that of the process
}

// Unmerged is a file of which the index holds several versions.
const Unmerged ProblemCode = "unmerged"

// staged is one line of the index.
type staged struct{ mode, object, stage, path string }

// Snapshot lists what is staged. Files that are only intended to be added are
// not; a file in conflict is a problem of its own.
func (x Index) Snapshot(ctx context.Context) (*Snapshot, error) {
	environ := x.Environ
	if environ == nil {
		environ = os.Environ()
	}
	program := newGitProgram(realDir(x.Dir), environ)
	listed, err := program.listed(ctx)
	if err != nil {
		if strings.Contains(err.Error(), "not a git repository") {
			err = fmt.Errorf("%w: %s is in none; run `git init` first", ErrNoRepository, x.Dir)
		}
		return nil, fmt.Errorf("what is staged cannot be read: %w", err)
	}
	sizes, err := program.sizes(ctx, listed)
	if err != nil {
		return nil, err
	}
	objects := make(map[string]string, len(listed))
	contents := program.batch()
	entries := make([]Entry, 0, len(listed))
	for i, line := range listed {
		if i > 0 && listed[i-1].path == line.path {
			continue // another version of a file in conflict
		}
		e := Entry{Path: line.path, Size: sizes[line.object]}
		objects[line.path] = line.object
		switch {
		case line.stage != "0":
			e.Problem = &Problem{Code: Unmerged, Message: "the file is in conflict: a merge has left several versions of it", Help: "settle which one holds, and stage it with git add"}
		case line.mode == "160000":
			e = nested(line.path)
		default:
			e.Problem = unsafeName(line.path)
		}
		if line.mode == "120000" && e.Problem == nil {
			if err := stagedLink(&e, contents, line.object); err != nil {
				contents.close()
				return nil, fmt.Errorf("the link %s cannot be read: %w", printable(line.path), err)
			}
		}
		if strings.HasPrefix(line.path, ".interlock/") {
			continue
		}
		entries = append(entries, e)
	}
	resolveLinks(entries)
	s := newSnapshot("", entries, limitOr(x.Limit), func(e Entry, _ int64) ([]byte, error) {
		name := e.Path
		if e.Link != "" {
			name = e.Link
		}
		return contents.read(objects[name])
	})
	runtime.AddCleanup(s, func(b *batch) { b.close() }, contents)
	return s, nil
}

func stagedLink(e *Entry, contents *batch, object string) error {
	if e.Size == 0 || e.Size > maxTarget {
		e.Problem = broken("the link names nothing that a path can be")
		return nil
	}
	target, err := contents.read(object)
	e.Link = string(target)
	return err
}

// listed are the lines of the index below the folder, without files that are
// only intended to be added.
func (p gitProgram) listed(ctx context.Context) ([]staged, error) {
	out, err := p.run(ctx, nil, "ls-files", "--stage", "-z")
	if err != nil {
		return nil, err
	}
	intended, err := p.run(ctx, nil, "diff-files", "--name-only", "--diff-filter=A", "--relative", "-z", "--ignore-submodules=all")
	if err != nil {
		return nil, err
	}
	skip := map[string]bool{}
	for name := range strings.SplitSeq(string(intended), "\x00") {
		skip[name] = true
	}
	var list []staged
	for line := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		head, path, found := strings.Cut(line, "\t")
		fields := strings.Fields(head)
		if !found || len(fields) != 3 {
			if line == "" {
				continue
			}
			return nil, fmt.Errorf("git ls-files says %q", printable(line))
		}
		if skip[path] {
			continue
		}
		if list = append(list, staged{fields[0], fields[1], fields[2], path}); len(list) > maxEntries {
			return nil, fmt.Errorf("more than %d files are staged", maxEntries)
		}
	}
	return list, nil
}

// sizes are those of the objects that the index names.
func (p gitProgram) sizes(ctx context.Context, list []staged) (map[string]int64, error) {
	var names bytes.Buffer
	var asked []staged
	sizes := map[string]int64{}
	for _, line := range list {
		if _, known := sizes[line.object]; known || line.mode == "160000" {
			continue
		}
		sizes[line.object] = 0
		asked = append(asked, line)
		names.WriteString(line.object + "\n")
	}
	if len(asked) == 0 {
		return sizes, nil
	}
	out, err := p.run(ctx, names.Bytes(), "cat-file", "--batch-check")
	if err != nil && strings.Contains(err.Error(), "promisor") {
		return nil, errors.New("this is a partial clone, which lacks files that the index names, and nothing is fetched while checking; fetch them first: git fetch --refetch --no-filter")
	}
	if err != nil {
		return nil, fmt.Errorf("what is staged cannot be read: %w", err)
	}
	reader := bufio.NewReader(bytes.NewReader(out))
	for _, line := range asked {
		size, err := header(reader)
		if errors.Is(err, errMissing) {
			return nil, fmt.Errorf("the content of %s is not in this repository; fetch it, or clone the repository anew", printable(line.path))
		}
		if err != nil {
			return nil, fmt.Errorf("the content of %s cannot be read: %w", printable(line.path), err)
		}
		sizes[line.object] = size
	}
	return sizes, nil
}
