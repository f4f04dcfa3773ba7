package schema

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/document"
)

// This file is the seam to the JSON Schema library: it alone knows its types of
// errors. The other use of the library is in registry.go, to compile.

// open gives the library the schemas of the registry, and nothing else.
func (r *Registry) open(address string) (io.ReadCloser, error) {
	name, ok := strings.CutPrefix(address, base)
	if !ok {
		return nil, fmt.Errorf("`%s` is no schema of this repository or of interlock", address)
	}
	f, err := r.read(name)
	if err != nil {
		return nil, err
	}
	if f == nil {
		return nil, fmt.Errorf("there is no schema `%s`", name)
	}
	return io.NopCloser(bytes.NewReader(r.textFor(f))), nil
}

// assertion is a format in the library's form. Formats speak of texts only.
func (r *Registry) assertion(name string) func(any) bool {
	valid := formats()[name].valid
	return func(value any) bool {
		text, ok := value.(string)
		return !ok || valid(r, text)
	}
}

// verdict is what the library says of a value.
type verdict struct {
	valid  bool
	causes []cause // what it gives as the reason, sorted
}

// cause is one reason of the library, at a place given as steps.
type cause struct {
	steps   []string
	message string
}

// judge says whether a document is valid, and asks the library why it is not.
func (r *Registry) judge(compiled *jsonschema.Schema, root *document.Node) verdict {
	if r.plainly(compiled, root) {
		return verdict{valid: true}
	}
	return ask(compiled, root)
}

// plainly says whether a document is valid. The library panics on numbers that are
// too large for it, and such a value is not.
func (r *Registry) plainly(compiled *jsonschema.Schema, root *document.Node) (valid bool) {
	defer func() {
		if recover() != nil {
			valid = false
		}
	}()
	p := plain{registry: r, formats: r.formats}
	return p.holds(compiled, root)
}

// ask asks the library.
func ask(compiled *jsonschema.Schema, root *document.Node) (v verdict) {
	defer func() {
		if problem := recover(); problem != nil {
			v = verdict{causes: []cause{{message: "it cannot be checked: " + fmt.Sprint(problem)}}}
		}
	}()
	err := compiled.Validate(root.Value())
	if err == nil {
		return verdict{valid: true}
	}
	problem, ok := err.(*jsonschema.ValidationError)
	if !ok {
		return verdict{causes: []cause{{message: err.Error()}}}
	}
	collect(problem, &v.causes)
	slices.SortFunc(v.causes, func(a, b cause) int {
		if order := slices.Compare(a.steps, b.steps); order != 0 {
			return order
		}
		return strings.Compare(a.message, b.message)
	})
	return v
}

// collect lists the leaves of the library's tree of reasons.
func collect(problem *jsonschema.ValidationError, causes *[]cause) {
	if len(problem.Causes) > 0 {
		for _, inner := range problem.Causes {
			collect(inner, causes)
		}
		return
	}
	var steps []string
	for _, step := range strings.Split(problem.InstanceLocation, "/")[1:] {
		steps = append(steps, unescapePointer(unescapePercent(step)))
	}
	*causes = append(*causes, cause{steps: steps, message: problem.Message})
}

// unescapePercent undoes the percent encoding that the library puts upon the
// escapes of JSON pointers.
func unescapePercent(text string) string {
	if !strings.Contains(text, "%") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] == '%' && i+2 < len(text) {
			if code, err := strconv.ParseUint(text[i+1:i+3], 16, 8); err == nil {
				b.WriteByte(byte(code))
				i += 2
				continue
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}
