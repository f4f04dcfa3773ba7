// Package starter holds the documents that an organisation adopts by naming them in its settings.
package starter

import (
	"embed"
	"io/fs"
	"path"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

//go:embed standards/*.yaml privacy/*.yaml
var files embed.FS

// Set is a collection of documents that belong together.
type Set struct {
	Name string
	// About says what it is for, in one sentence without a full stop.
	About string
	Files []*source.File // one for each document, which bears the name of its file
}

// Sets are all that there are, by name. Each call makes its own.
func Sets() []Set {
	return []Set{
		{Name: "privacy", About: "what privacy laws ask of marketing, each with its source", Files: below("privacy")},
		{Name: "standards", About: "what is standard in a global marketing organisation, what is local, and what moves within bounds", Files: below("standards")},
	}
}

// below reads the files of a folder, sorted. What is embedded can be read.
func below(folder string) []*source.File {
	entries, err := fs.ReadDir(files, folder)
	if err != nil {
		return nil
	}
	var all []*source.File
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		if data, err := fs.ReadFile(files, name); err == nil {
			all = append(all, source.NewFile(source.ShippedPrefix+name, data))
		}
	}
	return all
}

// Find is the set of a name.
func Find(name string) (Set, bool) {
	all := Sets()
	i := slices.IndexFunc(all, func(s Set) bool { return s.Name == name })
	if i < 0 {
		return Set{}, false
	}
	return all[i], true
}

// Names are those of the documents of a set, sorted.
func (s Set) Names() []string {
	names := make([]string, len(s.Files))
	for i, file := range s.Files {
		names[i] = NameOf(file)
	}
	return names
}

// NameOf is the name of the document that a file of a set holds.
func NameOf(file *source.File) string {
	return strings.TrimSuffix(path.Base(file.Path), ".yaml")
}

// Adopt parses a file of a set, and makes the team that adopts it the owner of
// what it says. The owner's node stays where it was written: in the settings.
func Adopt(file *source.File, owner *document.Node) []*document.Document {
	documents, _ := document.Parse(file)
	for _, d := range documents {
		d.Root = owned(d.Root, owner)
	}
	return documents
}

// owned is a document with an owner in its metadata.
func owned(root, owner *document.Node) *document.Node {
	metadata := root.Get("metadata")
	if owner == nil || metadata == nil || metadata.Entry("owner") != nil {
		return root
	}
	with := *metadata
	with.Entries = append(slices.Clone(metadata.Entries), document.Entry{Key: "owner", KeyAt: owner.Span, KeyFile: owner.File, Value: owner})
	whole := *root
	whole.Entries = slices.Clone(root.Entries)
	whole.Entry("metadata").Value = &with
	return &whole
}
