package document

import (
	"fmt"
	"strconv"
	"strings"
)

// Pointer names a value in a tree: keys of mappings, and of lists the position
// from 0 or, where members of the list have a merge key, its value. What a
// step means is decided by the node it is applied to.
type Pointer []string

// String is the pointer as people write it: spec.steps[qa-review].gate. Keys
// that contain a dot, a bracket, a quote or white space are put in brackets and quotes.
func (p Pointer) String() string { return p.Format(nil) }

// Format writes the pointer as String does; list says of each prefix (by its
// length) whether the step that follows is a member of a list, and so stands in
// brackets. With a nil list, positions and nothing else stand in brackets.
func (p Pointer) Format(list func(prefix int) bool) string {
	var b strings.Builder
	for i, step := range p {
		inList := isPosition(step)
		if list != nil {
			inList = list(i)
		}
		switch {
		case strings.ContainsAny(step, ".[]\"' \t\r\n") || step == "":
			fmt.Fprintf(&b, "[%s]", strconv.Quote(step))
		case inList:
			fmt.Fprintf(&b, "[%s]", step)
		default:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(step)
		}
	}
	return b.String()
}

func isPosition(step string) bool {
	for _, r := range step {
		if r < '0' || r > '9' {
			return false
		}
	}
	return step != ""
}
