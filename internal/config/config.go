// Package config reads interlock's own settings, themselves a document with a schema.
package config

import (
	"cmp"
	"errors"
	"fmt"
	"path"
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
	switch {
	case len(documents) > 1:
		return c, fault(file, documents[1].Span, "the settings are one document", "remove the others")
	case documents[0].Kind != Kind:
		return c, fault(file, documents[0].Span, "the settings say `kind: Settings`", "write `apiVersion: interlock.dev/v1` and `kind: Settings`")
	}
	if err := first(file, schemas.Validate(root, Kind)); err != nil {
		return c, err
	}
	return c.with(file, root.Get("spec"))
}

func (c Config) with(file *source.File, spec *document.Node) (Config, error) {
	if ignore := spec.Get("ignore"); ignore != nil {
		for i := range ignore.Entries {
			pattern := ignore.Entries[i].Value
			if !doublestar.ValidatePattern(pattern.Text) {
				return c, fault(file, pattern.Span, fmt.Sprintf("`%s` is no pattern of paths", pattern.Text), "write for example `rendered/**`")
			}
			c.Ignore = append(c.Ignore, strings.TrimPrefix(pattern.Text, "./"))
		}
	}
	c.Policies = path.Clean(cmp.Or(spec.Get("policies").Str(), c.Policies))
	c.Schemas = path.Clean(cmp.Or(spec.Get("schemas").Str(), c.Schemas))
	c.State = path.Clean(cmp.Or(spec.Get("state").Str(), c.State))
	if size := spec.Get("limits").Get("fileSize"); size != nil {
		n, err := strconv.ParseInt(size.Text, 10, 64)
		if err != nil {
			return c, fault(file, size.Span, "a file size is a whole number of bytes", "write for example 1048576")
		}
		c.FileLimit = n
	}
	var err error
	if c.Changes, err = brake(file, spec.Get("brakes").Get("changes")); err != nil {
		return c, err
	}
	c.Deletions, err = brake(file, spec.Get("brakes").Get("deletions"))
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
