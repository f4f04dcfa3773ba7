package lint_test

import (
	"slices"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// What is wrong in two markets is two findings, and the waiver of one market
// excuses its own.
func TestWaiverOfOneMarket(t *testing.T) {
	const file = "regions/amer/platforms/retail-media-console.yaml"
	files := meridian(t)
	before, rest, found := strings.Cut(files[file], "  coexistence:")
	if !found {
		t.Fatalf("%s has no coexistence any more", file)
	}
	_, after, _ := strings.Cut(rest, "\n")
	files[file] = before + after
	shipped := load(t)
	states := func() []string {
		var found []string
		for _, f := range check(t, shipped, source.Memory(files)).Findings {
			switch {
			case f.Rule == "technology/competing-platforms":
				found = append(found, f.Object.Region+" "+f.Waiver)
			case strings.HasPrefix(f.Rule, "waiver/"):
				t.Errorf("%s: %s", f.Rule, f.Message)
			}
		}
		slices.Sort(found)
		return found
	}
	if got := states(); !slices.Equal(got, []string{"ca ", "us "}) {
		t.Errorf("without a waiver: %q", got)
	}
	files["waivers/us-retail-media.yaml"] = `apiVersion: interlock.dev/v1
kind: Waiver
metadata: {name: us-retail-media, region: us, owner: us-marketing}
spec:
  rule: technology/competing-platforms
  object: {kind: Platform, name: retail-media-console, region: amer}
  path: spec.category
  reason: Two retailers in the United States sell their media only through it.
  approvedBy: amer-marketing-ops
  expires: 2027-06-30
`
	if got := states(); !slices.Equal(got, []string{"ca ", "us us-retail-media"}) {
		t.Errorf("with a waiver of us: %q", got)
	}
}
