package lint_test

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// A mutant is a repository in which one value of one document is another one:
// what a slip of the hand, or a pull request with a purpose, makes of it.
type mutant struct {
	kind  string // of the document
	field string // where, members of lists as []: spec.steps[].gate
	where string // the very place, for people: global/teams.yaml:12 spec.lead.email
	what  string // what was done, as in "delete" or "×10"
	to    string // what stands there now
	prose bool   // a text for people, which no check can understand
	edit  source.Edit
}

// weight is a number that stays the same for the same mutant, by which some are
// sampled and choices are made.
func weight(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32()
}

// mutator makes the mutants of one document.
type mutator struct {
	catalog *catalog.Catalog
	doc     *document.Document
	target  *schema.Shape // of a localization: of what it changes
	way     []string
	all     []mutant
}

// mutants lists every mutant of the documents that were checked.
func mutants(result *lint.Result) []mutant {
	var all []mutant
	for _, o := range result.Catalog.Objects {
		if _, own := result.Snapshot.Entry(o.Doc.File.Path); !own {
			continue // adopted: it comes with the program
		}
		m := mutator{catalog: result.Catalog, doc: o.Doc}
		if o.Kind == catalog.KindLocalization {
			of := o.Spec().Get("of")
			if aim := result.Catalog.Visible(of.Get("kind").Str(), o.Region, of.Get("name").Str()); aim != nil {
				m.target = aim.Shape.Child("spec")
			}
		}
		m.inside(o.Doc.Root, o.Shape)
		all = append(all, m.all...)
	}
	return all
}

func (m *mutator) add(n *document.Node, shape *schema.Shape, what, to, text string) {
	start := n.File.Position(n.Span.Start)
	m.all = append(m.all, mutant{
		kind: m.doc.Kind, field: m.field(), what: what, to: to, prose: isProse(shape),
		where: fmt.Sprintf("%s:%d %s", n.File.Path, start.Line, document.Pointer(m.way)),
		edit:  source.Edit{At: n.Location(), New: text},
	})
}

// field is the place at hand without the names of list members.
func (m *mutator) field() string {
	var b strings.Builder
	for i, step := range m.way {
		switch {
		case step[0] >= '0' && step[0] <= '9':
			b.WriteString("[]")
			continue
		case i > 0:
			b.WriteByte('.')
		}
		b.WriteString(step)
	}
	return b.String()
}

// isProse says whether a text is for people only: nothing is said of it but
// how long it may be.
func isProse(s *schema.Shape) bool {
	return s != nil && slices.Equal(s.Types, []string{"string"}) &&
		len(s.Enum) == 0 && !s.IsConst && s.Format == "" && s.Pattern == "" && s.Unit == "" && s.XRef == ""
}

// inside mutates what a mapping or list holds, and what that holds.
func (m *mutator) inside(n *document.Node, shape *schema.Shape) {
	for i := range n.Entries {
		entry := &n.Entries[i]
		step, below := strconv.Itoa(i), shape.Entry(n, entry)
		if n.Kind == document.Map {
			step = entry.Key
		}
		m.way = append(m.way, step)
		if m.target != nil && slices.Equal(m.way, []string{"spec", "set"}) {
			below = m.target
		}
		m.without(n, i, below)
		m.value(entry.Value, below)
		m.inside(entry.Value, below)
		m.way = m.way[:len(m.way)-1]
	}
}

// without deletes an entry, and doubles the first member of a list.
func (m *mutator) without(n *document.Node, i int, shape *schema.Shape) {
	left := *n
	left.Entries = slices.Delete(slices.Clone(n.Entries), i, i+1)
	m.add(n, shape, "delete", "", flow(&left))
	if n.Kind == document.List && i == 0 {
		left.Entries = append(slices.Clone(n.Entries), n.Entries[0])
		m.add(n, nil, "twice", "", flow(&left))
	}
}

// value perturbs a value by what the schema says that it is.
func (m *mutator) value(n *document.Node, shape *schema.Shape) {
	shape = shape.Narrow(n)
	put := func(what, text string) {
		if text != n.Text {
			m.add(n, shape, what, text, quoted(text))
		}
	}
	switch n.Kind {
	case document.Bool:
		flipped := strconv.FormatBool(n.Text != "true")
		m.add(n, shape, "flip", flipped, flipped)
	case document.Number:
		m.number(n, shape)
	case document.String:
		if shape == nil {
			put("empty", "")
			return
		}
		m.text(n, shape, put)
	}
}

func (m *mutator) number(n *document.Node, shape *schema.Shape) {
	value, err := strconv.ParseFloat(n.Text, 64)
	if err != nil {
		panic("a number that is none: " + n.Text)
	}
	for _, to := range []struct {
		what  string
		value float64
	}{{"×10", value * 10}, {"0", 0}, {"negative", -value}} {
		if to.value != value {
			text := strconv.FormatFloat(to.value, 'f', -1, 64)
			m.add(n, shape, to.what, text, text)
		}
	}
}

