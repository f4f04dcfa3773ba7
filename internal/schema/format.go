package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/language"
)

// format is how a text can be written.
type format struct {
	noun  string // what such a text is, after "is not"
	words string // how it is written, after "expected"
	valid func(r *Registry, text string) bool
	// advise says of a text that is not valid what is wrong with it, and what
	// was probably meant; both may be empty.
	advise func(r *Registry, text string) (problem, meant string)
}

// formats are those that schemas may name.
func formats() map[string]format {
	return map[string]format{
		"date":     {"a date", "year, month and day, as in `2027-03-01`", validDate, adviseDate},
		"duration": {"a duration", "a whole number from 1 and a unit (m, h, d, w, mo, y), as in `30m`, `4h`, `3d`, `2w`, `6mo` or `7y`", validDuration, adviseDuration},
		"email":    {"an email address", "an address, as in `campaign-desk@example.com`", validEmail, adviseEmail},
		"timezone": {"a time zone", "a name of the IANA time zone database, as in `Europe/Berlin`", validTimezone, adviseTimezone},
		"language": {"a language tag", "a tag after BCP 47, as in `de`, `pt-BR` or `zh-Hant`", validLanguage, adviseLanguage},
		"country":  {"the code of a country", "two capital letters after ISO 3166, as in `DE` or `GB`", validCountry, adviseCountry},
		"currency": {"the code of a currency of today", "three capital letters after ISO 4217, as in `EUR`", validCurrency, adviseCurrency},
		"uri":      {"an address", "a whole address, as in `https://example.com/legal/gdpr`", validURI, adviseURI},
		"path":     {"a path", "a path as in `spec.steps[qa-review].gate` or `spec.steps[*].gate`", validPath, advisePath},
		"regex":    {"a regular expression", "a regular expression in the syntax of RE2, as in `^campaign-[0-9]{4}$`", validRegex, adviseRegex},
	}
}

func validDate(_ *Registry, text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

func adviseDate(_ *Registry, text string) (problem, meant string) {
	var year, month, day int
	for _, layout := range []string{"%d-%d-%d", "%d/%d/%d", "%d.%d.%d"} {
		if n, err := fmt.Sscanf(text, layout, &year, &month, &day); n != 3 || err != nil {
			continue
		}
		if year < 1000 { // day or month first: which is which cannot be known, unless one is too large for a month
			first, second := year, month
			year = day
			switch {
			case first > 12 && second <= 12:
				month, day = second, first
			case second > 12 && first <= 12:
				month, day = first, second
			default:
				return "write the year first", ""
			}
		}
		meant = fmt.Sprintf("%04d-%02d-%02d", year, month, day)
		if validDate(nil, meant) {
			return "", meant
		}
		if month >= 1 && month <= 12 {
			last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
			return fmt.Sprintf("%s %d has %d days", time.Month(month), year, last), ""
		}
		return fmt.Sprintf("there is no month %d", month), ""
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return "a date has no time of day", at.Format(time.DateOnly)
	}
	return "", ""
}

func validDuration(_ *Registry, text string) bool {
	digits := strings.TrimLeft(text, "0123456789")
	number := text[:len(text)-len(digits)]
	if number == "" || len(number) > 9 || number[0] == '0' {
		return false
	}
	switch digits {
	case "m", "h", "d", "w", "mo", "y":
		return true
	}
	return false
}

func adviseDuration(_ *Registry, text string) (problem, meant string) {
	plain := strings.ToLower(strings.Join(strings.Fields(text), ""))
	number := plain[:len(plain)-len(strings.TrimLeft(plain, "0123456789"))]
	if iso, ok := strings.CutPrefix(plain, "p"); ok { // ISO 8601
		iso, ofDay := strings.CutPrefix(iso, "t")
		number = iso[:len(iso)-len(strings.TrimLeft(iso, "0123456789"))]
		unit := iso[len(number):]
		if unit == "m" && !ofDay {
			unit = "mo"
		}
		plain = number + unit
	}
	units := map[string]string{
		"m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
		"d": "d", "day": "d", "days": "d", "w": "w", "wk": "w", "week": "w", "weeks": "w", "mo": "mo", "mon": "mo", "month": "mo",
		"months": "mo", "y": "y", "yr": "y", "yrs": "y", "year": "y", "years": "y",
	}
	unit := units[strings.TrimPrefix(plain, number)]
	switch {
	case number == "" && unit != "":
		return "the number is missing", ""
	case number == plain:
		return "the unit is missing", ""
	case unit != "" && strings.Trim(number, "0") == "":
		return "nothing takes no time", ""
	case unit == "s" || strings.HasPrefix(plain[len(number):], "sec"):
		return "seconds are too fine", ""
	}
	meant = number + unit
	if validDuration(nil, meant) && meant != text {
		return "", meant
	}
	return "", ""
}

func validEmail(_ *Registry, text string) bool {
	local, domain, ok := strings.Cut(text, "@")
	if !ok || local == "" || len(text) > 254 || strings.HasPrefix(local, ".") || strings.HasSuffix(local, ".") || strings.Contains(local, "..") {
		return false
	}
	for _, r := range local {
		if r <= ' ' || r == 0x7F || unicode.IsSpace(r) || strings.ContainsRune("()<>[]:;@\\,\"", r) {
			return false
		}
	}
	labels := strings.Split(domain, ".")
	if len(labels) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, r := range label {
			if r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				return false
			}
		}
	}
	return true
}

