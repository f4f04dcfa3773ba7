package source

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // by which Git names content
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sort"
	"unicode/utf8"
)

// Span is a range of bytes in a file: from Start up to, not including, End.
type Span struct{ Start, End int }

// Contains says whether inner lies within s.
func (s Span) Contains(inner Span) bool { return s.Start <= inner.Start && inner.End <= s.End }

// Location is a span in the file that Path names, relative to the root of its
// snapshot, with slashes.
type Location struct {
	Path string
	Span Span
}

// IsZero says that no place is known.
func (l Location) IsZero() bool { return l.Path == "" }

// Position is a line and a column as an editor counts them: from 1, lines ended
// by LF (a CR before it belongs to the line's end), columns in code points.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Edit replaces the bytes of a span.
type Edit struct {
	At  Location
	New string
}

// Digest is the SHA-256 of some content.
type Digest [sha256.Size]byte

// DigestOf computes the digest of data.
func DigestOf(data []byte) Digest { return sha256.Sum256(data) }

// String is the digest in hexadecimal.
func (d Digest) String() string { return hex.EncodeToString(d[:]) }

// BlobName is the hash by which Git names content.
func BlobName(data []byte) string {
	h := sha1.New() //nolint:gosec // see above
	fmt.Fprintf(h, "blob %d\x00", len(data))
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// File is the content of one file of a snapshot. It is never changed.
type File struct {
	Path  string
	Data  []byte
	lines []int32 // offset of each line's first byte
}

// NewFile makes a file of the snapshot from its content, which it keeps.
func NewFile(path string, data []byte) *File {
	lines := make([]int32, 1, 1+bytes.Count(data, []byte{'\n'}))
	for i := 0; ; {
		next := bytes.IndexByte(data[i:], '\n')
		if next < 0 {
			break
		}
		i += next + 1
		lines = append(lines, int32(i))
	}
	return &File{Path: path, Data: data, lines: lines}
}

// Position computes the line and column of a byte offset. Offsets beyond the
// end of the file stand at its end, offsets inside of a character at its start,
// and those inside of a line end before it. A byte order mark has no width.
func (f *File) Position(offset int) Position {
	offset = max(0, min(offset, len(f.Data)))
	line := f.LineAt(offset)
	start := int(f.lines[line-1])
	if line == 1 && hasBOM(f.Data) {
		start = min(3, offset)
	}
	for offset > start && offset < len(f.Data) && !utf8.RuneStart(f.Data[offset]) {
		offset--
	}
	if offset > start && f.Data[offset-1] == '\r' && offset < len(f.Data) && f.Data[offset] == '\n' {
		offset--
	}
	return Position{Line: line, Column: utf8.RuneCount(f.Data[start:offset]) + 1}
}

// LineAt is the number, from 1, of the line that a byte offset stands in.
func (f *File) LineAt(offset int) int {
	return max(1, sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i]) > offset }))
}

// LineStart is the offset of the first byte of line n, counted from 1; the end
// of the file when there is no such line.
func (f *File) LineStart(n int) int {
	if n < 1 || n > len(f.lines) {
		return len(f.Data)
	}
	return int(f.lines[n-1])
}

// Lines counts the lines of the file.
func (f *File) Lines() int { return len(f.lines) }

// Line is the text of line n, counted from 1, without its line end and without
// a byte order mark; empty when there is no such line.
func (f *File) Line(n int) string {
	if n < 1 || n > len(f.lines) {
		return ""
	}
	start, end := int(f.lines[n-1]), len(f.Data)
	if n < len(f.lines) {
		if end = int(f.lines[n]) - 1; end > start && f.Data[end-1] == '\r' {
			end--
		}
	}
	if n == 1 && hasBOM(f.Data) {
		start = min(3, end)
	}
	return string(f.Data[start:end])
}

func hasBOM(data []byte) bool {
	return len(data) >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF
}
