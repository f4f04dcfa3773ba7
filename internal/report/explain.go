package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Explained is an explanation to be shown.
type Explained struct {
	*catalog.Explanation
	Catalog  *catalog.Catalog
	Findings []finding.Finding // of the check, to say which waivers hold
	Files    func(path string) *source.File
	Options  Options
}

// Explain writes the value, who set it, which standard governs it, what the
// region may do with it, and which waivers concern it. The error is the writer's.
func Explain(w io.Writer, x Explained) error {
	out := bufio.NewWriter(w)
	t := explainText{newText(out, x.Options), x}
	t.head()
	if x.Node != nil && len(x.Node.Entries) > 0 {
		t.members()
	} else {
		t.origins()
	}
	if len(x.At) > 0 {
		// What a standard says of a mapping as a whole holds for none of the
		// fields that it names: they are told one by one.
		if x.Node == nil || x.Node.Kind != document.Map || len(x.Node.Entries) == 0 {
			t.standards()
			t.may()
		}
		t.elsewhere()
	}
	t.waivers()
	return out.Flush()
}

type explainText struct {
	*text
	Explained
}

func (t explainText) head() {
	name := t.Object.Kind + "/" + t.Object.Name
	parts := []string{paint(t.look.strong, visible(name))}
	if t.Path != "" {
		parts = append(parts, "  ", paint(t.look.strong, visible(t.Path)))
	}
	parts = append(parts, "  in ", visible(t.Region))
	if len(t.Regions) > 1 {
		parts = append(parts, paint(t.look.faint, " ("+visible(strings.Join(t.Regions, " › "))+")"))
	}
	t.line(parts...)
}

// row is a line of a table.
type row []string

// table writes rows with their columns under each other; the last is left as it is.
func (t explainText) table(rows []row) {
	var widths []int
	for _, r := range rows {
		for i, cell := range r[:max(0, len(r)-1)] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], displaywidth.String(cell))
		}
	}
	for _, r := range rows {
		line := "  "
		for i, cell := range r {
			if i == len(r)-1 {
				line += cell
			} else {
				line += padded(cell, widths[i]) + "   "
			}
		}
		t.line(strings.TrimRight(line, " "))
	}
}

func (t explainText) origins() {
	t.line()
	if t.Node == nil {
		t.line("  nothing: nobody sets it, from ", visible(t.Object.Region), " down to ", visible(t.Region))
		return
	}
	var rows []row
	for _, origin := range t.Origins {
		rows = append(rows, row{worth(origin.Node), t.at(origin.At), t.owner(origin), t.reach(origin)})
	}
	t.table(rows)
}

// worth is a value in one short line.
func worth(n *document.Node) string {
	switch {
	case n == nil:
		return "nothing"
	case n.Kind == document.Null:
		return "null"
	case n.Kind == document.Map || n.Kind == document.List:
		data, err := json.Marshal(n.Value())
		if err != nil {
			return n.Kind.String()
		}
		return clipped(visible(string(data)))
	}
	return clipped(visible(n.Text))
}

func clipped(text string) string {
	const most = 60
	if displaywidth.String(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:min(len(runes), most-1)]) + "…"
}

func (t explainText) at(at source.Location) string {
	file := t.Files(at.Path)
	if file == nil {
		return visible(at.Path)
	}
	return fmt.Sprintf("%s:%d", visible(at.Path), file.Position(at.Span.Start).Line)
}

func (t explainText) owner(origin catalog.Origin) string {
	if origin.Writer == nil {
		return ""
	}
	return visible(cmp.Or(origin.Writer.Owner(), "nobody"))
}

func (t explainText) reach(origin catalog.Origin) string {
	if origin.Region == t.Object.Region {
		return "the base"
	}
	return "for " + visible(origin.Region) + t.andBelow(origin.Region)
}

func (t explainText) andBelow(region string) string {
	if len(t.Catalog.Regions.Children(region)) == 0 {
		return ""
	}
	return " and below"
}

