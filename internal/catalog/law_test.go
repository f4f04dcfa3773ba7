package catalog_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// checkLaw tries a law on worlds made by chance.
func checkLaw(t *testing.T, law func(t *rapid.T, w *world)) {
	t.Helper()
	registry(t)
	rapid.Check(t, func(t *rapid.T) { law(t, drawWorld(t)) })
}

func (w *world) build(t *rapid.T) *catalog.Catalog { return buildDocuments(w.documents(t)) }

func (w *world) documents(t *rapid.T) []*document.Document {
	texts := w.texts(t)
	docs := documents(texts)
	if len(docs) != len(texts) {
		t.Fatalf("%d documents of %d texts:\n%s", len(docs), len(texts), strings.Join(texts, "---\n"))
	}
	for i, d := range docs {
		if d.Root == nil {
			t.Fatalf("the text of a document cannot be parsed:\n%s", texts[i])
		}
	}
	return docs
}

func buildDocuments(docs []*document.Document) *catalog.Catalog {
	schemas, err := load()
	if err != nil {
		panic(err)
	}
	return catalog.Build(schemas, docs)
}

// effective is the value of every object in every region.
func effective(t *rapid.T, c *catalog.Catalog) map[string]string {
	all := map[string]string{}
	for _, o := range c.Objects {
		for _, region := range c.Regions.Names {
			if f := o.At(region); f != nil && o.Localizable() {
				all[o.ID().String()+" @ "+region] = jsonOf(t, f.Root)
			}
		}
	}
	return all
}

func jsonOf(t *rapid.T, n *document.Node) string {
	data, err := json.Marshal(n.Value())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func same(t *rapid.T, what string, want, got any) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("%s (-want +got):\n%s", what, d)
	}
}

// object finds the object of the catalog that a localization of the world changes.
func (w *world) object(t *rapid.T, c *catalog.Catalog, of int) *catalog.Object {
	o := c.Find(w.objects[of].kind, regionName(w.objects[of].region), w.objects[of].name)
	if o == nil {
		t.Fatalf("there is no object %d", of)
	}
	return o
}

// drawPlace chooses an object and a region below it that has no localization of it.
func (w *world) drawPlace(t *rapid.T) (of, region int, ok bool) {
	var places [][2]int
	for i, o := range w.objects {
		for _, region := range w.below(o.region) {
			if w.reaches(o, region) && !slices.ContainsFunc(w.locals, func(l local) bool { return l.of == i && l.region == region }) {
				places = append(places, [2]int{i, region})
			}
		}
	}
	if len(places) == 0 {
		return 0, 0, false
	}
	place := pick(t, places, "place")
	return place[0], place[1], true
}

// Law: what is effective is what a plain merge of plain values gives, in every
// region; members that a region adds are at the end, in order; what it removes
// and sets is only what it sets.
func TestCompositionIsAMerge(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		c := w.build(t)
		harmless := []string{"catalog/unknown-path", "catalog/unknown-reference", "catalog/cycle"}
		if slices.ContainsFunc(c.Findings(), func(f finding.Finding) bool { return !slices.Contains(harmless, f.Rule) }) {
			for _, f := range c.Findings() {
				t.Logf("%s %s %s", f.Rule, f.Object, f.Message)
			}
			t.Fatal("findings in a world that is well-formed")
		}
		for i, o := range w.objects {
			for region := -1; region < len(w.parents); region++ {
				form := w.object(t, c, i).At(regionName(region))
				if !w.reaches(o, region) {
					if form != nil {
						t.Fatalf("%s is effective in %s", o.name, regionName(region))
					}
					continue
				}
				same(t, fmt.Sprintf("%s %s in %s", o.kind, o.name, regionName(region)),
					plain(w.expected(i, region)), form.Root.Get("spec").Value())
			}
		}
	})
}

