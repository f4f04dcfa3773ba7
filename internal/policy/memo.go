package policy

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

// memo remembers what rules gave, for the evaluator. What reads the input it
// remembers for one form; what does not, like a question on the tree of regions,
// for all of them. It is for one goroutine.
type memo struct {
	top    remembered
	form   uint                 // counts the forms
	age    uint                 // counts how often what lasts was forgotten
	lasts  int                  // how many results are remembered for all forms
	frames topdown.VirtualCache // of expressions with `with`; nil outside of them
	depth  int
}

// remembered is what is known of a reference, and of those that go on from it.
type remembered struct {
	value     *ast.Term
	undefined bool
	texts     map[string]*remembered // by the next key, where that is text
	others    *util.HasherMap[*ast.Term, *remembered]

	rule    bool        // it leads to a rule; above rules nothing is remembered
	lasting bool        // the rule reads no input
	since   uint        // the form, or the age, of what is known
	passing *remembered // of a rule that lasts, calls about parts of the input
}

// What is remembered for all forms is bounded.
const (
	lastingResults = 1 << 13
	smallList      = 1 << 6
)

func (r *reading) memo() *memo {
	m := &memo{}
	for _, rule := range r.rules {
		m.expect(rule.ref, !rule.input)
	}
	return m
}

// expect makes room for a rule, after those of shorter references. Where one goes
// on from another's, what they remember lasts only if both last.
func (m *memo) expect(ref ast.Ref, lasting bool) {
	n := &m.top
	for _, key := range ref[1:] { // the first is `data`
		if n.rule {
			break
		}
		below := n.below(key)
		if below == nil {
			below = &remembered{}
			n.put(key, below)
		}
		n = below
	}
	n.lasting = lasting && (n.lasting || !n.rule)
	n.rule = true
}

// next forgets what reads the input: there is another one.
func (m *memo) next() {
	m.form++
	m.frames, m.depth = nil, 0
	if m.lasts > lastingResults {
		m.age++
		m.lasts = 0
	}
}

func (m *memo) Get(ref ast.Ref) (*ast.Term, bool) {
	if m.frames != nil {
		return m.frames.Get(ref)
	}
	n, rest := m.rule(ref)
	for _, key := range rest {
		if n == nil {
			return nil, false
		}
		n = n.below(key)
	}
	switch {
	case n == nil:
		return nil, false
	case n.undefined:
		return nil, true
	}
	return n.value, false
}

func (m *memo) Put(ref ast.Ref, value *ast.Term) {
	if m.frames != nil {
		m.frames.Put(ref, value)
		return
	}
	n, rest := m.rule(ref)
	if n == nil {
		return
	}
	if n.lasting {
		m.lasts++
	}
	for _, key := range rest {
		below := n.below(key)
		if below == nil {
			below = &remembered{}
			n.put(key, below)
		}
		n = below
	}
	n.value, n.undefined = value, value == nil
}

// rule finds the rule that a reference leads to, and the keys that go on from
// it. Of a call, the reference to the function is one key before its arguments.
func (m *memo) rule(ref ast.Ref) (*remembered, ast.Ref) {
	path := ref
	function, called := ref[0].Value.(ast.Ref)
	if called {
		path = function
	}
	n := &m.top
	for i, key := range path {
		if i == 0 {
			continue // data
		}
		if n = n.below(key); n == nil {
			return nil, nil
		}
		if !n.rule {
			continue
		}
		if !called {
			m.refresh(n)
			return n, ref[i+1:]
		}
		if n.lasting && !small(ref[1:]) {
			n = n.passed()
		}
		m.refresh(n)
		return n, ref[1:]
	}
	return nil, nil
}

// small says whether arguments are worth keeping: names and amounts, and lists of
// them, and not what a document holds.
func small(arguments ast.Ref) bool {
	for _, a := range arguments {
		switch value := a.Value.(type) {
		case *ast.Array:
			if value.Len() > smallList || value.Until(func(member *ast.Term) bool { return !ast.IsScalar(member.Value) }) {
				return false
			}
		case ast.Set:
			if value.Len() > smallList || value.Until(func(member *ast.Term) bool { return !ast.IsScalar(member.Value) }) {
				return false
			}
		default:
			if !ast.IsScalar(value) {
				return false
			}
		}
	}
	return true
}

func (n *remembered) passed() *remembered {
	if n.passing == nil {
		n.passing = &remembered{}
	}
	return n.passing
}

func (m *memo) refresh(n *remembered) {
	now := m.form
	if n.lasting {
		now = m.age
	}
	if n.since == now {
		return
	}
	n.value, n.undefined, n.others, n.since = nil, false, nil, now
	if len(n.texts) > 64 {
		n.texts = nil
	} else {
		clear(n.texts)
	}
}

func (n *remembered) below(key *ast.Term) *remembered {
	if text, ok := key.Value.(ast.String); ok {
		return n.texts[string(text)]
	}
	below, _ := n.others.Get(key)
	return below
}

func (n *remembered) put(key *ast.Term, below *remembered) {
	if text, ok := key.Value.(ast.String); ok {
		if n.texts == nil {
			n.texts = map[string]*remembered{}
		}
		n.texts[string(text)] = below
		return
	}
	if n.others == nil {
		n.others = util.NewHasherMap[*ast.Term, *remembered]((*ast.Term).Equal)
	}
	n.others.Put(key, below)
}

// Push begins an expression `with` another input or other data: of what it
// gives, nothing is remembered for longer.
func (m *memo) Push() {
	if m.depth++; m.depth == 1 {
		m.frames = topdown.NewVirtualCache()
	} else {
		m.frames.Push()
	}
}

// Pop ends it.
func (m *memo) Pop() {
	if m.depth--; m.depth == 0 {
		m.frames = nil
	} else {
		m.frames.Pop()
	}
}

// Keys is for debuggers, which interlock has not.
func (m *memo) Keys() []ast.Ref { return nil }
