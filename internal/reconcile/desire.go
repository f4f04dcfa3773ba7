package reconcile

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/source"
)

// Desire is what a platform is to hold: every object that is effective in one
// of its regions, once for each region, in the form that it has there. What says
// how others are composed (standards, localizations, waivers) is no
// configuration, and left out; regions and the organisation itself stand where
// they belong.
func Desire(result *lint.Result, platform *catalog.Object) []plan.Desired {
	regions := make(map[string]bool)
	for _, f := range platform.Forms {
		for _, region := range f.Regions {
			regions[region] = true
		}
	}
	var all []plan.Desired
	for _, o := range result.Catalog.Objects {
		if !configures(o.Kind) {
			continue
		}
		values := document.Values(nil)
		if len(o.Forms) > 1 {
			values = document.Values{} // which share what no region changed
		}
		for _, f := range o.Forms {
			at := slices.DeleteFunc(slices.Clone(f.Regions), func(region string) bool {
				return !regions[region] || !o.Localizable() && region != o.Region
			})
			if len(at) == 0 {
				continue
			}
			attributes := values.Of(f.Root).(map[string]any)
			protected := f.Root.Get("metadata").Get("protected").IsTrue()
			document := map[string]plan.Origin{"": origin(result, o.Doc.Root)}
			leaves := func() map[string]plan.Origin { return leavesOf(result, f) }
			for _, region := range at {
				all = append(all, plan.Desired{
					Resource:  resource.Resource{Key: resource.Key{Kind: o.Kind, Region: region, Name: o.Name}, Attributes: attributes},
					Origins:   document,
					Leaves:    leaves,
					Protected: protected,
				})
			}
		}
	}
	return all
}

// configures says whether objects of a kind are configuration by themselves.
func configures(kind string) bool {
	switch kind {
	case catalog.KindStandard, catalog.KindLocalization, catalog.KindWaiver:
		return false
	}
	return true
}

// leavesOf says of each leaf of a form which line set it, and of what regions
// took away, which line did that.
func leavesOf(result *lint.Result, f *catalog.Form) map[string]plan.Origin {
	origins := map[string]plan.Origin{}
	for _, leaf := range catalog.Leaves(f.Root, f.Object.Shape) {
		origins[pointer(leaf.At)] = origin(result, leaf.Node)
	}
	for form := f; form != nil; form = form.Above {
		for _, change := range form.Changes {
			if change.Action != catalog.Remove {
				continue
			}
			if _, there := origins[pointer(change.At)]; !there {
				file := result.Snapshot.File(change.Place.Path)
				line := file.Position(change.Place.Span.Start).Line
				origins[pointer(change.At)] = plan.Origin{
					File: change.Place.Path, Line: line, Owner: change.Localization.Owner(), Text: strings.TrimSpace(file.Line(line)),
				}
			}
		}
	}
	return origins
}

func origin(result *lint.Result, n *document.Node) plan.Origin {
	line := n.File.Position(n.Span.Start).Line
	o := plan.Origin{File: n.File.Path, Line: line, Text: strings.TrimSpace(n.File.Line(line))}
	if writer := result.Catalog.Writer(n.Location()); writer != nil {
		o.Owner = writer.Owner()
	}
	return o
}

// pointer writes a path as a JSON Pointer.
func pointer(at document.Pointer) string {
	var b strings.Builder
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	for _, step := range at {
		b.WriteByte('/')
		b.WriteString(escape.Replace(step))
	}
	return b.String()
}

// Basis is what a plan of a checked commit is computed from.
func Basis(result *lint.Result) plan.Basis {
	basis := plan.Basis{
		Commit:   result.Snapshot.Revision,
		Policies: result.Engine.Digest().String(),
		Schemas:  result.Schemas.Digest().String(),
	}
	if file := result.Snapshot.File(config.FileName); file != nil {
		basis.Settings = source.DigestOf(file.Data).String()
	}
	basis.Adopted = result.Config.AdoptedDigest()
	return basis
}

// Limits are those of the settings, where they say something, else the defaults.
func Limits(result *lint.Result) plan.Limits {
	limits := plan.DefaultLimits()
	set := func(limit *plan.Limit, share *float64, number *int) {
		// A brake that is set holds as it is set: what is not said of it lets nothing pass.
		if share == nil && number == nil {
			return
		}
		*limit = plan.Limit{}
		if share != nil {
			limit.Percent = int(*share*100 + 0.5)
		}
		if number != nil {
			limit.Number = *number
		}
	}
	set(&limits.Changes, result.Config.Changes.Share, result.Config.Changes.Number)
	set(&limits.Deletions, result.Config.Deletions.Share, result.Config.Deletions.Number)
	return limits
}
