package cli_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// benchRepo writes repositories like those of a global marketing organisation,
// of any size: a tree of 14 regions, their teams, platforms, integrations, workflows, metrics,
// calendars, programs and standards, and six localizations in ten documents. The
// same size gives the same bytes; every document is valid, and no rule finds
// anything but what a waiver excuses.
type benchRepo struct {
	root      string
	random    *rand.Rand
	documents int
	bytes     int
	localized map[string]bool // number of an object and name of a region
}

type benchRegion struct {
	name, parent, country, language, currency, timezone, privacy string
}

func benchRegions() []benchRegion {
	return []benchRegion{
		{"emea", "", "", "en", "EUR", "Europe/Paris", "gdpr"},
		{"dach", "emea", "AT", "de", "EUR", "Europe/Vienna", "gdpr"},
		{"de", "dach", "DE", "de", "EUR", "Europe/Berlin", "gdpr"},
		{"fr", "emea", "FR", "fr", "EUR", "Europe/Paris", "gdpr"},
		{"uk", "emea", "GB", "en-GB", "GBP", "Europe/London", "gdpr"},
		{"amer", "", "", "en", "USD", "America/New_York", "state-privacy"},
		{"us", "amer", "US", "en-US", "USD", "America/New_York", "state-privacy"},
		{"ca", "amer", "CA", "en-CA", "CAD", "America/Toronto", "state-privacy"},
		{"latam", "amer", "MX", "es-419", "MXN", "America/Mexico_City", "state-privacy"},
		{"br", "latam", "BR", "pt-BR", "BRL", "America/Sao_Paulo", "state-privacy"},
		{"apac", "", "", "en", "SGD", "Asia/Singapore", "pacific-privacy"},
		{"jp", "apac", "JP", "ja", "JPY", "Asia/Tokyo", "pacific-privacy"},
		{"au", "apac", "AU", "en-AU", "AUD", "Australia/Sydney", "pacific-privacy"},
		{"sg", "apac", "SG", "en-SG", "SGD", "Asia/Singapore", "pacific-privacy"},
	}
}

// benchDepth is how far below global a region is.
func benchDepth(region benchRegion) int {
	depth := 1
	for _, other := range benchRegions() {
		if other.name == region.parent {
			depth += benchDepth(other)
		}
	}
	return depth
}

// localizedAbove says whether a region further up has localized an object.
func (b *benchRepo) localizedAbove(object int, region benchRegion) bool {
	for _, other := range benchRegions() {
		if other.name == region.parent {
			return b.localized[fmt.Sprint(object, other.name)] || b.localizedAbove(object, other)
		}
	}
	return false
}

// team is the operations team of a region: its own in a large organisation, in
// a small one that of the region at the top of its branch.
func (b *benchRepo) team(region benchRegion, small bool) string {
	if !small || region.parent == "" {
		return region.name + "-marketing-ops"
	}
	for _, other := range benchRegions() {
		if other.name == region.parent {
			return b.team(other, small)
		}
	}
	return "global-marketing-ops"
}

