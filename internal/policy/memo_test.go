package policy_test

import (
	"slices"
	"testing"

	"interlock.dev/interlock/internal/policy"
	"interlock.dev/interlock/internal/source"
)

// TestWhatIsRemembered says what a rule sees of what was worked out before: for
// another form, with other arguments, and of expressions `with` another input or
// other data.
func TestWhatIsRemembered(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"of the input", `message := title(1)
title(_) := input.object.spec.title`, []string{"Betrieb", "Ops"}},
		{"of the input, further down", `message := title(1)
title(x) := own(x)
own(_) := input.object.spec.title`, []string{"Betrieb", "Ops"}},
		{"of the input, in an else", `message := title(1)
title(x) := "none" if {
	x > 1
} else := input.object.spec.title`, []string{"Betrieb", "Ops"}},
		{"by arguments", `message := concat(" ", [same(input.region), same(input.object.spec.title), same([input.region])[0], same({"a": input.region}).a])
same(x) := x`, []string{"emea Betrieb emea emea", "global Ops global global"}},
		{"by keys", `message := titles[input.region]
titles[region] := team.ops.spec.title if some region, team in data.interlock.effective.Team`, []string{"Betrieb", "Ops"}},
		{"with other data", `message := concat(" ", [other, day(1), other])
other := value if value := day(1) with data.interlock.run.date as "2000-01-01"
day(_) := data.interlock.run.date`, []string{"2000-01-01 2026-11-22 2000-01-01", "2000-01-01 2026-11-22 2000-01-01"}},
		{"with another input", `message := concat(" ", [other, title, other])
other := value if value := title with input.object.spec.title as "x"
title := input.object.spec.title`, []string{"x Betrieb x", "x Ops x"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			header := metadata + "#   reads: [Team]\n"
			engine, err := policy.Load(policy.Set{Files: []*source.File{
				rego(header, `report contains {"path": ["spec"], "message": message}`+"\n\n"+test.body),
			}})
			if err != nil {
				t.Fatal(err)
			}
			result, err := evaluate(t, engine, teams)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range result.Findings {
				got = append(got, f.Message)
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
