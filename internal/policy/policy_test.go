package policy_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

const metadata = `# METADATA
# title: A test
# custom:
#   severity: error
#   scope: object
#   kinds: [Team]
`

const teams = `apiVersion: interlock.dev/v1
kind: Team
metadata: {name: ops}
spec: {title: Ops, lead: {role: head}}
---
apiVersion: interlock.dev/v1
kind: Region
metadata: {name: emea, owner: ops}
spec: {title: EMEA}
---
apiVersion: interlock.dev/v1
kind: Localization
metadata: {name: ops, region: emea, owner: ops}
spec:
  of: {kind: Team, name: ops}
  reason: a name of its own
  set: {title: Betrieb}
`

// rego makes the file of a rule test/x with METADATA and a body.
func rego(header, body string) *source.File {
	return source.NewFile("policies/test/x/rule.rego", []byte(header+"package interlock.rules.test[\"x\"]\n\n"+body+"\n"))
}

func build(t *testing.T, text string) *catalog.Catalog {
	t.Helper()
	schemas, err := schema.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	documents, findings := document.Parse(source.NewFile("x.yaml", []byte(text)))
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	return catalog.Build(schemas, documents)
}

func evaluate(t *testing.T, engine *policy.Engine, text string) (policy.Result, error) {
	t.Helper()
	return engine.Evaluate(context.Background(), build(t, text), policy.Run{Date: "2026-11-22"})
}

// TestStockTests runs the rules' own tests, as `opa test policies` does.
func TestStockTests(t *testing.T) {
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(policies.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") {
			return err
		}
		data, err := fs.ReadFile(policies.FS, name)
		if err != nil {
			return err
		}
		modules[name], err = ast.ParseModuleWithOpts(name, string(data), ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: true})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	results, err := tester.NewRunner().SetCompiler(ast.NewCompiler().WithStrict(true)).SetModules(modules).RunTests(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	count := 0
	for result := range results {
		count++
		tested[strings.TrimSuffix(result.Location.File, "_test.rego")] = true
		if !result.Pass() {
			t.Errorf("%s: %s: %v", result.Location.File, result.Name, result.Error)
		}
	}
	rules, err := fs.Glob(policies.FS, "*/*/rule.rego")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		if !tested[strings.TrimSuffix(rule, ".rego")] {
			t.Errorf("%s has no test that runs", rule)
		}
	}
	t.Logf("%d tests of %d rules", count, len(rules))
}

// TestRefusedRules says what the engine does not load, and that it names the place.
func TestRefusedRules(t *testing.T) {
	report := "report contains {\"path\": [\"spec\"], \"message\": \"x\"} if { input.object }"
	for _, test := range []struct {
		name, header, body, want string
	}{
		{"no metadata", "", report, "1:1: the rule `test/x` has no METADATA"},
		{"no title", strings.Replace(metadata, "# title: A test\n", "", 1), report, "has no title"},
		{"no severity", strings.Replace(metadata, "#   severity: error\n", "", 1), report, "custom.severity of `test/x` is ``"},
		{"unknown severity", strings.Replace(metadata, "error", "fatal", 1), report, "custom.severity of `test/x` is `fatal`"},
		{"no scope", strings.Replace(metadata, "#   scope: object\n", "", 1), report, "custom.scope of `test/x` is ``"},
		{"no kinds", strings.Replace(metadata, "#   kinds: [Team]\n", "", 1), report, "custom.kinds of `test/x` is missing"},
		{"no report", metadata, "deny contains \"x\" if { input.object }", "has no set `report`"},
		{"syntax", metadata, "report contains", "policies/test/x/rule.rego:10:1"},
		{"unknown function", metadata, "report contains {\"path\": [], \"message\": nothing(1)} if true", "undefined function nothing"},
		{"unsafe", metadata, "report contains {\"path\": [], \"message\": x} if true", "x is unsafe"},
		{"network", metadata, "report contains {\"path\": [], \"message\": \"x\"} if http.send({\"method\": \"get\", \"url\": \"http://example.com\"})", "a rule may not call `http.send`"},
		{"names", metadata, "report contains {\"path\": [], \"message\": \"x\"} if net.lookup_ip_addr(\"example.com\")", "a rule may not call `net.lookup_ip_addr`"},
		{"clock", metadata, "report contains {\"path\": [], \"message\": \"x\"} if time.now_ns() > 0", "a rule may not call `time.now_ns`"},
		{"environment", metadata, "report contains {\"path\": [], \"message\": \"x\"} if opa.runtime().env.HOME", "a rule may not call `opa.runtime`"},
		{"chance", metadata, "report contains {\"path\": [], \"message\": \"x\"} if rand.intn(\"a\", 3) > 0", "a rule may not call `rand.intn`"},
		{"identity", metadata, "report contains {\"path\": [], \"message\": \"x\"} if uuid.rfc4122(\"a\")", "a rule may not call `uuid.rfc4122`"},
		{"files", metadata, "report contains {\"path\": [], \"message\": \"x\"} if json.match_schema({}, {\"$ref\": \"file:///etc/passwd\"})", "a rule may not call `json.match_schema`"},
		{"tokens", metadata, "report contains {\"path\": [], \"message\": \"x\"} if io.jwt.decode(\"a\")", "a rule may not call `io.jwt.decode`"},
		{"parsing", metadata, "report contains {\"path\": [], \"message\": \"x\"} if rego.parse_module(\"a\", \"b\")", "a rule may not call `rego.parse_module`"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := policy.Load(policy.Set{Files: []*source.File{rego(test.header, test.body)}})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v, want %q", err, test.want)
			}
			var located *policy.Error
			if !errors.As(err, &located) || located.File != "policies/test/x/rule.rego" || located.Line < 1 {
				t.Errorf("the place is missing: %#v", located)
			}
		})
	}
}

