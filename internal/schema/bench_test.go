package schema

import (
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// typical is a workflow of 1.4 kB.
const typical = `apiVersion: interlock.dev/v1
kind: Workflow
metadata:
  name: campaign-request
  owner: global-marketing-ops
  labels:
    tier: fundamental
spec:
  title: Campaign request
  type: campaign
  status: production
  leadTime: 4w
  intake:
    calendar: global
    fields:
      - {name: objective, title: Objective, required: true}
      - {name: audience, title: Audience, required: true}
  steps:
    - name: brief
      title: Brief
      type: brief
      role: campaign manager
      serviceLevel: 2d
    - name: audience-review
      title: Audience review
      type: review
      role: data steward
      serviceLevel: 2d
      dependsOn: [brief]
      gate: advisory
    - name: qa-review
      title: Quality assurance
      type: quality-assurance
      role: quality lead
      serviceLevel: 2d
      dependsOn: [audience-review]
      gate: blocking
      approvals:
        - {name: brand, role: brand steward}
        - {name: agency, role: account director, external: true}
      automation:
        platform: project-management
        does: opens the checklist and assigns it
    - name: launch
      title: Launch
      type: launch
      role: campaign manager
      serviceLevel: 4h
      dependsOn: [qa-review]
    - name: analysis
      title: Analysis after the campaign
      type: analysis
      role: analyst
      serviceLevel: 1w
      dependsOn: [launch]
`

func BenchmarkValidate(b *testing.B) {
	r := load(b, nil)
	root := parse(b, typical).Root
	b.SetBytes(int64(len(typical)))
	b.ReportAllocs()
	for b.Loop() {
		if found := r.Validate(root, "Workflow"); len(found) > 0 {
			b.Fatal(found)
		}
	}
}

func BenchmarkValidateFaulty(b *testing.B) {
	r := load(b, nil)
	root := parse(b, strings.ReplaceAll(typical, "serviceLevel: 2d", "servicelevel: 2 days")).Root
	b.ReportAllocs()
	for b.Loop() {
		if found := r.Validate(root, "Workflow"); len(found) != 3 {
			b.Fatal(found)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		load(b, nil)
	}
}

// BenchmarkFirstUse is what it costs to check one document of every kind once.
func BenchmarkFirstUse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r := load(b, nil)
		for _, kind := range r.Kinds() {
			r.Validate(parse(b, "kind: "+kind).Root, kind)
		}
	}
}

func BenchmarkLoadLocal(b *testing.B) {
	file := source.NewFile("schemas/Tangle.json", []byte(tangle))
	for b.Loop() {
		if _, err := Load([]*source.File{file}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDigest(b *testing.B) {
	r := load(b, nil)
	for b.Loop() {
		r.Digest()
	}
}
