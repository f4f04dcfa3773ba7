package lint

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Shipped is what comes with the program, ready for use: its schemas and rules.
// Any number of checks may share one, also at the same time.
type Shipped struct {
	schemas *schema.Registry
	rules   []*source.File
	engine  *policy.Engine
}

// Load makes the built-in schemas and rules ready.
func Load(policies fs.FS) (*Shipped, error) {
	s := &Shipped{}
	var err error
	if s.schemas, err = schema.Load(nil); err != nil {
		return nil, err
	}
	if s.rules, err = Embedded(policies, ".rego"); err != nil {
		return nil, err
	}
	s.engine, err = policy.Load(policy.Set{Files: s.rules})
	return s, err
}

// Engine are the rules, ready to run.
func (s *Shipped) Engine() *policy.Engine { return s.engine }

// Schemas are the schemas of all kinds.
func (s *Shipped) Schemas() *schema.Registry { return s.schemas }

// Prepare reads settings, schemas and rules of a repository, and none of its
// documents.
func (c *Checker) Prepare(snapshot *source.Snapshot) (*Result, error) {
	r := &Result{Snapshot: snapshot}
	if err := c.prepare(r); err != nil {
		return nil, err
	}
	return r, nil
}

// Shipped is what the repository's documents are checked with, so that others
// can be checked with the same: built-in and own schemas and rules.
func (r *Result) Shipped() *Shipped {
	return &Shipped{schemas: r.Schemas, engine: r.Engine}
}

// RuleFiles are the repository's own rules with their tests and examples.
func (r *Result) RuleFiles() ([]*source.File, error) {
	rego, err := r.below(r.Config.Policies, ".rego")
	if err != nil {
		return nil, err
	}
	examples, err := r.below(r.Config.Policies, ".yaml")
	return append(rego, examples...), err
}

// prepare reads the settings, and the repository's own schemas and rules.
func (c *Checker) prepare(r *Result) error {
	shipped := c.Shipped
	if shipped == nil {
		var err error
		if shipped, err = Load(c.Policies); err != nil {
			return err
		}
	}
	var err error
	if r.Config, err = config.Load(r.Snapshot, shipped.schemas); err != nil {
		return err
	}
	if r.Config.FileLimit != source.DefaultLimit {
		r.Snapshot = r.Snapshot.Limited(r.Config.FileLimit)
	}
	r.Snapshot = r.withAdopted(r.Snapshot)
	own, err := r.below(r.Config.Schemas, ".json")
	if err != nil {
		return err
	}
	r.Schemas = shipped.schemas
	if len(own) > 0 {
		if r.Schemas, err = schema.Load(own); err != nil {
			return err
		}
	}
	rules, err := r.below(r.Config.Policies, ".rego")
	if err != nil {
		return err
	}
	r.Engine = shipped.engine
	if len(rules) > 0 {
		if r.Engine, err = policy.Load(policy.Set{Files: shipped.rules}, policy.Set{Files: rules, Own: true}); err != nil {
			return err
		}
	}
	return r.knownKinds(rules)
}

// knownKinds refuses rules for kinds that there are not: they would match
// nothing for ever, which looks like a pass.
func (r *Result) knownKinds(own []*source.File) error {
	var errs []error
	for _, rule := range r.Engine.Rules() {
		for _, kind := range rule.Kinds {
			if kind == "*" || r.Schemas.Has(kind) {
				continue
			}
			where := rule.ID
			for _, file := range own {
				if i := bytes.Index(file.Data, []byte(kind)); i >= 0 && strings.HasSuffix(file.Path, rule.ID+"/"+path.Base(file.Path)) {
					at := file.Position(i)
					where = fmt.Sprintf("%s:%d:%d", file.Path, at.Line, at.Column)
				}
			}
			near := ""
			if name := r.Schemas.Nearest(kind); name != "" {
				near = " (did you mean `" + name + "`?)"
			}
			errs = append(errs, fmt.Errorf("%s: the rule `%s` looks at the kind `%s`, which has no schema%s; the kinds are %s",
				where, rule.ID, kind, near, strings.Join(r.Schemas.Kinds(), ", ")))
		}
	}
	return errors.Join(errs...)
}

// Embedded reads the files of an embedded tree that end in a suffix.
func Embedded(tree fs.FS, suffix string) ([]*source.File, error) {
	var files []*source.File
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, suffix) {
			return err
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		files = append(files, source.NewFile("interlock/policies/"+name, data))
		return nil
	})
	return files, err
}

// below reads the repository's files of one kind below a folder.
func (r *Result) below(folder, suffix string) ([]*source.File, error) {
	var files []*source.File
	for _, e := range r.Snapshot.Entries() {
		if !strings.HasPrefix(e.Path, folder+"/") || !strings.HasSuffix(e.Path, suffix) || r.Config.Ignores(e.Path) {
			continue
		}
		file, problem := r.Snapshot.Load(e.Path)
		if problem != nil {
			return nil, fmt.Errorf("%s: %s; %s", e.Path, problem.Message, problem.Help)
		}
		files = append(files, file)
	}
	return files, nil
}
