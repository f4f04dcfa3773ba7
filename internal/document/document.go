package document

import "interlock.dev/interlock/internal/source"

// Document is one document of a YAML file.
type Document struct {
	File *source.File
	Span source.Span // from its first byte to its last, without its marker
	Root *Node       // nil when the text cannot be parsed
	// APIVersion, Kind, Region and Name identify the object that the document
	// describes, as far as it says so in text. Of a document that cannot be
	// parsed they are guessed from its lines, so that references to it are not
	// reported as well.
	APIVersion, Kind, Region, Name string
}
