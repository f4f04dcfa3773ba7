package source

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"
)

// maxLinks is how many links are followed for one, as many as Linux does.
const maxLinks = 40

// maxTarget is the length in bytes of the longest target of a link.
const maxTarget = 4096

// links follows symbolic links within a tree, after its entries alone: what it
// finds is the same for a folder and for a commit.
type links struct {
	entries map[string]*Entry
	folders map[string]bool
	targets map[string]string // as they are written
}

// resolveLinks replaces the written target of every link by the path that it
// leads to, and marks links that lead nowhere or out of the tree. A link to a
// folder has the folder as its target: what is below it is checked where it stands.
func resolveLinks(entries []Entry) {
	l := links{entries: make(map[string]*Entry, len(entries)), folders: map[string]bool{}, targets: map[string]string{}}
	for i := range entries {
		e := &entries[i]
		l.entries[e.Path] = e
		if e.Link != "" {
			l.targets[e.Path] = e.Link
		}
		for dir := path.Dir(e.Path); dir != "." && !l.folders[dir]; dir = path.Dir(dir) {
			l.folders[dir] = true
		}
	}
	for i := range entries {
		e := &entries[i]
		if e.Link == "" {
			continue
		}
		e.Link, e.Problem = l.follow(e.Path)
		if target := l.entries[e.Link]; e.Problem == nil && target != nil {
			e.Size = target.Size
		}
	}
}

// follow is the path that a link leads to, "." for the root.
func (l links) follow(name string) (string, *Problem) {
	written := l.targets[name]
	var at []string // where we stand: folders that are none of them links
	if dir := path.Dir(name); dir != "." {
		at = strings.Split(dir, "/")
	}
	rest := []string{}
	enter := func(target string) *Problem {
		if path.IsAbs(target) || filepath.IsAbs(filepath.FromSlash(target)) {
			return outside(written)
		}
		rest = append(strings.Split(target, "/"), rest...)
		return nil
	}
	if problem := enter(written); problem != nil {
		return "", problem
	}
	for followed := 1; len(rest) > 0; {
		element := rest[0]
		rest = rest[1:]
		switch element {
		case "", ".":
			continue
		case "..":
			if len(at) == 0 {
				return "", outside(written)
			}
			at = at[:len(at)-1]
			continue
		}
		here := strings.Join(append(at[:len(at):len(at)], element), "/")
		if target, isLink := l.targets[here]; isLink {
			if followed++; followed > maxLinks {
				return "", broken("the link leads back to itself")
			}
			if problem := enter(target); problem != nil {
				return "", problem
			}
			continue
		}
		e := l.entries[here]
		switch {
		case l.folders[here]:
			at = append(at, element)
		case e != nil && e.Problem != nil:
			return "", e.Problem
		case e != nil && len(rest) == 0:
			return here, nil
		default:
			return "", broken(fmt.Sprintf("the link leads to `%s`, which is not there", printable(written)))
		}
	}
	if len(at) == 0 {
		return ".", nil
	}
	return strings.Join(at, "/"), nil
}

func broken(message string) *Problem {
	return &Problem{Code: BrokenLink, Message: message, Help: "mend or remove the link"}
}

func outside(target string) *Problem {
	return &Problem{
		Code:    OutsideLink,
		Message: fmt.Sprintf("the link leads out of the repository, to `%s`", printable(target)),
		Help:    "put a copy of what it leads to in the repository, or name the link in `ignore:` of interlock.yaml",
	}
}
