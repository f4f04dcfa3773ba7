// Package source reads trees of files and says where in them a thing stands.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// DefaultLimit is the size in bytes above which a file is not read.
const DefaultLimit = 1 << 20

// Source is a tree of files that can be read as it is at one moment: a working
// tree, a Git commit, and later the index or an editor's unsaved buffers.
type Source interface {
	// Snapshot lists the tree. What single files suffer from is a Problem of
	// theirs; an error means that the tree itself cannot be read.
	Snapshot(ctx context.Context) (*Snapshot, error)
}

// ProblemCode says what keeps a file from being read; it is the last part of
// the rule that reports it.
type ProblemCode string

// What keeps a file from being read.
const (
	OutsideLink    ProblemCode = "link-outside"
	BrokenLink     ProblemCode = "link-broken"
	TooLarge       ProblemCode = "too-large"
	NotUTF8        ProblemCode = "not-utf8"
	Unreadable     ProblemCode = "unreadable"
	NestedTree     ProblemCode = "nested-repository"
	SpecialFile    ProblemCode = "special-file"
	UnsafeFileName ProblemCode = "unsafe-name"
)

// ShippedPrefix begins the paths of documents that come with the program, as in
// `interlock:standards/metrics.yaml`. No file of a tree has such a path.
const ShippedPrefix = "interlock:"

// IsShipped says whether a path is that of a document that comes with the program.
func IsShipped(name string) bool { return strings.HasPrefix(name, ShippedPrefix) }

// Problem is why a file cannot be read; it becomes a finding.
type Problem struct {
	Code    ProblemCode
	Message string
	Help    string
	Offset  int // byte where it shows, as far as that is known
}

// Entry is one path of a snapshot.
type Entry struct {
	Path    string
	Size    int64    // -1: not known before it is read
	Blob    string   // the hash by which Git names the content, where that is known
	Link    string   // the path in the same snapshot that a symbolic link leads to
	Problem *Problem // set when it is known without reading that it cannot be read
}

// IsYAML says whether the name is that of a YAML file.
func (e Entry) IsYAML() bool { return IsYAML(e.Path) }

