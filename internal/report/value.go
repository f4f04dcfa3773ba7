package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/clipperhouse/displaywidth"
)

// valueWidth is the number of columns that a value has in a line of text.
const valueWidth = 64

// short is a value of a resource, as flow, but cut where it is long.
func short(value any) string {
	text := flow(value)
	if displaywidth.String(text) <= valueWidth {
		return text
	}
	return displaywidth.TruncateString(text, valueWidth, "…")
}

// flow is a value of a resource in one line, as people would write it in YAML.
func flow(value any) string {
	switch value := value.(type) {
	case nil:
		return "nothing"
	case string:
		if plain(value) {
			return value
		}
		return quoted(value)
	case []any:
		parts := make([]string, len(value))
		for i := range value {
			parts[i] = flow(value[i])
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		parts := make([]string, 0, len(value))
		for _, key := range sortedKeys(value) {
			if key != "name" {
				parts = append(parts, flow(key)+": "+flow(value[key]))
			}
		}
		if name, found := value["name"]; found { // which tells members of a list apart
			parts = slices.Insert(parts, 0, "name: "+flow(name))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return visible(fmt.Sprint(value))
}

// plain says whether a text can stand among others without quotes.
func plain(text string) bool {
	for i, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && (i == 0 || !strings.ContainsRune("-_.:/@%+", r)) {
			return false
		}
	}
	return text != ""
}

// quoted is a text as JSON, with what cannot be seen made visible.
func quoted(text string) string {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(text); err != nil {
		panic("report: a text that is not JSON: " + err.Error()) // there is none
	}
	return visible(strings.TrimSuffix(b.String(), "\n"))
}

// kindsOf counts objects by kind: 3 calendars, 1 workflow.
func kindsOf(kinds map[string]int) string {
	parts := make([]string, 0, len(kinds))
	for _, kind := range sortedKeys(kinds) {
		noun := words(kind)
		if kinds[kind] != 1 {
			noun = plural(noun)
		}
		parts = append(parts, fmt.Sprint(kinds[kind], " ", noun))
	}
	return strings.Join(parts, ", ")
}

// words is the name of a kind as a noun: PrivacyRegime is a privacy regime.
func words(kind string) string {
	var b strings.Builder
	runes := []rune(kind)
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 && !unicode.IsUpper(runes[i-1]) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func plural(noun string) string {
	for _, end := range []string{"s", "x", "z", "ch", "sh"} {
		if strings.HasSuffix(noun, end) {
			return noun + "es"
		}
	}
	if rest, found := strings.CutSuffix(noun, "y"); found && rest != "" && !strings.ContainsRune("aeiou", rune(rest[len(rest)-1])) {
		return rest + "ies"
	}
	return noun + "s"
}

// padded fills a text with spaces up to a number of columns.
func padded(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-displaywidth.String(text)))
}

// shortened keeps the first few of a list, and says how many more there are,
// unless all are asked for.
func shortened(list []string, few int, all bool) []string {
	if all || len(list) <= few+1 { // the line that says so would be as long
		return list
	}
	return append(slices.Clone(list[:few]), fmt.Sprintf("and %d more", len(list)-few))
}

// unique sorts a list and drops what it holds twice.
func unique(list []string) []string {
	list = slices.Sorted(slices.Values(list))
	return slices.Compact(list)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
