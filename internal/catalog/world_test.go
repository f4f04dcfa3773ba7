package catalog_test

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// A world is a repository made by chance: what a region may write, in all the
// ways of YAML, about few names, so that they meet often.
type world struct {
	parents []int // of region ri; -1 for global
	objects []thing
	locals  []local
	rules   []thing // standards
}

// thing is an object or a standard.
type thing struct {
	kind, name string
	region     int
	appliesTo  []int
	labels     string
	spec       fields
}

// local is a localization.
type local struct {
	name   string
	region int
	of     int // position in objects
	set    fields
	remove []string
}

// fields is a mapping in its order; list and named are lists of scalars and of
// members with a name.
type (
	field struct {
		key   string
		value any
	}
	fields []field
	list   []string
	named  []fields
)

// form says what a field may hold: "" a text, "list", "named" or a mapping.
type form struct {
	kind   string
	within map[string]form
}

func text() form                            { return form{} }
func many() form                            { return form{kind: "list"} }
func mapping(within map[string]form) form   { return form{"mapping", within} }
func namedList(within map[string]form) form { return form{"named", within} }

// kinds are parts of the real kinds, by the schemas that the catalog reads.
func kinds() map[string]form {
	return map[string]form{
		"Workflow": mapping(map[string]form{
			"title": text(), "leadTime": text(),
			"intake": mapping(map[string]form{"calendar": text(), "fields": namedList(map[string]form{"title": text()})}),
			"steps": namedList(map[string]form{
				"role": text(), "gate": text(), "dependsOn": many(),
				"approvals":  namedList(map[string]form{"role": text()}),
				"automation": mapping(map[string]form{"does": text()}),
			}),
		}),
		"Platform": mapping(map[string]form{
			"title": text(), "customization": many(),
			"security": mapping(map[string]form{"accessReview": text(), "dataResidency": many()}),
		}),
		"Calendar": mapping(map[string]form{
			"title": text(), "holidays": namedList(map[string]form{"date": text()}),
		}),
	}
}

var (
	words   = []string{"a", "2d", "true", "12", "x: y", "'", "", " padded ", "ü😀", "two\nlines\n", "- no", "#", "null"}
	members = []string{"a", "b", "c", "d-1"}
)

func pick[T any](t *rapid.T, from []T, label string) T { return rapid.SampledFrom(from).Draw(t, label) }

func chance(t *rapid.T, percent int, label string) bool {
	return rapid.IntRange(1, 100).Draw(t, label) <= percent
}

// value makes one of a form.
func (f form) value(t *rapid.T) any {
	switch f.kind {
	case "list":
		return list(rapid.SliceOfN(rapid.SampledFrom(members), 0, 3).Draw(t, "list"))
	case "named":
		names := rapid.SliceOfNDistinct(rapid.SampledFrom(members), 0, 4, rapid.ID).Draw(t, "members")
		all := named{}
		for _, name := range names {
			all = append(all, append(fields{{"name", name}}, f.fields(t)...))
		}
		return all
	case "mapping":
		return f.fields(t)
	}
	return pick(t, words, "text")
}

