package schema

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Check says what is wrong with a document: that it is of no known kind, or
// what the schema of its kind says. A document that could not be parsed has
// been reported already, and nothing is said of it.
func (r *Registry) Check(doc *document.Document) []finding.Finding {
	if doc.Root == nil {
		return nil
	}
	found := r.CheckKind(doc)
	if !r.Has(doc.Root.Get("kind").Str()) {
		return found
	}
	for _, f := range r.Validate(doc.Root, doc.Root.Get("kind").Str()) {
		// What is wrong with the version is said above, in better words.
		if len(found) == 0 || f.Path != "apiVersion" {
			found = append(found, f)
		}
	}
	return finding.Sorted(found)
}

// Validate says what is wrong with a tree by the schema of a kind. The tree may
// be composed of several files: each finding stands where its node is written.
// The kind must be one that the registry has.
func (r *Registry) Validate(root *document.Node, kind string) []finding.Finding {
	k := r.kinds[kind]
	if k == nil || root == nil {
		return nil
	}
	err := r.describe(k)
	if err == nil {
		_, err = r.compile(k)
	}
	w := r.walker(k)
	w.object = identity(root, kind)
	if err != nil {
		w.frames = []frame{{node: root}}
		w.unexplained([]cause{{message: "its schema cannot be used: " + err.Error()}})
		return w.found
	}
	found := w.validate(k.compiled, root)
	if dated := w.unquotedDates(root, k.shape); len(dated) > 0 {
		found = finding.Sorted(append(found, dated...))
	}
	return found
}

func identity(root *document.Node, kind string) finding.Object {
	metadata := root.Get("metadata")
	return finding.Object{Kind: kind, Region: metadata.Get("region").Str(), Name: metadata.Get("name").Str()}
}

// CheckKind says what is wrong with the kind and the version that a document
// gives itself.
func (r *Registry) CheckKind(doc *document.Document) []finding.Finding {
	root := doc.Root
	if root == nil {
		return nil
	}
	ignoring := fmt.Sprintf("begin it with `apiVersion: %s` and `kind:`, or name it under `ignore:` in interlock.yaml: `- %s`", APIVersion, doc.File.Path)
	report := func(rule string, at source.Location, path, message, label, help string) []finding.Finding {
		return []finding.Finding{{
			Rule: rule, Severity: finding.Error, Message: message, At: at, Label: label, Path: path, Help: help,
			Object: identity(root, root.Get("kind").Str()), Docs: finding.Rule{ID: rule}.Docs(), Why: why(rule),
		}}
	}
	if root.Kind != document.Map || root.Get("kind") == nil && !isOurs(root.Get("apiVersion")) {
		message := "this is not one of interlock's documents: it does not say its kind"
		if root.Kind != document.Map {
			message = fmt.Sprintf("this is not one of interlock's documents: it is %s, not a mapping", root.Kind)
		}
		return report(ruleNoKind, firstOf(root), "", message, "", ignoring)
	}
	version, kind := root.Get("apiVersion"), root.Get("kind")
	switch {
	case version == nil && !r.Has(kind.Str()) && r.Nearest(kind.Str()) == "":
		return report(ruleNoKind, firstOf(root), "", "this is not one of interlock's documents: it has no `apiVersion`, and its kind is unknown", "", ignoring)
	case version == nil:
		return append(report(ruleVersion, root.KeyLocation(root.Entry("kind")), "apiVersion", "the document has no `apiVersion`", "`apiVersion` is missing here",
			fmt.Sprintf("add `apiVersion: %s`", APIVersion)), r.unknownKind(root, report)...)
	case !isOurs(version):
		return report(ruleVersion, version.Location(), "apiVersion",
			fmt.Sprintf("`%s` is not a version of interlock's documents", brief(version.Text)), "expected `"+APIVersion+"`",
			fmt.Sprintf("if it is a document of another tool, name it under `ignore:` in interlock.yaml: `- %s`; if not, write `apiVersion: %s`", doc.File.Path, APIVersion))
	case version.Str() != APIVersion:
		return append(report(ruleVersion, version.Location(), "apiVersion",
			fmt.Sprintf("interlock does not know the version `%s`", brief(version.Text)), "expected `"+APIVersion+"`", "write `apiVersion: "+APIVersion+"`"),
			r.unknownKind(root, report)...)
	}
	return r.unknownKind(root, report)
}

// isOurs says whether a version is meant to be one of interlock's.
func isOurs(version *document.Node) bool {
	group, _, _ := strings.Cut(version.Str(), "/")
	return group == "interlock.dev" || Nearest(group, []string{"interlock.dev"}) != "" || strings.HasPrefix(group, "interlock")
}

