package report

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/framework"
)

// RuleInfo is a rule with what there is to read about it.
type RuleInfo struct {
	framework.Tested
	File          string          // of the repository's own rules, rule.rego; empty for others
	InGo          bool            // a check of documents themselves, made in Go
	Avoid, Prefer string          // its examples, bad and good; empty when it has none
	Rows          []framework.Row // that it serves
}

type jsonRule struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Severity    finding.Severity `json:"severity"`
	Scope       string           `json:"scope"`
	Kinds       []string         `json:"kinds"` // that it looks at; empty for all
	Framework   []string         `json:"framework"`
	Own         bool             `json:"own"` // of the repository
	Description string           `json:"description"`
	Remedy      string           `json:"remedy"`
	Docs        string           `json:"docs,omitempty"` // of rules that come with interlock
	File        string           `json:"file,omitempty"` // of rules of the repository
	RegoTests   int              `json:"regoTests"`
	Avoid       string           `json:"avoid,omitempty"`
	Prefer      string           `json:"prefer,omitempty"`
}

func (r *RuleInfo) json(examples bool) jsonRule {
	out := jsonRule{
		ID: r.ID, Title: r.Title, Severity: r.Severity, Scope: r.Scope, Kinds: listed(r.Kinds), Framework: listed(r.Framework),
		Own: r.Own, Description: r.Description, Remedy: r.Remedy, File: r.File, RegoTests: r.Rego,
	}
	if !r.Own {
		out.Docs = r.Docs()
	}
	if examples {
		out.Avoid, out.Prefer = r.Avoid, r.Prefer
	}
	return out
}

func listed(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// RulesJSON writes rules, sorted by id, as {"rules": [...]}.
func RulesJSON(w io.Writer, rules []RuleInfo) error {
	all := make([]jsonRule, len(rules))
	for i := range rules {
		all[i] = rules[i].json(false)
	}
	return writeJSON(w, map[string]any{"rules": all})
}

// RuleJSON writes one rule with its examples.
func RuleJSON(w io.Writer, r RuleInfo) error { return writeJSON(w, r.json(true)) }

// RulesText lists rules, sorted by id, under their categories.
func RulesText(w io.Writer, rules []RuleInfo, options Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, options)
	width, own := 0, 0
	for i := range rules {
		width = max(width, len(rules[i].ID))
	}
	category := ""
	for i := range rules {
		r := &rules[i]
		if head := categoryOf(r.ID); head != category {
			if i > 0 {
				t.line("")
			}
			category = head
			t.line(paint(t.look.strong, visible(head)))
		}
		mark := " "
		if r.Own {
			own++
			mark = "*"
		}
		severity := fmt.Sprintf("%-7s", r.Severity)
		rows := ""
		if len(r.Framework) > 0 {
			rows = paint(t.look.faint, "  "+visible(strings.Join(r.Framework, " ")))
		}
		t.line(mark, " ", paint(t.look.severity[r.Severity], severity), "  ", visible(r.ID), strings.Repeat(" ", width-len(r.ID)), "  ", visible(oneLine(r.Title)), rows)
	}
	t.line("")
	said := counted(len(rules), "rule")
	if own > 0 {
		said += fmt.Sprintf(", %d of this repository's own (*)", own)
	}
	t.line(said, " · why, and what to write instead: interlock rules ", visible(rules[len(rules)/2].ID))
	return out.Flush()
}

// RulesMarkdown lists rules, sorted by id, in tables by category; pages is the
// folder of their pages, relative to what is written.
func RulesMarkdown(w io.Writer, rules []RuleInfo) error {
	var b bytes.Buffer
	b.WriteString("# Rules\n\nWhat interlock checks, by id. The page of a rule says why it is there and shows what to avoid and what to prefer.\n")
	category := ""
	for i := range rules {
		r := &rules[i]
		if head := categoryOf(r.ID); head != category {
			category = head
			fmt.Fprintf(&b, "\n## %s\n\n| rule | agreement | severity | operating model |\n| --- | --- | --- | --- |\n", category)
		}
		name := fmt.Sprintf("[%s](%s.md)", r.ID, r.ID)
		if r.Own {
			name = "`" + r.ID + "` (own)"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, inCell(r.Title), r.Severity, strings.Join(r.Framework, ", "))
	}
	_, err := w.Write(b.Bytes())
	return err
}

func categoryOf(id string) string {
	head, _, _ := strings.Cut(id, "/")
	return head
}

// RuleText writes the page of one rule for a terminal.
func RuleText(w io.Writer, r RuleInfo, options Options) error {
	out := bufio.NewWriter(w)
	t := newText(out, options)
	head := paint(t.look.strong, visible(r.ID)) + "   " + paint(t.look.severity[r.Severity], string(r.Severity)) + "   " + visible(looksAt(r))
	if r.Own {
		head += "   this repository's own, " + visible(r.File)
	}
	t.line(head)
	t.paragraph("", oneLine(r.Title))
	t.section("Why", oneLine(r.Description))
	if r.Remedy != "" {
		t.section("What to do", capital(r.Remedy))
	}
	if len(r.Rows) > 0 {
		t.section("Operating model")
		for _, row := range r.Rows {
			t.paragraph("  ", fmt.Sprintf("%-3s  %s", row.ID, row.Agreement))
		}
	}
	avoid, prefer := differing(r.Avoid, r.Prefer)
	if avoid != "" {
		t.section("Avoid" + paint(t.look.faint, "   each line marked `# want "+r.ID+"` gives a finding"))
		t.block(avoid)
	}
	if prefer != "" {
		t.section("Prefer")
		t.block(prefer)
	}
	t.section("How to configure")
	for _, line := range configure(r) {
		t.paragraph("  ", line)
	}
	if !r.Own {
		t.line("")
		t.line(paint(t.look.faint, "the whole page: "+r.Docs()))
	}
	return out.Flush()
}

