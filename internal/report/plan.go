package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/plan"
)

// Planned is a plan to be shown.
type Planned struct {
	Plan *plan.Plan
	// File is where the plan was saved, so that exactly it can be applied; empty
	// when it was not.
	File    string
	Options Options
}

// Plan writes a plan by its causes: for each edited line what it changes from
// what to what, who owns it, and in how many objects of which regions and
// platforms it shows; then what is in the way, which brakes hold and how they
// are released, and how the plan is applied. Of a plan with many causes a part
// is told, and all when it is verbose. The error is the writer's.
func Plan(w io.Writer, p Planned) error {
	out := bufio.NewWriter(w)
	t := planText{newText(out, p.Options)}
	t.head(p.Plan)
	t.causes(plan.Groups(p.Plan))
	t.conflicts(p.Plan)
	held := t.brakes(p.Plan)
	t.foot(p, held)
	return out.Flush()
}

// PlanJSON writes the plan itself, as plan.Decode reads it.
func PlanJSON(w io.Writer, p *plan.Plan) error { return writeJSON(w, p) }

type planText struct{ *text }

// head says what the plan is for, and how each platform stands.
func (t planText) head(p *plan.Plan) {
	basis := "the files as they are"
	if p.Basis.Commit != "" {
		basis = visible(cut(p.Basis.Commit))
	}
	switch {
	case len(p.Platforms) == 0:
		t.line(paint(t.look.strong, "Nothing to plan for "+basis), ": no platform has a connector")
		t.line("  give a Platform one, for example `connector: {type: files, directory: rendered}`")
		return
	case p.Empty():
		t.line(paint(t.look.strong, "Nothing to do for "+basis), ": every platform holds what the documents ask for")
	default:
		t.line(paint(t.look.strong, "Plan for "+basis), fmt.Sprintf(": %d to create, %d to update, %d to delete",
			p.Count(plan.Create), p.Count(plan.Update), p.Count(plan.Delete)))
	}
	width := 0
	for i := range p.Platforms {
		width = max(width, displaywidth.String(visible(p.Platforms[i].Name)))
	}
	for i := range p.Platforms {
		platform := &p.Platforms[i]
		said := fmt.Sprintf("%s asked for, %d as asked", counted(platform.Counts.Desired, "object"), platform.Counts.Same)
		if n := platform.Counts.Foreign; n > 0 {
			said += fmt.Sprintf(" · %d that interlock did not make, left alone", n)
		}
		if n := len(platform.Refreshes); n > 0 {
			said += fmt.Sprintf(" · %s to bring up to date", counted(n, "record"))
		}
		t.line("  ", padded(visible(platform.Name), width), "   ", paint(t.look.faint, said))
	}
}

// conflicts tells what is in the way of the plan.
func (t planText) conflicts(p *plan.Plan) {
	for i := range p.Platforms {
		platform := &p.Platforms[i]
		if len(platform.Conflicts) == 0 {
			continue
		}
		t.line()
		t.line(paint(t.look.severity[finding.Error], "in the way"), " on ", visible(platform.Name), ", everything else goes on:")
		for k := range platform.Conflicts {
			c := &platform.Conflicts[k]
			where := ""
			if c.Place != "" {
				where = " at " + visible(c.Place)
			}
			t.line("   ! ", visible(c.Key.String()), where)
			t.paragraph("     ", c.Reason)
			for _, cause := range c.Causes {
				t.line("     asked for by ", place(&cause), owned(cause.Owner))
			}
		}
	}
}

// brakes tells which brakes hold, and says whether one holds the whole plan.
func (t planText) brakes(p *plan.Plan) (held bool) {
	for i := range p.Platforms {
		for k := range p.Platforms[i].Brakes {
			brake := &p.Platforms[i].Brakes[k]
			holds := "the objects it names"
			if brake.HoldsPlan() {
				holds, held = "the whole plan", true
			}
			t.line()
			t.line(paint(t.look.severity[finding.Error], "brake "+visible(brake.Name)), " on ", visible(p.Platforms[i].Name), " holds ", holds)
			t.paragraph("   ", brake.Message)
			if t.all {
				for _, key := range brake.Objects {
					t.line("     ", visible(key.String()))
				}
			}
			t.paragraph("   ", brake.Help)
		}
	}
	return held
}

// foot says how the plan is applied.
func (t planText) foot(p Planned, held bool) {
	if len(p.Plan.Platforms) == 0 {
		return
	}
	work := !p.Plan.Empty()
	for i := range p.Plan.Platforms {
		work = work || len(p.Plan.Platforms[i].Refreshes) > 0
	}
	if !work {
		return
	}
	apply := "save it with -o plan.json, and apply exactly that: interlock apply plan.json"
	switch {
	case held && p.File != "":
		apply = "once the brake is released: interlock apply " + visible(p.File)
	case held:
		apply = "nothing is applied while a brake holds the plan"
	case p.File != "":
		apply = "apply with: interlock apply " + visible(p.File)
	}
	t.line()
	t.line(paint(t.look.faint, "digest "+visible(cut(p.Plan.Digest))), "   ", apply)
}
