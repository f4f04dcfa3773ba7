package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
)

// waive fills in a waiver from the finding that it is to excuse.
func (s *session) waive(result *lint.Result, d *draft.Document, names []string, f *newFlags) error {
	if len(names) != 1 {
		return errors.New("say which object: interlock new waiver --for RULE KIND/NAME --region REGION")
	}
	a, err := parseAddress(names[0])
	if err != nil {
		return err
	}
	found, others := matching(result, a, f)
	if len(found) == 0 {
		if b, err := s.bookOf(result.Schemas, result.Engine.Rules(), nil); err == nil && b.index(f.rule) < 0 {
			if _, err := b.category(f.rule); err != nil {
				return err
			}
		}
		if len(others) > 0 {
			return fmt.Errorf("%s finds nothing there; the findings of %s are\n  %s", f.rule, names[0], strings.Join(others, "\n  "))
		}
		return fmt.Errorf("%s finds nothing of %s%s: there is nothing to excuse", f.rule, names[0], inRegion(f.region))
	}
	if len(found) > 1 {
		var paths []string
		for _, one := range found {
			paths = append(paths, fmt.Sprintf("--path '%s'%s   %s", one.Path, inRegion(one.Object.Region), one.Message))
		}
		return fmt.Errorf("%s finds %d things of %s; a waiver excuses one: say which\n  %s", f.rule, len(found), names[0], strings.Join(paths, "\n  "))
	}
	one := found[0]
	region := cmp.Or(f.region, one.Object.Region)
	if region == catalog.Global {
		region = ""
	}
	d.Region, f.region = region, region
	d.Owner = cmp.Or(f.owner, draft.Owner(result.Catalog, region))
	d.Name = clipped(strings.Trim(region+"-"+a.name+"-"+f.rule[strings.IndexByte(f.rule, '/')+1:], "-"))
	d.Given["spec.rule"] = f.rule
	d.Given["spec.object"] = map[string]any{"kind": a.kind, "name": a.name}
	if one.Path != "" {
		d.Given["spec.path"] = one.Path
	}
	d.Given["spec.reason"] = draft.Todo + " why the exception is needed, and what ends the need"
	d.Given["spec.expires"] = inTwoMonths(d.Date)
	d.Notes["spec.path"] = []string{"It excuses: " + one.Message}
	d.Notes["spec.reason"] = []string{}
	if one.Owner != "" {
		d.Notes["spec.approvedBy"] = []string{one.Owner + " decides: with their approval of the change, write `approvedBy: " + one.Owner + "`"}
	}
	return nil
}

func inRegion(region string) string {
	if region == "" || region == catalog.Global {
		return ""
	}
	return " in " + region
}

func clipped(name string) string {
	if len(name) > 63 {
		name = name[:63]
	}
	return strings.Trim(name, "-")
}

func inTwoMonths(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.AddDate(0, 2, 0).Format(time.DateOnly)
}

// matching are the findings that a waiver would be for, and what else is found of
// the object, in words.
func matching(result *lint.Result, a address, f *newFlags) (found []finding.Finding, others []string) {
	for _, one := range result.Findings {
		if one.Object.Kind != a.kind || one.Object.Name != a.name {
			continue
		}
		region := cmp.Or(one.Object.Region, catalog.Global)
		fits := one.Rule == f.rule && one.Waiver == "" && (f.path == "" || f.path == one.Path) &&
			(f.region == "" || f.region == region || result.Catalog.Regions.IsBelow(f.region, region))
		if fits {
			found = append(found, one)
		} else {
			state := ""
			if one.Waiver != "" {
				state = ", which " + one.Waiver + " excuses"
			}
			others = append(others, fmt.Sprintf("%s%s at %s%s", one.Rule, inRegion(region), cmp.Or(one.Path, "the whole"), state))
		}
	}
	slices.Sort(others)
	return found, slices.Compact(others)
}
