package lint

import (
	"slices"
	"strings"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// validateForms holds what regions made of objects against the schemas, and
// says which forms a schema refuses in a way that rules could stumble over: with
// a form, all those that are made of it.
func (r *Result) validateForms() map[*catalog.Form]bool {
	broken := map[*catalog.Object]bool{}
	known := map[source.Location]bool{}
	for _, f := range r.Findings {
		if !disturbs(f) {
			continue
		}
		if o := r.Catalog.Writer(f.At); o != nil {
			broken[o] = true
		}
		known[f.At] = true
	}
	refused := map[*catalog.Form]bool{}
	r.astray(refused)
	for _, o := range r.Catalog.Objects {
		if broken[o] {
			refused[o.Home] = true
		}
		for _, form := range o.Forms[1:] {
			if refused[form.Above] {
				refused[form] = true
			}
			r.validateForm(form, known, refused)
		}
	}
	return refused
}

// astray sets aside what belongs to regions that are their own ancestors, or
// stand below one: who is above whom cannot be told there, and each rule that
// asks would find a fault that is none.
func (r *Result) astray(refused map[*catalog.Form]bool) {
	var lost []string
	for _, f := range r.Findings {
		if f.Rule != "catalog/cycle" || f.Object.Kind != catalog.KindRegion {
			continue
		}
		lost = append(lost, f.Object.Name)
		for _, step := range f.Related {
			if o := r.Catalog.Writer(step.At); o != nil {
				lost = append(lost, o.Name)
			}
		}
	}
	if len(lost) == 0 {
		return
	}
	for _, o := range r.Catalog.Objects {
		for _, form := range o.Forms {
			above := r.Catalog.Regions.Path(form.Region)
			if slices.ContainsFunc(lost, func(region string) bool { return slices.Contains(above, region) || region == form.Region }) {
				refused[form] = true
			}
		}
	}
}

func (r *Result) validateForm(form *catalog.Form, known map[source.Location]bool, refused map[*catalog.Form]bool) {
	for _, f := range r.Schemas.Validate(form.Root, form.Object.Kind) {
		if disturbs(f) {
			refused[form] = true
		}
		if known[f.At] {
			continue
		}
		f.Object, f.Owner = form.ID(), form.Object.Owner()
		if writer := r.Catalog.Writer(f.At); writer != nil {
			f.Owner = writer.Owner()
		}
		r.Findings = append(r.Findings, f)
	}
}

// disturbs says whether a finding means that a value has not the type that
// rules may rely on. A missing or an additional field does not.
func disturbs(f finding.Finding) bool {
	return f.Severity == finding.Error && strings.HasPrefix(f.Rule, "schema/") &&
		!slices.Contains([]string{"schema/missing-field", "schema/unknown-field"}, f.Rule)
}
