package plan

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// EditedError is that a plan is not as it was made.
type EditedError struct{ Detail string }

func (e *EditedError) Error() string {
	return "this is not a plan as interlock made it (" + e.Detail + "): make a new one with `interlock plan -o FILE`; a plan is never edited"
}

// computed is the digest over everything else in the plan.
func (p *Plan) computed() (string, error) {
	rest := *p
	rest.Digest = ""
	text, err := json.Marshal(&rest)
	if err != nil {
		return "", fmt.Errorf("the plan cannot be written as JSON: %w", err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
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
