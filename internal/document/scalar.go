package document

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// scalar sets the value of a scalar after the core schema of YAML 1.2 (chapter
// 10.3), and reports what a reader of YAML 1.1 would understand differently.
func (p *parser) scalar(n *Node, y *yaml.Node, content source.Span) {
	switch {
	case y.Style&yaml.DoubleQuotedStyle != 0:
		n.Style = DoubleQuoted
	case y.Style&yaml.SingleQuotedStyle != 0:
		n.Style = SingleQuoted
	case y.Style&yaml.LiteralStyle != 0:
		n.Style = Literal
	case y.Style&yaml.FoldedStyle != 0:
		n.Style = Folded
	}
	if y.Style&yaml.TaggedStyle != 0 {
		p.tagged(n, y)
		return
	}
	if n.Style != Plain || p.nonSpecific(n.Span.Start) {
		n.Kind, n.Text = String, y.Value
		return
	}
	n.Kind, n.Text = resolve(y.Value)
	if y.Value == "" {
		return
	}
	if reading := ambiguous(y.Value, n.Kind); reading != "" {
		f := p.report(ruleAmbiguous, content, "`%s` is %s", y.Value, reading)
		f.Fix = p.quote(content, y.Value)
	}
	if n.Kind == String && isSpecialFloat(y.Value) {
		f := p.report(ruleNotANumber, content, "`%s` is a number that cannot be reckoned with", y.Value)
		f.Fix = p.quote(content, y.Value)
	}
}

// nonSpecific says whether a node begins with the tag "!", which makes a scalar text.
func (p *parser) nonSpecific(at int) bool {
	return at+1 < len(p.file.Data) && p.file.Data[at] == '!' && isSpace(p.file.Data[at+1])
}

// tagged gives a scalar the type that its tag names.
func (p *parser) tagged(n *Node, y *yaml.Node) {
	kind, text := resolve(y.Value)
	span := n.Span
	wanted := Kind(0)
	switch y.ShortTag() {
	case "!!str", "!":
		n.Kind, n.Text = String, y.Value
		return
	case "!!null":
		wanted = Null
	case "!!bool":
		wanted = Bool
	case "!!int", "!!float":
		wanted = Number
	default:
		n.Kind, n.Text = String, y.Value
		p.report(ruleTag, span, "the tag `%s` is not known", y.Tag)
		return
	}
	if kind != wanted {
		n.Kind, n.Text = String, y.Value
		p.report(ruleTag, span, "the tag `%s` says that `%s` is %s, which it is not", y.Tag, y.Value, wanted)
		return
	}
	n.Kind, n.Text = kind, text
}

// collectionTag is the tag of a mapping or list that is not one of the core schema.
func collectionTag(y *yaml.Node) string {
	if y.Style&yaml.TaggedStyle == 0 {
		return ""
	}
	tag := y.ShortTag()
	if tag == "!" || y.Kind == yaml.MappingNode && tag == "!!map" || y.Kind == yaml.SequenceNode && tag == "!!seq" {
		return ""
	}
	return y.Tag
}

// quote offers to write a scalar in quotes.
func (p *parser) quote(at source.Span, text string) *finding.Fix {
	if strings.ContainsAny(text, "\n\r\\\"") || !strconv.CanBackquote(text) {
		return nil
	}
	return &finding.Fix{
		Message: "write it in quotes",
		Edits:   []source.Edit{{At: source.Location{Path: p.file.Path, Span: at}, New: `"` + text + `"`}},
	}
}

// resolve is the kind and JSON text of a plain scalar.
func resolve(text string) (Kind, string) {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return Null, ""
	case "true", "True", "TRUE":
		return Bool, "true"
	case "false", "False", "FALSE":
		return Bool, "false"
	}
	switch first := text[0]; {
	case first >= '0' && first <= '9', first == '-', first == '+', first == '.':
		if number, ok := number(text); ok {
			return Number, number
		}
	}
	return String, text
}

