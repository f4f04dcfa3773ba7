// Package schemas holds the JSON Schemas of interlock's own kinds.
package schemas

import "embed"

// FS holds KIND.json for every kind, common.json with what they share, and
// meta/dialect.json, the schema that every schema must follow.
//
//go:embed *.json meta/*.json
var FS embed.FS
