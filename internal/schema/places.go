package schema

// placesOf lists where in documents of the kind a field of some name may stand,
// as people write paths, the nearest to the root first; at most three.
func (k *kind) placesOf(field string) []string {
	const most = 3
	type step struct {
		shape *Shape
		path  string
		depth int
	}
	seen := map[int]bool{}
	var places []string
	queue := []step{{shape: k.shape}}
	for len(queue) > 0 && len(places) < most {
		at := queue[0]
		queue = queue[1:]
		if at.shape == nil || seen[at.shape.id] || at.depth > 12 {
			continue
		}
		seen[at.shape.id] = true
		if at.path != "" && at.shape.fields[field] != nil {
			places = append(places, at.path)
		}
		for _, f := range at.shape.Fields {
			path := f.Name
			if at.path != "" {
				path = at.path + "." + f.Name
			}
			queue = append(queue, step{f.Shape, path, at.depth + 1})
		}
		queue = append(queue, step{at.shape.Items, at.path + "[*]", at.depth + 1})
		for _, branch := range at.shape.Branches {
			queue = append(queue, step{branch, at.path, at.depth + 1})
		}
	}
	return places
}
