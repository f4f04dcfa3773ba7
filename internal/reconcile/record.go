package reconcile

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"interlock.dev/interlock/internal/plan"
	"interlock.dev/interlock/internal/resource"
	"interlock.dev/interlock/internal/state"
)

// What the state holds. Parts of a key are escaped as those of an address.
//
//	own/PLATFORM/REGION/KIND/NAME  a record: what is ours, as it was last right
//	journal/PLATFORM/RUN/NUMBER    a batch: what the run is about to do there, or
//	                               has done without knowing how it ended
//	running/RUN                    a start: a run that has begun and not ended
//	run/RUN                        an outcome: how a run ended
//
// A run's name begins with its time, so that names sort by time.
const (
	ownPrefix     = "own/"
	journalPrefix = "journal/"
	runningPrefix = "running/"
	runPrefix     = "run/"
)

// record is what is remembered of an object that is ours.
type record struct {
	Attributes map[string]any `json:"attributes"`
	Version    string         `json:"version"`
	File       string         `json:"file,omitempty"`
	Protected  bool           `json:"protected,omitempty"`
	Commit     string         `json:"commit,omitempty"`
	Run        string         `json:"run"`
}

// intent is an effect that is about to be made.
type intent struct {
	Action    plan.Action  `json:"action"`
	Key       resource.Key `json:"key"`
	Digest    string       `json:"digest,omitempty"` // of the attributes to be written
	File      string       `json:"file,omitempty"`
	Protected bool         `json:"protected,omitempty"`
}

// batch is the intents that are journaled together, before the first of them.
type batch struct {
	Run     string   `json:"run"`
	Commit  string   `json:"commit,omitempty"`
	Intents []intent `json:"intents"`
}

// start is a run that has begun.
type start struct {
	Run       string       `json:"run"`
	Plan      string       `json:"plan"`
	Basis     plan.Basis   `json:"basis"`
	Holder    state.Holder `json:"holder"`
	Started   time.Time    `json:"started"`
	Platforms []string     `json:"platforms"`
	Releases  []Release    `json:"releases,omitempty"`
}

func ownKey(platform string, key resource.Key) string {
	return ownPrefix + url.PathEscape(platform) + "/" + url.PathEscape(key.Region) + "/" + url.PathEscape(key.Kind) + "/" + url.PathEscape(key.Name)
}

func journalKey(platform, run string, number int) string {
	return fmt.Sprintf("%s%s/%s/%06d", journalPrefix, url.PathEscape(platform), run, number)
}

// parseOwn is the inverse of ownKey.
func parseOwn(text string) (platform string, key resource.Key, err error) {
	parts := strings.Split(text, "/")
	if len(parts) != 5 {
		return "", key, fmt.Errorf("`%s` is not the key of a record", text)
	}
	for i := range parts {
		if parts[i], err = url.PathUnescape(parts[i]); err != nil {
			return "", key, fmt.Errorf("`%s` is not the key of a record: %w", text, err)
		}
	}
	return parts[1], resource.Key{Region: parts[2], Kind: parts[3], Name: parts[4]}, nil
}

func decode(key string, text []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("the state's `%s` cannot be read (%w): move the state aside and plan again; what is ours is then found again from the markers in the target", key, err)
	}
	return nil
}

func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		panic("reconcile: a record that is not JSON: " + err.Error()) // attributes are JSON by contract
	}
	return text
}

// encode writes the record with attributes that are JSON already.
func (r record) encode(attributes []byte) []byte {
	type plain record
	return encode(struct {
		Attributes json.RawMessage `json:"attributes"`
		plain
	}{attributes, plain(r)})
}

// digest is resource.Digest of attributes that are JSON already, as encode makes
// it.
func digest(attributes []byte) string {
	sum := sha256.Sum256(attributes)
	return hex.EncodeToString(sum[:])
}

// now is a platform and what the state knows of it, at one moment.
type now struct {
	platform  string
	records   map[resource.Key]record
	revisions map[resource.Key]state.Revision
	journal   []journaled
	settled   []resource.Key // whose records are not as the state has them
	actual    []plan.Actual
	at        map[resource.Key]int // position in actual
}

