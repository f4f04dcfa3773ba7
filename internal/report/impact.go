package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Impact is what a change does, to be shown.
type Impact struct {
	Comparison *catalog.Comparison
	Base       Base
	Errors     int                            // findings of the check that fail it
	Files      func(path string) *source.File // of what is checked
	BaseFiles  func(path string) *source.File
	Options    Options
}

// The shape of the JSON output is published as
// docs/reference/impact-output.schema.json; the other formats tell the same.
type (
	jsonImpact struct {
		Base      Base        `json:"base"`
		Errors    int         `json:"errors"`
		Edits     []jsonEdit  `json:"edits"`
		Approvals []jsonParty `json:"approvals"`
		Informed  []jsonParty `json:"informed"`
	}
	jsonEdit struct {
		Fate     catalog.Fate   `json:"fate"`
		Object   finding.Object `json:"object"`
		Previous string         `json:"previous,omitempty"`
		Owner    string         `json:"owner"`
		linePlace
		Reached int          `json:"reached"`
		Values  []jsonValue  `json:"values"`
		Effects []jsonEffect `json:"effects"`
		Guards  []jsonGuard  `json:"guards"`
	}
	linePlace struct {
		File     string `json:"file"`
		Line     int    `json:"line"`
		Revision string `json:"revision,omitempty"`
	}
	jsonValue struct {
		Action catalog.Action `json:"action"`
		Path   string         `json:"path"`
		From   any            `json:"from,omitempty"`
		To     any            `json:"to,omitempty"`
		linePlace
		Regions []string   `json:"regions"`
		Held    []jsonHeld `json:"held"`
	}
	jsonHeld struct {
		Localization finding.Object `json:"localization"`
		Owner        string         `json:"owner"`
		linePlace
		Regions []string `json:"regions"`
	}
	jsonEffect struct {
		Object  finding.Object `json:"object"`
		Path    string         `json:"path"`
		From    any            `json:"from,omitempty"`
		To      any            `json:"to,omitempty"`
		Gone    bool           `json:"gone"`
		Regions []string       `json:"regions"`
	}
	jsonGuard struct {
		Path    string           `json:"path"`
		Objects []finding.Object `json:"objects"`
		Regions []string         `json:"regions"`
	}
	jsonParty struct {
		Team    string        `json:"team"`
		Because []jsonBecause `json:"because"`
	}
	jsonBecause struct {
		Part    catalog.Part    `json:"part"`
		Edit    finding.Object  `json:"edit"`
		Fate    catalog.Fate    `json:"fate"`
		By      *finding.Object `json:"by,omitempty"`
		Paths   []string        `json:"paths"`
		Regions []string        `json:"regions"`
	}
)

func (x Impact) edit(e *catalog.Edit) jsonEdit {
	o := e.Object()
	out := jsonEdit{Fate: e.Fate, Object: o.ID(), Owner: o.Owner(), Reached: e.Reached(), Values: []jsonValue{}, Effects: []jsonEffect{}, Guards: []jsonGuard{}}
	if e.Fate == catalog.Renamed {
		out.Previous = e.Base.Name
	}
	out.linePlace = x.line(o.Doc.Root.Get("metadata").Get("name"), e.Head == nil)
	for _, v := range e.Values {
		value := jsonValue{Action: v.Action, Path: v.Path, From: shown(v.From, e.Base, v.At), To: shown(v.To, e.Head, v.At), Regions: some(v.Regions), Held: []jsonHeld{}}
		at := v.To
		if at == nil {
			at = v.From
		}
		value.linePlace = x.line(at, v.To == nil)
		for _, h := range v.Held {
			held := jsonHeld{Localization: h.By.ID(), Owner: h.By.Owner(), Regions: h.Regions}
			held.File, held.Line = h.At.Path, lineOf(x.Files, h.At)
			value.Held = append(value.Held, held)
		}
		out.Values = append(out.Values, value)
	}
	for _, f := range e.Effects {
		out.Effects = append(out.Effects, jsonEffect{Object: f.Object.ID(), Path: f.Path, From: shown(f.From, f.Object, f.At), To: shown(f.To, f.Object, f.At), Gone: f.Gone, Regions: f.Regions})
	}
	for _, g := range e.Guards {
		guard := jsonGuard{Path: g.Entry.Path, Regions: some(g.Regions)}
		for _, o := range g.Objects {
			guard.Objects = append(guard.Objects, o.ID())
		}
		out.Guards = append(out.Guards, guard)
	}
	return out
}

