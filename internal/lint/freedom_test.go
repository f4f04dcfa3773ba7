package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
)

const freedomBase = `apiVersion: interlock.dev/v1
kind: Region
metadata: {name: emea}
spec: {title: EMEA}
---
apiVersion: interlock.dev/v1
kind: Region
metadata: {name: dach}
spec: {title: DACH, parent: emea}
---
apiVersion: interlock.dev/v1
kind: Region
metadata: {name: de}
spec: {title: Germany, parent: dach}
---
apiVersion: interlock.dev/v1
kind: Workflow
metadata: {name: launch, labels: {tier: fundamental}}
spec:
  title: Launch
  type: campaign
  status: production
  leadTime: 4w
  steps:
    - {name: build, title: Build, type: build, role: builder, serviceLevel: 5d}
    - {name: qa, title: Check, type: quality-assurance, role: lead, serviceLevel: 2d, gate: blocking, dependsOn: [build]}
`

// drawStandard draws a standard of a region: any stances on any paths, with any bounds.
func drawStandard(t *rapid.T, region string) string {
	days := rapid.IntRange(1, 9)
	var b strings.Builder
	name := rapid.StringMatching(`[a-z]{6}`).Draw(t, "name")
	fmt.Fprintf(&b, "---\napiVersion: interlock.dev/v1\nkind: Standard\nmetadata: {name: %s", name)
	if region != "global" {
		fmt.Fprintf(&b, ", region: %s", region)
	}
	b.WriteString("}\nspec:\n  for: {kind: Workflow")
	switch rapid.IntRange(0, 2).Draw(t, "for") {
	case 1:
		b.WriteString(", names: [launch]")
	case 2:
		b.WriteString(", labels: {tier: fundamental}")
	}
	b.WriteString("}\n  rationale: Because.\n  fields:\n")
	paths := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{
		"spec.title", "spec.leadTime", "spec.steps", "spec.steps[*]", "spec.steps[*].serviceLevel", "spec.steps[qa].serviceLevel",
	}), 1, 4, rapid.ID).Draw(t, "paths")
	for _, path := range paths {
		stance := rapid.SampledFrom([]string{"standardize", "localize", "mustLocalize", "bounded"}).Draw(t, "stance")
		fmt.Fprintf(&b, "    - path: %s\n      stance: %s\n", path, stance)
		if stance != "bounded" {
			continue
		}
		if strings.HasSuffix(path, "steps") {
			b.WriteString("      additive: true\n")
			continue
		}
		switch rapid.IntRange(0, 3).Draw(t, "bound") {
		case 0:
			fmt.Fprintf(&b, "      maximum: %dd\n", days.Draw(t, "maximum"))
		case 1:
			fmt.Fprintf(&b, "      minimum: %dd\n", days.Draw(t, "minimum"))
		case 2:
			b.WriteString("      maximum: base\n")
		case 3:
			fmt.Fprintf(&b, "      oneOf: [%dd, %dw]\n", days.Draw(t, "one"), days.Draw(t, "other"))
		}
	}
	if otherwise := rapid.SampledFrom([]string{"", "standardize", "localize"}).Draw(t, "otherwise"); otherwise != "" {
		fmt.Fprintf(&b, "  otherwise: %s\n", otherwise)
	}
	return b.String()
}

func drawChange(t *rapid.T) string {
	value := fmt.Sprintf("%dd", rapid.IntRange(1, 40).Draw(t, "value"))
	return rapid.SampledFrom([]string{
		"set: {leadTime: " + value + "}",
		"set: {steps: [{name: qa, serviceLevel: " + value + "}]}",
		"set: {steps: [{name: build, serviceLevel: " + value + "}]}",
		"set: {steps: [{name: extra, title: More, type: build, role: r, serviceLevel: " + value + "}]}",
		"set: {title: Start}",
		"remove: ['spec.steps[build]']",
	}).Draw(t, "change")
}

// refused says whether a region may not make a change, for whatever reason that
// lies in standards.
func refused(t *rapid.T, shipped *lint.Shipped, files map[string]string, region, change string) bool {
	with := map[string]string{}
	for name, text := range files {
		with[name] = text
	}
	with["change.yaml"] = fmt.Sprintf("apiVersion: interlock.dev/v1\nkind: Localization\nmetadata: {name: change, region: %s}\nspec:\n  of: {kind: Workflow, name: launch}\n  reason: Because.\n  %s\n", region, change)
	checker := lint.Checker{Shipped: shipped, Date: day}
	result, err := checker.Check(t.Context(), source.Memory(with))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		switch f.Rule {
		case "standard/locked-field", "standard/out-of-bounds", "standard/not-additive", "standard/fixes-local-choice":
			return true
		}
	}
	return false
}

// TestFreedomNeverGrows is row S4 of the operating model as a law: whatever
// standards regions write, adopted ones or not, what a region may not change no
// region below it may change either.
func TestFreedomNeverGrows(t *testing.T) {
	shipped := load(t)
	rapid.Check(t, func(t *rapid.T) {
		files := map[string]string{"base.yaml": freedomBase}
		if rapid.Bool().Draw(t, "adopts") {
			files["interlock.yaml"] = "apiVersion: interlock.dev/v1\nkind: Settings\nspec:\n  adopts: [{set: standards, only: [fundamental-workflows], owner: ops}]\n"
		}
		for _, region := range []string{"global", "emea", "dach"} {
			for range rapid.IntRange(0, 2).Draw(t, "standards of "+region) {
				files["base.yaml"] += drawStandard(t, region)
			}
		}
		change := drawChange(t)
		var above string
		for _, region := range []string{"emea", "dach", "de"} {
			no := refused(t, shipped, files, region, change)
			if !no && above != "" {
				t.Fatalf("%s may not make the change `%s`, and %s may\n%s", above, change, region, files["base.yaml"])
			}
			if no {
				above = region
			}
		}
	})
}