func TestRefusedPackages(t *testing.T) {
	body := "\nreport contains {\"path\": [], \"message\": \"x\"} if true\n"
	for _, test := range []struct{ path, text, want string }{
		{"policies/a.rego", "package main\n\ndeny contains \"x\" if true\n", "the package `main` is none of a rule"},
		{"policies/y/z/rule.rego", metadata + "package interlock.rules.test[\"x\"]" + body, "must stand in test/x/rule.rego"},
		{"policies/empty.rego", "", "policies/empty.rego:1:1"},
	} {
		_, err := policy.Load(policy.Set{Files: []*source.File{source.NewFile(test.path, []byte(test.text))}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.path, err, test.want)
		}
	}
	one := rego(metadata, "report contains {\"path\": [], \"message\": \"x\"} if true")
	own := source.NewFile("own/test/x/rule.rego", one.Data)
	if _, err := policy.Load(policy.Set{Files: []*source.File{one}}, policy.Set{Files: []*source.File{own}}); err == nil || !strings.Contains(err.Error(), "the rule `test/x` is there already, in policies/test/x/rule.rego") {
		t.Errorf("a second rule of one name: %v", err)
	}
}

// TestFailingRules says what happens when a rule cannot be evaluated: never a pass.
func TestFailingRules(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"builtin", `report contains {"path": ["spec"], "message": "x"} if { to_number(input.object.spec.title) > 1 }`, "rule.rego:9:"},
		{"division", `report contains {"path": ["spec"], "message": "x"} if { 1 / (count(input.object.spec) - 2) > 1 }`, "divide by zero"},
		{"conflict", "value := 1 if { input.object }\nvalue := 2 if { input.object }\nreport contains {\"path\": [\"spec\"], \"message\": \"x\"} if { value == 3 }", "conflicting values"},
		{"no path", `report contains {"message": "x"} if { input.object }`, "reports without a path"},
		{"no message", `report contains {"path": ["spec"]} if { input.object }`, "reports without a message"},
		{"text", `report contains "x" if { input.object }`, "reports string and not an object"},
		{"wrong path", `report contains {"path": 7, "message": "x"} if { input.object }`, "reports a path that is number"},
		{"unreadable path", `report contains {"path": "spec[", "message": "x"} if { input.object }`, "reports a path that cannot be read"},
		{"unknown object", `report contains {"path": ["spec"], "message": "x", "object": {"kind": "Team", "name": "nobody"}} if { input.object }`, "names Team/nobody in global, which is not there"},
		{"related", `report contains {"path": ["spec"], "message": "x", "related": [{"path": ["spec"]}]} if { input.object }`, "reports a related place without its object"},
	} {
		t.Run(test.name, func(t *testing.T) {
			engine, err := policy.Load(policy.Set{Files: []*source.File{rego(metadata, test.body)}})
			if err != nil {
				t.Fatal(err)
			}
			result, err := evaluate(t, engine, teams)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("got %v and %v, want %q", result, err, test.want)
			}
			var located *policy.Error
			if !errors.As(err, &located) || located.File != "policies/test/x/rule.rego" {
				t.Errorf("the place is missing: %#v", located)
			}
		})
	}
}

