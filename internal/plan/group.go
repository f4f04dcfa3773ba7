package plan

import (
	"cmp"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/resource"
)

// Group is the changes that one cause brings about: one edit of a line, and all
// the objects in which it shows.
type Group struct {
	Cause   Cause
	Members []Member
	Paths   []string // of the fields, each once, sorted; empty for whole objects
	Regions []string // each once, sorted
	Objects int      // different changes among the members
	// From and To are the values when they are the same in all members.
	Uniform  bool
	From, To Value
}

// Member is a change, or one of its fields.
type Member struct {
	Platform string
	Change   *Change
	Field    *Field // nil when the cause is one of the whole object
}

// Groups puts a plan's changes in order of cause: lines by file and line, what
// was removed, what is gone, drift. A change with several causes is in several
// groups.
func Groups(p *Plan) []Group {
	byCause := make(map[Cause]*Group)
	add := func(cause Cause, m Member) {
		id := cause
		if cause.Kind == ByRemoval && m.Field != nil {
			id.Text = m.Field.Path // without a line, what was removed tells causes apart
		}
		if cause.Kind == ByHand {
			id = Cause{Kind: ByHand, Text: cause.Text, Place: cmp.Or(cause.Place, m.Change.Key.String())}
		}
		if byCause[id] == nil {
			byCause[id] = &Group{Cause: cause}
		}
		byCause[id].Members = append(byCause[id].Members, m)
	}
	for i := range p.Platforms {
		for k := range p.Platforms[i].Changes {
			c := &p.Platforms[i].Changes[k]
			for _, cause := range c.Causes {
				add(cause, Member{Platform: p.Platforms[i].Name, Change: c})
			}
			for f := range c.Fields {
				for _, cause := range c.Fields[f].Causes {
					add(cause, Member{Platform: p.Platforms[i].Name, Change: c, Field: &c.Fields[f]})
				}
			}
		}
	}
	groups := make([]Group, 0, len(byCause))
	for _, g := range byCause {
		g.summarize()
		groups = append(groups, *g)
	}
	slices.SortFunc(groups, func(a, b Group) int {
		return cmp.Or(
			compareCauses(a.Cause, b.Cause),
			slices.Compare(a.Paths, b.Paths),
			strings.Compare(a.Members[0].Platform, b.Members[0].Platform),
			a.Members[0].Change.Key.Compare(b.Members[0].Change.Key),
		)
	})
	return groups
}

func (g *Group) summarize() {
	type object struct {
		platform string
		key      resource.Key
	}
	objects := make(map[object]bool)
	g.Uniform = true
	for i, m := range g.Members {
		objects[object{m.Platform, m.Change.Key}] = true
		g.Regions = append(g.Regions, m.Change.Key.Region)
		if m.Field == nil {
			g.Uniform = false
			continue
		}
		g.Paths = append(g.Paths, m.Field.Path)
		if i == 0 {
			g.From, g.To = m.Field.From, m.Field.To
		}
		g.Uniform = g.Uniform && same(g.From, m.Field.From) && same(g.To, m.Field.To)
	}
	if !g.Uniform {
		g.From, g.To = Value{}, Value{}
	}
	slices.Sort(g.Regions)
	slices.Sort(g.Paths)
	g.Regions, g.Paths = slices.Compact(g.Regions), slices.Compact(g.Paths)
	g.Objects = len(objects)
}
