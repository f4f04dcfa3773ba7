// Package statetest is what every implementation of state.Store must pass.
package statetest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"interlock.dev/interlock/internal/state"
)

// Run checks a store; open makes an empty one for each part.
func Run(t *testing.T, open func(t *testing.T) state.Store) {
	parts := map[string]func(*testing.T, state.Store){
		"reads what was written":                    readBack,
		"writes if the revision is the known one":   conditions,
		"writes all or nothing":                     together,
		"lists by prefix in order":                  list,
		"keeps values apart from the caller's":      copies,
		"refuses what is too much":                  limits,
		"stops when the context is done":            done,
		"gives a lease to one":                      oneHolder,
		"lets a lost lease write no more":           lostLease,
		"lets a released lease write no more":       releasedLease,
		"keeps leases of different names apart":     twoNames,
		"counts every one of many writers":          counting,
		"knows a value of no bytes from no value":   empty,
		"takes as many and as much as it says":      mostAtOnce,
		"writes through a lease as without":         throughLease,
		"gives a lease up when its keeper is gone":  abandoned,
		"revisions of a later write are greater":    revisions,
		"a key written again after its deletion":    again,
		"keys with slashes, blanks and odd letters": oddKeys,
	}
	for name, part := range parts {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

func put(t *testing.T, s state.Store, key, value string, revision state.Revision) state.Revision {
	t.Helper()
	got, err := s.Put(t.Context(), state.Write{Key: key, Value: []byte(value), If: revision})
	if err != nil {
		t.Fatalf("Put %s: %v", key, err)
	}
	return got
}

func want(t *testing.T, s state.Store, key, value string) state.Entry {
	t.Helper()
	e, err := s.Get(t.Context(), key)
	if err != nil || string(e.Value) != value || e.Key != key {
		t.Fatalf("Get %s = %q under %q, %v; want %q", key, e.Value, e.Key, err, value)
	}
	return e
}

func wantNone(t *testing.T, s state.Store, key string) {
	t.Helper()
	if e, err := s.Get(t.Context(), key); !errors.Is(err, state.ErrNotFound) {
		t.Fatalf("Get %s = %q, %v; want ErrNotFound", key, e.Value, err)
	}
}

func wantConflict(t *testing.T, err error, key string) {
	t.Helper()
	var conflict *state.ConflictError
	if !errors.As(err, &conflict) || conflict.Key != key {
		t.Fatalf("error %v; want a conflict at %s", err, key)
	}
}

func readBack(t *testing.T, s state.Store) {
	wantNone(t, s, "a")
	first := put(t, s, "a", "one", 0)
	if e := want(t, s, "a", "one"); e.Revision != first {
		t.Fatalf("revision %d, Put said %d", e.Revision, first)
	}
	second := put(t, s, "a", "two", first)
	want(t, s, "a", "two")
	if _, err := s.Put(t.Context(), state.Write{Key: "a", If: second}); err != nil {
		t.Fatal(err)
	}
	wantNone(t, s, "a")
}

func conditions(t *testing.T, s state.Store) {
	first := put(t, s, "a", "one", 0)
	_, err := s.Put(t.Context(), state.Write{Key: "a", Value: []byte("x"), If: 0})
	wantConflict(t, err, "a")
	_, err = s.Put(t.Context(), state.Write{Key: "a", Value: []byte("x"), If: first + 100})
	wantConflict(t, err, "a")
	_, err = s.Put(t.Context(), state.Write{Key: "a", If: first + 100})
	wantConflict(t, err, "a")
	_, err = s.Put(t.Context(), state.Write{Key: "b", Value: []byte("x"), If: first})
	wantConflict(t, err, "b")
	want(t, s, "a", "one")
	wantNone(t, s, "b")
}

func together(t *testing.T, s state.Store) {
	revision := put(t, s, "b", "old", 0)
	_, err := s.Put(t.Context(),
		state.Write{Key: "a", Value: []byte("x")},
		state.Write{Key: "b", Value: []byte("x"), If: revision + 7},
		state.Write{Key: "c", Value: []byte("x")})
	wantConflict(t, err, "b")
	wantNone(t, s, "a")
	wantNone(t, s, "c")
	got, err := s.Put(t.Context(),
		state.Write{Key: "a", Value: []byte("new")},
		state.Write{Key: "b", If: revision},
		state.Write{Key: "c", Value: []byte("new")})
	if err != nil {
		t.Fatal(err)
	}
	wantNone(t, s, "b")
	if want(t, s, "a", "new").Revision != got || want(t, s, "c", "new").Revision != got {
		t.Fatal("keys written together have different revisions")
	}
}

func list(t *testing.T, s state.Store) {
	for _, key := range []string{"own/b", "own/a", "own", "owner", "run/1", "own/a/deep"} {
		put(t, s, key, "v:"+key, 0)
	}
	for prefix, keys := range map[string][]string{
		"own/": {"own/a", "own/a/deep", "own/b"},
		"":     {"own", "own/a", "own/a/deep", "own/b", "owner", "run/1"},
		"none": {},
	} {
		got, err := s.List(t.Context(), prefix)
		if err != nil || len(got) != len(keys) {
			t.Fatalf("List %q: %d entries, %v; want %v", prefix, len(got), err, keys)
		}
		for i, e := range got {
			if e.Key != keys[i] || string(e.Value) != "v:"+keys[i] || e.Revision == 0 {
				t.Fatalf("List %q [%d] = %+v; want %s", prefix, i, e, keys[i])
			}
		}
	}
}

func copies(t *testing.T, s state.Store) {
	value := []byte("one")
	if _, err := s.Put(t.Context(), state.Write{Key: "a", Value: value}); err != nil {
		t.Fatal(err)
	}
	value[0] = 'X'
	want(t, s, "a", "one").Value[0] = 'Y'
	entries, err := s.List(t.Context(), "a")
	if err != nil || len(entries) != 1 {
		t.Fatal(entries, err)
	}
	entries[0].Value[0] = 'Z'
	want(t, s, "a", "one")
}

func limits(t *testing.T, s state.Store) {
	many := make([]state.Write, state.MaxWrites+1)
	for i := range many {
		many[i] = state.Write{Key: fmt.Sprint(i), Value: []byte("x")}
	}
	for name, writes := range map[string][]state.Write{
		"too many":    many,
		"too much":    {{Key: "a", Value: make([]byte, state.MaxBytes)}},
		"no key":      {{Value: []byte("x")}},
		"a long key":  {{Key: string(bytes.Repeat([]byte("k"), state.MaxKey+1)), Value: []byte("x")}},
		"a key twice": {{Key: "a", Value: []byte("x")}, {Key: "a", Value: []byte("y")}},
	} {
		if _, err := s.Put(t.Context(), writes...); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if got, err := s.List(t.Context(), ""); err != nil || len(got) != 0 {
		t.Fatalf("%d entries after refusals, %v", len(got), err)
	}
}

func mostAtOnce(t *testing.T, s state.Store) {
	writes := make([]state.Write, state.MaxWrites)
	for i := range writes {
		key := fmt.Sprintf("%0*d", state.MaxKey, i)
		writes[i] = state.Write{Key: key, Value: bytes.Repeat([]byte{byte(i)}, state.MaxBytes/state.MaxWrites-state.MaxKey)}
	}
	if _, err := s.Put(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	got, err := s.List(t.Context(), "")
	if err != nil || len(got) != len(writes) {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	for i := range got {
		if !bytes.Equal(got[i].Value, writes[i].Value) {
			t.Fatalf("entry %d is not what was written", i)
		}
	}
}

func done(t *testing.T, s state.Store) {
	put(t, s, "a", "one", 0)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Get(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("Get: %v", err)
	}
	if _, err := s.List(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("List: %v", err)
	}
	if _, err := s.Put(ctx, state.Write{Key: "b", Value: []byte("x")}); !errors.Is(err, context.Canceled) {
		t.Errorf("Put: %v", err)
	}
	if _, err := s.Lease(ctx, "n", state.Holder{PID: 1}, time.Second); !errors.Is(err, context.Canceled) {
		t.Errorf("Lease: %v", err)
	}
	wantNone(t, s, "b")
}

// counting lets several goroutines add to one number, each by reading and
// writing if nobody else did; not one addition may be lost.
func counting(t *testing.T, s state.Store) {
	const workers, each = 4, 10
	put(t, s, "n", "", 0)
	var wait sync.WaitGroup
	for range workers {
		wait.Go(func() {
			for added := 0; added < each; {
				e, err := s.Get(t.Context(), "n")
				if err != nil {
					t.Error(err)
					return
				}
				_, err = s.Put(t.Context(), state.Write{Key: "n", Value: append(e.Value, 'I'), If: e.Revision})
				var conflict *state.ConflictError
				if err == nil {
					added++
				} else if !errors.As(err, &conflict) {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	if e, err := s.Get(t.Context(), "n"); err != nil || len(e.Value) != workers*each {
		t.Fatalf("%d of %d additions, %v", len(e.Value), workers*each, err)
	}
}

func empty(t *testing.T, s state.Store) {
	revision := put(t, s, "a", "", 0)
	if e := want(t, s, "a", ""); e.Value == nil || e.Revision != revision {
		t.Fatalf("%+v; want a value of no bytes", e)
	}
}

func revisions(t *testing.T, s state.Store) {
	var last state.Revision
	for i := range 20 {
		got := put(t, s, fmt.Sprint(i), "x", 0)
		if got <= last {
			t.Fatalf("revision %d after %d", got, last)
		}
		last = got
	}
}

func again(t *testing.T, s state.Store) {
	first := put(t, s, "a", "one", 0)
	if _, err := s.Put(t.Context(), state.Write{Key: "a", If: first}); err != nil {
		t.Fatal(err)
	}
	second := put(t, s, "a", "two", 0)
	if second <= first {
		t.Fatalf("revision %d after %d", second, first)
	}
	_, err := s.Put(t.Context(), state.Write{Key: "a", Value: []byte("late"), If: first})
	wantConflict(t, err, "a")
}

func oddKeys(t *testing.T, s state.Store) {
	for _, key := range []string{"a b", "ä/ö", "%2F", "a\x00b", "\xff\xfe", "x/../y", "/"} {
		put(t, s, key, "v"+key, 0)
		want(t, s, key, "v"+key)
	}
}
