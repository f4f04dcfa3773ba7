package document

import (
	"bytes"

	"interlock.dev/interlock/internal/source"
)

// split finds the documents of a stream: a line that begins with --- or ...,
// followed by white space or the end of the line, ends the one before, wherever
// it stands (YAML 1.2 forbids such lines inside of scalars). Directives and
// comments before a --- belong to the document that it begins. The library
// reads streams too, but stops at the first syntax error.
func split(data []byte) []source.Span {
	var spans []source.Span
	start, begun, content, directive := 0, false, false, false
	for at := 0; at < len(data); {
		end, next := lineEnd(data, at)
		line := data[at:end]
		if at == start {
			line = bytes.TrimPrefix(line, []byte(byteOrderMark))
		}
		switch {
		case isMarker(line, "---"):
			if begun || content {
				spans = append(spans, source.Span{Start: start, End: at})
				start = at
			}
			begun, content, directive = true, false, false
		case isEnd(line):
			if begun || content || directive {
				spans = append(spans, source.Span{Start: start, End: next})
			}
			start, begun, content, directive = next, false, false, false
		case content:
		default:
			trimmed := bytes.TrimLeft(line, " \t")
			switch {
			case len(trimmed) == 0 || trimmed[0] == '#':
			case line[0] == '%' && !begun:
				directive = true
			default:
				content = true
			}
		}
		at = next
	}
	if begun || content || directive {
		spans = append(spans, source.Span{Start: start, End: len(data)})
	}
	return spans
}

func isMarker(line []byte, marker string) bool {
	rest, found := bytes.CutPrefix(line, []byte(marker))
	return found && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}

// isEnd says whether a line is the marker ..., behind which only a comment may
// stand; the library passes over anything else in silence.
func isEnd(line []byte) bool {
	if !isMarker(line, "...") {
		return false
	}
	rest := bytes.TrimLeft(line[3:], " \t")
	return len(rest) == 0 || rest[0] == '#'
}

// lineEnd is the end of the line at an offset, and the start of the next. Files
// with other line ends than LF and CR LF are refused.
func lineEnd(data []byte, at int) (end, next int) {
	i := bytes.IndexByte(data[at:], '\n')
	switch {
	case i < 0:
		return len(data), len(data)
	case i > 0 && data[at+i-1] == '\r':
		return at + i - 1, at + i + 1
	}
	return at + i, at + i + 1
}
