package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
)

const (
	fewCauses  = 8  // causes of one sort, such as new documents, that are told one by one
	mostCauses = 40 // causes that are told at all
	fewFields  = 6  // fields of one cause that are told one by one
)

// sort is what causes have in common that are told together.
type sort string

const (
	edited  sort = "edited"  // a line that was written or removed
	added   sort = "added"   // a document that is new
	gone    sort = "gone"    // a document that is gone
	drifted sort = "drifted" // an object that was changed on the platform
)

func sortOf(g *plan.Group) sort {
	switch g.Cause.Kind {
	case plan.ByDeletion:
		return gone
	case plan.ByHand:
		return drifted
	}
	for _, m := range g.Members {
		if m.Field != nil || m.Change.Action != plan.Create {
			return edited
		}
	}
	return added
}

// causes tells the groups in their order, those of one sort together where they
// are many.
func (t planText) causes(groups []plan.Group) {
	count := map[sort]int{}
	for i := range groups {
		count[sortOf(&groups[i])]++
	}
	told, left := 0, 0
	together := map[sort]bool{}
	for i := range groups {
		sort := sortOf(&groups[i])
		switch {
		case t.all || sort == edited && told < mostCauses || sort != edited && count[sort] <= fewCauses:
			told++
			t.cause(told, &groups[i])
		case sort == edited:
			left++
		case !together[sort]:
			told++
			together[sort] = true
			t.together(told, sort, slices.DeleteFunc(slices.Clone(groups), func(g plan.Group) bool { return sortOf(&g) != sort }))
		}
	}
	if left > 0 {
		t.line()
		t.line("   and ", counted(left, "more cause"), " (see --verbose)")
	}
}

// cause tells one group: where it is and whose, what changes, and where that
// shows.
func (t planText) cause(number int, g *plan.Group) {
	t.line()
	head := fmt.Sprintf("%d. ", number)
	indent := strings.Repeat(" ", len(head))
	title := place(&g.Cause)
	if g.Cause.Kind == plan.ByHand {
		title = "drift: " + visible(cmp.Or(g.Cause.Place, g.Members[0].Change.Key.String()))
	}
	t.line(head, paint(t.look.strong, title), owned(g.Cause.Owner))
	if g.Cause.Kind == plan.ByHand {
		t.paragraph(indent, g.Cause.Text)
	}
	t.what(indent, g)
	t.regions(indent, g.Regions)
	t.effects(indent, g.Members)
	if t.all {
		t.members(indent, g)
	}
}

// what tells what the cause changes: fields from what to what, or objects.
func (t planText) what(indent string, g *plan.Group) {
	var objects []string
	for _, m := range g.Members {
		if m.Field == nil && g.Cause.Kind != plan.ByHand {
			word := map[plan.Action]string{plan.Create: "new ", plan.Update: "changed "}[m.Change.Action]
			object := word + m.Change.Key.Kind + "/" + m.Change.Key.Name
			if m.Change.Action == plan.Delete {
				object += " is no longer asked for" // where, the regions say
			}
			objects = append(objects, object)
		}
	}
	for _, object := range shortened(unique(objects), fewFields, t.all) {
		t.paragraph(indent, object)
	}
	var fields []string
	for _, path := range g.Paths {
		fields = append(fields, t.field(g, path))
	}
	for _, field := range shortened(fields, fewFields, t.all) {
		t.paragraph(indent, field)
	}
}

// field tells how a field changes in the members of a group; where it is not
// the same in all of them, the commonest comes first.
func (t planText) field(g *plan.Group, path string) string {
	count := map[string]int{}
	for _, m := range g.Members {
		if m.Field != nil && m.Field.Path == path {
			count[t.difference(m.Field)]++
		}
	}
	ways := make([]string, 0, len(count))
	for way := range count {
		ways = append(ways, way)
	}
	slices.SortFunc(ways, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), strings.Compare(a, b)) })
	more := ""
	if n := len(ways) - 1; n > 0 {
		all := 0
		for _, way := range ways {
			all += count[way]
		}
		more = fmt.Sprintf("  (so in %d of %d objects)", count[ways[0]], all)
		if !t.all {
			more = fmt.Sprintf("  (so in %d of %d objects; each with --verbose)", count[ways[0]], all)
		}
	}
	return path + ways[0] + more
}

// difference is how a field changes, to be written after its path.
func (t planText) difference(f *plan.Field) string {
	shown := flow
	if !t.all {
		shown = short
	}
	switch {
	case f.Order:
		return " in another order: " + shown(f.To.Any)
	case !f.From.Present:
		return " added: " + shown(f.To.Any)
	case !f.To.Present:
		return " removed: " + shown(f.From.Any)
	}
	return ": " + shown(f.From.Any) + " → " + shown(f.To.Any)
}