func adviseEmail(_ *Registry, text string) (problem, meant string) {
	if start, end := strings.IndexByte(text, '<'), strings.LastIndexByte(text, '>'); start >= 0 && end > start {
		if inner := text[start+1 : end]; validEmail(nil, inner) {
			return "write the address alone", inner
		}
	}
	if inner := strings.TrimPrefix(strings.Join(strings.Fields(text), ""), "mailto:"); inner != text && validEmail(nil, inner) {
		return "", inner
	}
	switch _, domain, found := strings.Cut(text, "@"); {
	case !found:
		return "there is no `@` in it", ""
	case !strings.Contains(domain, "."):
		return "the part after `@` is no domain", ""
	}
	return "", ""
}

func validTimezone(r *Registry, text string) bool {
	today, known := r.lists.get().timezones[text]
	return known && today == ""
}

func adviseTimezone(r *Registry, text string) (problem, meant string) {
	l := r.lists.get()
	if today := l.timezones[text]; today != "" {
		return "it is called otherwise today", today
	}
	names := map[string]string{}
	var ends []string
	for _, name := range l.timezoneNames {
		end := name[strings.LastIndexByte(name, '/')+1:]
		names[end] = name
		ends = append(ends, end)
	}
	tidy := strings.ReplaceAll(strings.TrimSpace(text), " ", "_")
	city := tidy[strings.LastIndexByte(tidy, '/')+1:]
	if i := slices.IndexFunc(ends, func(end string) bool { return strings.EqualFold(end, city) }); i >= 0 {
		return "", names[ends[i]] // only the city, or the wrong continent before it
	}
	if near := nearestIgnoringCase(tidy, l.timezoneNames); near != "" {
		return "", near
	}
	return "", names[nearestIgnoringCase(city, ends)]
}

// nearestIgnoringCase is Nearest, but a word that differs only by case wins.
func nearestIgnoringCase(word string, among []string) string {
	if i := slices.IndexFunc(among, func(s string) bool { return strings.EqualFold(s, word) }); i >= 0 {
		return among[i]
	}
	if len(word) < 4 {
		return "" // with so few letters everything is near
	}
	return Nearest(word, among)
}

func validLanguage(_ *Registry, text string) bool {
	if text == "" || strings.Contains(text, "_") {
		return false
	}
	tag, err := language.Deprecated.Parse(text)
	return err == nil && tag != language.Und && tag.String() == text
}

func adviseLanguage(_ *Registry, text string) (problem, meant string) {
	tag, err := language.Deprecated.Parse(strings.TrimSpace(text))
	if err == nil && tag != language.Und {
		return "a tag has one way to be written", tag.String()
	}
	return "", ""
}

func validCountry(r *Registry, text string) bool {
	today, known := r.lists.get().countries[text]
	return known && today == ""
}

func adviseCountry(r *Registry, text string) (problem, meant string) {
	l := r.lists.get()
	upper := strings.ToUpper(strings.TrimSpace(text))
	if today, known := l.countries[upper]; known {
		if today == "" {
			today = upper
		}
		return "", today
	}
	switch upper {
	case "EU":
		return "the European Union is no country", ""
	case "XK":
		return "ISO 3166 has no code for Kosovo; `XK` is for private use", ""
	}
	return "", ""
}

func validCurrency(r *Registry, text string) bool {
	found, known := r.lists.get().currencies[text]
	return known && found.until == ""
}

func adviseCurrency(r *Registry, text string) (problem, meant string) {
	l := r.lists.get()
	upper := strings.ToUpper(strings.TrimSpace(text))
	symbols := map[string]string{"€": "EUR", "EURO": "EUR", "£": "GBP", "US$": "USD", "R$": "BRL", "₹": "INR", "RMB": "CNY", "₩": "KRW", "NTD": "TWD"}
	if meant := symbols[upper]; meant != "" {
		return "", meant
	}
	found, known := l.currencies[upper]
	switch {
	case !known:
		return "", ""
	case found.until == "":
		return "", upper
	case found.until == "never":
		return found.name + " is no means of payment", ""
	case found.successor != "":
		return fmt.Sprintf("%s was withdrawn on %s", found.name, found.until), found.successor
	}
	return fmt.Sprintf("%s was withdrawn on %s", found.name, found.until), ""
}

// validURI follows RFC 3986 as far as people need it: a scheme, and of those
// with an authority a host; no white space, and percent signs before two digits.
func validURI(_ *Registry, text string) bool {
	scheme, rest, ok := strings.Cut(text, ":")
	if !ok || rest == "" || scheme == "" || !isLetter(scheme[0]) {
		return false
	}
	for i := range len(scheme) {
		if c := scheme[i]; !isLetter(c) && (c < '0' || c > '9') && !strings.ContainsRune("+-.", rune(c)) {
			return false
		}
	}
	for i := range len(rest) {
		switch c := rest[i]; {
		case c <= ' ' || c >= 0x7F || strings.ContainsRune("<>\"{}|\\^`", rune(c)):
			return false
		case c == '%' && (i+2 >= len(rest) || !isHex(rest[i+1]) || !isHex(rest[i+2])):
			return false
		}
	}
	authority, isWeb := strings.CutPrefix(rest, "//")
	host := authority[:len(authority)-len(strings.TrimLeft(authority, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%!$&'()*+,;=:@[]"))]
	return scheme == "file" || isWeb && strings.Trim(host, ".:@") != "" || !isWeb && scheme != "http" && scheme != "https"
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func adviseURI(_ *Registry, text string) (problem, meant string) {
	if strings.Contains(text, ".") && !strings.Contains(text, "://") && validURI(nil, "https://"+text) {
		return "the scheme is missing", "https://" + text
	}
	return "", ""
}

func validRegex(_ *Registry, text string) bool {
	_, err := regexp.Compile(text)
	return err == nil
}

func adviseRegex(_ *Registry, text string) (problem, meant string) {
	if _, err := regexp.Compile(text); err != nil {
		return strings.TrimPrefix(err.Error(), "error parsing regexp: "), ""
	}
	return "", ""
}