// members lists the values within a mapping or list.
func (t explainText) members() {
	t.line()
	shape := t.Form.Lookup(t.At).Shape
	var rows []row
	for _, leaf := range catalog.Leaves(t.Node, shape) {
		if len(t.At) == 0 && leaf.At[0] != "spec" {
			continue // what identifies the object stands in the head
		}
		path := append(append(document.Pointer{}, t.At...), leaf.At...)
		inner := t.Catalog.Explain(t.Object, t.Region, path)
		r := row{visible(inner.Path), worth(leaf.Node), t.at(leaf.Node.Location())}
		owner, stance := "", ""
		if len(inner.Origins) > 0 {
			owner = t.owner(inner.Origins[0])
			if inner.Origins[0].Region != t.Object.Region {
				owner += " for " + visible(inner.Origins[0].Region)
			}
		}
		if entry := strictest(inner.Governed); entry != nil && path[0] == "spec" {
			stance = string(entry.Stance)
		}
		rows = append(rows, append(r, owner, stance))
	}
	t.table(rows)
	t.line()
	t.line(paint(t.look.faint, fmt.Sprintf("  one value alone: interlock explain %s/%s:PATH --region %s", t.Object.Kind, t.Object.Name, t.Region)))
}

func strictest(entries []*catalog.Entry) *catalog.Entry {
	var strict *catalog.Entry
	for _, e := range entries {
		if strict == nil || e.Stance.Strictness() < strict.Stance.Strictness() {
			strict = e
		}
	}
	return strict
}

func (t explainText) standards() {
	if len(t.Governed) == 0 {
		return
	}
	t.line()
	var rows []row
	for _, e := range t.Governed {
		rows = append(rows, row{string(e.Stance), cmp.Or(Bounds(e), "—"), t.at(e.At), visible(e.Standard.Owner()), "standard " + visible(e.Standard.Name)})
	}
	t.table(rows)
}

const additive = "members may be added, none dropped"

// Bounds are those of a standard's entry in words; "" when it has none.
func Bounds(e *catalog.Entry) string {
	var parts []string
	if n := e.Bounds.Get("minimum"); n != nil {
		parts = append(parts, "at least "+limit(n))
	}
	if n := e.Bounds.Get("maximum"); n != nil {
		parts = append(parts, "at most "+limit(n))
	}
	if n := e.Bounds.Get("oneOf"); n != nil {
		var values []string
		for i := range n.Entries {
			values = append(values, worth(n.Entries[i].Value))
		}
		parts = append(parts, "one of "+strings.Join(values, ", "))
	}
	if n := e.Bounds.Get("pattern"); n != nil {
		parts = append(parts, "matching "+worth(n))
	}
	if e.Bounds.Get("additive").IsTrue() {
		parts = append(parts, additive)
	}
	return strings.Join(parts, ", ")
}

// limit is a minimum or maximum in words.
func limit(n *document.Node) string {
	if n.Text == "base" {
		return "what the region above has"
	}
	return worth(n)
}

