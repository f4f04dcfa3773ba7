package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"interlock.dev/interlock/internal/almanac"
	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/config"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/draft"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/report"
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

// holidays fills in a calendar with the public holidays of a country.
func holidays(d *draft.Document, f *newFlags) error {
	country := strings.ToUpper(f.country)
	if f.year == 0 {
		at, err := time.Parse(time.DateOnly, d.Date)
		if err != nil {
			return err
		}
		f.year = at.Year() + 1
	}
	if known := almanac.Countries(); !slices.Contains(known, country) {
		return fmt.Errorf("the public holidays of `%s` are not known; write a code after ISO 3166, as in DE: %s", f.country, strings.Join(known, ", "))
	}
	days, err := almanac.Holidays(country, f.year)
	if err != nil {
		return fmt.Errorf("--year %d: %w", f.year, err)
	}
	list := make([]any, len(days))
	for i, day := range days {
		list[i] = map[string]any{"name": day.Name, "date": day.Date}
	}
	d.Given["spec.timezone"] = almanac.Timezone(country)
	d.Given["spec.countries"] = []any{country}
	d.Given["spec.holidays"] = list
	d.Notes["spec.holidays"] = []string{"Those of the whole country, from date-holidays (CC BY-SA 3.0): add those of its parts, and take out what your market works on."}
	return nil
}

// largestCalendar is how many bytes an iCalendar file may have.
const largestCalendar = 4 << 20

// imported fills in a calendar with the days of an iCalendar file.
func (s *session) imported(d *draft.Document, f *newFlags) error {
	file := s.path(f.from)
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return fmt.Errorf("`%s` cannot be read: %w", f.from, cause(err))
	case !info.Mode().IsRegular():
		return fmt.Errorf("`%s` is no file; --from names an iCalendar file (.ics)", f.from)
	case info.Size() > largestCalendar:
		return fmt.Errorf("`%s` has %d bytes of at most %d", f.from, info.Size(), largestCalendar)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("`%s` cannot be read: %w", f.from, cause(err))
	}
	events, timezone, err := almanac.Read(data, f.year)
	if err != nil {
		return fmt.Errorf("%s: %w", f.from, err)
	}
	if len(events) == 0 {
		return fmt.Errorf("%s has no days%s", f.from, map[bool]string{true: fmt.Sprintf(" in %d", f.year)}[f.year != 0])
	}
	var list []any
	for _, e := range events {
		if f.into == "holidays" {
			list = append(list, daysOf(e)...)
			continue
		}
		one := map[string]any{"name": e.Name, "from": e.From, "to": e.To}
		if f.into == "blackouts" && e.Summary != "" {
			one["reason"] = e.Summary
		}
		list = append(list, one)
	}
	if timezone != "" {
		d.Given["spec.timezone"] = timezone
	}
	d.Given["spec."+f.into] = list
	return nil
}

// daysOf are the days of an event, each a holiday.
func daysOf(e almanac.Event) []any {
	var list []any
	first, err := time.Parse(time.DateOnly, e.From)
	if err != nil {
		return nil
	}
	for i := 0; i < 366; i++ {
		day := first.AddDate(0, 0, i).Format(time.DateOnly)
		if day > e.To {
			break
		}
		name := e.Name
		if i > 0 {
			name = fmt.Sprintf("%s-day-%d", name, i+1)
		}
		list = append(list, map[string]any{"name": name, "date": day})
	}
	return list
}

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

// localize says in comments what a region may change of an object.
func (s *session) localize(result *lint.Result, d *draft.Document, f *newFlags) error {
	if f.of == "" {
		return errors.New("say what it changes: --of KIND/NAME, as in --of Workflow/campaign-launch")
	}
	if f.region == "" || f.region == catalog.Global {
		return errors.New("say for which region: --region REGION; what belongs to nobody in particular is changed where it is written")
	}
	a, err := parseAddress(f.of)
	if err != nil {
		return err
	}
	o, err := find(result, a, f.region)
	if err != nil {
		return err
	}
	if !o.Localizable() {
		return fmt.Errorf("regions do not change a %s: it holds as it is written", o.Kind)
	}
	if o.Region == f.region {
		return fmt.Errorf("%s belongs to %s itself: change it in %s", o.ID(), f.region, o.Doc.File.Path)
	}
	d.Given["spec.of"] = map[string]any{"kind": o.Kind, "name": o.Name}
	d.Given["spec.reason"] = draft.Todo + " why " + f.region + " differs: the owner of the object reads it"
	d.Given["spec.set"] = map[string]any{}
	d.Notes["spec.set"] = allowed(result.Catalog, o, f.region)
	return nil
}

