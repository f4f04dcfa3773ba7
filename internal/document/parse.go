package document

import (
	"bytes"
	"fmt"
	"regexp"

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
)

// Parse reads the documents of a file. Documents without content (only
// comments) are left out. One that cannot be parsed has a nil Root, what its
// lines say of its identity, and a finding; those after it are still read.
func Parse(file *source.File) ([]*Document, []finding.Finding) {
	if at, char, bad := firstControl(file.Data); bad {
		return nil, []finding.Finding{report(ruleControl,
			source.Location{Path: file.Path, Span: source.Span{Start: at, End: at + 1}},
			fmt.Sprintf("the control character U+%04X is not allowed in YAML", char))}
	}
	p := &parser{file: file}
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
	made     map[*yaml.Node]*Node // nodes with an anchor; nil while one is being made
	sizes    map[*Node]int        // nodes of a tree with its aliases expanded
	size     int
	over     bool // the tree is past a limit, which has been reported
}

func (p *parser) document(span source.Span) *Document {
	text := p.file.Data[span.Start:span.End]
	doc := &Document{File: p.file, Span: span}
	var root yaml.Node
	if err := decode(text, &root); err != nil {
		p.syntax(span, err)
		doc.guess(text)
		return doc
	}
	if root.Kind == 0 || len(root.Content) == 0 {
		return nil
	}
	top := root.Content[0]
	if top.Kind == yaml.ScalarNode && top.Value == "" && top.Style == 0 && top.Anchor == "" {
		return nil // comments and markers only
	}
	p.at = newCursor(p.file.Data, span)
	p.made, p.sizes, p.size, p.over = nil, nil, 0, false
	doc.Root = p.node(top, 1)
	if p.over {
		doc.Root = nil
		doc.guess(text)
		return doc
	}
	doc.identify()
	return doc
}

// decode keeps the library's panics from ours: it has some on hostile input.
func decode(text []byte, root *yaml.Node) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("yaml: %v", cause)
		}
	}()
	return yaml.Unmarshal(text, root)
}

func (p *parser) report(rule finding.Rule, span source.Span, format string, args ...any) *finding.Finding {
	p.findings = append(p.findings, report(rule, source.Location{Path: p.file.Path, Span: span}, fmt.Sprintf(format, args...)))
	return &p.findings[len(p.findings)-1]
}

// node makes our node of the library's.
func (p *parser) node(y *yaml.Node, depth int) *Node {
	start := p.at.offset(y.Line, y.Column)
	if y.Kind == yaml.AliasNode {
		return p.alias(y, start)
	}
	n := &Node{File: p.file}
	if p.over {
		return n
	}
	if p.size++; p.size > MaxNodes {
		p.over = true
		p.report(ruleExpansion, source.Span{Start: start, End: start}, "the document has more than %d values", MaxNodes)
		return n
	}
	if depth > MaxDepth {
		p.over = true
		p.report(ruleDepth, source.Span{Start: start, End: start}, "mappings and lists are nested more than %d levels deep", MaxDepth)
		return n
	}
	if y.Anchor != "" {
		if p.made == nil {
			p.made, p.sizes = map[*yaml.Node]*Node{}, map[*Node]int{}
		}
		p.made[y] = nil
		before := p.size
		defer func() {
			p.made[y] = n
			p.sizes[n] = p.size - before + 1
		}()
	}
	content := p.at.properties(start, y)
	switch y.Kind {
	case yaml.MappingNode:
		n.Kind = Map
		p.mapping(n, y, depth)
	case yaml.SequenceNode:
		n.Kind = List
		n.Entries = make([]Entry, len(y.Content))
		for i, c := range y.Content {
			n.Entries[i].Value = p.node(c, depth+1)
		}
	default:
		end := p.at.scalarEnd(content, y)
		n.Span = source.Span{Start: start, End: end}
		p.scalar(n, y, source.Span{Start: content, End: end})
		return n
	}
	if bad := collectionTag(y); bad != "" {
		p.report(ruleTag, source.Span{Start: start, End: content}, "the tag `%s` is not known", bad)
	}
	n.Span = source.Span{Start: start, End: p.at.collectionEnd(content, y, n)}
	return n
}