// may says what the region can do about the value.
func (t explainText) may() {
	t.line()
	owner := visible(cmp.Or(t.Object.Owner(), "nobody"))
	region := visible(t.Region)
	entry := strictest(t.Governed)
	switch {
	case t.At[0] != "spec" && t.Object.Adopted():
		t.line("  it comes with interlock: ", owner, " adopts it in interlock.yaml, which also says who owns it")
	case t.At[0] != "spec":
		t.line("  ", visible(t.Path), " says which object this is, or who owns it: ", owner, " edits the document itself")
	case !t.Object.Localizable() && t.Object.Adopted():
		t.line("  regions do not change a ", t.Object.Kind, ": ", owner, " adopts it in interlock.yaml, or leaves it out there by `except`")
	case !t.Object.Localizable():
		t.line("  regions do not change a ", t.Object.Kind, ": ", owner, " edits the document itself")
	case t.Region == t.Object.Region && t.Object.Adopted():
		t.line("  it comes with interlock: ", owner, " adopts it in interlock.yaml, or leaves it out there by `except`")
		if entry != nil {
			t.line("  regions below ", permission(entry))
		}
	case t.Region == t.Object.Region:
		t.line("  ", region, " is where the object belongs: ", owner, " edits the document itself")
		if entry != nil {
			t.line("  regions below ", permission(entry))
		}
	case entry == nil:
		t.line("  no standard governs it: ", region, " may set it in a Localization of its own")
	case entry.Stance == catalog.Standardize:
		t.line("  ", region, " ", permission(entry), ": ", visible(cmp.Or(entry.Standard.Owner(), "nobody")), " decides")
		t.line("  an exception is a Waiver of standard/locked-field that ", visible(cmp.Or(entry.Standard.Owner(), "nobody")), " approves and that ends")
	case entry.Stance == catalog.MustLocalize && t.setter() == region:
		t.line("  ", region, " must set it, and has")
	case entry.Stance == catalog.MustLocalize && t.setter() != "":
		t.line("  ", visible(t.setter()), " has set it for ", region, ", as the standard asks; ", region, " may set its own in a Localization")
	case entry.Stance == catalog.MustLocalize:
		t.line("  ", region, " must set it in a Localization of its own, or a region above it must: nobody has yet")
	case entry.Stance == catalog.Bounded && len(t.Governed) > 1:
		t.line("  ", region, " may set it in a Localization of its own, within all of these bounds")
	default:
		t.line("  ", region, " ", permission(entry), ", in a Localization of its own")
	}
}

// setter is the region that has set the value, below the object's own; "" when
// none has.
func (t explainText) setter() string {
	if len(t.Origins) == 0 || t.Origins[0].Region == t.Object.Region {
		return ""
	}
	return t.Origins[0].Region
}

func permission(e *catalog.Entry) string {
	switch e.Stance {
	case catalog.Standardize:
		return "may not change it"
	case catalog.MustLocalize:
		return "must set it"
	case catalog.Bounded:
		limits := Bounds(e)
		switch {
		case limits == "":
		case limits == additive:
			return "may add members and drop none"
		case e.Bounds.Get("additive").IsTrue():
			return "may add members and drop none, within these bounds"
		default:
			return "may set it, " + limits
		}
	}
	return "may set it freely"
}

func (t explainText) elsewhere() {
	if len(t.Elsewhere) == 0 {
		return
	}
	t.line()
	var rows []row
	for _, v := range t.Elsewhere {
		value := worth(v.Node)
		if v.Node != nil && t.Node != nil && len(v.Node.Entries) > 0 && len(t.Node.Entries) > 0 {
			value = "something else" // the first words of both are often the same
		}
		rows = append(rows, row{value, "in " + visible(strings.Join(v.Regions, ", "))})
	}
	t.line(paint(t.look.faint, "  elsewhere"))
	t.table(rows)
}

func (t explainText) waivers() {
	if len(t.Waivers) == 0 {
		return
	}
	t.line()
	var rows []row
	for _, w := range t.Waivers {
		spec := w.Object.Spec()
		rows = append(rows, row{
			"waiver " + visible(w.Object.Name), "of " + visible(spec.Get("rule").Str()), t.at(w.Object.Doc.Root.Location()),
			"approved by " + visible(cmp.Or(spec.Get("approvedBy").Str(), "nobody")), t.state(w),
		})
	}
	t.table(rows)
}

// state says whether a waiver excuses something, or why not.
func (t explainText) state(w *catalog.Waiver) string {
	until := "until " + visible(cmp.Or(w.Object.Spec().Get("expires").Str(), "no day"))
	for _, f := range t.Findings {
		if f.Object == w.Object.ID() && f.Severity == finding.Error {
			return "does not hold: " + visible(f.Message)
		}
	}
	for _, f := range t.Findings {
		if f.Waiver == w.Object.Name && f.Object.Region == w.Object.Region {
			return "excuses what " + visible(w.Object.Region) + " does, " + until
		}
	}
	return "excuses nothing at present, " + until
}
