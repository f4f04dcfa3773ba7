package document

import (
	"bytes"
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
	p.lenient(n, y, content)
	tag := p.at.tag(n.Span.Start, content.Start)
	if y.Style&yaml.TaggedStyle != 0 {
		p.tagged(n, y, tag)
		return
	}
	// The tag "!" makes a scalar text.
	if n.Style != Plain || tag.Start < tag.End {
		n.Kind, n.Text = String, y.Value
		return
	}
	n.Kind, n.Text = resolve(y.Value)
	if y.Value == "" {
		return
	}
	if n.Kind == String && isBeyond(y.Value) {
		p.report(ruleNotANumber, content, "`%s` is no number that programs can reckon with", y.Value)
		return
	}
	if reading := ambiguous(y.Value, n.Kind, n.Text); reading != "" {
		f := p.report(ruleAmbiguous, content, "`%s` is %s", y.Value, reading)
		f.Fix = p.unambiguous(content, y.Value, n)
	}
}

// lenient reports what the library reads though YAML forbids it, so that other
// readers refuse the file or read something else.
func (p *parser) lenient(n *Node, y *yaml.Node, content source.Span) {
	data := p.at.data
	switch n.Style {
	case Plain:
		if y.Value == "-" && content.End-content.Start == 1 {
			p.report(ruleSyntax, content, "a dash stands alone where no list can begin").Help = "write the member behind it, or put the dash in quotes"
		}
	case SingleQuoted:
		p.commentBehind(content.End)
	case DoubleQuoted:
		p.commentBehind(content.End)
		for i := content.Start + 1; i+1 < content.End; i++ {
			if data[i] != '\\' {
				continue
			}
			if i++; data[i] == '\'' {
				p.report(ruleSyntax, source.Span{Start: i - 1, End: i + 1}, "`\\'` is no escape of YAML").Help = "write the apostrophe alone"
			}
		}
	default:
		end, _ := lineEnd(data, content.Start)
		header := data[content.Start:end]
		if i := bytes.IndexByte(header, '#'); i > 0 && !isSpace(header[i-1]) && len(bytes.TrimLeft(header[:i], "|>+-0123456789")) == 0 {
			p.commentBehind(content.Start + i)
		}
	}
}

// commentBehind reports a comment that begins at an offset, right behind a value.
func (p *parser) commentBehind(at int) {
	if at < p.at.end && p.at.data[at] == '#' {
		p.report(ruleSyntax, source.Span{Start: at, End: at + 1}, "a comment begins here without a space before it").Help = "put a space before the `#`"
	}
}

// nameFault reports that a name of an anchor does not end at an offset for
// readers that allow more characters in it than the library.
func (p *parser) nameFault(at int) {
	f := p.report(ruleSyntax, p.at.word(at), "readers disagree whether this belongs to the name of the anchor")
	f.Help = "put a space behind the name, which is letters, digits, `-` and `_`"
}

// tagged gives a scalar the type that its tag names.
func (p *parser) tagged(n *Node, y *yaml.Node, tag source.Span) {
	kind, text := resolve(y.Value)
	fits := false
	switch y.ShortTag() {
	case "!!str", "!":
		n.Kind, n.Text = String, y.Value
		return
	case "!!null":
		fits = kind == Null
	case "!!bool":
		fits = kind == Bool
	case "!!int":
		fits = kind == Number && !strings.ContainsAny(text, ".e")
	case "!!float":
		fits = kind == Number
	default:
		n.Kind, n.Text = String, y.Value
		p.report(ruleTag, tag, "the tag `%s` is not known", p.written(tag))
		return
	}
	if !fits {
		n.Kind, n.Text = String, y.Value
		p.report(ruleTag, tag, "the tag `%s` does not fit the value `%s`", p.written(tag), y.Value)
		return
	}
	n.Kind, n.Text = kind, text
}

// collectionTag reports the tag of a mapping or list, unless it says that it is one.
func (p *parser) collectionTag(n *Node, y *yaml.Node, tag source.Span) {
	switch short := y.ShortTag(); {
	case short == "!", short == "!!map" && n.Kind == Map, short == "!!seq" && n.Kind == List:
	case short == "!!map", short == "!!seq", short == "!!str", short == "!!int", short == "!!float", short == "!!bool", short == "!!null":
		p.report(ruleTag, tag, "the tag `%s` does not fit %s", p.written(tag), n.Kind)
	default:
		p.report(ruleTag, tag, "the tag `%s` is not known", p.written(tag))
	}
}

// unambiguous offers to write a scalar so that all readers take it for what it
// is here; nil for a number that only its author can write otherwise.
func (p *parser) unambiguous(at source.Span, text string, n *Node) *finding.Fix {
	if n.Kind == String {
		return p.quote(at, text)
	}
	if ambiguous(n.Text, Number, n.Text) != "" {
		return nil
	}
	return &finding.Fix{
		Message: "write the number that it is here",
		Edits:   []source.Edit{{At: source.Location{Path: p.file.Path, Span: at}, New: n.Text}},
	}
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
	if mayBeNumber(text) {
		if number, ok := number(text); ok && isFinite(number) {
			return Number, number
		}
	}
	return String, text
}

