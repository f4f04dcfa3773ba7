package schema

import (
	"slices"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/document"
)

// plain goes through the library's compiled schema without its book-keeping, which
// for a document that is right, as nearly all are, is most of the work and a third
// of all memory that a check asks for. What it says is
// what the library says: TestWalkAgreesWithLibrary holds them together. What is
// not among the everyday keywords, the library is asked about.
type plain struct {
	registry *Registry
	formats  map[string]format
	depth    int // of references without a step into the value
}

// mostInPlace is how many references may follow one another before the library,
// which notices circles, is asked.
const mostInPlace = 32

// holds says whether a schema holds for a value. It panics as the library does,
// on numbers that are too large.
func (p *plain) holds(s *jsonschema.Schema, n *document.Node) bool {
	if s.Always != nil {
		return *s.Always
	}
	if p.depth > mostInPlace || isRare(s) {
		return s.Validate(n.Value()) == nil
	}
	switch n.Kind {
	case document.Map:
		return isOf(s, "object") && p.fields(s, n) && p.inPlace(s, n)
	case document.List:
		return isOf(s, "array") && p.members(s, n) && p.inPlace(s, n)
	case document.String:
		return isOf(s, "string") && p.text(s, n.Text) && p.inPlace(s, n)
	}
	return s.Validate(n.Value()) == nil // numbers are few
}

// isRare says whether a schema has keywords that are not looked at here.
func isRare(s *jsonschema.Schema) bool {
	return s.RecursiveRef != nil || s.DynamicRef != nil || len(s.Extensions) > 0 ||
		s.PropertyNames != nil || s.RegexProperties || len(s.PatternProperties) > 0 || len(s.Dependencies) > 0 ||
		len(s.DependentRequired) > 0 || len(s.DependentSchemas) > 0 || s.UnevaluatedProperties != nil ||
		s.Items != nil || s.AdditionalItems != nil || len(s.PrefixItems) > 0 || s.Contains != nil || s.UnevaluatedItems != nil ||
		s.ContentEncoding != "" || s.ContentMediaType != "" || s.ContentSchema != nil
}

func isOf(s *jsonschema.Schema, kind string) bool {
	return len(s.Types) == 0 || slices.Contains(s.Types, kind)
}

func (p *plain) fields(s *jsonschema.Schema, n *document.Node) bool {
	if len(s.Enum)+len(s.Constant) > 0 {
		return s.Validate(n.Value()) == nil
	}
	if s.MinProperties != -1 && len(n.Entries) < s.MinProperties || s.MaxProperties != -1 && len(n.Entries) > s.MaxProperties {
		return false
	}
	for _, name := range s.Required {
		if n.Get(name) == nil {
			return false
		}
	}
	for i := range n.Entries {
		e := &n.Entries[i]
		below := s.Properties[e.Key]
		if below == nil {
			switch others := s.AdditionalProperties.(type) {
			case bool:
				if !others {
					return false
				}
				continue
			case *jsonschema.Schema:
				below = others
			default:
				continue
			}
		}
		if !p.below(below, e.Value) {
			return false
		}
	}
	return true
}

func (p *plain) members(s *jsonschema.Schema, n *document.Node) bool {
	if len(s.Enum)+len(s.Constant) > 0 || s.UniqueItems && len(n.Entries) > 1 {
		return s.Validate(n.Value()) == nil
	}
	if s.MinItems != -1 && len(n.Entries) < s.MinItems || s.MaxItems != -1 && len(n.Entries) > s.MaxItems {
		return false
	}
	for i := range n.Entries {
		if s.Items2020 != nil && !p.below(s.Items2020, n.Entries[i].Value) {
			return false
		}
	}
	return true
}

// below goes a step into the value.
func (p *plain) below(s *jsonschema.Schema, n *document.Node) bool {
	depth := p.depth
	p.depth = 0
	holds := p.holds(s, n)
	p.depth = depth
	return holds
}

func (p *plain) text(s *jsonschema.Schema, text string) bool {
	is := func(value any) bool { return value == text }
	if len(s.Constant) > 0 && !is(s.Constant[0]) || len(s.Enum) > 0 && !slices.ContainsFunc(s.Enum, is) {
		return false
	}
	if s.MinLength != -1 || s.MaxLength != -1 {
		length := utf8.RuneCountInString(text)
		if s.MinLength != -1 && length < s.MinLength || s.MaxLength != -1 && length > s.MaxLength {
			return false
		}
	}
	if s.Pattern != nil && !s.Pattern.MatchString(text) {
		return false
	}
	if s.Format == "" {
		return true
	}
	known, found := p.formats[s.Format]
	if !found {
		return s.Validate(text) == nil
	}
	return known.valid(p.registry, text)
}

// inPlace are the schemas that speak of the same value.
func (p *plain) inPlace(s *jsonschema.Schema, n *document.Node) bool {
	p.depth++
	defer func() { p.depth-- }()
	if s.Ref != nil && !p.holds(s.Ref, n) || s.Not != nil && p.holds(s.Not, n) {
		return false
	}
	for _, one := range s.AllOf {
		if !p.holds(one, n) {
			return false
		}
	}
	if len(s.AnyOf) > 0 && p.count(s.AnyOf, n) == 0 || len(s.OneOf) > 0 && p.count(s.OneOf, n) != 1 {
		return false
	}
	if s.If == nil {
		return true
	}
	if p.holds(s.If, n) {
		return s.Then == nil || p.holds(s.Then, n)
	}
	return s.Else == nil || p.holds(s.Else, n)
}

func (p *plain) count(schemas []*jsonschema.Schema, n *document.Node) int {
	count := 0
	for _, one := range schemas {
		if p.holds(one, n) {
			count++
		}
	}
	return count
}
