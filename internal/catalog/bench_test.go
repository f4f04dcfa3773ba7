package catalog_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/catalog"
)

// BenchmarkBuild composes 10,000 documents: a tree of 14 regions, workflows of
// ten steps, and six localizations in ten documents. Documents are parsed
// before the clock runs. Aim: under 40 µs a document.
func BenchmarkBuild(b *testing.B) {
	for _, shape := range []struct {
		name    string
		regions []string
	}{
		{"14regions", fourteen()},
		{"chainOf500", chain(500)},
		{"2000flat", flat(2000)},
	} {
		b.Run(shape.name, func(b *testing.B) {
			const size = 10_000
			docs := parse(b, texts(benchTexts(shape.regions, size)))
			schemas := registry(b)
			b.ReportAllocs()
			for b.Loop() {
				c := catalog.Build(schemas, docs)
				if n := len(c.Findings()); n > 0 {
					b.Fatalf("%d findings, the first: %+v", n, c.Findings()[0])
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/size, "µs/doc")
			b.ReportMetric(held(func() any { return catalog.Build(schemas, docs) })/size, "heldB/doc")
		})
	}
}

// held is how much memory what a function makes takes up afterwards.
func held(do func() any) float64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	made := do()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(made)
	return float64(after.HeapAlloc) - float64(before.HeapAlloc)
}

func fourteen() []string {
	return []string{
		"emea", "dach emea", "de dach", "fr emea", "uk emea", "amer", "us amer", "ca amer",
		"latam amer", "br latam", "apac", "jp apac", "au apac", "sg apac",
	}
}

func chain(n int) []string {
	regions := []string{"r0"}
	for i := 1; i < n; i++ {
		regions = append(regions, fmt.Sprintf("r%d r%d", i, i-1))
	}
	return regions
}

func flat(n int) []string {
	regions := make([]string, n)
	for i := range regions {
		regions[i] = fmt.Sprintf("r%d", i)
	}
	return regions
}

// benchTexts are the documents of a repository without fault.
func benchTexts(regions []string, size int) []string {
	all := []string{
		"kind: Team\nmetadata: {name: ops}\nspec: {title: Operations, lead: {role: head of operations}}",
		"kind: Calendar\nmetadata: {name: main, owner: ops}\nspec: {title: Main, timezone: Etc/UTC}",
		"kind: Platform\nmetadata: {name: desk, owner: ops}\nspec: {title: Desk, category: project-management, management: central, lifecycle: {status: active}}",
		`kind: Standard
metadata: {name: workflows, owner: ops}
spec:
  for: {kind: Workflow}
  rationale: One way to launch
  fields:
    - {path: spec.steps, stance: bounded, additive: true}
    - {path: 'spec.steps[*].gate', stance: standardize}
    - {path: 'spec.steps[*].serviceLevel', stance: bounded, maximum: 4d}
    - {path: 'spec.steps[*].role', stance: localize}
    - {path: spec.intake.calendar, stance: mustLocalize}
  otherwise: localize`,
	}
	for _, r := range regions {
		name, parent, below := strings.Cut(r, " ")
		text := "kind: Region\nmetadata: {name: " + name + ", owner: ops}\nspec:\n  title: " + name
		if below {
			text += "\n  parent: " + parent
		}
		all = append(all, text)
	}
	workflows := (size - len(all)) * 4 / 10
	for i := range workflows {
		text := fmt.Sprintf("kind: Workflow\nmetadata: {name: w%d, owner: ops}\nspec:\n  title: Workflow %d\n  type: campaign\n  status: production\n  intake: {calendar: main}\n  steps:\n", i, i)
		for s := range 10 {
			text += fmt.Sprintf("    - name: s%d\n      type: review\n      role: lead\n      serviceLevel: %dd\n      gate: blocking\n", s, s+1)
			if s > 0 {
				text += fmt.Sprintf("      dependsOn: [s%d]\n", s-1)
			}
			if s == 5 {
				text += "      automation: {platform: desk}\n      approvals:\n        - {name: brand, role: brand lead}\n"
			}
		}
		all = append(all, text)
	}
	for i := 0; len(all) < size; i++ {
		region, _, _ := strings.Cut(regions[(i/workflows*7+i)%len(regions)], " ")
		text := fmt.Sprintf("kind: Localization\nmetadata: {name: l%d, region: %s, owner: ops}\nspec:\n  of: {kind: Workflow, name: w%d}\n  reason: market\n  set:\n", i, region, i%workflows)
		text += "    intake: {calendar: main}\n    steps:\n      - {name: s3, serviceLevel: 2d, role: local lead}\n"
		if i%3 == 0 {
			text += "      - {name: extra, type: legal, role: counsel, serviceLevel: 1d}\n"
		}
		all = append(all, text)
	}
	return all
}

func texts(all []string) map[string]string {
	files := make(map[string]string, len(all))
	for i, text := range all {
		files[fmt.Sprintf("%05d.yaml", i)] = "apiVersion: interlock.dev/v1\n" + text + "\n"
	}
	return files
}
