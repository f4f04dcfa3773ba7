// Package plan computes the changes that make actual equal desired.
package plan

import (
	"slices"

	"interlock.dev/interlock/internal/resource"
)

// Origin is where a value of a desired resource was written.
type Origin struct {
	File  string
	Line  int
	Owner string
	Text  string // what the line says; may be empty
}

// Desired is a resource that the documents ask for.
type Desired struct {
	Resource resource.Resource // without a version, in the form its connector's Normalize gave
	// Origins says where each leaf of the attributes was written. Keys are JSON
	// Pointers (RFC 6901): "/spec/steps/0/gate", or with the name of a list's
	// member in place of its position, "/spec/steps/qa-review/gate". The key ""
	// is the place of the object's document. A key that names nothing is the
	// line that removed it.
	Origins map[string]Origin
	// Leaves gives the rest of the origins; nil when Origins has them all. It is
	// asked only of objects that differ, since most do not.
	Leaves    func() map[string]Origin
	Protected bool // may not be deleted, remembered after its document is gone
}

// Actual is what a platform holds.
type Actual struct {
	Resource resource.Resource // attributes nil when they cannot be read
	Ours     bool              // it carries interlock's mark
	Altered  bool              // the mark shows that it was changed since interlock wrote it
	Problem  string            // why its attributes cannot be read; empty when they can
	Place    string            // where people find it on the platform
}

// Recorded is what the state remembers of a resource that is ours.
type Recorded struct {
	Resource  resource.Resource // as it was last written or found to be right
	File      string            // the file of its document then
	Protected bool
}

// Target is one platform: what it is to hold, what it holds, and what of that is
// known to be ours.
type Target struct {
	Platform  string
	Connector string // digest of the connector's settings
	Desired   []Desired
	Actual    []Actual
	Recorded  []Recorded
}

// Basis is what a plan was computed from. A plan is carried out only while all
// of it is as it was.
type Basis struct {
	Commit   string `json:"commit"`
	Policies string `json:"policies"` // digest
	Schemas  string `json:"schemas"`  // digest
	Settings string `json:"settings,omitempty"`
	Adopted  string `json:"adopted,omitempty"` // digest of the documents that come with interlock and hold here
}

// Plan is the changes that make every platform hold what the documents ask for.
// It is data: sorted, and the same bytes whatever the order of its inputs.
type Plan struct {
	Format    string     `json:"format"`
	Basis     Basis      `json:"basis"`
	Platforms []Platform `json:"platforms"` // by name
	Digest    string     `json:"digest"`    // over all the rest, see Seal
}

// Format names the form of a plan's JSON.
const Format = "interlock.dev/plan/v1"

// Platform is the part of a plan for one platform.
type Platform struct {
	Name      string `json:"name"`
	Connector string `json:"connector"`
	Counts    Counts `json:"counts"`
	// Changes are in the order in which they are made: what is made or changed
	// by key, then what is deleted by key.
	Changes   []Change   `json:"changes,omitempty"`
	Conflicts []Conflict `json:"conflicts,omitempty"` // by key
	Brakes    []Brake    `json:"brakes,omitempty"`    // those that hold, gravest first
	Refreshes []Refresh  `json:"refreshes,omitempty"` // by key
}

// Counts are the sizes of what was compared.
type Counts struct {
	Desired int `json:"desired"`
	Ours    int `json:"ours"`    // on the platform
	Foreign int `json:"foreign"` // on the platform
	Same    int `json:"same"`    // desired, and as desired
}

// Action is what a change does on the platform.
type Action string

// The actions.
const (
	Create Action = "create"
	Update Action = "update"
	Delete Action = "delete"
)

// Change is one write or deletion on a platform.
type Change struct {
	Action Action         `json:"action"`
	Key    resource.Key   `json:"key"`
	Place  string         `json:"place,omitempty"` // where it stands on the platform, if it does
	Before map[string]any `json:"before,omitzero"` // nil: nothing is there, or it cannot be read
	After  map[string]any `json:"after,omitzero"`  // nil: to be deleted
	Fields []Field        `json:"fields,omitempty"`
	// Causes are those of the object as a whole; each field has its own.
	Causes []Cause `json:"causes,omitempty"`
	// Drift is that someone changed it on the platform since it was last right.
	Drift bool `json:"drift,omitempty"`
	// Fingerprint is the version of the actual object that the change was
	// computed from, and the precondition of its write. Empty: there is none.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Protected is what is to be remembered, or of a deletion what was.
	Protected bool   `json:"protected,omitempty"`
	File      string `json:"file,omitempty"` // of its document; of a deletion the last one known
	Held      string `json:"held,omitempty"` // the brake that holds this change alone; empty when none does
}

// Field is a difference between Before and After.
type Field struct {
	// Path is as people write it: spec.steps[qa-review].gate.
	Path string `json:"path"`
	From Value  `json:"from,omitzero"`
	To   Value  `json:"to,omitzero"`
	// Order is that a list's members stand in another order; From and To are
	// then lists of their names.
	Order  bool    `json:"order,omitempty"`
	Causes []Cause `json:"causes"`
}

// CauseKind says why something changes.
type CauseKind string

// Why something changes.
const (
	ByLine     CauseKind = "line"    // a line of a document says so
	ByRemoval  CauseKind = "removed" // no line says it any more; File is where it would stand
	ByDeletion CauseKind = "gone"    // no document asks for the object; File is the last one that did
	ByHand     CauseKind = "drift"   // someone changed it on the platform; Place says what
)

// Cause is why something changes.
type Cause struct {
	Kind  CauseKind `json:"kind"`
	File  string    `json:"file,omitempty"`
	Line  int       `json:"line,omitempty"` // 0: not known
	Owner string    `json:"owner,omitempty"`
	Text  string    `json:"text,omitempty"`  // what the line says, or what was found
	Place string    `json:"place,omitempty"` // on the platform
}

// Conflict is a desired resource that cannot be made, because a foreign object
// is in its way. It is left alone; everything else goes on.
type Conflict struct {
	Key    resource.Key `json:"key"`
	Place  string       `json:"place,omitempty"`
	Reason string       `json:"reason"`
	Causes []Cause      `json:"causes,omitempty"`
}

// Refresh is a record that has fallen behind, of an object that is as it should
// be: the state was lost, the document moved to another file. Carrying it out
// changes the state and nothing on the platform.
type Refresh struct {
	Key       resource.Key `json:"key"`
	Forget    bool         `json:"forget,omitempty"` // it is neither desired nor there
	Version   string       `json:"version,omitempty"`
	File      string       `json:"file,omitempty"`
	Protected bool         `json:"protected,omitempty"`
}

// Empty says that the plan changes nothing on any platform and no conflict
// keeps it from doing so.
func (p *Plan) Empty() bool {
	for i := range p.Platforms {
		if len(p.Platforms[i].Changes)+len(p.Platforms[i].Conflicts) > 0 {
			return false
		}
	}
	return true
}

// Count is the number of changes of an action on all platforms.
func (p *Plan) Count(action Action) int {
	n := 0
	for i := range p.Platforms {
		for k := range p.Platforms[i].Changes {
			if p.Platforms[i].Changes[k].Action == action {
				n++
			}
		}
	}
	return n
}

// AllCauses are the causes of a change and of its fields, each once, sorted.
func (c *Change) AllCauses() []Cause {
	all := slices.Clone(c.Causes)
	for i := range c.Fields {
		all = append(all, c.Fields[i].Causes...)
	}
	return sortedCauses(all)
}
