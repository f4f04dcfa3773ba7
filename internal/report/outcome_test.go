package report_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/report"
)

// outcomes are those of an apply: all of it done, or stopped half way.
func outcomes(stopped bool) report.Outcomes {
	o := report.Outcomes{Commit: "8f2c1ab2c3d4e5f60718293a4b5c6d7e8f901234", Digest: "4b0465134a10", Settled: 1, Renewed: 2}
	add := func(action plan.Action, kind, region, name string, status report.Status, reason string) {
		k := key(kind, region, name)
		o.Outcomes = append(o.Outcomes, report.Outcome{Platform: "configuration", Action: action, Key: k, Place: place(k), Status: status, Reason: reason})
	}
	for _, region := range []string{"amer", "us", "ca"} {
		add(plan.Update, "Workflow", region, "campaign-request", report.Done, "")
	}
	add(plan.Create, "Calendar", "dach", "dach", report.Done, "")
	if stopped {
		add(plan.Update, "Workflow", "jp", "campaign-request", report.Failed, "`jp/Workflow/campaign-request.yaml` was changed by someone else in the meantime: nothing was done to it, plan again")
		for i := range 25 {
			add(plan.Create, "Program", "jp", fmt.Sprintf("season-%02d", i), report.Skipped, "the folder `jp` cannot be written: no space left on device")
		}
		add(plan.Delete, "Program", "dach", "trade-fair-2025", report.Held, "protected")
	}
	return o
}

func TestOutcomes(t *testing.T) {
	verbose := outcomes(true)
	verbose.Options.Verbose = true
	for name, o := range map[string]report.Outcomes{"done": outcomes(false), "stopped": outcomes(true), "stopped-verbose": verbose, "nothing": {}} {
		var text, colored, data bytes.Buffer
		if err := report.OutcomesText(&text, o); err != nil {
			t.Fatal(err)
		}
		golden(t, "outcomes-"+name+".txt", text.Bytes())
		requireVisible(t, text.Bytes())
		o.Options.Color = true
		if err := report.OutcomesText(&colored, o); err != nil {
			t.Fatal(err)
		}
		if ansi.Strip(colored.String()) != text.String() {
			t.Errorf("%s: colour changes the layout:\n%s", name, colored.String())
		}
		if err := report.OutcomesJSON(&data, o); err != nil {
			t.Fatal(err)
		}
		golden(t, "outcomes-"+name+".json", data.Bytes())
		if err := validate(t, "../../docs/reference/apply-output.schema.json", data.Bytes()); err != nil {
			t.Errorf("%s: %#v", name, err)
		}
	}
}