// Law: an empty localization changes nothing, and the tree is the same tree.
func TestEmptyLocalizationChangesNothing(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		of, region, ok := w.drawPlace(t)
		if !ok {
			return
		}
		before := effective(t, w.build(t))
		l := local{name: "empty", region: region, of: of, set: fields{}}
		if chance(t, 50, "with an empty list") {
			l.remove = []string{}
		}
		w.locals = append(w.locals, l)
		c := w.build(t)
		same(t, "values", before, effective(t, c))
		for _, f := range w.object(t, c, of).Forms {
			if f.Region == regionName(region) && (f.Root != f.Above.Root || len(f.Changes) > 0) {
				t.Fatalf("the form in %s is another tree, or has changes", f.Region)
			}
		}
	})
}

// Law: a localization applied twice is a localization applied once.
func TestTwiceIsOnce(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		if len(w.locals) == 0 {
			return
		}
		l := pick(t, w.locals, "localization")
		first := w.build(t)
		before := effective(t, first)
		again := l
		again.name = l.name + "-again"
		if below := w.below(l.region); len(below) > 0 && chance(t, 60, "below") {
			again.region = pick(t, below, "region")
			for at := again.region; at != l.region; at = w.parents[at] {
				if slices.ContainsFunc(w.locals, func(other local) bool { return other.of == l.of && other.region == at }) {
					return // what stands between may say otherwise
				}
			}
			if !w.reaches(w.objects[l.of], again.region) || slices.ContainsFunc(l.remove, func(path string) bool { return holds(l.set, path) }) {
				return // a member that is removed and set goes to the end, each time
			}
		}
		w.locals = append(w.locals, again)
		second := w.build(t)
		same(t, "values", before, effective(t, second))
		if a, b := len(first.Findings()), len(second.Findings()); a == 0 && b > 0 {
			for _, f := range second.Findings() {
				t.Logf("%s %s %s", f.Rule, f.Object, f.Message)
			}
			t.Fatalf("findings, where once there is none, of %+v", l)
		}
	})
}

// holds says whether a partial spec says something at a path or of what it lies in.
func holds(set fields, path string) bool {
	for _, other := range paths(set, "spec") {
		if strings.HasPrefix(path, other) || strings.HasPrefix(other, path) {
			return true
		}
	}
	return false
}

// Law: every effective leaf has an origin whose text is its value, and the
// chain of who set it leads up the tree to the base, or to who added it.
func TestEveryLeafHasItsOrigin(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		texts := w.texts(t)
		c := buildDocuments(documents(texts))
		for _, o := range c.Objects {
			for _, region := range c.Regions.Names {
				form := o.At(region)
				if form == nil {
					continue
				}
				origins := c.LeafOrigins(form)
				for _, leaf := range catalog.Leaves(form.Root, o.Shape) {
					x := c.Explain(o, region, leaf.At)
					found := form.Lookup(leaf.At)
					if !found.Whole || found.Node != leaf.Node || x.Node != leaf.Node || len(x.Origins) == 0 {
						t.Fatalf("%s in %s: %v: Lookup, Leaves and Explain differ", o.ID(), region, leaf.At)
					}
					if d := cmp.Diff(found.At, x.At); d != "" || origins[leaf.Node].At != x.Origins[0].At {
						t.Fatalf("%s in %s: %v: the paths or origins differ: %s", o.ID(), region, leaf.At, d)
					}
					if back, err := document.ParsePath(x.Path); err != nil || !slices.Equal(back, x.At) {
						t.Fatalf("the path `%s` does not lead back to %v: %v", x.Path, x.At, err)
					}
					checkChain(t, c, o, region, texts, x)
				}
			}
		}
	})
}

