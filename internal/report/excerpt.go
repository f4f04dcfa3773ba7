package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"interlock.dev/interlock/internal/source"
)

// tabStop is the distance of the columns that a tab leads to.
const tabStop = 4

// excerpt is the part of a file that a span stands in, as it is shown.
type excerpt struct {
	at      source.Position
	context []numbered // lines above that say what the line belongs to
	line    numbered   // the first line of the span
	column  int        // columns before the first marked one
	length  int        // marked columns, at least one
	last    int        // the span's last line where it has several, else 0
}

// numbered is a line of the file; number 0 stands for lines that are left out.
type numbered struct {
	number int
	text   string
}

// excerptOf lays out the lines of a span in at most width columns.
func excerptOf(file *source.File, span source.Span, width int) excerpt {
	start := max(0, min(span.Start, len(file.Data)))
	end := max(start, min(span.End, len(file.Data)))
	e := excerpt{at: file.Position(start)}

	line := file.Line(e.at.Line)
	first := bytes.LastIndexByte(file.Data[:start], '\n') + 1
	if e.at.Line == 1 && bytes.HasPrefix(file.Data, []byte("\uFEFF")) {
		first = 3
	}
	from := max(0, min(start-first, len(line)))
	to := max(from, min(end-first, len(line)))
	// The line end that closes a block belongs to it, but is no line of its own.
	if more := bytes.Count(file.Data[start:max(start, end-1)], []byte("\n")); more > 0 {
		e.last = e.at.Line + more
		to = max(from, len(strings.TrimRight(line, " \t")))
	}

	e.line.number = e.at.Line
	e.line.text, e.column, e.length = fit(line, from, to, width)
	e.context = contextOf(file, e.at.Line, width)
	return e
}

// cell is one character as a reader sees it.
type cell struct {
	text       string
	width      int
	start, end int // bytes of the line
}

// cells splits a line into what its reader sees as characters.
func cells(line string) []cell {
	list := make([]cell, 0, len(line))
	column, at := 0, 0
	clusters := displaywidth.StringGraphemes(line)
	for clusters.Next() {
		text := clusters.Value()
		c := cell{text: text, start: at, end: at + len(text)}
		if text == "\t" {
			c.text = strings.Repeat(" ", tabStop-column%tabStop)
		} else {
			c.text = visible(text)
		}
		c.width = displaywidth.String(c.text)
		column, at = column+c.width, c.end
		list = append(list, c)
	}
	return list
}

// fit renders a line in at most width columns, around the bytes from start to
// end. It says in which columns these stand: how many precede them, and how many
// they take, at least one. What is cut away is shown by a … .
func fit(line string, start, end, width int) (text string, column, length int) {
	line, start, end, cutLeft, cutRight := crop(line, start, end, 8*width)
	list := cells(line)
	first := len(list)
	last := len(list)
	total := 0
	for i := range list {
		if list[i].end > start {
			first = min(first, i)
		}
		if list[i].start >= end {
			last = min(last, i)
		}
		total += list[i].width
	}
	last = max(first, last)

	from, to := 0, len(list)
	if cutLeft || columns(list[:last]) > width-1 && total > width {
		lead := max(width/4, min(width/2, width-2-columns(list[first:last])))
		from = first
		for from > 0 && columns(list[from-1:first]) <= lead {
			from--
		}
		cutLeft = cutLeft || from > 0
	}
	room := width
	if cutLeft {
		room--
	}
	if cutRight || columns(list[from:]) > room {
		cutRight = true
		to = from
		for to < len(list) && columns(list[from:to+1]) <= room-1 {
			to++
		}
	}

	var b strings.Builder
	if cutLeft {
		b.WriteString("…")
		column = 1
	}
	for _, c := range list[from:to] {
		b.WriteString(c.text)
	}
	if cutRight {
		b.WriteString("…")
	}
	first, last = min(first, to), min(last, to)
	return b.String(), column + columns(list[from:first]), max(1, columns(list[first:last]))
}

// crop takes reach bytes on both sides of a range's start, so that a finding on
// a line of a megabyte costs no more than any other.
func crop(line string, start, end, reach int) (part string, from, to int, left, right bool) {
	low, high := start-reach, start+reach
	if low <= 0 {
		low = 0
	}
	for low > 0 && low < start && !utf8.RuneStart(line[low]) {
		low++
	}
	if high >= len(line) {
		high = len(line)
	}
	for high < len(line) && high > start && !utf8.RuneStart(line[high]) {
		high--
	}
	return line[low:high], start - low, min(end, high) - low, low > 0, high < len(line)
}

func columns(list []cell) int {
	sum := 0
	for i := range list {
		sum += list[i].width
	}
	return sum
}

// contextOf gives up to two lines above line n: the one that opens the block
// it belongs to, such as the list item's first line, and what stands between.
func contextOf(file *source.File, n, width int) []numbered {
	const farthest = 200 // lines; a head further away explains little
	line := file.Line(n)
	blank := strings.TrimSpace(line) == ""
	indent := indentation(line)
	for i := n - 1; i > 0 && i >= n-farthest; i-- {
		above := file.Line(i)
		content := strings.TrimSpace(above)
		if strings.HasPrefix(above, "---") || above == "..." {
			return nil
		}
		if content == "" || content[0] == '#' || !blank && indentation(above) >= indent {
			continue
		}
		return between(file, i, n, width)
	}
	return nil
}

// between shows line head and what is between it and line n: all of it where it
// is short, else that something is left out.
func between(file *source.File, head, n, width int) []numbered {
	show := func(i int) numbered {
		text, _, _ := fit(strings.TrimRight(file.Line(i), " \t"), 0, 0, width)
		return numbered{i, text}
	}
	switch n - head {
	case 1:
		return []numbered{show(head)}
	case 2:
		return []numbered{show(head), show(head + 1)}
	}
	return []numbered{show(head), {}}
}

// indentation is the number of columns before a line's content. A dash counts
// as one: a list may stand in the column of the key it belongs to, and is deeper
// nevertheless.
func indentation(line string) int {
	column := 0
	for _, r := range line {
		switch r {
		case ' ':
			column++
		case '\t':
			column += tabStop - column%tabStop
		case '-':
			return column + 1
		default:
			return column
		}
	}
	return column
}
