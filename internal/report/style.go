package report

import (
	"github.com/charmbracelet/x/ansi"

	"interlock.dev/interlock/internal/finding"
)

// palette is how the parts of a text look. The plain one has no styles at all:
// what is written is the same.
type palette struct {
	severity map[finding.Severity]ansi.Style
	strong   ansi.Style // messages and headings
	frame    ansi.Style // line numbers, bars, arrows
	related  ansi.Style
	faint    ansi.Style
	added    ansi.Style
	changed  ansi.Style
	removed  ansi.Style
}

func paletteFor(color bool) palette {
	if !color {
		return palette{}
	}
	bold := func(c ansi.BasicColor) ansi.Style { return ansi.NewStyle().Bold().ForegroundColor(c) }
	return palette{
		severity: map[finding.Severity]ansi.Style{
			finding.Error:   bold(ansi.BrightRed),
			finding.Warning: bold(ansi.Yellow),
			finding.Info:    bold(ansi.Cyan),
		},
		strong:  ansi.NewStyle().Bold(),
		frame:   bold(ansi.Blue),
		related: bold(ansi.Blue),
		faint:   ansi.NewStyle().Faint(),
		added:   ansi.NewStyle().ForegroundColor(ansi.Green),
		changed: ansi.NewStyle().ForegroundColor(ansi.Yellow),
		removed: ansi.NewStyle().ForegroundColor(ansi.Red),
	}
}

// paint applies a style; an empty one, or an empty text, leaves the text as it is.
func paint(style ansi.Style, text string) string {
	if len(style) == 0 || text == "" {
		return text
	}
	return style.Styled(text)
}
