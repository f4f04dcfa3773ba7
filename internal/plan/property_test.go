package plan_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"reflect"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
)

func anyValue(depth int) *rapid.Generator[any] {
	scalars := []*rapid.Generator[any]{
		rapid.Just[any](nil),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.SampledFrom([]string{"", "a", "NO", "<&>", "ü 🚦", "a.b", "/~"}), func(s string) any { return s }),
		rapid.Map(rapid.IntRange(-3, 3), func(n int) any { return json.Number(strconv.Itoa(n)) }),
		rapid.Just[any](json.Number("1.50")),
	}
	if depth == 0 {
		return rapid.OneOf(scalars...)
	}
	below := anyValue(depth - 1)
	named := rapid.Custom(func(t *rapid.T) any {
		list := []any{}
		for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"brief", "review", "q.a"}), rapid.ID).Draw(t, "names") {
			list = append(list, map[string]any{"name": name, "v": below.Draw(t, "member")})
		}
		return list
	})
	return rapid.OneOf(append(scalars,
		rapid.Map(rapid.SliceOfN(below, 0, 3), func(l []any) any { return append([]any{}, l...) }),
		rapid.Map(anyMap(depth-1), func(m map[string]any) any { return m }),
		named,
	)...)
}

func anyMap(depth int) *rapid.Generator[map[string]any] {
	return rapid.MapOfN(rapid.SampledFrom([]string{"title", "steps", "a.b", "a/b", ""}), anyValue(depth), 0, 3)
}

// leaves gives every leaf of a tree an origin.
func leaves(value any, pointer string, into map[string]plan.Origin) {
	switch value := value.(type) {
	case map[string]any:
		for key, v := range value {
			leaves(v, pointer+"/"+key, into)
		}
	case []any:
		for i, v := range value {
			leaves(v, pointer+"/"+strconv.Itoa(i), into)
		}
	}
	into[pointer] = plan.Origin{File: "some.yaml", Line: len(into) + 1}
}

// anyTarget draws a platform on which anything may have happened.
func anyTarget() *rapid.Generator[plan.Target] {
	return rapid.Custom(func(t *rapid.T) plan.Target {
		target := plan.Target{Platform: "files", Connector: "c"}
		for i := range rapid.IntRange(0, 8).Draw(t, "objects") {
			key := resource.Key{Kind: fmt.Sprint("K", i%2), Region: fmt.Sprint("r", i%3), Name: fmt.Sprint("n", i)}
			flags := rapid.IntRange(0, 255).Draw(t, "flags")
			tree := anyMap(2).Draw(t, "desired")
			other := func() map[string]any {
				if rapid.Bool().Draw(t, "same") {
					return tree
				}
				return anyMap(2).Draw(t, "other")
			}
			if flags&1 != 0 {
				o := make(map[string]plan.Origin)
				leaves(tree, "", o)
				target.Desired = append(target.Desired, plan.Desired{Resource: resource.Resource{Key: key, Attributes: tree}, Origins: o, Protected: flags&64 != 0})
			}
			if flags&2 != 0 {
				a := plan.Actual{Resource: resource.Resource{Key: key, Attributes: other(), Version: fmt.Sprint("v", i)}, Ours: flags&8 != 0, Altered: flags&16 != 0, Place: "p"}
				if flags&32 != 0 && flags&128 != 0 {
					a.Resource.Attributes, a.Problem = nil, "unreadable"
				}
				target.Actual = append(target.Actual, a)
			}
			if flags&4 != 0 {
				target.Recorded = append(target.Recorded, plan.Recorded{
					Resource: resource.Resource{Key: key, Attributes: other(), Version: fmt.Sprint("v", rapid.IntRange(0, 8).Draw(t, "version"))}, Protected: flags&32 != 0, File: "old.yaml",
				})
			}
		}
		return target
	})
}

func carriedOut(target plan.Target, p plan.Platform) plan.Target {
	actual := make(map[resource.Key]plan.Actual)
	for _, a := range target.Actual {
		actual[a.Resource.Key] = a
	}
	recorded := make(map[resource.Key]plan.Recorded)
	for _, r := range target.Recorded {
		recorded[r.Resource.Key] = r
	}
	for i, c := range p.Changes {
		version := fmt.Sprint("new", i)
		if c.Action == plan.Delete {
			delete(actual, c.Key)
			delete(recorded, c.Key)
			continue
		}
		written := resource.Resource{Key: c.Key, Attributes: c.After, Version: version}
		actual[c.Key] = plan.Actual{Resource: written, Ours: true, Place: "p"}
		recorded[c.Key] = plan.Recorded{Resource: written, File: c.File, Protected: c.Protected}
	}
	for _, r := range p.Refreshes {
		if r.Forget {
			delete(recorded, r.Key)
			continue
		}
		recorded[r.Key] = plan.Recorded{
			Resource: resource.Resource{Key: r.Key, Attributes: actual[r.Key].Resource.Attributes, Version: r.Version}, File: r.File, Protected: r.Protected,
		}
	}
	after := plan.Target{Platform: target.Platform, Connector: target.Connector, Desired: target.Desired}
	for _, a := range actual {
		after.Actual = append(after.Actual, a)
	}
	for _, r := range recorded {
		after.Recorded = append(after.Recorded, r)
	}
	return after
}

func index(list []plan.Actual) map[resource.Key]plan.Actual {
	found := make(map[resource.Key]plan.Actual)
	for _, a := range list {
		found[a.Resource.Key] = a
	}
	return found
}

