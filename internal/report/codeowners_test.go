package report_test

import (
	"slices"
	"testing"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/report"
)

// TestCodeOwnersPatterns says how paths stand in the file, after what GitHub and
// GitLab document: GitHub has no way to take #, [ and ] as they are everywhere.
func TestCodeOwnersPatterns(t *testing.T) {
	c := report.CodeOwners{
		Files: []catalog.Ownership{
			{Path: "a.yaml", Owners: []string{"ops"}},
			{Path: "eu/b c#[d]*?!\\.yaml", Owners: []string{"data", "ops"}, Governors: []string{"legal"}},
			{Path: "eu/nobody.yaml"},
			{Path: "eu/unknown.yaml", Owners: []string{"unknown"}},
			{Path: "eu/y.yaml", Owners: []string{"ops"}},
			{Path: "eu/z.yaml", Owners: []string{"ops"}},
			{Path: "eu/waiver.yaml", Owners: []string{"ops"}, Approvers: []string{"legal"}},
		},
		Gate: []string{"interlock.yaml", "policies/"}, Keeper: "ops", Prefix: "the agreements",
		Handle: func(team string) string {
			if team == "unknown" || team == "" {
				return ""
			}
			return "@m/" + team
		},
	}
	for dialect, want := range map[report.Dialect][]string{
		report.OnGitHub: {
			`/the\ agreements/a.yaml @m/ops`,
			`/the\ agreements/eu/ @m/ops`,
			`/the\ agreements/eu/b\ c??d?\*\??\\.yaml @m/data @m/ops`,
			`/the\ agreements/eu/waiver.yaml @m/legal`,
			`/the\ agreements/interlock.yaml @m/ops`,
			`/the\ agreements/policies/ @m/ops`,
		},
		report.OnGitLab: {
			"[Agreements]",
			`/the\ agreements/a.yaml @m/ops`,
			`/the\ agreements/eu/ @m/ops`,
			`/the\ agreements/eu/b\ c\#\[d\]\*\?!\\.yaml @m/data`,
			`/the\ agreements/interlock.yaml @m/ops`,
			`/the\ agreements/policies/ @m/ops`,
			"", "[Agreements, owner 2]",
			`/the\ agreements/eu/b\ c\#\[d\]\*\?!\\.yaml @m/ops`,
			"", "[Waivers]",
			`/the\ agreements/eu/waiver.yaml @m/legal`,
			"", "[Standards]",
			`/the\ agreements/eu/b\ c\#\[d\]\*\?!\\.yaml @m/legal`,
		},
	} {
		c.Dialect = dialect
		lines := c.Lines()
		if got := lines[1 : len(lines)-1]; !slices.Equal(got, want) {
			t.Errorf("%s:\n%q\nwant\n%q", dialect, got, want)
		}
	}
}
