package catalog

import (
	"path"
	"slices"
	"strings"
)

// Ownership is which teams answer for a file: those that own the objects in it.
type Ownership struct {
	Path      string
	Owners    []string // in the order of the documents; of those without an owner the team of their region
	Approvers []string // those who grant the waivers in it
	Governors []string // those whose standards hold the objects in it, where they do not own them
}

// Ownerships lists the files that hold objects, by path.
func (c *Catalog) Ownerships() []Ownership {
	var all []Ownership
	speakers := map[string]string{}
	for name, objects := range c.byFile {
		f := Ownership{Path: name}
		for _, o := range objects {
			owner := o.Owner()
			if owner == "" {
				if _, known := speakers[o.Region]; !known {
					speakers[o.Region] = c.answering(o.Region)
				}
				owner = speakers[o.Region]
			}
			f.Owners = union(f.Owners, given(owner))
			if o.Kind == KindWaiver {
				f.Approvers = union(f.Approvers, given(o.Spec().Get("approvedBy").Str()))
			}
			for _, s := range o.standards {
				if s.holds() && s.object.Owner() != owner {
					f.Governors = union(f.Governors, given(s.object.Owner()))
				}
			}
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b Ownership) int { return strings.Compare(a.Path, b.Path) })
	return all
}

func given(team string) []string {
	if team == "" {
		return nil
	}
	return []string{team}
}

// holds says whether the standard keeps something from being changed.
func (s *standard) holds() bool {
	return slices.ContainsFunc(s.entries, func(e *Entry) bool { return e.Stance == Standardize || e.Stance == Bounded })
}

// answering is the team that answers for a region, or for the nearest one above
// that has one; for Global the owner of the organisation.
func (c *Catalog) answering(region string) string {
	for ; region != Global; region = c.Regions.Parent(region) {
		if team := c.Speaker(region); team != "" {
			return team
		}
	}
	for _, o := range c.Objects {
		if o.Kind == KindOrganization {
			return o.Owner()
		}
	}
	return ""
}

// Headquarters is the team that owns the organisation; empty where none does.
func (c *Catalog) Headquarters() string { return c.answering(Global) }

// Homes are the folders in which regions are described, with the team that
// answers for each: new files there are its own.
func (c *Catalog) Homes() map[string]string {
	homes := map[string]string{}
	for _, region := range c.Regions.Names {
		if o := c.Regions.Object(region); o != nil {
			if folder := path.Dir(o.Doc.File.Path); folder != "." && homes[folder] == "" {
				homes[folder] = c.answering(region)
			}
		}
	}
	return homes
}
