package catalog_test

import "slices"

// The model of composition: plain values, merged by what the law says and not
// by how the catalog does it.

// expected is the spec of an object in a region.
func (w *world) expected(of, region int) fields {
	o := w.objects[of]
	if region == o.region {
		return o.spec
	}
	spec := w.expected(of, w.parents[region])
	for _, l := range w.locals {
		if l.of != of || l.region != region {
			continue
		}
		for _, path := range l.remove {
			spec, _ = dropped(spec, path, "spec").(fields)
		}
		spec = mergedFields(spec, l.set)
	}
	return spec
}

// dropped is a value that stands at a path, less what is removed.
func dropped(value any, path, at string) any {
	switch value := value.(type) {
	case fields:
		rest := fields{}
		for _, f := range value {
			if here := at + "." + f.key; here != path {
				rest = append(rest, field{f.key, dropped(f.value, path, here)})
			}
		}
		return rest
	case named:
		rest := named{}
		for _, member := range value {
			if here := at + "[" + member[0].value.(string) + "]"; here != path {
				rest = append(rest, dropped(member, path, here).(fields))
			}
		}
		return rest
	}
	return value
}

func mergedFields(base, over fields) fields {
	all := slices.Clone(base)
	for _, f := range over {
		i := slices.IndexFunc(all, func(g field) bool { return g.key == f.key })
		if i < 0 {
			all = append(all, f)
			continue
		}
		switch value := f.value.(type) {
		case fields:
			all[i].value = mergedFields(all[i].value.(fields), value)
		case named:
			all[i].value = mergedNamed(all[i].value.(named), value)
		default:
			all[i].value = value
		}
	}
	return all
}

func mergedNamed(base, over named) named {
	all := slices.Clone(base)
	for _, member := range over {
		i := slices.IndexFunc(all, func(other fields) bool { return other[0].value == member[0].value })
		if i < 0 {
			all = append(all, member)
			continue
		}
		all[i] = mergedFields(all[i], member)
	}
	return all
}

// plain is a value as document.Node.Value gives it.
func plain(value any) any {
	switch value := value.(type) {
	case fields:
		m := map[string]any{}
		for _, f := range value {
			m[f.key] = plain(f.value)
		}
		return m
	case named:
		l := []any{}
		for _, member := range value {
			l = append(l, plain(member))
		}
		return l
	case list:
		l := []any{}
		for _, s := range value {
			l = append(l, s)
		}
		return l
	}
	return value
}