func (f form) fields(t *rapid.T) fields {
	all := fields{}
	for _, key := range sortedKeys(f.within) {
		if chance(t, 40, key) {
			all = append(all, field{key, f.within[key].value(t)})
		}
	}
	return all
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// paths lists what can be removed of a value.
func paths(value any, at string) []string {
	var all []string
	switch value := value.(type) {
	case fields:
		for _, f := range value {
			if f.key == "name" && strings.HasSuffix(at, "]") {
				continue
			}
			all = append(append(all, at+"."+f.key), paths(f.value, at+"."+f.key)...)
		}
	case named:
		for _, member := range value {
			name := at + "[" + member[0].value.(string) + "]"
			all = append(append(all, name), paths(member, name)...)
		}
	}
	return all
}

func regionName(i int) string {
	if i < 0 {
		return "global"
	}
	return fmt.Sprintf("r%d", i)
}

// isBelow says whether region i stands below j.
func (w *world) isBelow(i, j int) bool {
	for i >= 0 {
		if i = w.parents[i]; i == j {
			return true
		}
	}
	return false
}

func (w *world) below(j int) []int {
	var all []int
	for i := range w.parents {
		if w.isBelow(i, j) {
			all = append(all, i)
		}
	}
	return all
}

// reaches says whether an object is effective in a region.
func (w *world) reaches(o thing, region int) bool {
	if region == o.region {
		return true
	}
	if !w.isBelow(region, o.region) {
		return false
	}
	return o.appliesTo == nil || slices.ContainsFunc(o.appliesTo, func(i int) bool { return i == region || w.isBelow(region, i) })
}

// drawWorld makes a world. Regions have at most one localization of an object.
func drawWorld(t *rapid.T) *world {
	w := &world{}
	for i := range rapid.IntRange(1, 6).Draw(t, "regions") {
		w.parents = append(w.parents, rapid.IntRange(-1, i-1).Draw(t, "parent"))
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "objects") {
		o := thing{kind: pick(t, sortedKeys(kinds()), "kind"), name: fmt.Sprintf("o%d", i), region: -1}
		if chance(t, 25, "regional") {
			o.region = rapid.IntRange(-1, len(w.parents)-1).Draw(t, "home")
		}
		if below := w.below(o.region); len(below) > 0 && chance(t, 20, "narrow") {
			o.appliesTo = rapid.SliceOfNDistinct(rapid.SampledFrom(below), 1, 2, rapid.ID).Draw(t, "appliesTo")
		}
		o.labels = pick(t, []string{"", "core", "extra"}, "label")
		o.spec = kinds()[o.kind].fields(t)
		w.objects = append(w.objects, o)
	}
	for i, o := range w.objects {
		for _, region := range w.below(o.region) {
			if w.reaches(o, region) && chance(t, 60, "localize") {
				l := w.drawLocal(t, i, region)
				l.name = fmt.Sprintf("l%d", len(w.locals))
				w.locals = append(w.locals, l)
			}
		}
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "standards") {
		w.rules = append(w.rules, drawStandard(t, fmt.Sprintf("s%d", i), len(w.parents)))
	}
	return w
}

// drawLocal makes a localization that removes only what the base may have.
func (w *world) drawLocal(t *rapid.T, of, region int) local {
	o := w.objects[of]
	l := local{name: "new", region: region, of: of, set: kinds()[o.kind].fields(t)}
	if all := paths(o.spec, "spec"); len(all) > 0 && chance(t, 40, "removes") {
		l.remove = rapid.SliceOfNDistinct(rapid.SampledFrom(all), 1, 2, rapid.ID).Draw(t, "remove")
	}
	return l
}

func drawStandard(t *rapid.T, name string, regions int) thing {
	kind := pick(t, sortedKeys(kinds()), "kind")
	s := thing{kind: "Standard", name: name, region: rapid.IntRange(-1, regions-1).Draw(t, "home")}
	selector := fields{{"kind", kind}}
	if chance(t, 30, "by label") {
		selector = append(selector, field{"labels", fields{{"tier", "core"}}})
	}
	s.spec = fields{{"for", selector}}
	patterns := append(patternsOf(kinds()[kind], "spec"), "spec")
	if chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(patterns), 0, 4, rapid.ID).Draw(t, "paths"); len(chosen) > 0 {
		s.spec = append(s.spec, field{"fields", stances(t, chosen)})
	}
	if chance(t, 40, "otherwise") {
		s.spec = append(s.spec, field{"otherwise", pick(t, []string{"standardize", "localize", "mustLocalize"}, "stance")})
	}
	return s
}

// entries are the fields of a standard.
type entries []fields

func stances(t *rapid.T, patterns []string) entries {
	var all entries
	for _, p := range patterns {
		all = append(all, fields{{"path", p}, {"stance", pick(t, []string{"standardize", "bounded", "localize", "mustLocalize"}, "stance")}})
	}
	return all
}

func patternsOf(f form, at string) []string {
	var all []string
	for _, key := range sortedKeys(f.within) {
		below := at + "." + key
		all = append(all, below)
		switch within := f.within[key]; within.kind {
		case "mapping":
			all = append(all, patternsOf(within, below)...)
		case "named":
			for _, member := range []string{"[*]", "[a]"} {
				all = append(append(all, below+member), patternsOf(within, below+member)...)
			}
		}
	}
	return all
}

