package schema

import (
	"fmt"
	"math/big"
	"regexp"
	"strconv"

	"interlock.dev/interlock/internal/document"
)

// clause is one schema object: what its keywords demand of a value, in the form
// in which they were written, so that what is found against them can be told in
// their words.
type clause struct {
	id int
	at *document.Node

	never            bool // the schema `false`
	ref              *clause
	types            kinds
	enum             []*document.Node
	constant         *document.Node
	format, pattern  string
	expression       *regexp.Regexp
	minLength        int // -1 when absent, as the other counts
	maxLength        int
	minimum, maximum *big.Rat
	above, below     *big.Rat
	multipleOf       *big.Rat

	properties    []property
	byName        map[string]*clause
	byPattern     []patternProperty
	closed        bool // additionalProperties: false
	open          bool // additionalProperties: true
	additional    *clause
	propertyNames *clause
	required      []string
	dependent     []dependency
	minProperties int
	maxProperties int

	items, contains    *clause
	minItems, maxItems int
	unique             bool

	oneOf, anyOf, allOf []*clause
	not                 *clause
	condition           *clause // if
	then, otherwise     *clause // then, else

	title, description, docs string
	xRef, mergeKey, unit     string
	sensitive, deprecated    bool
	framework                []string
	examples                 []*document.Node
	fallback                 *document.Node // default
	telling                  *telling       // how the branches of oneOf or anyOf are told apart
}

type property struct {
	name   string
	clause *clause
}

type patternProperty struct {
	expression *regexp.Regexp
	clause     *clause
}

type dependency struct {
	name     string
	required []string
}

// compiler makes clauses of schema files. What it made is never changed.
type compiler struct {
	file    func(name string) (*schemaFile, error) // the file of a reference
	clauses map[*document.Node]*clause
	inOrder []*clause // as they were made: by id
	told    int       // how many of them know how their branches are told apart
}

// clause compiles the schema at a node. pointer is where it stands.
func (c *compiler) clause(in *schemaFile, n *document.Node, pointer string) (*clause, error) {
	if made := c.clauses[n]; made != nil {
		return made, nil
	}
	made := &clause{
		id: len(c.clauses), at: n, minLength: -1, maxLength: -1,
		minProperties: -1, maxProperties: -1, minItems: -1, maxItems: -1,
	}
	c.clauses[n] = made
	c.inOrder = append(c.inOrder, made)
	if n.Kind == document.Bool {
		made.never = !n.IsTrue()
		return made, nil
	}
	if n.Kind != document.Map {
		return nil, in.fault(n, pointer, "a schema is a mapping, this is "+n.Kind.String(), "write `{…}`")
	}
	r := &clauseReader{compiler: c, in: in, made: made, pointer: pointer}
	for i := range n.Entries {
		r.keyword(n.Entries[i].Key, n.Entries[i].Value)
	}
	return made, r.err
}

// clauseReader fills one clause; the first fault stays in err.
type clauseReader struct {
	*compiler
	in      *schemaFile
	made    *clause
	pointer string
	err     error
}

func (r *clauseReader) keyword(name string, n *document.Node) {
	if r.err != nil || r.text(name, n) || r.number(name, n) || r.inner(name, n) {
		return
	}
	made := r.made
	switch name {
	case "type":
		made.types = typesOf(n)
	case "enum":
		for i := range n.Entries {
			made.enum = append(made.enum, n.Entries[i].Value)
		}
	case "const":
		made.constant = n
	case "required":
		made.required = texts(n)
	case "dependentRequired":
		for i := range n.Entries {
			made.dependent = append(made.dependent, dependency{n.Entries[i].Key, texts(n.Entries[i].Value)})
		}
	case "uniqueItems":
		made.unique = n.IsTrue()
	case "x-sensitive":
		made.sensitive = n.IsTrue()
	case "deprecated":
		made.deprecated = n.IsTrue()
	case "x-framework":
		made.framework = texts(n)
	case "default":
		made.fallback = n
	case "examples":
		for i := range n.Entries {
			made.examples = append(made.examples, n.Entries[i].Value)
		}
	}
}

