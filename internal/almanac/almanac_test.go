package almanac_test

import (
	"regexp"
	"testing"
	"time"

	"interlock.dev/interlock/internal/almanac"
)

// Days that can be looked up elsewhere: fixed ones, those by Easter, and one that
// moves because it falls on a weekend.
func TestHolidays(t *testing.T) {
	for _, test := range []struct {
		country string
		year    int
		date    string
	}{
		{"DE", 2027, "2027-01-01"}, {"DE", 2027, "2027-03-26"}, {"DE", 2027, "2027-05-17"}, {"DE", 2027, "2027-10-03"},
		{"GB", 2027, "2027-12-27"}, {"US", 2026, "2026-11-26"}, {"JP", 2027, "2027-09-20"}, {"BR", 2027, "2027-09-07"},
	} {
		found := false
		days, err := almanac.Holidays(test.country, test.year)
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range days {
			found = found || day.Date == test.date
		}
		if !found {
			t.Errorf("%s does not rest on %s: %v", test.country, test.date, days)
		}
	}
}

// Each country has holidays in each year, on days of that year, in order, with
// names that a document may give, none twice; and a time zone.
func TestTable(t *testing.T) {
	countries := almanac.Countries()
	if len(countries) < 150 {
		t.Errorf("only %d countries are known", len(countries))
	}
	name := regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`)
	for _, country := range countries {
		if _, err := time.LoadLocation(almanac.Timezone(country)); err != nil || almanac.Timezone(country) == "" {
			t.Errorf("%s: %v", country, err)
		}
		for year := almanac.First; year <= almanac.Last; year++ {
			days, err := almanac.Holidays(country, year)
			if err != nil || len(days) == 0 {
				t.Errorf("%s has no holidays in %d: %v", country, year, err)
			}
			seen, last := map[string]bool{}, ""
			for _, day := range days {
				at, err := time.Parse(time.DateOnly, day.Date)
				if err != nil || at.Year() != year || day.Date < last || seen[day.Name] || !name.MatchString(day.Name) || len(day.Name) > 63 {
					t.Errorf("%s %d: %+v", country, year, day)
				}
				seen[day.Name], last = true, day.Date
			}
		}
	}
	if _, err := almanac.Holidays("XX", 2027); err == nil {
		t.Error("there are holidays of nowhere")
	}
	if _, err := almanac.Holidays("DE", 1999); err == nil {
		t.Error("there are holidays of a year that is not known")
	}
}