// texts are the documents of the world, each a file of its own.
func (w *world) texts(t *rapid.T) []string {
	var all []string
	for i, parent := range w.parents {
		spec := fields{{"title", "T"}}
		if parent >= 0 {
			spec = append(spec, field{"parent", regionName(parent)})
		}
		all = append(all, written(t, "Region", fields{{"name", regionName(i)}}, spec))
	}
	for _, o := range slices.Concat(w.objects, w.rules) {
		metadata := fields{{"name", o.name}}
		if o.region >= 0 {
			metadata = append(metadata, field{"region", regionName(o.region)})
		}
		if o.appliesTo != nil {
			var names list
			for _, i := range o.appliesTo {
				names = append(names, regionName(i))
			}
			metadata = append(metadata, field{"appliesTo", names})
		}
		if o.labels != "" {
			metadata = append(metadata, field{"labels", fields{{"tier", o.labels}}})
		}
		all = append(all, written(t, o.kind, metadata, o.spec))
	}
	for _, l := range w.locals {
		o := w.objects[l.of]
		of := fields{{"kind", o.kind}, {"name", o.name}, {"region", regionName(o.region)}}
		spec := fields{{"of", of}, {"set", l.set}}
		if l.remove != nil {
			spec = append(spec, field{"remove", list(l.remove)})
		}
		all = append(all, written(t, "Localization", fields{{"name", l.name}, {"region", regionName(l.region)}}, spec))
	}
	return all
}

func written(t *rapid.T, kind string, metadata, spec fields) string {
	p := printer{flow: rapid.IntRange(0, 60).Draw(t, "flow"), quoted: rapid.IntRange(0, 60).Draw(t, "quoted")}
	p.fields(t, fields{{"apiVersion", "interlock.dev/v1"}, {"kind", kind}, {"metadata", metadata}, {"spec", spec}}, 0)
	return p.String()
}

// documents parses texts, each a file.
func documents(texts []string) []*document.Document {
	var all []*document.Document
	for i, text := range texts {
		docs, _ := document.Parse(source.NewFile(fmt.Sprintf("%03d.yaml", i), []byte(text)))
		all = append(all, docs...)
	}
	return all
}

// printer writes values as people do: some in braces, some in quotes.
type printer struct {
	strings.Builder
	flow, quoted int // percent
}

func (p *printer) fields(t *rapid.T, all fields, indent int) {
	for _, f := range all {
		fmt.Fprintf(p, "%*s%s:", indent, "", f.key)
		p.value(t, f.value, indent+2)
	}
}

// value writes what stands behind a colon, and ends the line.
func (p *printer) value(t *rapid.T, value any, indent int) {
	if s, ok := value.(string); ok {
		if strings.Contains(s, "\n") && chance(t, 50, "literal") {
			fmt.Fprintf(p, " |\n%*s%s\n", indent, "", strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", "\n"+strings.Repeat(" ", indent)))
			return
		}
		p.WriteString(" " + p.scalar(t, s) + "\n")
		return
	}
	if size(value) == 0 || chance(t, p.flow, "flow") {
		p.WriteString(" " + p.inline(t, value) + " # note\n")
		return
	}
	p.WriteString("\n")
	switch value := value.(type) {
	case fields:
		p.fields(t, value, indent)
	case list:
		for _, s := range value {
			fmt.Fprintf(p, "%*s- %s\n", indent, "", p.scalar(t, s))
		}
	default:
		for _, member := range membersOf(value) {
			p.WriteString(strings.Repeat(" ", indent) + "-\n")
			p.fields(t, member, indent+2)
		}
	}
}

func membersOf(value any) []fields {
	if all, ok := value.(entries); ok {
		return all
	}
	return value.(named)
}

func size(value any) int {
	switch value := value.(type) {
	case fields:
		return len(value)
	case list:
		return len(value)
	}
	return len(membersOf(value))
}

func (p *printer) inline(t *rapid.T, value any) string {
	var parts []string
	switch value := value.(type) {
	case string:
		return p.scalar(t, value)
	case fields:
		for _, f := range value {
			parts = append(parts, f.key+": "+p.inline(t, f.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case list:
		for _, s := range value {
			parts = append(parts, p.scalar(t, s))
		}
	default:
		for _, member := range membersOf(value) {
			parts = append(parts, p.inline(t, member))
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func (p *printer) scalar(t *rapid.T, s string) string {
	plain := s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./") == "" && strings.Trim(s, "-0123456789.") != "" &&
		!slices.Contains([]string{"true", "null"}, s) && s[0] != '-' && s[0] != '.'
	switch {
	case strings.Contains(s, "\n") || !plain && chance(t, 50, "double"):
		return fmt.Sprintf("%q", s)
	case plain && !chance(t, p.quoted, "quoted"):
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}
