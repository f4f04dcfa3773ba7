package document

import (
	"bytes"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/source"
)

// cursor finds the bytes of a document that the library's nodes stand for: the
// library tells where a node starts, in its own count of lines, and not where it ends.
type cursor struct {
	data  []byte
	end   int
	lines []int
}

func newCursor(data []byte, span source.Span) *cursor {
	c := &cursor{data: data, end: span.End}
	start := span.Start
	if bytes.HasPrefix(data[start:span.End], []byte("\xEF\xBB\xBF")) {
		start += 3
	}
	c.lines = append(make([]int, 0, 64), start)
	// The library also ends lines at CR, NEL, LS and PS, which editors do not.
	for i := start; i < span.End; i++ {
		switch b := data[i]; {
		case b == '\n':
			c.lines = append(c.lines, i+1)
		case b == '\r':
			if i+1 < span.End && data[i+1] == '\n' {
				i++
			}
			c.lines = append(c.lines, i+1)
		case b >= 0xC2:
			if n := exoticBreak(data[i:span.End]); n > 0 {
				i += n - 1
				c.lines = append(c.lines, i+1)
			}
		}
	}
	return c
}

// exoticBreak is the length of a line break that only the library sees.
func exoticBreak(b []byte) int {
	switch {
	case len(b) >= 2 && b[0] == 0xC2 && b[1] == 0x85:
		return 2
	case len(b) >= 3 && b[0] == 0xE2 && b[1] == 0x80 && (b[2] == 0xA8 || b[2] == 0xA9):
		return 3
	}
	return 0
}

// offset is the byte at a line and column of the library, both from 1.
func (c *cursor) offset(line, column int) int {
	if line < 1 || line > len(c.lines) {
		return c.end
	}
	at := c.lines[line-1]
	for n := column; n > 1 && at < c.end; n-- {
		if c.data[at] < utf8.RuneSelf {
			at++
			continue
		}
		_, size := utf8.DecodeRune(c.data[at:c.end])
		at += size
	}
	return at
}

// properties skips a node's tag and anchor and gives the start of its content.
func (c *cursor) properties(start int, y *yaml.Node) int {
	at := start
	end := at
	for at < c.end && (c.data[at] == '&' || c.data[at] == '!') {
		if c.data[at] == '&' {
			end = c.nameEnd(at)
		} else {
			end = c.tagEnd(at)
		}
		at = c.skipBlank(end)
	}
	if end > start && y.Kind == yaml.ScalarNode && y.Value == "" && y.Style&^yaml.TaggedStyle == 0 {
		return end // nothing follows but the properties
	}
	return at
}

// nameEnd is the end of an anchor or alias that starts at an offset.
func (c *cursor) nameEnd(at int) int {
	at++
	for at < c.end && isNameByte(c.data[at]) {
		at++
	}
	return min(at, c.end)
}

// isNameByte says which characters the library takes for the name of an anchor.
func isNameByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '_' || b == '-'
}

// tagEnd is the end of a tag that starts at an offset; white space must follow it.
func (c *cursor) tagEnd(at int) int {
	for at < c.end && !isSpace(c.data[at]) && exoticBreak(c.data[at:c.end]) == 0 {
		at++
	}
	return at
}

// skipBlank passes white space, line ends and comments.
func (c *cursor) skipBlank(at int) int {
	for at < c.end {
		switch {
		case isSpace(c.data[at]):
			at++
		case c.data[at] == '#':
			_, at = lineEnd(c.data[:c.end], at)
		default:
			n := exoticBreak(c.data[at:c.end])
			if n == 0 {
				return at
			}
			at += n
		}
	}
	return at
}

// collectionEnd is the end of a mapping or list: its closing bracket, or the
// end of its last member.
func (c *cursor) collectionEnd(content int, y *yaml.Node, n *Node) int {
	end := content
	if count := len(y.Content); count > 0 {
		// The last member decides, even one that was left out of n.
		for i := range n.Entries {
			end = max(end, n.Entries[i].Value.Span.End, n.Entries[i].KeyAt.End)
		}
		if n.Kind == Map && len(n.Entries)*2 < count {
			end = max(end, c.lastEnd(y.Content[count-1]))
		}
	}
	return c.closing(content, end, y)
}

// closing is the end of a collection whose members end at an offset: that of
// its bracket, if it is written in brackets.
func (c *cursor) closing(content, end int, y *yaml.Node) int {
	if y.Style&yaml.FlowStyle == 0 || content >= c.end || c.data[content] != '[' && c.data[content] != '{' {
		return end
	}
	closing := c.data[content] + 2 // ] and } in ASCII
	for at := max(end, content+1); at < c.end; {
		switch b := c.data[at]; {
		case b == closing:
			return at + 1
		case b == ',' || b == ':' || b == '?' || b == '-':
			at++
		default:
			next := c.skipBlank(at)
			if next == at {
				return end // not what it seems: keep to the members
			}
			at = next
		}
	}
	return end
}

