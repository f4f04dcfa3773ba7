package graph_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/graph"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// hostile is a graph of texts that each language could take for something else.
func hostile() *graph.Graph {
	texts := []string{
		`"quoted" \N \ back`, "<b>bold</b> & <script>alert(1)</script>", "`markdown **bold**`", "end", "click n0 callback",
		"semi;colon %% comment %%{init}", "line\none\r\n\u2028two", "#35;#quot;", "[x](y){z}|a|", "", "日本語のタイトル", "\x00\x1b[31m", "$$x^2$$", "~_*", "\U0001F600 -->", "A->B;}",
	}
	g := &graph.Graph{Title: `T "t" <x> \n # %`, Across: true}
	for i, text := range texts {
		looks := []graph.Look{graph.Plain, graph.Gate, graph.Central, graph.Fading, graph.Changed, graph.Added}
		g.Nodes = append(g.Nodes, graph.Node{Title: text, Notes: []string{text, "note"}, Look: looks[i%len(looks)]})
		g.Edges = append(g.Edges, graph.Edge{From: i, To: (i + 3) % len(texts), Label: text, Heavy: i%3 == 0, Dashed: i%3 == 1})
	}
	g.Edges = append(g.Edges, graph.Edge{From: 2, To: 2, Label: "itself"}, graph.Edge{From: 1, To: 0}, graph.Edge{From: 0, To: 1})
	return g
}

func written(t testing.TB, write func(io.Writer, *graph.Graph) error, g *graph.Graph) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, g); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTextsStayTexts(t *testing.T) {
	mermaid := written(t, graph.Mermaid, hostile())
	for _, unwanted := range []string{"<script", "`markdown", "%%", "\x00", "\x1b", "\u2028", `\N`, "[x](y)"} {
		if strings.Contains(mermaid, unwanted) {
			t.Errorf("Mermaid: %q stands in\n%s", unwanted, mermaid)
		}
	}
	nodes := 0
	for line := range strings.Lines(mermaid) {
		if strings.HasPrefix(line, "  n") && strings.Contains(line, `["`) {
			nodes++
			if strings.Count(line, `"`) != 2 {
				t.Errorf("Mermaid: a label is left too early: %s", line)
			}
		}
	}
	if nodes != len(hostile().Nodes) {
		t.Errorf("Mermaid: %d nodes", nodes)
	}
	dot := written(t, graph.DOT, hostile())
	if !strings.Contains(dot, `\\N`) || strings.Contains(dot, "\x1b") {
		t.Errorf("DOT: not escaped:\n%s", dot)
	}
}

// Graphviz itself reads what is written, and finds as many nodes and edges.
func TestGraphvizReadsIt(t *testing.T) {
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("there is no Graphviz here")
	}
	cmd := exec.Command(program, "-Tplain")
	cmd.Stdin = strings.NewReader(written(t, graph.DOT, hostile()))
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) {
			t.Fatalf("%v: %s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	if n := strings.Count(string(out), "\nnode "); n != len(hostile().Nodes) {
		t.Errorf("Graphviz sees %d nodes of %d", n, len(hostile().Nodes))
	}
	if n := strings.Count(string(out), "\nedge "); n != len(hostile().Edges) {
		t.Errorf("Graphviz sees %d edges of %d", n, len(hostile().Edges))
	}
}

// An SVG is well-formed, and each of its boxes stands apart from the others and
// within the drawing, whatever the graph.
func TestDrawings(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 24).Draw(rt, "nodes")
		g := &graph.Graph{Title: "drawn", Across: rapid.Bool().Draw(rt, "across")}
		for range n {
			g.Nodes = append(g.Nodes, graph.Node{Title: rapid.StringN(0, 40, -1).Draw(rt, "title"), Notes: rapid.SliceOfN(rapid.String(), 0, 3).Draw(rt, "notes")})
		}
		if n > 0 {
			for range rapid.IntRange(0, 40).Draw(rt, "edges") {
				g.Edges = append(g.Edges, graph.Edge{From: rapid.IntRange(0, n-1).Draw(rt, "from"), To: rapid.IntRange(0, n-1).Draw(rt, "to"), Label: rapid.String().Draw(rt, "label")})
			}
		}
		text := written(t, graph.SVG, g)
		if text != written(t, graph.SVG, g) {
			rt.Fatal("drawn twice, it differs")
		}
		checkDrawing(rt, g, text)
	})
}

