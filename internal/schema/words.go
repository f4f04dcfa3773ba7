package schema

import (
	"encoding/json"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"interlock.dev/interlock/internal/document"
)

// brief is a user's text as a message quotes it: on one line and not too long.
func brief(text string) string {
	const most = 60
	var b strings.Builder
	count := 0
	for _, r := range text {
		if count++; count > most {
			b.WriteString("…")
			break
		}
		if unicode.IsControl(r) || r == '`' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// quoted is a value as a message quotes it.
func (w *walker) quoted() string {
	at := w.top()
	if at.shape != nil && at.shape.Sensitive {
		return "the value"
	}
	switch at.node.Kind {
	case document.Map, document.List, document.Null:
		return "this"
	}
	return "`" + brief(at.node.Text) + "`"
}

// words lists the types in the words of a message.
func (k kinds) words() string {
	var list []string
	for i, name := range typeNames() {
		if k&(1<<i) != 0 && name[0] != "null" {
			list = append(list, name[1])
		}
	}
	if len(list) == 0 {
		return "nothing"
	}
	return either(list)
}

// either joins words: a, b or c.
func either(list []string) string { return joined(list, " or ") }

// both joins words: a, b and c.
func both(list []string) string { return joined(list, " and ") }

func joined(list []string, last string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + last + list[len(list)-1]
}

func ticked(list []string) []string {
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = "`" + text + "`"
	}
	return out
}

// textsOf lists values as they would be written.
func textsOf(nodes []*document.Node) []string {
	var list []string
	for _, n := range nodes {
		switch n.Kind {
		case document.Null:
			list = append(list, "null")
		case document.Map, document.List:
			text, _ := json.Marshal(n.Value()) // what was read from JSON can be written so
			list = append(list, string(text))
		default:
			list = append(list, n.Text)
		}
	}
	return list
}

// saying is a field with its values: `stance` is `a` or `b`.
func saying(field string, values []*document.Node) string {
	return "`" + field + ": " + strings.Join(textsOf(values), "` or `"+field+": ") + "`"
}

// conditionOf is what an `if` asks, as far as it is that a field has a value.
func conditionOf(c *clause) string {
	for _, p := range c.properties {
		if p.clause.constant != nil {
			return "`" + p.name + "` is `" + brief(p.clause.constant.Text) + "`"
		}
		if len(p.clause.enum) > 0 {
			return "`" + p.name + "` is " + either(ticked(textsOf(p.clause.enum)))
		}
	}
	if len(c.required) > 0 {
		return "`" + c.required[0] + "` is there"
	}
	return ""
}

// meaning says in a line what a field is for and what it may hold.
func (s *Shape) meaning() string {
	if s == nil {
		return ""
	}
	text := firstSentence(s.Description)
	if text == "" {
		text = s.Title
	}
	text = lowerFirst(text)
	switch values := s.allowedTexts(); {
	case len(values) > 1:
		text += "; one of " + both(ticked(values))
	case len(values) == 1:
		text += "; always `" + values[0] + "`"
	}
	return strings.TrimPrefix(text, "; ")
}

// allowedTexts lists the values that may be written, where they are listed.
func (s *Shape) allowedTexts() []string {
	if s == nil {
		return nil
	}
	if text, ok := s.Const.(string); ok && s.IsConst {
		return []string{text}
	}
	var list []string
	for _, value := range s.Enum {
		if text, ok := value.(string); ok {
			list = append(list, text)
		}
	}
	return list
}

func firstSentence(text string) string {
	if before, _, found := strings.Cut(text, ". "); found {
		text = before
	}
	return strings.TrimSuffix(strings.TrimSpace(text), ".")
}

// lowerFirst makes a sentence part of another one. Abbreviations stay as they are.
func lowerFirst(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	if unicode.IsUpper(second) {
		return text
	}
	return string(unicode.ToLower(first)) + text[size:]
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return itoa(n) + " " + noun + "s"
}

// decimal is a number of a schema as people write it.
func decimal(number *big.Rat) string {
	digits, _ := number.FloatPrec()
	return number.FloatString(digits)
}
