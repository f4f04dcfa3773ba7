package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// place says what of a document a message of the library is about.
type place uint8

const (
	onLine    place = iota // the line that could not be read
	atOpening              // the line where what is not closed or not complete begins, which the library names
	atChar                 // the character that could not be read
	atRest                 // from there to the end of the line
)

// saying is a message of the library in our users' words.
type saying struct {
	theirs, ours, help string
	place              place
	// parser says that the message is one of the library's parser, which counts
	// lines from 0; those of its scanner count from 1.
	parser bool
	rule   *finding.Rule // ruleSyntax when nil
}

const (
	tagHelp     = "remove the tag; put text that begins with `!` in quotes"
	escapeHelp  = "write `\\\\` for a backslash, or put the text in single quotes, which have no escapes"
	percent     = "a line that begins with `%` stands where no directive can"
	percentHelp = "put text that begins with `%` in quotes; a directive is followed by a line `---`"
	inBrackets  = "; text that holds a comma, a bracket, a `?` or `: ` needs quotes here"
)

func sayings() []saying {
	return []saying{
		{theirs: "mapping values are not allowed", ours: "a colon stands where no field can begin", help: "indent the line like its neighbours; put text that contains `: ` in quotes", place: atChar},
		{theirs: "could not find expected ':'", ours: "a field lacks its colon", help: "write `name: value`; indent text that goes on over several lines below its field", place: atOpening},
		{theirs: "did not find expected key", ours: "this line is no field of the mapping that it is indented to", help: "indent the fields of one mapping alike, each as `name: value`", parser: true},
		{theirs: "did not find expected '-' indicator", ours: "this line is no member of the list that it is indented to", help: "indent the members of one list alike, each with a dash", parser: true},
		{theirs: "did not find expected ',' or ']'", ours: "a list in brackets is not closed", help: "put a comma between its members and a `]` at its end" + inBrackets, place: atOpening, parser: true},
		{theirs: "did not find expected ',' or '}'", ours: "a mapping in braces is not closed", help: "put a comma between its fields and a `}` at its end" + inBrackets, place: atOpening, parser: true},
		{theirs: "did not find expected node content", ours: "a value is missing here", help: "write the value, or remove the mark before it; put text that begins with a mark of YAML in quotes", place: atChar, parser: true},
		{theirs: "did not find expected <document start>", ours: "the document has ended before this", help: "indent what belongs to the value above it; put `---` on a line of its own before a new document", place: atRest, parser: true},
		{theirs: "block sequence entries are not allowed", ours: "a dash stands where no list can begin", help: "put the list on lines of its own below its field; put text that begins with a dash in quotes", place: atChar},
		{theirs: "found unexpected end of stream", ours: "the text in quotes is not closed", help: "close the quotes; in single quotes, write an apostrophe twice", place: atOpening},
		{theirs: "found unknown escape character", ours: "%s is no escape of YAML", help: escapeHelp, place: atChar},
		{theirs: "did not find expected hexdecimal number", ours: "%s needs hexadecimal digits behind it", help: escapeHelp, place: atChar},
		{theirs: "found invalid Unicode character escape code", ours: "this escape names no character", help: escapeHelp},
		{theirs: "found character that cannot start any token", ours: "a value cannot begin with %s", help: "put text that begins with it in quotes", place: atChar},
		{theirs: "found a tab character", ours: "a tab is used to indent", help: "indent with spaces"},
		{theirs: "found an indentation indicator equal to 0", ours: "text in a block cannot be indented by 0 spaces", help: "leave the digit out, or write how many spaces the text is indented by", place: atOpening},
		{theirs: "did not find expected comment or line break", ours: "text stands on the line where a block of text begins", help: "put the text on the lines below `|` or `>`; put text that begins with `|` or `>` in quotes", place: atOpening},
		{theirs: "unknown anchor", ours: "no value above has this anchor", help: "write `&name` before the value that `*name` stands for, in the same document and above it; put text that begins with `*` in quotes"},
		{theirs: "did not find expected alphabetic or numeric character", ours: "this is neither an anchor nor an alias", help: "put text that begins with `&` or `*` in quotes; names of anchors are letters, digits, `-` and `_`", place: atOpening},
		{theirs: "found undefined tag handle", ours: "the tag is not known", help: tagHelp, rule: &ruleTag, parser: true},
		{theirs: "did not find expected whitespace or line break", ours: "a tag is not followed by a space", help: tagHelp, place: atOpening},
		{theirs: "did not find the expected '>'", ours: "the tag is not closed", help: tagHelp, place: atOpening},
		{theirs: "did not find expected tag URI", ours: "the tag has no name", help: tagHelp, place: atOpening},
		{theirs: "URI escaped octet", ours: "the tag has an escape that is none", help: tagHelp, place: atOpening},
		{theirs: "UTF-8 octet", ours: "the tag has an escape that is none", help: tagHelp, place: atOpening},
		{theirs: "exceeded max depth", ours: "mappings and lists are nested too deeply", help: ruleDepth.Remedy, rule: &ruleDepth},
		{theirs: "found incompatible YAML document", ours: percent, help: percentHelp, parser: true},
		{theirs: "found duplicate %", ours: percent, help: percentHelp, parser: true},
		{theirs: "directive", ours: percent, help: percentHelp},
	}
}

