// Package almanac knows the public holidays of countries, and reads iCalendar files.
package almanac

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// table holds a line for each country and holiday; data/generate.js makes it.
//
//go:embed data/holidays.tsv
var table string

// Holiday is a day on which a country rests.
type Holiday struct {
	Name string // as objects are named, once in a year
	Date string // YYYY-MM-DD
}

// The first and the last year that are known.
const (
	First = 2026
	Last  = 2035
)

// Countries are those whose holidays are known, by their ISO 3166 codes, sorted.
func Countries() []string {
	var all []string
	for country, rest := range rows() {
		if strings.HasPrefix(rest, "@") {
			all = append(all, country)
		}
	}
	slices.Sort(all)
	return all
}

// Timezone is the time zone of a country, or that of its first; empty for an unknown one.
func Timezone(country string) string {
	for of, rest := range rows() {
		if zone, found := strings.CutPrefix(rest, "@\t"); found && of == country {
			return zone
		}
	}
	return ""
}

// Holidays are the nationwide public holidays of a country in a year, by date.
// Holidays of a part of a country are not among them. That one country or year is
// not known is an error.
func Holidays(country string, year int) ([]Holiday, error) {
	if year < First || year > Last {
		return nil, fmt.Errorf("holidays are known from %d to %d", First, Last)
	}
	prefix := fmt.Sprint(year)
	var all []Holiday
	known := false
	for of, rest := range rows() {
		if of != country {
			continue
		}
		known = true
		name, days, _ := strings.Cut(rest, "\t")
		if name == "@" {
			continue
		}
		count := 0
		for day := range strings.FieldsSeq(days) {
			if !strings.HasPrefix(day, prefix) {
				continue
			}
			count++
			h := Holiday{Name: name, Date: day[:4] + "-" + day[4:6] + "-" + day[6:]}
			if count > 1 {
				h.Name = fmt.Sprintf("%s-%d", name, count)
			}
			all = append(all, h)
		}
	}
	if !known {
		return nil, fmt.Errorf("the holidays of `%s` are not known", country)
	}
	slices.SortStableFunc(all, func(a, b Holiday) int { return strings.Compare(a.Date, b.Date) })
	return all, nil
}

// rows goes through the table: a country, and what stands behind it.
func rows() func(yield func(country, rest string) bool) {
	return func(yield func(string, string) bool) {
		for line := range strings.SplitSeq(table, "\n") {
			country, rest, found := strings.Cut(line, "\t")
			if found && !strings.HasPrefix(country, "#") && !yield(country, rest) {
				return
			}
		}
	}
}
