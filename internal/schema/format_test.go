package schema

import (
	"testing"
	"time"
	_ "time/tzdata"
)

func TestFormats(t *testing.T) {
	r := load(t, nil)
	for format, cases := range map[string]struct{ right, wrong []string }{
		"date":     {[]string{"2027-03-01", "2028-02-29", "0001-01-01"}, []string{"", "2027-02-29", "2027-3-1", "2027-03-01 ", "20270301", "2027-03-01T00:00:00Z", "١٩٩٩-01-01"}},
		"duration": {[]string{"1d", "30m", "4h", "3d", "2w", "6mo", "7y", "999999999d"}, []string{"", "d", "3", "0d", "0mo", "03d", "-3d", "+3d", "1.5h", "3 d", "3D", "P3D", "3d4h", "9999999999d", "30s", "3M"}},
		"email":    {[]string{"a@example.com", "first.last+tag@mail.example.com", "büro@example.com", "x@bücher.example"}, []string{"", "a", "a@", "@example.com", "a@b", "a b@example.com", "a@example..com", "a@-x.com", "Name <a@example.com>", "a@example.com\n", "a@b@example.com", ".a@example.com", "a..b@example.com"}},
		"timezone": {[]string{"Europe/Berlin", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "UTC", "Etc/UTC", "Europe/Kyiv"}, []string{"", "Berlin", "CET", "Asia/Calcutta", "US/Pacific", "europe/berlin", "Etc/Unknown", "Local", "../etc/passwd", "Europe/Kiev"}},
		"language": {[]string{"de", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "sr-Latn", "nb"}, []string{"", "und", "de_DE", "DE", "de-de", "zh-hant", "iw", "en-UK", "deutsch", "xx-invalid-", "*"}},
		"country":  {[]string{"DE", "NO", "GB", "TW", "PS", "AX", "VA"}, []string{"", "UK", "de", "DEU", "EU", "XK", "ZZ", "AN", "YU", "001"}},
		"currency": {[]string{"EUR", "XCG", "ZWG", "SLE", "JPY", "CHF", "VES", "XOF", "GBP"}, []string{"", "HRK", "DEM", "eur", "€", "ANG", "ZWL", "SLL", "BGN", "XAU", "XXX", "CHE", "USN", "XTS"}},
		"uri":      {[]string{"https://example.com/a?b=c#d", "mailto:a@example.com", "urn:isbn:1", "http://[::1]/", "https://example.com"}, []string{"", "example.com", "/a", "https://", "https:///x", "http:x", "https://exa mple.com", "https://example.com/%zz", ":x", "1a:b"}},
		"path":     {[]string{"spec", "spec.steps[qa-review].gate", "spec.steps[*].gate", `spec.labels["a.b"]`, "spec.steps[0]"}, []string{"", ".spec", "spec.", "spec..a", "spec.steps[]", "spec.steps[a", "spec steps", `spec["a]`}},
		"regex":    {[]string{"", "a+", "^[0-9]{4}$"}, []string{"(", "a{2,1}", "(?=x)", "[z-a]"}},
	} {
		known := formats()[format]
		for _, text := range cases.right {
			if !known.valid(r, text) {
				t.Errorf("%q is %s", text, known.noun)
			}
		}
		for _, text := range cases.wrong {
			if known.valid(r, text) {
				t.Errorf("%q is not %s", text, known.noun)
			}
			if _, meant := known.advise(r, text); meant != "" && !known.valid(r, meant) {
				t.Errorf("%q: the advice %q is not %s either", text, meant, known.noun)
			}
		}
	}
}

func TestAdvice(t *testing.T) {
	r := load(t, nil)
	for _, c := range []struct{ format, text, want string }{
		{"country", "UK", "GB"}, {"country", "DEU", "DE"}, {"country", "gb", "GB"}, {"country", "ZR", "CD"},
		{"currency", "HRK", "EUR"}, {"currency", "DEM", "EUR"}, {"currency", "ANG", "XCG"}, {"currency", "ZWL", "ZWG"}, {"currency", "SLL", "SLE"}, {"currency", "€", "EUR"}, {"currency", "usd", "USD"}, {"currency", "BGN", "EUR"},
		{"timezone", "Europe/Berln", "Europe/Berlin"}, {"timezone", "berlin", "Europe/Berlin"}, {"timezone", "America/Sao Paulo", "America/Sao_Paulo"}, {"timezone", "Asia/Calcutta", "Asia/Kolkata"}, {"timezone", "Europe/Tokyo", "Asia/Tokyo"},
		{"language", "pt_BR", "pt-BR"}, {"language", "en-UK", "en-GB"}, {"language", "zh-hant", "zh-Hant"},
		{"duration", "3 days", "3d"}, {"duration", "P1M", "1mo"}, {"duration", "PT1M", "1m"}, {"duration", "2 Weeks", "2w"},
		{"date", "1.3.2027", ""}, {"date", "31.3.2027", "2027-03-31"}, {"date", "2027/03/31", "2027-03-31"},
		{"path", "/spec/steps", "spec.steps"}, {"path", "$.spec.steps[]", "spec.steps[*]"},
		{"email", "mailto:a@example.com", "a@example.com"}, {"uri", "example.com/a", "https://example.com/a"},
	} {
		if _, meant := formats()[c.format].advise(r, c.text); meant != c.want {
			t.Errorf("%s %q: expected %q, got %q", c.format, c.text, c.want, meant)
		}
	}
}

// Every time zone that is accepted can be computed with, and every name of today
// that something is said to be called is accepted itself.
func TestLists(t *testing.T) {
	l := load(t, nil).lists.get()
	if len(l.countryCodes) != 249 {
		t.Errorf("ISO 3166 has 249 countries, not %d", len(l.countryCodes))
	}
	if n := len(l.currencyCodes); n < 150 || n > 165 {
		t.Errorf("%d currencies are tender", n)
	}
	for _, name := range l.timezoneNames {
		if _, err := time.LoadLocation(name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, today := range l.timezones {
		if today != "" && l.timezones[today] != "" {
			t.Errorf("%s is called %s, which is called otherwise", name, today)
		}
	}
	for code, today := range l.countries {
		if _, known := l.countries[today]; today != "" && (!known || l.countries[today] != "") {
			t.Errorf("%s is called %s, which is no country", code, today)
		}
	}
	for code, c := range l.currencies {
		if c.name == "" {
			t.Errorf("%s has no name", code)
		}
		if c.successor != "" && l.currencies[c.successor].until != "" {
			t.Errorf("%s was followed by %s, which is not tender", code, c.successor)
		}
	}
}