var (
	errorLine  = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)
	anchorName = regexp.MustCompile(`^unknown anchor '([^']*)'`)
	mergeMark  = regexp.MustCompile(`(?m)^(<<<<<<< .*|=======|>>>>>>> .*)\r?$`)
)

// exactlyUpTo is how many bytes a document may have for the exact place of its
// fault to be looked for, which costs some twenty readings of it.
const exactlyUpTo = 64 << 10

// syntax reports why a document cannot be parsed, where it shows.
func (p *parser) syntax(span source.Span, text []byte, err error) {
	if m := mergeMark.FindIndex(text); m != nil {
		end, _ := lineEnd(p.file.Data, span.Start+m[0])
		f := p.report(ruleSyntax, source.Span{Start: span.Start + m[0], End: end}, "the mark of a merge conflict stands in the file")
		f.Help = "finish the merge: keep one side, or write what both mean, and remove the marks"
		return
	}
	d := diagnosis{problem: err.Error(), end: -1}
	if len(p.findings) < MaxFindings { // diagnosing takes many times as long as reading
		d = diagnose(text, err)
	}
	said := saying{ours: "the document cannot be read: " + d.problem, help: ruleSyntax.Remedy}
	for _, s := range sayings() {
		if strings.Contains(d.problem, s.theirs) {
			said = s
			break
		}
	}
	if said.rule == nil {
		said.rule = &ruleSyntax
	}
	line := d.line
	if said.parser {
		line++ // the library counted from 0
	}
	if said.theirs == "did not find expected key" && d.end > 0 && p.behindQuote(span.Start+d.end-1) {
		said.ours, said.help, said.place = "the value ends at its closing quote or bracket, before this", "put all of the text in quotes; in single quotes, write an apostrophe twice", atRest
	}
	at := p.faultSpan(span, said, d, line)
	p.particular(&said, at, d)
	if tab, found := p.tabBefore(at.Start); found && said.rule == &ruleSyntax {
		said.ours, said.help, at = "a tab is used to indent", "indent with spaces", source.Span{Start: tab, End: tab + 1}
	}
	f := p.report(*said.rule, at, "%s", said.ours)
	f.Help = said.help
}

// faultSpan is the text that a message is about; line is the one that the
// library names, counted from 1, or less when it names none.
func (p *parser) faultSpan(span source.Span, said saying, d diagnosis, line int) source.Span {
	first := p.file.LineAt(span.Start)
	if d.end < 0 || said.place == atOpening && line > 0 {
		return p.lineSpan(span, first+max(line, 1)-1)
	}
	end := min(span.Start+d.end, span.End)
	if m := anchorName.FindStringSubmatch(d.problem); m != nil {
		return source.Span{Start: max(span.Start, end-len(m[1])-1), End: end}
	}
	_, width := utf8.DecodeLastRune(p.file.Data[span.Start:end])
	at := source.Span{Start: end - width, End: end}
	switch said.place {
	case atChar:
		if p.file.Data[at.Start] == '\\' && at.End < span.End {
			_, width = utf8.DecodeRune(p.file.Data[at.End:span.End])
			at.End += width
		} else if at.Start > span.Start && p.file.Data[at.Start-1] == '\\' {
			at.Start--
		}
		return at
	case atRest:
		at.End, _ = lineEnd(p.file.Data[:span.End], at.Start)
		return at
	}
	return p.lineSpan(span, p.file.LineAt(at.Start))
}

// behindQuote says whether a place follows the quote or bracket that closes a
// value, on the same line.
func (p *parser) behindQuote(at int) bool {
	line := p.file.LineStart(p.file.LineAt(at))
	before := bytes.TrimRight(p.file.Data[line:at], " \t")
	return len(before) > 0 && bytes.IndexByte([]byte("'\"]}"), before[len(before)-1]) >= 0
}