// IsYAML says whether a path has the name of a YAML file.
func IsYAML(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// Snapshot is a tree of files at one moment, sorted by path. Files are read
// when they are asked for and then kept, so two readers see the same bytes.
type Snapshot struct {
	Revision string // the commit's full hash; empty for a working tree
	entries  []Entry
	limit    int64
	read     func(Entry, int64) ([]byte, error) // at most that many bytes, and one more
	out      func(string) bool                  // nil: no file is

	mu    sync.Mutex
	files map[string]loaded
}

type loaded struct {
	file    *File
	problem *Problem
}

func newSnapshot(revision string, entries []Entry, limit int64, read func(Entry, int64) ([]byte, error)) *Snapshot {
	sort.Slice(entries, func(i, j int) bool { return entries[i].Path < entries[j].Path })
	return &Snapshot{Revision: revision, entries: entries, limit: limit, read: read, files: make(map[string]loaded, len(entries))}
}

// Memory makes a snapshot of files that are at hand, for tests and for trees
// that are embedded in the program.
func Memory(files map[string]string) *Snapshot {
	entries := make([]Entry, 0, len(files))
	for name, text := range files {
		entries = append(entries, Entry{Path: name, Size: int64(len(text))})
	}
	return newSnapshot("", entries, DefaultLimit, func(e Entry, _ int64) ([]byte, error) { return []byte(files[e.Path]), nil })
}

// Limited is the same tree with another limit on the size of files.
func (s *Snapshot) Limited(limit int64) *Snapshot {
	limited := newSnapshot(s.Revision, s.entries, limit, s.read)
	limited.out = s.out
	return limited
}

// CheckedOut says of a file of a commit that was read whether the working tree
// held the same bytes when it was. That it did not see so is no proof that it
// does not: line ends, for one, are another matter to Git.
func (s *Snapshot) CheckedOut(name string) bool { return s.out != nil && s.out(name) }

// sizeError is that a file is above the limit.
type sizeError struct{ size int64 }

func (e *sizeError) Error() string { return fmt.Sprintf("it has %d bytes", e.size) }

// With is the same tree, with files beside it that are no part of it: they can be
// read, and are not listed.
func (s *Snapshot) With(files []*File) *Snapshot {
	with := s.Limited(s.limit)
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.Copy(with.files, s.files)
	for _, file := range files {
		with.files[file.Path] = loaded{file: file}
	}
	return with
}

// Entries lists every path, sorted.
func (s *Snapshot) Entries() []Entry { return s.entries }

// Entry finds a path.
func (s *Snapshot) Entry(name string) (Entry, bool) {
	i, found := slices.BinarySearchFunc(s.entries, name, func(e Entry, name string) int { return strings.Compare(e.Path, name) })
	if !found {
		return Entry{}, false
	}
	return s.entries[i], true
}

// Load reads a file. Exactly one of file and problem is set.
func (s *Snapshot) Load(name string) (*File, *Problem) {
	s.mu.Lock()
	got, found := s.files[name]
	s.mu.Unlock()
	if found {
		return got.file, got.problem
	}
	got.file, got.problem = s.load(name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, raced := s.files[name]; raced {
		return first.file, first.problem
	}
	s.files[name] = got
	return got.file, got.problem
}

// File is the file if it could be read, else nil.
func (s *Snapshot) File(name string) *File {
	file, _ := s.Load(name)
	return file
}

func (s *Snapshot) load(name string) (*File, *Problem) {
	entry, found := s.Entry(name)
	if !found {
		return nil, &Problem{Code: Unreadable, Message: "there is no such file", Help: "name a file of the repository"}
	}
	if entry.Problem != nil {
		return nil, entry.Problem
	}
	if entry.Link != "" {
		if _, isFile := s.Entry(entry.Link); !isFile {
			return nil, &Problem{Code: Unreadable, Message: "the link leads to a folder", Help: "name a file of the folder instead"}
		}
	}
	if entry.Size > s.limit {
		return nil, tooLarge(entry.Size, s.limit)
	}
	data, err := s.read(entry, s.limit)
	var large *sizeError
	if errors.As(err, &large) {
		return nil, tooLarge(large.size, s.limit)
	}
	if err != nil {
		return nil, &Problem{Code: Unreadable, Message: "the file cannot be read: " + reason(err), Help: "check the permissions of the file, or name it in `ignore:` of interlock.yaml"}
	}
	if int64(len(data)) > s.limit {
		return nil, tooLarge(-1, s.limit)
	}
	if at, ok := firstInvalid(data); !ok {
		return nil, notUTF8(data, at)
	}
	return NewFile(name, data), nil
}

// tooLarge is the problem of a file above the limit; its size is -1 when it grew
// while it was read.
func tooLarge(size, limit int64) *Problem {
	message := fmt.Sprintf("the file has %d bytes; at most %d are read", size, limit)
	if size < 0 {
		message = fmt.Sprintf("the file has more than the %d bytes that are read", limit)
	}
	return &Problem{
		Code:    TooLarge,
		Message: message,
		Help:    "split it into several files, raise `limits.fileSize` in interlock.yaml, or name it in `ignore:`",
	}
}

func notUTF8(data []byte, at int) *Problem {
	message := fmt.Sprintf("the file is not UTF-8: byte %d is 0x%02X", at+1, data[at])
	if mark := string(data[:min(2, len(data))]); mark == "\xFF\xFE" || mark == "\xFE\xFF" {
		message = "the file is UTF-16, not UTF-8"
	}
	line := bytes.Count(data[:at], []byte("\n")) + 1
	return &Problem{Code: NotUTF8, Offset: at, Message: message, Help: fmt.Sprintf("save the file in the encoding UTF-8; look at line %d first", line)}
}

func firstInvalid(data []byte) (int, bool) {
	if utf8.Valid(data) {
		return 0, true
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i, false
		}
		i += n
	}
	return 0, true
}
