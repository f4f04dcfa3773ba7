package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/lint"
)

// completeFlag offers names for a flag's value.
func (s *session) completeFlag(cmd *cobra.Command, flag string, names func(context.Context) []string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		return names(background(cmd.Context())), cobra.ShellCompDirectiveNoFileComp
	})
}

// background is a context where cobra has none yet.
func background(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// silently checks the repository for what completion may offer; nil where it
// cannot be read.
func (s *session) silently(ctx context.Context) *lint.Result {
	quiet := *s.Command
	quiet.Stderr = discard{}
	silent := *s
	silent.Command = &quiet
	result, err := silent.check(background(ctx), "")
	if err != nil {
		return nil
	}
	return result
}

func (s *session) regionNames(ctx context.Context) []string {
	result := s.silently(ctx)
	if result == nil {
		return nil
	}
	return result.Catalog.Regions.Names
}

func (s *session) namesOf(ctx context.Context, kind string) []string {
	result := s.silently(ctx)
	if result == nil {
		return nil
	}
	return objectsOf(result.Catalog, kind)
}

// objectNames are all objects, as KIND/NAME.
func (s *session) objectNames(ctx context.Context) []string {
	result := s.silently(ctx)
	if result == nil {
		return nil
	}
	var names []string
	for _, o := range result.Catalog.Objects {
		names = append(names, o.Kind+"/"+o.Name)
	}
	return slices.Compact(names)
}

// completeObjects offers one KIND/NAME.
func (s *session) completeObjects(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return s.objectNames(cmd.Context()), cobra.ShellCompDirectiveNoFileComp
}

// completeNew offers kinds, and behind a waiver objects.
func (s *session) completeNew(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		if result := s.known(cmd.Context()); result != nil {
			kinds := slices.DeleteFunc(result.Schemas.Kinds(), func(kind string) bool { return kind == config.Kind })
			return kinds, cobra.ShellCompDirectiveNoFileComp
		}
	case 1:
		if args[0] == "waiver" || args[0] == "Waiver" {
			return s.objectNames(cmd.Context()), cobra.ShellCompDirectiveNoFileComp
		}
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
