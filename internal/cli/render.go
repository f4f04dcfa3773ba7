package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/lint"
)

func (s *session) renderCommand() *cobra.Command {
	var region, revision string
	var form *format
	var origins bool
	cmd := &cobra.Command{
		Use:   "render [KIND/NAME]",
		Short: "print what is effective in a region",
		Long: "render prints objects as they are effective: as written, with what regions change. Without\n" +
			"--region it prints every distinct form and says where it holds.",
		Example:           "  interlock render Workflow/campaign-request --region de\n  interlock render --region emea --origins",
		Args:              arguments(0, 1, "one KIND/NAME, or none for all objects"),
		ValidArgsFunction: s.completeObjects,
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := s.check(cmd.Context(), revision)
			if err != nil {
				return err
			}
			forms, err := s.forms(result, args, region)
			if err != nil {
				return err
			}
			if form.name == "json" {
				return renderJSON(s.Stdout, result, forms)
			}
			return renderYAML(s.Stdout, result, forms, region, origins)
		},
	}
	form = formatFlag(cmd, "yaml", "json")
	cmd.Flags().StringVar(&region, "region", "", "as effective in this `REGION`")
	cmd.Flags().BoolVar(&origins, "origins", false, "say behind each value which line set it, and who owns that")
	s.completeFlag(cmd, "region", s.regionNames)
	cmd.Flags().StringVar(&revision, "rev", "", "as of this `COMMIT`")
	return cmd
}

// forms picks what to render: of one object or all, in one region or all.
func (s *session) forms(result *lint.Result, args []string, region string) ([]*catalog.Form, error) {
	c := result.Catalog
	if region != "" && !c.Regions.Known(region) {
		_, err := find(result, address{kind: catalog.KindRegion}, region)
		return nil, err
	}
	objects := c.Objects
	if len(args) == 1 {
		a, err := parseAddress(args[0])
		if err != nil {
			return nil, err
		}
		if len(a.path) > 0 {
			return nil, fmt.Errorf("render prints whole objects; for one value: interlock explain %s", args[0])
		}
		o, err := find(result, a, region)
		if err != nil {
			return nil, err
		}
		objects = []*catalog.Object{o}
	}
	var forms []*catalog.Form
	for _, o := range objects {
		if region == "" {
			forms = append(forms, o.Forms...)
		} else if f := o.At(region); f != nil {
			forms = append(forms, f)
		}
	}
	return forms, nil
}

func renderYAML(w io.Writer, result *lint.Result, forms []*catalog.Form, region string, origins bool) error {
	for i, f := range forms {
		if i > 0 {
			if _, err := io.WriteString(w, "---\n"); err != nil {
				return err
			}
		}
		where := "in " + strings.Join(f.Regions, ", ")
		if region != "" {
			where = "in " + strings.Join(result.Catalog.Regions.Path(region), " › ")
		}
		if _, err := fmt.Fprintf(w, "# %s/%s %s\n", f.Object.Kind, f.Object.Name, where); err != nil {
			return err
		}
		var comment func(document.Pointer, *document.Node) string
		if origins {
			comment = originComments(result, f)
		}
		if _, err := w.Write(document.Write(f.Root, comment)); err != nil {
			return err
		}
	}
	return nil
}

func originComments(result *lint.Result, f *catalog.Form) func(document.Pointer, *document.Node) string {
	origins := result.Catalog.LeafOrigins(f)
	return func(_ document.Pointer, n *document.Node) string {
		origin, found := origins[n]
		if !found {
			return ""
		}
		owner := ""
		if origin.Writer != nil {
			owner = " " + origin.Writer.Owner()
		}
		return visible(place(result, origin) + owner)
	}
}

func place(result *lint.Result, origin catalog.Origin) string {
	line := result.Snapshot.File(origin.At.Path).Position(origin.At.Span.Start).Line
	return fmt.Sprintf("%s:%d", origin.At.Path, line)
}

// rendered is a form in JSON.
type rendered struct {
	Object  any                       `json:"object"`
	Region  string                    `json:"region"`
	Regions []string                  `json:"regions"`
	Origins map[string]renderedOrigin `json:"origins"`
}

type renderedOrigin struct {
	File  string `json:"file"`
	Line  int    `json:"line"`
	Owner string `json:"owner"`
}

func renderJSON(w io.Writer, result *lint.Result, forms []*catalog.Form) error {
	all := make([]rendered, len(forms))
	for i, f := range forms {
		all[i] = rendered{Object: f.Root.Value(), Region: f.Region, Regions: f.Regions, Origins: map[string]renderedOrigin{}}
		origins := result.Catalog.LeafOrigins(f)
		for _, leaf := range catalog.Leaves(f.Root, f.Object.Shape) {
			origin := origins[leaf.Node]
			r := renderedOrigin{File: origin.At.Path, Line: result.Snapshot.File(origin.At.Path).Position(origin.At.Span.Start).Line}
			if origin.Writer != nil {
				r.Owner = origin.Writer.Owner()
			}
			all[i].Origins[catalog.FormatPath(leaf.At, f.Object.Shape)] = r
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(map[string]any{"forms": all})
}
