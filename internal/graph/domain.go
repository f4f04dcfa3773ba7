package graph

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
)

// The kinds beyond those that shape the engine whose fields these drawings know.
const (
	KindWorkflow    = "Workflow"
	kindIntegration = "Integration"
	kindHandover    = "Handover"
)

// OfRegions draws the tree of regions.
func OfRegions(c *catalog.Catalog) *Graph {
	g := &Graph{Title: "Regions", Across: true}
	at := map[any]int{}
	for _, name := range c.Regions.Names {
		i := g.node(at, name, func() Node {
			n := Node{Title: name}
			if o := c.Regions.Object(name); o != nil && title(o) != name {
				n.Notes = []string{title(o)}
			}
			if name == catalog.Global {
				n.Look = Central
			}
			return n
		})
		if name != catalog.Global {
			g.Edges = append(g.Edges, Edge{From: at[c.Regions.Parent(name)], To: i})
		}
	}
	return g
}

// OfIntegrations draws what flows between platforms: data connections, also
// those that platforms declare themselves, and hand-overs. In a region, it is what
// is effective there.
func OfIntegrations(c *catalog.Catalog, region string) *Graph {
	d := flows{Graph: &Graph{Title: "Data connections", Across: true}, c: c, at: map[any]int{}, drawn: map[[2]int]int{}}
	if region != "" {
		d.Title += " in " + region
	}
	for _, o := range c.Objects {
		f := o.Home
		if region != "" {
			f = o.At(region)
		}
		if f == nil {
			continue
		}
		spec, in := f.Root.Get("spec"), f.Region
		if region != "" {
			in = region
		}
		switch o.Kind {
		case kindIntegration:
			d.add(in, spec.Get("from").Str(), spec.Get("to").Str(), spec, strings.HasPrefix(spec.Get("direction").Str(), "both"), false)
		case kindHandover:
			d.add(in, spec.Get("from").Str(), spec.Get("to").Str(), spec, false, true)
		case catalog.KindPlatform:
			for _, n := range members(spec.Get("integrations")) {
				from, to := o.Name, n.Get("to").Str()
				if n.Get("direction").Str() == "in" {
					from, to = to, from
				}
				d.add(in, from, to, n, n.Get("direction").Str() == "both", false)
			}
		}
	}
	return d.Graph
}

type flows struct {
	*Graph
	c     *catalog.Catalog
	at    map[any]int
	drawn map[[2]int]int
}

func (d *flows) add(region, from, to string, n *document.Node, both, handover bool) {
	a, b := d.c.Visible(catalog.KindPlatform, region, from), d.c.Visible(catalog.KindPlatform, region, to)
	if a == nil || b == nil {
		return // lint tells of names that lead nowhere
	}
	label := n.Get("entity").Str()
	if both {
		label += " ⇄"
	}
	ends := [2]int{d.platform(a), d.platform(b)}
	if i, known := d.drawn[ends]; known {
		e := &d.Edges[i]
		e.Heavy = e.Heavy || handover
		if !slices.Contains(strings.Split(e.Label, ", "), label) {
			e.Label += ", " + label
		}
		return
	}
	d.drawn[ends] = len(d.Edges)
	d.Edges = append(d.Edges, Edge{From: ends[0], To: ends[1], Label: label, Heavy: handover})
}

func (d *flows) platform(o *catalog.Object) int {
	return d.node(d.at, o, func() Node {
		n := Node{Title: title(o), Notes: []string{o.Spec().Get("category").Str()}}
		if o.Region != catalog.Global {
			n.Notes = append(n.Notes, o.Region)
		}
		switch status := o.Spec().Get("lifecycle").Get("status").Str(); {
		case status == "legacy" || status == "retired":
			n.Look, n.Notes = Fading, append(n.Notes, status)
		case o.Spec().Get("management").Str() == "central":
			n.Look = Central
		}
		return n
	})
}

// OfWorkflow draws the steps of a workflow as one of its forms has them.
func OfWorkflow(f *catalog.Form, region string) *Graph {
	g := &Graph{Title: title(f.Object), Across: true}
	if text := f.Root.Get("spec").Get("title").Str(); text != "" {
		g.Title = text
	}
	if region != f.Object.Region {
		g.Title += " in " + region
	}
	steps := members(f.Root.Get("spec").Get("steps"))
	home := map[string]*document.Node{}
	for _, n := range members(f.Object.Spec().Get("steps")) {
		home[n.Get("name").Str()] = n
	}
	at, roles := map[string]int{}, map[string]string{}
	for _, n := range steps {
		name := n.Get("name").Str()
		if _, twice := at[name]; twice {
			continue
		}
		at[name], roles[name] = len(g.Nodes), n.Get("role").Str()
		g.Nodes = append(g.Nodes, step(n, home[name], f.Above != nil))
	}
	for _, n := range steps {
		name := n.Get("name").Str()
		for _, before := range members(n.Get("dependsOn")) {
			from, known := at[before.Str()]
			if !known {
				continue
			}
			handed := roles[before.Str()] != "" && roles[name] != "" && roles[before.Str()] != roles[name]
			g.Edges = append(g.Edges, Edge{From: from, To: at[name], Heavy: handed})
		}
	}
	return g
}

func step(n, home *document.Node, localized bool) Node {
	made := Node{Title: n.Get("title").Str()}
	if made.Title == "" {
		made.Title = n.Get("name").Str()
	}
	if role := n.Get("role").Str(); role != "" {
		made.Notes = append(made.Notes, role)
	}
	var terms []string
	if within := n.Get("serviceLevel").Str(); within != "" {
		terms = append(terms, "within "+within)
	}
	if gate := n.Get("gate").Str(); gate == "blocking" || gate == "advisory" {
		terms = append(terms, gate+" gate")
	}
	switch {
	case localized && home == nil:
		made.Look, terms = Added, append(terms, "added")
	case localized && !document.Equal(n, home):
		made.Look, terms = Changed, append(terms, "changed")
	}
	if n.Get("gate").Str() == "blocking" {
		made.Look = Gate
	}
	if len(terms) > 0 {
		made.Notes = append(made.Notes, strings.Join(terms, ", "))
	}
	if platform := n.Get("automation").Get("platform").Str(); platform != "" {
		made.Notes = append(made.Notes, "done by "+platform)
	}
	return made
}

func members(list *document.Node) []*document.Node {
	if list == nil || list.Kind != document.List {
		return nil
	}
	all := make([]*document.Node, len(list.Entries))
	for i := range list.Entries {
		all[i] = list.Entries[i].Value
	}
	return all
}
