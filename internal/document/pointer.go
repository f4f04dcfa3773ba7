package document

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pointer names a value in a tree: keys of mappings, and of lists the position
// from 0 or, where members of the list have a merge key, its value. What a
// step means is decided by the node it is applied to.
type Pointer []string

// String is the pointer as people write it: spec.steps[qa-review].gate. Keys
// that contain a dot, a bracket, a quote or what cannot be seen are put in
// brackets and quotes.
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
		case step == "" || strings.ContainsAny(step, ".[]\"'") || strings.ContainsFunc(step, hidden):
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

// hidden says whether a character cannot be seen in a path, white space included.
func hidden(r rune) bool { return r == ' ' || r == utf8.RuneError || !unicode.IsPrint(r) }

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
	if text == "" {
		return nil, errors.New("the path is empty; write for example `spec.steps[qa-review].gate`")
	}
	var p Pointer
	for rest := text; rest != ""; {
		step, tail, err := nextStep(rest, len(p) == 0)
		if err != nil {
			return nil, fmt.Errorf("the path `%s` cannot be read: %w", shown(text), err)
		}
		p, rest = append(p, step), tail
	}
	return p, nil
}

// nextStep reads one step and gives what follows it.
func nextStep(text string, first bool) (step, rest string, err error) {
	if text[0] == '[' {
		return bracketed(text)
	}
	if !first {
		if text[0] != '.' {
			return "", "", fmt.Errorf("expected `.` or `[` at `%s`", shown(text))
		}
		if text = text[1:]; text == "" {
			return "", "", errors.New("expected a name after the dot at its end")
		}
	}
	end := strings.IndexAny(text, ".[")
	if end < 0 {
		end = len(text)
	}
	switch name := text[:end]; {
	case end == 0:
		return "", "", fmt.Errorf("expected a name at `%s`", shown(text))
	case strings.ContainsAny(name, "]\"'") || strings.ContainsFunc(name, hidden):
		return "", "", fmt.Errorf("expected a name at `%s`; put names with other characters in brackets and quotes", shown(text))
	}
	return text[:end], text[end:], nil
}

// shown keeps what cannot be seen out of messages.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if r != ' ' && hidden(r) {
			return utf8.RuneError
		}
		return r
	}, text)
}

func bracketed(text string) (step, rest string, err error) {
	if strings.HasPrefix(text, `["`) {
		quoted, err := strconv.QuotedPrefix(text[1:])
		if err != nil || !strings.HasPrefix(text[1+len(quoted):], "]") {
			return "", "", fmt.Errorf("the quotes at `%s` are not closed by `\"]`", shown(text))
		}
		step, err = strconv.Unquote(quoted)
		return step, text[2+len(quoted):], err
	}
	end := strings.IndexByte(text, ']')
	if end < 2 {
		return "", "", fmt.Errorf("expected the name of a member and `]` at `%s`", shown(text))
	}
	return text[1:end], text[end+1:], nil
}

func position(i int) string { return strconv.Itoa(i) }
