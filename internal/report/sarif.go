package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// What GitHub takes of one run.
const (
	sarifResults = 25_000
	sarifTags    = 20
)

// The parts of SARIF 2.1.0 (OASIS) that a report fills. The types of a library
// were tried: docs/decisions/ says why they are not used.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool         `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		ColumnKind  string            `json:"columnKind"`
		Results     []sarifResult     `json:"results"`
		More        *sarifRunMore     `json:"properties,omitempty"`
	}
	sarifRunMore struct {
		Base *Base `json:"base"` // what was compared with
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Help    sarifText    `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
		More    sarifMore    `json:"properties"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifMore struct {
		Tags     []string `json:"tags"`
		Severity string   `json:"problem.severity"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful bool                `json:"executionSuccessful"`
		Notes      []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Status        string `json:"status"`
		Justification string `json:"justification"`
	}
	sarifLocation struct {
		ID       *int          `json:"id,omitempty"`
		Physical sarifPhysical `json:"physicalLocation"`
		Logical  []sarifObject `json:"logicalLocations,omitempty"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifObject struct {
		FullName string `json:"fullyQualifiedName"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// SARIF writes the report for code scanning. Every result has a place: what is
// of the repository as a whole stands at its settings. Places are of one line,
// columns in code points. Findings that a waiver excuses are suppressed
// results. What a change was compared with is a property of the run, `base`. Of more than 25,000 findings the gravest are written, and a
// notification says how many are not.
func SARIF(w io.Writer, r Report) error {
	rules, index := r.sarifRules()
	run := sarifRun{
		Tool:        sarifTool{Driver: sarifDriver{Name: "interlock", Version: r.Version, InformationURI: "https://interlock.dev", Rules: rules}},
		Invocations: []sarifInvocation{{Successful: true}},
		ColumnKind:  "unicodeCodePoints",
		Results:     []sarifResult{},
	}
	if r.Summary.Base != nil {
		run.More = &sarifRunMore{r.Summary.Base}
	}
	prints := r.fingerprints()
	chosen, left := r.sarifChosen()
	for _, i := range chosen {
		result := r.sarifResult(&r.Findings[i])
		result.RuleIndex = index[result.RuleID]
		result.Fingerprints = map[string]string{"interlock/v1": prints[i]}
		run.Results = append(run.Results, result)
	}
	if left > 0 {
		run.Invocations[0].Notes = []sarifNotification{{Level: "warning", Message: sarifText{
			fmt.Sprintf("%s more, the least grave, are left out: a run holds at most %d results; interlock lint shows all", counted(left, "finding"), sarifResults)}}}
	}
	log := sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}}
	text, err := json.Marshal(log) // not indented: the size of an upload is limited
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = w.Write(append(seen(text), '\n'))
	return err
}

// sarifChosen are the findings to write, in their order, and the number of others.
func (r Report) sarifChosen() (chosen []int, left int) {
	for i := range r.Findings {
		chosen = append(chosen, i)
	}
	if len(chosen) <= sarifResults {
		return chosen, 0
	}
	weight := func(i int) int {
		if r.Findings[i].Waiver != "" {
			return finding.Severity("").Rank()
		}
		return r.Findings[i].Severity.Rank()
	}
	slices.SortStableFunc(chosen, func(a, b int) int { return weight(a) - weight(b) })
	left = len(chosen) - sarifResults
	chosen = chosen[:sarifResults]
	slices.Sort(chosen)
	return chosen, left
}

// sarifRules describes the rules that were run, and any that a finding names.
func (r Report) sarifRules() ([]sarifRule, map[string]int) {
	known := map[string]finding.Rule{}
	for _, rule := range r.Rules {
		known[rule.ID] = rule
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		if _, ok := known[f.Rule]; !ok {
			known[f.Rule] = finding.Rule{ID: f.Rule, Title: f.Rule, Description: f.Why, Severity: f.Severity, Remedy: f.Help}
		}
	}
	ids := make([]string, 0, len(known))
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	rules, index := make([]sarifRule, len(ids)), make(map[string]int, len(ids))
	for i, id := range ids {
		rule := known[id]
		category, _, _ := strings.Cut(id, "/")
		tags := append([]string{category}, rule.Framework...)
		level := sarifLevel(rule.Severity)
		severity := level
		if level == "note" {
			severity = "recommendation"
		}
		rules[i] = sarifRule{
			ID: id, Short: textOr(rule.Title, id), Full: textOr(rule.Description, id), Help: textOr(rule.Remedy, id),
			Default: sarifDefault{level}, More: sarifMore{tags[:min(sarifTags, len(tags))], severity},
		}
		index[id] = i
	}
	return rules, index
}

func textOr(text, otherwise string) sarifText {
	if text = strings.TrimSpace(text); text == "" {
		text = otherwise
	}
	return sarifText{text}
}

func sarifLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}

func (r Report) sarifResult(f *finding.Finding) sarifResult {
	result := sarifResult{RuleID: f.Rule, Level: sarifLevel(f.Severity)}
	text := unlinked(said(f))
	place := r.sarifPlace(f.At)
	if f.Object != (finding.Object{}) {
		name := f.Object.String()
		if f.Path != "" {
			name += ":" + f.Path
		}
		place.Logical = []sarifObject{{name}}
	}
	result.Locations = []sarifLocation{place}
	for i := range f.Related {
		if f.Related[i].Base {
			text += ". " + unlinked(f.Related[i].Message+" ("+r.elsewhere(f.Related[i])+")")
			continue
		}
		if f.Related[i].At.IsZero() {
			text += ". " + unlinked(f.Related[i].Message)
			continue
		}
		id := len(result.Related) + 1
		related := r.sarifPlace(f.Related[i].At)
		related.ID, related.Message = &id, &sarifText{f.Related[i].Message}
		result.Related = append(result.Related, related)
		text += fmt.Sprintf(" [%s](%d)", linkText(f.Related[i].Message), id)
	}
	result.Message = sarifText{text}
	if f.Waiver != "" {
		result.Suppressions = []sarifSuppression{{Kind: "external", Status: "accepted", Justification: "waiver " + f.Waiver}}
	}
	return result
}

func (r Report) sarifPlace(at source.Location) sarifLocation {
	start, end, _ := r.oneLine(at)
	if at.Path == "" {
		at.Path = settingsFile
	}
	parts := strings.Split(r.name(at.Path), "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return sarifLocation{Physical: sarifPhysical{
		Artifact: sarifArtifact{URI: strings.Join(parts, "/"), Base: "%SRCROOT%"},
		Region:   sarifRegion{start.Line, start.Column, end.Line, end.Column},
	}}
}

// settingsFile is where what is of the whole repository is said to stand, for
// readers that refuse what stands nowhere.
const settingsFile = "interlock.yaml"

// unlinked keeps a text from being read as a link to a related place.
func unlinked(text string) string { return strings.ReplaceAll(text, "](", "] (") }

// linkText is a text between the brackets of a link.
func linkText(text string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(text)
}