func checkChain(t *rapid.T, c *catalog.Catalog, o *catalog.Object, region string, texts []string, x *catalog.Explanation) {
	at, emptied := region, false
	for i, origin := range x.Origins {
		if origin.Writer == nil {
			t.Fatalf("%s in %s: %s: nobody wrote %v", o.ID(), region, x.Path, origin.At)
		}
		if origin.Region != at && !c.Regions.IsBelow(at, origin.Region) {
			t.Fatalf("%s in %s: %s: written for %s, which is not above %s", o.ID(), region, x.Path, origin.Region, at)
		}
		at = origin.Region
		text := textAt(texts, origin.At)
		emptied = emptied || isEmptied(origin, text) // and what comes below had members
		if !emptied && !document.Equal(alone(text), origin.Node) {
			t.Fatalf("%s in %s: %s: the text `%s` is not the value %v", o.ID(), region, x.Path, text, origin.Node.Value())
		}
		if i < len(x.Origins)-1 {
			continue
		}
		base := catalog.Lookup(o.Home.Root, o.Shape, x.At)
		if origin.Node.Over != nil || origin.Writer == o != (base.Whole && base.Node.Location() == origin.At) {
			t.Fatalf("%s in %s: %s: the chain ends at %v", o.ID(), region, x.Path, origin.At)
		}
	}
}

// isEmptied says whether a mapping or list is empty because a localization
// removed what was in it: then the line that says so is its origin.
func isEmptied(origin catalog.Origin, text string) bool {
	paths := origin.Writer.Spec().Get("remove")
	return len(origin.Node.Entries) == 0 && origin.Node.Over != nil && paths != nil &&
		slices.ContainsFunc(paths.Entries, func(e document.Entry) bool { return document.Equal(e.Value, alone(text)) })
}

func textAt(texts []string, at source.Location) string {
	var i int
	fmt.Sscanf(at.Path, "%d", &i)
	text := texts[i][at.Span.Start:at.Span.End]
	if strings.HasPrefix(text, "- ") { // its lines are indented alike
		text = texts[i][strings.LastIndexByte(texts[i][:at.Span.Start], '\n')+1:at.Span.Start] + text
	}
	return text
}

// alone is the value of a text by itself.
func alone(text string) *document.Node {
	docs, _ := document.Parse(source.NewFile("alone.yaml", []byte(text)))
	if len(docs) != 1 {
		return nil
	}
	return docs[0].Root
}

// Law: a localization touches its region and those below; there it leaves the
// fields alone that it does not name.
func TestOthersAreUntouched(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		of, region, ok := w.drawPlace(t)
		if !ok {
			return
		}
		l := w.drawLocal(t, of, region)
		w.locals = append(w.locals, l)
		docs := w.documents(t)
		with, without := buildDocuments(docs), buildDocuments(docs[:len(docs)-1])
		for _, o := range without.Objects {
			changed := with.Find(o.Kind, o.Region, o.Name)
			for _, name := range without.Regions.Names {
				a, b := o.At(name), changed.At(name)
				if (a == nil) != (b == nil) {
					t.Fatalf("%s is effective in %s with it or without it only", o.ID(), name)
				}
				if a == nil || o == w.object(t, without, of) && (name == regionName(region) || with.Regions.IsBelow(name, regionName(region))) {
					continue
				}
				if !document.Equal(a.Root, b.Root) || (a == o.Home) != (b == changed.Home) || a == o.Home && a.Root != b.Root {
					t.Fatalf("%s in %s is another", o.ID(), name)
				}
			}
		}
		for _, f := range w.object(t, with, of).Forms {
			if f.Region != regionName(region) {
				continue
			}
			spec, above := f.Root.Get("spec"), f.Above.Root.Get("spec")
			for _, e := range above.Entries {
				if !holds(l.set, "spec."+e.Key) && !slices.ContainsFunc(l.remove, func(p string) bool { return strings.HasPrefix(p, "spec."+e.Key) }) &&
					spec.Get(e.Key) != e.Value {
					t.Fatalf("%s in %s: nothing is said of `%s`, and it is another node", f.ID(), f.Region, e.Key)
				}
			}
		}
	})
}

