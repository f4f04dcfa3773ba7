package graph

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

const (
	margin    = 16
	titleSize = 13.0
	noteSize  = 11.0
	titleLine = 17
	noteLine  = 15
	padding   = 12
	widest    = 190 // of a text, before it is broken
)

// SVG writes the graph as a drawing that needs nothing else: no script, no font,
// no network. It follows the colours of the reader's system. The error is the writer's.
func SVG(w io.Writer, g *Graph) error {
	d := &drawing{g: g, into: make([]int, len(g.Nodes)), from: make([]int, len(g.Nodes)), twins: map[[2]int]int{}}
	for _, e := range g.Edges {
		d.from[e.From]++
		d.into[e.To]++
	}
	d.boxes()
	d.layout = arrange(g, d.breadth, d.depth, d.room)
	d.head()
	for _, r := range d.layout.routes {
		d.arrow(r)
	}
	for i := range g.Nodes {
		d.box(i)
	}
	for _, e := range g.Edges {
		if e.From == e.To {
			d.loop(e.From)
		}
	}
	d.out.WriteString("</svg>\n")
	_, err := io.WriteString(w, d.out.String())
	return err
}

type drawing struct {
	g              *Graph
	layout         *layout
	out            strings.Builder
	titles, notes  [][]string
	breadth, depth []float64
	// into and from count the arrows of each node; twins those already drawn
	// between two nodes, in whatever direction.
	into, from []int
	twins      map[[2]int]int
	labels     [][4]float64 // left, top, right and bottom of those that are written
}

// boxes breaks texts into lines and measures them.
func (d *drawing) boxes() {
	for _, n := range d.g.Nodes {
		title := broken(oneLine(n.Title), titleSize)
		var notes []string
		for _, note := range n.Notes {
			if note = oneLine(note); note != "" {
				notes = append(notes, broken(note, noteSize)...)
			}
		}
		width := 60.0
		for _, line := range title {
			width = max(width, 1.12*measure(line, titleSize)) // bold
		}
		for _, line := range notes {
			width = max(width, measure(line, noteSize))
		}
		width += 2 * padding
		height := float64(titleLine*len(title) + noteLine*len(notes) + 14)
		d.titles, d.notes = append(d.titles, title), append(d.notes, notes)
		if d.g.Across {
			width, height = height, width
		}
		d.breadth, d.depth = append(d.breadth, width), append(d.depth, height)
	}
}

// room is what an arrow's label needs between two layers.
func (d *drawing) room(edge int) float64 {
	label := d.g.Edges[edge].Label
	switch {
	case label == "":
		return 0
	case d.g.Across:
		return measure(oneLine(label), noteSize) + 50
	}
	return gap + noteLine
}

// measure guesses how wide a text is drawn: no font is at hand, and each reader has another.
func measure(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		switch {
		case strings.ContainsRune("iljft.,:;!|'()[] I-", r):
			width += .36
		case strings.ContainsRune("mwMW@", r):
			width += .92
		case r >= 0x1100 && r < 0x2000 || r >= 0x2E80 && r < 0xFB00 || r >= 0x1F000:
			width += 1.05
		case r >= 'A' && r <= 'Z':
			width += .72
		default:
			width += .6
		}
	}
	return width * size
}

// broken breaks a text into at most three lines, between words.
func broken(text string, size float64) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && measure(line+" "+word, size) > widest {
			lines = append(lines, line)
			line = word
			continue
		}
		line = strings.TrimSpace(line + " " + word)
	}
	lines = append(lines, line)
	if len(lines) > 3 {
		lines = append(lines[:2:2], lines[2]+" …")
	}
	for i, line := range lines {
		if runes := []rune(line); len(runes) > 60 {
			lines[i] = string(runes[:59]) + "…"
		}
	}
	return lines
}

// point turns depth and breadth into x and y.
func (d *drawing) point(depth, breadth float64) (x, y float64) {
	if d.g.Across {
		return depth + margin, breadth + margin + titleLine
	}
	return breadth + margin, depth + margin + titleLine
}

func (d *drawing) head() {
	depth, breadth := 0.0, 0.0
	for i := range d.layout.layers {
		depth = max(depth, d.layout.start[i]+d.layout.thick[i])
	}
	for i := range d.layout.vertices {
		v := &d.layout.vertices[i]
		breadth = max(breadth, v.at+v.breadth/2)
	}
	width, height := d.point(depth, breadth)
	w := math.Ceil(max(width+margin, measure(oneLine(d.g.Title), 15)*1.1+2*margin))
	h := math.Ceil(height + margin)
	fmt.Fprintf(&d.out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]g" height="%[2]g" viewBox="0 0 %[1]g %[2]g" role="img" aria-labelledby="title">`+"\n", w, h)
	fmt.Fprintf(&d.out, "<title id=\"title\">%s</title>\n<style>%s</style>\n", xmlText(d.g.Title), style)
	fmt.Fprintf(&d.out, `<rect class="paper" width="%g" height="%g"/>`+"\n", w, h)
	fmt.Fprintf(&d.out, `<text class="head" x="%d" y="20">%s</text>`+"\n", margin, xmlText(d.g.Title))
}