// hiddenValue stands for what a schema says is never to be shown.
const hiddenValue = "(not shown)"

// ImpactText writes what a change does: each edit with what it changes where and
// who holds it back, then who has to agree, and who is told. The error is the
// writer's.
func ImpactText(w io.Writer, x Impact) error {
	out := bufio.NewWriter(w)
	t := impactText{newText(out, x.Options), x.Base}
	m := x.model()
	t.line(paint(t.look.strong, "Impact"), ": ", m.headline())
	for i := range m.Edits {
		t.line()
		t.edit(i+1, &m.Edits[i])
	}
	t.parties("needs the approval of", m.Approvals)
	t.parties("concerns", m.Informed)
	if m.Errors > 0 {
		t.line()
		t.line(paint(t.look.severity[finding.Error], counted(m.Errors, "error")), " in what is changed, or elsewhere: interlock lint --base ", visible(x.Base.Name), " tells")
	}
	return out.Flush()
}

type impactText struct {
	*text
	base Base
}

// headline is the sum, in one line.
func (m *jsonImpact) headline() string {
	text := m.Base.told()
	if m.Base.Reached > 0 {
		regions := map[string]bool{}
		for _, e := range m.Edits {
			for _, f := range e.Effects {
				for _, region := range f.Regions {
					regions[region] = true
				}
			}
		}
		text += " in " + counted(len(regions), "region")
	}
	return text
}

func (p linePlace) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// where is a place in words; one of the base says so.
func (b Base) where(p linePlace) string {
	if p.Revision != "" {
		return p.String() + " at " + b.String()
	}
	return p.String()
}

func (e *jsonEdit) title() string {
	switch {
	case e.Fate == catalog.Renamed:
		return e.Object.String() + " renamed from " + e.Previous
	}
	return e.Object.String() + " " + string(e.Fate)
}

func (t impactText) edit(number int, e *jsonEdit) {
	owner := "no owner"
	if e.Owner != "" {
		owner = e.Owner
	}
	t.line(fmt.Sprintf("%d. ", number), paint(t.look.strong, visible(e.title())), "   ", visible(t.base.where(e.linePlace)), "   ", paint(t.look.faint, visible(owner)))
	for i := range e.Values {
		v := &e.Values[i]
		mark, style := "~", t.look.changed
		switch v.Action {
		case catalog.Add:
			mark, style = "+", t.look.added
		case catalog.Remove:
			mark, style = "-", t.look.removed
		}
		t.line("   ", paint(style, mark), " ", visible(v.Path), ": ", v.change(), "   ", paint(t.look.faint, visible(t.base.where(v.linePlace))))
		if len(v.Regions) > 0 {
			t.paragraph("       ", "arrives in "+inWords(v.Regions, t.all))
		}
		for _, h := range v.Held {
			t.paragraph("       ", fmt.Sprintf("held back in %s by %s's own line %s (%s)", inWords(h.Regions, t.all), h.Localization.Region, h.linePlace, cmp.Or(h.Owner, "no owner")))
		}
	}
	for _, line := range e.elsewhere(t.all) {
		t.paragraph("     ", line)
	}
}

// change says from what to what.
func (v *jsonValue) change() string {
	switch v.Action {
	case catalog.Add:
		return short(v.To)
	case catalog.Remove:
		return short(v.From)
	}
	return short(v.From) + " → " + short(v.To)
}

// inWords names regions: all where they are few, else the first of them.
func inWords(regions []string, all bool) string {
	const few = 12
	return fmt.Sprintf("%d: %s", len(regions), strings.Join(shortened(regions, few, all), ", "))
}

// elsewhere tells effects that the values of the document do not: on other
// objects, of objects as a whole, and on what a standard holds.
func (e *jsonEdit) elsewhere(all bool) []string {
	var lines []string
	for _, f := range e.Effects {
		switch own := f.Object == e.Object; {
		case f.Path == "" && f.Gone:
			lines = append(lines, fmt.Sprintf("%sno longer effective in %s", of(f.Object, own), inWords(f.Regions, all)))
		case f.Path == "":
			lines = append(lines, fmt.Sprintf("%snewly effective in %s", of(f.Object, own), inWords(f.Regions, all)))
		case !own:
			lines = append(lines, fmt.Sprintf("%s%s: %s → %s in %s", of(f.Object, own), f.Path, short(f.From), short(f.To), inWords(f.Regions, all)))
		}
	}
	const few = 8
	if n := len(lines); !all && n > few+1 {
		lines = append(lines[:few:few], fmt.Sprintf("and %d more", n-few))
	}
	return append(lines, e.held()...)
}

