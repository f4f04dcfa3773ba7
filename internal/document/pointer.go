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

// Any is the step of a pattern that stands for every member.
const Any = "*"

// ParsePath reads a path as people write it: names with dots between, members
// of lists in brackets (a position, the value of the merge key, or * for
// all), and in brackets and quotes what holds special characters.
func ParsePath(text string) (Pointer, error) {
	var p Pointer
	for rest, first := text, true; rest != ""; first = false {
		if rest[0] == '[' {
			step, tail, err := bracketed(rest)
			if err != nil {
				return nil, fmt.Errorf("the path `%s` cannot be read: %w", text, err)
			}
			p, rest = append(p, step), tail
			continue
		}
		if !first {
			if rest[0] != '.' {
				return nil, fmt.Errorf("the path `%s` cannot be read: expected `.` or `[` at `%s`", text, rest)
			}
			rest = rest[1:]
		}
		end := strings.IndexAny(rest, ".[")
		if end < 0 {
			end = len(rest)
		}
		if end == 0 || strings.ContainsAny(rest[:end], "]\"' \t\r\n") {
			return nil, fmt.Errorf("the path `%s` cannot be read: expected a name at `%s`", text, rest)
		}
		p, rest = append(p, rest[:end]), rest[end:]
	}
	if len(p) == 0 {
		return nil, fmt.Errorf("the path is empty; write for example `spec.steps[qa-review].gate`")
	}
	return p, nil
}

func bracketed(text string) (step, rest string, err error) {
	if strings.HasPrefix(text, `["`) {
		quoted, err := strconv.QuotedPrefix(text[1:])
		if err != nil || !strings.HasPrefix(text[1+len(quoted):], "]") {
			return "", "", fmt.Errorf("the quotes at `%s` are not closed by `\"]`", text)
		}
		step, err = strconv.Unquote(quoted)
		return step, text[2+len(quoted):], err
	}
	end := strings.IndexByte(text, ']')
	if end < 2 {
		return "", "", fmt.Errorf("expected the name of a member and `]` at `%s`", text)
	}
	return text[1:end], text[end+1:], nil
}

func position(i int) string { return strconv.Itoa(i) }
