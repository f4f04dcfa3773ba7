package catalog

import (
	"fmt"
	"slices"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/schema"
)

// remove takes away what a localization names.
func (m *merge) remove(spec, paths *document.Node, shape *schema.Shape) *document.Node {
	if paths == nil || paths.Kind != document.List {
		return spec
	}
	for i := range paths.Entries {
		entry := paths.Entries[i].Value
		at, err := document.ParsePath(entry.Str())
		if err != nil || len(at) < 2 || at[0] != "spec" {
			m.unknownPath(i, entry, fmt.Sprintf("`%s` is no path below `spec`", entry.Text))
			continue
		}
		r := removal{c: m.c, entry: entry}
		composed := r.without(spec, at[1:], shape)
		switch {
		case r.gone != nil:
			if !m.contradictsRemoval(at, entry.Location()) {
				m.record(Change{Action: Remove, At: at, List: r.list, From: r.gone, Place: entry.Location()})
				spec = composed
			}
		case r.refused != "":
			m.unknownPath(i, entry, fmt.Sprintf("`%s` cannot be removed: %s", entry.Text, r.refused)).Help = r.help
		case m.isRemoved(at):
			m.drop(at)
		default:
			f := m.unknownPath(i, entry, fmt.Sprintf("there is nothing at `%s` in %s", entry.Text, m.form.ID()))
			if r.near != "" {
				f.Label = "did you mean `" + r.near + "`?"
			}
		}
	}
	return spec
}

func (m *merge) unknownPath(i int, entry *document.Node, message string) *finding.Finding {
	m.c.refused[m.by] = true
	return m.c.tell(rulePath, m.by, fmt.Sprintf("spec.remove[%d]", i), entry.Location(), message)
}

// isRemoved says whether a path was removed already, by this region or by one
// above it: then the localization asks for what holds.
func (m *merge) isRemoved(at document.Pointer) bool {
	for f := m.form; f != nil; f = f.Above {
		for _, change := range f.Changes {
			if change.Action == Remove && len(change.At) <= len(at) && slices.Equal(change.At, at[:len(change.At)]) {
				return true
			}
		}
	}
	return false
}

// removal is one path that is taken away.
type removal struct {
	c     *Catalog
	entry *document.Node // the line that says so
	gone  *document.Node // what stood there; nil when nothing was removed
	list  bool           // it was a member of a list
	// refused is why it cannot be removed although it is there, and help what to
	// do instead.
	refused, help string
	near          string // what was probably meant by the step that leads nowhere
}

// without is a tree less what stands at a path, or the same tree when nothing
// can be removed there.
func (r *removal) without(n *document.Node, at document.Pointer, shape *schema.Shape) *document.Node {
	i, below := r.step(n, at[0], shape)
	if i < 0 {
		return n
	}
	value := n.Entries[i].Value
	if len(at) > 1 {
		key := mergeKey(shape)
		if key != "" && len(at) == 2 && at[1] == key {
			r.refused, r.help = "by `"+key+"` the members of this list are told apart", "remove the whole member, or leave it as it is"
			return n
		}
		composed := r.without(value, at[1:], below)
		if composed == value {
			return n
		}
		rest := copied(n)
		rest.Entries[i].Value = composed
		return rest
	}
	r.gone, r.list = value, n.Kind == document.List
	if len(n.Entries) == 1 {
		// Nothing of what was written here is left: who emptied it has written it.
		return &document.Node{Kind: n.Kind, File: r.entry.File, Span: r.entry.Span, Over: n}
	}
	rest := *n
	rest.Anchor = nil
	rest.Entries = slices.Concat(n.Entries[:i], n.Entries[i+1:])
	return &rest
}

// step finds a member by its name. Other than a rule, a localization cannot
// name one by its position: that is another one as soon as the list changes.
func (r *removal) step(n *document.Node, name string, shape *schema.Shape) (index int, below *schema.Shape) {
	key := mergeKey(shape)
	if n.Kind == document.List && key == "" {
		r.refused, r.help = "the members of this list have no names", "set the list as it is to be here, as a whole"
		return -1, nil
	}
	i, below := step(n, name, shape)
	if i >= 0 && (n.Kind == document.Map || memberIndex(n, key, name) == i) {
		return i, below
	}
	names := make([]string, 0, len(n.Entries))
	for i := range n.Entries {
		name, _ := entryStep(n, i, shape)
		names = append(names, name)
	}
	r.near = r.c.closest(name, names)
	return -1, nil
}
