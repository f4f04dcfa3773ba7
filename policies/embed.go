// Package policies holds the rules that come with interlock.
package policies

import "embed"

// FS holds the rules and their tests as lib/NAME.rego and CATEGORY/RULE/rule.rego,
// and beside each rule its examples good.yaml and bad.yaml.
//
//go:embed lib/*.rego */*/*.rego */*/*.yaml
var FS embed.FS
