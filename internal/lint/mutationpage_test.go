package lint_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func percent(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return 100 * float64(part) / float64(whole)
}

// tally counts the mutants of one row of a table.
type tally struct{ all, prose, schema, reference, rule, nobody int }

func (c *tally) count(m mutant, v verdict) {
	c.all++
	switch {
	case v.by == bySchema:
		c.schema++
	case v.by == byReference:
		c.reference++
	case v.by == byRule:
		c.rule++
	case m.prose:
		c.prose++
	default:
		c.nobody++
	}
}

func (c *tally) row(name string) string {
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d | %d | %.0f %% |\n", name, c.all, c.schema, c.reference, c.rule, c.prose, c.nobody,
		percent(c.all-c.nobody-c.prose, c.all-c.prose))
}

// choice says in which way a person may have meant what nobody notices.
func choice(what string) string {
	switch what {
	case "×10", "0", "100%":
		return "how much, how long"
	case "+1 year", "-1 year":
		return "when"
	case "delete":
		return "what may be left out"
	case "empty", "negative", "twice":
		return "what nobody means"
	case "flip":
		return "yes or no"
	case "other":
		return "a name, a contact, a place"
	}
	if strings.HasPrefix(what, "→") {
		return "another of the values that a field may have"
	}
	return "another object"
}

// mutationPage is the page that `make mutate` writes of mutants that were tried,
// of so many that there are.
func mutationPage(all []mutant, verdicts []verdict, number int) string {
	kinds, left, total := map[string]*tally{}, map[string]map[string]*tally{}, &tally{}
	rules := map[string]int{}
	for i, m := range all {
		total.count(m, verdicts[i])
		if kinds[m.kind] == nil {
			kinds[m.kind] = &tally{}
		}
		kinds[m.kind].count(m, verdicts[i])
		if verdicts[i].by == byRule {
			for _, rule := range verdicts[i].rules {
				rules[rule]++
			}
		}
		why, field := choice(m.what), m.kind+" `"+m.field+"` "+m.what
		if strings.HasPrefix(m.what, "→") {
			field = m.kind + " `" + m.field + "`"
		}
		if left[why] == nil {
			left[why] = map[string]*tally{}
		}
		if left[why][field] == nil {
			left[why][field] = &tally{}
		}
		left[why][field].count(m, verdicts[i])
	}
	var b strings.Builder
	b.WriteString("# What a slip of the hand does\n\n<!-- written by `make mutate` -->\n\n" +
		"Each value of `examples/meridian` is deleted, emptied or made another one, one at a time, and the repository is checked.\n" +
		"What a schema notices, references are not asked about; what these notice, rules are not asked about. Words for people\n" +
		"(titles, reasons, roles) are told apart: nobody can check what they mean.\n\n")
	if len(all) < number {
		fmt.Fprintf(&b, "This is a sample: %d of %d changes were tried.\n\n", len(all), number)
	}
	fmt.Fprintf(&b, "**%.1f %%** of the %d mutants are noticed; of the %d that are not words for people, **%.1f %%**.\n\n",
		percent(total.all-total.nobody-total.prose, total.all), total.all, total.all-total.prose, percent(total.all-total.nobody-total.prose, total.all-total.prose))
	b.WriteString("| kind | mutants | schema | reference | rule | words | nobody | noticed |\n|---|--:|--:|--:|--:|--:|--:|--:|\n")
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		b.WriteString(kinds[kind].row(kind))
	}
	b.WriteString(total.row("**all**"))
	b.WriteString("\n## What nobody notices\n\nBy field and change: how many of how many. Most of it is for people to choose.\n")
	for _, why := range slices.Sorted(maps.Keys(left)) {
		var lines []string
		for _, field := range slices.Sorted(maps.Keys(left[why])) {
			if c := left[why][field]; c.nobody > 0 {
				lines = append(lines, fmt.Sprintf("- %s: %d of %d\n", field, c.nobody, c.all))
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(&b, "\n### %s\n\n%s", strings.ToUpper(why[:1])+why[1:], strings.Join(lines, ""))
		}
	}
	b.WriteString("\n## Which rules notice\n\n")
	for _, rule := range slices.SortedFunc(maps.Keys(rules), func(a, b string) int {
		if rules[a] != rules[b] {
			return rules[b] - rules[a]
		}
		return strings.Compare(a, b)
	}) {
		fmt.Fprintf(&b, "- %s: %d\n", rule, rules[rule])
	}
	return b.String()
}
