// Package page is what people look at: one JSON model of catalog, findings and plan, and the web app (embedded bundle) that shows it.
package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"
)

// The app as `make page` builds it from the sources in folder app.
var (
	//go:embed bundle/app.js
	script string
	//go:embed bundle/app.css
	style string
)

// JSON is the model as JSON, on one line.
func (m *Model) JSON() ([]byte, error) { return encode(m) }

func encode(value any) ([]byte, error) {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return b.Bytes(), nil
}

// HTML writes the page with its data: one file that needs nothing else, loads
// nothing from anywhere and runs no script but its own. Of the data only letters,
// digits, +, / and = stand in it, so that no text of a document can be taken for
// a part of the page. The details of objects come apart from the rest, so that
// the first view need not wait for them.
func HTML(w io.Writer, m *Model) error {
	head := *m
	head.Objects = slices.Clone(m.Objects)
	details := make([]Details, len(m.Objects))
	for i := range head.Objects {
		details[i], head.Objects[i].Details = head.Objects[i].Details, Details{}
	}
	var data strings.Builder
	for _, part := range []struct {
		id    string
		value any
	}{{"interlock-model", &head}, {"interlock-details", details}} {
		packed, err := pack(part.value)
		if err != nil {
			return err
		}
		data.WriteString(`<script type="application/json+gzip;base64" id="` + part.id + `">` + packed + "</script>\n")
	}
	title := "interlock"
	if m.Title != "" {
		title = m.Title + " · interlock"
	}
	return write(w, title, data.String(), "'none'")
}

// pack is a value as JSON, packed, as text.
func pack(value any) (string, error) {
	data, err := encode(value)
	if err != nil {
		return "", err
	}
	var packed bytes.Buffer
	zipper, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	if _, err := zipper.Write(data); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	if err := zipper.Close(); err != nil {
		return "", fmt.Errorf("page: %w", err)
	}
	return base64.StdEncoding.EncodeToString(packed.Bytes()), nil
}

// Live writes the page without data: it asks the address api/model, relative
// to its own, for the JSON of a model.
func Live(w io.Writer) error { return write(w, "interlock", "", "'self'") }

func write(w io.Writer, title, data, connect string) error {
	policy := "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style) + "; img-src data:; connect-src " + connect + "; base-uri 'none'; form-action 'none'"
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	fmt.Fprintf(&b, "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n", policy)
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n")
	fmt.Fprintf(&b, "<title>%s</title>\n", html.EscapeString(title))
	b.WriteString(`<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 2h8v8H2z' fill='%231d5c63'/%3E%3Cpath d='M6 6h8v8H6z' fill='%23d08c2f' fill-opacity='.85'/%3E%3C/svg%3E">` + "\n")
	b.WriteString("<style>" + style + "</style>\n</head>\n<body>\n<noscript>This page is drawn by a script that it carries itself; the browser does not let it run.</noscript>\n<div id=\"app\"></div>\n")
	b.WriteString(data)
	b.WriteString("<script>" + script + "</script>\n</body>\n</html>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

// hash is what a content security policy calls an inline script or style by.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
