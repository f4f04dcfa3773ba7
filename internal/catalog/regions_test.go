package catalog_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/catalog"
)

// Law: the tree says of itself what its regions say of their parents.
func TestTree(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		r := w.build(t).Regions
		if len(r.Names) != len(w.parents)+1 || r.Names[0] != catalog.Global || !r.Known(catalog.Global) || r.Object(catalog.Global) != nil {
			t.Fatalf("the regions are %v", r.Names)
		}
		for i := range w.parents {
			name := regionName(i)
			if r.Parent(name) != regionName(w.parents[i]) || r.Object(name).Name != name || !slices.Contains(r.Children(r.Parent(name)), name) {
				t.Fatalf("%s stands below %s", name, r.Parent(name))
			}
			if slices.Index(r.Names, name) < slices.Index(r.Names, r.Parent(name)) {
				t.Fatalf("%s comes before what is above it: %v", name, r.Names)
			}
			path := r.Path(name)
			if path[0] != catalog.Global || path[len(path)-1] != name || len(path) > 1 && path[len(path)-2] != r.Parent(name) {
				t.Fatalf("the path to %s is %v", name, path)
			}
			for j := -1; j < len(w.parents); j++ {
				below := w.isBelow(i, j)
				if r.IsBelow(name, regionName(j)) != below || slices.Contains(r.Below(regionName(j)), name) != below {
					t.Fatalf("%s is below %s: expected %v", name, regionName(j), below)
				}
			}
		}
		if r.Known("nowhere") || r.Below("nowhere") != nil || r.Children("nowhere") != nil || r.Parent("nowhere") != catalog.Global ||
			r.IsBelow("nowhere", regionName(0)) || r.IsBelow(catalog.Global, catalog.Global) || r.IsBelow(regionName(0), "nowhere") {
			t.Fatal("something is said of a region that is none")
		}
	})
}

// Deep and wide trees, and long cycles, are read whole; what grows with their
// square would not end within the time that go test gives.
func TestLargeTrees(t *testing.T) {
	cycle := chain(2000)
	cycle[0] = "r0 r1999"
	for _, tree := range []struct {
		name     string
		regions  []string
		findings int
	}{{"a chain of 500", chain(500), 0}, {"2,000 side by side", flat(2000), 0}, {"a cycle of 2,000", cycle, 1}} {
		c := catalog.Build(registry(t), parse(t, texts(benchTexts(tree.regions, len(tree.regions)+500))))
		if len(c.Findings()) != tree.findings {
			t.Errorf("%s: %d findings, the first: %+v", tree.name, len(c.Findings()), c.Findings()[0])
		}
		for _, name := range c.Regions.Names {
			c.Regions.Path(name)
			c.Regions.Below(name)
		}
	}
}

// Many members, many names that are not there, and many objects that lead to
// the next take no longer than their number demands: what grows with its square
// would not end within the time that go test gives.
func TestLargeLists(t *testing.T) {
	const size = 4000
	base, set, remove := "", "", ""
	files := map[string]string{}
	for i := range size {
		base += fmt.Sprintf("    - {name: s%d, dependsOn: [s%d]}\n", i, i+1)
		set += fmt.Sprintf("      - {name: s%d, role: r}\n", size-1-i+size/2)
		if i < size/4 {
			remove += fmt.Sprintf("    - spec.steps[s%d].dependsOn\n    - spec.steps[none%d]\n", i, i)
		}
		files[fmt.Sprintf("t%05d.yaml", i)] = complete(fmt.Sprintf("kind: Team\nmetadata: {name: t%d, owner: nobody%d}\nspec: {parent: t%d}\n", i, i, (i+1)%size))
	}
	files["w.yaml"] = complete("kind: Workflow\nmetadata: {name: w}\nspec:\n  steps:\n" + base + "---\n" + tree)
	files["l.yaml"] = complete("kind: Localization\nmetadata: {name: l, region: de}\nspec:\n  of: {kind: Workflow, name: w}\n  set:\n    steps:\n" + set + "  remove:\n" + remove)
	c := catalog.Build(registry(t), parse(t, files))
	count := map[string]int{}
	for _, f := range c.Findings() {
		count[f.Rule]++
	}
	if count["catalog/cycle"] != 1 || count["catalog/unknown-path"] != size/4 || count["catalog/unknown-reference"] != size {
		t.Errorf("findings: %v", count)
	}
}
