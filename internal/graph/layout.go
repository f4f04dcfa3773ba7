package graph

import (
	"cmp"
	"math"
	"slices"
)

// The layout is that of layered drawings, after Sugiyama, Tagawa and Toda
// (Methods for Visual Understanding of Hierarchical System Structures, 1981): turn
// around the arrows of cycles, put every node behind what leads to it, order each
// layer by the middle of its neighbours, and place it as near to them as the others
// allow. Depth is the direction of the arrows, breadth the one across.

// vertex is a node of the graph, or a point that a long arrow goes through.
type vertex struct {
	node           int // -1 for a point
	layer          int
	breadth, depth float64 // its size
	at             float64 // the middle, across
	above, below   []int   // vertices of the layers next to it
}

// route is an arrow: the vertices that it goes through, in the order of layers.
type route struct {
	edge     int
	through  []int
	backward bool // the arrow leads against the order
}

type layout struct {
	vertices []vertex
	layers   [][]int // vertices in their order
	routes   []route
	start    []float64 // where each layer begins, in depth
	thick    []float64
}

const (
	between = 22 // nodes of a layer
	beside  = 12 // a node and a point
	gap     = 46 // layers
)

// arrange lays out a graph whose nodes have these sizes; room says how much an
// arrow's label needs between two layers.
func arrange(g *Graph, breadth, depth []float64, room func(edge int) float64) *layout {
	l := &layout{}
	for i := range g.Nodes {
		l.vertices = append(l.vertices, vertex{node: i, breadth: breadth[i], depth: depth[i]})
	}
	backward := cycles(g)
	l.rank(g, backward)
	l.thread(g, backward)
	l.order()
	l.place()
	l.stack(room)
	return l
}

// cycles finds the edges that close a cycle when nodes are followed in their order.
func cycles(g *Graph) []bool {
	out := make([][]int, len(g.Nodes))
	for i, e := range g.Edges {
		out[e.From] = append(out[e.From], i)
	}
	const open, done = 1, 2
	state := make([]int, len(g.Nodes))
	backward := make([]bool, len(g.Edges))
	type visit struct{ node, next int }
	for first := range g.Nodes {
		if state[first] != 0 {
			continue
		}
		state[first] = open
		for way := []visit{{first, 0}}; len(way) > 0; {
			at := &way[len(way)-1]
			if at.next == len(out[at.node]) {
				state[at.node] = done
				way = way[:len(way)-1]
				continue
			}
			e := out[at.node][at.next]
			at.next++
			switch to := g.Edges[e].To; state[to] {
			case open:
				backward[e] = true
			case 0:
				state[to] = open
				way = append(way, visit{to, 0})
			}
		}
	}
	return backward
}

// rank puts each node behind all that lead to it, and those that nothing leads
// to as near to what they lead to as possible.
func (l *layout) rank(g *Graph, backward []bool) {
	into, out := make([]int, len(g.Nodes)), make([][]int, len(g.Nodes))
	for i, e := range g.Edges {
		if from, to := ends(e, backward[i]); from != to {
			out[from] = append(out[from], to)
			into[to]++
		}
	}
	free := slices.Clone(into)
	var waiting []int
	for i := range g.Nodes {
		if free[i] == 0 {
			waiting = append(waiting, i)
		}
	}
	for ; len(waiting) > 0; waiting = waiting[1:] {
		at := waiting[0]
		for _, to := range out[at] {
			l.vertices[to].layer = max(l.vertices[to].layer, l.vertices[at].layer+1)
			if free[to]--; free[to] == 0 {
				waiting = append(waiting, to)
			}
		}
	}
	for i := range g.Nodes {
		if into[i] > 0 || len(out[i]) == 0 {
			continue
		}
		nearest := math.MaxInt
		for _, to := range out[i] {
			nearest = min(nearest, l.vertices[to].layer-1)
		}
		l.vertices[i].layer = nearest
	}
}

func ends(e Edge, backward bool) (from, to int) {
	if backward {
		return e.To, e.From
	}
	return e.From, e.To
}

// thread leads each arrow through a point in every layer that it passes.
func (l *layout) thread(g *Graph, backward []bool) {
	for i, e := range g.Edges {
		from, to := ends(e, backward[i])
		if from == to {
			continue
		}
		r := route{edge: i, backward: backward[i], through: []int{from}}
		for layer := l.vertices[from].layer + 1; layer < l.vertices[to].layer; layer++ {
			r.through = append(r.through, len(l.vertices))
			l.vertices = append(l.vertices, vertex{node: -1, layer: layer, breadth: 2})
		}
		r.through = append(r.through, to)
		for j, v := range r.through[1:] {
			before := r.through[j]
			l.vertices[before].below = append(l.vertices[before].below, v)
			l.vertices[v].above = append(l.vertices[v].above, before)
		}
		l.routes = append(l.routes, r)
	}
	for i := range l.vertices {
		for len(l.layers) <= l.vertices[i].layer {
			l.layers = append(l.layers, nil)
		}
		at := l.vertices[i].layer
		l.layers[at] = append(l.layers[at], i)
	}
}

// order sorts each layer by the middle of its neighbours, down and up again, and
// keeps the order in which fewest arrows cross.
func (l *layout) order() {
	best, fewest := copied(l.layers), l.crossings()
	for sweep := 0; sweep < 12 && fewest > 0; sweep++ {
		if sweep%2 == 0 {
			for i := 1; i < len(l.layers); i++ {
				l.sort(i, func(v *vertex) []int { return v.above })
			}
		} else {
			for i := len(l.layers) - 2; i >= 0; i-- {
				l.sort(i, func(v *vertex) []int { return v.below })
			}
		}
		if n := l.crossings(); n < fewest {
			best, fewest = copied(l.layers), n
		}
	}
	l.layers = best
}

