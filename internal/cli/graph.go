package cli

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/graph"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
)

func (s *session) graphCommand() *cobra.Command {
	var region, revision, file string
	var form *format
	cmd := &cobra.Command{
		Use:   "graph references|integrations|workflow|regions [NAME]",
		Short: "draw references, data connections, a workflow or the regions",
		Long: "graph draws what leads where, as Mermaid (which GitHub and GitLab draw in Markdown), as DOT for\n" +
			"Graphviz, or as SVG.\n\n" +
			"  references [KIND/NAME]  which objects name which; around one object what it names and what names it\n" +
			"  integrations            what flows between platforms, and where leads are handed over\n" +
			"  workflow NAME           the steps of a workflow, with gates and hand-overs\n" +
			"  regions                 the tree of regions",
		Example: "  interlock graph workflow campaign-launch --region de\n  interlock graph integrations --format svg -o integrations.svg\n" +
			"  interlock graph references Platform/crm --format dot | dot -Tpdf > crm.pdf",
		Args:              arguments(1, 2, "what to draw, and for references and workflow a name"),
		ValidArgs:         graphs(),
		ValidArgsFunction: cobra.FixedCompletions(graphs(), cobra.ShellCompDirectiveNoFileComp),
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) == 2 {
				name = args[1]
			}
			if err := drawable(args[0], name); err != nil {
				return err
			}
			result, err := s.check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			g, err := draw(result, args[0], name, region)
			if err != nil {
				return err
			}
			write := map[string]func(io.Writer, *graph.Graph) error{"mermaid": graph.Mermaid, "dot": graph.DOT, "svg": graph.SVG}[form.name]
			var out bytes.Buffer
			if err := write(&out, g); err != nil {
				return err
			}
			return s.deliver(out.Bytes(), file)
		},
	}
	form = formatFlag(cmd, "mermaid", "dot", "svg")
	cmd.Flags().StringVar(&region, "region", "", "as effective in this `REGION`")
	cmd.Flags().StringVar(&revision, "rev", "", "as of this `COMMIT`")
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to this `FILE` instead of the standard output")
	return cmd
}

// graphs are the drawings that there are.
func graphs() []string { return []string{"references", "integrations", "workflow", "regions"} }

// drawable says whether a drawing was asked for as it can be made.
func drawable(what, name string) error {
	switch {
	case what == "workflow" && name == "":
		return fmt.Errorf("which workflow? write for example: interlock graph workflow campaign-request")
	case (what == "integrations" || what == "regions") && name != "":
		return fmt.Errorf("`interlock graph %s` draws all of them, and takes no name such as `%s`", what, name)
	}
	for _, known := range graphs() {
		if what == known {
			return nil
		}
	}
	return fmt.Errorf("there is no drawing `%s`%s; there are references, integrations, workflow and regions", what, meant(schema.Nearest(what, graphs())))
}

// most boxes that anybody can make something of.
const mostBoxes = 1500

func draw(result *lint.Result, what, name, region string) (*graph.Graph, error) {
	c := result.Catalog
	if region != "" && !c.Regions.Known(region) {
		_, err := find(result, address{kind: catalog.KindRegion}, region)
		return nil, err
	}
	g := &graph.Graph{}
	switch what {
	case "regions":
		g = graph.OfRegions(c)
	case "integrations":
		g = graph.OfIntegrations(c, region)
	case "workflow":
		o, err := find(result, address{kind: graph.KindWorkflow, name: name}, region)
		if err != nil {
			return nil, err
		}
		if region == "" {
			region = o.Region
		}
		f := o.At(region)
		if f == nil { // it says that it belongs to a region that there is not
			f = o.Home
		}
		g = graph.OfWorkflow(f, region)
	default:
		var around *catalog.Object
		if name != "" {
			a, err := parseAddress(name)
			if err != nil {
				return nil, err
			}
			if around, err = find(result, a, region); err != nil {
				return nil, err
			}
		}
		g = graph.OfReferences(c, around, region)
	}
	if len(g.Nodes) > mostBoxes {
		return nil, fmt.Errorf("%d boxes are more than anybody can make something of; name an object, as in: interlock graph references Platform/crm", len(g.Nodes))
	}
	return g, nil
}
