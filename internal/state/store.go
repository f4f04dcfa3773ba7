// Package state stores what interlock did and is doing.
package state

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// What one Put may carry. Every store refuses more, so that what one accepts
// all accept; the figures are what an etcd of default settings takes.
const (
	MaxWrites = 100
	MaxBytes  = 1 << 20 // keys and values together
	MaxKey    = 1 << 10
)

// Store holds small values under keys, each with the revision at which it was
// last written. Implementations are safe for use by several goroutines, and
// pass package statetest.
type Store interface {
	// Get reads a key. An error that wraps ErrNotFound says there is none.
	Get(ctx context.Context, key string) (Entry, error)
	// Put makes all the writes, or none of them: when one names a revision that
	// is no longer the key's, the error is a *ConflictError and nothing was
	// written. Once it returns nil the writes survive the end of the process.
	// Any other error leaves open whether they were made. The revision returned
	// is the one that every key written now has; of two calls, the later
	// returns the greater.
	Put(ctx context.Context, writes ...Write) (Revision, error)
	// List reads every key that begins with prefix, sorted by key.
	List(ctx context.Context, prefix string) ([]Entry, error)
	// Lease claims a name for a holder. While another has it, the error is a
	// *HeldError; Lease does not wait. The claim is kept alive until ctx is
	// done or it is released; one that is no longer kept alive (its process
	// died) ends after ttl at the latest.
	Lease(ctx context.Context, name string, holder Holder, ttl time.Duration) (*Lease, error)
}

// Revision counts the writes of a store, from 1. As a condition, 0 is that
// there is no such key.
type Revision uint64

// Entry is what a store holds under a key. The value is the caller's own copy.
type Entry struct {
	Key      string
	Value    []byte
	Revision Revision
}

// Write is one change of a Put.
type Write struct {
	Key   string
	Value []byte   // nil deletes the key
	If    Revision // the key's revision as the writer knows it; 0: there must be no such key
}

// Lease is a claim that is held: a store whose writes fail with an error that
// wraps ErrLeaseLost once the claim has gone to someone else or was released.
// Leases taken from it belong to the same store and are independent of it.
type Lease struct {
	Store
	// Lost is closed when the holder learns that the claim is lost.
	Lost <-chan struct{}
	// Release gives the claim up. Releasing twice, or what is lost, is no error.
	Release func(ctx context.Context) error
}

var (
	// ErrNotFound is that there is no such key.
	ErrNotFound = errors.New("no such key")
	// ErrLeaseLost is that a lease has ended and its holder may write no more.
	ErrLeaseLost = errors.New("the lease is lost: another run has taken over, so this one may write no more")
	// ErrReadOnly is that the store was opened for reading only.
	ErrReadOnly = errors.New("the state was opened for reading only")
	// ErrClosed is that the store was closed.
	ErrClosed = errors.New("the state is closed")
)

// ConflictError is that a key was written by someone else in between.
type ConflictError struct {
	Key        string
	Want, Have Revision
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("the state's key `%s` is at revision %d where %d was expected: another run has written it, plan again", e.Key, e.Have, e.Want)
}

// HeldError is that another holder has the lease.
type HeldError struct {
	Name   string
	Holder Holder
}

func (e *HeldError) Error() string {
	return fmt.Sprintf("`%s` is being worked on by %s: wait for it to end, then run again", e.Name, e.Holder)
}

// checkWrites refuses what no store takes.
func checkWrites(writes []Write) error {
	if len(writes) > MaxWrites {
		return fmt.Errorf("%d writes at once; a state takes at most %d", len(writes), MaxWrites)
	}
	size := 0
	seen := make(map[string]bool, len(writes))
	for _, w := range writes {
		if w.Key == "" || len(w.Key) > MaxKey {
			return fmt.Errorf("a key of %d bytes; a state takes keys of 1 to %d bytes", len(w.Key), MaxKey)
		}
		if seen[w.Key] {
			return fmt.Errorf("the key `%s` is written twice at once", w.Key)
		}
		seen[w.Key] = true
		size += len(w.Key) + len(w.Value)
	}
	if size > MaxBytes {
		return fmt.Errorf("writes of %d bytes at once; a state takes at most %d", size, MaxBytes)
	}
	return nil
}