// regions tells in which regions a cause shows, where it is more than one.
func (t planText) regions(indent string, regions []string) {
	if len(regions) > 1 {
		t.paragraph(indent, fmt.Sprintf("in %d regions: %s", len(regions), strings.Join(shortened(regions, 30, t.all), ", ")))
	}
}

// effects tells, for each platform, how many objects of which kind are created,
// updated or deleted.
func (t planText) effects(indent string, members []plan.Member) {
	type effect struct {
		platform string
		action   plan.Action
	}
	type object struct {
		effect
		key resource.Key
	}
	var effects []effect
	var regions []string
	width := 0
	kinds := map[effect]map[string]int{}
	held := map[effect]map[string]int{}
	seen := map[object]bool{}
	for _, m := range members {
		e := effect{m.Platform, m.Change.Action}
		if seen[object{e, m.Change.Key}] {
			continue
		}
		seen[object{e, m.Change.Key}] = true
		if kinds[e] == nil {
			effects = append(effects, e)
			kinds[e], held[e] = map[string]int{}, map[string]int{}
		}
		kinds[e][m.Change.Key.Kind]++
		regions = append(regions, m.Change.Key.Region)
		width = max(width, displaywidth.String(visible(m.Platform)))
		if m.Change.Held != "" {
			held[e][m.Change.Held]++
		}
	}
	slices.SortFunc(effects, func(a, b effect) int {
		return cmp.Or(strings.Compare(a.platform, b.platform), strings.Compare(string(a.action), string(b.action)))
	})
	where := ""
	if regions = unique(regions); len(regions) == 1 {
		where = " in " + visible(regions[0])
	}
	for _, e := range effects {
		sign, style := t.sign(e.action)
		said := visible(kindsOf(kinds[e])) + where
		for _, brake := range sortedKeys(held[e]) {
			said += fmt.Sprintf(", %d held by the brake %s", held[e][brake], visible(brake))
		}
		t.line(indent, paint(style, sign+" "+padded(visible(e.platform), width)), "   ", said)
	}
}

func (t planText) sign(action plan.Action) (string, ansi.Style) {
	switch action {
	case plan.Create:
		return "+", t.look.added
	case plan.Delete:
		return "-", t.look.removed
	}
	return "~", t.look.changed
}

// members tells each object of a cause and where it stands, and its fields where
// they do not change alike.
func (t planText) members(indent string, g *plan.Group) {
	alike := g.Uniform && len(g.Paths) == 1
	for _, m := range g.Members {
		sign, style := t.sign(m.Change.Action)
		said := visible(m.Change.Key.String() + " on " + m.Platform)
		if m.Change.Place != "" {
			said += " at " + visible(m.Change.Place)
		}
		if m.Field != nil && !alike {
			said += "   " + visible(m.Field.Path+t.difference(m.Field))
		}
		t.line(indent, "  ", paint(style, sign), " ", said)
	}
}

// together tells many causes of one sort as one.
func (t planText) together(number int, sort sort, groups []plan.Group) {
	var members []plan.Member
	var places, regions []string
	for i := range groups {
		members = append(members, groups[i].Members...)
		places = append(places, cmp.Or(groups[i].Cause.File, groups[i].Cause.Place, groups[i].Members[0].Change.Key.String()))
		regions = append(regions, groups[i].Regions...)
	}
	places = unique(places)
	what := counted(len(groups), "new document") + " in " + counted(len(places), "file")
	switch sort {
	case gone:
		what = counted(len(places), "file") + " no longer ask for what they did"
	case drifted:
		what = "drift: " + counted(len(groups), "object") + " changed by hand in the target"
	}
	t.line()
	head := fmt.Sprintf("%d. ", number)
	indent := strings.Repeat(" ", len(head))
	t.line(head, paint(t.look.strong, what), " (each with --verbose)")
	for _, place := range shortened(places, 3, false) {
		t.line(indent, visible(place))
	}
	t.regions(indent, unique(regions))
	t.effects(indent, members)
}

// place is where a cause stands.
func place(c *plan.Cause) string {
	switch {
	case c.File == "" && c.Kind == plan.ByRemoval:
		return "a line that was removed"
	case c.File == "":
		return "a document that is not known any more"
	case c.Line > 0:
		return fmt.Sprintf("%s:%d", visible(c.File), c.Line)
	}
	return visible(c.File)
}

func owned(owner string) string {
	if owner == "" {
		return ""
	}
	return "   (" + visible(owner) + ")"
}