// held tells what a standard holds otherwise than before: less or more, rules judge.
func (e *jsonEdit) held() []string {
	var lines []string
	for i, g := range e.Guards {
		if slices.ContainsFunc(e.Guards[:i], func(other jsonGuard) bool { return other.Path == g.Path }) {
			continue
		}
		objects, regions := map[finding.Object]bool{}, map[string]bool{}
		for _, other := range e.Guards[i:] {
			if other.Path != g.Path {
				continue
			}
			for _, o := range other.Objects {
				objects[o] = true
			}
			for _, region := range other.Regions {
				regions[region] = true
			}
		}
		lines = append(lines, fmt.Sprintf("what standards say of %s differs for %s in %s", g.Path, counted(len(objects), "object"), counted(len(regions), "region")))
	}
	return lines
}

func of(id finding.Object, own bool) string {
	if own {
		return ""
	}
	return id.Kind + "/" + id.Name + " "
}

func (t impactText) parties(head string, parties []jsonParty) {
	if len(parties) == 0 {
		return
	}
	t.line()
	t.line(paint(t.look.strong, head))
	for _, p := range parties {
		t.line("  ", paint(t.look.strong, visible(cmp.Or(p.Team, "nobody"))))
		for _, reason := range shortened(p.reasons(), fewReasons, t.all) {
			t.paragraph("    ", reason)
		}
	}
}

// fewReasons is how many reasons of a team are told one by one.
const fewReasons = 8

// reasons are a team's parts in the change, in words; objects of one part that
// need no more words are told together.
func (p *jsonParty) reasons() []string {
	var all []string
	together := map[catalog.Part][]string{}
	var order []catalog.Part
	for _, b := range p.Because {
		switch b.Part {
		case catalog.Owns, catalog.Gives, catalog.Receives, catalog.Grants:
			if together[b.Part] == nil {
				order = append(order, b.Part)
			}
			together[b.Part] = append(together[b.Part], b.Edit.String())
		}
	}
	for _, part := range order {
		const few = 6
		verb := map[catalog.Part]string{catalog.Owns: "owns ", catalog.Gives: "gives away ", catalog.Receives: "is to own ", catalog.Grants: "grants "}[part]
		if p.Team == "" {
			verb = "owns, since they name no owner: "
		}
		all = append(all, verb+strings.Join(shortened(unique(together[part]), few, false), ", "))
	}
	for i := range p.Because {
		if text := p.Because[i].text(); text != "" {
			all = append(all, text)
		}
	}
	return append(all, p.affected()...)
}

// affected tells what differs for a team, by the regions in which it does.
func (p *jsonParty) affected() []string {
	var order []string
	byRegions := map[string][]string{}
	for _, b := range p.Because {
		if b.Part != catalog.Affected || b.By != nil {
			continue
		}
		key := strings.Join(shortened(b.Regions, 6, false), ", ")
		if byRegions[key] == nil {
			order = append(order, key)
		}
		byRegions[key] = append(byRegions[key], b.Edit.Kind+"/"+b.Edit.Name+" "+string(b.Fate))
	}
	for i, key := range order {
		order[i] = key + ": " + strings.Join(shortened(byRegions[key], 6, false), ", ")
	}
	return order
}

func (b *jsonBecause) text() string {
	const few = 6
	paths := strings.Join(shortened(b.Paths, few, false), ", ")
	regions := strings.Join(shortened(b.Regions, few, false), ", ")
	switch b.Part {
	case catalog.Governs:
		return fmt.Sprintf("its %s holds %s of %s", *b.By, paths, b.Edit)
	case catalog.Relies:
		return fmt.Sprintf("its %s relies on %s, which is gone (%s)", *b.By, b.Edit, paths)
	case catalog.MustSet:
		return fmt.Sprintf("%s has to set %s of %s from now on, because of %s", regions, paths, *b.By, b.Edit)
	case catalog.Affected:
		if b.By != nil {
			return fmt.Sprintf("its %s sets %s itself", *b.By, paths)
		}
	}
	return ""
}

// mostParties bounds what a comment tells of teams, so that edits have room.
const mostParties = 50
