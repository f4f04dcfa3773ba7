// Package policy runs Rego, and only it does: rules over a catalog, rules over a plan, mappings from effective objects to a platform's resources.
package policy

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Error is a fault of a rule or of the engine, never a finding: a check that
// could not be made.
type Error struct {
	File    string // the policy's file; empty when none can be blamed
	Line    int
	Column  int
	Message string
	Help    string
}

func (e *Error) Error() string {
	text := e.Message
	if e.File != "" {
		text = fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
	}
	if e.Help != "" {
		text += "\n  " + e.Help
	}
	return text
}

// Scope says what a rule is run over.
type Scope string

// The scopes.
const (
	ScopeObject     Scope = "object"     // each distinct form of each object
	ScopeRepository Scope = "repository" // the whole catalog, once
	ScopeChange     Scope = "change"     // each edit of an object, where there is a base to compare with
)

// DefaultTimeLimit is how long the rules may take over one object.
const DefaultTimeLimit = 5 * time.Second

// rule is a rule ready to run.
type rule struct {
	finding.Rule
	kinds []string // "*" for all
	reads []string
	when  string  // home, changes, bounded, …: only such forms are looked at
	ref   ast.Ref // data.interlock.rules.CATEGORY.RULE.report
	file  string
	row   int
}

func (r *rule) takes(kind string) bool {
	return slices.Contains(r.kinds, "*") || slices.Contains(r.kinds, kind)
}

// Engine holds compiled rules. It is safe for use by several goroutines.
type Engine struct {
	// TimeLimit bounds the rules over one object, and each rule over the
	// repository; DefaultTimeLimit when 0.
	TimeLimit time.Duration

	compiler *ast.Compiler
	reading  *reading
	rules    []*rule // by id
	digest   source.Digest
}

// Set is policy files of one origin.
type Set struct {
	Files []*source.File // .rego files; tests (_test.rego) are left out
	// Own marks the repository's rules, which may not take the place of built-in ones.
	Own bool
}

