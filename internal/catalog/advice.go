package catalog

import (
	"slices"

	"interlock.dev/interlock/internal/document"
)

// Choice is a value that several regions have chosen in the place of one that
// they were given.
type Choice struct {
	At      document.Pointer
	Path    string
	Value   *document.Node
	Chosen  []string // regions whose localizations say so, in the order of the tree
	Markets []string // regions without any below them that have it
	Of      int      // how many such regions the object has
	// Governed is what standards say to the first of them that chose.
	Governed []*Entry
}

// Choices are the values that at least two regions have chosen for an object
// in their localizations, each at its path.
func (c *Catalog) Choices(o *Object) []*Choice {
	if len(o.Forms) < 3 {
		return nil
	}
	var choices []*Choice
	for _, f := range o.Forms[1:] {
		for _, change := range f.Changes {
			if change.Action != Set || o.Home.value(change.At) == nil {
				continue
			}
			i := slices.IndexFunc(choices, func(known *Choice) bool {
				return slices.Equal(known.At, change.At) && document.Equal(known.Value, change.To)
			})
			if i < 0 {
				i, choices = len(choices), append(choices, &Choice{At: change.At, Path: change.Path, Value: change.To, Governed: change.Governed})
			}
			choices[i].Chosen = append(choices[i].Chosen, f.Region)
		}
	}
	choices = slices.DeleteFunc(choices, func(one *Choice) bool { return len(one.Chosen) < 2 })
	if len(choices) == 0 {
		return nil
	}
	for _, region := range o.regions() {
		if len(c.Regions.Children(region)) > 0 {
			continue
		}
		form := o.At(region)
		for _, one := range choices {
			one.Of++
			if document.Equal(form.value(one.At), one.Value) {
				one.Markets = append(one.Markets, region)
			}
		}
	}
	return choices
}

// Effect is how much a localization changes, and how much of what it says was so
// without it. It is not known of one that is for nothing, or of which something
// could not be done: of that other findings tell.
func (c *Catalog) Effect(localization *Object) (changes, repeats int, known bool) {
	target := c.targets[localization]
	if target == nil || c.refused[localization] {
		return 0, 0, false
	}
	for _, f := range target.Forms {
		if f.Region != localization.Region {
			continue
		}
		for _, change := range f.Changes {
			if change.Localization == localization {
				changes++
			}
		}
		for _, same := range f.Repeats {
			if same.Localization == localization {
				repeats++
			}
		}
	}
	return changes, repeats, true
}

// Selected is how many objects a standard is for, in the regions in which it holds.
func (c *Catalog) Selected(o *Object) int {
	selected := 0
	for _, named := range c.byName[o.Spec().Get("for").Get("kind").Str()] {
		for _, other := range named {
			if slices.ContainsFunc(other.standards, func(s *standard) bool { return s.object == o }) {
				selected++
			}
		}
	}
	return selected
}