// particular puts the character that could not be read into the message.
func (p *parser) particular(said *saying, at source.Span, d diagnosis) {
	if said.place != atChar {
		return
	}
	written := "this"
	if d.end >= 0 {
		text := string(p.file.Data[at.Start:at.End])
		switch text {
		case `\/`:
			said.ours, said.help = "`\\/` is an escape of JSON that many readers of YAML refuse", "write `/`"
		case "`":
			said.ours = "a value cannot begin with a backtick"
		case "\t":
			said.ours, said.help = "a tab stands where YAML wants a space", "write a space instead"
		}
		written = "`" + text + "`"
	}
	said.ours = strings.ReplaceAll(said.ours, "%s", written)
}

// diagnosis is what the library has to say of a document that it cannot read.
type diagnosis struct {
	problem string
	line    int // as the library counts; 0 when it names none
	end     int // length of the shortest beginning of the document with the same problem; -1 when unknown
}

// diagnose reads a document again to learn where it goes wrong. It does so
// behind a line of comment, because the library forgets the place of what
// stands on the first line.
func diagnose(text []byte, err error) diagnosis {
	const before = "#\n"
	bare := bytes.TrimPrefix(text, []byte(byteOrderMark))
	mark := len(text) - len(bare)
	shifted := append([]byte(before), bare...)
	if _, again := decode(shifted); again != nil {
		err = again
	} else {
		shifted = nil
	}
	d := diagnosis{problem: err.Error(), end: -1}
	if m := errorLine.FindStringSubmatch(d.problem); m != nil {
		d.problem = m[2]
		if m[1] != "" {
			d.line, _ = strconv.Atoi(m[1])
			d.line -= strings.Count(before, "\n")
		}
	}
	if shifted == nil || len(bare) > exactlyUpTo {
		return d
	}
	same := func(n int) bool {
		_, other := decode(shifted[:n])
		return other != nil && other.Error() == err.Error()
	}
	n := len(before) + sort.Search(len(bare), func(n int) bool {
		for n < len(bare) && !utf8.RuneStart(bare[n]) {
			n++
		}
		return same(len(before) + n)
	})
	for n < len(shifted) && !utf8.RuneStart(shifted[n]) {
		n++
	}
	if n > len(before) && same(n) {
		d.end = mark + n - len(before)
	}
	return d
}

// errMore says that a text holds more than one document, in the library's words.
var errMore = errors.New("yaml: did not find expected <document start>")

// decode reads the one document that a text holds, nil when it holds none. It
// keeps the library's panics from ours: it has some on hostile input.
func decode(text []byte) (top *yaml.Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			top, err = nil, fmt.Errorf("yaml: %v", cause)
		}
	}()
	var root, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	switch err := decoder.Decode(&root); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	}
	// What stands behind the end of the document would be passed over in silence.
	switch err := decoder.Decode(&more); {
	case err == nil:
		return nil, errMore
	case !errors.Is(err, io.EOF):
		return nil, err
	}
	return root.Content[0], nil
}

// lineSpan is the text of a line of the file, without its indentation; of the
// nearest one above in the same document when that is blank.
func (p *parser) lineSpan(span source.Span, line int) source.Span {
	first := p.file.LineAt(span.Start)
	for line = min(line, p.file.Lines()); line >= first; line-- {
		start := max(p.file.LineStart(line), span.Start)
		if start >= span.End {
			continue
		}
		end, _ := lineEnd(p.file.Data[:span.End], start)
		text := bytes.TrimPrefix(p.file.Data[start:end], []byte(byteOrderMark))
		if text = bytes.TrimLeft(text, " \t"); len(bytes.TrimSpace(text)) > 0 {
			return source.Span{Start: end - len(text), End: end}
		}
	}
	return source.Span{Start: span.Start, End: span.Start}
}

// tabBefore finds a tab in the indentation of what stands at an offset.
func (p *parser) tabBefore(at int) (int, bool) {
	line := p.file.LineStart(p.file.LineAt(at))
	before := p.file.Data[line:at]
	if at < len(p.file.Data) && p.file.Data[at] == '\t' {
		before = p.file.Data[line : at+1]
	}
	if len(bytes.TrimLeft(before, " \t")) > 0 {
		return 0, false
	}
	tab := bytes.IndexByte(before, '\t')
	return line + tab, tab >= 0
}
