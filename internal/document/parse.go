package document

import (
	"bytes"
	"fmt"
	"regexp"
	"unsafe"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// Limits bound what one document may cost. They are generous for what people
// write, and small against what the machine can bear.
const (
	// MaxDepth is how deeply mappings and lists may be nested.
	MaxDepth = 64
	// MaxNodes is how many nodes a document may have once its aliases are expanded.
	MaxNodes = 200_000
	// MaxFindings is how many findings Parse makes of one file.
	MaxFindings = 1000
)

// Parse reads the documents of a file. Documents without content (only
// comments) are left out. One that cannot be parsed has a nil Root, what its
// lines say of its identity, and a finding; those after it are still read.
func Parse(file *source.File) ([]*Document, []finding.Finding) {
	p := &parser{file: file}
	if at, bad := invalid(file.Data); bad {
		f := p.report(ruleSyntax, source.Span{Start: at, End: at + 1}, "the file is not UTF-8: byte %d is 0x%02X", at+1, file.Data[at])
		f.Help = "save the file in the encoding UTF-8"
		return nil, p.findings
	}
	var documents []*Document
	for _, span := range split(file.Data) {
		if doc := p.document(span); doc != nil {
			documents = append(documents, doc)
		}
	}
	return documents, p.findings
}

// parser turns the documents of one file into trees.
type parser struct {
	file     *source.File
	findings []finding.Finding
	at       *cursor
	made     map[*yaml.Node]*anchored
	size     int  // nodes of the tree so far, with its aliases expanded
	deepest  int  // level of the deepest of them, since it was last reset
	over     bool // the tree is past a limit, which has been reported
	// What a tree is made of is taken from two pieces of memory, which costs half
	// of what single ones do to make, to keep and to look through.
	nodes   []Node
	entries []Entry
	name    Node // of the key at hand
}

// room makes the pieces for a tree of the library's.
func (p *parser) room(top *yaml.Node) {
	nodes, entries := sizes(top)
	p.nodes, p.entries = make([]Node, nodes), make([]Entry, entries)
}

// sizes are the numbers of nodes and entries in a tree, keys left out.
func sizes(y *yaml.Node) (nodes, entries int) {
	nodes = 1
	step := 1
	switch y.Kind {
	case yaml.MappingNode:
		step = 2
		fallthrough
	case yaml.SequenceNode:
		entries = len(y.Content) / step
		for i := step - 1; i < len(y.Content); i += step {
			n, e := sizes(y.Content[i])
			nodes, entries = nodes+n, entries+e
		}
	}
	return nodes, entries
}

// blank is a node without a value yet.
func (p *parser) blank() *Node {
	if len(p.nodes) == 0 {
		return &Node{File: p.file}
	}
	n := &p.nodes[0]
	p.nodes = p.nodes[1:]
	n.File = p.file
	return n
}

// take is room for some entries.
func (p *parser) take(count int) []Entry {
	if len(p.entries) < count {
		return make([]Entry, count)
	}
	taken := p.entries[:count:count]
	p.entries = p.entries[count:]
	return taken
}

// anchored is what an alias may stand for.
type anchored struct {
	node         *Node // nil while it is being made
	size, height int   // its nodes, and the levels below it, with its own aliases expanded
}

// document reads one document; nil when there is nothing in it.
func (p *parser) document(span source.Span) *Document {
	doc := &Document{File: p.file, Span: span}
	top, ok := p.decode(span)
	if ok && (top == nil || isBlank(top)) {
		return nil
	}
	if ok {
		p.at = newCursor(p.file, span)
		p.made, p.size, p.deepest, p.over = nil, 0, 0, false
		p.room(top)
		if root := p.node(p.blank(), top, 1); !p.over {
			doc.Root = root
			doc.identify()
			return doc
		}
	}
	doc.guess(p.file.Data[span.Start:span.End])
	return doc
}

// decode gives the library's tree of a document, nil when there is none; not ok
// when it cannot be read, which it reports.
func (p *parser) decode(span source.Span) (top *yaml.Node, ok bool) {
	if r, found := refused(p.file.Data[span.Start:span.End]); found {
		at := source.Span{Start: span.Start + r.at, End: span.Start + r.at + r.width}
		f := p.report(ruleControl, at, "%s", r.message)
		f.Help = r.help
		f.Fix = &finding.Fix{Message: "write what is meant instead", Edits: []source.Edit{{At: f.At, New: r.instead}}}
		if r.instead == "" {
			f.Fix.Message = "delete it"
		}
		return nil, false
	}
	text, ok := p.prepare(span)
	if !ok {
		return nil, false
	}
	top, err := decode(text)
	if err != nil {
		p.syntax(span, text, err)
		return nil, false
	}
	return top, true
}

// isBlank says whether a document holds comments and markers only.
func isBlank(y *yaml.Node) bool {
	return isEmpty(y) && y.Style == 0 && y.Anchor == ""
}

func (p *parser) report(rule finding.Rule, span source.Span, format string, args ...any) *finding.Finding {
	if len(p.findings) >= MaxFindings {
		last := &p.findings[MaxFindings-1]
		last.Message = fmt.Sprintf("the file has more than %d faults; from here on they are not listed", MaxFindings-1)
		last.Related, last.Fix = nil, nil
		return &finding.Finding{}
	}
	p.findings = append(p.findings, report(rule, source.Location{Path: p.file.Path, Span: span}, fmt.Sprintf(format, args...)))
	return &p.findings[len(p.findings)-1]
}

// exceed reports that a tree is past a limit, once.
func (p *parser) exceed(rule finding.Rule, span source.Span, format string, args ...any) {
	if !p.over {
		p.over = true
		p.report(rule, span, format, args...)
	}
}

// node makes our node of the library's: n, unless it is an alias.
func (p *parser) node(n *Node, y *yaml.Node, depth int) *Node {
	if p.over {
		return n
	}
	start := p.at.offset(y.Line, y.Column)
	if p.deepest = max(p.deepest, depth); depth > MaxDepth {
		p.exceed(ruleDepth, p.at.word(start), "mappings and lists are nested more than %d levels deep", MaxDepth)
		return n
	}
	if y.Kind == yaml.AliasNode {
		return p.alias(y, start, depth)
	}
	if p.size++; p.size > MaxNodes {
		p.exceed(ruleExpansion, p.at.word(start), "the document has more than %d values", MaxNodes)
		return n
	}
	if y.Anchor == "" {
		p.fill(n, y, start, depth)
		return n
	}
	if p.made == nil {
		p.made = map[*yaml.Node]*anchored{}
	}
	a := &anchored{size: p.size - 1, height: p.deepest}
	p.made[y], p.deepest = a, depth
	p.fill(n, y, start, depth)
	a.node, a.size = n, p.size-a.size
	a.height, p.deepest = p.deepest-depth, max(p.deepest, a.height)
	return n
}

// fill gives a node its value, and the span that begins at an offset.
func (p *parser) fill(n *Node, y *yaml.Node, start, depth int) {
	content, name := p.at.properties(start, y)
	if !p.at.endsName(name) {
		p.nameFault(name)
	}
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		p.mapping(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		n.Entries = p.take(len(y.Content))
		for i, c := range y.Content {
			n.Entries[i].Value = p.node(p.blank(), c, depth+1)
		}
	default:
		end := p.at.scalarEnd(content, y)
		n.Span = source.Span{Start: start, End: end}
		p.scalar(n, y, source.Span{Start: content, End: end})
		n.Text = p.lent(n.Text, source.Span{Start: content, End: end})
		return
	}
	if y.Style&yaml.TaggedStyle != 0 {
		p.collectionTag(n, y, p.at.tag(start, content))
	}
	n.Span = source.Span{Start: start, End: p.at.collectionEnd(content, y, n)}
	if y.Style&yaml.FlowStyle != 0 {
		p.commentBehind(n.Span.End)
	}
}

// lent is a text as the file has it, where it stands there as it is: a file is
// never changed, and most texts need no memory of their own.
func (p *parser) lent(text string, at source.Span) string {
	if at.End-at.Start == len(text)+2 { // in quotes
		at.Start++
	}
	if text == "" || at.Start+len(text) > at.End || string(p.file.Data[at.Start:at.Start+len(text)]) != text {
		return text
	}
	return unsafe.String(&p.file.Data[at.Start], len(text))
}

// written is the text of a span.
func (p *parser) written(at source.Span) string { return string(p.file.Data[at.Start:at.End]) }

// alias gives an alias the value of its anchor, and counts what it expands to.
func (p *parser) alias(y *yaml.Node, start, depth int) *Node {
	span := source.Span{Start: start, End: p.at.nameEnd(start)}
	if !p.at.endsName(span.End) {
		p.nameFault(span.End)
	}
	target := p.made[y.Alias]
	if target == nil || target.node == nil {
		p.exceed(ruleCycle, span, "the alias `*%s` stands inside of the value that it stands for", y.Value)
		return &Node{File: p.file, Span: span}
	}
	if p.size += target.size; p.size > MaxNodes {
		p.exceed(ruleExpansion, span, "with its aliases written out, the document has more than %d values", MaxNodes)
	}
	if p.deepest = max(p.deepest, depth+target.height); p.deepest > MaxDepth {
		p.exceed(ruleDepth, span, "with its aliases written out, mappings and lists are nested more than %d levels deep", MaxDepth)
	}
	n := *target.node
	n.Span, n.Anchor = span, target.node
	return &n
}

// mapping makes the entries of a mapping.
func (p *parser) mapping(n *Node, y *yaml.Node, depth int) {
	n.Entries = p.take(len(y.Content) / 2)[:0]
	var seen map[string]int
	if len(y.Content) > 32 {
		seen = make(map[string]int, len(y.Content)/2)
	}
	for i := 0; i+1 < len(y.Content) && !p.over; i += 2 {
		key, at, named := p.key(y.Content[i], depth)
		value := p.node(p.blank(), y.Content[i+1], depth+1)
		if !named {
			continue
		}
		if first := lookup(n, seen, key); first >= 0 {
			f := p.report(ruleDuplicate, at, "the key `%s` stands twice in this mapping", key)
			f.Related = []finding.Related{{
				At:      source.Location{Path: p.file.Path, Span: n.Entries[first].KeyAt},
				Message: "the first one, which counts here",
			}}
			continue
		}
		if seen != nil {
			seen[key] = len(n.Entries)
		}
		n.Entries = append(n.Entries, Entry{Key: key, KeyAt: at, Value: value})
	}
}

func lookup(n *Node, seen map[string]int, key string) int {
	if seen != nil {
		if i, found := seen[key]; found {
			return i
		}
		return -1
	}
	for i := range n.Entries {
		if n.Entries[i].Key == key {
			return i
		}
	}
	return -1
}

// key reads the key of an entry, and its place; not ok when it cannot be one.
func (p *parser) key(y *yaml.Node, depth int) (name string, at source.Span, ok bool) {
	n := &p.name
	if *n = (Node{File: p.file}); y.Anchor != "" || y.Kind != yaml.ScalarNode {
		n = &Node{File: p.file} // which is kept
	}
	key := p.node(n, y, depth+1)
	if p.over {
		return "", at, false
	}
	at = key.Span
	if at.Start < at.End && at.Start > 0 && p.file.Data[at.Start-1] == '?' {
		f := p.report(ruleSyntax, source.Span{Start: at.Start - 1, End: at.End}, "a `?` stands here without a space behind it: readers disagree whether it belongs to the text")
		f.Help = "put the text in quotes"
	}
	switch key.Kind {
	case List, Map:
		p.report(ruleKey, at, "%s cannot be a key", key.Kind).Help = "write a name as the key, and this as a value"
		return "", at, false
	case String:
		if key.Text == "<<" && key.Style == Plain {
			p.report(ruleMergeKey, at, "the merge key `<<` is not part of YAML 1.2")
			return "", at, false
		}
		return key.Text, at, true
	}
	text := key.Text
	if y.Kind == yaml.ScalarNode {
		text = y.Value
	}
	var f *finding.Finding
	if text == "" {
		f = p.report(ruleKey, at, "a field has no name")
		f.Help = "write its name before the colon"
	} else {
		f = p.report(ruleKey, at, "the key `%s` is %s here; keys are text", p.written(at), key.Kind)
		if y.Anchor == "" {
			f.Fix = p.quote(at, text)
		}
	}
	return text, at, true
}

// identify reads what a document says of itself.
func (d *Document) identify() {
	d.APIVersion = d.Root.Get("apiVersion").Str()
	d.Kind = d.Root.Get("kind").Str()
	metadata := d.Root.Get("metadata")
	d.Region, d.Name = metadata.Get("region").Str(), metadata.Get("name").Str()
}

var (
	versionLine = regexp.MustCompile(`(?m)^apiVersion:[ \t]*([^\s#]+)`)
	kindLine    = regexp.MustCompile(`(?m)^kind:[ \t]*([^\s#]+)`)
	nameLine    = regexp.MustCompile(`(?m)^(?:[ \t]+|metadata:[ \t]*\{.*?)name:[ \t]*([^\s#,}]+)`)
	regionLine  = regexp.MustCompile(`(?m)^(?:[ \t]+|metadata:[ \t]*\{.*?)region:[ \t]*([^\s#,}]+)`)
)

// guess reads the identity of a document that cannot be parsed from its lines.
func (d *Document) guess(text []byte) {
	find := func(pattern *regexp.Regexp) string {
		if m := pattern.FindSubmatch(text); m != nil {
			return string(bytes.Trim(m[1], `"'`))
		}
		return ""
	}
	d.APIVersion, d.Kind = find(versionLine), find(kindLine)
	d.Name, d.Region = find(nameLine), find(regionLine)
}
