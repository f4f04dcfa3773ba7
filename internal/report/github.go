package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"interlock.dev/interlock/internal/finding"
)

// githubPerStep is how many annotations of one level GitHub shows of a step.
const githubPerStep = 10

// GitHub writes the report as workflow commands, which GitHub shows beside the
// lines of a pull request: of each level as many as it shows, the last of them
// saying how many more there are. Findings that a waiver excuses are left out.
func GitHub(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	levels := []struct {
		severity finding.Severity
		command  string
	}{{finding.Error, "error"}, {finding.Warning, "warning"}, {finding.Info, "notice"}}
	order := r.gravest()
	for _, level := range levels {
		var list []int
		for _, i := range order {
			if r.Findings[i].Severity.Rank() == level.severity.Rank() {
				list = append(list, i)
			}
		}
		shown := len(list)
		if shown > githubPerStep {
			shown = githubPerStep - 1
		}
		for _, i := range list[:shown] {
			r.annotation(out, level.command, &r.Findings[i])
		}
		if more := len(list) - shown; more > 0 {
			fmt.Fprintf(out, "::%s title=interlock::%s\n", level.command,
				commandText(fmt.Sprintf("%s of this level more, which GitHub would not show here: see the summary of this run, or run interlock lint", counted(more, "finding"))))
		}
	}
	return out.Flush()
}

func (r Report) annotation(out *bufio.Writer, command string, f *finding.Finding) {
	properties := []string{"title=" + commandProperty(visible(f.Rule))}
	if f.At.Path != "" {
		properties = append([]string{"file=" + commandProperty(r.name(f.At.Path))}, properties...)
		if start, end, known := r.oneLine(f.At); known {
			// The last column is one of the text, and not the one after it.
			properties = append(properties, fmt.Sprintf("line=%d", start.Line), fmt.Sprintf("endLine=%d", end.Line),
				fmt.Sprintf("col=%d", start.Column), fmt.Sprintf("endColumn=%d", max(start.Column, end.Column-1)))
		}
	}
	lines := []string{visible(f.Message)}
	for _, more := range []struct{ word, text string }{{"", f.Label}, {"object: ", r.object(f)}, {"why: ", f.Why}, {"owner: ", f.Owner}, {"to do: ", f.Help}} {
		if text := strings.TrimSpace(more.text); text != "" {
			lines = append(lines, more.word+visible(text))
		}
	}
	for _, related := range f.Related {
		where := ""
		if related.Base {
			where = " (" + r.elsewhere(related) + ")"
		} else if start, _, known := r.positions(related.At); known {
			where = fmt.Sprintf(" (%s:%d)", r.name(related.At.Path), start.Line)
		}
		lines = append(lines, visible("see: "+related.Message+where))
	}
	fmt.Fprintf(out, "::%s %s::%s\n", command, strings.Join(properties, ","), commandText(strings.Join(lines, "\n")))
}

// object names what a finding is about, with the path in it.
func (r Report) object(f *finding.Finding) string {
	if f.Object == (finding.Object{}) {
		return ""
	}
	if f.Path == "" {
		return f.Object.String()
	}
	return f.Object.String() + ", " + f.Path
}

// commandText escapes the text of a workflow command, so that it is one line.
func commandText(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(text)
}

// commandProperty escapes the value of a property of a workflow command.
func commandProperty(text string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(text)
}
