package schema

import (
	"math/big"

	"interlock.dev/interlock/internal/document"
)

// kinds is a set of JSON types.
type kinds uint8

const (
	nullType kinds = 1 << iota
	boolType
	integerType
	numberType
	stringType
	arrayType
	objectType
	anyType = 0
)

// typeNames lists the JSON types in the order of their bits, with the words in
// which people are told about them.
func typeNames() [7][2]string {
	return [...][2]string{
		{"null", "nothing"}, {"boolean", "`true` or `false`"}, {"integer", "a whole number"}, {"number", "a number"},
		{"string", "text"}, {"array", "a list"}, {"object", "a mapping"},
	}
}

// accept says whether a value is of one of the types.
func (k kinds) accept(n *document.Node) bool {
	if k == anyType {
		return true
	}
	switch n.Kind {
	case document.Null:
		return k&nullType != 0
	case document.Bool:
		return k&boolType != 0
	case document.Number:
		return k&numberType != 0 || k&integerType != 0 && isWhole(n.Text)
	case document.String:
		return k&stringType != 0
	case document.List:
		return k&arrayType != 0
	}
	return k&objectType != 0
}

func typesOf(n *document.Node) kinds {
	if n.Kind == document.List {
		var all kinds
		for i := range n.Entries {
			all |= typesOf(n.Entries[i].Value)
		}
		return all
	}
	for i, name := range typeNames() {
		if name[0] == n.Str() {
			return 1 << i
		}
	}
	return anyType
}

func texts(n *document.Node) []string {
	if n == nil {
		return nil
	}
	list := make([]string, 0, len(n.Entries))
	for i := range n.Entries {
		list = append(list, n.Entries[i].Value.Str())
	}
	return list
}

// rational is a JSON number as a fraction; nil when its exponent is beyond what
// can be computed with.
func rational(text string) *big.Rat {
	if len(text) > 1000 {
		return nil
	}
	number, _ := new(big.Rat).SetString(text)
	return number
}

func isWhole(text string) bool {
	number := rational(text)
	return number != nil && number.IsInt()
}