// number is the JSON form of a number of the core schema; its digits are kept.
func number(text string) (string, bool) {
	if digits, found := strings.CutPrefix(text, "0x"); found {
		return based(digits, 16)
	}
	if digits, found := strings.CutPrefix(text, "0o"); found {
		return based(digits, 8)
	}
	sign, rest := "", text
	if text[0] == '-' || text[0] == '+' {
		sign, rest = strings.TrimPrefix(text[:1], "+"), text[1:]
	}
	whole, rest := digits(rest)
	fraction, dotted := "", false
	if len(rest) > 0 && rest[0] == '.' {
		dotted = true
		fraction, rest = digits(rest[1:])
	}
	if whole == "" && fraction == "" {
		return "", false
	}
	exponent := ""
	if len(rest) > 1 && (rest[0] == 'e' || rest[0] == 'E') {
		power := rest[1:]
		if power[0] == '-' || power[0] == '+' {
			exponent, power = power[:1], power[1:]
		}
		all, left := digits(power)
		// A power beyond four digits is no number that anyone means, and costs
		// readers of the JSON their memory.
		if all == "" || left != "" || len(all) > 4 {
			return "", false
		}
		exponent, rest = "e"+exponent+all, ""
	}
	if rest != "" {
		return "", false
	}
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if dotted && fraction != "" {
		whole += "." + fraction
	}
	return sign + whole + exponent, true
}

func based(text string, base int) (string, bool) {
	if text == "" || strings.ContainsAny(text, "_+-") {
		return "", false
	}
	n, ok := new(big.Int).SetString(text, base)
	if !ok {
		return "", false
	}
	return n.String(), true
}

func digits(text string) (head, rest string) {
	i := 0
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return text[:i], text[i:]
}

func isSpecialFloat(text string) bool {
	switch strings.TrimLeft(text, "+-") {
	case ".inf", ".Inf", ".INF":
		return true
	}
	return text == ".nan" || text == ".NaN" || text == ".NAN"
}

var (
	octal11       = regexp.MustCompile(`^[-+]?0[0-9_]+$`)
	underscored11 = regexp.MustCompile(`^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+][0-9]+)?|\.[0-9_]+([eE][-+][0-9]+)?)$`)
	sexagesimal11 = regexp.MustCompile(`^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$`)
)

// ambiguous tells how else a plain scalar is read by readers of YAML 1.1, of
// which there are many; "" when all agree.
func ambiguous(text string, kind Kind) string {
	switch text {
	case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON":
		return "text here, but `true` to many readers of YAML"
	case "n", "N", "no", "No", "NO", "off", "Off", "OFF":
		return "text here, but `false` to many readers of YAML"
	}
	first := text[0]
	if (first < '0' || first > '9') && first != '-' && first != '+' && first != '.' {
		return ""
	}
	switch {
	case octal11.MatchString(text) && kind == Number:
		return "the number " + plainNumber(text) + " here, but octal or text to other readers of YAML"
	case strings.HasPrefix(text, "0o") && kind == Number:
		return "the number " + plainNumber(text) + " here, but text to many readers of YAML"
	case (strings.Contains(text, "_") || strings.HasPrefix(strings.TrimLeft(text, "+-"), "0b")) && underscored11.MatchString(text):
		return "text here, but a number to many readers of YAML"
	case sexagesimal11.MatchString(text):
		return "text here, but a number to the base of sixty to many readers of YAML"
	case kind == Number && strings.ContainsAny(text, "eE") && !strings.HasPrefix(text, "0x") && !json11(text):
		return "a number here, but text to many readers of YAML"
	}
	return ""
}

// json11 says whether a number with an exponent is one for YAML 1.1 too, which
// wants a dot and a signed power.
func json11(text string) bool {
	i := strings.IndexAny(text, "eE")
	return strings.Contains(text[:i], ".") && i+1 < len(text) && (text[i+1] == '+' || text[i+1] == '-')
}

func plainNumber(text string) string {
	_, plain := resolve(text)
	return json.Number(plain).String()
}
