// Package connector reads and writes one platform.
package connector

import (
	"context"
	"errors"
	"fmt"

	"interlock.dev/interlock/internal/resource"
)

// Connector is one platform. Implementations are safe for use by several
// goroutines, and pass package connectortest.
type Connector interface {
	// Normalize gives desired resources the form in which Read returns them
	// once they are written, in the order given, without changing what it is
	// given. Those that the platform cannot hold are an error that wraps a
	// *RefusedError for each. It does not reach the platform.
	Normalize(desired []resource.Resource) ([]resource.Resource, error)
	// Read lists everything that is ours, and everything foreign that could be
	// in the way of a resource. It changes nothing. Of an object whose version
	// is the one in known, the caller has the attributes: it is returned with
	// Known set and may lack them. A platform that is not there yet is empty;
	// one that cannot be read as a whole is an error, never a shorter list.
	Read(ctx context.Context, known map[resource.Key]string) ([]Object, error)
	// Write makes the platform hold the resource, and returns its new version.
	// The resource's version is the precondition: the one the caller has read,
	// or empty when there must be no such object. It happens whole or not at
	// all.
	Write(ctx context.Context, r resource.Resource) (version string, err error)
	// Delete removes the object if its version is the one given. That it is
	// gone already is no error.
	Delete(ctx context.Context, key resource.Key, version string) error
}

// Of a Write or Delete that returns a *StaleError or a *RefusedError, it is sure
// that nothing was done. Any other error leaves that open, and Read tells.

// Object is what a platform holds.
type Object struct {
	// Resource has no attributes when Known is set or Problem says why. Its key
	// is zero when it is foreign and at no place that a resource could have.
	Resource resource.Resource
	Ours     bool   // it carries interlock's mark
	Known    bool   // its version is the one that the caller knows
	Altered  bool   // the mark shows that it was changed since interlock wrote it
	Problem  string // why its attributes cannot be read; empty when they can
	Place    string // where people find it
}

// StaleError is that an object is no longer at the version that was expected.
type StaleError struct {
	Key        resource.Key
	Place      string
	Want, Have string // empty: no such object
}

func (e *StaleError) Error() string {
	return fmt.Sprintf("`%s` (%s) %s", e.Place, e.Key, e.reason())
}

func (e *StaleError) reason() string {
	what := "was changed by someone else in the meantime"
	switch {
	case e.Have == "":
		what = "was deleted by someone else in the meantime"
	case e.Want == "":
		what = "was made by someone else in the meantime"
	}
	return what + ": nothing was done to it, plan again"
}

// RefusedError is that a resource cannot be written, whatever its version. The
// reason says what to do.
type RefusedError struct {
	Key    resource.Key
	Place  string
	Reason string
}

func (e *RefusedError) Error() string {
	if e.Place == "" {
		return fmt.Sprintf("%s: %s", e.Key, e.Reason)
	}
	return fmt.Sprintf("`%s` (%s): %s", e.Place, e.Key, e.Reason)
}

// PlaceError is that something at a place does not work. The reason says what to
// do, and goes on from the name of the place: "cannot be written: …".
type PlaceError struct {
	Place  string
	Reason string
	Err    error // what it comes from
}

func (e *PlaceError) Error() string { return fmt.Sprintf("`%s` %s", e.Place, e.Reason) }

func (e *PlaceError) Unwrap() error { return e.Err }

// Reason is why something failed, without the object and its place, so that what
// befalls many objects is one reason; and the place, where the error names one.
func Reason(err error) (reason, place string) {
	var stale *StaleError
	var refused *RefusedError
	var at *PlaceError
	switch {
	case errors.As(err, &stale):
		return "it " + stale.reason(), stale.Place
	case errors.As(err, &refused):
		return refused.Reason, refused.Place
	case errors.As(err, &at):
		return "it " + at.Reason, at.Place
	}
	return err.Error(), ""
}
