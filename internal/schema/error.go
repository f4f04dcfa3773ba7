package schema

import (
	"fmt"

	"interlock.dev/interlock/internal/source"
)

// Error is why a schema cannot be used. It is no finding about a document but a
// fault of whoever wrote the schema, and stops the run.
type Error struct {
	File    *source.File
	Span    source.Span
	Pointer string // JSON pointer into the schema; empty when it cannot be read
	Message string
	Help    string
}

// Location is the place of the fault.
func (e *Error) Location() source.Location {
	return source.Location{Path: e.File.Path, Span: e.Span}
}

// Error is the fault with its place and what to do, on one line.
func (e *Error) Error() string {
	at := e.File.Position(e.Span.Start)
	text := fmt.Sprintf("%s:%d:%d: %s", e.File.Path, at.Line, at.Column, e.Message)
	if e.Pointer != "" {
		text += " (at #" + e.Pointer + ")"
	}
	if e.Help != "" {
		text += "; " + e.Help
	}
	return text
}