func copied(layers [][]int) [][]int {
	all := make([][]int, len(layers))
	for i := range layers {
		all[i] = slices.Clone(layers[i])
	}
	return all
}

func (l *layout) positions() []int {
	at := make([]int, len(l.vertices))
	for _, layer := range l.layers {
		for i, v := range layer {
			at[v] = i
		}
	}
	return at
}

func (l *layout) sort(layer int, neighbours func(*vertex) []int) {
	at := l.positions()
	middle := make(map[int]float64, len(l.layers[layer]))
	for i, v := range l.layers[layer] {
		middle[v] = float64(i)
		if near := neighbours(&l.vertices[v]); len(near) > 0 {
			sum := 0
			for _, n := range near {
				sum += at[n]
			}
			middle[v] = float64(sum) / float64(len(near))
		}
	}
	slices.SortStableFunc(l.layers[layer], func(a, b int) int { return cmp.Compare(middle[a], middle[b]) })
}

// crossings counts the arrows that cross between layers next to each other.
func (l *layout) crossings() int {
	at := l.positions()
	n := 0
	for _, layer := range l.layers {
		var ends []int // below, in the order of those above
		for _, v := range layer {
			near := make([]int, len(l.vertices[v].below))
			for i, b := range l.vertices[v].below {
				near[i] = at[b]
			}
			slices.Sort(near)
			ends = append(ends, near...)
		}
		n += inversions(ends)
	}
	return n
}

// inversions counts the pairs of a list that stand in the wrong order; it sorts
// the list.
func inversions(list []int) int {
	if len(list) < 2 {
		return 0
	}
	left, right := slices.Clone(list[:len(list)/2]), slices.Clone(list[len(list)/2:])
	n := inversions(left) + inversions(right)
	for i := range list {
		if len(right) == 0 || len(left) > 0 && left[0] <= right[0] {
			list[i], left = left[0], left[1:]
		} else {
			n += len(left)
			list[i], right = right[0], right[1:]
		}
	}
	return n
}

// place moves each layer as near to its neighbours as its own order and sizes allow.
func (l *layout) place() {
	for _, layer := range l.layers {
		x := 0.0
		for i, v := range layer {
			if i > 0 {
				x += l.distance(layer[i-1], v)
			}
			l.vertices[v].at = x
		}
	}
	for sweep := range 16 {
		for i := range l.layers {
			layer := l.layers[i]
			if sweep%2 == 1 {
				layer = l.layers[len(l.layers)-1-i]
			}
			l.settle(layer, sweep)
		}
	}
	least := math.Inf(1)
	for i := range l.vertices {
		least = min(least, l.vertices[i].at-l.vertices[i].breadth/2)
	}
	for i := range l.vertices {
		l.vertices[i].at -= least
	}
}

func (l *layout) distance(a, b int) float64 {
	apart := float64(between)
	if l.vertices[a].node < 0 || l.vertices[b].node < 0 {
		apart = beside
	}
	return l.vertices[a].breadth/2 + apart + l.vertices[b].breadth/2
}

// settle gives the vertices of a layer the places with the least squares of
// distances to where each would like to be, by pooling those that would overlap.
func (l *layout) settle(layer []int, sweep int) {
	type pool struct {
		sum, weight float64
		n           int
	}
	var pools []pool
	offset := make([]float64, len(layer)) // from the first vertex of the layer
	for i, v := range layer {
		if i > 0 {
			offset[i] = offset[i-1] + l.distance(layer[i-1], v)
		}
		wish, weight := l.wish(v, sweep)
		pools = append(pools, pool{(wish - offset[i]) * weight, weight, 1})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/a.weight <= b.sum/b.weight {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.sum + b.sum, a.weight + b.weight, a.n + b.n})
		}
	}
	i := 0
	for _, p := range pools {
		for range p.n {
			l.vertices[layer[i]].at = p.sum/p.weight + offset[i]
			i++
		}
	}
}

// wish is where a vertex would like to be, and how much: points of one arrow
// above all in line.
func (l *layout) wish(v int, sweep int) (at, weight float64) {
	me := &l.vertices[v]
	near := slices.Concat(me.above, me.below)
	if sweep < 12 { // first from one side only, then between both
		if near = me.above; sweep%2 == 1 {
			near = me.below
		}
	}
	if len(near) == 0 {
		return me.at, .01
	}
	for _, n := range near {
		w := 1.0
		if me.node < 0 && l.vertices[n].node < 0 {
			w = 6
		}
		at += w * l.vertices[n].at
		weight += w
	}
	return at / weight, weight
}

// stack gives each layer its place in depth, with room for labels between them.
func (l *layout) stack(room func(edge int) float64) {
	apart := make([]float64, len(l.layers))
	for i := range apart {
		apart[i] = gap
	}
	for _, r := range l.routes {
		at := l.vertices[r.through[(len(r.through)-2)/2]].layer
		apart[at] = max(apart[at], room(r.edge))
	}
	depth := 0.0
	for i, layer := range l.layers {
		thick := 0.0
		for _, v := range layer {
			thick = max(thick, l.vertices[v].depth)
		}
		l.start, l.thick = append(l.start, depth), append(l.thick, thick)
		depth += thick + apart[i]
	}
}