func draw(t *rapid.T) (plan.Target, *plan.Plan) {
	target := anyTarget().Draw(t, "target")
	p, err := plan.Make(plan.Basis{Commit: "c"}, plan.DefaultLimits(), []plan.Target{target})
	if err != nil {
		t.Fatal(err)
	}
	return target, p
}

// Carrying out a plan makes actual equal desired, but for foreign objects, which
// it leaves alone; and a plan made then is empty.
func TestCarriedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target, p := draw(t)
		after := carriedOut(target, p.Platforms[0])
		was, is := index(target.Actual), index(after.Actual)
		conflicts := make(map[resource.Key]bool)
		for _, c := range p.Platforms[0].Conflicts {
			conflicts[c.Key] = true
		}
		desired := make(map[resource.Key]bool)
		for _, d := range target.Desired {
			desired[d.Resource.Key] = true
			if !conflicts[d.Resource.Key] && !plan.Equal(is[d.Resource.Key].Resource.Attributes, d.Resource.Attributes) {
				t.Fatalf("%s is not as desired", d.Resource.Key)
			}
		}
		ours := make(map[resource.Key]bool)
		for _, r := range target.Recorded {
			ours[r.Resource.Key] = true
		}
		for key, a := range was {
			foreign := !a.Ours && !ours[key]
			if foreign && !reflect.DeepEqual(is[key], a) {
				t.Fatalf("the foreign %s was touched", key)
			}
			if _, left := is[key]; !foreign && !desired[key] && left {
				t.Fatalf("%s is ours, not desired, and still there", key)
			}
			if foreign && desired[key] != conflicts[key] {
				t.Fatalf("the foreign %s is in the way: %t; told: %t", key, desired[key], conflicts[key])
			}
		}
		again, err := plan.Make(plan.Basis{Commit: "c"}, plan.DefaultLimits(), []plan.Target{after})
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Platforms[0].Changes)+len(again.Platforms[0].Refreshes) != 0 || len(again.Platforms[0].Conflicts) != len(conflicts) {
			t.Fatalf("planned again: %+v", again.Platforms[0])
		}
	})
}

// A plan is the same bytes whatever the order of what it is made from, and reads
// back as itself.
func TestSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target, p := draw(t)
		other := target
		random := rand.New(rand.NewSource(int64(rapid.Int().Draw(t, "seed"))))
		other.Desired = shuffled(random, target.Desired)
		other.Actual = shuffled(random, target.Actual)
		other.Recorded = shuffled(random, target.Recorded)
		second, err := plan.Make(plan.Basis{Commit: "c"}, plan.DefaultLimits(), []plan.Target{other})
		if err != nil {
			t.Fatal(err)
		}
		var a, b, c bytes.Buffer
		if err := p.Encode(&a); err != nil {
			t.Fatal(err)
		}
		if err := second.Encode(&b); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Fatalf("in another order:\n%s\nfirst\n%s", b.Bytes(), a.Bytes())
		}
		back, err := plan.Decode(a.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if err := back.Encode(&c); err != nil || !bytes.Equal(a.Bytes(), c.Bytes()) {
			t.Fatalf("read back:\n%s\nfirst\n%s", c.Bytes(), a.Bytes())
		}
	})
}

func shuffled[T any](random *rand.Rand, list []T) []T {
	other := append([]T{}, list...)
	random.Shuffle(len(other), func(i, k int) { other[i], other[k] = other[k], other[i] })
	return other
}

// Every update tells which fields differ, each with a cause; a change is drift
// exactly if someone changed the object on the platform.
func TestEveryFieldHasACause(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target, p := draw(t)
		recorded := make(map[resource.Key]plan.Recorded)
		for _, r := range target.Recorded {
			recorded[r.Resource.Key] = r
		}
		actual := index(target.Actual)
		for i := range p.Platforms[0].Changes {
			c := &p.Platforms[0].Changes[i]
			if len(c.AllCauses()) == 0 {
				t.Fatalf("%s %s has no cause", c.Action, c.Key)
			}
			paths := make(map[string]bool)
			for _, f := range c.Fields {
				if len(f.Causes) == 0 {
					t.Fatalf("%s of %s has no cause", f.Path, c.Key)
				}
				if id := fmt.Sprint(f.Path, f.Order); paths[id] {
					t.Fatalf("%s is told twice of %s", f.Path, c.Key)
				} else {
					paths[id] = true
				}
			}
			if c.Action != plan.Update || c.Before == nil {
				continue
			}
			if (len(c.Fields) == 0) != plan.Equal(c.Before, c.After) {
				t.Fatalf("%s: fields %v of %v -> %v", c.Key, c.Fields, c.Before, c.After)
			}
			r, known := recorded[c.Key]
			if known && !c.Drift && !actual[c.Key].Altered {
				// Where nobody was at work by hand, the source has changed.
				if plan.Equal(r.Resource.Attributes, c.After) {
					t.Fatalf("%s: no drift, and nothing that changed", c.Key)
				}
			}
		}
	})
}

// Make leaves what it is given as it is.
func TestInputsStay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		target := anyTarget().Draw(t, "target")
		text := func() string {
			var all []string
			for _, d := range target.Desired {
				all = append(all, fmt.Sprint(d.Resource, maps.Clone(d.Origins)))
			}
			return fmt.Sprint(all, target.Actual, target.Recorded)
		}
		before := text()
		if _, err := plan.Make(plan.Basis{}, plan.DefaultLimits(), []plan.Target{target}); err != nil {
			t.Fatal(err)
		}
		if text() != before {
			t.Fatal("Make changed what it was given")
		}
	})
}