type reporter func(rule string, at source.Location, path, message, label, help string) []finding.Finding

func (r *Registry) unknownKind(root *document.Node, report reporter) []finding.Finding {
	kind := root.Get("kind")
	switch {
	case kind == nil:
		return report(ruleNoKind, firstOf(root), "kind", "the document does not say its kind", "`kind` is missing here", "add `kind:` with one of "+both(ticked(r.names)))
	case kind.Kind != document.String:
		return report(ruleKind, root.KeyLocation(root.Entry("kind")), "kind", fmt.Sprintf("a kind is text, this is %s", kind.Kind), "", "write one of "+both(ticked(r.names)))
	case r.Has(kind.Text):
		return nil
	}
	label := ""
	help := "the kinds are " + both(ticked(r.names)) + "; a kind of your own needs a schema in the repository's `schemas` folder"
	found := report(ruleKind, kind.Location(), "kind", fmt.Sprintf("there is no kind `%s`", brief(kind.Text)), label, help)
	if near := nearestIgnoringCase(kind.Text, r.names); near != "" {
		found[0].Label = fmt.Sprintf("did you mean `%s`?", near)
		found[0].Fix = replacing(kind, near)
	}
	return found
}

// firstOf is the place of the first key of a mapping, or else of the value's
// first line.
func firstOf(n *document.Node) source.Location {
	if n.Kind == document.Map && len(n.Entries) > 0 {
		return n.KeyLocation(&n.Entries[0])
	}
	if n.Kind == document.List && len(n.Entries) > 0 {
		return firstOf(n.Entries[0].Value)
	}
	return n.Location()
}

// unquotedDates finds texts that other readers of YAML take for a point in time.
// Most documents have none, or only where a date is meant: those cost one look
// at each text.
func (w *walker) unquotedDates(n *document.Node, shape *Shape) []finding.Finding {
	if !hasPlainDate(n) {
		return nil
	}
	w.found = nil
	w.frames = []frame{{node: n, shape: shape.Narrow(n)}}
	w.dates()
	return w.found
}

func hasPlainDate(n *document.Node) bool {
	switch n.Kind {
	case document.String:
		return n.Style == document.Plain && looksLikeDate(n.Text)
	case document.List, document.Map:
		return slices.ContainsFunc(n.Entries, func(e document.Entry) bool { return hasPlainDate(e.Value) })
	}
	return false
}

// looksLikeDate follows the timestamps of YAML 1.1.
func looksLikeDate(text string) bool {
	if len(text) < 8 || text[4] != '-' {
		return false
	}
	digits := 0
	for i := 0; i < len(text) && i < 10; i++ {
		switch {
		case text[i] >= '0' && text[i] <= '9':
			digits++
		case text[i] == '-' && i >= 4:
		case (text[i] == 'T' || text[i] == 't' || text[i] == ' ') && i >= 8:
			return digits >= 6 && strings.Contains(text[i:], ":")
		default:
			return false
		}
	}
	rest := text[min(10, len(text)):]
	return digits >= 6 && strings.Count(text[:min(10, len(text))], "-") == 2 && (rest == "" || strings.ContainsAny(rest[:1], "Tt ") && strings.Contains(rest, ":"))
}

func (w *walker) dates() {
	at := w.top()
	n := at.node
	if n.Kind == document.String && n.Style == document.Plain && looksLikeDate(n.Text) {
		if at.shape != nil && at.shape.Format != "date" && at.shape.types&stringType != 0 && at.shape.Unit != "date" {
			w.report(fault{
				rule: ruleUnquoted, at: w.here(), message: fmt.Sprintf("%s looks like a date, but %s is text", w.quoted(), w.name()),
				label: "other readers of YAML take it for a point in time", help: "put it in quotes",
				fix: &finding.Fix{Message: "put it in quotes", Edits: []source.Edit{{At: w.here(), New: `"` + n.Text + `"`}}},
			})
			w.found[len(w.found)-1].Severity = finding.Warning
		}
		return
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		if !hasPlainDate(e.Value) {
			continue
		}
		f := frame{node: e.Value, parent: n, entry: e, step: e.Key, shape: at.shape.Entry(n, e).Narrow(e.Value)}
		if n.Kind == document.List {
			f.inList, f.step = true, memberStep(n, i, at.shape)
		}
		w.frames = append(w.frames, f)
		w.dates()
		w.frames = w.frames[:len(w.frames)-1]
	}
}