func mayBeNumber(text string) bool {
	first := text[0]
	return first >= '0' && first <= '9' || first == '-' || first == '+' || first == '.'
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
	fraction := ""
	if len(rest) > 0 && rest[0] == '.' {
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
		if all == "" || left != "" {
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
	if fraction != "" {
		whole += "." + fraction
	}
	return sign + whole + exponent, true
}

// based is the decimal form of a number to another base. Beyond so many digits
// it is none that anyone means, and would cost time to compute.
func based(text string, base int) (string, bool) {
	const most = 200
	if text == "" || len(text) > most || strings.ContainsAny(text, "_+-") {
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

// isFinite says whether a number can be held by programs that have no other
// numbers than those of 64 bits: it is neither infinite for them nor, but for
// zero itself, zero.
func isFinite(number string) bool {
	if len(number) < 300 && !strings.Contains(number, "e") {
		return true
	}
	f, err := strconv.ParseFloat(number, 64)
	mantissa, _, _ := strings.Cut(number, "e")
	return err == nil && (f != 0 || strings.Trim(mantissa, "-0.") == "")
}

// isBeyond says whether a plain scalar is a number that is not finite.
func isBeyond(text string) bool {
	unsigned := text
	if text[0] == '-' || text[0] == '+' {
		unsigned = text[1:]
	}
	switch unsigned {
	case ".inf", ".Inf", ".INF":
		return true
	}
	switch text {
	case ".nan", ".NaN", ".NAN":
		return true
	}
	if !mayBeNumber(text) {
		return false
	}
	number, ok := number(text)
	return ok && !isFinite(number)
}

var (
	octal11       = regexp.MustCompile(`^[-+]?0[0-9]+$`)
	hex11         = regexp.MustCompile(`^[-+]0x[0-9a-fA-F_]+$|^[-+]0o[0-7_]+$`)
	underscored11 = regexp.MustCompile(`^[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][-+][0-9]+)?|\.[0-9_]+([eE][-+][0-9]+)?)$`)
	sexagesimal11 = regexp.MustCompile(`^[-+]?([1-9][0-9_]*(:[0-5]?[0-9])+|[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*)$`)
	signedPoint11 = regexp.MustCompile(`^[-+]\.[0-9]`)
)

// ambiguous tells how else a plain scalar is read by other readers of YAML, of
// which those of YAML 1.1 are many; "" when all agree. kind and value are how
// it is read here.
func ambiguous(text string, kind Kind, value string) string {
	const many, some = " to many readers of YAML", " to some readers of YAML"
	switch text {
	case "y", "Y":
		return "text here, but `true`" + some
	case "n", "N":
		return "text here, but `false`" + some
	case "yes", "Yes", "YES", "on", "On", "ON":
		return "text here, but `true`" + many
	case "no", "No", "NO", "off", "Off", "OFF":
		return "text here, but `false`" + many
	case "=":
		return "text here, but a mark of its own" + some
	}
	if !mayBeNumber(text) {
		return ""
	}
	if kind == Number {
		switch {
		case octal11.MatchString(text) && value != "0" && value != "-0":
			return "the number " + value + " here, but octal or text" + many
		case strings.HasPrefix(text, "0o"):
			return "the number " + value + " here, but text" + many
		case strings.ContainsAny(value, "e") && !json11(text), signedPoint11.MatchString(text):
			return "a number here, but text" + many
		}
		if kept, all := asFloat(value); !all {
			return "a number with more digits than many programs keep: they make it " + kept
		}
		return ""
	}
	switch {
	case (strings.Contains(text, "_") || strings.HasPrefix(strings.TrimLeft(text, "+-"), "0b")) && underscored11.MatchString(text), hex11.MatchString(text):
		return "text here, but a number" + many
	case sexagesimal11.MatchString(text):
		return "text here, but a number to the base of sixty" + many
	}
	return ""
}

// json11 says whether a number with an exponent is one for YAML 1.1 too, which
// wants a dot and a signed power.
func json11(text string) bool {
	i := strings.IndexAny(text, "eE")
	return strings.Contains(text[:i], ".") && i+1 < len(text) && (text[i+1] == '+' || text[i+1] == '-')
}

// asFloat is a whole number as programs with numbers of 64 bits have it, and
// whether that is all of it.
func asFloat(value string) (kept string, all bool) {
	const safe = 15 // digits that every such program keeps
	if len(value) <= safe || strings.ContainsAny(value, ".e") {
		return value, true
	}
	f, err := strconv.ParseFloat(value, 64)
	kept = strconv.FormatFloat(f, 'f', -1, 64)
	return kept, err == nil && kept == strings.TrimPrefix(value, "+")
}
