package page

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/framework"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Input is what a model is made of: the result of a check.
type Input struct {
	Catalog  *catalog.Catalog
	Schemas  *schema.Registry
	Files    func(path string) *source.File // nil for a file that could not be read
	Findings []finding.Finding
	Rules    []finding.Rule // all there are, of Go and of Rego
	Coverage []framework.Coverage
	Idle     []string // rules that had nothing to look at
	Counts   Counts
	Date     string // as of which the rules judged
	Revision string
	Version  string // of the program
	Links    string // see Model
}

// Build makes the model of a check. It is pure: the same input gives the same
// model, byte for byte.
func Build(in Input) *Model {
	b := &builder{
		Input: in, regions: map[string]int{}, kinds: map[string]int{}, files: map[string]int{}, paths: map[string]int{},
		objects: map[finding.Object]int{}, standards: map[*catalog.Object]int{}, rules: map[string]int{},
		about: map[aboutKey][]int{},
	}
	b.model = &Model{
		Version: Version, Interlock: in.Version, Date: in.Date, Revision: in.Revision, Links: in.Links, Counts: in.Counts,
		Kinds: []Kind{}, Files: []string{}, Paths: []string{}, Objects: make([]Object, 0, len(in.Catalog.Objects)),
		Standards: []Standard{}, Waivers: []Waiver{}, Findings: []Finding{}, Rules: []Rule{}, Framework: []Row{},
	}
	b.index()
	b.describeKinds()
	b.addRules()
	b.addFramework()
	b.addFindings()
	for _, o := range in.Catalog.Objects {
		b.model.Objects = append(b.model.Objects, b.object(o))
	}
	b.addStandards()
	b.addWaivers()
	b.addCells()
	return b.model
}

// builder makes one model.
type builder struct {
	Input
	model     *Model
	regions   map[string]int
	kinds     map[string]int
	files     map[string]int
	paths     map[string]int
	objects   map[finding.Object]int
	standards map[*catalog.Object]int
	rules     map[string]int
	about     map[aboutKey][]int // findings, by what they are about
}

type aboutKey struct {
	object finding.Object
	path   string
}

// index gives every region and object its number.
func (b *builder) index() {
	for i, name := range b.Catalog.Regions.Names {
		b.regions[name] = i
	}
	for i, o := range b.Catalog.Objects {
		b.objects[o.ID()] = i
		if o.Kind == catalog.KindStandard {
			b.standards[o] = len(b.standards)
		}
		if title := o.Spec().Get("title").Str(); o.Kind == catalog.KindOrganization && b.model.Title == "" {
			b.model.Title = cmp.Or(title, o.Name)
		}
	}
	for i, name := range b.Catalog.Regions.Names {
		r := Region{Name: name, Parent: -1, Object: -1}
		if i > 0 {
			r.Parent = b.regions[b.Catalog.Regions.Parent(name)]
		}
		if o := b.Catalog.Regions.Object(name); o != nil {
			r.Object, r.Title = b.number(o), o.Spec().Get("title").Str()
		}
		b.model.Regions = append(b.model.Regions, r)
	}
}

// number is the position of an object; -1 for nil.
func (b *builder) number(o *catalog.Object) int {
	if o == nil {
		return -1
	}
	if i, known := b.objects[o.ID()]; known {
		return i
	}
	return -1
}

func (b *builder) file(path string) int { return intern(&b.model.Files, b.files, path) }
func (b *builder) path(path string) int { return intern(&b.model.Paths, b.paths, path) }

func intern(list *[]string, known map[string]int, text string) int {
	i, found := known[text]
	if !found {
		i = len(*list)
		known[text] = i
		*list = append(*list, text)
	}
	return i
}

// line is the line of a place, from 1; 1 in a file that has no readable text.
func (b *builder) line(at source.Location) int {
	if f := b.Files(at.Path); f != nil {
		return f.LineAt(at.Span.Start)
	}
	return 1
}