func (r *clauseReader) text(name string, n *document.Node) bool {
	made := r.made
	switch name {
	case "title":
		made.title = n.Str()
	case "description":
		made.description = n.Str()
	case "x-docs":
		made.docs = n.Str()
	case "x-ref":
		made.xRef = n.Str()
	case "x-merge-key":
		made.mergeKey = n.Str()
	case "x-unit":
		made.unit = n.Str()
	case "format":
		made.format = n.Str()
	case "pattern":
		made.pattern = n.Str()
		made.expression = r.expression(name, n.Str(), n)
	case "$ref":
		made.ref, r.err = r.refer(n, r.pointer+"/$ref")
	case "$id":
		if r.pointer != "" {
			r.err = r.in.fault(n, r.pointer+"/$id", "an inner schema has no `$id`", "give it a name under `$defs` and refer to it as `#/$defs/NAME`")
		}
	default:
		return false
	}
	return true
}

func (r *clauseReader) expression(name, text string, n *document.Node) *regexp.Regexp {
	made, err := regexp.Compile(text)
	if err != nil && r.err == nil {
		r.err = r.in.fault(n, r.pointer+"/"+name, "the regular expression does not compile: "+err.Error(), "write it in the syntax of RE2")
	}
	return made
}

func (r *clauseReader) number(name string, n *document.Node) bool {
	made := r.made
	var count *int
	var number **big.Rat
	switch name {
	case "minLength":
		count = &made.minLength
	case "maxLength":
		count = &made.maxLength
	case "minItems":
		count = &made.minItems
	case "maxItems":
		count = &made.maxItems
	case "minProperties":
		count = &made.minProperties
	case "maxProperties":
		count = &made.maxProperties
	case "minimum":
		number = &made.minimum
	case "maximum":
		number = &made.maximum
	case "exclusiveMinimum":
		number = &made.above
	case "exclusiveMaximum":
		number = &made.below
	case "multipleOf":
		number = &made.multipleOf
	default:
		return false
	}
	value := rational(n.Text)
	if value == nil || count != nil && !value.Num().IsInt64() {
		r.err = r.in.fault(n, r.pointer+"/"+name, fmt.Sprintf("`%s` is too large", n.Text), "write a smaller number")
		return true
	}
	if count != nil {
		*count = int(value.Num().Int64())
	} else {
		*number = value
	}
	return true
}

// inner reads keywords under which schemas stand.
func (r *clauseReader) inner(name string, n *document.Node) bool {
	made := r.made
	var one **clause
	var many *[]*clause
	switch name {
	case "items":
		one = &made.items
	case "contains":
		one = &made.contains
	case "propertyNames":
		one = &made.propertyNames
	case "not":
		one = &made.not
	case "if":
		one = &made.condition
	case "then":
		one = &made.then
	case "else":
		one = &made.otherwise
	case "additionalProperties":
		if n.Kind == document.Bool {
			made.closed, made.open = !n.IsTrue(), n.IsTrue()
			return true
		}
		one = &made.additional
	case "oneOf":
		many = &made.oneOf
	case "anyOf":
		many = &made.anyOf
	case "allOf":
		many = &made.allOf
	default:
		return r.named(name, n)
	}
	if one != nil {
		*one = r.sub(n, r.pointer+"/"+name)
		return true
	}
	for i := range n.Entries {
		*many = append(*many, r.sub(n.Entries[i].Value, r.pointer+"/"+name+"/"+strconv.Itoa(i)))
	}
	return true
}

// named reads keywords under which schemas stand by name.
func (r *clauseReader) named(name string, n *document.Node) bool {
	made := r.made
	switch name {
	case "properties":
		made.byName = make(map[string]*clause, len(n.Entries))
		for i := range n.Entries {
			e := &n.Entries[i]
			sub := r.sub(e.Value, r.pointer+"/properties/"+escapePointer(e.Key))
			made.byName[e.Key] = sub
			made.properties = append(made.properties, property{e.Key, sub})
		}
	case "patternProperties":
		for i := range n.Entries {
			e := &n.Entries[i]
			made.byPattern = append(made.byPattern, patternProperty{
				r.expression(name, e.Key, e.Value), r.sub(e.Value, r.pointer+"/"+name+"/"+escapePointer(e.Key)),
			})
		}
	case "$defs":
		// Compiled although nothing may refer to them, so that faults in them show.
		for i := range n.Entries {
			r.sub(n.Entries[i].Value, r.pointer+"/$defs/"+escapePointer(n.Entries[i].Key))
		}
	default:
		return false
	}
	return true
}

func (r *clauseReader) sub(n *document.Node, pointer string) *clause {
	if r.err != nil {
		return nil
	}
	made, err := r.clause(r.in, n, pointer)
	if err != nil {
		r.err = err
	}
	return made
}
