package plan

import (
	"slices"
	"sort"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// step leads from a value to one within it: a key of a mapping, or a member of
// a list by its name.
type step struct {
	key    string
	member bool
}

type path []step

func (p path) with(s step) path { return append(slices.Clip(p), s) }

// String is the path as people write it, in the form of document.Pointer.
func (p path) String() string {
	var b strings.Builder
	for i, s := range p {
		switch {
		case s.key == "" || strings.ContainsAny(s.key, ".[]\"' \t\r\n"):
			b.WriteString("[" + strconv.Quote(s.key) + "]")
		case s.member:
			b.WriteString("[" + s.key + "]")
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.key)
		}
	}
	return b.String()
}

// difference is a field before its causes are known.
type difference struct {
	at       path
	from, to Value
	order    bool
}

// differences compares two trees. What is on one side only is one difference,
// however much it holds. Members of lists are compared by name where all have
// one; other lists are one value.
func differences(from, to map[string]any) []difference {
	var found []difference
	compare(nil, Value{true, from}, Value{true, to}, &found)
	return found
}

func compare(at path, from, to Value, found *[]difference) {
	if !from.Present || !to.Present {
		*found = append(*found, difference{at: at, from: from, to: to})
		return
	}
	if fromMap, ok := from.Any.(map[string]any); ok {
		if toMap, ok := to.Any.(map[string]any); ok {
			compareMaps(at, fromMap, toMap, found)
			return
		}
	}
	fromList, isList := from.Any.([]any)
	toList, areLists := to.Any.([]any)
	if isList && areLists {
		fromNames, fromNamed := names(fromList)
		toNames, toNamed := names(toList)
		if fromNamed && toNamed && len(fromList)+len(toList) > 0 {
			compareMembers(at, fromNames, toNames, fromList, toList, found)
			return
		}
	}
	if !Equal(from.Any, to.Any) {
		*found = append(*found, difference{at: at, from: from, to: to})
	}
}

func compareMaps(at path, from, to map[string]any, found *[]difference) {
	keys := make([]string, 0, len(from)+len(to))
	for key := range from {
		keys = append(keys, key)
	}
	for key := range to {
		if _, both := from[key]; !both {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	for _, key := range keys {
		a, inFrom := from[key]
		b, inTo := to[key]
		compare(at.with(step{key: key}), Value{inFrom, a}, Value{inTo, b}, found)
	}
}

func compareMembers(at path, fromNames, toNames []string, from, to []any, found *[]difference) {
	if order, other := common(fromNames, toNames), common(toNames, fromNames); !slices.Equal(order, other) {
		*found = append(*found, difference{at: at, from: Value{true, texts(fromNames)}, to: Value{true, texts(toNames)}, order: true})
	}
	for i, name := range fromNames {
		var b Value
		if k := slices.Index(toNames, name); k >= 0 {
			b = Value{true, to[k]}
		}
		compare(at.with(step{name, true}), Value{true, from[i]}, b, found)
	}
	for i, name := range toNames {
		if !slices.Contains(fromNames, name) {
			compare(at.with(step{name, true}), Value{}, Value{true, to[i]}, found)
		}
	}
}

// names are those of a list's members, if each has one of its own.
func names(list []any) ([]string, bool) {
	found := make([]string, len(list))
	seen := make(map[string]bool, len(list))
	for i, member := range list {
		m, _ := member.(map[string]any)
		name, _ := m["name"].(string)
		if name == "" || seen[name] {
			return nil, false
		}
		seen[name] = true
		found[i] = name
	}
	return found, true
}

// common is those of a that are in b too, in the order of a.
func common(a, b []string) []string {
	var both []string
	for _, name := range a {
		if slices.Contains(b, name) {
			both = append(both, name)
		}
	}
	return both
}

func texts(names []string) []any {
	list := make([]any, len(names))
	for i, name := range names {
		list[i] = name
	}
	return list
}

// lookup finds what stands at a path of a tree. The path of a difference in
// order gives the order of the names there.
func lookup(tree map[string]any, d difference) Value {
	var value any = tree
	for _, s := range d.at {
		var found bool
		if s.member {
			list, _ := value.([]any)
			value, found = member(list, s.key)
		} else {
			m, _ := value.(map[string]any)
			value, found = m[s.key]
		}
		if !found {
			return Value{}
		}
	}
	if d.order {
		list, _ := value.([]any)
		if found, named := names(list); named {
			return Value{true, texts(found)}
		}
		return Value{}
	}
	return Value{true, value}
}

func member(list []any, name string) (any, bool) {
	for _, one := range list {
		if m, ok := one.(map[string]any); ok && m["name"] == name {
			return one, true
		}
	}
	return nil, false
}

func same(a, b Value) bool { return a.Present == b.Present && Equal(a.Any, b.Any) }
