// Package policies holds the rules that come with interlock.
package policies

import "embed"

// FS holds the rules and their tests as lib/NAME.rego and CATEGORY/RULE/rule.rego,
// beside each rule its examples good.yaml and bad.yaml, and framework.yaml, the
// rows of the operating model that rules and schemas name.
//
//go:embed framework.yaml lib/*.rego */*/*.rego */*/*.yaml
var FS embed.FS
