package report

import (
	"bufio"
	"fmt"
	"io"

	"interlock.dev/interlock/internal/finding"
)

// Known is what is recorded of one platform.
type Known struct {
	Name       string `json:"name"`
	Connected  bool   `json:"connected"`  // a document gives it a connector
	Owned      int    `json:"owned"`      // objects that interlock made there
	Protected  int    `json:"protected"`  // of them, those that may not be deleted
	Unfinished int    `json:"unfinished"` // effects of which it is not known how they ended
}

// Ended is how a run ended, or that it has not.
type Ended struct {
	Commit   string   `json:"commit"`
	Status   string   `json:"status"`
	Started  string   `json:"started"`
	By       string   `json:"by"`
	Done     string   `json:"done"`
	Releases []string `json:"releases"` // brakes that were released, each with its reason
	Failures []string `json:"failures"` // what was not done, each with its reason
}

// Standing is how the repository and its platforms stand, as far as the state knows.
type Standing struct {
	Commit    string  `json:"commit"` // that is checked out
	State     string  `json:"state"`  // file
	Platforms []Known `json:"platforms"`
	Last      *Ended  `json:"last"`
	Open      []Ended `json:"open"` // runs that began and did not end
	Options   Options `json:"-"`
}

// StatusText writes how things stand. The error is the writer's.
func StatusText(w io.Writer, s Standing) error {
	out := bufio.NewWriter(w)
	t := newText(out, s.Options)
	switch {
	case s.Last == nil:
		t.line(paint(t.look.strong, "Nothing was applied yet"), ": no run is recorded in ", visible(s.State))
	case s.Last.Commit == s.Commit:
		t.line(paint(t.look.strong, "Commit "+cut(visible(s.Commit))+" was applied last"), ": ", ended(s.Last), ", ", visible(s.Last.Started))
	default:
		t.line(paint(t.look.strong, "Commit "+cut(visible(s.Commit))+" was not applied yet"), ": the last one was ",
			cut(visible(s.Last.Commit)), " (", ended(s.Last), ", ", visible(s.Last.Started), ")")
	}
	if s.Last != nil {
		t.run(s.Last)
	}
	for _, p := range s.Platforms {
		said := counted(p.Owned, "object")
		if p.Protected > 0 {
			said += fmt.Sprintf(", %d protected", p.Protected)
		}
		if p.Unfinished > 0 {
			said += fmt.Sprintf(", %d of which it is not known how they ended: the next apply settles them", p.Unfinished)
		}
		if !p.Connected {
			said += "; no document connects it any more"
		}
		t.line("  ", visible(p.Name), "   ", said)
	}
	for i := range s.Open {
		t.line(paint(t.look.severity[finding.Warning], "A run has not ended"), ": ", cut(visible(s.Open[i].Commit)), ", begun ", visible(s.Open[i].Started), " by ", visible(s.Open[i].By))
		t.line("  it works at this moment, or was killed; then the next apply settles what it left")
	}
	if s.Last != nil {
		t.line()
		t.line("whether the platforms still hold it: interlock plan")
	}
	return out.Flush()
}

// ended says how a run ended, in words.
func ended(e *Ended) string {
	switch e.Status {
	case "nothing":
		return "there was nothing to do"
	case "partly":
		return "in part"
	case "stopped":
		return "stopped before its end"
	}
	return visible(e.Status)
}

func (t *text) run(e *Ended) {
	t.line("  ", visible(e.Done), ", by ", visible(e.By))
	for _, release := range e.Releases {
		t.line("  brake released: ", visible(release))
	}
	for _, failure := range shortened(e.Failures, 10, t.all) {
		t.line("  not done: ", visible(failure))
	}
}

// StatusJSON writes how things stand for programs. The error is the writer's.
func StatusJSON(w io.Writer, s Standing) error { return writeJSON(w, s) }
