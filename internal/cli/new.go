package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/almanac"
	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
)

// newFlags are what a person says of a document that is to be begun.
type newFlags struct {
	region, owner, out string
	of                 string // of a Localization
	rule, path         string // of a Waiver
	country            string // of a Calendar
	year               int
	from, into         string
	dryRun             bool
}

func (s *session) newCommand() *cobra.Command {
	var f newFlags
	cmd := &cobra.Command{
		Use:   "new KIND NAME",
		Short: "begin a document of a kind, where it belongs",
		Long: "new writes the beginning of a document: what must be there, with a value that fits, marked TODO where\n" +
			"only you know better; and everything else that the kind has as comments. It puts the file beside those\n" +
			"of its kind in the region, and never overwrites one.\n\n" +
			"A Localization says in its comments what the standards allow there (--of). A waiver is filled in from the\n" +
			"finding that it is to excuse (--for).",
		Example: "  interlock new Program spring-launch --region de\n" +
			"  interlock new Localization campaign-launch --of Workflow/campaign-launch --region de\n" +
			"  interlock new waiver --for standard/locked-field Workflow/campaign-launch --region de\n" +
			"  interlock new Calendar de-2027 --country DE --year 2027 --region de\n" +
			"  interlock new Team at-marketing --region at --dry-run",
		Args: arguments(1, 2, "a KIND and a NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			result, err := s.checkAnything(cmd.Context())
			if err != nil {
				return err
			}
			kind, err := kindNamed(result.Schemas, args[0])
			if err != nil {
				return err
			}
			d, err := s.begin(result, kind, args[1:], &f)
			if err != nil {
				return err
			}
			text, err := draft.Write(result.Schemas, d)
			if err != nil {
				return err
			}
			return s.place(result, d, text, &f)
		},
		ValidArgsFunction: s.completeNew,
	}
	cmd.Flags().StringVar(&f.region, "region", "", "the `REGION` that it belongs to (default: global)")
	cmd.Flags().StringVar(&f.owner, "owner", "", "the `TEAM` that answers for it (default: the one that owns most in the region)")
	cmd.Flags().StringVarP(&f.out, "output", "o", "", "write to this `FILE` instead; - prints it")
	cmd.Flags().BoolVar(&f.dryRun, "dry-run", false, "say where it would be written, and print it")
	cmd.Flags().StringVar(&f.of, "of", "", "of a Localization: the `KIND/NAME` that it changes")
	cmd.Flags().StringVar(&f.rule, "for", "", "of a waiver: the `RULE` whose finding it excuses")
	cmd.Flags().StringVar(&f.country, "country", "", "of a Calendar: the `COUNTRY` whose public holidays it has, as in DE")
	cmd.Flags().IntVar(&f.year, "year", 0, "of a Calendar: the `YEAR` of the holidays (default: the next one)")
	cmd.Flags().StringVar(&f.from, "from", "", "of a Calendar: the iCalendar `FILE` (.ics) whose days it has")
	cmd.Flags().StringVar(&f.into, "into", "holidays", "with --from: what the days are, holidays, blackouts or events")
	cmd.Flags().StringVar(&f.path, "path", "", "of a waiver: the `PATH` of the finding, where there are several")
	s.completeFlag(cmd, "region", s.regionNames)
	s.completeFlag(cmd, "owner", func(ctx context.Context) []string { return s.namesOf(ctx, "Team") })
	s.completeFlag(cmd, "of", s.objectNames)
	s.completeFlag(cmd, "for", s.ruleNames)
	s.completeFlag(cmd, "country", func(context.Context) []string { return almanac.Countries() })
	return cmd
}

// checkAnything checks the working tree; one without documents, too.
func (s *session) checkAnything(ctx context.Context) (*lint.Result, error) {
	result, err := s.check(ctx, "")
	if err == nil || !errors.Is(err, lint.ErrNothing) {
		return result, err
	}
	if result, err = s.prepared(ctx); err != nil {
		return nil, err
	}
	result.Catalog = catalog.Build(result.Schemas, nil)
	return result, nil
}

func kindNamed(schemas *schema.Registry, name string) (string, error) {
	kinds := slices.DeleteFunc(schemas.Kinds(), func(kind string) bool { return kind == config.Kind })
	for _, kind := range kinds {
		if strings.EqualFold(kind, name) {
			return kind, nil
		}
	}
	if strings.EqualFold(name, config.Kind) {
		return "", fmt.Errorf("settings stand in %s; interlock init writes it", config.FileName)
	}
	return "", fmt.Errorf("there is no kind `%s`%s; the kinds are %s", name, meant(schema.Nearest(name, kinds)), strings.Join(kinds, ", "))
}