const style = `text{font:11px system-ui,sans-serif;fill:#566067}.head{font-size:15px;font-weight:600;fill:#1b2226}.title{font-size:13px;font-weight:600;fill:#1b2226}` +
	`.paper{fill:#fff}.box{fill:#faf9f6;stroke:#8a9399}.gate .box{stroke:#1b2226;stroke-width:1.6}.bar{fill:#1b2226}.central .box{fill:#e3f0f1;stroke:#0f5a63}` +
	`.fading .box{stroke-dasharray:5 3}.changed .box,.added .box{fill:#e2edfa;stroke:#1a5494}.added .box{stroke-dasharray:5 3}` +
	`.edge{fill:none;stroke:#566067;stroke-width:1.3}.tip{fill:#566067}.heavy.edge{stroke:#0f5a63;stroke-width:2.2}.heavy.tip{fill:#0f5a63}.dashed{stroke-dasharray:5 4}.behind{fill:#fff}` +
	`@media(prefers-color-scheme:dark){text{fill:#a7afb4}.head,.title{fill:#e8e6e0}.paper,.behind{fill:#15181b}.box{fill:#1c2024;stroke:#7b858b}.gate .box{stroke:#e8e6e0}.bar{fill:#e8e6e0}` +
	`.central .box{fill:#16343a;stroke:#71c9d3}.changed .box,.added .box{fill:#1c2f45;stroke:#94c2f5}.edge{stroke:#a7afb4}.tip{fill:#a7afb4}.heavy.edge{stroke:#71c9d3}.heavy.tip{fill:#71c9d3}}`

// arrow draws a curve through the points of a route, straight where it passes
// a layer, and its tip.
func (d *drawing) arrow(r route) {
	l := d.layout
	e := d.g.Edges[r.edge]
	look := ""
	switch {
	case e.Heavy:
		look = " heavy"
	case e.Dashed:
		look = " dashed"
	}
	var path strings.Builder
	var labelX, labelY float64
	aside := d.aside(r)
	for i, to := range r.through[1:] {
		a, b := &l.vertices[r.through[i]], &l.vertices[to]
		// The boxes of a layer stand in its middle.
		from, end := l.start[a.layer]+(l.thick[a.layer]+a.depth)/2, l.start[b.layer]+(l.thick[b.layer]-b.depth)/2
		if a.node < 0 {
			from = l.start[a.layer] + l.thick[a.layer]
		}
		if b.node < 0 {
			end = l.start[b.layer]
		}
		middle, start, goal := (from+end)/2, a.at+aside/2, b.at+aside/2
		x1, y1 := d.point(from, start)
		x2, y2 := d.point(middle, start+aside)
		x3, y3 := d.point(middle, goal+aside)
		x4, y4 := d.point(end, goal)
		if i == 0 {
			fmt.Fprintf(&path, "M%.1f %.1f", x1, y1)
		} else {
			fmt.Fprintf(&path, "L%.1f %.1f", x1, y1)
		}
		fmt.Fprintf(&path, "C%.1f %.1f %.1f %.1f %.1f %.1f", x2, y2, x3, y3, x4, y4)
		if i == (len(r.through)-2)/2 {
			curve := [8]float64{x1, y1, x2, y2, x3, y3, x4, y4}
			labelX, labelY = d.free(curve, d.labelled(r), measure(oneLine(e.Label), noteSize)+6)
		}
	}
	fmt.Fprintf(&d.out, `<path class="edge%s" d="%s"/>`+"\n", look, path.String())
	d.tip(r, look, aside/2)
	if e.Label != "" {
		label := oneLine(e.Label)
		width := measure(label, noteSize) + 6
		fmt.Fprintf(&d.out, `<rect class="behind" x="%.1f" y="%.1f" width="%.1f" height="15" rx="3"/><text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`+"\n",
			labelX-width/2, labelY-8, width, labelX, labelY+4, xmlText(label))
	}
}

