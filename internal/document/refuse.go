package document

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"interlock.dev/interlock/internal/source"
)

const byteOrderMark = "\xEF\xBB\xBF"

// refusal is a character that keeps a document from being read.
type refusal struct {
	at, width     int
	message, help string
	instead       string // what to write in its place
}

// refused finds the first character that YAML forbids, or of which its readers
// disagree whether it ends a line: what is a comment for one would be a field
// for the other. A document may begin with a byte order mark.
func refused(text []byte) (refusal, bool) {
	start := 0
	if bytes.HasPrefix(text, []byte(byteOrderMark)) {
		start = len(byteOrderMark)
	}
	for i := start; i < len(text); i++ {
		b := text[i]
		if b >= 0x20 && b < 0x7F || b == '\n' || b == '\t' {
			continue
		}
		if b == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			continue
		}
		// Of what is not ASCII, only characters that begin with these bytes.
		if b >= utf8.RuneSelf && b != 0xC2 && b != 0xE2 && b != 0xEF {
			continue
		}
		char, width := utf8.DecodeRune(text[i:])
		r := refusal{at: i, width: width}
		switch {
		case char == '\r':
			r.message = "a carriage return (U+000D) stands here without a line feed: YAML ends the line, editors do not"
			r.help, r.instead = "save the file with the line ends of Unix or Windows", "\n"
		case char == 0x85, char == 0x2028, char == 0x2029:
			r.message = fmt.Sprintf("the line separator U+%04X ends a line for some readers of YAML, and not for others", char)
			r.help, r.instead = "write a space or a new line instead; it often comes from copying out of a web page or a slide", " "
		case char == 0xFEFF:
			r.message = "a byte order mark (U+FEFF) stands inside of the text, where nobody sees it"
			r.help = "delete it; it often comes from joining two files"
		case char < 0xA0, char == 0xFFFE, char == 0xFFFF:
			r.message = fmt.Sprintf("the control character U+%04X is not allowed in YAML", char)
			r.help = ruleControl.Remedy
		default:
			i += width - 1
			continue
		}
		return r, true
	}
	return refusal{}, false
}

// invalid finds the first byte that is not UTF-8. Package source does not hand
// over such files; an editor's buffer could be one.
func invalid(data []byte) (int, bool) {
	for i := 0; i < len(data); {
		r, width := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && width == 1 {
			return i, true
		}
		i += width
	}
	return 0, false
}

// prepare gives the text of a document as the library is to see it. The library
// refuses the directive %YAML 1.2, so lines of directives become comments of the
// same length; and it drops a last line of spaces that lacks its line end, which
// belongs to a block of text above it. Directives that would change what the
// document means are reported; then it is not read.
func (p *parser) prepare(span source.Span) (text []byte, ok bool) {
	data := p.file.Data
	text = data[span.Start:span.End]
	if last := text[bytes.LastIndexByte(text, '\n')+1:]; len(last) > 0 && leading(last) == len(last) {
		text = append(bytes.Clone(text), '\n')
	}
	var found []source.Span
	at := span.Start
	if bytes.HasPrefix(text, []byte(byteOrderMark)) {
		at += len(byteOrderMark)
	}
	begun := false
	for at < span.End && !begun {
		end, next := lineEnd(data[:span.End], at)
		line := data[at:end]
		if isMarker(line, "---") {
			begun = true
		} else if len(line) > 0 && line[0] == '%' {
			found = append(found, source.Span{Start: at, End: end})
		} else if trimmed := bytes.TrimLeft(line, " \t"); len(trimmed) > 0 && trimmed[0] != '#' {
			break
		}
		at = next
	}
	if len(found) == 0 {
		return text, true
	}
	text = bytes.Clone(text)
	for i, d := range found {
		text[d.Start-span.Start] = '#'
		if message, help := judge(string(data[d.Start:d.End]), i, begun); message != "" {
			f := p.report(ruleSyntax, d, "%s", message)
			f.Help = help
			return nil, false
		}
	}
	return text, true
}

// judge says what is wrong with the directive that stands at a position among those of a document.
func judge(line string, position int, begun bool) (message, help string) {
	words := bytes.Fields([]byte(line))
	switch name := string(words[0]); {
	case !begun:
		return percent, percentHelp
	case name == "%TAG":
		return "tags of one's own cannot be declared", "remove the directive, and the tags that it declares"
	case name != "%YAML":
		return fmt.Sprintf("the directive `%s` is not known", name), "remove it"
	case len(words) < 2 || string(words[1]) != "1.2" || len(words) > 2 && words[2][0] != '#':
		return "documents are read as YAML 1.2; this directive says otherwise", "remove it, or write %YAML 1.2"
	case position > 0:
		return "the directive %YAML stands twice", "keep one"
	}
	return "", ""
}
