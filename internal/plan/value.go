package plan

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
)

// Value is what stands at a path. Its zero value is that nothing stands there,
// which is not the same as null.
type Value struct {
	Present bool
	Any     any // as in resource.Resource's attributes
}

// IsZero says that nothing stands there; encoding/json then leaves it out.
func (v Value) IsZero() bool { return !v.Present }

// MarshalJSON writes the value as itself.
func (v Value) MarshalJSON() ([]byte, error) { return json.Marshal(v.Any) }

// UnmarshalJSON reads what MarshalJSON wrote.
func (v *Value) UnmarshalJSON(text []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	v.Present = true
	return decoder.Decode(&v.Any)
}

// Equal says whether two attribute values are the same. Numbers are compared by
// what they are worth: 1.0 is 1.
func Equal(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, same := b.(map[string]any)
		if !same || len(a) != len(b) {
			return false
		}
		if reflect.ValueOf(a).UnsafePointer() == reflect.ValueOf(b).UnsafePointer() {
			return true
		}
		for key, value := range a {
			other, found := b[key]
			if !found || !Equal(value, other) {
				return false
			}
		}
		return true
	case []any:
		b, same := b.([]any)
		if !same || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !Equal(a[i], b[i]) {
				return false
			}
		}
		return true
	case string:
		b, same := b.(string)
		return same && a == b
	case bool:
		b, same := b.(bool)
		return same && a == b
	case nil:
		return b == nil
	case json.Number:
		b, same := b.(json.Number)
		return same && (a == b || worth(string(a)) == worth(string(b)))
	}
	return reflect.DeepEqual(a, b)
}

// worth brings the text of a JSON number into one form: its digits without
// zeros at either end, and the power of ten of the last one. It never expands
// an exponent, however large.
func worth(text string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(text), "e")
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(whole+fraction, "0")
	if digits == "" {
		return "0"
	}
	short := strings.TrimRight(digits, "0")
	power, ok := small(exponent)
	if !ok {
		return text // too large to reckon with: compared as it is written
	}
	power += len(digits) - len(short) - len(fraction)
	sign := ""
	if negative {
		sign = "-"
	}
	return sign + short + "e" + itoa(power)
}

func small(exponent string) (int, bool) {
	n := json.Number(strings.TrimPrefix(exponent, "+"))
	if n == "" {
		return 0, true
	}
	value, err := n.Int64()
	return int(value), err == nil && value > -1<<40 && value < 1<<40
}
