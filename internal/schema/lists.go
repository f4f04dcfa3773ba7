package schema

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// The lists are made by data/generate.js from the Unicode CLDR.
var (
	//go:embed data/countries.tsv
	countryList string
	//go:embed data/currencies.tsv
	currencyList string
	//go:embed data/timezones.tsv
	timezoneList string
)

// lists is the kept data behind formats.
type lists struct {
	countries  map[string]string // code → the code of today, "" when it is one
	currencies map[string]currency
	timezones  map[string]string // name → the name of today, "" when it is one

	countryCodes, currencyCodes, timezoneNames []string // those of today, sorted
}

type currency struct {
	name, until, successor string // until is empty while it is tender
}

// listsOnce reads the lists when they are first asked for.
type listsOnce struct {
	once sync.Once
	made *lists
}

func (o *listsOnce) get() *lists {
	o.once.Do(func() {
		l := &lists{countries: map[string]string{}, currencies: map[string]currency{}, timezones: map[string]string{}}
		l.countryCodes = pairs(countryList, l.countries)
		l.timezoneNames = pairs(timezoneList, l.timezones)
		for line := range rows(currencyList) {
			fields := strings.Split(line, "\t")
			l.currencies[fields[0]] = currency{name: fields[1], until: fields[2], successor: fields[3]}
			if fields[2] == "" {
				l.currencyCodes = append(l.currencyCodes, fields[0])
			}
		}
		slices.Sort(l.countryCodes)
		slices.Sort(l.currencyCodes)
		slices.Sort(l.timezoneNames)
		o.made = l
	})
	return o.made
}

// pairs reads rows of a name and the name of today, and lists those of today.
func pairs(text string, into map[string]string) (current []string) {
	for line := range rows(text) {
		name, today, _ := strings.Cut(line, "\t")
		into[name] = today
		if today == "" {
			current = append(current, name)
		}
	}
	return current
}

func rows(text string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
			if !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}
