// Package config reads interlock's own settings, themselves a document with a schema.
package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// FileName is the name of the settings, at the root of the repository.
const FileName = "interlock.yaml"

// Kind is what the settings say they are.
const Kind = "Settings"

// Config is the settings of a repository. Its zero values are those that hold
// when there are none.
type Config struct {
	Ignore    []string // patterns of paths from the root
	FileLimit int64    // in bytes
	Policies  string   // folder with the repository's own rules
	Schemas   string   // folder with the repository's own schemas
	State     string   // file, relative to the root
	Changes   Brake
	Deletions Brake
	Adopts    []Adoption // in the order they are written
	Links     string     // address of a line with {path}, {line} and {revision} to be filled in; empty for none
}

// Adoption is documents that come with interlock and hold in this repository,
// because the settings name them.
type Adoption struct {
	Files []*source.File // of the set, those that are wanted
	Owner *document.Node // the team that answers for them here
	At    source.Location
}

// Brake is how much one plan may do; nil means what the engine takes by itself.
type Brake struct {
	Share  *float64 // of what is recorded, 0 to 1
	Number *int
}

// Default is the settings of a repository that has none.
func Default() Config {
	return Config{
		FileLimit: source.DefaultLimit,
		Policies:  "policies",
		Schemas:   "schemas",
		State:     ".interlock/state.db",
	}
}

// Load reads the settings of a snapshot; those that hold by default when it has
// none. A fault in them is an error, which names its place: with settings that
// are not understood, nothing can be checked.
func Load(snapshot *source.Snapshot, schemas *schema.Registry) (Config, error) {
	c := Default()
	if _, found := snapshot.Entry(FileName); !found {
		if holds(snapshot, FileName) {
			return c, fmt.Errorf("%s: this is a folder, and the file with the settings was expected; rename the folder", FileName)
		}
		return c, nil
	}
	file, problem := snapshot.Load(FileName)
	if problem != nil {
		return c, fmt.Errorf("%s: %s; %s", FileName, problem.Message, problem.Help)
	}
	documents, findings := document.Parse(file)
	if err := first(file, findings); err != nil {
		return c, err
	}
	if len(documents) == 0 {
		return c, nil
	}
	root := documents[0].Root
	const begin = "begin it with `apiVersion: interlock.dev/v1` and `kind: Settings`, and set what you set below `spec:`"
	switch kind := root.Get("kind"); {
	case len(documents) > 1:
		return c, fault(file, documents[1].Span, "the settings are one document, and this is another", "put both into one")
	case root.Kind != document.Map:
		return c, fault(file, root.Span, "the settings are "+root.Kind.String()+", and a mapping was expected", begin)
	case kind == nil:
		return c, fault(file, root.Span, "the settings do not say their kind", begin)
	case documents[0].Kind != Kind:
		return c, fault(file, kind.Span, fmt.Sprintf("the settings are of the kind `%s`, and `%s` was expected", kind.Text, Kind), begin)
	}
	if err := first(file, schemas.Validate(root, Kind)); err != nil {
		return c, err
	}
	return c.with(snapshot, file, root.Get("spec"))
}

// holds says whether a snapshot has files below a folder.
func holds(snapshot *source.Snapshot, folder string) bool {
	return slices.ContainsFunc(snapshot.Entries(), func(e source.Entry) bool { return strings.HasPrefix(e.Path, folder+"/") })
}

// within reads a path that has to lie below the root of the repository: who may
// write to the repository must not reach what is beside it.
func within(file *source.File, n *document.Node, otherwise string) (string, error) {
	if n == nil {
		return otherwise, nil
	}
	clean := path.Clean(n.Text)
	if n.Text == "" || path.IsAbs(clean) || clean == "." || clean == ".." || strings.HasPrefix(clean, "../") {
		return "", fault(file, n.Span, fmt.Sprintf("`%s` does not lie below the root of the repository", n.Text), "write for example `"+otherwise+"`")
	}
	return clean, nil
}

