package cli_test

import (
	"fmt"
	"strconv"
	"strings"
)

const benchOwner = "owner: global-marketing-ops"

func benchWorkflowName(i int) string { return fmt.Sprintf("campaign-request-%04d", i) }
func benchProgramName(i int) string  { return fmt.Sprintf("season-%04d", i) }
func benchMetricName(i int) string   { return fmt.Sprintf("qualified-leads-%04d", i) }

func (b *benchRepo) metric(i int) error {
	name := benchMetricName(i)
	return b.put("global/metrics/"+name+".yaml", "Metric", "{name: "+name+", "+benchOwner+"}", fmt.Sprintf(
		"  title: Qualified leads %d\n  definition: |\n    %s\n    %s\n    %s\n  unit: leads\n  formula: count of accepted leads per %s\n  source: crm\n  direction: up\n",
		i, b.sentence(14), b.sentence(14), b.sentence(60), b.sentence(12)))
}

// benchSteps are the steps of every campaign workflow, each after the one before.
func benchSteps() []struct{ name, kind, role, serviceLevel, gate string } {
	return []struct{ name, kind, role, serviceLevel, gate string }{
		{"request", "request", "campaign manager", "1d", "none"},
		{"brief", "brief", "campaign manager", "2d", "none"},
		{"audience-review", "review", "privacy lead", "2d", "blocking"},
		{"build", "build", "studio", "3d", "none"},
		{"translation", "build", "agency", "3d", "none"},
		{"legal-review", "legal", "legal counsel", "2d", "blocking"},
		{"qa-review", "quality-assurance", "quality lead", "1d", "blocking"},
		{"launch", "launch", "campaign manager", "4h", "none"},
		{"analysis", "analysis", "analyst", "3d", "none"},
	}
}

func (b *benchRepo) workflow(i int) error {
	var s strings.Builder
	fmt.Fprintf(&s, "  title: Campaign request %d\n  type: campaign\n  status: production\n  leadTime: 8w\n", i)
	fmt.Fprintf(&s, "  intake:\n    calendar: global\n    fields:\n      - {name: objective, required: true, title: %s}\n", b.sentence(5))
	s.WriteString("      - {name: audience, required: true}\n      - {name: budget, required: true}\n  steps:\n")
	before := ""
	for _, step := range benchSteps() {
		fmt.Fprintf(&s, "    - name: %s # %s\n      type: %s\n      role: %s\n      serviceLevel: %s\n      gate: %s\n",
			step.name, b.sentence(3), step.kind, step.role, step.serviceLevel, step.gate)
		if before != "" {
			fmt.Fprintf(&s, "      dependsOn: [%s]\n", before)
		}
		if step.kind == "legal" || step.kind == "quality-assurance" {
			fmt.Fprintf(&s, "      approvals:\n        - {name: %s, role: %s}\n", strings.Fields(step.role)[0], step.role)
		}
		if step.kind == "build" {
			fmt.Fprintf(&s, "      automation: {platform: cms, does: %s}\n", b.sentence(4))
		}
		before = step.name
	}
	name := benchWorkflowName(i)
	return b.put("global/workflows/"+name+".yaml", "Workflow", "{name: "+name+", "+benchOwner+", labels: {tier: fundamental}}", s.String())
}

func (b *benchRepo) program(i, workflows, metrics int) error {
	var s strings.Builder
	fmt.Fprintf(&s, "  title: Season %d\n  focus: brand\n  cadence: one-time\n  outcomes:\n", i)
	for range 3 {
		fmt.Fprintf(&s, "    - %s\n", b.sentence(22))
	}
	s.WriteString("    - |\n")
	for range 8 {
		fmt.Fprintf(&s, "      %s\n", b.sentence(9))
	}
	if metrics > 0 {
		fmt.Fprintf(&s, "  metrics:\n    - {name: %s, target: %d}\n", benchMetricName(i%metrics), 100+i)
	}
	fmt.Fprintf(&s, "  launch: 2027-03-%02d\n  ends: 2027-06-%02d\n  status: planned\n  workflow: %s\n  channels: [email, events]\n  team: global-marketing-ops\n  origin: {type: proactive, champion: {role: head of brand}}\n  priority: {scores: [{name: outcome, score: 7}, {name: effort, score: 4}]}\n",
		8+i%5, 7+i%5, benchWorkflowName(i%workflows))
	name := benchProgramName(i)
	return b.put("global/programs/"+name+".yaml", "Program", "{name: "+name+", "+benchOwner+"}", s.String())
}

func (b *benchRepo) calendar(region benchRegion, small bool) error {
	var s strings.Builder
	fmt.Fprintf(&s, "  title: The calendar of %s\n  timezone: %s\n  holidays:\n    - {name: new-year, date: 2027-01-01}\n", region.name, region.timezone)
	for day := range 12 {
		fmt.Fprintf(&s, "    - {name: holiday-%02d, date: 2027-08-%02d} # %s\n", day, day+2, b.sentence(4))
	}
	fmt.Fprintf(&s, "  blackouts:\n    - {name: year-end, from: 2026-12-21, to: 2027-01-06, reason: %s}\n", b.sentence(10))
	return b.put("regions/"+region.name+"/calendar.yaml", "Calendar",
		fmt.Sprintf("{name: %s, region: %s, owner: %s}", region.name, region.name, b.team(region, small)), s.String())
}