func TestTimeLimit(t *testing.T) {
	slow := `report contains {"path": ["spec"], "message": "x"} if {
	some a in numbers.range(1, 3000)
	some b in numbers.range(1, 3000)
	a * b == 0
}`
	engine, err := policy.Load(policy.Set{Files: []*source.File{rego(metadata, slow)}})
	if err != nil {
		t.Fatal(err)
	}
	engine.TimeLimit = 50 * time.Millisecond
	if _, err = evaluate(t, engine, teams); err == nil || !strings.Contains(err.Error(), "the rule `test/x` took longer than 50ms") {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	engine.TimeLimit = time.Minute
	if _, err = engine.Evaluate(ctx, build(t, teams), policy.Run{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

// at writes where a finding stands.
func at(text string, f finding.Finding) string {
	from := source.NewFile("x.yaml", []byte(text)).Position(f.At.Span.Start)
	return fmt.Sprintf("%d:%d %s %s %s", from.Line, from.Column, f.Object, f.Path, text[f.At.Span.Start:f.At.Span.End])
}

// TestPlaces says where findings are put: on the line that set the value, in
// whichever document that stands.
func TestPlaces(t *testing.T) {
	for _, test := range []struct {
		name, path string
		want       []string
	}{
		{"value", `["spec", "lead", "role"]`, []string{"4:33 Team/ops spec.lead.role head", "4:33 Team/ops in emea spec.lead.role head"}},
		{"text", `"spec.lead.role"`, []string{"4:33 Team/ops spec.lead.role head", "4:33 Team/ops in emea spec.lead.role head"}},
		{"localized", `["spec", "title"]`, []string{"17:16 Team/ops in emea spec.title Betrieb", "4:15 Team/ops spec.title Ops"}},
		{"mapping", `["spec", "lead"]`, []string{"4:20 Team/ops spec.lead lead", "4:20 Team/ops in emea spec.lead lead"}},
		{"missing", `["spec", "champion", "role"]`, []string{"4:1 Team/ops spec.champion.role spec", "4:1 Team/ops in emea spec.champion.role spec"}},
		{"whole", `[]`, []string{"1:1 Team/ops  apiVersion", "1:1 Team/ops in emea  apiVersion"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			engine, err := policy.Load(policy.Set{Files: []*source.File{rego(metadata, "report contains {\"path\": "+test.path+", \"message\": input.region} if { input.object }")}})
			if err != nil {
				t.Fatal(err)
			}
			result, err := evaluate(t, engine, teams)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range result.Findings {
				got = append(got, at(teams, f))
			}
			if len(got) != len(test.want) {
				t.Fatalf("got %q, want %q", got, test.want)
			}
			for _, want := range test.want {
				found := false
				for _, g := range got {
					found = found || g == want
				}
				if !found {
					t.Errorf("got %q, want %q", got, test.want)
				}
			}
		})
	}
}

// TestInput proves that rules see what the contract says they see.
func TestInput(t *testing.T) {
	body := `report contains {"path": ["metadata", "name"], "message": concat(" ", facts)}

facts contains "home" if input.home == "global"
facts contains "regions" if input.regions == ["emea"]
facts contains "effective" if input.object.spec.title == "Betrieb"
facts contains "shared" if input.object.spec.lead.role == "head"
facts contains "change" if {
	some change in input.changes
	change.action == "set"
	change.path == "spec.title"
	change.at == ["spec", "title"]
	change.from == "Ops"
	change.to == "Betrieb"
	change.localization == {"name": "ops", "region": "emea", "owner": "ops"}
	change.governed == []
}
facts contains "day" if data.interlock.run.date == "2026-11-22"
facts contains "tree" if data.interlock.regions.emea.path == ["global", "emea"]
facts contains "data" if data.interlock.effective.Team.emea.ops.spec.title == "Betrieb"
facts contains "objects" if data.interlock.objects.Team.global.ops.spec.title == "Ops"`
	header := strings.Replace(metadata, "#   kinds", "#   reads: [Team]\n#   kinds", 1)
	engine, err := policy.Load(policy.Set{Files: []*source.File{rego(header, body)}})
	if err != nil {
		t.Fatal(err)
	}
	result, err := evaluate(t, engine, teams)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		if f.Object.Region == "emea" {
			if want := "change data day effective home objects regions shared tree"; f.Message != want {
				t.Errorf("rules see %q, want %q", f.Message, want)
			}
			return
		}
	}
	t.Error("the localized form was not judged")
}

// TestRepositoryScope runs a rule over the whole catalog.
func TestRepositoryScope(t *testing.T) {
	header := strings.Replace(metadata, "scope: object", "scope: repository", 1)
	body := `report contains {"object": {"kind": "Team", "name": name, "region": region}, "path": ["spec", "title"], "message": region} if {
	some region, teams in data.interlock.effective.Team
	some name, _ in teams
}`
	engine, err := policy.Load(policy.Set{Files: []*source.File{rego(header, body)}})
	if err != nil {
		t.Fatal(err)
	}
	result, err := evaluate(t, engine, teams)
	if err != nil || len(result.Findings) != 2 {
		t.Fatal(result.Findings, err)
	}
	for _, f := range result.Findings {
		want := "4:15 Team/ops spec.title Ops"
		if f.Message == "emea" {
			want = "17:16 Team/ops in emea spec.title Betrieb"
		}
		if got := at(teams, f); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	if len(result.Run) != 1 || len(result.Idle) != 0 {
		t.Errorf("ran %v, idle %v", result.Run, result.Idle)
	}
}

func TestIdleRules(t *testing.T) {
	engine, err := policy.Load(policy.Set{Files: []*source.File{rego(strings.Replace(metadata, "[Team]", "[Metric]", 1), `report contains {"path": [], "message": "x"} if true`)}})
	if err != nil {
		t.Fatal(err)
	}
	result, err := evaluate(t, engine, teams)
	if err != nil || len(result.Findings) != 0 || len(result.Run) != 0 || len(result.Idle) != 1 {
		t.Errorf("%+v, %v", result, err)
	}
}

// TestWaiverOfOneRegion excuses one region's share of what a rule finds in
// several, whether the rule looks at objects or at the whole repository.
func TestWaiverOfOneRegion(t *testing.T) {
	markets := teams + `---
apiVersion: interlock.dev/v1
kind: Region
metadata: {name: apac, owner: ops}
spec: {title: APAC}
---
apiVersion: interlock.dev/v1
kind: Waiver
metadata: {name: later, region: apac, owner: ops}
spec: {rule: test/x, object: {kind: Team, name: ops}, path: spec.title, reason: Later., approvedBy: ops, expires: 2027-01-01}
`
	const report = `"path": ["spec", "title"], "message": region, "region": region} if { some region in ["emea", "apac", "global"]`
	for _, scope := range []string{"object", "repository"} {
		body := `report contains {` + report + "\n\tinput.region == \"global\"\n}"
		if scope == "repository" {
			body = `report contains {"object": {"kind": "Team", "name": "ops", "region": "global"}, ` + report + "\n}"
		}
		engine, err := policy.Load(policy.Set{Files: []*source.File{rego(strings.Replace(metadata, "scope: object", "scope: "+scope, 1), body)}})
		if err != nil {
			t.Fatal(err)
		}
		result, err := evaluate(t, engine, markets)
		if err != nil || len(result.Findings) != 3 {
			t.Fatal(scope, result.Findings, err)
		}
		for _, f := range result.Findings {
			if excused := f.Waiver == "later"; excused != (f.Object.Region == "apac") {
				t.Errorf("%s: the finding of %s is excused: %v", scope, f.Object.Region, excused)
			}
		}
	}
}
