package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
)

// repository is a target with objects of ours, of which some are gone from the
// documents, some changed and some new.
func repository(ours, gone, changed, created int) plan.Target {
	var target plan.Target
	for i := range ours {
		key := resource.Key{Kind: fmt.Sprint("Kind", i%4), Region: fmt.Sprint("region-", i%5), Name: fmt.Sprint("object-", i)}
		target.Actual = append(target.Actual, plan.Actual{Resource: res(key, "1", `{"v": 1}`), Ours: true})
		target.Recorded = append(target.Recorded, plan.Recorded{Resource: res(key, "1", `{"v": 1}`)})
		switch {
		case i < gone:
		case i < gone+changed:
			target.Desired = append(target.Desired, plan.Desired{Resource: res(key, "", `{"v": 2}`)})
		default:
			target.Desired = append(target.Desired, plan.Desired{Resource: res(key, "", `{"v": 1}`)})
		}
	}
	for i := range created {
		key := resource.Key{Kind: "Kind", Region: "region", Name: fmt.Sprint("new-", i)}
		target.Desired = append(target.Desired, plan.Desired{Resource: res(key, "", `{}`)})
	}
	return target
}

func TestBrakes(t *testing.T) {
	for _, c := range []struct {
		ours, gone, changed, created int
		want                         string
	}{
		{0, 0, 0, 0, ""},
		{0, 0, 0, 5000, ""}, // the first apply
		{1, 1, 0, 0, "empty-source 1 of 1"},
		{1000, 1000, 0, 0, "empty-source 1000 of 1000"},
		{1000, 1000, 0, 1, "shrunken-source 1000 of 1000"}, // all replaced by one
		{3, 2, 0, 0, ""},                                   // a small repository is tidied up
		{4, 3, 0, 0, "shrunken-source 3 of 4"},
		{8, 4, 4, 0, ""},
		{20, 10, 0, 0, ""},
		{20, 11, 0, 0, "shrunken-source 11 of 20"},
		{50, 10, 0, 0, ""},
		{50, 11, 0, 0, "deletions 11 of 50"},
		{100, 20, 80, 0, ""},
		{100, 21, 0, 0, "deletions 21 of 100"},
		{1000, 200, 0, 0, ""},
		{1000, 201, 0, 0, "deletions 201 of 1000"},
		{100, 0, 100, 0, ""},
		{190, 0, 100, 0, ""},
		{190, 0, 101, 0, "changes 101 of 190"},
		{1000, 0, 500, 0, ""},
		{1000, 0, 501, 0, "changes 501 of 1000"},
		{1000, 0, 0, 500, ""},
		{1000, 0, 1, 500, ""},
		{7, 0, 0, 278, ""}, // a first apply that was killed on its way
		{1000, 300, 600, 0, "deletions 300 of 1000, changes 600 of 1000"},
	} {
		p := make1(t, repository(c.ours, c.gone, c.changed, c.created))
		var got []string
		for _, b := range p.Brakes {
			got = append(got, fmt.Sprintf("%s %d of %d", b.Name, b.Count, b.Of))
			if !b.HoldsPlan() || !strings.Contains(b.Message, fmt.Sprint(b.Count)) || !strings.Contains(b.Message, "`files`") ||
				b.Help != "if this is what you want: --release "+b.Name+" --reason TEXT" || b.Count <= b.Limit {
				t.Errorf("%+v", b)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%d ours, %d gone, %d changed, %d created: %q; want %q", c.ours, c.gone, c.changed, c.created, got, c.want)
		}
	}
}

func TestBrakesInPart(t *testing.T) {
	target := repository(1000, 0, 0, 0)
	without := func(drop func(resource.Key) bool, most int) plan.Target {
		smaller := target
		smaller.Desired = nil
		for _, d := range target.Desired {
			if drop(d.Resource.Key) && most > 0 {
				most--
				continue
			}
			smaller.Desired = append(smaller.Desired, d)
		}
		return smaller
	}
	region := func(k resource.Key) bool { return k.Region == "region-3" }
	kind := func(k resource.Key) bool { return k.Kind == "Kind2" }
	for name, c := range map[string]struct {
		target plan.Target
		want   string
	}{
		"half of a region":      {without(region, 100), ""},
		"most of a region":      {without(region, 101), "deletions-in-region region-3: 101 of 200 objects in region `region-3` would be deleted (50 %; 10 or 50 % pass, whichever is more)"},
		"half of a kind":        {without(kind, 125), ""},
		"most of a kind":        {without(kind, 126), "deletions-of-kind Kind2: 126 of 250 objects of kind `Kind2` would be deleted (50 %; 20 or 50 % pass, whichever is more)"},
		"all of a kind, graver": {without(kind, 1000), "deletions : 250 of 1000 objects on `files` would be deleted (25 %; 10 or 20 % pass, whichever is more)"},
	} {
		var got []string
		for _, b := range make1(t, c.target).Brakes {
			got = append(got, fmt.Sprintf("%s %s: %s", b.Name, b.Where, b.Message))
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: %q; want %q", name, got, c.want)
		}
	}
}

// What was deleted from the target by hand does not hold its own repair, unless
// much of what should be there is still there: then someone should look.
func TestBrakesAndRepair(t *testing.T) {
	target := repository(1000, 0, 0, 0)
	target.Actual = nil
	if p := make1(t, target); len(p.Brakes) != 0 || len(p.Changes) != 1000 {
		t.Errorf("an emptied target: %d changes, %+v", len(p.Changes), p.Brakes)
	}
	// What is gone from documents and target is still counted as gone.
	target.Desired = target.Desired[:100]
	if p := make1(t, target); len(p.Brakes) != 1 || p.Brakes[0].Name != plan.BrakeShrunkenSource || p.Brakes[0].Count != 900 {
		t.Errorf("%+v", p.Brakes)
	}
}

func TestProtected(t *testing.T) {
	target := repository(100, 5, 0, 0)
	for i := range target.Recorded {
		target.Recorded[i].Protected = i < 5
	}
	p := make1(t, target)
	if len(p.Brakes) != 1 || p.Brakes[0].HoldsPlan() || p.Brakes[0].Count != 5 || len(p.Brakes[0].Objects) != 5 ||
		!strings.Contains(p.Brakes[0].Message, "Kind0/object-0 in region-0") || !strings.Contains(p.Brakes[0].Message, "2 more") {
		t.Fatalf("%+v", p.Brakes)
	}
	for _, c := range p.Changes {
		if c.Held != plan.BrakeProtected || !c.Protected {
			t.Errorf("%+v", c)
		}
	}
}

func TestGroups(t *testing.T) {
	var target plan.Target
	regions := []string{"au", "br", "ca", "de", "fr", "uk"}
	for _, region := range regions {
		key := resource.Key{Kind: "Workflow", Region: region, Name: "campaign-request"}
		o := origins()
		if region == "de" {
			o["/spec/title"] = at("de.yaml", 5, "title: Antrag")
		}
		target.Desired = append(target.Desired, plan.Desired{Resource: res(key, "", base), Origins: o})
		was := replaced("3d", "2d", `"note": null`, `"old": 1`)
		hand := was
		if region == "fr" {
			hand = strings.ReplaceAll(was, "Request", "Demande")
		}
		target.Actual = append(target.Actual, plan.Actual{Resource: res(key, "1", hand), Ours: true, Place: region + "/x.yaml"})
		target.Recorded = append(target.Recorded, plan.Recorded{Resource: res(key, "1", was)})
	}
	target.Actual = append(target.Actual, plan.Actual{Resource: res(resource.Key{Kind: "Metric", Region: "de", Name: "reach"}, "1", `{}`), Ours: true})
	target.Platform = "files"
	p, err := plan.Make(plan.Basis{}, plan.DefaultLimits(), []plan.Target{target})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, g := range plan.Groups(p) {
		got = append(got, fmt.Sprintf("%s %s:%d %v in %v, %d objects, uniform %t %v -> %v", g.Cause.Kind, g.Cause.File, g.Cause.Line, g.Paths, g.Regions, g.Objects, g.Uniform, g.From.Any, g.To.Any))
	}
	want := []string{
		"line base.yaml:22 [spec.note] in [au br ca de fr uk], 6 objects, uniform true <nil> -> <nil>",
		"line de.yaml:9 [spec.steps[review].time] in [au br ca de fr uk], 6 objects, uniform true 2d -> 3d",
		"removed base.yaml:0 [spec.old] in [au br ca de fr uk], 6 objects, uniform true 1 -> <nil>",
		"gone :0 [] in [de], 1 objects, uniform false <nil> -> <nil>",
		"drift :0 [spec.title] in [fr], 1 objects, uniform true Demande -> Request",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("grouped\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