func (m *mutator) text(n *document.Node, shape *schema.Shape, put func(what, text string)) {
	put("empty", "")
	switch {
	case shape.XRef != "" && shape.XRef != "*":
		m.reference(n, shape.XRef, put)
	case len(shape.Enum) > 0:
		others(n, shape, put)
	case shape.Format == "date" || shape.Unit == "date":
		dates(n.Text, put)
	case shape.Format == "duration" || shape.Unit == "duration":
		number, unit := n.Text[:len(strings.TrimRight(n.Text, "abcdefghijklmnopqrstuvwxyz"))], strings.TrimLeft(n.Text, "0123456789")
		put("×10", number+"0"+unit)
		put("0", "0"+unit)
	case shape.Unit == "percent":
		put("0", "0%")
		put("×10", strings.TrimSuffix(n.Text, "%")+"0%")
		put("100%", "100%")
	case len(m.way) > 1 && m.way[len(m.way)-1] == "kind":
		put("other kind", pick([]string{"Team", "Workflow", "Platform", "Metric"}, n.Text, m.field()))
	case shape.Format == "country":
		put("other", pick([]string{"DE", "FR", "JP", "BR", "US", "NZ"}, n.Text, n.Text))
	case shape.Format == "currency":
		put("other", pick([]string{"EUR", "USD", "JPY", "CHF", "INR"}, n.Text, n.Text))
	case shape.Format == "timezone":
		put("other", pick([]string{"Asia/Tokyo", "Europe/Berlin", "America/New_York"}, n.Text, n.Text))
	case shape.Format == "language":
		put("other", pick([]string{"de", "ja", "pt-BR", "en"}, n.Text, n.Text))
	case shape.Format == "path":
		m.path(n, put)
	case shape.Pattern != "":
		put("other", n.Text+"-x")
	case !isProse(shape) || len(n.Text) <= shortProse:
		put("other", "x"+n.Text)
	}
}

// shortProse is how long a text may be to be taken for a name: a skill, an
// activity, a role, which another document may have to repeat.
const shortProse = 40

// path shortens a path, and misspells its last name.
func (m *mutator) path(n *document.Node, put func(what, text string)) {
	put("misspelt", strings.TrimSuffix(n.Text, "]")+"x"+n.Text[len(strings.TrimSuffix(n.Text, "]")):])
	if i := strings.LastIndexAny(n.Text, ".["); i > 0 {
		put("shorter", n.Text[:i])
	}
}

// others puts every other value of a short enumeration, of a long one its neighbours.
func others(n *document.Node, shape *schema.Shape, put func(what, text string)) {
	var names []string
	for _, value := range shape.Enum {
		if text, ok := value.(string); ok {
			names = append(names, text)
		}
	}
	at := slices.Index(names, n.Text)
	for i, name := range names {
		if near := i == at-1 || i == at+1; i != at && (near || len(names) <= 4) {
			put("→ "+name, name)
		}
	}
}

func dates(text string, put func(what, text string)) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return
	}
	put("+1 year", day.AddDate(1, 0, 0).Format(time.DateOnly))
	put("-1 year", day.AddDate(-1, 0, 0).Format(time.DateOnly))
}

// reference names another object: of those that are there, one for each way in
// which it may differ.
func (m *mutator) reference(n *document.Node, kind string, put func(what, text string)) {
	if kind == catalog.KindRegion {
		m.region(n, put)
		return
	}
	names := map[string]bool{}
	for _, o := range m.catalog.Objects {
		if o.Kind == kind {
			names[o.Name] = true
		}
	}
	var all []string
	for name := range names {
		all = append(all, name)
	}
	slices.Sort(all)
	at := slices.Index(all, n.Text)
	if len(all) < 2 || at < 0 {
		return
	}
	// Two of them: what one object lets pass may be wrong with another.
	step := 1 + int(weight(m.field()+n.Text))%(len(all)-1)
	put("other "+kind, all[(at+step)%len(all)])
	if second := (at + 1 + step%(len(all)-1)) % len(all); second != (at+step)%len(all) {
		put("other "+kind, all[second])
	}
}

func (m *mutator) region(n *document.Node, put func(what, text string)) {
	regions := m.catalog.Regions
	var above, below, beside []string
	for _, name := range regions.Names {
		switch {
		case name == n.Text:
		case regions.IsBelow(name, n.Text):
			below = append(below, name)
		case regions.IsBelow(n.Text, name):
			above = append(above, name)
		default:
			beside = append(beside, name)
		}
	}
	for _, one := range []struct {
		what  string
		names []string
	}{{"region above", above}, {"region below", below}, {"region beside", beside}} {
		if len(one.names) > 0 {
			put(one.what, pick(one.names, n.Text, m.field()))
		}
	}
}

// pick chooses one of some texts that is not the one given.
func pick(from []string, not, by string) string {
	i := int(weight(by)) % len(from)
	if from[i] == not {
		i = (i + 1) % len(from)
	}
	return from[i]
}

// flow writes a value in one line, where it may stand in place of any other.
func flow(n *document.Node) string {
	var b strings.Builder
	write(&b, n)
	return b.String()
}

func write(b *strings.Builder, n *document.Node) {
	switch n.Kind {
	case document.Null:
		b.WriteString("null")
	case document.String:
		b.WriteString(quoted(n.Text))
	case document.Map, document.List:
		marks := "{}"
		if n.Kind == document.List {
			marks = "[]"
		}
		b.WriteByte(marks[0])
		for i := range n.Entries {
			if i > 0 {
				b.WriteString(", ")
			}
			if n.Kind == document.Map {
				b.WriteString(quoted(n.Entries[i].Key) + ": ")
			}
			write(b, n.Entries[i].Value)
		}
		b.WriteByte(marks[1])
	default:
		b.WriteString(n.Text)
	}
}

// quoted is a text in double quotes, as YAML and JSON both read it.
func quoted(text string) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}