// Law: the order of documents is of no consequence.
func TestOrderOfDocuments(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		if len(w.locals) > 0 && chance(t, 50, "conflict") { // with something to report
			l := pick(t, w.locals, "localization")
			w.locals = append(w.locals, w.drawLocal(t, l.of, l.region))
			w.objects = append(w.objects, w.objects[0])
		}
		docs := w.documents(t)
		a, b := buildDocuments(docs), buildDocuments(rapid.Permutation(docs).Draw(t, "order"))
		same(t, "values", effective(t, a), effective(t, b))
		same(t, "findings", finding.Sorted(slices.Clone(a.Findings())), finding.Sorted(slices.Clone(b.Findings())))
		same(t, "changes", changes(a), changes(b))
	})
}

// changes are those of all forms, with what governs them.
func changes(c *catalog.Catalog) []string {
	var all []string
	for _, o := range c.Objects {
		for _, f := range o.Forms {
			for _, change := range f.Changes {
				all = append(all, fmt.Sprint(f.ID(), change.Action, change.Path, change.Place, stancesOf(change.Governed), stancesOf(change.Overruled)))
			}
			for _, left := range f.Left {
				all = append(all, fmt.Sprint(f.ID(), "left", left.Path, left.Regions, stancesOf([]*catalog.Entry{left.Entry})))
			}
		}
	}
	return all
}

func stancesOf(entries []*catalog.Entry) []string {
	var all []string
	for _, e := range entries {
		all = append(all, fmt.Sprintf("%s %s (%s %s)", e.Stance, e.Path, e.Standard.Region, e.Standard.Name))
	}
	return all
}

// Law: a standard of a region never weakens what one from above says, and says
// nothing to those beside it.
func TestRegionalStandardsOnlyTighten(t *testing.T) {
	checkLaw(t, func(t *rapid.T, w *world) {
		docs := w.documents(t)
		extra := drawStandard(t, "extra", len(w.parents))
		before := buildDocuments(docs)
		w.rules = []thing{extra}
		texts := w.texts(t)
		after := buildDocuments(append(docs, documentOf(texts[len(texts)-len(w.locals)-1])))
		level := regionName(extra.region)
		for _, o := range before.Objects {
			changed := after.Find(o.Kind, o.Region, o.Name)
			for _, region := range before.Regions.Names {
				if o.At(region) == nil {
					continue
				}
				for _, leaf := range catalog.Leaves(o.At(region).Root, o.Shape) {
					a, _ := before.Governing(o, region, leaf.At)
					b, _ := after.Governing(changed, region, leaf.At)
					same(t, "what the other levels say", stancesOf(others(a, level)), stancesOf(others(b, level)))
					if !before.Regions.IsBelow(region, level) {
						same(t, "what is said beside it", stancesOf(a), stancesOf(b))
					}
					if len(others(a, level)) == len(a) && strictest(b) > strictest(a) {
						t.Fatalf("%s in %s: %v: %v is weaker than %v", o.ID(), region, leaf.At, stancesOf(b), stancesOf(a))
					}
					if !slices.IsSortedFunc(b, func(x, y *catalog.Entry) int {
						return slices.Index(after.Regions.Names, x.Standard.Region) - slices.Index(after.Regions.Names, y.Standard.Region)
					}) {
						t.Fatalf("%s in %s: %v: not from above: %v", o.ID(), region, leaf.At, stancesOf(b))
					}
				}
			}
		}
	})
}

func documentOf(text string) *document.Document {
	docs, _ := document.Parse(source.NewFile("extra.yaml", []byte(text)))
	return docs[0]
}

func others(entries []*catalog.Entry, level string) []*catalog.Entry {
	return slices.DeleteFunc(slices.Clone(entries), func(e *catalog.Entry) bool { return e.Standard.Region == level })
}

func strictest(entries []*catalog.Entry) int {
	least := 4
	for _, e := range entries {
		least = min(least, e.Stance.Strictness())
	}
	return least
}