// Load compiles rules. Everything that is wrong with them is told at once.
func Load(sets ...Set) (*Engine, error) {
	e := &Engine{}
	modules := map[string]*ast.Module{}
	owners := map[string]string{} // rule id: file
	var errs []error
	var all bytes.Buffer
	for _, set := range sets {
		files := slices.Clone(set.Files)
		slices.SortFunc(files, func(a, b *source.File) int { return strings.Compare(a.Path, b.Path) })
		for _, f := range files {
			if strings.HasSuffix(f.Path, "_test.rego") {
				continue
			}
			module, err := parse(f)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			fmt.Fprintf(&all, "%s %s\n", f.Path, source.DigestOf(f.Data))
			modules[f.Path] = module
			r, err := describe(f.Path, module)
			switch {
			case err != nil:
				errs = append(errs, err)
			case r == nil: // shared functions
			case owners[r.ID] != "":
				errs = append(errs, &Error{File: f.Path, Line: r.row, Column: 1,
					Message: fmt.Sprintf("the rule `%s` is there already, in %s", r.ID, owners[r.ID]),
					Help:    "give it another name: a rule cannot replace another; a waiver excuses an object from one"})
			default:
				owners[r.ID] = f.Path
				e.rules = append(e.rules, r)
			}
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	e.digest = source.DigestOf(all.Bytes())
	slices.SortFunc(e.rules, func(a, b *rule) int { return strings.Compare(a.ID, b.ID) })
	return e, e.compile(modules)
}

func (e *Engine) compile(modules map[string]*ast.Module) error {
	e.compiler = ast.NewCompiler().
		WithCapabilities(Capabilities()).
		WithStrict(true).
		WithEnablePrintStatements(false)
	e.compiler.Compile(modules)
	if !e.compiler.Failed() {
		e.reading = newReading(e.compiler)
		return nil
	}
	return regoErrors(e.compiler.Errors)
}

// Rules describes the rules, by id.
func (e *Engine) Rules() []finding.Rule {
	rules := make([]finding.Rule, len(e.rules))
	for i, r := range e.rules {
		rules[i] = r.Rule
	}
	return rules
}

// Digest is that of all rules and what they share.
func (e *Engine) Digest() source.Digest { return e.digest }

func parse(f *source.File) (*ast.Module, error) {
	module, err := ast.ParseModuleWithOpts(f.Path, string(f.Data), ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
		Capabilities:      Capabilities(),
	})
	if err == nil && module == nil {
		return nil, &Error{File: f.Path, Line: 1, Column: 1, Message: "the file holds no policy", Help: "remove it, or write a rule"}
	}
	if err == nil {
		return module, nil
	}
	var several ast.Errors
	if !errors.As(err, &several) {
		return nil, &Error{File: f.Path, Line: 1, Column: 1, Message: err.Error()}
	}
	return nil, regoErrors(several)
}

func regoErrors(several ast.Errors) error {
	errs := make([]error, len(several))
	for i := range several {
		errs[i] = regoError(several[i])
	}
	return errors.Join(errs...)
}

func regoError(err *ast.Error) *Error {
	e := &Error{Message: err.Message}
	if err.Location != nil {
		e.File, e.Line, e.Column = err.Location.File, err.Location.Row, max(1, err.Location.Col)
	}
	if name, found := strings.CutPrefix(err.Message, "undefined function "); found && known(name) {
		e.Message = fmt.Sprintf("a rule may not call `%s`", name)
		e.Help = "rules see only the catalog: no network, no clock, no files, no environment, no chance; the date of the run is data.interlock.run.date"
	}
	return e
}

// describe reads what a rule says of itself; nil for shared functions.
func describe(path string, module *ast.Module) (*rule, error) {
	fail := func(row int, help, format string, args ...any) error {
		return &Error{File: path, Line: row, Column: 1, Message: fmt.Sprintf(format, args...), Help: help}
	}
	row := module.Package.Location.Row
	steps := packageSteps(module.Package.Path)
	switch {
	case len(steps) >= 3 && steps[0] == "interlock" && steps[1] == "lib":
		return nil, nil
	case len(steps) != 4 || steps[0] != "interlock" || steps[1] != "rules":
		return nil, fail(row, `name it interlock.rules.CATEGORY["RULE"], or interlock.lib.NAME for what rules share`,
			"the package `%s` is none of a rule", strings.Join(steps, "."))
	}
	id := steps[2] + "/" + steps[3]
	if !strings.HasSuffix(path, "/"+id+"/rule.rego") {
		return nil, fail(row, "the folder of a rule, its package and its id are one", "the rule `%s` must stand in %s/rule.rego", id, id)
	}
	annotation := packageAnnotation(module)
	if annotation == nil {
		return nil, fail(row, "write a comment `# METADATA` with title, description and custom: severity, scope, kinds above `package`", "the rule `%s` has no METADATA", id)
	}
	at := annotation.Location.Row
	custom := annotation.Custom
	r := &rule{file: path, row: row, ref: append(module.Package.Path.Copy(), ast.StringTerm("report"))}
	r.Rule = finding.Rule{
		ID: id, Title: annotation.Title, Description: strings.TrimSpace(annotation.Description),
		Severity: finding.Severity(textOf(custom["severity"])), Scope: textOf(custom["scope"]),
		Framework: listOf(custom["framework"]), Remedy: textOf(custom["remedy"]),
	}
	r.Reads = listOf(custom["reads"])
	r.kinds, r.reads, r.when = listOf(custom["kinds"]), listOf(custom["reads"]), textOf(custom["when"])
	if !slices.Contains(r.kinds, "*") {
		r.Kinds = r.kinds
	}
	switch {
	case r.Title == "":
		return nil, fail(at, "write one line that states the agreement", "the METADATA of `%s` has no title", id)
	case r.Severity.Rank() > 2:
		return nil, fail(at, "write error, warning or info", "custom.severity of `%s` is `%s`", id, r.Severity)
	case !slices.Contains([]Scope{ScopeObject, ScopeRepository, ScopeChange}, Scope(r.Rule.Scope)):
		return nil, fail(at, "write object (each object by itself), repository (all together) or change (each object that differs from a base)", "custom.scope of `%s` is `%s`", id, r.Rule.Scope)
	case len(r.kinds) == 0:
		return nil, fail(at, `write a list of kinds, or ["*"] for all`, "custom.kinds of `%s` is missing", id)
	case custom["when"] != nil && !slices.Contains([]string{whenHome, whenChanges, whenBounded, whenStandardized, whenLeft, whenRepeats, whenChoices}, r.when):
		return nil, fail(at, "write home (objects as they are at home), changes (forms that a region changed), bounded or standardized (forms in which it changed what an entry of that stance governs), left (forms of which regions left what they must set), repeats (forms of which a region says what was so without it) or choices (objects that several regions changed), or leave it out", "custom.when of `%s` is `%v`", id, custom["when"])
	case !hasReport(module):
		return nil, fail(row, "write `report contains {\"path\": …, \"message\": …} if { … }`", "the rule `%s` has no set `report`", id)
	}
	return r, nil
}

// What a rule may wait for, so that it costs nothing for the many forms without.
const (
	whenHome         = "home"
	whenChanges      = "changes"
	whenBounded      = "bounded"
	whenStandardized = "standardized"
	whenLeft         = "left"
	whenRepeats      = "repeats"
	whenChoices      = "choices"
)

// looksAt says whether the rule may have something to say of forms.
func (r *rule) looksAt(of asked) bool {
	if !r.takes(of.kind) {
		return false
	}
	switch r.when {
	case whenHome:
		return of.home
	case whenChanges:
		return of.changes
	case whenBounded:
		return of.bounded
	case whenStandardized:
		return of.standardized
	case whenLeft:
		return of.left
	case whenRepeats:
		return of.repeats
	case whenChoices:
		return of.choices
	}
	return true
}

func packageSteps(path ast.Ref) []string {
	var steps []string
	for _, term := range path[1:] { // the first is `data`
		if s, ok := term.Value.(ast.String); ok {
			steps = append(steps, string(s))
		}
	}
	return steps
}

func packageAnnotation(module *ast.Module) *ast.Annotations {
	for _, a := range module.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	return nil
}

func hasReport(module *ast.Module) bool {
	return slices.ContainsFunc(module.Rules, func(r *ast.Rule) bool {
		return r.Head.Ref().String() == "report" && r.Head.Key != nil
	})
}

func textOf(value any) string {
	s, _ := value.(string)
	return s
}

func listOf(value any) []string {
	items, _ := value.([]any)
	var list []string
	for _, item := range items {
		if s, ok := item.(string); ok {
			list = append(list, s)
		}
	}
	return list
}

// Capabilities are what policies may use: an allow-list, so that a builtin of a
// newer OPA is closed until somebody has looked at it.
func Capabilities() *ast.Capabilities {
	all := ast.CapabilitiesForThisVersion()
	allowed := &ast.Capabilities{
		FutureKeywords: all.FutureKeywords,
		Features:       all.Features,
		AllowNet:       []string{}, // nil would mean any host
	}
	for _, builtin := range all.Builtins {
		if permitted(builtin.Name) {
			allowed.Builtins = append(allowed.Builtins, builtin)
		}
	}
	return allowed
}

// permitted says whether a builtin depends on nothing but its arguments.
func permitted(name string) bool {
	group, _, dotted := strings.Cut(name, ".")
	if !dotted {
		switch name {
		case "trace", "rego.parse_module":
			return false
		}
		return true
	}
	switch name {
	case "json.match_schema", "json.verify_schema", // read files through $ref
		"time.now_ns", "rand.intn", "uuid.rfc4122", "net.lookup_ip_addr":
		return false
	}
	switch group {
	case "array", "base64", "base64url", "bits", "glob", "graph", "hex", "internal", "json", "numbers", "object",
		"regex", "semver", "strings", "time", "units", "urlquery", "yaml", "uuid", "net", "crypto":
		return !strings.HasPrefix(name, "crypto.x509")
	}
	return false
}

// known says whether a name is that of a builtin of this OPA.
func known(name string) bool {
	return slices.ContainsFunc(ast.CapabilitiesForThisVersion().Builtins, func(b *ast.Builtin) bool { return b.Name == name })
}

// id of a rule that stands in a file, for errors of evaluation.
func (e *Engine) ruleOf(file string) string {
	for _, r := range e.rules {
		if r.file == file {
			return r.ID
		}
	}
	return cmp.Or(file, "a rule")
}
