// Package draft writes the beginning of a document of any kind, from its schema and from what stands beside it.
package draft

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Todo marks what only a person can fill in.
const Todo = "TODO"

// Document is what a document is to begin with.
type Document struct {
	Kind, Name string
	Region     string // empty or catalog.Global: none is written
	Owner      string // empty: a person has to say
	Date       string // a day for dates that have to be there, YYYY-MM-DD
	// Given are values that are known already, by their path from the root, as
	// `spec.rule`.
	Given map[string]any
	// Notes stand as comments below a field, by its path.
	Notes map[string][]string
	// Known lists names of objects that a field may refer to, by kind; may be nil.
	Known func(kind string) []string
}

// Write writes a document with every field that its kind has: those that must be
// there with a value that fits the schema, marked TODO where it is made up; all
// others as comments. It is as valid as can be without knowing better.
func Write(schemas *schema.Registry, d Document) ([]byte, error) {
	shape := schemas.Describe(d.Kind)
	if shape == nil {
		return nil, fmt.Errorf("there is no kind `%s`", d.Kind)
	}
	w := writer{Document: d}
	w.model = sample(shape)
	w.remark(0, shape.Description)
	w.remark(0, "What "+Todo+" stands behind is for you to fill in. Lines behind # are optional.")
	w.line(0, "apiVersion: "+schema.APIVersion)
	w.line(0, "kind: "+d.Kind)
	w.line(0, "metadata:")
	w.metadata(shape.Child("metadata"))
	spec := shape.Child("spec")
	w.line(0, "spec:")
	before := w.Len()
	w.fields(spec, "spec", 1, w.model.Get("spec"), map[*schema.Shape]bool{})
	if !w.wrote(before) {
		w.Truncate(before - 1)
		w.WriteString(" {}\n")
		w.fields(spec, "spec", 1, w.model.Get("spec"), map[*schema.Shape]bool{})
	}
	return w.Bytes(), nil
}

// sample is the example of a kind, as a tree.
func sample(shape *schema.Shape) *document.Node {
	if len(shape.Examples) == 0 {
		return nil
	}
	return document.FromValue(shape.Examples[0])
}

// writer writes lines of a draft.
type writer struct {
	bytes.Buffer
	Document
	model *document.Node
}

func (w *writer) line(depth int, text string) {
	w.WriteString(strings.Repeat("  ", depth) + text + "\n")
}

// remark writes comment lines, broken between words.
func (w *writer) remark(depth int, text string) {
	const width = 100
	line := "#"
	for _, word := range strings.Fields(text) {
		if len(line)+1+len(word) > width && line != "#" {
			w.line(depth, line)
			line = "#"
		}
		line += " " + word
	}
	if line != "#" {
		w.line(depth, line)
	}
}

// wrote says whether anything but comments was written since.
func (w *writer) wrote(since int) bool {
	for _, line := range strings.Split(w.String()[since:], "\n") {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			return true
		}
	}
	return false
}

func (w *writer) metadata(shape *schema.Shape) {
	w.line(1, "name: "+scalar(w.Name))
	if w.Region != "" && w.Region != catalog.Global && shape.Child("region") != nil {
		w.line(1, "region: "+scalar(w.Region))
	}
	switch {
	case w.Owner != "":
		w.line(1, "owner: "+scalar(w.Owner))
	case shape.Child("owner") != nil:
		w.line(1, "# owner: team   # "+Todo+" the team that answers for it and decides about changes")
	}
	if shape.Child("labels") != nil {
		w.line(1, "# labels: {tier: fundamental}")
	}
}

// fields writes the fields of a mapping: what must be there or is given first of
// all as lines, everything else as comments, in the order of the schema.
func (w *writer) fields(s *schema.Shape, at string, depth int, model *document.Node, inside map[*schema.Shape]bool) {
	if s == nil || inside[s] {
		return
	}
	inside[s] = true
	defer delete(inside, s)
	form := s
	if len(s.Branches) > 0 {
		form = s.Branches[0]
		if model != nil {
			form = cmp.Or(s.Narrow(model), form)
		}
	}
	for _, f := range form.Fields {
		below := at + "." + f.Name
		value, given := w.Given[below]
		var example *document.Node
		if model != nil {
			example = model.Get(f.Name)
		}
		w.remark(depth, meaning(f.Shape))
		switch {
		case given:
			w.given(depth, f.Name, value)
		case f.Required:
			w.required(f.Name, f.Shape, below, depth, example, inside)
		default:
			w.optional(f.Name, f.Shape, depth, example)
		}
		for _, note := range w.Notes[below] {
			w.line(depth, strings.TrimRight("# "+note, " "))
		}
	}
}

