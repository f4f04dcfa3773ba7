package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible makes every character of a text one that can be seen, so that a
// repository cannot steer the terminal of its reader, reorder a line or hide a
// part of it: control characters become their pictures (␛, ␊), other invisible
// ones their number (<U+202E>), bytes that are no UTF-8 their value (<0xFF>).
func visible(text string) string {
	if strings.IndexFunc(text, hidden) < 0 && utf8.ValidString(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, "<0x%02X>", text[i])
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7F:
			b.WriteRune('␡')
		case hidden(r):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// hidden says whether a character steers a terminal, or changes what is read
// without being seen. The joiners that emoji and several scripts are written
// with are not.
func hidden(r rune) bool {
	const nonJoiner, joiner = 0x200C, 0x200D
	switch r {
	case nonJoiner, joiner:
		return false
	case 0x2028, 0x2029: // line and paragraph separator
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}