// begin gathers what is known of the document.
func (s *session) begin(result *lint.Result, kind string, names []string, f *newFlags) (draft.Document, error) {
	d := draft.Document{Kind: kind, Region: f.region, Given: map[string]any{}, Notes: map[string][]string{}}
	c := result.Catalog
	day, err := s.date()
	if err != nil {
		return d, err
	}
	d.Date = day
	if f.region == catalog.Global {
		f.region, d.Region = "", ""
	}
	if f.region != "" && kind != catalog.KindRegion && result.Schemas.Describe(kind).Child("metadata").Child("region") == nil {
		return d, fmt.Errorf("a %s belongs to no region: leave out --region", kind)
	}
	if f.region != "" && !c.Regions.Known(f.region) {
		return d, noRegion(c, f.region)
	}
	d.Owner = cmp.Or(f.owner, draft.Owner(c, f.region))
	if f.owner != "" && len(c.Named("Team", f.owner)) == 0 {
		teams := objectsOf(c, "Team")
		return d, fmt.Errorf("there is no Team `%s`%s; %s", f.owner, meant(schema.Nearest(f.owner, teams)), thereAre("Team", teams))
	}
	d.Known = func(kind string) []string { return visibleIn(c, kind, f.region) }
	if err := f.fits(kind); err != nil {
		return d, err
	}
	switch {
	case kind == catalog.KindWaiver && f.rule != "":
		return d, s.waive(result, &d, names, f)
	case len(names) == 0:
		return d, fmt.Errorf("say how it is to be called: interlock new %s NAME", kind)
	}
	d.Name = names[0]
	if problem := nameProblem(d.Name); problem != "" {
		return d, errors.New(problem)
	}
	if o := c.Find(kind, cmp.Or(f.region, catalog.Global), d.Name); o != nil {
		return d, fmt.Errorf("%s is there already, in %s", o.ID(), o.Doc.File.Path)
	}
	if kind == catalog.KindLocalization {
		return d, s.localize(result, &d, f)
	}
	if f.country != "" {
		if err := holidays(&d, f); err != nil {
			return d, err
		}
	}
	if f.from != "" {
		if err := s.imported(&d, f); err != nil {
			return d, err
		}
	}
	if kind == catalog.KindRegion && f.region != "" {
		d.Given["spec.parent"] = f.region
	}
	if title := result.Schemas.Describe(kind).Child("spec").Child("title"); title != nil {
		d.Given["spec.title"] = titled(d.Name)
	}
	return d, nil
}

// fits refuses flags that are of another kind.
func (f *newFlags) fits(kind string) error {
	switch {
	case f.of != "" && kind != catalog.KindLocalization:
		return fmt.Errorf("--of is for a Localization, and not for a %s", kind)
	case f.rule != "" && kind != catalog.KindWaiver:
		return fmt.Errorf("--for is for a Waiver, and not for a %s", kind)
	case f.from != "" && kind != "Calendar":
		return fmt.Errorf("--from is for a Calendar, and not for a %s", kind)
	case f.from != "" && f.country != "":
		return errors.New("a calendar begins with the days of a country or with those of a file: leave out --country or --from")
	case !slices.Contains([]string{"holidays", "blackouts", "events"}, f.into):
		return fmt.Errorf("`--into %s` is none of holidays, blackouts, events", f.into)
	case (f.country != "" || f.year != 0) && kind != "Calendar":
		return fmt.Errorf("--country and --year are for a Calendar, and not for a %s", kind)
	case f.year != 0 && f.country == "" && f.from == "":
		return errors.New("--year goes with --country or --from: it says of which year the days are")
	case f.path != "" && f.rule == "":
		return errors.New("--path goes with --for: it says which finding of the rule is meant")
	}
	return nil
}

// largestCalendar is how many bytes an iCalendar file may have.
const largestCalendar = 4 << 20

// titled is how people may call what has a name.
func titled(name string) string {
	words := strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// nameProblem says why a text cannot be a name; nothing when it can.
func nameProblem(name string) string {
	fine := name != "" && len(name) <= 63 && name[0] != '-' && name[len(name)-1] != '-'
	for _, r := range name {
		fine = fine && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-')
	}
	if fine {
		return ""
	}
	return fmt.Sprintf("`%s` cannot be a name: lower-case letters, digits and hyphens, at most 63, as in spring-launch", name)
}

func noRegion(c *catalog.Catalog, region string) error {
	return fmt.Errorf("there is no region `%s`%s; the regions are %s", region, meant(schema.Nearest(region, c.Regions.Names)), strings.Join(c.Regions.Names, ", "))
}

func objectsOf(c *catalog.Catalog, kind string) []string {
	var names []string
	for _, o := range c.Objects {
		if o.Kind == kind && !slices.Contains(names, o.Name) {
			names = append(names, o.Name)
		}
	}
	return names
}

// visibleIn lists the objects of a kind that a region sees, its own first.
func visibleIn(c *catalog.Catalog, kind, region string) []string {
	region = cmp.Or(region, catalog.Global)
	var own, others []string
	for _, o := range c.Objects {
		switch {
		case o.Kind != kind:
		case o.Region == region:
			own = append(own, o.Name)
		case o.At(region) != nil:
			others = append(others, o.Name)
		}
	}
	return append(own, others...)
}