type rect struct {
	Class  string  `xml:"class,attr"`
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Width  float64 `xml:"width,attr"`
	Height float64 `xml:"height,attr"`
}

func checkDrawing(t rapid.TB, g *graph.Graph, text string) {
	var drawn struct {
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
		Groups []struct {
			Rects []rect `xml:"rect"`
		} `xml:"g"`
		Paths []struct{} `xml:"path"`
	}
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = true
	if err := decoder.Decode(&drawn); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	if len(drawn.Groups) != len(g.Nodes) {
		t.Fatalf("%d boxes are drawn of %d", len(drawn.Groups), len(g.Nodes))
	}
	for i := range drawn.Groups {
		a := drawn.Groups[i].Rects[0]
		if a.X < 0 || a.Y < 0 || a.X+a.Width > drawn.Width || a.Y+a.Height > drawn.Height {
			t.Fatalf("box %d stands outside of the drawing: %+v", i, a)
		}
		for j := range i {
			b := drawn.Groups[j].Rects[0]
			if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
				t.Fatalf("boxes %d and %d overlap: %+v %+v", j, i, a, b)
			}
		}
	}
	lines := 0
	for _, e := range g.Edges {
		if e.From != e.To {
			lines++
		}
	}
	if len(drawn.Paths) < lines {
		t.Fatalf("%d arrows are drawn of %d", len(drawn.Paths), lines)
	}
}

func TestHostileDrawing(t *testing.T) {
	text := written(t, graph.SVG, hostile())
	checkDrawing(t, hostile(), text)
	if strings.Contains(text, "<script") {
		t.Error("a text became an element")
	}
}

func world(t *testing.T, dir string) *catalog.Catalog {
	t.Helper()
	snapshot, err := source.Worktree{Dir: dir}.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var documents []*document.Document
	for _, e := range snapshot.Entries() {
		if !e.IsYAML() || e.Path == "interlock.yaml" {
			continue
		}
		file, problem := snapshot.Load(e.Path)
		if problem != nil {
			t.Fatal(problem.Message)
		}
		found, _ := document.Parse(file)
		documents = append(documents, found...)
	}
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return catalog.Build(schemas, documents)
}

// Every workflow of the example can be drawn in every region, each step a box
// and each dependency an arrow.
func TestWorkflowsOfTheExample(t *testing.T) {
	c := world(t, "../../examples/meridian")
	drawn := 0
	for _, o := range c.Objects {
		if o.Kind != graph.KindWorkflow {
			continue
		}
		for _, f := range o.Forms {
			g := graph.OfWorkflow(f, f.Region)
			steps := f.Root.Get("spec").Get("steps")
			arrows := 0
			for _, s := range steps.Entries {
				if before := s.Value.Get("dependsOn"); before != nil {
					arrows += len(before.Entries)
				}
			}
			if len(g.Nodes) != len(steps.Entries) || len(g.Edges) != arrows {
				t.Errorf("%s: %d boxes of %d, %d arrows of %d", f.ID(), len(g.Nodes), len(steps.Entries), len(g.Edges), arrows)
			}
			checkDrawing(t, g, written(t, graph.SVG, g))
			drawn++
		}
	}
	if drawn < 10 {
		t.Errorf("only %d drawn", drawn)
	}
}

func TestOtherDrawingsOfTheExample(t *testing.T) {
	c := world(t, "../../examples/meridian")
	regions := graph.OfRegions(c)
	if len(regions.Nodes) != len(c.Regions.Names) || len(regions.Edges) != len(c.Regions.Names)-1 {
		t.Errorf("regions: %d boxes, %d arrows", len(regions.Nodes), len(regions.Edges))
	}
	hub := c.Find("Platform", "global", "engagement-hub")
	around := graph.OfReferences(c, hub, "")
	for _, e := range around.Edges {
		if around.Nodes[e.From].Look != graph.Central && around.Nodes[e.To].Look != graph.Central {
			t.Errorf("an arrow has nothing to do with the hub: %+v", e)
		}
	}
	flows := graph.OfIntegrations(c, "")
	if len(flows.Edges) < 5 {
		t.Errorf("%d data connections", len(flows.Edges))
	}
	for _, g := range []*graph.Graph{regions, around, flows, graph.OfReferences(c, nil, "")} {
		checkDrawing(t, g, written(t, graph.SVG, g))
	}
}
