// Package framework says of each row of the operating model what holds it, what checks it, and what proves that.
package framework

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// Row is one agreement of the operating model.
type Row struct {
	ID        string // a letter and a number
	Area      string
	Agreement string // in one line
	// Property says how the program itself keeps the agreement, where that is no
	// question of rules; nil for all others.
	Property *Property
	shared   []string // fields that hold it and that all kinds share
}

// Property is an agreement that the program keeps by the way it is built.
type Property struct {
	How      string   `json:"how"`
	Commands []string `json:"commands"` // that show it
	Tests    []string `json:"tests"`    // package and function of tests in Go
}

// Read reads the statement of all rows: `framework`, areas with their rows;
// `properties`; and `shared`, fields that no schema of one kind can mark.
func Read(file *source.File) ([]Row, error) {
	documents, findings := document.Parse(file)
	if len(findings) > 0 || len(documents) != 1 {
		return nil, fmt.Errorf("%s: the statement of the operating model is not one YAML document", file.Path)
	}
	root := documents[0].Root
	var rows []Row
	for _, area := range entries(root.Get("framework")) {
		for _, row := range entries(area.Value.Get("rows")) {
			rows = append(rows, Row{ID: row.Key, Area: area.Value.Get("area").Str(), Agreement: row.Value.Str()})
		}
	}
	for _, e := range entries(root.Get("properties")) {
		row := Find(rows, e.Key)
		if row == nil {
			return nil, fmt.Errorf("%s: there is no row `%s`", file.Path, e.Key)
		}
		row.Property = &Property{How: e.Value.Get("how").Str(), Commands: texts(e.Value.Get("commands")), Tests: texts(e.Value.Get("tests"))}
		row.shared = texts(e.Value.Get("fields"))
	}
	for _, e := range entries(root.Get("shared")) {
		row := Find(rows, e.Key)
		if row == nil {
			return nil, fmt.Errorf("%s: there is no row `%s`", file.Path, e.Key)
		}
		row.shared = texts(e.Value)
	}
	return rows, nil
}

// Find is the row of an id, nil when there is none.
func Find(rows []Row, id string) *Row {
	for i := range rows {
		if rows[i].ID == id {
			return &rows[i]
		}
	}
	return nil
}

func entries(n *document.Node) []document.Entry {
	if n == nil {
		return nil
	}
	return n.Entries
}

func texts(n *document.Node) []string {
	list := []string{}
	for _, e := range entries(n) {
		list = append(list, e.Value.Str())
	}
	return list
}

// Tested is a rule with what is there to prove it.
type Tested struct {
	finding.Rule
	Own  bool // of the repository, not shipped
	Good bool // has an example without a finding
	Bad  bool // has an example with lines that want one
	Rego int  // tests in Rego
}

// Coverage is what holds, checks and proves one row.
type Coverage struct {
	ID        string    `json:"id"`
	Area      string    `json:"area"`
	Agreement string    `json:"agreement"`
	Kinds     []string  `json:"kinds"`  // that have a field which holds it
	Fields    []string  `json:"fields"` // KIND.path, as people write it
	Rules     []string  `json:"rules"`  // ids of the rules that check it
	Tests     []Test    `json:"tests"`  // of these rules, in their order
	Property  *Property `json:"property,omitempty"`
	Covered   bool      `json:"covered"` // held, and either checked by a rule with a failing example or a property
}

// Test is what proves one rule.
type Test struct {
	Rule string `json:"rule"`
	Good bool   `json:"good"`
	Bad  bool   `json:"bad"`
	Rego int    `json:"rego"`
}

// Own is the area of rows that only rules or schemas of a repository name.
const Own = "Of this repository"

// Cover puts together what schemas and rules say of each row. Rows that they
// name beyond those given come last: a repository may have some of its own.
func Cover(rows []Row, schemas *schema.Registry, rules []Tested) []Coverage {
	c := covering{byID: map[string]int{}}
	for _, row := range rows {
		at := c.at(row.ID)
		at.Area, at.Agreement, at.Property = row.Area, row.Agreement, row.Property
		for _, field := range row.shared {
			kind, _, _ := strings.Cut(field, ".")
			at.hold(kind, field)
		}
	}
	for _, kind := range schemas.Kinds() {
		held := fields(schemas, kind)
		for _, field := range slices.Sorted(maps.Keys(held)) {
			for _, id := range held[field] {
				c.at(id).hold(kind, field)
			}
		}
	}
	for _, r := range rules {
		for _, id := range r.Framework {
			at := c.at(id)
			at.Rules = append(at.Rules, r.ID)
			at.Tests = append(at.Tests, Test{Rule: r.ID, Good: r.Good, Bad: r.Bad, Rego: r.Rego})
		}
	}
	for i := range c.all {
		c.all[i].close()
	}
	slices.SortStableFunc(c.all[len(rows):], func(a, b Coverage) int { return strings.Compare(a.ID, b.ID) })
	return c.all
}

// covering finds what is known of a row by its id.
type covering struct {
	all  []Coverage
	byID map[string]int
}

func (c *covering) at(id string) *Coverage {
	i, known := c.byID[id]
	if !known {
		i = len(c.all)
		c.byID[id] = i
		c.all = append(c.all, Coverage{ID: id, Area: Own, Kinds: []string{}, Fields: []string{}, Rules: []string{}, Tests: []Test{}})
	}
	return &c.all[i]
}

func (c *Coverage) hold(kind, field string) {
	c.Fields = append(c.Fields, field)
	c.Kinds = append(c.Kinds, kind)
}

func (c *Coverage) close() {
	slices.Sort(c.Kinds)
	c.Kinds = slices.Compact(c.Kinds)
	slices.Sort(c.Fields)
	c.Fields = slices.Compact(c.Fields)
	slices.Sort(c.Rules)
	c.Rules = slices.Compact(c.Rules)
	slices.SortFunc(c.Tests, func(a, b Test) int { return strings.Compare(a.Rule, b.Rule) })
	c.Tests = slices.Compact(c.Tests)
	proven := c.Property != nil && len(c.Property.Tests) > 0
	for _, t := range c.Tests {
		proven = proven || t.Bad
	}
	c.Covered = len(c.Fields) > 0 && proven
}

// fields are those of a kind that hold rows, as KIND.path, outermost first where
// a mapping and a field within say the same.
func fields(schemas *schema.Registry, kind string) map[string][]string {
	found := map[string][]string{}
	walk(schemas.Describe(kind), kind, map[*schema.Shape]bool{}, found)
	return found
}

func walk(s *schema.Shape, path string, inside map[*schema.Shape]bool, found map[string][]string) {
	if s == nil || inside[s] {
		return
	}
	inside[s] = true
	defer delete(inside, s)
	for _, id := range s.Framework {
		if !slices.Contains(found[path], id) {
			found[path] = append(found[path], id)
		}
	}
	for _, form := range append([]*schema.Shape{s}, s.Branches...) {
		for _, field := range form.Fields {
			walk(field.Shape, path+"."+field.Name, inside, found)
		}
	}
	if item := s.Item(); item != nil {
		walk(item, path+"[*]", inside, found)
	}
}
