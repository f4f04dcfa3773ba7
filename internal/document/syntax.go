package document

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"

	"interlock.dev/interlock/internal/source"
)

var errorLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// saying is a message of the library in our users' words.
type saying struct {
	theirs, ours, help string
	// early says that the library counts the line from 0: it does so for what
	// its parser reports, and not for what its scanner reports.
	early bool
}

func sayings() []saying {
	return []saying{
		{theirs: "mapping values are not allowed", ours: "a colon stands where no new field can begin", help: "indent the line like its neighbours; put text that contains a colon in quotes"},
		{theirs: "could not find expected ':'", ours: "a field lacks its colon", help: "write `name: value`; indent text that goes on over several lines below its field"},
		{theirs: "did not find expected key", ours: "a line is indented unlike its neighbours", help: "indent the fields of one mapping alike", early: true},
		{theirs: "did not find expected '-' indicator", ours: "a line is indented unlike the members of its list", help: "indent the members of one list alike, each with a dash", early: true},
		{theirs: "did not find expected ',' or ']'", ours: "a list in brackets is not closed", help: "put a comma between its members and a `]` at its end", early: true},
		{theirs: "did not find expected ',' or '}'", ours: "a mapping in braces is not closed", help: "put a comma between its fields and a `}` at its end", early: true},
		{theirs: "did not find expected node content", ours: "a value is missing here", help: "write the value, or remove the comma before it", early: true},
		{theirs: "did not find expected <document start>", ours: "a new document begins without a line `---`", help: "put `---` on a line of its own between two documents; indent what belongs to the document above", early: true},
		{theirs: "block sequence entries are not allowed", ours: "a dash stands where no list can begin", help: "put the list on lines of its own below its field"},
		{theirs: "found unexpected end of stream", ours: "the text in quotes is not closed", help: "close the quotes"},
		{theirs: "while scanning a quoted scalar", ours: "the text in quotes is not closed", help: "close the quotes"},
		{theirs: "found unknown escape character", ours: "a backslash in double quotes begins an escape that YAML does not know", help: "write `\\\\` for a backslash, or use single quotes"},
		{theirs: "found character that cannot start any token", ours: "a value cannot begin with this character", help: "put text that begins with `@`, `` ` ``, `%` or a tab in quotes; indent with spaces"},
		{theirs: "found a tab character", ours: "a tab is used to indent", help: "indent with spaces"},
		{theirs: "unknown anchor", ours: "an alias names an anchor that is not there", help: "write `&name` before the value that `*name` stands for, in the same document and above it"},
		{theirs: "exceeded max depth", ours: "mappings and lists are nested too deeply", help: "flatten the document"},
		{theirs: "found duplicate %YAML directive", ours: "two %YAML directives", help: "keep one"},
		{theirs: "found incompatible YAML document", ours: "the %YAML directive names another version", help: "remove it, or write %YAML 1.2"},
		{theirs: "found undefined tag handle", ours: "a tag is used that was not declared", help: "remove the tag"},
	}
}

// syntax reports why a document cannot be parsed, on the line where it shows.
func (p *parser) syntax(span source.Span, err error) {
	message, line := err.Error(), 1
	help := ruleSyntax.Remedy
	text := message
	if m := errorLine.FindStringSubmatch(message); m != nil {
		text = m[2]
		if m[1] != "" {
			line, _ = strconv.Atoi(m[1])
		}
	}
	ours := text
	for _, s := range sayings() {
		if strings.Contains(text, s.theirs) {
			ours, help = s.ours, s.help
			if s.early && line > 0 && strings.Contains(message, "line ") {
				line++
			}
			break
		}
	}
	at := p.lineSpan(span, line)
	written := p.file.Data[at.Start:at.End]
	if indent := p.indentation(at.Start); bytes.IndexByte(indent, '\t') >= 0 {
		ours, help = "a tab is used to indent", "indent with spaces"
		start := at.Start - len(indent) + bytes.IndexByte(indent, '\t')
		at = source.Span{Start: start, End: start + 1}
	} else if bytes.HasPrefix(written, []byte("<<<<<<<")) || bytes.HasPrefix(written, []byte("=======")) || bytes.HasPrefix(written, []byte(">>>>>>>")) {
		ours, help = "the mark of a merge conflict stands in the file", "finish the merge: keep one side and remove the marks"
	}
	f := p.report(ruleSyntax, at, "%s", ours)
	f.Help = help
}

// lineSpan is the text of a line of a document, without its indentation; of the
// nearest one above when that is blank.
func (p *parser) lineSpan(span source.Span, line int) source.Span {
	c := newCursor(p.file.Data, span)
	for line = max(1, min(line, len(c.lines))); line >= 1; line-- {
		start := c.lines[line-1]
		end, _ := c.breakAfter(start)
		text := p.file.Data[start:end]
		trimmed := bytes.TrimLeft(text, " \t")
		if len(bytes.TrimSpace(trimmed)) > 0 {
			return source.Span{Start: end - len(trimmed), End: end}
		}
	}
	return source.Span{Start: span.Start, End: span.Start}
}

// indentation is the white space before an offset on its line.
func (p *parser) indentation(at int) []byte {
	start := at
	for start > 0 && (p.file.Data[start-1] == ' ' || p.file.Data[start-1] == '\t') {
		start--
	}
	return p.file.Data[start:at]
}
