package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/internal/starter"
)

// adoptions reads which documents that come with interlock are adopted, and by whom.
func adoptions(file *source.File, list *document.Node) ([]Adoption, error) {
	if list == nil {
		return nil, nil
	}
	var all []Adoption
	by := map[string]*document.Node{} // who adopts a document already
	for i := range list.Entries {
		a, err := adoption(file, list.Entries[i].Value)
		if err != nil {
			return nil, err
		}
		for _, one := range a.Files {
			if first := by[one.Path]; first != nil {
				return nil, fault(file, a.At.Span, fmt.Sprintf("`%s` is adopted twice: here for %s, and in line %d for %s",
					starter.NameOf(one), a.Owner.Text, file.Position(first.Span.Start).Line, first.Text),
					"name in `only` or `except` which team answers for it")
			}
			by[one.Path] = a.Owner
		}
		all = append(all, a)
	}
	return all, nil
}

func adoption(file *source.File, n *document.Node) (Adoption, error) {
	name := n.Get("set")
	set, found := starter.Find(name.Str())
	if !found {
		return Adoption{}, fault(file, name.Span, fmt.Sprintf("there is no set `%s`", name.Text), "write for example `standards`")
	}
	a := Adoption{Owner: n.Get("owner"), At: name.Location()}
	only, err := named(file, n.Get("only"), set)
	if err != nil {
		return a, err
	}
	except, err := named(file, n.Get("except"), set)
	if err != nil {
		return a, err
	}
	for _, one := range set.Files {
		here := starter.NameOf(one)
		if (only == nil || slices.Contains(only, here)) && !slices.Contains(except, here) {
			a.Files = append(a.Files, one)
		}
	}
	if len(a.Files) == 0 {
		return a, fault(file, name.Span, fmt.Sprintf("nothing of the set `%s` is adopted", set.Name), "correct `only` and `except`, or leave the set out")
	}
	return a, nil
}

// named reads the names of documents of a set.
func named(file *source.File, list *document.Node, set starter.Set) ([]string, error) {
	if list == nil {
		return nil, nil
	}
	var names []string
	for i := range list.Entries {
		one := list.Entries[i].Value
		if !slices.Contains(set.Names(), one.Text) {
			meant := cmp.Or(schema.Nearest(one.Text, set.Names()), set.Names()[0])
			return nil, fault(file, one.Span, fmt.Sprintf("the set `%s` has no `%s`", set.Name, one.Text),
				fmt.Sprintf("did you mean `%s`? It has %s", meant, strings.Join(set.Names(), ", ")))
		}
		names = append(names, one.Text)
	}
	return names, nil
}

// AdoptedDigest is over the text of all that is adopted; empty when nothing is.
// Who adopts it stands in the settings.
func (c Config) AdoptedDigest() string {
	var all []byte
	for _, a := range c.Adopts {
		for _, file := range a.Files {
			digest := source.DigestOf(file.Data)
			all = append(all, file.Path...)
			all = append(all, 0)
			all = append(all, digest[:]...)
		}
	}
	if len(all) == 0 {
		return ""
	}
	return source.DigestOf(all).String()
}
