package report

import (
	"io"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// jsonExplanation is an explanation for programs.
type jsonExplanation struct {
	Object    finding.Object  `json:"object"`
	Path      string          `json:"path"`
	Regions   []string        `json:"regions"`
	Value     any             `json:"value"`
	Origins   []jsonOrigin    `json:"origins"`
	Governed  []jsonGoverned  `json:"governed"`
	Waivers   []jsonWaiver    `json:"waivers"`
	Elsewhere []jsonElsewhere `json:"elsewhere"`
}

type jsonOrigin struct {
	Value  any    `json:"value"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Owner  string `json:"owner"`
	Region string `json:"region"`
}

type jsonGoverned struct {
	Standard string         `json:"standard"`
	Region   string         `json:"region"`
	Owner    string         `json:"owner"`
	Path     string         `json:"path"`
	Stance   string         `json:"stance"`
	Bounds   map[string]any `json:"bounds"`
	File     string         `json:"file"`
	Line     int            `json:"line"`
}

type jsonWaiver struct {
	Name       string `json:"name"`
	Region     string `json:"region"`
	Rule       string `json:"rule"`
	ApprovedBy string `json:"approvedBy"`
	Expires    string `json:"expires"`
	State      string `json:"state"`
}

type jsonElsewhere struct {
	Value   any      `json:"value"`
	Regions []string `json:"regions"`
}

// ExplainJSON writes the explanation for programs. The error is the writer's.
func ExplainJSON(w io.Writer, x Explained) error {
	t := explainText{nil, x}
	line := func(at source.Location) int {
		if file := x.Files(at.Path); file != nil {
			return file.Position(at.Span.Start).Line
		}
		return 0
	}
	j := jsonExplanation{
		Object: finding.Object{Kind: x.Object.Kind, Region: x.Region, Name: x.Object.Name}, Path: x.Path, Regions: x.Regions,
		Value: x.Node.Value(), Origins: []jsonOrigin{}, Governed: []jsonGoverned{}, Waivers: []jsonWaiver{}, Elsewhere: []jsonElsewhere{},
	}
	for _, o := range x.Origins {
		origin := jsonOrigin{Value: o.Node.Value(), File: o.At.Path, Line: line(o.At), Region: o.Region}
		if o.Writer != nil {
			origin.Owner = o.Writer.Owner()
		}
		j.Origins = append(j.Origins, origin)
	}
	for _, e := range x.Governed {
		limits := map[string]any{}
		for _, name := range catalog.BoundNames() {
			if n := e.Bounds.Get(name); n != nil {
				limits[name] = n.Value()
			}
		}
		j.Governed = append(j.Governed, jsonGoverned{
			Standard: e.Standard.Name, Region: e.Standard.Region, Owner: e.Standard.Owner(), Path: e.Path,
			Stance: string(e.Stance), Bounds: limits, File: e.At.Path, Line: line(e.At),
		})
	}
	for _, waiver := range x.Waivers {
		spec := waiver.Object.Spec()
		j.Waivers = append(j.Waivers, jsonWaiver{
			Name: waiver.Object.Name, Region: waiver.Object.Region, Rule: spec.Get("rule").Str(),
			ApprovedBy: spec.Get("approvedBy").Str(), Expires: spec.Get("expires").Str(), State: t.state(waiver),
		})
	}
	for _, v := range x.Elsewhere {
		j.Elsewhere = append(j.Elsewhere, jsonElsewhere{Value: v.Node.Value(), Regions: v.Regions})
	}
	return writeJSON(w, j)
}