func (b *builder) kind(name string) int {
	i, known := b.kinds[name]
	if !known {
		i = len(b.model.Kinds)
		b.kinds[name] = i
		b.model.Kinds = append(b.model.Kinds, Kind{Name: name})
	}
	return i
}

func (b *builder) describeKinds() {
	for _, name := range b.Schemas.Kinds() {
		i := b.kind(name)
		shape := b.Schemas.Describe(name)
		k := &b.model.Kinds[i]
		k.Description = shape.Description
		describe(k, shape, "", map[*schema.Shape]bool{})
	}
}

// describe notes the keys of lists.
func describe(k *Kind, shape *schema.Shape, path string, inside map[*schema.Shape]bool) {
	if shape == nil || inside[shape] {
		return // a kind that contains itself is told once
	}
	inside[shape] = true
	defer delete(inside, shape)
	if shape.MergeKey != "" {
		if k.Keys == nil {
			k.Keys = map[string]string{}
		}
		k.Keys[path] = shape.MergeKey
	}
	for _, form := range append([]*schema.Shape{shape}, shape.Branches...) {
		for _, field := range form.Fields {
			below := field.Name
			if path != "" {
				below = path + "." + field.Name
			}
			describe(k, field.Shape, below, inside)
		}
	}
	describe(k, shape.Item(), path+"[*]", inside)
	if shape.Values != nil {
		describe(k, shape.Values, path+".*", inside)
	}
}

func (b *builder) addRules() {
	for _, r := range b.Rules {
		if _, known := b.rules[r.ID]; known {
			continue
		}
		b.rules[r.ID] = len(b.model.Rules)
		b.model.Rules = append(b.model.Rules, Rule{
			ID: r.ID, Title: r.Title, Why: r.Description, Remedy: r.Remedy, Severity: string(r.Severity),
			Kinds: r.Kinds, Framework: r.Framework, Idle: slices.Contains(b.Idle, r.ID),
		})
	}
}

func (b *builder) addFramework() {
	for _, c := range b.Coverage {
		row := Row{ID: c.ID, Area: c.Area, Agreement: c.Agreement, Fields: c.Fields, Rules: []int{}, Covered: c.Covered}
		if c.Property != nil {
			row.How = c.Property.How
		}
		for _, id := range c.Rules {
			if i, known := b.rules[id]; known {
				row.Rules = append(row.Rules, i)
			}
		}
		b.model.Framework = append(b.model.Framework, row)
	}
}

// rule is the position of a rule; one that nobody described is added.
func (b *builder) rule(f *finding.Finding) int {
	i, known := b.rules[f.Rule]
	if !known {
		i = len(b.model.Rules)
		b.rules[f.Rule] = i
		b.model.Rules = append(b.model.Rules, Rule{ID: f.Rule, Title: f.Rule, Why: f.Why, Severity: string(f.Severity)})
	}
	return i
}

func (b *builder) addFindings() {
	for i := range b.Findings {
		f := &b.Findings[i]
		made := Finding{
			Rule: b.rule(f), Severity: string(f.Severity), Message: f.Message, File: -1, Line: 1,
			Object: -1, Region: -1, Path: f.Path, Owner: f.Owner, Help: f.Help, Waiver: -1,
		}
		if f.At.Path != "" {
			made.File, made.Line = b.file(f.At.Path), b.line(f.At)
		}
		if o := b.objectOf(f.Object); o != nil {
			made.Object = b.number(o)
		}
		if region, known := b.regions[cmp.Or(f.Object.Region, catalog.Global)]; known && f.Object != (finding.Object{}) {
			made.Region = region
		}
		for _, r := range f.Related {
			if r.At.Path == "" {
				continue
			}
			made.Related = append(made.Related, Related{File: b.file(r.At.Path), Line: b.line(r.At), Message: r.Message})
			if w := b.Catalog.Writer(r.At); w != nil && w.Kind == catalog.KindStandard && strings.HasPrefix(f.Rule, "standard/") {
				if n := b.standards[w]; !slices.Contains(made.Standards, n) {
					made.Standards = append(made.Standards, n)
				}
			}
		}
		key := aboutKey{f.Object, f.Path}
		b.about[key] = append(b.about[key], i)
		b.model.Findings = append(b.model.Findings, made)
	}
}

