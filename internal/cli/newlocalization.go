package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
)

// localize says in comments what a region may change of an object.
func (s *session) localize(result *lint.Result, d *draft.Document, f *newFlags) error {
	if f.of == "" {
		return errors.New("say what it changes: --of KIND/NAME, as in --of Workflow/campaign-launch")
	}
	if f.region == "" || f.region == catalog.Global {
		return errors.New("say for which region: --region REGION; what belongs to nobody in particular is changed where it is written")
	}
	a, err := parseAddress(f.of)
	if err != nil {
		return err
	}
	o, err := find(result, a, f.region)
	if err != nil {
		return err
	}
	if !o.Localizable() {
		return fmt.Errorf("regions do not change a %s: it holds as it is written", o.Kind)
	}
	if o.Region == f.region {
		return fmt.Errorf("%s belongs to %s itself: change it in %s", o.ID(), f.region, o.Doc.File.Path)
	}
	d.Given["spec.of"] = map[string]any{"kind": o.Kind, "name": o.Name}
	d.Given["spec.reason"] = draft.Todo + " why " + f.region + " differs: the owner of the object reads it"
	d.Given["spec.set"] = map[string]any{}
	d.Notes["spec.set"] = allowed(result.Catalog, o, f.region)
	return nil
}

// allowed says, value by value, what a region may change of an object.
func allowed(c *catalog.Catalog, o *catalog.Object, region string) []string {
	byStance := map[catalog.Stance][]string{}
	note := func(stance catalog.Stance, line string) {
		if !slices.Contains(byStance[stance], line) {
			byStance[stance] = append(byStance[stance], line)
		}
	}
	for _, leaf := range catalog.Leaves(o.At(region).Root, o.Shape) {
		if leaf.At[0] != "spec" {
			continue
		}
		at := catalog.FormatPath(leaf.At, o.Shape)
		e := strictest(c, o, region, leaf.At)
		said := "  " + at + ": " + leafText(leaf.Node)
		switch {
		case e == nil:
			note(catalog.Localize, said)
		case e.Stance == catalog.Standardize && e.Field >= 0:
			note(e.Stance, "  "+e.Path+by(e)) // the pattern says it once for all members
		case e.Stance == catalog.Standardize:
			note(e.Stance, "  "+at+by(e))
		case e.Stance == catalog.Bounded && onlyAdditive(e):
			note(e.Stance, "  "+e.Path+": "+report.Bounds(e)+by(e))
		case e.Stance == catalog.Bounded:
			note(e.Stance, said+"   "+report.Bounds(e)+by(e))
		case e.Stance == catalog.MustLocalize:
			note(e.Stance, said+by(e))
		default:
			note(catalog.Localize, said)
		}
	}
	var notes []string
	for _, part := range []struct {
		stance  catalog.Stance
		heading string
	}{
		{catalog.MustLocalize, "What " + region + " has to set itself, with what holds until then:"},
		{catalog.Bounded, "What " + region + " may change within bounds, with what holds now:"},
		{catalog.Localize, "What " + region + " may change freely:"},
		{catalog.Standardize, "What is standard, and stays:"},
	} {
		if lines := byStance[part.stance]; len(lines) > 0 {
			notes = append(append(notes, part.heading), lines...)
		}
	}
	if len(notes) > 0 {
		notes = append(notes, "Write what differs in the shape of the object, members of lists with their name.")
	}
	return notes
}

// by names the standard of an entry, and who decides about it.
func by(e *catalog.Entry) string {
	return "   (" + e.Standard.Name + ", " + e.Standard.Owner() + ")"
}

// onlyAdditive says whether a bound is about members, and not about values.
func onlyAdditive(e *catalog.Entry) bool {
	for _, name := range catalog.BoundNames() {
		if name != "additive" && e.Bounds.Get(name) != nil {
			return false
		}
	}
	return true
}

func leafText(n *document.Node) string {
	text := strings.Join(strings.Fields(string(document.Write(n, nil))), " ")
	const long = 60
	if runes := []rune(text); len(runes) > long {
		return string(runes[:long]) + " …"
	}
	return text
}

// strictest is the entry that binds a region most at a path; nil where none does.
func strictest(c *catalog.Catalog, o *catalog.Object, region string, at document.Pointer) *catalog.Entry {
	governed, _ := c.Governing(o, region, at)
	rank := map[catalog.Stance]int{catalog.Localize: 1, catalog.MustLocalize: 2, catalog.Bounded: 3, catalog.Standardize: 4}
	var strict *catalog.Entry
	for _, e := range governed {
		if strict == nil || rank[e.Stance] > rank[strict.Stance] {
			strict = e
		}
	}
	return strict
}
