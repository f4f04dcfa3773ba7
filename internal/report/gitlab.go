package report

import (
	"io"

	"interlock.dev/interlock/internal/finding"
)

type (
	gitlabIssue struct {
		Description string      `json:"description"`
		Check       string      `json:"check_name"`
		Fingerprint string      `json:"fingerprint"`
		Severity    string      `json:"severity"`
		Location    gitlabPlace `json:"location"`
	}
	gitlabPlace struct {
		Path  string      `json:"path"`
		Lines gitlabLines `json:"lines"`
	}
	gitlabLines struct {
		Begin int `json:"begin"`
	}
)

// GitLab writes the report as GitLab's Code Quality report, which merge
// requests show. Findings that a waiver excuses are left out.
func GitLab(w io.Writer, r Report) error {
	issues := []gitlabIssue{}
	prints := r.fingerprints()
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Waiver != "" {
			continue
		}
		start, _, _ := r.positions(f.At)
		file := f.At.Path
		if file == "" {
			file = settingsFile
		}
		issues = append(issues, gitlabIssue{
			Description: said(f), Check: f.Rule, Fingerprint: prints[i], Severity: gitlabSeverity(f.Severity),
			Location: gitlabPlace{Path: r.name(file), Lines: gitlabLines{start.Line}},
		})
	}
	return writeJSON(w, issues)
}

func gitlabSeverity(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "critical"
	case finding.Warning:
		return "minor"
	}
	return "info"
}
