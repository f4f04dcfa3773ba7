package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
	"interlock.dev/interlock/internal/schema"
)

func (s *session) schemaCommand() *cobra.Command {
	var recursive bool
	var form *format
	cmd := &cobra.Command{
		Use:   "schema [KIND[.PATH]]",
		Short: "say what a document of a kind can hold",
		Long: "schema tells the fields of a kind, or of one of its fields: what they mean, what they may hold, which\n" +
			"must be there, what they refer to, and which rows of the operating model they hold. Without a kind it\n" +
			"lists the kinds. With --format json it prints a JSON Schema that refers to nothing outside of itself,\n" +
			"for editors: of the kind, or, without one, of every document.",
		Example: "  interlock schema\n  interlock schema Workflow\n  interlock schema Workflow.spec.steps --recursive\n  interlock schema --format json > interlock.schema.json",
		Args:    arguments(0, 1, "one KIND or KIND.path, or none for all kinds"),
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := s.prepared(cmd.Context())
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return s.printKinds(result.Schemas, form.name)
			}
			r, err := reference(result.Schemas, args[0])
			if err != nil {
				return err
			}
			return s.printSchema(result.Schemas, r, form.name, recursive)
		},
		ValidArgsFunction: s.completeFields,
	}
	form = formatFlag(cmd, "text", "json", "markdown")
	cmd.Flags().BoolVarP(&recursive, "recursive", "r", false, "tell of all fields, at every depth")
	return cmd
}

func kindsOf(schemas *schema.Registry) []report.KindInfo {
	var kinds []report.KindInfo
	for _, name := range schemas.Kinds() {
		kinds = append(kinds, report.KindInfo{Name: name, Description: schemas.Describe(name).Description, Own: schemas.Own(name)})
	}
	return kinds
}

func (s *session) printKinds(schemas *schema.Registry, format string) error {
	switch format {
	case "json":
		return s.printBundle(schemas, "")
	case "markdown":
		return report.KindsMarkdown(s.Stdout, kindsOf(schemas))
	}
	return report.KindsText(s.Stdout, kindsOf(schemas), s.options())
}

func (s *session) printBundle(schemas *schema.Registry, kind string) error {
	text, err := schemas.Bundle(kind)
	if err != nil {
		return err
	}
	_, err = s.Stdout.Write(text)
	return err
}

func (s *session) printSchema(schemas *schema.Registry, r report.Reference, format string, recursive bool) error {
	switch format {
	case "json":
		if kind, _, nested := strings.Cut(r.Path, "."); nested {
			return fmt.Errorf("a schema is of a whole kind: interlock schema %s --format json", kind)
		}
		return s.printBundle(schemas, r.Path)
	case "markdown":
		return report.SchemaMarkdown(s.Stdout, r)
	}
	return report.SchemaText(s.Stdout, r, recursive, s.options())
}

// reference finds the kind or field that an address names, as in
// Workflow.spec.steps; what stands in brackets behind a list does not matter.
func reference(schemas *schema.Registry, address string) (report.Reference, error) {
	steps := strings.Split(address, ".")
	kind := steps[0]
	shape := schemas.Describe(kind)
	if shape == nil {
		near := schemas.Nearest(kind)
		for _, known := range schemas.Kinds() {
			if strings.EqualFold(known, kind) {
				near = known
			}
		}
		return report.Reference{}, fmt.Errorf("there is no kind `%s`%s; the kinds are %s", kind, meant(near), strings.Join(schemas.Kinds(), ", "))
	}
	r := report.Reference{Path: kind, Shape: shape}
	if schemas.Own(kind) {
		r.File = schemas.Source(kind).Path
	}
	for _, step := range steps[1:] {
		name, _, indexed := strings.Cut(step, "[")
		inside := r.Shape
		if item := inside.Item(); item != nil {
			inside = item
		}
		names, required := namesIn(inside)
		next := inside.Child(name)
		if next == nil || name == "" {
			return r, fmt.Errorf("%s has no field `%s`%s; %s", r.Path, name, meant(schema.Nearest(name, names)), fieldsAre(names))
		}
		r.Path, r.Shape, r.Required = r.Path+"."+name, next, required[name]
		if indexed && next.Item() == nil {
			return r, fmt.Errorf("%s is no list: leave out `[%s`", r.Path, strings.SplitN(step, "[", 2)[1])
		}
	}
	return r, nil
}

func fieldsAre(names []string) string {
	if len(names) == 0 {
		return "it has no fields"
	}
	return "the fields here are " + strings.Join(names, ", ")
}

// namesIn lists the fields of a mapping in all its forms, and which must be there.
func namesIn(s *schema.Shape) (names []string, required map[string]bool) {
	required = map[string]bool{}
	seen := map[string]bool{}
	for _, form := range append([]*schema.Shape{s}, s.Branches...) {
		for _, field := range form.Fields {
			if !seen[field.Name] {
				seen[field.Name] = true
				names = append(names, field.Name)
				required[field.Name] = field.Required
			}
		}
	}
	return names, required
}

// completeFields offers kinds, and behind a dot the fields that follow.
func (s *session) completeFields(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	result := s.known(cmd.Context())
	if len(args) > 0 || result == nil {
		return nil, directive
	}
	at := strings.LastIndexByte(typed, '.')
	if at < 0 {
		return result.Schemas.Kinds(), directive
	}
	r, err := reference(result.Schemas, typed[:at])
	if err != nil {
		return nil, directive
	}
	inside := r.Shape
	if item := inside.Item(); item != nil {
		inside = item
	}
	names, _ := namesIn(inside)
	for i := range names {
		names[i] = r.Path + "." + names[i]
	}
	return names, directive
}

// known is what completion may offer; nil where it cannot be read.
func (s *session) known(ctx context.Context) *lint.Result {
	quiet := *s.Command
	quiet.Stderr = discard{}
	silent := *s
	silent.Command = &quiet
	result, err := silent.prepared(background(ctx))
	if err != nil {
		return nil
	}
	return result
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
