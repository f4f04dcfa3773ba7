package page

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
)

// secret stands in the place of values that their schema calls sensitive.
const secret = "••••••"

// writer writes values as JSON, and remembers the lines of their leaves.
type writer struct {
	b     *builder
	out   bytes.Buffer
	lines []place
}

// place is where a leaf stands.
type place struct{ file, line int }

// value writes a tree in the order of its keys. What its shape calls sensitive
// is never written.
func (w *writer) value(n *document.Node, shape *schema.Shape) {
	shape = narrow(shape, n)
	if shape != nil && shape.Sensitive {
		w.leaf(n)
		w.text(secret)
		return
	}
	switch {
	case n.Kind == document.Map:
		if len(n.Entries) == 0 {
			w.leaf(n)
		}
		w.out.WriteByte('{')
		for i, e := range members(n) {
			if i > 0 {
				w.out.WriteByte(',')
			}
			w.text(e.Key)
			w.out.WriteByte(':')
			w.value(e.Value, shape.Child(e.Key))
		}
		w.out.WriteByte('}')
	case n.Kind == document.List:
		if len(n.Entries) == 0 {
			w.leaf(n)
		}
		w.out.WriteByte('[')
		for i := range n.Entries {
			if i > 0 {
				w.out.WriteByte(',')
			}
			w.value(n.Entries[i].Value, shape.Item())
		}
		w.out.WriteByte(']')
	default:
		w.leaf(n)
		w.scalar(n)
	}
}

func (w *writer) scalar(n *document.Node) {
	switch n.Kind {
	case document.Null:
		w.out.WriteString("null")
	case document.Bool:
		w.out.WriteString(n.Text)
	case document.Number:
		if !json.Valid([]byte(n.Text)) {
			w.text(n.Text)
			return
		}
		w.out.WriteString(n.Text)
	default:
		w.text(n.Text)
	}
}

func (w *writer) text(s string) {
	data, err := json.Marshal(s)
	if err != nil { // a string always has a JSON form
		panic(err)
	}
	w.out.Write(data)
}

func (w *writer) leaf(n *document.Node) {
	at := n.Location()
	w.lines = append(w.lines, place{w.b.file(at.Path), w.b.line(at)})
}

// patch writes how a tree differs from the one above:
//
//	null             it is the same
//	{"m":{key:P}}    a mapping, whose keys named differ; "k" lists all keys where they are others
//	{"l":[…]}        a list: of a number, the member of that position above; of [number, P],
//	                 that member changed; of {"v":…}, a new one
//	{"v":…,"at":…}   another value; "at" are the places of its leaves, in runs of one file:
//	                 the file, the first line, then each less the one before
func (w *writer) patch(n, above *document.Node, shape *schema.Shape) {
	shape = narrow(shape, n)
	switch {
	case n == above:
		w.out.WriteString("null")
	case shape != nil && shape.Sensitive:
		w.whole(n, shape)
	case above != nil && n.Kind == document.Map && above.Kind == document.Map && len(n.Entries) > 0:
		w.patchMap(n, above, shape)
	case above != nil && n.Kind == document.List && above.Kind == document.List && slices.ContainsFunc(n.Entries, func(e document.Entry) bool { return counterpart(e.Value, above) >= 0 }):
		w.patchList(n, above, shape)
	default:
		w.whole(n, shape)
	}
}

func (w *writer) patchMap(n, above *document.Node, shape *schema.Shape) {
	w.out.WriteString(`{"m":{`)
	first := true
	keys, keysAbove := members(n), members(above)
	for _, e := range keys {
		before := above.Get(e.Key)
		if before == e.Value {
			continue
		}
		if !first {
			w.out.WriteByte(',')
		}
		first = false
		w.text(e.Key)
		w.out.WriteByte(':')
		w.patch(e.Value, before, shape.Child(e.Key))
	}
	w.out.WriteByte('}')
	if !slices.EqualFunc(keys, keysAbove, func(a, b document.Entry) bool { return a.Key == b.Key }) {
		w.out.WriteString(`,"k":[`)
		for i, e := range keys {
			if i > 0 {
				w.out.WriteByte(',')
			}
			w.text(e.Key)
		}
		w.out.WriteByte(']')
	}
	w.out.WriteByte('}')
}

func (w *writer) patchList(n, above *document.Node, shape *schema.Shape) {
	w.out.WriteString(`{"l":[`)
	for i := range n.Entries {
		if i > 0 {
			w.out.WriteByte(',')
		}
		member := n.Entries[i].Value
		j := counterpart(member, above)
		switch {
		case j < 0:
			w.whole(member, shape.Item())
		case above.Entries[j].Value == member:
			w.number(j)
		default:
			w.out.WriteByte('[')
			w.number(j)
			w.out.WriteByte(',')
			w.patch(member, above.Entries[j].Value, shape.Item())
			w.out.WriteByte(']')
		}
	}
	w.out.WriteString("]}")
}

// counterpart is the position of the member of a list above that a node is, or
// took the place of; -1 for none.
func counterpart(n, above *document.Node) int {
	return slices.IndexFunc(above.Entries, func(e document.Entry) bool { return e.Value == n || n.Over != nil && e.Value == n.Over })
}

func (w *writer) number(i int) {
	data, err := json.Marshal(i)
	if err != nil {
		panic(err)
	}
	w.out.Write(data)
}

func (w *writer) whole(n *document.Node, shape *schema.Shape) {
	w.lines = w.lines[:0]
	w.out.WriteString(`{"v":`)
	w.value(n, shape)
	w.out.WriteString(`,"at":`)
	data, err := json.Marshal(runs(w.lines))
	if err != nil {
		panic(err)
	}
	w.out.Write(data)
	w.out.WriteByte('}')
}

// runs are places, as long as they are of one file: the file, the first line,
// then each line less the one before.
func runs(places []place) [][]int {
	var all [][]int
	for i, at := range places {
		if i == 0 || places[i-1].file != at.file {
			all = append(all, []int{at.file, at.line})
			continue
		}
		last := &all[len(all)-1]
		*last = append(*last, at.line-places[i-1].line)
	}
	return all
}

func narrow(shape *schema.Shape, n *document.Node) *schema.Shape {
	if shape == nil {
		return nil
	}
	return shape.Narrow(n)
}

// members are the entries of a mapping in the order in which JavaScript lists
// the members of an object: whole numbers first, smallest first, then the others
// as they are written. Of a key that is written twice the first counts.
func members(n *document.Node) []document.Entry {
	entries := slices.Clone(n.Entries)
	seen := make(map[string]bool, len(entries))
	entries = slices.DeleteFunc(entries, func(e document.Entry) bool {
		twice := seen[e.Key]
		seen[e.Key] = true
		return twice
	})
	slices.SortStableFunc(entries, func(a, b document.Entry) int { return cmp.Compare(rank(a.Key), rank(b.Key)) })
	return entries
}

// rank is the number that a key stands for, and that of all other keys.
func rank(key string) uint64 {
	const others = 1<<32 - 1
	if n, err := strconv.ParseUint(key, 10, 32); err == nil && n < others && strconv.FormatUint(n, 10) == key {
		return n
	}
	return others
}
