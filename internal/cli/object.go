package cli

import (
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
)

// address is KIND/NAME[:PATH], as people name an object or a value on the command line.
type address struct {
	kind, name string
	path       document.Pointer
}

func parseAddress(text string) (address, error) {
	object, path, hasPath := strings.Cut(text, ":")
	kind, name, ok := strings.Cut(object, "/")
	if !ok || kind == "" || name == "" {
		return address{}, fmt.Errorf("`%s` names no object; write KIND/NAME, for example Workflow/campaign-request", text)
	}
	a := address{kind: kind, name: name}
	if !hasPath {
		return a, nil
	}
	at, err := document.ParsePath(path)
	if err != nil {
		return address{}, err
	}
	a.path = at
	return a, nil
}

// find gives the object of an address that is effective in a region, or says
// what there is instead.
func find(result *lint.Result, a address, region string) (*catalog.Object, error) {
	c := result.Catalog
	if !result.Schemas.Has(a.kind) {
		for _, kind := range result.Schemas.Kinds() {
			if strings.EqualFold(kind, a.kind) {
				a.kind = kind
			}
		}
	}
	if !result.Schemas.Has(a.kind) {
		return nil, fmt.Errorf("there is no kind `%s`%s; the kinds are %s", a.kind, meant(result.Schemas.Nearest(a.kind)), strings.Join(result.Schemas.Kinds(), ", "))
	}
	if region != "" && !c.Regions.Known(region) {
		return nil, fmt.Errorf("there is no region `%s`%s; the regions are %s", region, meant(schema.Nearest(region, c.Regions.Names)), strings.Join(c.Regions.Names, ", "))
	}
	all := c.Named(a.kind, a.name)
	if len(all) == 0 {
		var names []string
		for _, o := range c.Objects {
			if o.Kind == a.kind && !slices.Contains(names, o.Name) {
				names = append(names, o.Name)
			}
		}
		return nil, fmt.Errorf("there is no %s `%s`%s; %s", a.kind, a.name, meant(schema.Nearest(a.name, names)), thereAre(a.kind, names))
	}
	if region == "" {
		if len(all) == 1 {
			return all[0], nil
		}
		if o := c.Find(a.kind, catalog.Global, a.name); o != nil {
			return o, nil
		}
		var homes []string
		for _, o := range all {
			homes = append(homes, o.Region)
		}
		return nil, fmt.Errorf("several regions have a %s `%s`: %s; say which with --region", a.kind, a.name, strings.Join(homes, ", "))
	}
	o := c.Visible(a.kind, region, a.name)
	if o == nil || o.At(region) == nil {
		return nil, fmt.Errorf("%s is not effective in %s; it belongs to %s", all[0].ID(), region, all[0].Region)
	}
	return o, nil
}

// thereAre lists the objects of a kind, or the first of them.
func thereAre(kind string, names []string) string {
	const few = 12
	switch {
	case len(names) == 0:
		return "the repository has no " + kind
	case len(names) > few:
		return fmt.Sprintf("there are %s and %d more (interlock render tells them all)", strings.Join(names[:few], ", "), len(names)-few)
	}
	return "there are " + strings.Join(names, ", ")
}

func meant(near string) string {
	if near == "" {
		return ""
	}
	return " (did you mean `" + near + "`?)"
}
