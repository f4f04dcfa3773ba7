package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/resource"
)

// world is one platform, in the steps of the story that a test tells of it.
type world struct {
	name     string
	desired  map[resource.Key]plan.Desired
	actual   map[resource.Key]plan.Actual
	recorded map[resource.Key]plan.Recorded
}

func newWorld(name string) *world {
	return &world{name, map[resource.Key]plan.Desired{}, map[resource.Key]plan.Actual{}, map[resource.Key]plan.Recorded{}}
}

func key(kind, region, name string) resource.Key {
	return resource.Key{Kind: kind, Region: region, Name: name}
}

// asks puts an object into the documents. Each origin is a pointer and where its
// value is written: FILE:LINE OWNER.
func (w *world) asks(k resource.Key, attributes string, protected bool, origins ...[2]string) {
	d := plan.Desired{Resource: resource.Resource{Key: k, Attributes: attributesOf(attributes)}, Protected: protected, Origins: map[string]plan.Origin{}}
	for _, o := range origins {
		var at plan.Origin
		place, owner, _ := strings.Cut(o[1], " ")
		at.File, at.Owner = place, owner
		if file, line, found := strings.Cut(place, ":"); found {
			at.File = file
			fmt.Sscan(line, &at.Line)
		}
		d.Origins[o[0]] = at
	}
	w.desired[k] = d
}

func attributesOf(text string) map[string]any {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var m map[string]any
	if err := decoder.Decode(&m); err != nil {
		panic(err)
	}
	return m
}

func place(k resource.Key) string { return k.Region + "/" + k.Kind + "/" + k.Name + ".yaml" }

// applied makes the platform hold what the documents ask for.
func (w *world) applied() {
	w.actual, w.recorded = map[resource.Key]plan.Actual{}, map[resource.Key]plan.Recorded{}
	for k, d := range w.desired {
		r := d.Resource
		r.Version = "v1"
		w.actual[k] = plan.Actual{Resource: r, Ours: true, Place: place(k)}
		w.recorded[k] = plan.Recorded{Resource: r, File: d.Origins[""].File, Protected: d.Protected}
	}
}

// finds puts something onto the platform.
func (w *world) finds(k resource.Key, attributes string, ours bool) {
	w.actual[k] = plan.Actual{Resource: resource.Resource{Key: k, Attributes: attributesOf(attributes), Version: "v2"}, Ours: ours, Place: place(k)}
}

func (w *world) target() plan.Target {
	t := plan.Target{Platform: w.name, Connector: "c0ffee"}
	for _, d := range w.desired {
		t.Desired = append(t.Desired, d)
	}
	for _, a := range w.actual {
		t.Actual = append(t.Actual, a)
	}
	for _, r := range w.recorded {
		t.Recorded = append(t.Recorded, r)
	}
	return t
}

func planOf(t *testing.T, worlds ...*world) *plan.Plan {
	t.Helper()
	var targets []plan.Target
	for _, w := range worlds {
		targets = append(targets, w.target())
	}
	p, err := plan.Make(plan.Basis{Commit: "8f2c1ab2c3d4e5f60718293a4b5c6d7e8f901234"}, plan.DefaultLimits(), targets)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	requestFile = "global/workflows/campaign-request.yaml"
	globalOps   = " global-marketing-ops"
)

func request(level, gate string) string {
	return `{"spec":{"title":"Campaign request","steps":[{"name":"audience-review","serviceLevel":"` + level + `"},{"name":"qa-review","gate":"` + gate + `"}]}}`
}

func requests(w *world, level string) {
	for _, region := range []string{"global", "amer", "us", "ca", "latam", "br", "mx", "apac", "jp", "au", "sg", "emea", "uk", "fr", "dach"} {
		here := level
		at := requestFile + ":31" + globalOps
		if strings.Contains("emea uk fr dach", region) {
			here, at = "3d", "regions/emea/localizations/campaign-request.yaml:13 emea-marketing-ops"
		}
		w.asks(key("Workflow", region, "campaign-request"), request(here, "blocking"), true,
			[2]string{"", requestFile + ":1" + globalOps}, [2]string{"/spec/title", requestFile + ":7" + globalOps},
			[2]string{"/spec/steps/audience-review/name", requestFile + ":29" + globalOps},
			[2]string{"/spec/steps/audience-review/serviceLevel", at},
			[2]string{"/spec/steps/qa-review/gate", requestFile + ":36" + globalOps})
	}
}