func (b *benchRepo) platformSpec(category, management string) string {
	return fmt.Sprintf(`  title: The platform for %[1]s
  category: %[1]s
  vendor: Northwind Works
  management: %[2]s
  lifecycle: {status: active}
  security: {singleSignOn: true, accessReview: 6mo, processingAgreement: true, dataResidency: [eu]}
  personalData: true
  customization: [%[3]s, %[4]s]
`, category, management, b.sentence(3), b.sentence(4))
}

func (b *benchRepo) platform(i int, region benchRegion, small bool) error {
	name := fmt.Sprintf("social-%s-%04d", region.name, i)
	var s strings.Builder
	s.WriteString(b.platformSpec("social", "regional"))
	fmt.Fprintf(&s, "  coexistence: |\n    %s\n    %s\n", b.sentence(14), b.sentence(14))
	return b.put("regions/"+region.name+"/platforms/"+name+".yaml", "Platform",
		fmt.Sprintf("{name: %s, region: %s, owner: %s}", name, region.name, b.team(region, small)), s.String())
}

// integration connects a regional platform to the CRM.
func (b *benchRepo) integration(i int, region benchRegion, small bool) error {
	from := fmt.Sprintf("social-%s-%04d", region.name, i)
	name := "leads-of-" + from
	var s strings.Builder
	fmt.Fprintf(&s, "  title: Leads from %s\n  from: %s\n  to: crm\n  entity: lead\n  direction: one-way\n  schedule: %s\n  note: |\n", from, from, b.sentence(5))
	for range 8 {
		fmt.Fprintf(&s, "    %s\n", b.sentence(14))
	}
	return b.put("regions/"+region.name+"/integrations/"+name+".yaml", "Integration",
		fmt.Sprintf("{name: %s, region: %s, owner: %s}", name, region.name, b.team(region, small)), s.String())
}

func (b *benchRepo) localizedWorkflow(i int, region benchRegion, small bool) error {
	name := benchWorkflowName(i)
	var s strings.Builder
	fmt.Fprintf(&s, "  of: {kind: Workflow, name: %s}\n  reason: |\n", name)
	for range 5 {
		fmt.Fprintf(&s, "    %s\n", b.sentence(10))
	}
	first := !b.localizedAbove(i, region) // whose notice holds for the regions below
	fmt.Fprintf(&s, "  set:\n    title: Campaign request %d of %s\n    steps:\n", i, region.name)
	for _, step := range benchSteps()[2:6] {
		fmt.Fprintf(&s, "      - name: %s # %s\n        role: %s lead %s\n        serviceLevel: %s\n",
			step.name, b.sentence(4), strings.Fields(step.role)[0], region.name, b.serviceLevel(step.serviceLevel, region))
		if step.name == "build" && first {
			s.WriteString("        dependsOn: [audience-review, notice]\n")
		}
	}
	if first {
		fmt.Fprintf(&s, "      - name: notice\n        type: review\n        title: %s\n        role: privacy lead %s\n        serviceLevel: 1d\n        gate: advisory\n        dependsOn: [audience-review]\n",
			b.sentence(5), region.name)
	}
	return b.put("regions/"+region.name+"/localizations/"+name+".yaml", "Localization",
		fmt.Sprintf("{name: %s, region: %s, owner: %s}", name, region.name, b.team(region, small)), s.String())
}

// serviceLevel is how long a step takes in a region: something else than the base
// and the region above say, because that is why a region writes it down; one in
// fifty repeats the base, as somebody always does.
func (b *benchRepo) serviceLevel(base string, region benchRegion) string {
	days, err := strconv.Atoi(strings.TrimSuffix(base, "d"))
	if err != nil || b.random.IntN(50) == 0 {
		return base
	}
	more := []int{6, 18, -12}[benchDepth(region)-1]
	return fmt.Sprintf("%dh", 24*days+more+6*b.random.IntN(2))
}

func (b *benchRepo) localizedProgram(i int, region benchRegion, small bool) error {
	name := benchProgramName(i)
	var s strings.Builder
	fmt.Fprintf(&s, "  of: {kind: Program, name: %s}\n  reason: |\n", name)
	for range 7 {
		fmt.Fprintf(&s, "    %s\n", b.sentence(10))
	}
	depth := benchDepth(region) // each level has days and channels of its own: who agrees with the level above writes nothing
	fmt.Fprintf(&s, "  set:\n    title: Season %d in %s\n    launch: 2027-04-%02d\n    ends: 2027-06-%02d\n    channels:\n",
		i, region.name, 8+4*depth+b.random.IntN(4), 15+4*depth+b.random.IntN(4))
	third := [][]string{{"print", "radio"}, {"dealers", "webinars"}, {"outdoor", "partners"}}[depth-1]
	for _, channel := range []string{"email", "social", third[b.random.IntN(2)]} {
		fmt.Fprintf(&s, "      - %s # %s\n", channel, b.sentence(5))
	}
	s.WriteString("    outcomes:\n")
	for range 3 {
		fmt.Fprintf(&s, "      - %s\n", b.sentence(16))
	}
	return b.put("regions/"+region.name+"/localizations/"+name+".yaml", "Localization",
		fmt.Sprintf("{name: %s, region: %s, owner: %s}", name, region.name, b.team(region, small)), s.String())
}
