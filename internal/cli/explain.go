package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
)

func (s *session) explainCommand() *cobra.Command {
	var region, revision string
	var form *format
	cmd := &cobra.Command{
		Use:   "explain KIND/NAME[:PATH]",
		Short: "say where a value comes from and who may change it",
		Long: "explain tells of one value as it is effective in a region: who set it, line by line; which\n" +
			"standard governs it; what the region may do with it; and which waiver excuses it.",
		Example:           "  interlock explain 'Workflow/campaign-request:spec.steps[qa-review].gate' --region de\n  interlock explain Calendar/germany --region de",
		Args:              arguments(1, 1, "one KIND/NAME[:PATH]"),
		ValidArgsFunction: s.completeObjects,
		RunE: func(cmd *cobra.Command, args []string) error {
			a, err := parseAddress(args[0])
			if err != nil {
				return err
			}
			result, err := s.check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			o, err := find(result, a, region)
			if err != nil {
				return err
			}
			explanation := result.Catalog.Explain(o, cmp.Or(region, o.Region), a.path)
			if explanation.Node == nil && !sayable(o, a.path) {
				return unknownPath(explanation)
			}
			x := report.Explained{
				Explanation: explanation, Catalog: result.Catalog, Findings: result.Findings,
				Files: result.Snapshot.File, Options: report.Options{Color: s.Color, Width: s.Width},
			}
			if form.name == "json" {
				return report.ExplainJSON(s.Stdout, x)
			}
			return report.Explain(s.Stdout, x)
		},
	}
	form = formatFlag(cmd, "text", "json")
	cmd.Flags().StringVar(&region, "region", "", "as effective in this `REGION` (default: the object's own)")
	s.completeFlag(cmd, "region", s.regionNames)
	cmd.Flags().StringVar(&revision, "rev", "", "as of this `COMMIT`")
	return cmd
}

// sayable says whether an object can have a value at a path, though this form
// of it has none: its schema knows the path, and of the members of lists that
// the path names each is there, here or in another region.
func sayable(o *catalog.Object, at document.Pointer) bool {
	shape := o.Shape
	for i, step := range at {
		if item := shape.Item(); item != nil {
			there := func(f *catalog.Form) bool { return f.Lookup(at[:i+1]).Whole }
			if !slices.ContainsFunc(o.Forms, there) {
				return false
			}
			shape = item
		} else if shape = shape.Child(step); shape == nil {
			return false
		}
	}
	return true
}

func unknownPath(x *catalog.Explanation) error {
	found := x.Form.Lookup(x.At)
	known := len(found.At)
	below := cmp.Or(catalog.FormatPath(x.At[:known], x.Object.Shape), x.Object.ID().String())
	if found.Node != nil && found.Node.Kind != document.Map && found.Node.Kind != document.List {
		return fmt.Errorf("%s is a single value, and has no `%s`; leave the rest of the path away", below, x.At[known])
	}
	var names []string
	for _, leaf := range catalog.Leaves(found.Node, found.Shape) {
		if len(leaf.At) > 0 && !slices.Contains(names, leaf.At[0]) {
			names = append(names, leaf.At[0])
		}
	}
	have := "its members are "
	if found.Node != nil && found.Node.Kind == document.Map {
		have = "its fields are "
		for _, field := range found.Shape.Narrow(found.Node).Fields {
			if !slices.Contains(names, field.Name) {
				names = append(names, field.Name)
			}
		}
	}
	if len(names) == 0 {
		have = "it is empty"
	}
	return fmt.Errorf("%s has no `%s`%s; %s%s", below, x.At[known], meant(schema.Nearest(x.At[known], names)), have, strings.Join(names, ", "))
}