// story is one change of the base, a new step in two regions, a new calendar, a
// document that is gone, a line that is gone, and a hand in the target.
func story(t *testing.T) *plan.Plan {
	configuration, archive := newWorld("configuration"), newWorld("archive")
	requests(configuration, "3d")
	for _, name := range []string{"a", "b", "c", "d"} {
		k := key("Metric", "global", "leads-"+name)
		configuration.asks(k, `{"spec":{"unit":"leads","title":"Leads"}}`, false, [2]string{"", "global/metrics.yaml:1 global-analytics"}, [2]string{"/spec/unit", "global/metrics.yaml:9 global-analytics"})
	}
	retired := key("Program", "dach", "trade-fair-2025")
	configuration.asks(retired, `{"spec":{"title":"Trade fair 2025"}}`, false, [2]string{"", "regions/dach/programs/trade-fair-2025.yaml:1 dach-marketing-ops"})
	configuration.applied()

	requests(configuration, "2d")
	delete(configuration.desired, retired)
	for _, region := range []string{"dach", "fr"} {
		k := key("Workflow", region, "campaign-request")
		d := configuration.desired[k]
		d.Resource.Attributes = attributesOf(`{"spec":{"title":"Campaign request","steps":[{"name":"audience-review","serviceLevel":"3d"},{"name":"works-council-notice","role":"emea privacy lead","serviceLevel":"2d"},{"name":"qa-review","gate":"blocking"}]}}`)
		d.Origins["/spec/steps/works-council-notice/role"] = plan.Origin{File: "regions/emea/localizations/campaign-request.yaml", Line: 16, Owner: "emea-marketing-ops"}
		d.Origins["/spec/steps/works-council-notice"] = plan.Origin{File: "regions/emea/localizations/campaign-request.yaml", Line: 15, Owner: "emea-marketing-ops"}
		configuration.desired[k] = d
	}
	configuration.asks(key("Metric", "global", "leads-a"), `{"spec":{"unit":"leads"}}`, false, [2]string{"", "global/metrics.yaml:1 global-analytics"}, [2]string{"/spec/unit", "global/metrics.yaml:9 global-analytics"})
	configuration.asks(key("Calendar", "dach", "dach"), `{"spec":{"timezone":"Europe/Berlin"}}`, false, [2]string{"", "regions/dach/calendars/dach.yaml:1 dach-marketing-ops"})
	configuration.finds(key("Workflow", "us", "campaign-request"), request("3d", "none"), true)
	configuration.finds(key("Metric", "global", "by-hand"), `{}`, false)

	archive.asks(key("Calendar", "dach", "dach"), `{"spec":{"timezone":"Europe/Berlin"}}`, false, [2]string{"", "regions/dach/calendars/dach.yaml:1 dach-marketing-ops"})
	archive.asks(key("Calendar", "fr", "fr"), `{"spec":{"timezone":"Europe/Paris"}}`, false, [2]string{"", "regions/fr/calendars/fr.yaml:1 fr-marketing-ops"})
	archive.finds(key("Calendar", "fr", "fr"), `{"spec":{"timezone":"Europe/Paris"}}`, false)
	return planOf(t, configuration, archive)
}

// first is the first plan of a repository: all is new.
func first(t *testing.T) *plan.Plan {
	w := newWorld("configuration")
	requests(w, "3d")
	for i := range 40 {
		k := key("Program", []string{"de", "fr", "jp"}[i%3], fmt.Sprintf("season-%02d", i))
		w.asks(k, `{"spec":{"title":"Season"}}`, false, [2]string{"", fmt.Sprintf("regions/%s/programs/season-%02d.yaml:1 %s-marketing-ops", k.Region, i, k.Region)})
	}
	return planOf(t, w)
}

// vanished is the plan of a repository that was read only in part.
func vanished(t *testing.T) *plan.Plan {
	w := newWorld("configuration")
	requests(w, "3d")
	w.asks(key("Metric", "global", "leads"), `{"spec":{"unit":"leads"}}`, false, [2]string{"", "global/metrics.yaml:1 global-analytics"})
	w.applied()
	for k := range w.desired {
		if k.Kind == "Workflow" && k.Region != "global" && k.Region != "us" {
			delete(w.desired, k)
		}
	}
	return planOf(t, w)
}

func TestPlan(t *testing.T) {
	quiet := newWorld("configuration")
	requests(quiet, "3d")
	quiet.applied()
	cases := []struct {
		golden string
		plan   report.Planned
	}{
		{"plan-story.txt", report.Planned{Plan: story(t), File: "plan.json"}},
		{"plan-story-verbose.txt", report.Planned{Plan: story(t), Options: report.Options{Verbose: true}}},
		{"plan-story-narrow.txt", report.Planned{Plan: story(t), Options: report.Options{Width: 60}}},
		{"plan-first.txt", report.Planned{Plan: first(t)}},
		{"plan-vanished.txt", report.Planned{Plan: vanished(t), File: "plan.json"}},
		{"plan-quiet.txt", report.Planned{Plan: planOf(t, quiet)}},
		{"plan-nowhere.txt", report.Planned{Plan: planOf(t)}},
	}
	for _, c := range cases {
		t.Run(c.golden, func(t *testing.T) {
			plain := planned(t, c.plan)
			golden(t, c.golden, plain)
			requireVisible(t, plain)
			c.plan.Options.Color = true
			if diff := cmp.Diff(string(plain), ansi.Strip(string(planned(t, c.plan)))); diff != "" {
				t.Errorf("(-plain +colored):\n%s", diff)
			}
		})
	}
}

func planned(t *testing.T, p report.Planned) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := report.Plan(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What is written as JSON is the plan: it can be applied.
func TestPlanJSONIsThePlan(t *testing.T) {
	w := newWorld("configuration")
	w.asks(key("Metric", "global", "leads"), `{"spec":{"title":"\u202Eleads\u009b <&>"}}`, false, [2]string{"", "global/metrics.yaml:1"})
	for _, p := range []*plan.Plan{story(t), planOf(t, w)} {
		var b bytes.Buffer
		if err := report.PlanJSON(&b, p); err != nil {
			t.Fatal(err)
		}
		requireVisible(t, b.Bytes())
		back, err := plan.Decode(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if back.Digest != p.Digest {
			t.Errorf("digest %s became %s", p.Digest, back.Digest)
		}
	}
}

func TestPlanWriterErrorIsReturned(t *testing.T) {
	for name, format := range map[string]func(io.Writer, *plan.Plan) error{
		"text": func(w io.Writer, p *plan.Plan) error { return report.Plan(w, report.Planned{Plan: p}) },
		"json": report.PlanJSON,
	} {
		if err := format(full{}, story(t)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
