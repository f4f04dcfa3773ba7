package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// EditedError is that a plan is not as it was made.
type EditedError struct{ Detail string }

func (e *EditedError) Error() string {
	return "this is not a plan as interlock made it (" + e.Detail + "): make a new one with `interlock plan -o FILE`; a plan is never edited"
}

// computed is the digest over everything else in the plan: over lines of JSON,
// one for the plan, one for each platform with the number of those that follow,
// and one for each of its changes and refreshes. In these the attributes stand
// by their own digests, which objects that share attributes share as well: a
// plan of 50,000 objects is never held as text.
func (p *Plan) computed() (string, error) {
	sum := sha256.New()
	lines := json.NewEncoder(sum)
	head := *p
	head.Digest, head.Platforms = "", nil
	if err := lines.Encode(sealedPlan{head, len(p.Platforms)}); err != nil {
		return "", unwritable(err)
	}
	digests := attributeDigests{}
	for i := range p.Platforms {
		if err := p.Platforms[i].seal(lines, digests); err != nil {
			return "", unwritable(err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func unwritable(err error) error { return fmt.Errorf("the plan cannot be written as JSON: %w", err) }

// The forms in which the parts of a plan are sealed.
type (
	sealedPlan struct {
		Plan
		Follow int `json:"follow"`
	}
	sealedPlatform struct {
		Platform
		Follow [2]int `json:"follow"`
	}
	sealedChange struct {
		*Change
		Before string `json:"before,omitempty"`
		After  string `json:"after,omitempty"`
	}
)

func (p *Platform) seal(lines *json.Encoder, digests attributeDigests) error {
	head := *p
	head.Changes, head.Refreshes = nil, nil
	if err := lines.Encode(sealedPlatform{head, [2]int{len(p.Changes), len(p.Refreshes)}}); err != nil {
		return err
	}
	for i := range p.Changes {
		c := sealedChange{Change: &p.Changes[i]}
		var err error
		if c.Before, err = digests.of(c.Change.Before); err != nil {
			return err
		}
		if c.After, err = digests.of(c.Change.After); err != nil {
			return err
		}
		if err := lines.Encode(&c); err != nil {
			return err
		}
	}
	for i := range p.Refreshes {
		if err := lines.Encode(&p.Refreshes[i]); err != nil {
			return err
		}
	}
	return nil
}

// attributeDigests remembers the digests of attributes by the maps that hold them.
type attributeDigests map[unsafe.Pointer]string

// of is the digest of attributes as they are written; empty of none at all.
func (d attributeDigests) of(attributes map[string]any) (string, error) {
	if attributes == nil {
		return "", nil
	}
	at := reflect.ValueOf(attributes).UnsafePointer()
	if digest, found := d[at]; found {
		return digest, nil
	}
	text, err := json.Marshal(attributes)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	d[at] = hex.EncodeToString(sum[:])
	return d[at], nil
}

// Seal sets the digest. Make has done so.
func (p *Plan) Seal() error {
	digest, err := p.computed()
	p.Digest = digest
	return err
}

// Verify returns an *EditedError when the plan is not what was sealed.
func (p *Plan) Verify() error {
	if p.Format != Format {
		return &EditedError{Detail: fmt.Sprintf("its format is `%s`, and `%s` was expected", p.Format, Format)}
	}
	digest, err := p.computed()
	if err != nil {
		return &EditedError{Detail: err.Error()}
	}
	if digest != p.Digest {
		return &EditedError{Detail: "its content does not match its digest"}
	}
	return nil
}

// Encode writes the plan as JSON, the same bytes for the same plan.
func (p *Plan) Encode(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(p)
}

// Decode reads what Encode wrote, and verifies it. An *EditedError says that it
// is something else.
func Decode(text []byte) (*Plan, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	decoder.DisallowUnknownFields()
	var p Plan
	if err := decoder.Decode(&p); err != nil {
		return nil, &EditedError{Detail: err.Error()}
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, &EditedError{Detail: "something follows its end"}
	}
	if err := p.Verify(); err != nil {
		return nil, err
	}
	return &p, nil
}

// Stale says why a plan no longer fits what it was computed from: the basis now,
// and the digest of each platform's connector. Nothing when it does.
func (p *Plan) Stale(now Basis, connectors map[string]string) []string {
	var reasons []string
	differs := func(what, then, now string) {
		if then != now {
			reasons = append(reasons, fmt.Sprintf("the plan is for %s %s, and now it is %s", what, short(then), short(now)))
		}
	}
	differs("commit", p.Basis.Commit, now.Commit)
	differs("policies", p.Basis.Policies, now.Policies)
	differs("schemas", p.Basis.Schemas, now.Schemas)
	differs("settings", p.Basis.Settings, now.Settings)
	differs("adopted documents", p.Basis.Adopted, now.Adopted)
	for i := range p.Platforms {
		digest, found := connectors[p.Platforms[i].Name]
		if !found {
			reasons = append(reasons, fmt.Sprintf("the platform `%s` has no connector any more", p.Platforms[i].Name))
			continue
		}
		differs("the connector of `"+p.Platforms[i].Name+"`, settings", p.Platforms[i].Connector, digest)
	}
	for name := range connectors {
		if !slices.ContainsFunc(p.Platforms, func(one Platform) bool { return one.Name == name }) {
			reasons = append(reasons, fmt.Sprintf("the platform `%s` is not in the plan", name))
		}
	}
	slices.SortStableFunc(reasons, strings.Compare)
	return reasons
}

func short(digest string) string {
	if digest == "" {
		return "none"
	}
	return "`" + digest[:min(12, len(digest))] + "`"
}
