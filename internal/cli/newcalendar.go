package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/almanac"
	"interlock.dev/interlock/internal/draft"
)

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
