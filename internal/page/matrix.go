package page

import "slices"

// addCells says what each region makes of each standard.
func (b *builder) addCells() {
	for i := range b.model.Standards {
		b.model.Standards[i].Cells = make([]Cell, len(b.model.Regions))
	}
	for i := range b.model.Objects {
		b.count(&b.model.Objects[i])
	}
	for i := range b.model.Findings {
		f := &b.model.Findings[i]
		if f.Severity != "error" || f.Region < 0 {
			continue
		}
		for _, s := range f.Standards {
			cell := &b.model.Standards[s].Cells[f.Region]
			if f.Waiver >= 0 {
				cell.Waived = append(cell.Waived, i)
			} else {
				cell.Broken = append(cell.Broken, i)
			}
		}
	}
	for i := range b.model.Standards {
		s := &b.model.Standards[i]
		for region := range s.Cells {
			s.Cells[region].State = s.Cells[region].state(region == b.model.Objects[s.Object].Region)
		}
	}
}

// count adds an object, and what regions change of it, to the cells of the
// standards that select it.
func (b *builder) count(o *Object) {
	reach := b.effective(o)
	for _, s := range o.Standards {
		for _, region := range b.effective(&b.model.Objects[b.model.Standards[s].Object]) {
			if slices.Contains(reach, region) {
				b.model.Standards[s].Cells[region].Objects++
			}
		}
	}
	for _, f := range o.Forms {
		below := b.Catalog.Regions.Below(b.model.Regions[f.Region].Name)
		for _, c := range f.Changes {
			var told []int // a change that several entries of a standard govern is one change
			for _, governed := range c.Governed {
				s := governed[0]
				if slices.Contains(told, s) {
					continue
				}
				told = append(told, s)
				b.model.Standards[s].Cells[f.Region].Changes++
				for i := range below {
					if region := f.Region + 1 + i; slices.Contains(reach, region) {
						b.model.Standards[s].Cells[region].Inherited++
					}
				}
			}
		}
	}
}

// effective lists the regions in which an object is effective.
func (b *builder) effective(o *Object) []int {
	if o.Reach != nil || o.Region < 0 {
		return o.Reach
	}
	regions := make([]int, 1+len(b.Catalog.Regions.Below(b.model.Regions[o.Region].Name)))
	for i := range regions {
		regions[i] = o.Region + i
	}
	return regions
}

func (c Cell) state(home bool) string {
	switch {
	case len(c.Broken) > 0:
		return "broken"
	case len(c.Waived) > 0:
		return "waived"
	case c.Changes > 0:
		return "localized"
	case home:
		return "home"
	case c.Inherited > 0:
		return "inherited"
	case c.Objects > 0:
		return "kept"
	}
	return "none"
}
