package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
)

// Status is what became of a change.
type Status string

// What can become of a change.
const (
	Done    Status = "done"    // the platform holds what was asked for
	Failed  Status = "failed"  // the platform refused it, or could not be reached
	Skipped Status = "skipped" // not tried, because of something else that failed
	Held    Status = "held"    // not tried, because a brake or a conflict holds it
)

// Outcome is what became of one change.
type Outcome struct {
	Platform string       `json:"platform"`
	Action   plan.Action  `json:"action"`
	Key      resource.Key `json:"object"`
	Place    string       `json:"place,omitempty"` // on the platform
	Status   Status       `json:"status"`
	Reason   string       `json:"reason,omitempty"` // why it is not done
}

// Outcomes is what became of a plan: its changes in the order they were made in.
type Outcomes struct {
	Commit   string // of the plan
	Digest   string // of the plan
	Outcomes []Outcome
	Settled  int // effects that an interrupted run had begun, settled before this one
	Renewed  int // records that were brought up to date, with nothing done on a platform
	Options  Options
}

// outcomeCounts are the numbers of outcomes, by action of those that are done.
type outcomeCounts struct {
	Created int `json:"created"`
	Updated int `json:"updated"`
	Deleted int `json:"deleted"`
	Failed  int `json:"failed"`
	Skipped int `json:"skipped"`
	Held    int `json:"held"`
	Settled int `json:"settled"`
	Renewed int `json:"renewed"`
}

func (o Outcomes) counts() outcomeCounts {
	c := outcomeCounts{Settled: o.Settled, Renewed: o.Renewed}
	for i := range o.Outcomes {
		switch one := &o.Outcomes[i]; {
		case one.Status == Failed:
			c.Failed++
		case one.Status == Skipped:
			c.Skipped++
		case one.Status == Held:
			c.Held++
		case one.Action == plan.Create:
			c.Created++
		case one.Action == plan.Delete:
			c.Deleted++
		default:
			c.Updated++
		}
	}
	return c
}

// OutcomesText writes what became of a plan: how much was done on each
// platform, and every change that was not, with its reason. The error is the
// writer's.
func OutcomesText(w io.Writer, o Outcomes) error {
	out := bufio.NewWriter(w)
	t := planText{newText(out, o.Options)}
	c := o.counts()
	t.outcomeHead(o, c)
	t.platforms(o.Outcomes)
	for _, status := range []Status{Failed, Skipped, Held} {
		t.undone(status, o.Outcomes)
	}
	if t.all {
		t.undone(Done, o.Outcomes)
	}
	if c.Failed+c.Skipped > 0 {
		t.line()
		t.line("what is done is recorded; to go on, mend the cause and run: interlock plan")
	}
	return out.Flush()
}

func (t planText) outcomeHead(o Outcomes, c outcomeCounts) {
	basis := visible(cut(o.Commit))
	if basis != "" {
		basis = " " + basis
	}
	said := fmt.Sprintf(": %d created, %d updated, %d deleted", c.Created, c.Updated, c.Deleted)
	title, style := "Applied"+basis, t.look.strong
	switch {
	case c.Failed+c.Skipped > 0:
		title, style = "Applied"+basis+" in part", t.look.severity[finding.Error]
		said += fmt.Sprintf(", %d failed, %d skipped", c.Failed, c.Skipped)
	case c.Created+c.Updated+c.Deleted+c.Held == 0:
		said = ": there was nothing to do"
	}
	if c.Held > 0 {
		said += fmt.Sprintf(", %d held", c.Held)
	}
	t.line(paint(style, title), said)
	if c.Settled > 0 {
		t.line("  ", counted(c.Settled, "effect"), " of an interrupted run settled first")
	}
	if c.Renewed > 0 {
		t.line("  ", counted(c.Renewed, "record"), " brought up to date, nothing done on a platform")
	}
}

// platforms tells how much is done on each, by action and kind.
func (t planText) platforms(outcomes []Outcome) {
	var members []plan.Member
	for i := range outcomes {
		if one := &outcomes[i]; one.Status == Done {
			members = append(members, plan.Member{Platform: one.Platform, Change: &plan.Change{Action: one.Action, Key: one.Key}})
		}
	}
	t.effects("  ", members)
}

// undone tells the changes of one status with their reasons, each reason once.
func (t planText) undone(status Status, outcomes []Outcome) {
	style := t.look.faint
	if status == Failed {
		style = t.look.severity[finding.Error]
	}
	byPlace := map[[2]string][]*Outcome{} // of a platform and a reason
	var order [][2]string
	for i := range outcomes {
		if one := &outcomes[i]; one.Status == status {
			id := [2]string{one.Platform, one.Reason}
			if byPlace[id] == nil {
				order = append(order, id)
			}
			byPlace[id] = append(byPlace[id], one)
		}
	}
	for _, id := range order {
		t.line()
		t.line(paint(style, string(status)), " on ", visible(id[0]))
		if id[1] != "" {
			t.paragraph("   ", id[1])
		}
		t.listed(byPlace[id])
	}
}

// listed tells each change of a list, in a verbose text all of them.
func (t planText) listed(list []*Outcome) {
	const few = 20
	more := 0
	if !t.all && len(list) > few+1 {
		list, more = list[:few], len(list)-few
	}
	width := 0
	for _, one := range list {
		width = max(width, displaywidth.String(visible(one.Key.String())))
	}
	for _, one := range list {
		sign, style := t.sign(one.Action)
		said := padded(visible(one.Key.String()), width) + "   " + visible(one.Place)
		t.line("   ", paint(style, sign), " ", strings.TrimRight(said, " "))
	}
	if more > 0 {
		t.line("   and ", strconv.Itoa(more), " more (see --verbose)")
	}
}

// OutcomesJSON writes the outcomes as one JSON value, its shape published as
// docs/reference/apply-output.schema.json. `outcomes` is never null.
func OutcomesJSON(w io.Writer, o Outcomes) error {
	outcomes := o.Outcomes
	if outcomes == nil {
		outcomes = []Outcome{}
	}
	return writeJSON(w, struct {
		Commit   string        `json:"commit"`
		Digest   string        `json:"digest"`
		Outcomes []Outcome     `json:"outcomes"`
		Summary  outcomeCounts `json:"summary"`
	}{o.Commit, o.Digest, outcomes, o.counts()})
}

// cut is the part of a hash that people read.
func cut(hash string) string { return hash[:min(12, len(hash))] }
