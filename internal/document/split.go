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
	start, begun, content := 0, false, false
	for at := 0; at < len(data); {
		end, next := lineEnd(data, at)
		line := data[at:end]
		if at == start {
			line = bytes.TrimPrefix(line, []byte("\xEF\xBB\xBF"))
		}
		switch {
		case isMarker(line, "---"):
			if begun || content {
				spans = append(spans, source.Span{Start: start, End: at})
				start = at
			}
			begun, content = true, false
		case isMarker(line, "..."):
			if begun || content {
				spans = append(spans, source.Span{Start: start, End: next})
			}
			start, begun, content = next, false, false
		case !content:
			trimmed := bytes.TrimLeft(line, " \t")
			content = len(trimmed) > 0 && trimmed[0] != '#' && (begun || trimmed[0] != '%')
		}
		at = next
	}
	if begun || content {
		spans = append(spans, source.Span{Start: start, End: len(data)})
	}
	return spans
}

func isMarker(line []byte, marker string) bool {
	rest, found := bytes.CutPrefix(line, []byte(marker))
	return found && (len(rest) == 0 || rest[0] == ' ' || rest[0] == '\t')
}

// lineEnd is the end of the line at an offset, and the start of the next, with
// the line ends that YAML 1.2 knows: LF, CR LF, CR.
func lineEnd(data []byte, at int) (end, next int) {
	i := bytes.IndexAny(data[at:], "\r\n")
	switch {
	case i < 0:
		return len(data), len(data)
	case data[at+i] == '\r' && at+i+1 < len(data) && data[at+i+1] == '\n':
		return at + i, at + i + 2
	}
	return at + i, at + i + 1
}