// objectOf is the object that a finding names in the region where it looks at it.
func (b *builder) objectOf(id finding.Object) *catalog.Object {
	if id.Kind == "" {
		return nil
	}
	region := cmp.Or(id.Region, catalog.Global)
	if !b.Catalog.Regions.Known(region) {
		return b.Catalog.Find(id.Kind, region, id.Name)
	}
	return b.Catalog.Visible(id.Kind, region, id.Name)
}

func (b *builder) object(o *catalog.Object) Object {
	made := Object{Kind: b.kind(o.Kind), Region: -1, Name: o.Name, File: b.file(o.Doc.File.Path)}
	if region, known := b.regions[o.Region]; known {
		made.Region = region
	}
	if title := o.Spec().Get("title").Str(); title != o.Name {
		made.Title = title
	}
	made.Owner = o.Owner()
	made.Line = o.Doc.File.LineAt(o.Doc.Root.Location().Span.Start)
	made.End = o.Doc.File.LineAt(max(o.Doc.Span.Start, o.Doc.Span.End-1))
	made.Value, made.Lines = b.document(o)
	made.Reach = b.reach(o, made.Region)
	made.Standards = b.selecting(o)
	made.Refs = b.refs(o.Home)
	for _, f := range o.Forms[min(1, len(o.Forms)):] {
		made.Forms = append(made.Forms, b.form(o, f))
	}
	return made
}

// document is a document without what the model says elsewhere.
func (b *builder) document(o *catalog.Object) (json.RawMessage, []int) {
	w := &writer{b: b}
	w.out.WriteByte('{')
	for _, e := range members(o.Doc.Root) {
		key := e.Key
		if key == "apiVersion" || key == "kind" {
			continue
		}
		if w.out.Len() > 1 {
			w.out.WriteByte(',')
		}
		w.text(key)
		w.out.WriteByte(':')
		if o.Kind == catalog.KindLocalization && key == "spec" && e.Value.Kind == document.Map {
			b.localization(w, e.Value, o.Shape.Child(key))
			continue
		}
		w.value(e.Value, o.Shape.Child(key))
	}
	w.out.WriteByte('}')
	lines := make([]int, len(w.lines))
	for i, at := range w.lines {
		lines[i] = at.line
		if i > 0 {
			lines[i] -= w.lines[i-1].line
		}
	}
	return w.out.Bytes(), lines
}

// localization writes the spec of a localization. What it sets has the shape of
// the spec of the object that it is of, which may call values sensitive.
func (b *builder) localization(w *writer, spec *document.Node, shape *schema.Shape) {
	if len(spec.Entries) == 0 {
		w.leaf(spec)
	}
	w.out.WriteByte('{')
	for i, e := range members(spec) {
		if i > 0 {
			w.out.WriteByte(',')
		}
		w.text(e.Key)
		w.out.WriteByte(':')
		below := shape.Child(e.Key)
		if e.Key == "set" {
			below = b.Schemas.Describe(spec.Get("of").Get("kind").Str()).Child("spec")
		}
		w.value(e.Value, below)
	}
	w.out.WriteByte('}')
}

// reach lists where an object is effective, nil when that is its own region and
// all below it.
func (b *builder) reach(o *catalog.Object, home int) []int {
	if home < 0 {
		return nil
	}
	all := 1 + len(b.Catalog.Regions.Below(o.Region))
	var reach []int
	for i, name := range b.Catalog.Regions.Names {
		if o.At(name) != nil {
			reach = append(reach, i)
		}
	}
	if len(reach) == all {
		return nil
	}
	if reach == nil {
		return []int{}
	}
	return reach
}

