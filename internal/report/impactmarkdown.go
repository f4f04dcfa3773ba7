package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"interlock.dev/interlock/internal/catalog"
)

// ImpactMarkdown writes what a change does as a comment on it, with details
// folded. It has at most 65,535 characters; what does not fit is counted. No
// text of the repository is read as Markdown, HTML, a mention or a link.
func ImpactMarkdown(w io.Writer, x Impact) error {
	m := x.model()
	var b strings.Builder
	fmt.Fprintf(&b, "### interlock: impact of this change\n\n%s\n", inert(m.headline()))
	if m.Errors > 0 {
		fmt.Fprintf(&b, "\n🔴 %s\n", counted(m.Errors, "error"))
	}
	markdownParties(&b, "Needs the approval of", m.Approvals)
	markdownParties(&b, "Concerns", m.Informed)
	b.WriteString("\n")
	length, left := len([]rune(b.String())), 0
	for i := range m.Edits {
		text := x.markdownEdit(&m.Edits[i])
		if size := len([]rune(text)); length+size > commentLimit-commentRest {
			left++
			continue
		}
		length += len([]rune(text))
		b.WriteString(text)
	}
	if left > 0 {
		fmt.Fprintf(&b, "\n**%s not shown here.** `interlock impact --base` shows all.\n", counted(left, "edit"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownParties(b *strings.Builder, head string, parties []jsonParty) {
	if len(parties) == 0 {
		return
	}
	fmt.Fprintf(b, "\n**%s**\n\n", head)
	for i, p := range parties {
		if i == mostParties {
			fmt.Fprintf(b, "* and %s more\n", counted(len(parties)-i, "team"))
			return
		}
		fmt.Fprintf(b, "* **%s**: %s\n", inert(cmp.Or(p.Team, "nobody")), inert(clippedTo(strings.Join(shortened(p.reasons(), fewReasons, false), "; "), 500)))
	}
}

func clippedTo(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

func (x Impact) markdownEdit(e *jsonEdit) string {
	var b strings.Builder
	reached := ""
	if e.Reached > 0 {
		reached = " · " + counted(e.Reached, "effective object")
	}
	fmt.Fprintf(&b, "<details><summary>%s <code>%s</code>%s</summary>\n\n", e.Fate, inert(e.Object.String()), reached)
	fmt.Fprintf(&b, "<code>%s</code> · %s\n\n", inert(x.Base.where(e.linePlace)), inert(cmp.Or(e.Owner, "no owner")))
	const few = 40
	for i := range e.Values {
		if i == few {
			fmt.Fprintf(&b, "* and %s more\n", counted(len(e.Values)-few, "value"))
			break
		}
		v := &e.Values[i]
		word := map[catalog.Action]string{catalog.Add: "new ", catalog.Remove: "gone ", catalog.Set: ""}[v.Action]
		fmt.Fprintf(&b, "* %s<code>%s</code>: %s\n", word, inert(v.Path), inert(v.change()))
		if len(v.Regions) > 0 {
			fmt.Fprintf(&b, "  * arrives in %s\n", inert(inWords(v.Regions, false)))
		}
		for _, h := range v.Held {
			fmt.Fprintf(&b, "  * held back in %s by <code>%s</code> (%s)\n", inert(inWords(h.Regions, false)), inert(h.String()), inert(cmp.Or(h.Owner, "no owner")))
		}
	}
	for _, line := range e.elsewhere(false) {
		fmt.Fprintf(&b, "* %s\n", inert(line))
	}
	b.WriteString("\n</details>\n")
	return b.String()
}