// lastEnd is the end of a node of the library of which we made none to keep.
func (c *cursor) lastEnd(y *yaml.Node) int {
	start := c.offset(y.Line, y.Column)
	switch {
	case y.Kind == yaml.AliasNode:
		return c.nameEnd(start)
	case y.Kind == yaml.ScalarNode:
		return c.scalarEnd(c.properties(start, y), y)
	}
	content := c.properties(start, y)
	end := content
	if len(y.Content) > 0 {
		end = max(end, c.lastEnd(y.Content[len(y.Content)-1]))
	}
	return c.closing(content, end, y)
}

// scalarEnd is the end of a scalar whose content starts at an offset.
func (c *cursor) scalarEnd(at int, y *yaml.Node) int {
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		for i := at + 1; i < c.end; i++ {
			switch c.data[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return c.end
	case y.Style&yaml.SingleQuotedStyle != 0:
		for i := at + 1; i < c.end; i++ {
			if c.data[i] != '\'' {
				continue
			}
			if i+1 < c.end && c.data[i+1] == '\'' {
				i++
				continue
			}
			return i + 1
		}
		return c.end
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return c.blockEnd(at, y.Value)
	}
	return c.plainEnd(at, y.Value)
}

// plainEnd matches the value of a plain scalar against its text: they differ in
// white space only, where lines are folded.
func (c *cursor) plainEnd(at int, value string) int {
	end, i := at, 0
	for i < len(value) {
		if n := valueSpace(value[i:]); n > 0 {
			i += n
			continue
		}
		at = c.skipSpace(at)
		if at >= c.end || c.data[at] != value[i] {
			return end
		}
		i++
		at++
		end = at
	}
	return end
}

func (c *cursor) skipSpace(at int) int {
	for at < c.end {
		if n := valueSpace(string(c.data[at:min(at+3, c.end)])); n > 0 {
			at += n
			continue
		}
		return at
	}
	return at
}

func valueSpace(s string) int {
	switch s[0] {
	case ' ', '\t', '\n', '\r':
		return 1
	case 0xC2, 0xE2:
		return exoticBreak([]byte(s[:min(3, len(s))]))
	}
	return 0
}

// blockEnd is the end of a literal or folded scalar whose header stands at an
// offset: its last line, with its line end.
func (c *cursor) blockEnd(at int, value string) int {
	headerEnd, next := c.breakAfter(at)
	header := c.data[at:headerEnd]
	if i := bytes.IndexByte(header, ' '); i >= 0 {
		header = header[:i]
	}
	keep := bytes.IndexByte(header, '+') >= 0
	first := firstTextLine(value)
	end, indent := next, -1
	if first == "" && !keep {
		return headerEnd
	}
	for line := next; line < c.end; {
		lineStop, following := c.breakAfter(line)
		text := c.data[line:lineStop]
		spaces := len(text) - len(bytes.TrimLeft(text, " "))
		blank := spaces == len(text)
		if indent < 0 && first != "" && !blank {
			// What the value's first line keeps of its indentation is beyond the block's.
			indent = spaces - (len(first) - len(trimSpaces(first)))
		}
		switch {
		case indent >= 0 && spaces >= indent && len(text) > indent:
			end = following
		case !blank:
			return end
		case keep:
			end = following
		}
		line = following
	}
	return end
}

// breakAfter is the end of the line at an offset and the start of the next, as
// the library counts lines.
func (c *cursor) breakAfter(at int) (end, next int) {
	lo, hi := 0, len(c.lines)
	for lo < hi {
		if mid := (lo + hi) / 2; c.lines[mid] <= at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(c.lines) {
		return c.end, c.end
	}
	next = c.lines[lo]
	end = next
	for end > at {
		switch b := c.data[end-1]; {
		case b == '\n' && end-1 > at && c.data[end-2] == '\r':
			return end - 2, next
		case b == '\n' || b == '\r':
			return end - 1, next
		case b == 0x85:
			return end - 2, next
		}
		return end - 3, next
	}
	return end, next
}

// firstTextLine is the first line of a value that has more than spaces in it.
func firstTextLine(value string) string {
	for len(value) > 0 {
		line := value
		if i := indexBreak(value); i >= 0 {
			line, value = value[:i], value[i+1:]
		} else {
			value = ""
		}
		if trimSpaces(line) != "" {
			return line
		}
	}
	return ""
}

func indexBreak(s string) int {
	for i := range len(s) {
		if s[i] == '\n' {
			return i
		}
	}
	return -1
}

func trimSpaces(s string) string {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
