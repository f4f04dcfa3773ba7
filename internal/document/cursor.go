package document

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/source"
)

// cursor finds the bytes of a document that the library's nodes stand for: the
// library tells where a node starts, by line and column, and not where it ends.
type cursor struct {
	file  *source.File
	data  []byte // of the file, up to the end of the document
	end   int
	first int // line of the file that the document begins in
	mark  int // bytes of the byte order mark before its first line

	// The last place that was looked up: the next one mostly stands behind it,
	// and a line may be as long as the file.
	line, column, at int
}

func newCursor(file *source.File, span source.Span) *cursor {
	c := &cursor{file: file, data: file.Data[:span.End], end: span.End, first: file.LineAt(span.Start)}
	if bytes.HasPrefix(c.data[span.Start:], []byte(byteOrderMark)) {
		c.mark = len(byteOrderMark)
	}
	return c
}

// offset is the byte at a line and column of the library, both from 1.
func (c *cursor) offset(line, column int) int {
	if line != c.line || column < c.column {
		c.line, c.column = line, 1
		c.at = min(c.file.LineStart(c.first+line-1), c.end)
		if line == 1 {
			c.at += c.mark
		}
	}
	for ; c.column < column && c.at < c.end; c.column++ {
		if c.data[c.at] < utf8.RuneSelf {
			c.at++
			continue
		}
		_, size := utf8.DecodeRune(c.data[c.at:])
		c.at += size
	}
	return c.at
}

// properties skips a node's tag and anchor and gives the start of its content,
// and the end of the anchor's name, -1 when there is none. What follows an empty
// node, or begins a block, may have properties of its own.
func (c *cursor) properties(start int, y *yaml.Node) (content, name int) {
	at, end, name := start, start, -1
	tagged := false
	for at < c.end {
		switch word := c.data[at:]; {
		case word[0] == '&' && name < 0 && y.Anchor != "" && bytes.HasPrefix(word[1:], []byte(y.Anchor)):
			end = c.nameEnd(at)
			name = end
		case word[0] == '!' && !tagged && c.ownsTag(at, start, y):
			end = c.wordEnd(at)
			tagged = true
		default:
			if end > start && isEmpty(y) {
				return end, name // nothing follows but the properties
			}
			return at, name
		}
		at = c.skipBlank(end)
	}
	return end, name
}

// ownsTag says whether a tag belongs to a node that starts at an offset. The
// library does not tell of the tag "!".
func (c *cursor) ownsTag(at, start int, y *yaml.Node) bool {
	bare := at+1 >= c.end || isSpace(c.data[at+1])
	if y.Style&yaml.TaggedStyle != 0 || !bare {
		return y.Style&yaml.TaggedStyle != 0 && !bare || string(c.data[at:c.wordEnd(at)]) == "!<!>"
	}
	opaque := y.Kind == yaml.ScalarNode && !isEmpty(y) || y.Style&yaml.FlowStyle != 0
	return opaque || bytes.IndexByte(c.data[start:at], '\n') < 0
}

// isEmpty says whether a node is written as nothing, but for its properties.
func isEmpty(y *yaml.Node) bool {
	return y.Kind == yaml.ScalarNode && y.Value == "" && y.Style&^yaml.TaggedStyle == 0
}

// tag is the span of the tag among the properties of a node.
func (c *cursor) tag(start, content int) source.Span {
	at := start
	for at < content && c.data[at] != '!' {
		at = c.skipBlank(c.nameEnd(at))
	}
	end := at
	for end < content && !isSpace(c.data[end]) {
		end++
	}
	return source.Span{Start: at, End: end}
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

// endsName says whether the name of an anchor ends at an offset for every
// reader; YAML allows more characters in it than the library.
func (c *cursor) endsName(at int) bool {
	return at < 0 || at >= c.end || isSpace(c.data[at]) || bytes.IndexByte([]byte(",[]{}"), c.data[at]) >= 0
}

// word is what stands at an offset, up to white space; of a long one its beginning.
func (c *cursor) word(at int) source.Span {
	const longest = 80
	return source.Span{Start: at, End: max(at, min(c.wordEnd(at), at+longest))}
}

// wordEnd is the next white space, or the end.
func (c *cursor) wordEnd(at int) int {
	for at < c.end && !isSpace(c.data[at]) {
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
			_, at = lineEnd(c.data, at)
		default:
			return at
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
		content, _ := c.properties(start, y)
		return c.scalarEnd(content, y)
	}
	content, _ := c.properties(start, y)
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
	if end := at + len(value); end <= c.end && string(c.data[at:end]) == value {
		return end
	}
	end, i := at, 0
	for i < len(value) {
		if isSpace(value[i]) {
			i++
			continue
		}
		for at < c.end && isSpace(c.data[at]) {
			at++
		}
		if at >= c.end || c.data[at] != value[i] {
			return end
		}
		i++
		at++
		end = at
	}
	return end
}

// blockEnd is the end of a literal or folded scalar whose header stands at an
// offset: its last line, with its line end.
func (c *cursor) blockEnd(at int, value string) int {
	headerEnd, next := lineEnd(c.data, at)
	header := c.data[at:headerEnd]
	if i := bytes.IndexAny(header, " \t#"); i >= 0 {
		header = header[:i]
	}
	keep := bytes.IndexByte(header, '+') >= 0
	first := firstTextLine(value)
	if first == "" && !keep {
		return headerEnd
	}
	end, indent := next, -1
	for line := next; line < c.end; {
		lineStop, following := lineEnd(c.data, line)
		text := c.data[line:lineStop]
		spaces := leading(text)
		blank := spaces == len(text)
		if indent < 0 && first != "" && !blank {
			// What the value's first line keeps of its indentation is beyond the block's.
			indent = spaces - leading([]byte(first))
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

// firstTextLine is the first line of a value that has more than spaces in it.
func firstTextLine(value string) string {
	for line := range strings.SplitSeq(value, "\n") {
		if leading([]byte(line)) < len(line) {
			return line
		}
	}
	return ""
}

// leading counts the spaces that a line begins with.
func leading(line []byte) int { return len(line) - len(bytes.TrimLeft(line, " ")) }

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
