package schema

import (
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// walker finds again, on the tree with its places, what the library said of the
// value without them. It is made for one document that is not valid.
type walker struct {
	registry *Registry
	kind     *kind
	schema   bool // the document is itself a schema
	object   finding.Object

	frames  []frame
	reasons []string  // why what is looked at now is demanded, the innermost last
	others  []sibling // the branches that were not chosen, of the mapping looked at now

	quiet  bool // only whether anything is wrong is asked
	broken bool // something is
	steps  int  // how much work was done
	found  []finding.Finding
	told   map[told]bool
}

// told is a fault that was reported.
type told struct {
	rule, path string
	at         source.Location
}

// mostSteps bounds the work on one document; real ones take some thousand.
const mostSteps = 4_000_000

// frame is a node on the way from the root to what is looked at now.
type frame struct {
	node   *document.Node
	shape  *Shape
	parent *document.Node  // nil at the root
	entry  *document.Entry // in the parent
	step   string
	inList bool
}

// sibling is a branch that a value does not belong to.
type sibling struct {
	node   *document.Node
	branch *clause
	when   string // what would make it hold
}

func (r *Registry) walker(k *kind) *walker { return &walker{registry: r, kind: k} }

// validate asks the library, and when it says no, finds out what and where.
func (w *walker) validate(compiled *jsonschema.Schema, root *document.Node) []finding.Finding {
	judged := w.registry.judge(compiled, root)
	if judged.valid {
		return nil
	}
	w.frames = []frame{{node: root, shape: w.kind.shape.Narrow(root)}}
	w.check(w.kind.root)
	if len(w.found) == 0 {
		w.unexplained(judged.causes)
	}
	return finding.Sorted(w.found)
}

func (w *walker) top() *frame { return &w.frames[len(w.frames)-1] }

// into looks at an entry of the node looked at now.
func (w *walker) into(e *document.Entry, index int, c *clause) {
	if w.quiet && w.broken {
		return
	}
	at := w.top()
	f := frame{node: e.Value, parent: at.node, entry: e, step: e.Key}
	f.shape = at.shape.Entry(at.node, e).Narrow(e.Value)
	if at.node.Kind == document.List {
		f.inList = true
		f.step = memberStep(at.node, index, at.shape)
	}
	others, reasons := w.others, w.reasons
	w.reasons = nil
	w.frames = append(w.frames, f)
	w.check(c)
	w.frames = w.frames[:len(w.frames)-1]
	w.others, w.reasons = others, reasons
}

// memberStep names a member of a list: by the value of its merge key, where
// that names it alone, or else by its position.
func memberStep(list *document.Node, index int, shape *Shape) string {
	if shape != nil && shape.MergeKey != "" {
		if name := list.Entries[index].Value.Get(shape.MergeKey).Str(); name != "" {
			return name
		}
	}
	return itoa(index)
}

// holds says whether a clause holds for the node looked at now, without
// reporting anything.
func (w *walker) holds(c *clause) bool {
	quiet, broken := w.quiet, w.broken
	w.quiet, w.broken = true, false
	w.check(c)
	holds := !w.broken
	w.quiet, w.broken = quiet, broken
	return holds
}

// faults lists what would be reported if a clause were demanded.
func (w *walker) faults(c *clause) []finding.Finding {
	before, told := w.found, w.told
	w.found, w.told = nil, nil
	w.check(c)
	found := w.found
	w.found, w.told = before, told
	return found
}

// fault is what is about to be reported. Whoever makes one has asked failing
// first, so that nothing is put into words in vain.
type fault struct {
	rule    string
	at      source.Location
	field   string // a field of the node looked at now that the fault is about
	message string
	label   string
	help    string
	related []finding.Related
	fix     *finding.Fix
}

// failing notes that something is wrong, and says whether it is to be reported.
func (w *walker) failing() bool {
	w.broken = true
	return !w.quiet
}

func (w *walker) report(f fault) {
	path := w.path(f.field)
	// Two clauses may demand the same, one of them for a reason: once is enough.
	key := told{f.rule, path, f.at}
	if w.told[key] {
		return
	}
	if w.told == nil {
		w.told = map[told]bool{}
	}
	w.told[key] = true
	if s := w.top().shape; f.field == "" && s != nil && s.Sensitive {
		f.fix = nil // it would repeat the value, as a guess at what was meant does
		if !strings.HasPrefix(f.label, "expected ") {
			f.label = ""
		}
	}
	w.found = append(w.found, finding.Finding{
		Rule: f.rule, Severity: finding.Error, Message: f.message, At: f.at, Label: f.label, Object: w.object,
		Path: path, Related: f.related, Help: f.help, Fix: f.fix, Docs: finding.Rule{ID: f.rule}.Docs(), Why: why(f.rule),
	})
}

// path is where the node looked at now stands, or a field of it.
func (w *walker) path(field string) string {
	pointer := make(document.Pointer, 0, len(w.frames))
	for _, f := range w.frames[1:] {
		pointer = append(pointer, f.step)
	}
	if field != "" {
		pointer = append(pointer, field)
	}
	if w.schema {
		var b strings.Builder
		for _, step := range pointer {
			b.WriteString("/" + escapePointer(step))
		}
		return b.String()
	}
	return pointer.Format(func(prefix int) bool { return prefix+1 < len(w.frames) && w.frames[prefix+1].inList })
}

// here is the place of the node looked at now.
func (w *walker) here() source.Location { return w.top().node.Location() }

// key is the place that stands for a mapping or list as a whole: its key in
// what it stands in; of a member of a list, and of the document, its first key.
func (w *walker) key() source.Location {
	at := w.top()
	if at.parent != nil && at.parent.Kind == document.Map {
		return at.parent.KeyLocation(at.entry)
	}
	if at.node.Kind == document.Map && len(at.node.Entries) > 0 {
		return at.node.KeyLocation(&at.node.Entries[0])
	}
	return at.node.Location()
}

// name is what a message calls the node looked at now.
func (w *walker) name() string {
	if len(w.frames) == 1 {
		if w.schema {
			return "the schema"
		}
		return "the document"
	}
	at := w.top()
	if !at.inList {
		if at.entry != nil && at.node != at.entry.Value {
			return "the name `" + brief(at.step) + "`"
		}
		return "`" + brief(at.step) + "`"
	}
	pointer := document.Pointer{at.step}
	if len(w.frames) > 2 {
		pointer = document.Pointer{w.frames[len(w.frames)-2].step, at.step}
	}
	return "`" + pointer.Format(func(prefix int) bool { return prefix == len(pointer)-1 }) + "`"
}

// because tells why something is demanded; empty when it always is.
func (w *walker) because() string {
	if len(w.reasons) == 0 {
		return ""
	}
	return ", which is needed because " + w.reasons[len(w.reasons)-1]
}

// unexplained reports what the library said, in its words, for the case that
// nothing of ours explains it.
func (w *walker) unexplained(causes []cause) {
	if len(causes) == 0 {
		causes = []cause{{message: "the library does not say why"}}
	}
	for _, c := range causes {
		depth := len(w.frames)
		for _, step := range c.steps {
			if !w.enter(step) {
				break
			}
		}
		w.report(fault{
			rule: ruleNotValid, at: w.key(), message: w.name() + " does not fit the schema of its kind: " + c.message,
			help: "see `interlock schema " + w.kind.name + "` for what is expected",
		})
		w.frames = w.frames[:depth]
	}
}

func (w *walker) enter(step string) bool {
	at := w.top()
	for i := range at.node.Entries {
		e := &at.node.Entries[i]
		name, inList := e.Key, false
		if at.node.Kind == document.List {
			name, inList = itoa(i), true
		}
		if name != step {
			continue
		}
		f := frame{node: e.Value, parent: at.node, entry: e, step: name, inList: inList, shape: at.shape.Entry(at.node, e).Narrow(e.Value)}
		if inList {
			f.step = memberStep(at.node, i, at.shape)
		}
		w.frames = append(w.frames, f)
		return true
	}
	return false
}
