package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
)

func (s *session) explainCommand() *cobra.Command {
	var region, format, revision string
	cmd := &cobra.Command{
		Use:   "explain KIND/NAME[:PATH]",
		Short: "say where a value comes from and who may change it",
		Long: "explain tells of one value as it is effective in a region: who set it, line by line; which\n" +
			"standard governs it; what the region may do with it; and which waiver excuses it.",
		Example: "  interlock explain 'Workflow/campaign-request:spec.steps[qa-review].gate' --region de\n  interlock explain Calendar/germany --region de",
		Args:    cobra.ExactArgs(1),
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
			switch format {
			case "text":
				return report.Explain(s.Stdout, x)
			case "json":
				return report.ExplainJSON(s.Stdout, x)
			}
			return unknownFormat(format, "text", "json")
		},
	}
	formatFlag(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&region, "region", "", "as effective in this region (default: the object's own)")
	cmd.Flags().StringVar(&revision, "rev", "", "as of this commit")
	return cmd
}

// sayable says whether an object of this kind can have a value at a path,
// though this one has none.
func sayable(o *catalog.Object, at document.Pointer) bool {
	shape := o.Shape
	for i, step := range at {
		if shape.Item() != nil {
			return i == len(at)-1 // a member that is not there
		}
		if shape = shape.Child(step); shape == nil {
			return false
		}
	}
	return true
}

func unknownPath(x *catalog.Explanation) error {
	found := x.Form.Lookup(x.At)
	known := len(found.At)
	var names []string
	for _, leaf := range catalog.Leaves(found.Node, found.Shape) {
		if len(leaf.At) > 0 && (len(names) == 0 || names[len(names)-1] != leaf.At[0]) {
			names = append(names, leaf.At[0])
		}
	}
	below := cmp.Or(catalog.FormatPath(x.At[:known], x.Object.Shape), x.Object.ID().String())
	return fmt.Errorf("%s has no `%s`%s; there are %s", below, x.At[known], meant(schema.Nearest(x.At[known], names)), strings.Join(names, ", "))
}