func (b *builder) selecting(o *catalog.Object) []int {
	var all []int
	for _, region := range append([]string{o.Region}, b.Catalog.Regions.Below(o.Region)...) {
		for _, s := range b.Catalog.Standards(o, region) {
			if n := b.standards[s]; !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	slices.Sort(all)
	return all
}

func (b *builder) form(o *catalog.Object, f *catalog.Form) Form {
	made := Form{Region: b.regions[f.Region], Above: slices.Index(o.Forms, f.Above), Changes: []Change{}, Regions: []int{}, Refs: b.refs(f)}
	for _, region := range f.Regions {
		made.Regions = append(made.Regions, b.regions[region])
	}
	w := &writer{b: b}
	w.patch(f.Root, f.Above.Root, o.Shape)
	made.Patch = w.out.Bytes()
	for _, c := range f.Changes {
		change := Change{
			Path: b.path(c.Path), Action: string(c.Action), By: b.number(c.Localization), Line: b.line(c.Place),
			Findings: b.about[aboutKey{f.ID(), c.Path}],
		}
		for _, e := range c.Governed {
			if r := b.entry(e); !slices.Contains(change.Governed, r) {
				change.Governed = append(change.Governed, r)
			}
		}
		made.Changes = append(made.Changes, change)
	}
	return made
}

// entry names an entry of a standard: those of its fields by their position,
// what it says otherwise behind them.
func (b *builder) entry(e *catalog.Entry) Ref {
	if e.Field >= 0 {
		return Ref{b.standards[e.Standard], e.Field}
	}
	return Ref{b.standards[e.Standard], len(fields(e.Standard))}
}

func fields(standard *catalog.Object) []document.Entry {
	if list := standard.Spec().Get("fields"); list != nil && list.Kind == document.List {
		return list.Entries
	}
	return nil
}

func (b *builder) addStandards() {
	for _, o := range b.Catalog.Objects {
		if o.Kind != catalog.KindStandard {
			continue
		}
		s := Standard{Object: b.number(o), Entries: []Entry{}}
		for _, field := range fields(o) {
			n := field.Value
			s.Entries = append(s.Entries, Entry{
				Path: n.Get("path").Str(), Stance: n.Get("stance").Str(), Line: b.line(n.Location()), Bounds: b.bounds(n),
			})
		}
		if n := o.Spec().Get("otherwise"); n.Str() != "" {
			s.Entries = append(s.Entries, Entry{Path: "spec", Stance: n.Str(), Otherwise: true, Line: b.line(n.Location())})
		}
		b.model.Standards = append(b.model.Standards, s)
	}
}

func (b *builder) bounds(field *document.Node) json.RawMessage {
	w := &writer{b: b}
	for _, name := range catalog.BoundNames() {
		n := field.Get(name)
		if n == nil {
			continue
		}
		w.out.WriteByte(',')
		w.text(name)
		w.out.WriteByte(':')
		w.value(n, nil)
	}
	if w.out.Len() == 0 {
		return nil
	}
	data := append(w.out.Bytes(), '}')
	data[0] = '{'
	return data
}

func (b *builder) addWaivers() {
	for _, w := range b.Catalog.Waivers {
		target := w.Object.Spec().Get("object")
		made := Waiver{Object: b.number(w.Object), Target: b.number(b.objectOf(finding.Object{
			Kind: target.Get("kind").Str(), Name: target.Get("name").Str(),
			Region: cmp.Or(target.Get("region").Str(), w.Object.Region),
		}))}
		made.Ends = w.Object.Spec().Get("expires").Str()
		number := len(b.model.Waivers)
		for i := range b.Findings {
			f := &b.Findings[i]
			if f.Waiver != "" && f.Waiver == w.Object.Name && w.Matches(*f) {
				made.Excuses = append(made.Excuses, i)
				b.model.Findings[i].Waiver = number
			}
			if f.Object == w.Object.ID() {
				made.Faults = append(made.Faults, i)
			}
		}
		b.model.Waivers = append(b.model.Waivers, made)
	}
}