// meaning is what a field is, and what it may hold.
func meaning(s *schema.Shape) string {
	text := strings.TrimSuffix(cmp.Or(s.Description, s.Title), ".")
	var values []string
	for _, value := range s.Enum {
		values = append(values, fmt.Sprint(value))
	}
	if len(values) > 0 {
		text += ": " + strings.Join(values, ", ")
	}
	if s.XRef != "" && s.XRef != "*" {
		text += " (the name of a " + s.XRef + ")"
	}
	if item := s.Item(); item != nil && item.XRef != "" && item.XRef != "*" {
		text += " (names of " + item.XRef + " objects)"
	}
	return text
}

func (w *writer) given(depth int, name string, value any) {
	n := document.FromValue(value, "kind", "name", "date", "from", "to")
	if n.Kind != document.Map && n.Kind != document.List || len(n.Entries) == 0 {
		w.line(depth, name+": "+written(n))
		return
	}
	w.line(depth, name+":")
	for _, line := range lines(n) {
		w.line(depth+1, line)
	}
}

// required writes a field that must be there.
func (w *writer) required(name string, s *schema.Shape, at string, depth int, example *document.Node, inside map[*schema.Shape]bool) {
	switch item := s.Item(); {
	case item != nil && isMapping(item):
		w.line(depth, name+":")
		var first *document.Node
		if example != nil && len(example.Entries) > 0 {
			first = example.Entries[0].Value
		}
		w.member(item, at+"[*]", depth+1, first, inside)
	case item != nil:
		text, todo := w.value(item, firstOf(example))
		w.line(depth, name+": ["+text+"]"+mark(todo))
	case s.XRef == "*":
		w.line(depth, name+": {kind: "+cmp.Or(example.Get("kind").Str(), Todo)+", name: todo}"+mark(true))
	case isMapping(s):
		w.line(depth, name+":")
		before := w.Len()
		w.fields(s, at, depth+1, example, inside)
		if !w.wrote(before) && example != nil {
			for _, line := range lines(example) {
				w.line(depth+1, line+"   # "+Todo)
			}
		}
	default:
		text, todo := w.value(s, example)
		w.line(depth, name+": "+text+mark(todo))
	}
}

func firstOf(n *document.Node) *document.Node {
	if n == nil || len(n.Entries) == 0 {
		return nil
	}
	return n.Entries[0].Value
}

// member writes the first member of a list of mappings.
func (w *writer) member(s *schema.Shape, at string, depth int, model *document.Node, inside map[*schema.Shape]bool) {
	before := w.Len()
	w.fields(s, at, depth+1, model, inside)
	text := w.String()[before:]
	// The dash stands before the first field; comments above it stay where they are.
	indent := strings.Repeat("  ", depth+1)
	list := strings.Split(text, "\n")
	for i, line := range list {
		if strings.HasPrefix(line, indent) && !strings.HasPrefix(line, indent+"#") {
			list[i] = strings.Repeat("  ", depth) + "- " + line[len(indent):]
			break
		}
	}
	w.Truncate(before)
	w.WriteString(strings.Join(list, "\n"))
}

func isMapping(s *schema.Shape) bool {
	return slices.Contains(s.Types, "object") || len(s.Fields) > 0
}

func mark(todo bool) string {
	if todo {
		return "   # " + Todo
	}
	return ""
}

// optional writes a field as a comment, with the value of an example where there is one.
func (w *writer) optional(name string, s *schema.Shape, depth int, example *document.Node) {
	if example == nil && len(s.Examples) > 0 {
		example = document.FromValue(s.Examples[0])
	}
	switch {
	case example != nil && (example.Kind == document.Map || example.Kind == document.List) && len(example.Entries) > 0:
		w.line(depth, "# "+name+":")
		for _, line := range lines(example) {
			w.line(depth, "#   "+line)
		}
	case example != nil:
		w.line(depth, "# "+name+": "+written(example))
	case s.Item() != nil && isMapping(s.Item()):
		w.line(depth, "# "+name+":")
		w.line(depth, "#   - "+firstField(s.Item()))
	case s.Item() != nil:
		text, _ := w.value(s.Item(), nil)
		w.line(depth, "# "+name+": ["+text+"]")
	case isMapping(s):
		w.line(depth, "# "+name+": {}")
	default:
		text, _ := w.value(s, nil)
		w.line(depth, "# "+name+": "+text)
	}
}

func firstField(s *schema.Shape) string {
	for _, form := range append([]*schema.Shape{s}, s.Branches...) {
		if len(form.Fields) > 0 {
			return form.Fields[0].Name + ": " + Todo
		}
	}
	return Todo
}

