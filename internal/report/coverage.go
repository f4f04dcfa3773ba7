package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"interlock.dev/interlock/internal/framework"
)

// CoverageJSON writes what holds, checks and proves each row, as a list.
func CoverageJSON(w io.Writer, rows []framework.Coverage) error { return writeJSON(w, rows) }

// CoverageText writes what holds, checks and proves each row, by area.
func CoverageText(w io.Writer, rows []framework.Coverage, options Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, options)
	area := ""
	covered := 0
	for i := range rows {
		row := &rows[i]
		if row.Area != area {
			if i > 0 {
				t.line("")
			}
			area = row.Area
			t.line(paint(t.look.strong, visible(area)))
		}
		if row.Covered {
			covered++
		}
		t.line(fmt.Sprintf("%-4s", visible(row.ID)), t.sign(row.Covered), " ", visible(row.Agreement))
		t.wrappedList("       held    ", together(row.Fields))
		t.wrappedList("       checked ", checkedBy(row))
		if row.Property != nil {
			t.wrappedList("       kept    ", []string{"by the program itself: " + row.Property.How})
			t.wrappedList("       proven  ", row.Property.Tests)
			t.wrappedList("       shown   ", row.Property.Commands)
		}
	}
	t.line("")
	t.line(fmt.Sprintf("%d of %s held and checked", covered, counted(len(rows), "row")), " · ", counted(rulesOf(rows), "rule"), " serve them, with ", counted(testsOf(rows), "test"), " in Rego and examples that say on which line each finding stands")
	return out.Flush()
}

// mostKinds is how many kinds are named one by one where they share a field.
const mostKinds = 10

// together says in a few words of a field that nearly all kinds have.
func together(fields []string) []string {
	kinds := map[string]int{}
	for _, field := range fields {
		_, path, _ := strings.Cut(field, ".")
		kinds[path]++
	}
	var list []string
	told := map[string]bool{}
	for _, field := range fields {
		_, path, _ := strings.Cut(field, ".")
		switch {
		case kinds[path] <= mostKinds:
			list = append(list, field)
		case !told[path]:
			told[path] = true
			list = append(list, fmt.Sprintf("%s of %d kinds", path, kinds[path]))
		}
	}
	return list
}

// sign says in a word whether a row is covered.
func (t *text) sign(covered bool) string {
	if covered {
		return paint(t.look.added, "yes")
	}
	return paint(t.look.removed, "NO ")
}

// wrappedList writes a head and a list behind it, further lines indented alike.
func (t *text) wrappedList(head string, items []string) {
	if len(items) == 0 {
		return
	}
	width := t.wrap
	if width == 0 {
		width = defaultWidth
	}
	for _, part := range wrapped(visible(strings.Join(items, ", ")), width-len(head)) {
		t.line(paint(t.look.faint, head), part)
		head = strings.Repeat(" ", len(head))
	}
}

func checkedBy(row *framework.Coverage) []string {
	var list []string
	for _, test := range row.Tests {
		list = append(list, test.Rule+proof(test))
	}
	return list
}

// proof says what a rule lacks of what would prove it; nothing where it lacks nothing.
func proof(test framework.Test) string {
	var lacks []string
	if !test.Bad {
		lacks = append(lacks, "no failing example")
	}
	if !test.Good {
		lacks = append(lacks, "no good example")
	}
	if test.Rego == 0 {
		lacks = append(lacks, "no test in Rego")
	}
	if len(lacks) == 0 {
		return ""
	}
	return " (" + strings.Join(lacks, ", ") + ")"
}

func rulesOf(rows []framework.Coverage) int {
	rules := map[string]bool{}
	for _, row := range rows {
		for _, id := range row.Rules {
			rules[id] = true
		}
	}
	return len(rules)
}

func testsOf(rows []framework.Coverage) int {
	tests := map[string]int{}
	sum := 0
	for _, row := range rows {
		for _, t := range row.Tests {
			tests[t.Rule] = t.Rego
		}
	}
	for _, n := range tests {
		sum += n
	}
	return sum
}

// CoverageMarkdown writes the same as a page beside the pages of rules and kinds.
func CoverageMarkdown(w io.Writer, rows []framework.Coverage) error {
	var b bytes.Buffer
	b.WriteString("# Coverage of the operating model\n\nWhat a global marketing organisation agrees on, row by row: the fields that hold it, and the rules that check it.\n" +
		"Each rule has tests in Rego, counted in brackets, and two examples: a good one, and a bad one that says on which line each finding stands.\n")
	area := ""
	covered := 0
	for i := range rows {
		row := &rows[i]
		if row.Area != area {
			area = row.Area
			fmt.Fprintf(&b, "\n## %s\n\n| row | agreement | held by | checked by |\n| --- | --- | --- | --- |\n", area)
		}
		if row.Covered {
			covered++
		}
		var rules []string
		for _, test := range row.Tests {
			rules = append(rules, fmt.Sprintf("[%s](rules/%s.md) (%d)%s", test.Rule, test.Rule, test.Rego, proof(framework.Test{Rule: test.Rule, Good: test.Good, Bad: test.Bad, Rego: max(1, test.Rego)})))
		}
		if row.Property != nil {
			rules = append(rules, "no rule, but the program itself. "+row.Property.How+" Shown by `"+strings.Join(row.Property.Commands, "`, `")+"`; proven by `"+strings.Join(row.Property.Tests, "`, `")+"`")
		}
		if len(rules) == 0 {
			rules = []string{"**nothing yet**"}
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", row.ID, inCell(row.Agreement), heldBy(row), strings.Join(rules, ", "))
	}
	fmt.Fprintf(&b, "\n%d of %d rows are held and checked.\n", covered, len(rows))
	_, err := w.Write(b.Bytes())
	return err
}

// heldBy is the fields of a row by kind.
func heldBy(row *framework.Coverage) string {
	var kinds []string
	if len(row.Kinds) > mostKinds {
		for _, text := range together(row.Fields) {
			path, rest, _ := strings.Cut(text, " of ")
			if rest != "" {
				rest = " of " + rest
			}
			kinds = append(kinds, "`"+path+"`"+rest)
		}
		return strings.Join(kinds, "; ")
	}
	for _, kind := range row.Kinds {
		var fields []string
		for _, field := range row.Fields {
			if field == kind {
				continue
			}
			if path, found := strings.CutPrefix(field, kind+"."); found {
				fields = append(fields, "`"+path+"`")
			}
		}
		text := "[" + kind + "](kinds/" + kind + ".md)"
		if len(fields) > 0 {
			text += " " + strings.Join(fields, ", ")
		}
		kinds = append(kinds, text)
	}
	if len(kinds) == 0 {
		return "**nothing yet**"
	}
	return strings.Join(kinds, "; ")
}
