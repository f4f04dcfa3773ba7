package page

import "encoding/json"

// Version is that of the model's format. It grows when a reader of the model
// written for the version before would misread it.
const Version = 1

// Model is everything that the page shows, as data. Objects, files, paths and
// regions are named by their position in the lists that hold them, so that ten
// thousand objects stay small; -1 stands for none. docs/report.md describes it for
// those who read it with programs of their own.
type Model struct {
	Version   int        `json:"version"`
	Interlock string     `json:"interlock,omitempty"` // the program's version
	Title     string     `json:"title"`               // the organisation's
	Date      string     `json:"date"`                // as of which rules judged
	Revision  string     `json:"revision,omitempty"`  // the commit; empty for files as they are
	Links     string     `json:"links,omitempty"`     // address of a line: {path}, {line} and {revision} are to be filled in
	Counts    Counts     `json:"counts"`
	Regions   []Region   `json:"regions"` // global first, each behind the one above it, those below one directly behind it
	Kinds     []Kind     `json:"kinds"`
	Files     []string   `json:"files"`
	Paths     []string   `json:"paths"` // of values, as people write them
	Objects   []Object   `json:"objects"`
	Standards []Standard `json:"standards"`
	Waivers   []Waiver   `json:"waivers"`
	Findings  []Finding  `json:"findings"`
	Rules     []Rule     `json:"rules"`
	Framework []Row      `json:"framework"`
}

// Counts says how much was looked at.
type Counts struct {
	Files     int `json:"files"`
	Documents int `json:"documents"`
	Ignored   int `json:"ignored"`
	SetAside  int `json:"setAside"`
}

// Region is a region; the first is the whole organisation.
type Region struct {
	Name   string `json:"name"`
	Title  string `json:"title,omitempty"`
	Parent int    `json:"parent"` // -1 for the first
	Object int    `json:"object"` // its document; -1 for the first
}

// Kind describes the objects of one kind.
type Kind struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	// Keys are, for each list of objects by its path, the field that tells its members apart.
	Keys map[string]string `json:"keys,omitempty"`
}

// Object is an object as written, with what regions make of it.
type Object struct {
	Kind   int    `json:"kind"`
	Region int    `json:"region"`
	Name   string `json:"name"`
	Title  string `json:"title,omitempty"` // empty when people call it by its name
	Owner  string `json:"owner,omitempty"`
	File   int    `json:"file"`
	Line   int    `json:"line"`
	End    int    `json:"end"` // its last line
	// Reach are the regions in which it is effective; nil for its own and all below it.
	Reach []int `json:"reach,omitempty"`
	// Standards are those that select it, by their position in Standards.
	Standards []int `json:"standards,omitempty"`
	Details
}

// Details are the larger part of an object. The page reads them after it has
// shown its first view.
type Details struct {
	// Value is its document without apiVersion and kind; Lines are the lines on
	// which its leaves stand, in their order, each less the one before it.
	Value json.RawMessage `json:"value,omitempty"`
	Lines []int           `json:"lines,omitempty"`
	Refs  []Ref           `json:"refs,omitempty"`
	// Forms are what regions' localizations make of it, above before below.
	Forms []Form `json:"forms,omitempty"`
}

// Ref is a name that leads to another object: the object, and the path where
// the name stands.
type Ref [2]int

// Form is what the localizations of a region make of an object.
type Form struct {
	Region int `json:"region"`
	Above  int `json:"above"` // the form that it changes: 0 the object as written, 1 the first of its forms …
	// Regions are those in which it is effective exactly so.
	Regions []int `json:"regions"`
	// Patch says how it differs from the form above; see docs/report.md.
	Patch   json.RawMessage `json:"patch"`
	Changes []Change        `json:"changes"`
	Refs    []Ref           `json:"refs,omitempty"` // names that it sets
}

// Change is one thing that a region changes.
type Change struct {
	Path     int    `json:"path"`
	Action   string `json:"action"` // set, add, remove
	By       int    `json:"by"`     // the localization
	Line     int    `json:"line"`
	Governed []Ref  `json:"governed,omitempty"` // standard, and position of the entry in it
	Findings []int  `json:"findings,omitempty"`
}

// Standard is a standard with its entries, and what each region makes of it.
type Standard struct {
	Object  int     `json:"object"`
	Entries []Entry `json:"entries"`
	Cells   []Cell  `json:"cells"` // one for each region
}

// Cell is what a region makes of a standard. Its state is none (no object is
// there), kept, home (the standard belongs to the region), inherited (a region
// above changed something), localized, waived or broken: the last that holds.
type Cell struct {
	State     string `json:"state"`
	Objects   int    `json:"objects,omitempty"`   // effective there that the standard selects
	Changes   int    `json:"changes,omitempty"`   // of the region, at paths of which the standard decides
	Inherited int    `json:"inherited,omitempty"` // changes of regions above
	Broken    []int  `json:"broken,omitempty"`    // findings
	Waived    []int  `json:"waived,omitempty"`    // findings that a waiver excuses
}

// Entry is what a standard says of one path; the path "spec" without a field is
// what it says of everything else.
type Entry struct {
	Path      string          `json:"path"`
	Stance    string          `json:"stance"`
	Otherwise bool            `json:"otherwise,omitempty"`
	Bounds    json.RawMessage `json:"bounds,omitempty"`
	Line      int             `json:"line"`
}

// Waiver is a waiver and what it excuses.
type Waiver struct {
	Object  int    `json:"object"`
	Target  int    `json:"target"`            // the object that it is for
	Ends    string `json:"ends,omitempty"`    // its last day
	Excuses []int  `json:"excuses,omitempty"` // findings
	Faults  []int  `json:"faults,omitempty"`  // findings about the waiver itself
}

// Finding is what a check reports.
type Finding struct {
	Rule      int       `json:"rule"`
	Severity  string    `json:"severity"`
	Message   string    `json:"message"`
	File      int       `json:"file"`
	Line      int       `json:"line"`
	Object    int       `json:"object"`
	Region    int       `json:"region"` // in which the object is looked at
	Path      string    `json:"path,omitempty"`
	Owner     string    `json:"owner,omitempty"`
	Help      string    `json:"help,omitempty"`
	Waiver    int       `json:"waiver"` // position in Waivers of the one that excuses it
	Related   []Related `json:"related,omitempty"`
	Standards []int     `json:"standards,omitempty"` // that it is about
}

// Related is a second place that explains a finding.
type Related struct {
	File    int    `json:"file"`
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// Rule describes a check.
type Rule struct {
	ID        string   `json:"id"`
	Title     string   `json:"title"`
	Why       string   `json:"why,omitempty"`
	Remedy    string   `json:"remedy,omitempty"`
	Severity  string   `json:"severity"`
	Kinds     []string `json:"kinds,omitempty"`
	Framework []string `json:"framework,omitempty"`
	Idle      bool     `json:"idle,omitempty"` // it had nothing to look at
}

// Row is a row of the operating model: what holds it, and what checks it.
type Row struct {
	ID        string   `json:"id"`
	Area      string   `json:"area"`
	Agreement string   `json:"agreement"`
	Fields    []string `json:"fields"`        // KIND.path
	Rules     []int    `json:"rules"`         // positions in Rules
	How       string   `json:"how,omitempty"` // the program keeps it by the way it is built
	Covered   bool     `json:"covered"`
}