// section writes a heading, and what stands below it.
func (t *text) section(heading string, paragraphs ...string) {
	t.line("")
	t.line(paint(t.look.strong, heading))
	for _, p := range paragraphs {
		t.paragraph("  ", p)
	}
}

// block writes lines as they are, indented.
func (t *text) block(lines string) {
	for _, line := range strings.Split(strings.TrimRight(lines, "\n"), "\n") {
		t.line(strings.TrimRight("  "+visible(strings.TrimSuffix(line, "\r")), " "))
	}
}

func looksAt(r RuleInfo) string {
	switch {
	case len(r.Kinds) > 0:
		return "looks at " + strings.Join(r.Kinds, ", ")
	case r.Scope == "file":
		return "looks at every file"
	}
	return "looks at every kind"
}

// configure says how to make a rule fit an organisation.
func configure(r RuleInfo) []string {
	var lines []string
	if r.Own {
		lines = append(lines, "The rule is your own: severity, kinds and words stand in the METADATA of "+r.File+".")
	}
	if r.InGo {
		return append(lines, "It holds for every document, since nothing could rely on one that breaks it. Files that are no documents of interlock are named in `ignore:` of interlock.yaml.")
	}
	if !r.Own {
		lines = append(lines, "It holds wherever there are objects of these kinds; what it allows is said in documents, never in the rule.")
	}
	if slices.Contains(r.Reads, "Organization") {
		lines = append(lines, "What it compares with is agreed in the Organization: interlock schema Organization.spec")
	}
	if r.Scope == "object" && !strings.HasPrefix(r.ID, "waiver/") {
		lines = append(lines, "A single exception, with a reason, an approval and an end: interlock new waiver --for "+r.ID+" KIND/NAME")
	}
	return lines
}

// RuleMarkdown writes the page of one rule.
func RuleMarkdown(w io.Writer, r RuleInfo) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# %s\n\n`%s` · %s", oneLine(r.Title), r.ID, r.Severity)
	if len(r.Kinds) > 0 {
		fmt.Fprintf(&b, " · looks at %s", strings.Join(r.Kinds, ", "))
	}
	fmt.Fprintf(&b, "\n\n## Why\n\n%s\n", strings.TrimSpace(r.Description))
	if r.Remedy != "" {
		fmt.Fprintf(&b, "\n## What to do\n\n%s.\n", strings.TrimSuffix(capital(r.Remedy), "."))
	}
	if len(r.Rows) > 0 {
		b.WriteString("\n## Operating model\n\n")
		for _, row := range r.Rows {
			fmt.Fprintf(&b, "* **%s** %s\n", row.ID, row.Agreement)
		}
	}
	if r.Avoid != "" {
		fmt.Fprintf(&b, "\n## Avoid\n\nEach line marked `# want %s` gives a finding.\n\n```yaml\n%s```\n", r.ID, lineEnded(r.Avoid))
	}
	if r.Prefer != "" {
		fmt.Fprintf(&b, "\n## Prefer\n\n```yaml\n%s```\n", lineEnded(r.Prefer))
	}
	b.WriteString("\n## How to configure\n\n")
	for _, line := range configure(r) {
		if before, command, found := strings.Cut(line, ": interlock "); found {
			line = before + ": `interlock " + command + "`"
		}
		fmt.Fprintf(&b, "* %s\n", line)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// lineEnded is a text that ends with a line end.
func lineEnded(text string) string {
	if text == "" || strings.HasSuffix(text, "\n") {
		return text
	}
	return text + "\n"
}

// differing are the documents of two examples that the other does not have: they
// tell one story, and differ in little more than the fault. The remark above the
// first document is the story, and stays.
func differing(avoid, prefer string) (string, string) {
	bad, good := split(avoid), split(prefer)
	return without(bad, good), without(good, bad)
}

func without(these, those []string) string {
	known := map[string]bool{}
	for _, other := range those {
		_, other = remark(other)
		known[other] = true
	}
	story := ""
	var left []string
	for i, one := range these {
		said, text := remark(one)
		if i == 0 {
			story = said
		} else {
			text = said + text
		}
		_, bare := remark(one)
		if !known[bare] {
			left = append(left, text+"\n")
		}
	}
	return story + strings.Join(left, "---\n")
}

// remark takes the comment above a document off it.
func remark(text string) (comment, rest string) {
	rest = strings.Trim(text, "\n")
	for strings.HasPrefix(rest, "#") {
		line, after, _ := strings.Cut(rest, "\n")
		comment, rest = comment+line+"\n", strings.TrimLeft(after, "\n")
	}
	return comment, rest
}

func split(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	return strings.Split("\n"+text, "\n---\n")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func inCell(text string) string { return strings.ReplaceAll(oneLine(text), "|", `\|`) }

func capital(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