// allowed says, value by value, what a region may change of an object.
func allowed(c *catalog.Catalog, o *catalog.Object, region string) []string {
	byStance := map[catalog.Stance][]string{}
	note := func(stance catalog.Stance, line string) {
		if !slices.Contains(byStance[stance], line) {
			byStance[stance] = append(byStance[stance], line)
		}
	}
	for _, leaf := range catalog.Leaves(o.At(region).Root, o.Shape) {
		if leaf.At[0] != "spec" {
			continue
		}
		at := catalog.FormatPath(leaf.At, o.Shape)
		e := strictest(c, o, region, leaf.At)
		said := "  " + at + ": " + leafText(leaf.Node)
		switch {
		case e == nil:
			note(catalog.Localize, said)
		case e.Stance == catalog.Standardize && e.Field >= 0:
			note(e.Stance, "  "+e.Path+by(e)) // the pattern says it once for all members
		case e.Stance == catalog.Standardize:
			note(e.Stance, "  "+at+by(e))
		case e.Stance == catalog.Bounded && onlyAdditive(e):
			note(e.Stance, "  "+e.Path+": "+report.Bounds(e)+by(e))
		case e.Stance == catalog.Bounded:
			note(e.Stance, said+"   "+report.Bounds(e)+by(e))
		case e.Stance == catalog.MustLocalize:
			note(e.Stance, said+by(e))
		default:
			note(catalog.Localize, said)
		}
	}
	var notes []string
	for _, part := range []struct {
		stance  catalog.Stance
		heading string
	}{
		{catalog.MustLocalize, "What " + region + " has to set itself, with what holds until then:"},
		{catalog.Bounded, "What " + region + " may change within bounds, with what holds now:"},
		{catalog.Localize, "What " + region + " may change freely:"},
		{catalog.Standardize, "What is standard, and stays:"},
	} {
		if lines := byStance[part.stance]; len(lines) > 0 {
			notes = append(append(notes, part.heading), lines...)
		}
	}
	if len(notes) > 0 {
		notes = append(notes, "Write what differs in the shape of the object, members of lists with their name.")
	}
	return notes
}

// by names the standard of an entry, and who decides about it.
func by(e *catalog.Entry) string {
	return "   (" + e.Standard.Name + ", " + e.Standard.Owner() + ")"
}

// onlyAdditive says whether a bound is about members, and not about values.
func onlyAdditive(e *catalog.Entry) bool {
	for _, name := range catalog.BoundNames() {
		if name != "additive" && e.Bounds.Get(name) != nil {
			return false
		}
	}
	return true
}

func leafText(n *document.Node) string {
	text := strings.Join(strings.Fields(string(document.Write(n, nil))), " ")
	const long = 60
	if runes := []rune(text); len(runes) > long {
		return string(runes[:long]) + " …"
	}
	return text
}

// strictest is the entry that binds a region most at a path; nil where none does.
func strictest(c *catalog.Catalog, o *catalog.Object, region string, at document.Pointer) *catalog.Entry {
	governed, _ := c.Governing(o, region, at)
	rank := map[catalog.Stance]int{catalog.Localize: 1, catalog.MustLocalize: 2, catalog.Bounded: 3, catalog.Standardize: 4}
	var strict *catalog.Entry
	for _, e := range governed {
		if strict == nil || rank[e.Stance] > rank[strict.Stance] {
			strict = e
		}
	}
	return strict
}

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

// place writes the document where it belongs, or shows it.
func (s *session) place(result *lint.Result, d draft.Document, text []byte, f *newFlags) error {
	name := draft.Place(result.Catalog, d.Kind, d.Region, d.Name)
	dir, err := s.folder()
	if err != nil {
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	switch {
	case f.out == "-":
		_, err := s.Stdout.Write(text)
		return err
	case f.out != "":
		file, name = s.path(f.out), f.out
	}
	if f.dryRun {
		if _, err := os.Lstat(file); err == nil {
			return alreadyThere(name)
		}
		fmt.Fprintf(s.Stderr, "interlock: this would be written to %s\n", visible(name))
		_, err := s.Stdout.Write(text)
		return err
	}
	if f.out != "" {
		err = create(file, name, text)
	} else {
		err = createBelow(dir, filepath.FromSlash(name), name, text)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Stdout, "wrote %s\n", visible(name))
	return err
}

func alreadyThere(name string) error {
	return fmt.Errorf("`%s` is there already, and nothing was written; -o names another file", name)
}

// create writes a file that is not there yet, whole or not at all.
func create(file, name string, text []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder of `%s` cannot be made: %w", name, cause(err))
	}
	return createBelow(filepath.Dir(file), filepath.Base(file), name, text)
}

// createBelow is create for a file below a folder, which links on the way to it
// do not lead out of: whose repository it is may have put them there.
func createBelow(dir, file, name string, text []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("`%s` cannot be written: %w", name, cause(err))
	}
	defer func() { _ = root.Close() }()
	if err := root.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return fmt.Errorf("the folder of `%s` cannot be made: %w", name, outside(err))
	}
	f, err := root.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return alreadyThere(name)
	}
	if err != nil {
		return fmt.Errorf("`%s` cannot be written: %w", name, outside(err))
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		_ = root.Remove(file)
		return fmt.Errorf("`%s` cannot be written: %w", name, cause(err))
	}
	return nil
}

// outside puts into words that a link leads out of a folder.
func outside(err error) error {
	if strings.HasSuffix(err.Error(), "path escapes from parent") {
		return errors.New("a link on the way to it leads out of the repository; put a folder in its place")
	}
	return cause(err)
}