type journaled struct {
	key      string
	revision state.Revision
	batch    batch
}

// look reads a platform and what the state knows of it.
func (r *Reconciler) look(ctx context.Context, platform string, store state.Store) (*now, error) {
	n := &now{
		platform:  platform,
		records:   make(map[resource.Key]record),
		revisions: make(map[resource.Key]state.Revision),
		at:        make(map[resource.Key]int),
	}
	if err := n.load(ctx, store); err != nil {
		return nil, err
	}
	known := make(map[resource.Key]string, len(n.records))
	for key, rec := range n.records {
		known[key] = rec.Version
	}
	objects, err := r.Platforms[platform].Connector.Read(ctx, known)
	if err != nil {
		return nil, fmt.Errorf("the platform `%s` cannot be read: %w", platform, err)
	}
	n.actual = make([]plan.Actual, len(objects))
	for i, o := range objects {
		if o.Known {
			o.Resource.Attributes = n.records[o.Resource.Key].Attributes
		}
		n.actual[i] = plan.Actual{Resource: o.Resource, Ours: o.Ours, Altered: o.Altered, Problem: o.Problem, Place: o.Place}
		if o.Resource.Key != (resource.Key{}) {
			n.at[o.Resource.Key] = i
		}
	}
	n.settle()
	return n, nil
}

func (n *now) load(ctx context.Context, store state.Store) error {
	entries, err := store.List(ctx, ownPrefix+url.PathEscape(n.platform)+"/")
	if err != nil {
		return err
	}
	for _, e := range entries {
		_, key, err := parseOwn(e.Key)
		if err != nil {
			return err
		}
		var rec record
		if err := decode(e.Key, e.Value, &rec); err != nil {
			return err
		}
		n.records[key], n.revisions[key] = rec, e.Revision
	}
	entries, err = store.List(ctx, journalPrefix+url.PathEscape(n.platform)+"/")
	if err != nil {
		return err
	}
	for _, e := range entries {
		j := journaled{key: e.Key, revision: e.Revision}
		if err := decode(e.Key, e.Value, &j.batch); err != nil {
			return err
		}
		n.journal = append(n.journal, j)
	}
	return nil
}

// find is the object of a key, nil when there is none.
func (n *now) find(key resource.Key) *plan.Actual {
	if i, found := n.at[key]; found {
		return &n.actual[i]
	}
	return nil
}

// settle brings the records up to what unfinished intents have done, as the
// platform shows it. An intent whose object is not as it was to become has not
// taken place, or someone has changed the object since: then what was recorded
// before still says best what is ours. An object without our mark, and without
// a record, is ours only if it holds exactly what we were about to write.
func (n *now) settle() {
	for _, j := range n.journal {
		for _, in := range j.batch.Intents {
			actual := n.find(in.Key)
			switch {
			case in.Action == plan.Delete && actual == nil:
				delete(n.records, in.Key)
			case in.Action != plan.Delete && actual != nil && actual.Problem == "" && resource.Digest(actual.Resource.Attributes) == in.Digest:
				n.records[in.Key] = record{
					Attributes: actual.Resource.Attributes, Version: actual.Resource.Version,
					File: in.File, Protected: in.Protected, Commit: j.batch.Commit, Run: j.batch.Run,
				}
			default:
				continue
			}
			n.settled = append(n.settled, in.Key)
		}
	}
	slices.SortFunc(n.settled, resource.Key.Compare)
	n.settled = slices.Compact(n.settled)
}

// recorded is the records as a plan takes them.
func (n *now) recorded() []plan.Recorded {
	list := make([]plan.Recorded, 0, len(n.records))
	for key, rec := range n.records {
		list = append(list, plan.Recorded{
			Resource: resource.Resource{Key: key, Attributes: rec.Attributes, Version: rec.Version},
			File:     rec.File, Protected: rec.Protected,
		})
	}
	return list
}
