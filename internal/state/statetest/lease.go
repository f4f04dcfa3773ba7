package statetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"interlock.dev/interlock/internal/state"
)

func lease(t *testing.T, s state.Store, name string, pid int) *state.Lease {
	t.Helper()
	l, err := s.Lease(t.Context(), name, state.Holder{PID: pid, Host: "h"}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func oneHolder(t *testing.T, s state.Store) {
	first := lease(t, s, "n", 1)
	_, err := s.Lease(t.Context(), "n", state.Holder{PID: 2}, time.Second)
	var held *state.HeldError
	if !errors.As(err, &held) || held.Name != "n" || held.Holder.PID != 1 {
		t.Fatalf("second lease: %v; want it held by process 1", err)
	}
	if err := first.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	second := lease(t, s, "n", 2)
	if err := errors.Join(first.Release(t.Context()), second.Release(t.Context()), second.Release(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func throughLease(t *testing.T, s state.Store) {
	l := lease(t, s, "n", 1)
	revision := put(t, l, "a", "one", 0)
	want(t, s, "a", "one")
	put(t, s, "a", "two", revision)
	_, err := l.Put(t.Context(), state.Write{Key: "a", Value: []byte("x"), If: revision})
	wantConflict(t, err, "a")
	want(t, l, "a", "two")
	select {
	case <-l.Lost:
		t.Fatal("lost while it is held")
	default:
	}
	if err := l.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func releasedLease(t *testing.T, s state.Store) {
	l := lease(t, s, "n", 1)
	if err := l.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Put(t.Context(), state.Write{Key: "a", Value: []byte("x")}); !errors.Is(err, state.ErrLeaseLost) {
		t.Fatalf("Put after release: %v", err)
	}
	wantNone(t, s, "a")
}

// takeOver waits until the name can be had.
func takeOver(t *testing.T, s state.Store, name string) *state.Lease {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		l, err := s.Lease(t.Context(), name, state.Holder{PID: 2}, time.Second)
		if err == nil {
			return l
		}
		var held *state.HeldError
		if !errors.As(err, &held) || time.Now().After(deadline) {
			t.Fatalf("the lease never ended: %v", err)
		}
	}
}

func lostLease(t *testing.T, s state.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	first, err := s.Lease(ctx, "n", state.Holder{PID: 1}, 30*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	revision := put(t, first, "a", "one", 0)
	cancel() // as if its process were gone
	second := takeOver(t, s, "n")
	if _, err := first.Put(t.Context(), state.Write{Key: "a", Value: []byte("late"), If: revision}); !errors.Is(err, state.ErrLeaseLost) {
		t.Fatalf("Put with a lost lease: %v", err)
	}
	select {
	case <-first.Lost:
	case <-time.After(10 * time.Second):
		t.Fatal("the holder is not told")
	}
	put(t, second, "a", "two", revision)
	if err := first.Release(t.Context()); err != nil {
		t.Fatalf("releasing what is lost: %v", err)
	}
	if _, err := s.Lease(t.Context(), "n", state.Holder{PID: 3}, time.Second); err == nil {
		t.Fatal("the release of a lost lease ended that of its successor")
	}
	if err := second.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func abandoned(t *testing.T, s state.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := s.Lease(ctx, "n", state.Holder{PID: 1}, 30*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	// It is kept alive far beyond its ttl while its keeper lives.
	time.Sleep(120 * time.Millisecond)
	if _, err := s.Lease(t.Context(), "n", state.Holder{PID: 2}, time.Second); err == nil {
		t.Fatal("a lease that is kept alive was taken over")
	}
	cancel()
	if err := takeOver(t, s, "n").Release(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func twoNames(t *testing.T, s state.Store) {
	a, b := lease(t, s, "a", 1), lease(t, s, "b", 2)
	if err := a.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	put(t, b, "k", "v", 0)
	if err := b.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
}
