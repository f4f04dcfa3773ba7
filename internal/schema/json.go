package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/source"
)

// deepest is how many levels of nesting a schema may have.
const deepest = 128

// jsonReader turns JSON into the same trees that documents become, so that
// what is wrong in a schema has a place as well.
type jsonReader struct {
	file *source.File
	in   *json.Decoder
}

func readJSON(file *source.File) (*document.Node, error) {
	r := &jsonReader{file: file, in: json.NewDecoder(bytes.NewReader(file.Data))}
	r.in.UseNumber()
	root, err := r.value(0)
	if err != nil {
		return nil, err
	}
	start := r.start()
	if _, err := r.in.Token(); !errors.Is(err, io.EOF) {
		return nil, r.fault(start, "there is something after the end of the schema", "keep one JSON value in the file")
	}
	return root, nil
}

// start is where the next token begins.
func (r *jsonReader) start() int {
	at := int(r.in.InputOffset())
	for at < len(r.file.Data) && bytes.IndexByte([]byte(" \t\r\n,:"), r.file.Data[at]) >= 0 {
		at++
	}
	return at
}

func (r *jsonReader) fault(at int, message, help string) error {
	return &Error{File: r.file, Span: source.Span{Start: at, End: at}, Message: message, Help: help}
}

func (r *jsonReader) token() (json.Token, source.Span, error) {
	at := source.Span{Start: r.start()}
	token, err := r.in.Token()
	at.End = int(r.in.InputOffset())
	if err == nil {
		return token, at, nil
	}
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return nil, at, r.fault(max(at.Start, int(syntax.Offset)-1), "this is not JSON: "+syntax.Error(), "mend the syntax of the schema")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return nil, at, r.fault(len(r.file.Data), "the JSON ends too early", "close every brace and bracket of the schema")
	}
	return nil, at, r.fault(at.Start, "this cannot be read: "+err.Error(), "mend the syntax of the schema")
}

func (r *jsonReader) value(depth int) (*document.Node, error) {
	token, at, err := r.token()
	if err != nil {
		return nil, err
	}
	node := &document.Node{File: r.file, Span: at}
	switch token := token.(type) {
	case string:
		node.Kind, node.Style, node.Text = document.String, document.DoubleQuoted, token
	case json.Number:
		node.Kind, node.Text = document.Number, token.String()
	case bool:
		node.Kind, node.Text = document.Bool, fmt.Sprint(token)
	case json.Delim:
		if depth == deepest {
			return nil, r.fault(at.Start, fmt.Sprintf("the schema is nested more than %d levels deep", deepest), "give inner schemas a name under `$defs` and refer to it")
		}
		if token == '{' {
			return node, r.mapping(node, depth)
		}
		return node, r.list(node, depth)
	}
	return node, nil
}

func (r *jsonReader) mapping(node *document.Node, depth int) error {
	node.Kind = document.Map
	seen := map[string]bool{}
	for r.in.More() {
		key, at, err := r.token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return r.fault(at.Start, "the key is not a text", "put the key in double quotes")
		}
		if seen[name] {
			return &Error{File: r.file, Span: at, Message: fmt.Sprintf("`%s` is given twice", name), Help: "remove one of the two"}
		}
		seen[name] = true
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		node.Entries = append(node.Entries, document.Entry{Key: name, KeyAt: at, Value: value})
	}
	return r.end(node)
}

func (r *jsonReader) list(node *document.Node, depth int) error {
	node.Kind = document.List
	for r.in.More() {
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		node.Entries = append(node.Entries, document.Entry{Value: value})
	}
	return r.end(node)
}

func (r *jsonReader) end(node *document.Node) error {
	_, at, err := r.token()
	node.Span.End = at.End
	return err
}
