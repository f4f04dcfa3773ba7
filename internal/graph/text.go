package graph

import (
	"fmt"
	"io"
	"strings"
)

// Mermaid writes the graph in the language of Mermaid, which GitHub and GitLab
// draw in Markdown: https://mermaid.js.org/syntax/flowchart.html. The error is the
// writer's.
func Mermaid(w io.Writer, g *Graph) error {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: \"%s\"\n---\nflowchart %s\n", yamlText(g.Title), g.direction("LR", "TB"))
	for i, n := range g.Nodes {
		lines := append([]string{"<b>" + mermaidText(n.Title) + "</b>"}, mapped(n.Notes, mermaidText)...)
		fmt.Fprintf(&b, "  n%d[\"%s\"]%s\n", i, strings.Join(lines, "<br/>"), class(n.Look))
	}
	for _, e := range g.Edges {
		line := "-->"
		switch {
		case e.Heavy:
			line = "==>"
		case e.Dashed:
			line = "-.->"
		}
		if e.Label != "" {
			line += `|"` + mermaidText(e.Label) + `"|`
		}
		fmt.Fprintf(&b, "  n%d %s n%d\n", e.From, line, e.To)
	}
	b.WriteString("  classDef gate stroke-width:3px\n  classDef central stroke-width:2px\n  classDef fading stroke-dasharray:5 3\n" +
		"  classDef changed stroke-width:2px,stroke:#1a5494\n  classDef added stroke-width:2px,stroke:#1a5494,stroke-dasharray:5 3\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func class(look Look) string {
	if look == Plain {
		return ""
	}
	return ":::" + string(look)
}

// mermaidText escapes a text for a label in quotes: what Mermaid or the HTML
// that it makes could take for something else becomes a numbered entity.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range oneLine(text) {
		if strings.ContainsRune("\"#<>&`\\%{}[]|;$~*_", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// yamlText escapes a text for YAML's double quotes.
func yamlText(text string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(oneLine(text))
}

// DOT writes the graph in the language of Graphviz:
// https://graphviz.org/doc/info/lang.html. The error is the writer's.
func DOT(w io.Writer, g *Graph) error {
	var b strings.Builder
	fmt.Fprintf(&b, "digraph %s {\n  graph [label=%[1]s, labelloc=t, rankdir=%[2]s, fontname=\"sans-serif\"];\n", dotText(g.Title), g.direction("LR", "TB"))
	b.WriteString("  node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=9];\n")
	for i, n := range g.Nodes {
		fmt.Fprintf(&b, "  n%d [label=%s%s];\n", i, dotText(append([]string{n.Title}, n.Notes...)...), dotLook(n.Look))
	}
	for _, e := range g.Edges {
		var parts []string
		if e.Label != "" {
			parts = append(parts, "label="+dotText(e.Label))
		}
		if e.Heavy {
			parts = append(parts, "penwidth=2")
		}
		if e.Dashed {
			parts = append(parts, "style=dashed")
		}
		attributes := ""
		if len(parts) > 0 {
			attributes = " [" + strings.Join(parts, ", ") + "]"
		}
		fmt.Fprintf(&b, "  n%d -> n%d%s;\n", e.From, e.To, attributes)
	}
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func dotLook(look Look) string {
	switch look {
	case Gate:
		return ", penwidth=2.5"
	case Central:
		return ", penwidth=1.6"
	case Fading:
		return `, style="rounded,dashed"`
	case Changed:
		return ", color=\"#1a5494\", penwidth=1.6"
	case Added:
		return `, color="#1a5494", style="rounded,dashed"`
	}
	return ""
}

// dotText is lines as one quoted text. A backslash is doubled, since labels know
// sequences such as \N.
func dotText(lines ...string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	return `"` + strings.Join(mapped(mapped(lines, oneLine), escape.Replace), `\n`) + `"`
}

func (g *Graph) direction(across, down string) string {
	if g.Across {
		return across
	}
	return down
}

// oneLine makes of a text one line without characters that cannot be seen.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r <= ' ' || r >= 0x7F && r <= 0xA0 || r == 0x2028 || r == 0x2029 || r == 0xFEFF || r == 0xFFFE || r == 0xFFFF || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
	}), " ")
}

func mapped(texts []string, change func(string) string) []string {
	all := make([]string, len(texts))
	for i, text := range texts {
		all[i] = change(text)
	}
	return all
}
