package policy

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/util"
)

// reads is what rules may read of a document: all of it, or of some fields all
// or some. Nil is nothing.
type reads struct {
	whole  bool
	fields map[string]*reads
}

// at is what is read of a field.
func (r *reads) at(field string) *reads {
	if r == nil || r.whole {
		return r
	}
	return r.fields[field]
}

// add notes that what stands under some keys is read: from a key on that is only
// known when the rule is run, all of it.
func (r *reads) add(path ast.Ref) {
	for _, key := range path {
		field, known := key.Value.(ast.String)
		if r.whole {
			return
		}
		if !known {
			break
		}
		below := r.fields[string(field)]
		if below == nil {
			below = &reads{}
			if r.fields == nil {
				r.fields = map[string]*reads{}
			}
			r.fields[string(field)] = below
		}
		r = below
	}
	r.whole, r.fields = true, nil
}

// reading is what each compiled rule says of its input.
type reading struct {
	graph  *ast.Graph
	direct map[*ast.Rule][]ast.Ref // the paths below `input` that the rule itself names
	any    map[*ast.Rule]bool      // whether it, or what it refers to, reads of it
	rules  []ruleRef               // those of shorter references first
}

// ruleRef is a rule's reference, as far as it is known before the rule is run.
type ruleRef struct {
	ref   ast.Ref
	input bool // whether the rule reads of its input
}

func newReading(compiler *ast.Compiler) *reading {
	r := &reading{graph: compiler.Graph, direct: map[*ast.Rule][]ast.Ref{}, any: map[*ast.Rule]bool{}}
	for _, module := range compiler.Modules {
		ast.WalkRules(module, func(rule *ast.Rule) bool {
			if paths := inputOf(rule); len(paths) > 0 {
				r.direct[rule] = paths
			}
			return false
		})
	}
	var spread func(rule util.T)
	spread = func(rule util.T) {
		if !r.any[rule.(*ast.Rule)] {
			r.any[rule.(*ast.Rule)] = true
			for other := range r.graph.Dependents(rule) {
				spread(other)
			}
		}
	}
	for rule := range r.direct {
		spread(rule)
	}
	for _, module := range compiler.Modules {
		for _, rule := range module.Rules {
			for other := rule.Else; other != nil; other = other.Else {
				if r.any[other] {
					spread(rule)
				}
			}
		}
	}
	for _, module := range compiler.Modules {
		for _, rule := range module.Rules {
			r.rules = append(r.rules, ruleRef{rule.Ref().GroundPrefix(), r.any[rule]})
		}
	}
	slices.SortFunc(r.rules, func(a, b ruleRef) int { return len(a.ref) - len(b.ref) })
	return r
}

// inputOf lists what a rule names of its input.
func inputOf(rule *ast.Rule) []ast.Ref {
	var paths []ast.Ref
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case ast.Ref:
			if !x[0].Equal(ast.InputRootDocument) {
				return false
			}
			paths = append(paths, x[1:])
			for _, key := range x[1:] {
				visitor.Walk(key)
			}
			return true
		case ast.Var:
			if x.Equal(ast.InputRootDocument.Value) {
				paths = append(paths, ast.Ref{})
			}
		}
		return false
	})
	visitor.Walk(rule)
	visitor.Walk(rule.Head.Reference) // which the visitor leaves out of a head
	return paths
}

// of is what rules, and all that they refer to, read of their input; nil for nothing.
func (r *reading) of(rules []*ast.Rule) *reads {
	var input *reads
	seen := map[*ast.Rule]bool{}
	var visit func(rule *ast.Rule)
	visit = func(rule *ast.Rule) {
		if seen[rule] || !r.any[rule] {
			return
		}
		seen[rule] = true
		for _, path := range r.direct[rule] {
			if input == nil {
				input = &reads{}
			}
			input.add(path)
		}
		for other := range r.graph.Dependencies(rule) {
			visit(other.(*ast.Rule))
		}
		if rule.Else != nil {
			visit(rule.Else)
		}
	}
	for _, rule := range rules {
		visit(rule)
	}
	return input
}
