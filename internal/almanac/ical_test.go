package almanac_test

import (
	"strings"
	"testing"

	"interlock.dev/interlock/internal/almanac"
)

func calendar(lines ...string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VCALENDAR\r\n")
}

func event(lines ...string) string {
	return "BEGIN:VEVENT\r\nUID:" + lines[0] + "\r\n" + strings.Join(lines, "\r\n") + "\r\nEND:VEVENT"
}

// Whole days end on the day before DTEND; times count in their own zone; folded
// lines are one; what is cancelled is left out; names are made once.
func TestRead(t *testing.T) {
	events, zone, err := almanac.Read(calendar(
		event("SUMMARY:Betriebsferien über Weih\r\n nachten", "DTSTART;VALUE=DATE:20271224", "DTEND;VALUE=DATE:20280101"),
		event("SUMMARY:Fair", "DTSTART;TZID=Europe/Berlin:20270412T090000", "DTEND;TZID=Europe/Berlin:20270416T180000"),
		event("SUMMARY:Fair", "DTSTART:20270912T230000Z", "DTEND:20270913T010000Z"),
		event("SUMMARY:Off", "DTSTART;VALUE=DATE:20270501"),
		event("SUMMARY:Gone", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20270502"),
		event("SUMMARY:Earlier", "DTSTART;VALUE=DATE:20260502"),
	), 2027)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range events {
		got = append(got, e.Name+" "+e.From+" "+e.To)
	}
	want := "fair 2027-04-12 2027-04-16|off 2027-05-01 2027-05-01|fair-2 2027-09-12 2027-09-13|betriebsferien-uber-weihnachten 2027-12-24 2027-12-31"
	if strings.Join(got, "|") != want || zone != "Europe/Berlin" {
		t.Errorf("%s in %q", strings.Join(got, "|"), zone)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, test := range []struct {
		data []byte
		want string
	}{
		{nil, "BEGIN:VCALENDAR` is missing"},
		{[]byte("\xff\xfe"), "BEGIN:VCALENDAR` is missing"},
		{calendar()[:40], "it is cut off"},
		{calendar(event("SUMMARY:Weekly", "DTSTART:20270101T090000Z", "RRULE:FREQ=WEEKLY")), "`Weekly` recurs (RRULE)"},
		{calendar(event("SUMMARY:X")), "`X`: DTSTART is missing"},
		{calendar(event("SUMMARY:X", "DTSTART:tomorrow")), "DTSTART is `tomorrow`"},
		{calendar(event("SUMMARY:X", "DTSTART;TZID=Mars/Base:20270101T090000")), "`Mars/Base`, which is none"},
		{calendar(event("SUMMARY:X", "DTSTART;VALUE=DATE:20270105", "DTEND;VALUE=DATE:20270101")), "ends before it begins"},
		{calendar(event("SUMMARY:X", "DTSTART:20270105T090000Z", "DURATION:PT1H")), "has a DURATION"},
	} {
		if _, _, err := almanac.Read(test.data, 0); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, and %q was expected", test.data, err, test.want)
		}
	}
}