// value makes up a value that fits a shape, and says whether a person has to
// look at it.
func (w *writer) value(s *schema.Shape, example *document.Node) (text string, todo bool) {
	if example != nil && s.XRef == "" && (s.Pattern != "" || s.Format != "" || len(s.Enum) > 0 || slices.Contains(s.Types, "boolean") || isNumber(s)) {
		if s.Format == "date" && w.Date != "" {
			return w.Date, true
		}
		return written(example), true
	}
	switch {
	case s.IsConst:
		return written(document.FromValue(s.Const)), false
	case len(s.Enum) > 0:
		return written(document.FromValue(s.Enum[0])), true
	case s.XRef != "" && w.Known != nil && len(w.Known(s.XRef)) > 0:
		return scalar(w.Known(s.XRef)[0]), true
	case s.XRef != "":
		return "todo", true
	case s.Format == "date" && w.Date != "":
		return w.Date, true
	case len(s.Examples) > 0:
		return written(document.FromValue(s.Examples[0])), true
	case isNumber(s):
		return "1", true
	case slices.Contains(s.Types, "boolean"):
		return "false", true
	}
	if made, ok := map[string]string{
		"date": "2027-01-01", "duration": "1d", "email": "todo@example.com", "uri": "https://example.com/", "timezone": "UTC",
		"language": "en", "country": "DE", "currency": "EUR", "path": "spec.title", "regex": "^.*$",
	}[s.Format]; ok {
		return made, true
	}
	if s.Pattern != "" {
		return "todo", true
	}
	return Todo, false // it says so itself
}

func isNumber(s *schema.Shape) bool {
	return slices.Contains(s.Types, "number") || slices.Contains(s.Types, "integer")
}

// written is a value in one line. Days stand without quotes, as people write them.
func written(n *document.Node) string {
	if n.Kind == document.Map || n.Kind == document.List {
		return flow(n)
	}
	if _, err := time.Parse(time.DateOnly, n.Text); err == nil {
		return n.Text
	}
	return strings.TrimSpace(string(document.Write(n, nil)))
}

// flow is a collection in one line.
func flow(n *document.Node) string {
	var parts []string
	for i := range n.Entries {
		part := written(n.Entries[i].Value)
		if n.Kind == document.Map {
			part = scalar(n.Entries[i].Key) + ": " + part
		}
		parts = append(parts, part)
	}
	if n.Kind == document.Map {
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func lines(n *document.Node) []string {
	text := strings.TrimRight(string(document.Write(n, nil)), "\n")
	return strings.Split(regexp.MustCompile(`"([0-9]{4}-[0-9]{2}-[0-9]{2})"`).ReplaceAllString(text, "$1"), "\n")
}

func scalar(text string) string {
	return strings.TrimSpace(string(document.Write(document.FromValue(text), nil)))
}

// Place is the file in which a new object belongs: beside those of its kind in
// its region; else where the region keeps its documents, in a folder of the kind's
// name where other regions have one.
func Place(c *catalog.Catalog, kind, region, name string) string {
	region = cmp.Or(region, catalog.Global)
	folders := map[string]int{}
	within := map[string]int{}
	for _, o := range c.Objects {
		if o.Kind != kind || shipped(o) {
			continue
		}
		folder := path.Dir(o.Doc.File.Path)
		if o.Region == region {
			folders[folder]++
		} else if home := Home(c, o.Region); folder != home && strings.HasPrefix(folder, home+"/") {
			within[strings.TrimPrefix(folder, home+"/")]++
		}
		if kind == catalog.KindWaiver && folder != Home(c, o.Region) && !strings.HasPrefix(folder, Home(c, o.Region)+"/") {
			folders[folder]++ // kept in one place for all regions
		}
	}
	if kind == catalog.KindRegion {
		return path.Join(Home(c, region), name, "region.yaml")
	}
	folder := most(folders)
	if folder == "" {
		folder = path.Join(Home(c, region), most(within))
	}
	return path.Join(folder, name+".yaml")
}

func most(counts map[string]int) string {
	best := ""
	for folder, n := range counts {
		if n > counts[best] || n == counts[best] && folder < best {
			best = folder
		}
	}
	return best
}

// shipped says whether an object comes with interlock, and stands in no folder here.
func shipped(o *catalog.Object) bool {
	return strings.HasPrefix(o.Doc.File.Path, source.ShippedPrefix)
}

// Home is the folder in which a region keeps its documents.
func Home(c *catalog.Catalog, region string) string {
	if region == catalog.Global {
		for _, o := range c.Objects {
			if o.Kind == catalog.KindOrganization {
				return path.Dir(o.Doc.File.Path)
			}
		}
		return "global"
	}
	if o := c.Regions.Object(region); o != nil {
		file := o.Doc.File.Path
		if base := strings.TrimSuffix(path.Base(file), path.Ext(file)); base == "region" || path.Base(path.Dir(file)) == region {
			return path.Dir(file)
		}
	}
	if parent := c.Regions.Parent(region); parent != "" && parent != catalog.Global {
		return path.Join(Home(c, parent), region)
	}
	return path.Join("regions", region)
}

// Owner is the team that owns most of what a region has of its own; empty when
// nothing says.
func Owner(c *catalog.Catalog, region string) string {
	owners := map[string]int{}
	for _, o := range c.Objects {
		if o.Region == cmp.Or(region, catalog.Global) && o.Owner() != "" && !shipped(o) {
			owners[o.Owner()]++
		}
	}
	return most(owners)
}
