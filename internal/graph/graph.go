// Package graph draws what leads where: references, data connections, workflows and the tree of regions.
package graph

// Graph is a drawing before it is laid out: boxes, and arrows between them.
type Graph struct {
	Title  string
	Across bool // its arrows lead from left to right, else downwards
	Nodes  []Node
	Edges  []Edge
}

// Node is a box.
type Node struct {
	Title string
	Notes []string // lines below the title
	Look  Look
}

// Edge is an arrow between two nodes, by their positions.
type Edge struct {
	From, To int
	Label    string
	Heavy    bool // a hand-over, from one side to another
	Dashed   bool // set by some regions only
}

// Look says how a node differs from others. Each is told by its outline, so that
// no meaning is lost without colours.
type Look string

// The looks of nodes.
const (
	Plain   Look = ""
	Gate    Look = "gate"    // what comes after it waits
	Central Look = "central" // managed for everyone
	Fading  Look = "fading"  // on its way out
	Changed Look = "changed" // by a region
	Added   Look = "added"   // by a region
)

// node gives the position of a node that stands for a key, made when it is new.
func (g *Graph) node(at map[any]int, key any, make func() Node) int {
	i, known := at[key]
	if !known {
		i = len(g.Nodes)
		at[key] = i
		g.Nodes = append(g.Nodes, make())
	}
	return i
}
