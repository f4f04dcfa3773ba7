// Package resource names what a platform holds.
package resource

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// Key identifies a resource on a platform: the object it comes from, and the
// region for which it is rendered. The region of the whole organisation is
// "global".
type Key struct {
	Kind   string `json:"kind"`
	Region string `json:"region"`
	Name   string `json:"name"`
}

// String is the key as people write it.
func (k Key) String() string { return k.Kind + "/" + k.Name + " in " + k.Region }

// Compare orders keys by region, kind and name.
func (k Key) Compare(other Key) int {
	return cmp.Or(
		strings.Compare(k.Region, other.Region),
		strings.Compare(k.Kind, other.Kind),
		strings.Compare(k.Name, other.Name),
	)
}

// Resource is what a platform holds, or is to hold, under a key.
type Resource struct {
	Key Key
	// Attributes is a tree of map[string]any, []any, string, bool, nil and
	// json.Number, as encoding/json makes it with UseNumber.
	Attributes map[string]any
	// Version is the platform's own mark of the state that was read (an ETag, a
	// content digest). A write names it as its precondition. Empty in a desired
	// resource.
	Version string
}

// Digest is the SHA-256 in hexadecimal of the attributes' canonical JSON
// (sorted keys, numbers as they were written).
func Digest(attributes map[string]any) string {
	// Marshal sorts map keys, and cannot fail on the types that are allowed.
	text, err := json.Marshal(attributes)
	if err != nil {
		panic("resource: attributes that are not JSON: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}