// aside is how far an arrow keeps from others between the same two nodes.
func (d *drawing) aside(r route) float64 {
	pair := [2]int{r.through[0], r.through[len(r.through)-1]}
	n := d.twins[pair]
	d.twins[pair]++
	if n%2 == 1 {
		return float64(16 * (n + 1) / 2)
	}
	return float64(-16 * n / 2)
}

// free is where on a curve a label of some width covers no other, as near as
// possible to where it is wanted.
func (d *drawing) free(curve [8]float64, wanted, width float64) (x, y float64) {
	at := func(t float64, i int) float64 {
		return (1-t)*(1-t)*(1-t)*curve[i] + 3*(1-t)*(1-t)*t*curve[i+2] + 3*(1-t)*t*t*curve[i+4] + t*t*t*curve[i+6]
	}
	for _, t := range []float64{wanted, .5, .42, .58, .34, .66, .28, .72} {
		x, y = at(t, 0), at(t, 1)
		box := [4]float64{x - width/2, y - 8, x + width/2, y + 8}
		if !slices.ContainsFunc(d.labels, func(o [4]float64) bool {
			return box[0] < o[2] && o[0] < box[2] && box[1] < o[3] && o[1] < box[3]
		}) {
			d.labels = append(d.labels, box)
			return x, y
		}
	}
	return at(wanted, 0), at(wanted, 1)
}

// labelled is where along its curve an arrow is labelled: away from the side
// where more arrows meet.
func (d *drawing) labelled(r route) float64 {
	first, last := r.through[0], r.through[len(r.through)-1]
	leaving, arriving := d.from[first], d.into[last]
	if r.backward {
		leaving, arriving = d.into[first], d.from[last]
	}
	switch {
	case len(r.through) > 2:
		return .5
	case arriving > leaving:
		return .36
	case leaving > arriving:
		return .64
	}
	return .5
}

// tip is the head of an arrow, at the box that it leads to.
func (d *drawing) tip(r route, look string, aside float64) {
	l := d.layout
	v, turn := &l.vertices[r.through[len(r.through)-1]], -1.0
	at := l.start[v.layer] + (l.thick[v.layer]-v.depth)/2
	if r.backward {
		v, turn = &l.vertices[r.through[0]], 1
		at = l.start[v.layer] + (l.thick[v.layer]+v.depth)/2
	}
	x1, y1 := d.point(at, v.at+aside)
	x2, y2 := d.point(at+8*turn, v.at+aside-4)
	x3, y3 := d.point(at+8*turn, v.at+aside+4)
	fmt.Fprintf(&d.out, `<polygon class="tip%s" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`+"\n", look, x1, y1, x2, y2, x3, y3)
}

// frame is the outline of a node's box.
func (d *drawing) frame(i int) (x, y, width, height float64) {
	v := &d.layout.vertices[i]
	width, height = v.breadth, v.depth
	if d.g.Across {
		width, height = height, width
	}
	x, y = d.point(d.layout.start[v.layer]+d.layout.thick[v.layer]/2, v.at)
	return x - width/2, y - height/2, width, height
}

// loop draws an arrow from a node to itself, at the corner of its box.
func (d *drawing) loop(i int) {
	x, y, width, _ := d.frame(i)
	x += width
	fmt.Fprintf(&d.out, `<path class="edge" d="M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f"/>`+"\n", x-10, y, x-6, y-12, x+14, y+2, x, y+12)
	fmt.Fprintf(&d.out, `<polygon class="tip" points="%.1f,%.1f %.1f,%.1f %.1f,%.1f"/>`+"\n", x, y+12, x+8, y+5, x+8, y+14)
}

func (d *drawing) box(i int) {
	x, y, width, height := d.frame(i)
	n := d.g.Nodes[i]
	fmt.Fprintf(&d.out, `<g class="%s"><rect class="box" x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="6"/>`, n.Look, x, y, width, height)
	if n.Look == Gate {
		fmt.Fprintf(&d.out, `<rect class="bar" x="%.1f" y="%.1f" width="5" height="%.1f" rx="2"/>`, x, y, height)
	}
	base := y + 20
	for _, line := range d.titles[i] {
		fmt.Fprintf(&d.out, `<text class="title" x="%.1f" y="%.1f">%s</text>`, x+padding, base, xmlText(line))
		base += titleLine
	}
	for _, line := range d.notes[i] {
		fmt.Fprintf(&d.out, `<text x="%.1f" y="%.1f">%s</text>`, x+padding, base, xmlText(line))
		base += noteLine
	}
	d.out.WriteString("</g>\n")
}

// xmlText escapes a text for XML, without the characters that XML does not know.
func xmlText(text string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(strings.ToValidUTF8(oneLine(text), ""))
}
