package document

import (
	"encoding/json"
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/source"
)

// FromValue makes a tree of what encoding/json with UseNumber makes; keys of
// mappings are sorted, but for those named first, which lead in that order. It
// has no places.
func FromValue(value any, first ...string) *Node {
	switch value := value.(type) {
	case nil:
		return &Node{Kind: Null}
	case bool:
		return &Node{Kind: Bool, Text: fmt.Sprint(value)}
	case string:
		return &Node{Kind: String, Text: value}
	case json.Number:
		return &Node{Kind: Number, Text: value.String()}
	case []any:
		n := &Node{Kind: List, Entries: make([]Entry, len(value))}
		for i := range value {
			n.Entries[i].Value = FromValue(value[i], first...)
		}
		return n
	case map[string]any:
		n := &Node{Kind: Map, Entries: make([]Entry, 0, len(value))}
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		slices.SortFunc(keys, func(a, b string) int { return compareKeys(a, b, first) })
		for _, key := range keys {
			n.Entries = append(n.Entries, Entry{Key: key, Value: FromValue(value[key], first...)})
		}
		return n
	}
	panic(fmt.Sprintf("document: a value of type %T is not JSON", value))
}

func compareKeys(a, b string, first []string) int {
	rank := func(key string) int {
		if i := slices.Index(first, key); i >= 0 {
			return i
		}
		return len(first)
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	if a < b {
		return -1
	}
	return 1
}

// Read gives the value of a text that Write wrote, and that people may have
// edited since: one document that is a mapping.
func Read(text []byte) (map[string]any, error) {
	documents, findings := Parse(source.NewFile("", text))
	for _, f := range findings {
		if f.Rule == ruleSyntax.ID || f.Rule == ruleControl.ID {
			return nil, fmt.Errorf("it is no YAML: %s", f.Message)
		}
	}
	if len(documents) != 1 || documents[0].Root == nil || documents[0].Root.Kind != Map {
		return nil, fmt.Errorf("it is not one YAML document with fields")
	}
	return documents[0].Root.Value().(map[string]any), nil
}