// alias gives an alias the value of its anchor, and counts what it expands to.
func (p *parser) alias(y *yaml.Node, start int) *Node {
	span := source.Span{Start: start, End: p.at.nameEnd(start)}
	target, found := p.made[y.Alias]
	switch {
	case !found || target == nil:
		if !p.over {
			p.over = true
			p.report(ruleCycle, span, "the alias `*%s` stands inside of what it stands for", y.Value)
		}
		return &Node{File: p.file, Span: span}
	default:
		if p.size += p.sizes[target]; p.size > MaxNodes && !p.over {
			p.over = true
			p.report(ruleExpansion, span, "with its aliases expanded, the document has more than %d values", MaxNodes)
		}
	}
	n := *target
	n.Span, n.Anchor = span, target
	return &n
}

// mapping makes the entries of a mapping.
func (p *parser) mapping(n *Node, y *yaml.Node, depth int) {
	n.Entries = make([]Entry, 0, len(y.Content)/2)
	var seen map[string]int
	if len(y.Content) > 32 {
		seen = make(map[string]int, len(y.Content)/2)
	}
	for i := 0; i+1 < len(y.Content); i += 2 {
		key := p.key(y.Content[i], depth)
		value := p.node(y.Content[i+1], depth+1)
		if key == nil {
			continue
		}
		if first := lookup(n, seen, key.Text); first >= 0 {
			f := p.report(ruleDuplicate, key.Span, "the key `%s` stands twice in this mapping", key.Text)
			f.Related = []finding.Related{{
				At:      source.Location{Path: p.file.Path, Span: n.Entries[first].KeyAt},
				Message: "the first one, which counts here",
			}}
			continue
		}
		if seen != nil {
			seen[key.Text] = len(n.Entries)
		}
		n.Entries = append(n.Entries, Entry{Key: key.Text, KeyAt: key.Span, Value: value})
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

// key makes the key of an entry; nil when it cannot be one.
func (p *parser) key(y *yaml.Node, depth int) *Node {
	key := p.node(y, depth+1)
	if p.over {
		return nil
	}
	switch key.Kind {
	case List, Map:
		p.report(ruleKey, key.Span, "%s cannot be a key", key.Kind)
		return nil
	case String:
		if key.Text == "<<" && key.Style == Plain {
			p.report(ruleMergeKey, key.Span, "the merge key `<<` is not part of YAML 1.2")
			return nil
		}
		return key
	}
	written := string(p.file.Data[key.Span.Start:key.Span.End])
	f := p.report(ruleKey, key.Span, "the key `%s` is %s; keys are text", written, key.Kind)
	f.Fix = p.quote(key.Span, y.Value)
	key.Kind, key.Text = String, y.Value
	return key
}

// identify reads what a document says of itself.
func (d *Document) identify() {
	d.APIVersion = d.Root.Get("apiVersion").Str()
	d.Kind = d.Root.Get("kind").Str()
	metadata := d.Root.Get("metadata")
	d.Region, d.Name = metadata.Get("region").Str(), metadata.Get("name").Str()
}

// guess reads the identity of a document that cannot be parsed from its lines.
func (d *Document) guess(text []byte) {
	find := func(pattern *regexp.Regexp) string {
		if m := pattern.FindSubmatch(text); m != nil {
			return string(bytes.Trim(m[1], `"'`))
		}
		return ""
	}
	d.APIVersion = find(regexp.MustCompile(`(?m)^apiVersion:[ \t]*([^\s#]+)`))
	d.Kind = find(regexp.MustCompile(`(?m)^kind:[ \t]*([^\s#]+)`))
	d.Name = find(regexp.MustCompile(`(?m)^(?:[ \t]+|metadata:[ \t]*\{.*?)name:[ \t]*([^\s#,}]+)`))
	d.Region = find(regexp.MustCompile(`(?m)^(?:[ \t]+|metadata:[ \t]*\{.*?)region:[ \t]*([^\s#,}]+)`))
}

func firstControl(data []byte) (int, rune, bool) {
	for i, b := range data {
		if b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7F {
			return i, rune(b), true
		}
		// C1 controls but NEL, and U+FFFE, U+FFFF, as far as YAML forbids them.
		if b == 0xC2 && i+1 < len(data) && data[i+1] >= 0x80 && data[i+1] < 0xA0 && data[i+1] != 0x85 {
			return i, rune(data[i+1]), true
		}
		if b == 0xEF && i+2 < len(data) && data[i+1] == 0xBF && data[i+2] >= 0xBE {
			return i, 0xFFC0 + rune(data[i+2]) - 0x80, true
		}
	}
	return 0, 0, false
}
