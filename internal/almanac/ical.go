package almanac

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
	"golang.org/x/text/unicode/norm"
)

// Event is what an iCalendar file says of some days.
type Event struct {
	Name     string // made of its summary, as objects are named; once among all
	Summary  string
	From, To string // first and last day, YYYY-MM-DD, in the event's own time zone
}

// most events of a file; one with more is no calendar of days that people agree on.
const mostEvents = 5000

// Read reads the events of an iCalendar file, by day; of one year only, unless it
// is 0. The time zone is that of the file, empty where it names none. What recurs
// by a rule is refused: each of its days has to be written down.
func Read(data []byte, year int) (events []Event, timezone string, err error) {
	if !bytes.Contains(data, []byte("BEGIN:VCALENDAR")) {
		return nil, "", errors.New("it is no iCalendar file: `BEGIN:VCALENDAR` is missing")
	}
	if !bytes.Contains(data, []byte("END:VCALENDAR")) {
		return nil, "", errors.New("it is cut off: `END:VCALENDAR` is missing")
	}
	calendar, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		return nil, "", fmt.Errorf("it is no iCalendar file: %w", err)
	}
	for _, p := range calendar.CalendarProperties {
		if p.IANAToken == string(ics.PropertyXWRTimezone) && zone(p.Value) != nil {
			timezone = p.Value
		}
	}
	var errs []error
	all := calendar.Events()
	if len(all) > mostEvents {
		return nil, "", fmt.Errorf("it has %d events of at most %d", len(all), mostEvents)
	}
	for _, e := range all {
		if status := e.GetProperty(ics.ComponentPropertyStatus); status != nil && strings.EqualFold(status.Value, "CANCELLED") {
			continue
		}
		event, of, err := eventOf(e)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if timezone == "" {
			timezone = of
		}
		if year == 0 || strings.HasPrefix(event.From, fmt.Sprintf("%04d", year)) {
			events = append(events, event)
		}
	}
	if len(errs) > 0 {
		return nil, "", errors.Join(errs...)
	}
	slices.SortStableFunc(events, func(a, b Event) int { return strings.Compare(a.From+a.To+a.Name, b.From+b.To+b.Name) })
	count := map[string]int{}
	for i := range events {
		name := events[i].Name
		if count[name]++; count[name] > 1 {
			events[i].Name = fmt.Sprintf("%s-%d", name, count[name])
		}
	}
	return events, timezone, nil
}

func eventOf(e *ics.VEvent) (event Event, timezone string, err error) {
	summary := e.GetProperty(ics.ComponentPropertySummary)
	if summary != nil {
		event.Summary = strings.Join(strings.Fields(summary.Value), " ")
	}
	event.Name = nameOf(event.Summary)
	told := "`" + event.Summary + "`"
	if event.Summary == "" {
		told = "an event without a summary"
	}
	for _, property := range []ics.ComponentProperty{ics.ComponentPropertyRrule, ics.ComponentPropertyRdate} {
		if e.GetProperty(property) != nil {
			return event, "", fmt.Errorf("%s recurs (%s): write each of its days as an event of its own, or leave it out", told, property)
		}
	}
	start, allDay, timezone, err := moment(e.GetProperty(ics.ComponentPropertyDtStart))
	if err != nil {
		return event, "", fmt.Errorf("%s: DTSTART %w", told, err)
	}
	last := start
	switch end := e.GetProperty(ics.ComponentPropertyDtEnd); {
	case end != nil:
		until, _, _, err := moment(end)
		if err != nil {
			return event, "", fmt.Errorf("%s: DTEND %w", told, err)
		}
		if until.Before(start) {
			return event, "", fmt.Errorf("%s ends before it begins", told)
		}
		last = until
		if until.After(start) { // the end is the first moment that is no part of it
			last = until.Add(-time.Second)
		}
	case e.GetProperty(ics.ComponentPropertyDuration) != nil && !allDay:
		return event, "", fmt.Errorf("%s has a DURATION: write its end as DTEND", told)
	}
	event.From, event.To = start.Format(time.DateOnly), last.Format(time.DateOnly)
	return event, timezone, nil
}

// moment reads a day, or a time in its time zone.
func moment(p *ics.IANAProperty) (at time.Time, allDay bool, timezone string, err error) {
	if p == nil {
		return at, false, "", errors.New("is missing")
	}
	if at, err := time.Parse("20060102", p.Value); err == nil {
		return at, true, "", nil
	}
	if at, err := time.Parse("20060102T150405Z", p.Value); err == nil {
		return at, false, "", nil
	}
	in := time.UTC
	if names := p.ICalParameters["TZID"]; len(names) == 1 {
		if in = zone(names[0]); in == nil {
			return at, false, "", fmt.Errorf("names the time zone `%s`, which is none of the IANA database", names[0])
		}
		timezone = names[0]
	}
	if at, err := time.ParseInLocation("20060102T150405", p.Value, in); err == nil {
		return at, false, timezone, nil
	}
	return at, false, "", fmt.Errorf("is `%s`, and a day or a time was expected, as in 20270326 or 20270326T090000", p.Value)
}

func zone(name string) *time.Location {
	if name == "" || name == "Local" {
		return nil
	}
	at, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return at
}

// nameOf makes a name of a summary.
func nameOf(summary string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(summary)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := b.String()
	name = strings.Trim(name[:min(len(name), 56)], "-")
	if name == "" {
		return "day"
	}
	return name
}