// folder reads the path of a folder that has to be there when it is named.
func folder(snapshot *source.Snapshot, file *source.File, n *document.Node, otherwise string) (string, error) {
	name, err := within(file, n, otherwise)
	if err == nil && n != nil && !holds(snapshot, name) {
		return "", fault(file, n.Span, fmt.Sprintf("there is no folder `%s` with files in it", name), "correct the name, or leave the line away")
	}
	return name, err
}

func (c Config) with(snapshot *source.Snapshot, file *source.File, spec *document.Node) (Config, error) {
	if ignore := spec.Get("ignore"); ignore != nil {
		for i := range ignore.Entries {
			pattern := ignore.Entries[i].Value
			if !doublestar.ValidatePattern(pattern.Text) {
				return c, fault(file, pattern.Span, fmt.Sprintf("`%s` is no pattern of paths", pattern.Text), "write for example `rendered/**`")
			}
			c.Ignore = append(c.Ignore, strings.TrimPrefix(pattern.Text, "./"))
		}
	}
	var err error
	if c.Policies, err = folder(snapshot, file, spec.Get("policies"), c.Policies); err != nil {
		return c, err
	}
	if c.Schemas, err = folder(snapshot, file, spec.Get("schemas"), c.Schemas); err != nil {
		return c, err
	}
	if c.State, err = within(file, spec.Get("state"), c.State); err != nil {
		return c, err
	}
	if size := spec.Get("limits").Get("fileSize"); size != nil {
		n, err := strconv.ParseInt(size.Text, 10, 64)
		if err != nil {
			return c, fault(file, size.Span, "a file size is a whole number of bytes", "write for example 1048576")
		}
		c.FileLimit = n
	}
	if c.Changes, err = brake(file, spec.Get("brakes").Get("changes")); err != nil {
		return c, err
	}
	if c.Deletions, err = brake(file, spec.Get("brakes").Get("deletions")); err != nil {
		return c, err
	}
	c.Links = spec.Get("links").Str()
	c.Adopts, err = adoptions(file, spec.Get("adopts"))
	return c, err
}

func brake(file *source.File, n *document.Node) (Brake, error) {
	var b Brake
	if share := n.Get("share"); share != nil {
		percent, err := strconv.ParseFloat(strings.TrimSuffix(share.Text, "%"), 64)
		if err != nil || !strings.HasSuffix(share.Text, "%") || percent < 0 || percent > 100 {
			return b, fault(file, share.Span, "a share is a percentage from 0% to 100%", "write for example \"20%\"")
		}
		percent /= 100
		b.Share = &percent
	}
	if number := n.Get("number"); number != nil {
		count, err := strconv.Atoi(number.Text)
		if err != nil || count < 0 {
			return b, fault(file, number.Span, "a number of objects is a whole number from 0", "write for example 10")
		}
		b.Number = &count
	}
	return b, nil
}

// Ignores says whether a path is named in `ignore:`: by a pattern, or by the
// folder that it stands in.
func (c Config) Ignores(name string) bool {
	for _, pattern := range c.Ignore {
		pattern = strings.TrimSuffix(pattern, "/")
		for at := name; at != "."; at = path.Dir(at) {
			if ok, err := doublestar.Match(pattern, at); ok && err == nil {
				return true
			}
		}
	}
	return false
}

// first is the first error among findings, as an error with its place.
func first(file *source.File, findings []finding.Finding) error {
	var errs []error
	for _, f := range finding.Sorted(findings) {
		if f.Severity == finding.Error {
			text := f.Message
			if f.Label != "" {
				text += " (" + f.Label + ")"
			}
			errs = append(errs, fault(file, f.At.Span, text, f.Help))
		}
	}
	return errors.Join(errs...)
}

func fault(file *source.File, span source.Span, message, help string) error {
	at := file.Position(span.Start)
	return fmt.Errorf("%s:%d:%d: %s; %s", file.Path, at.Line, at.Column, message, help)
}