// write makes the repository in a new folder.
func (b *benchRepo) write(root string, documents int) error {
	if err := os.MkdirAll(root, 0o755); err != nil {
		return err
	}
	*b = benchRepo{root: root, random: rand.New(rand.NewPCG(1, uint64(documents)))}
	small := documents < 300
	regions := benchRegions()
	for name, text := range map[string]string{
		".gitignore":     "/.interlock/\n/rendered/\n",
		"interlock.yaml": "apiVersion: interlock.dev/v1\nkind: Settings\nspec:\n  ignore: [rendered/**]\n",
	} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	if err := b.frame(regions, small); err != nil {
		return err
	}

	// What the frame leaves of the share of whole objects goes to kinds as in a
	// real repository: workflows and programs grow with the organisation.
	objects := documents*4/10 - b.documents
	workflows, programs := max(5, objects*35/100), max(4, objects*25/100)
	metrics, calendars := min(objects*25/100, max(0, objects-workflows-programs)), 0
	if !small {
		calendars = len(regions)
	}
	platforms := max(0, objects-workflows-programs-metrics-calendars)
	metrics += platforms % 2 // each regional platform has an integration
	for i := range metrics {
		if err := b.metric(i); err != nil {
			return err
		}
	}
	for i := range workflows {
		if err := b.workflow(i); err != nil {
			return err
		}
	}
	for i := range programs {
		if err := b.program(i, workflows, metrics); err != nil {
			return err
		}
	}
	for i := range calendars {
		if err := b.calendar(regions[i], small); err != nil {
			return err
		}
	}
	for i := range platforms / 2 {
		if err := b.platform(i, regions[i%len(regions)], small); err != nil {
			return err
		}
		if err := b.integration(i, regions[i%len(regions)], small); err != nil {
			return err
		}
	}

	// Every object meets every region at most once.
	pairs := (workflows + programs) * len(regions)
	step := 1
	if left := documents - b.documents; left < pairs {
		step = pairs / left
	}
	met := func(i int) (int, benchRegion) {
		pair := i * step
		object := pair / len(regions)
		return object, regions[(pair+5*object)%len(regions)]
	}
	b.localized = map[string]bool{}
	for i := range documents - b.documents {
		object, region := met(i)
		b.localized[fmt.Sprint(object, region.name)] = true
	}
	for i := 0; b.documents < documents; i++ {
		if i*step >= pairs {
			return fmt.Errorf("%d documents: no more than %d localizations possible", documents, pairs)
		}
		object, region := met(i)
		var err error
		if object < workflows {
			err = b.localizedWorkflow(object, region, small)
		} else {
			err = b.localizedProgram(object-workflows, region, small)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// put writes one document to a file of its own.
func (b *benchRepo) put(path, kind, metadata, spec string) error {
	text := "# " + b.sentence(8) + "\napiVersion: interlock.dev/v1\nkind: " + kind + "\nmetadata: " + metadata + "\nspec:\n" + spec
	b.documents++
	b.bytes += len(text)
	path = filepath.Join(b.root, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// sentence is some text of n words that reads like a reason somebody gave.
func (b *benchRepo) sentence(n int) string {
	words := strings.Fields(`audience review agency market launch budget quarter local translation brand legal works council
		notice before after every request team region platform campaign handover sales qualified leads consent retention calendar
		holiday stock event dealer partner season product price page form asset library rights approval gate`)
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteByte(' ')
		}
		s.WriteString(words[b.random.IntN(len(words))])
	}
	return s.String()
}

// frame writes what a repository of any size has.
func (b *benchRepo) frame(regions []benchRegion, small bool) error {
	type document struct{ path, kind, metadata, spec string }
	documents := []document{
		{"global/organization.yaml", "Organization", "{name: bench, owner: global-marketing-ops}",
			"  title: Bench of All Trades\n  sponsor: {role: chief marketing officer, email: cmo@example.com}\n  requiredCategories: [cms, marketing-automation, crm]\n  statusEvery: 1mo\n  retrospectiveWithin: 6w\n" +
				"  coreSkills: [campaign-operations]\n  prioritization: {criteria: [{name: outcome, weight: 60%}, {name: effort, weight: 40%}]}\n  connectedCategories: [social]\n  intake: campaign-request\n  evaluation: {validFor: 3y}\n  qualityDimensions: [completeness]\n"},
		{"global/workflows/campaign-request.yaml", "Workflow", "{name: campaign-request, owner: global-marketing-ops}", benchIntake},
		{"global/data/lead.yaml", "DataEntity", "{name: lead, owner: global-marketing-ops}",
			"  title: Lead\n  definition: A person who has shown interest and may be contacted.\n  systemOfRecord: crm\n" + benchLead},
		{"global/teams/global-marketing-ops.yaml", "Team", "{name: global-marketing-ops, owner: global-marketing-ops}", benchTeam("global", "")},
		{"global/standards/workflows.yaml", "Standard", "{name: campaign-workflows, owner: global-marketing-ops}", benchWorkflowStandard},
		{"global/standards/programs.yaml", "Standard", "{name: programs, owner: global-marketing-ops}", benchProgramStandard},
		{"global/standards/metrics.yaml", "Standard", "{name: metrics, owner: global-marketing-ops}",
			"  for: {kind: Metric}\n  existence: global\n  rationale: A number means the same everywhere.\n  otherwise: standardize\n"},
		{"global/calendars/global.yaml", "Calendar", "{name: global, owner: global-marketing-ops}",
			"  title: The calendar of the whole organisation\n  timezone: Etc/UTC\n  holidays:\n    - {name: new-year, date: 2027-01-01}\n  blackouts:\n    - {name: year-end, from: 2026-12-21, to: 2027-01-06, reason: the agencies are closed}\n"},
	}
	for _, regime := range []string{"gdpr", "state-privacy", "pacific-privacy"} {
		documents = append(documents, document{"global/privacy/" + regime + ".yaml", "PrivacyRegime", "{name: " + regime + ", owner: global-marketing-ops}",
			"  title: " + regime + "\n  source: https://example.com/legal/" + regime + "\n  consent: opt-in\n  retention: 2y\n  subjectRequests: 30d\n"})
	}
	for _, category := range []string{"cms", "marketing-automation", "crm"} {
		connector := ""
		if category == "cms" {
			connector = "  connector: {type: files, directory: rendered}\n"
		}
		documents = append(documents, document{"global/platforms/" + category + ".yaml", "Platform", "{name: " + category + ", owner: global-marketing-ops}",
			b.platformSpec(category, "central") + connector})
	}
	for _, region := range regions {
		parent := ""
		if region.parent != "" {
			parent = "  parent: " + region.parent + "\n"
		}
		countries := "[]"
		if region.country != "" {
			countries = "[" + region.country + "]"
		}
		calendar := "global"
		if !small {
			calendar = region.name
		}
		documents = append(documents, document{"global/regions/" + region.name + ".yaml", "Region", "{name: " + region.name + ", owner: global-marketing-ops}",
			fmt.Sprintf("  title: The region %s\n%s  countries: %s\n  languages: [%s]\n  currency: %s\n  timezone: %s\n  privacy: [%s]\n  calendar: %s\n",
				region.name, parent, countries, region.language, region.currency, region.timezone, region.privacy, calendar)})
		if team := b.team(region, small); team == region.name+"-marketing-ops" {
			above := "global-marketing-ops"
			if !small && region.parent != "" {
				above = region.parent + "-marketing-ops"
			}
			documents = append(documents, document{"regions/" + region.name + "/team.yaml", "Team", fmt.Sprintf("{name: %s, region: %s, owner: %s}", team, region.name, team), benchTeam(region.name, above)})
		}
	}
	for _, d := range documents {
		if err := b.put(d.path, d.kind, d.metadata, d.spec); err != nil {
			return err
		}
	}
	return nil
}

func benchTeam(region, parent string) string {
	if parent != "" {
		parent = "  parent: " + parent + "\n"
	}
	return fmt.Sprintf("  title: Marketing operations %[1]s\n  lead: {role: head of marketing operations %[1]s, email: %[1]s-ops@example.com}\n"+
		"  champion: {role: operations champion %[1]s, email: %[1]s-champion@example.com}\n%[2]s  skills: [campaign-operations, marketing-automation]\n", region, parent)
}

const benchIntake = `  title: How a campaign is asked for
  type: intake
  status: production
  intake: {calendar: global, fields: [{name: outcome, required: true}, {name: budget, required: true}]}
  steps:
    - {name: submit, type: request, role: requester, serviceLevel: 1d}
    - {name: triage, type: review, role: campaign lead, serviceLevel: 2d, dependsOn: [submit]}
`

const benchLead = `  core: true
  fields:
    - {name: email, type: email, classification: personal, meaning: where to write to}
    - {name: consent, type: choice, classification: personal, purpose: consent, meaning: whether we may}
  privacy: {basis: consent, retention: 2y, subjectRequests: 15d}
  quality: [{name: has-email, dimension: completeness, field: email, threshold: 98%, every: 1d, owner: global-marketing-ops}]
`

const benchWorkflowStandard = `  for: {kind: Workflow, labels: {tier: fundamental}}
  existence: global
  rationale: One way to ask for, check and launch a campaign; local timing and reviewers.
  fields:
    - {path: spec.steps, stance: bounded, additive: true}
    - {path: "spec.steps[*].gate", stance: standardize}
    - {path: "spec.steps[*].dependsOn", stance: bounded, additive: true}
    - {path: "spec.steps[*].serviceLevel", stance: bounded, maximum: 4d}
    - {path: "spec.steps[*].role", stance: localize}
    - {path: "spec.steps[*].title", stance: localize}
    - {path: spec.title, stance: localize}
  otherwise: standardize
`

const benchProgramStandard = `  for: {kind: Program}
  existence: anywhere
  rationale: Outcomes are set together; when and through which channels is decided where the customers are.
  fields:
    - {path: spec.launch, stance: localize}
    - {path: spec.ends, stance: localize}
    - {path: spec.channels, stance: localize}
    - {path: spec.title, stance: localize}
    - {path: spec.outcomes, stance: localize}
  otherwise: standardize
`
