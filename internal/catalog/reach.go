package catalog

import (
	"fmt"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// reach is in which regions an object is effective: in its own, and in those
// below, or of them those that `appliesTo` names and all below them.
type reach struct {
	tree   *Regions
	home   string
	first  int    // position of the home region in the tree; -1 when it is unknown
	end    int    // position behind the last region below
	narrow []bool // with `appliesTo`: whether the object applies, from first on
}

// reaches says whether the object is effective in a region, and at which
// position from its own region on. An object whose region is unknown is
// effective in that one only.
func (r *reach) reaches(region string) (position int, effective bool) {
	if region == r.home {
		return 0, true
	}
	i, known := r.tree.at[region]
	if !known || i < r.first || i >= r.end || r.first < 0 {
		return 0, false
	}
	return i - r.first, r.narrow == nil || r.narrow[i-r.first]
}

// regions are those in which the object is effective, in the order of the tree.
func (r *reach) regions() []string {
	if r.first < 0 {
		return []string{r.home}
	}
	all := r.tree.Names[r.first:r.end:r.end]
	if r.narrow == nil {
		return all
	}
	var some []string
	for i, region := range all {
		if r.narrow[i] {
			some = append(some, region)
		}
	}
	return some
}

// reaching finds out where each object is effective.
func (c *Catalog) reaching() {
	for _, o := range c.Objects {
		o.reach = reach{tree: c.Regions, home: o.Region, first: -1, end: -1}
		at, known := c.Regions.at[o.Region]
		if known {
			o.first, o.end = at, c.Regions.nodes[at].end
		}
		named := o.Doc.Root.Get("metadata").Get("appliesTo")
		if named == nil || named.Kind != document.List {
			continue
		}
		if o.Kind == KindLocalization || o.Kind == KindWaiver {
			c.tell(ruleReach, o, "metadata.appliesTo", named.Location(), "a "+o.Kind+" is for its own region"+beyond(o.Kind)).Help =
				"remove `appliesTo`, and write it in the regions that it is for"
			continue
		}
		if known {
			c.narrow(o, named)
		}
	}
}

func beyond(kind string) string {
	if kind == KindLocalization {
		return " and all below it; `appliesTo` cannot narrow that"
	}
	return " alone; `appliesTo` says nothing of it"
}

// narrow reads `appliesTo` of an object.
func (c *Catalog) narrow(o *Object, named *document.Node) {
	o.reach.narrow = make([]bool, o.end-o.first)
	o.reach.narrow[0] = true
	for i := range named.Entries {
		entry := named.Entries[i].Value
		at, known := c.Regions.at[entry.Str()]
		switch {
		case !known: // the findings on references say so
		case o.first <= at && at < o.end:
			for j := at; j < c.Regions.nodes[at].end; j++ {
				o.reach.narrow[j-o.first] = true
			}
		case !c.Regions.isAdrift(entry.Str()) && !c.Regions.isAdrift(o.Region):
			f := c.tell(ruleReach, o, fmt.Sprintf("metadata.appliesTo[%d]", i), entry.Location(),
				fmt.Sprintf("%s belongs to %s, and `%s` is not below it", o.ID(), o.Region, entry.Text))
			if near := schema.Nearest(entry.Text, c.Regions.Below(o.Region)); near != "" {
				f.Label = "did you mean `" + near + "`?"
			}
		}
	}
}
