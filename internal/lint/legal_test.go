package lint_test

import (
	"context"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/schema"
	"interlock.dev/interlock/internal/source"
)

// A world is a repository that people tidy up: they edit it without changing
// what it says. Edits are made on bytes, where the parser says that things stand.
type world struct {
	shipped *lint.Shipped
	schemas *schema.Registry
	files   map[string]string
	cache   map[string]parsed // by path and text
	new     int               // names made so far
	renamed [][2]string       // new and old name
	// What edits have touched; only the rest can be compared to the letter.
	reordered, rewritten bool
}

// site is a value of a document that an edit may be made at.
type site struct {
	doc    *document.Document
	parent *document.Node  // nil for the root
	entry  *document.Entry // of the parent
	node   *document.Node
	shape  *schema.Shape
	way    []string
}

func (s site) String() string {
	where := fmt.Sprintf("%s %s", s.doc.Kind, s.doc.Name)
	if s.doc.Region != "" {
		where += " in " + s.doc.Region
	}
	if len(s.way) > 0 {
		where += ", " + document.Pointer(s.way).String()
	}
	return where
}

// edit is one thing that people do. It says what it did; "" when it could do
// nothing.
type edit struct {
	name string
	make func(w *world, t *rapid.T) string
}

func legalEdits() []edit {
	return []edit{
		{"rename an object", (*world).rename},
		{"reorder keys", (*world).reorderKeys},
		{"reorder members of a list", (*world).reorderMembers},
		{"reorder documents", (*world).reorderDocuments},
		{"move a document", (*world).moveDocument},
		{"split a file", (*world).splitFile},
		{"merge two files", (*world).mergeFiles},
		{"add a comment", (*world).comment},
		{"change quotes", (*world).quote},
		{"write in one line", (*world).inOneLine},
		{"write in several lines", (*world).inLines},
		{"end lines by CR LF", (*world).lineEnds},
		{"add a byte order mark", (*world).mark},
	}
}

// paths lists the files that hold documents.
func (w *world) paths() []string {
	var all []string
	for name := range w.files {
		if source.IsYAML(name) && name != "interlock.yaml" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

func (w *world) parse(name string) parsed {
	key := name + "\x00" + w.files[name]
	p, known := w.cache[key]
	if !known {
		p.documents, p.findings = document.Parse(source.NewFile(name, []byte(w.files[name])))
		w.cache[key] = p
	}
	return p
}

// documents lists those that can be read, of files without a fault: what is
// wrong in others depends on how they are written.
func (w *world) documents() []*document.Document {
	var all []*document.Document
	for _, name := range w.paths() {
		if p := w.parse(name); len(p.findings) == 0 {
			all = append(all, p.documents...)
		}
	}
	return all
}

// sites lists the values of one document that an edit is for, or of a document
// that holds some.
func (w *world) site(t *rapid.T, fits func(site) bool) (site, bool) {
	documents := w.documents()
	if len(documents) == 0 {
		return site{}, false
	}
	first := rapid.IntRange(0, len(documents)-1).Draw(t, "document")
	for i := range documents {
		doc := documents[(first+i)%len(documents)]
		var all []site
		w.walk(doc, func(s site) {
			if fits(s) {
				all = append(all, s)
			}
		})
		if len(all) > 0 {
			return all[rapid.IntRange(0, len(all)-1).Draw(t, "place")], true
		}
	}
	return site{}, false
}

// walk goes through the values of a document. What a localization sets has the
// shape of what it changes.
func (w *world) walk(doc *document.Document, each func(site)) {
	target := ""
	if doc.Kind == catalog.KindLocalization {
		target = doc.Root.Get("spec").Get("of").Get("kind").Str()
	}
	var inside func(s site)
	inside = func(s site) {
		if slices.Equal(s.way, []string{"spec", "set"}) && target != "" {
			s.shape = w.schemas.Describe(target).Child("spec")
		}
		s.shape = s.shape.Narrow(s.node)
		each(s)
		if s.node.Anchor != nil {
			return
		}
		for i := range s.node.Entries {
			e := &s.node.Entries[i]
			step := e.Key
			if s.node.Kind == document.List {
				step = fmt.Sprint(i)
			}
			inside(site{doc, s.node, e, e.Value, s.shape.Entry(s.node, e), append(slices.Clone(s.way), step)})
		}
	}
	inside(site{doc: doc, node: doc.Root, shape: w.schemas.Describe(doc.Kind)})
}

// replace puts other text in place of spans of one file, which do not overlap.
// It takes back what does not leave every document as wanted.
func (w *world) replace(name string, edits []source.Edit, same func(before, after []*document.Document) bool) bool {
	before := w.parse(name)
	text := w.files[name]
	slices.SortFunc(edits, func(a, b source.Edit) int { return b.At.Span.Start - a.At.Span.Start })
	for _, e := range edits {
		text = text[:e.At.Span.Start] + e.New + text[e.At.Span.End:]
	}
	old := w.files[name]
	w.files[name] = text
	after := w.parse(name)
	if len(after.findings) != len(before.findings) || len(after.documents) != len(before.documents) || !same(before.documents, after.documents) {
		w.files[name] = old
		return false
	}
	return true
}

// equal says whether documents hold the same, in the same order.
func equal(before, after []*document.Document) bool {
	for i := range before {
		if !document.Equal(before[i].Root, after[i].Root) {
			return false
		}
	}
	return true
}

// span is a value without the line end that a block of text ends with.
func (w *world) span(name string, s source.Span) source.Span {
	for s.End > s.Start && strings.ContainsRune(" \r\n", rune(w.files[name][s.End-1])) {
		s.End--
	}
	return s
}

// named goes through the places of a document that name an object of a kind.
func (w *world) named(doc *document.Document, kind string, each func(*document.Node)) {
	if doc.Kind == kind {
		each(doc.Root.Get("metadata").Get("name"))
	}
	if selector := doc.Root.Get("spec").Get("for"); doc.Kind == catalog.KindStandard && selector.Get("kind").Str() == kind {
		if names := selector.Get("names"); names != nil {
			for i := range names.Entries {
				each(names.Entries[i].Value)
			}
		}
	}
	w.walk(doc, func(s site) {
		switch {
		case s.shape == nil:
		case s.shape.XRef == "*" && s.node.Kind == document.Map && s.node.Get("kind").Str() == kind:
			each(s.node.Get("name"))
		case (s.shape.XRef == kind || inWords(doc.Kind, s.way) == kind) && s.node.Kind == document.String:
			each(s.node)
		}
	})
}

// inWords is the kind of object that a text of a document names in words, where
// its schema does not say so: `paid search` is the Channel `paid-search`.
func inWords(kind string, way []string) string {
	field := strings.Join(slices.DeleteFunc(slices.Clone(way), func(step string) bool { return strings.Trim(step, "0123456789") == "" }), ".")
	switch kind + " " + field {
	case "Evaluation spec.platform":
		return "Platform"
	case "Program spec.channels", "Localization spec.set.channels", "Metric spec.attribution.channel", "Localization spec.set.attribution.channel":
		return "Channel"
	}
	return ""
}

// slug is a name in words as the name of an object.
func slug(text string) string { return strings.ReplaceAll(strings.ToLower(text), " ", "-") }

func (w *world) rename(t *rapid.T) string {
	documents := w.documents()
	doc := documents[rapid.IntRange(0, len(documents)-1).Draw(t, "document")]
	if doc.Name == "" || len(doc.Name) > 50 || w.schemas.Describe(doc.Kind) == nil {
		return ""
	}
	for _, name := range w.paths() {
		if len(w.parse(name).findings) > 0 && strings.Contains(slug(w.files[name]), doc.Name) {
			return "" // a reference in it could not be found
		}
	}
	w.new++
	to := fmt.Sprintf("%s-zq%d", doc.Name, w.new)
	if rapid.Bool().Draw(t, "in front") {
		to = fmt.Sprintf("zq%d-%s", w.new, doc.Name)
	}
	edits := map[string][]source.Edit{}
	seen := map[*document.Node]bool{}
	inPath := false
	for _, other := range documents {
		w.named(other, doc.Kind, func(n *document.Node) {
			if n == nil || slug(n.Text) != doc.Name || n.Kind != document.String || seen[n] || n.Anchor != nil {
				return
			}
			seen[n] = true
			edits[other.File.Path] = append(edits[other.File.Path], source.Edit{At: n.Location(), New: likewise(n, to)})
		})
		w.walk(other, func(s site) {
			inPath = inPath || s.shape != nil && s.shape.Format == "path" && slices.Contains(steps(s.node.Text), doc.Name)
		})
	}
	if inPath {
		return ""
	}
	for _, name := range slices.Sorted(maps.Keys(edits)) {
		if !w.replace(name, edits[name], func(_, _ []*document.Document) bool { return true }) {
			panic("a name cannot be replaced in " + name)
		}
	}
	w.renamed = append(w.renamed, [2]string{to, doc.Name})
	return fmt.Sprintf("%s %s is called %s now", doc.Kind, doc.Name, to)
}

func steps(text string) []string {
	p, err := document.ParsePath(text)
	if err != nil {
		return nil
	}
	return p
}

// likewise writes a text in the style of a node.
func likewise(n *document.Node, text string) string {
	switch n.Style {
	case document.DoubleQuoted:
		return `"` + text + `"`
	case document.SingleQuoted:
		return "'" + text + "'"
	}
	return text
}

// swap exchanges two entries of a mapping or list.
func (w *world) swap(t *rapid.T, s site) (string, bool) {
	n := s.node
	i := rapid.IntRange(0, len(n.Entries)-2).Draw(t, "first")
	j := rapid.IntRange(i+1, len(n.Entries)-1).Draw(t, "second")
	name := s.doc.File.Path
	chunk := func(e document.Entry) source.Span {
		at := e.Value.Span
		if n.Kind == document.Map {
			at.Start = e.KeyAt.Start
		}
		return w.span(name, at)
	}
	a, b := chunk(n.Entries[i]), chunk(n.Entries[j])
	text := w.files[name]
	edits := []source.Edit{
		{At: source.Location{Path: name, Span: a}, New: text[b.Start:b.End]},
		{At: source.Location{Path: name, Span: b}, New: text[a.Start:a.End]},
	}
	swapped := *n
	swapped.Entries = slices.Clone(n.Entries)
	swapped.Entries[i], swapped.Entries[j] = swapped.Entries[j], swapped.Entries[i]
	at := slices.Index(w.parse(name).documents, s.doc)
	done := w.replace(name, edits, func(before, after []*document.Document) bool {
		got := after[at].Root
		for _, step := range s.way {
			if got.Kind == document.List {
				got = got.Entries[slices.Index(indexes(len(got.Entries)), step)].Value
			} else {
				got = got.Get(step)
			}
		}
		return document.Equal(&swapped, got) && (n.Kind == document.List || equal(before, after))
	})
	step := func(i int) string { return fmt.Sprint(i) }
	if n.Kind == document.Map {
		step = func(i int) string { return n.Entries[i].Key }
	}
	return fmt.Sprintf("%s: %s and %s change places", s, step(i), step(j)), done
}

func indexes(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint(i)
	}
	return all
}

func (w *world) reorderKeys(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return s.node.Kind == document.Map && len(s.node.Entries) > 1 && s.node.Anchor == nil
	})
	if !found {
		return ""
	}
	what, done := w.swap(t, s)
	if !done {
		return ""
	}
	w.rewritten = true
	return what
}

func (w *world) reorderMembers(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return s.node.Kind == document.List && len(s.node.Entries) > 1 && s.node.Anchor == nil && orderless(s)
	})
	if !found {
		return ""
	}
	what, done := w.swap(t, s)
	if !done {
		return ""
	}
	w.rewritten, w.reordered = true, true
	return what
}

// orderless says whether the order of a list has no meaning: its members are
// told apart by name, or are a set.
func orderless(s site) bool { return s.shape != nil }

// chunk is the text of a document as it can stand anywhere in a file but, for
// want of a mark, at its start.
func (w *world) chunk(doc *document.Document) string {
	text := strings.TrimPrefix(w.files[doc.File.Path][doc.Span.Start:doc.Span.End], "\uFEFF")
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	if !strings.HasPrefix(text, "---") && !strings.Contains(text, "\n---") {
		text = "---\n" + text
	}
	return text
}

// movable says whether a document means the same wherever it stands: of two of
// the same name the first counts.
func (w *world) movable(doc *document.Document) bool {
	same := 0
	for _, name := range w.paths() {
		for _, other := range w.parse(name).documents {
			if other.Kind == doc.Kind && other.Name == doc.Name && other.Region == doc.Region {
				same++
			}
		}
	}
	return same == 1
}

func (w *world) reorderDocuments(t *rapid.T) string {
	var several []string
	for _, name := range w.paths() {
		if len(w.parse(name).documents) > 1 {
			several = append(several, name)
		}
	}
	if len(several) == 0 {
		return ""
	}
	name := rapid.SampledFrom(several).Draw(t, "file")
	documents := w.parse(name).documents
	i := rapid.IntRange(0, len(documents)-2).Draw(t, "first")
	j := rapid.IntRange(i+1, len(documents)-1).Draw(t, "second")
	a, b := documents[i], documents[j]
	if !w.movable(a) || !w.movable(b) {
		return ""
	}
	text := w.files[name]
	w.files[name] = text[:a.Span.Start] + w.chunk(b) + text[a.Span.End:b.Span.Start] + w.chunk(a) + text[b.Span.End:]
	return fmt.Sprintf("%s: documents %d and %d, %s and %s, change places", name, i+1, j+1, site{doc: a}, site{doc: b})
}

// cut takes a document out of its file, and gives its text.
func (w *world) cut(doc *document.Document) string {
	name, text := doc.File.Path, w.chunk(doc)
	w.files[name] = w.files[name][:doc.Span.Start] + w.files[name][doc.Span.End:]
	if p := w.parse(name); len(p.documents) == 0 && len(p.findings) == 0 {
		delete(w.files, name)
	}
	return text
}

func (w *world) append(name, text string) {
	old := w.files[name]
	if old != "" && !strings.HasSuffix(old, "\n") {
		old += "\n"
	}
	w.files[name] = old + text
}

// fresh is the path of a file that is not there.
func (w *world) fresh(t *rapid.T) string {
	folders := []string{"."}
	for _, name := range w.paths() {
		folders = append(folders, path.Dir(name))
	}
	folder := rapid.SampledFrom(append(slices.Compact(folders), "a b/č", "zz/deep/er")).Draw(t, "folder")
	w.new++
	return path.Join(folder, fmt.Sprintf("moved-%d%s", w.new, rapid.SampledFrom([]string{".yaml", ".yml", ".YAML"}).Draw(t, "ending")))
}

func (w *world) moveDocument(t *rapid.T) string {
	documents := w.documents()
	doc := documents[rapid.IntRange(0, len(documents)-1).Draw(t, "document")]
	to := ""
	if rapid.Bool().Draw(t, "to a new file") {
		to = w.fresh(t)
	} else {
		to = rapid.SampledFrom(w.paths()).Draw(t, "file")
	}
	if to == doc.File.Path || !w.movable(doc) {
		return ""
	}
	w.append(to, w.cut(doc))
	return fmt.Sprintf("%s moves from %s to %s", site{doc: doc}, doc.File.Path, to)
}

func (w *world) splitFile(t *rapid.T) string {
	name := rapid.SampledFrom(w.paths()).Draw(t, "file")
	documents := w.parse(name).documents
	if len(documents) < 2 || !slices.ContainsFunc(documents, w.movable) {
		return ""
	}
	for {
		documents = w.parse(name).documents
		at := slices.IndexFunc(documents, w.movable)
		if at < 0 || len(documents) < 2 {
			return fmt.Sprintf("%s is split into one file for each document", name)
		}
		w.append(w.fresh(t), w.cut(documents[at]))
	}
}

func (w *world) mergeFiles(t *rapid.T) string {
	from := rapid.SampledFrom(w.paths()).Draw(t, "file")
	to := rapid.SampledFrom(w.paths()).Draw(t, "other file")
	p := w.parse(from)
	if from == to || len(p.findings) > 0 || slices.ContainsFunc(p.documents, func(d *document.Document) bool { return !w.movable(d) }) {
		return ""
	}
	var text strings.Builder
	for _, doc := range p.documents {
		text.WriteString(w.chunk(doc))
	}
	delete(w.files, from)
	w.append(to, text.String())
	return fmt.Sprintf("%s is appended to %s", from, to)
}

func (w *world) comment(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return s.entry != nil && s.parent.Kind == document.Map && strings.Trim(w.indent(s.doc, s.entry.KeyAt.Start), " ") == ""
	})
	if !found {
		return ""
	}
	name := s.doc.File.Path
	indent := w.indent(s.doc, s.entry.KeyAt.Start)
	line := rapid.SampledFrom([]string{"\n", "  \n", "# note\n", indent + "# a note: with \"marks' {[\n", indent + "# ---\n", "\n\n# Überschrift\n\n"}).Draw(t, "line")
	at := source.Span{Start: s.entry.KeyAt.Start - len(indent), End: s.entry.KeyAt.Start - len(indent)}
	if !w.replace(name, []source.Edit{{At: source.Location{Path: name, Span: at}, New: line}}, equal) {
		return ""
	}
	return fmt.Sprintf("%s: %q before it", s, line)
}

// indent is what stands before an offset in its line.
func (w *world) indent(doc *document.Document, at int) string {
	text := w.files[doc.File.Path][:at]
	return text[strings.LastIndexByte(text, '\n')+1:]
}

var plainText = regexp.MustCompile(`^[a-z]{3}[a-z0-9-]{2,}$`)

func (w *world) quote(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return s.node.Kind == document.String && s.node.Anchor == nil && s.entry != nil && !strings.ContainsRune("&!", rune(w.files[s.doc.File.Path][s.node.Span.Start]))
	})
	if !found {
		return ""
	}
	name, n := s.doc.File.Path, s.node
	styles := []string{quoted(n.Text)}
	if !strings.ContainsAny(n.Text, "\n\t") {
		styles = append(styles, "'"+strings.ReplaceAll(n.Text, "'", "''")+"'")
	}
	if plainText.MatchString(n.Text) {
		styles = append(styles, n.Text)
	}
	text := rapid.SampledFrom(styles).Draw(t, "quotes")
	at := source.Location{Path: name, Span: w.span(name, n.Span)}
	edits := []source.Edit{{At: at, New: text}}
	if s.parent.Kind == document.Map && rapid.Bool().Draw(t, "key too") {
		edits = append(edits, source.Edit{At: source.Location{Path: name, Span: s.entry.KeyAt}, New: quoted(s.entry.Key)})
	}
	if !w.replace(name, edits, equal) {
		return ""
	}
	w.rewritten = true
	return fmt.Sprintf("%s is written as %s", s, text)
}

// isFlow says whether a mapping or list is written in braces or brackets.
func (w *world) isFlow(s site) bool {
	return strings.ContainsRune("{[", rune(w.files[s.doc.File.Path][s.node.Span.Start]))
}

func (w *world) inOneLine(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return (s.node.Kind == document.Map || s.node.Kind == document.List) && s.node.Anchor == nil && !w.isFlow(s)
	})
	if !found {
		return ""
	}
	return w.rewrite(s, " ", flow(s.node))
}

func (w *world) inLines(t *rapid.T) string {
	s, found := w.site(t, func(s site) bool {
		return len(s.node.Entries) > 0 && s.node.Anchor == nil && w.isFlow(s) && s.entry != nil && s.parent.Kind == document.Map &&
			strings.Trim(w.indent(s.doc, s.entry.KeyAt.Start), " -") == ""
	})
	if !found {
		return ""
	}
	indent := "\n" + strings.Repeat(" ", len(w.indent(s.doc, s.entry.KeyAt.Start))+2)
	var lines strings.Builder
	for i := range s.node.Entries {
		lines.WriteString(indent)
		if s.node.Kind == document.List {
			lines.WriteString("- ")
		} else {
			lines.WriteString(quoted(s.node.Entries[i].Key) + ": ")
		}
		lines.WriteString(flow(s.node.Entries[i].Value))
	}
	return w.rewrite(s, "", lines.String())
}

// rewrite writes a mapping or list another way, behind the colon of its key or,
// where it has none, in its place.
func (w *world) rewrite(s site, space, text string) string {
	name := s.doc.File.Path
	at := w.span(name, s.node.Span)
	if s.entry != nil && s.parent.Kind == document.Map {
		colon := strings.IndexByte(w.files[name][s.entry.KeyAt.End:], ':')
		at.Start, text = s.entry.KeyAt.End+colon+1, space+text
	}
	if !w.replace(name, []source.Edit{{At: source.Location{Path: name, Span: at}, New: text}}, equal) {
		return ""
	}
	w.rewritten = true
	return fmt.Sprintf("%s is written as %s", s, strings.TrimSpace(text))
}

func (w *world) lineEnds(t *rapid.T) string {
	name := rapid.SampledFrom(w.paths()).Draw(t, "file")
	if strings.Contains(w.files[name], "\r") || len(w.parse(name).findings) > 0 {
		return ""
	}
	before := w.parse(name).documents
	w.files[name] = strings.ReplaceAll(w.files[name], "\n", "\r\n")
	if !equal(before, w.parse(name).documents) {
		panic(name + " reads otherwise with CR LF")
	}
	return name + " has CR LF now"
}

func (w *world) mark(t *rapid.T) string {
	name := rapid.SampledFrom(w.paths()).Draw(t, "file")
	if strings.HasPrefix(w.files[name], "\uFEFF") {
		return ""
	}
	w.files[name] = "\uFEFF" + w.files[name]
	return name + " begins with a byte order mark now"
}

// lint checks the repository as it is now.
func (w *world) lint(t rapid.TB) *lint.Result {
	checker := lint.Checker{Shipped: w.shipped, Date: day}
	result, err := checker.Check(context.Background(), source.Memory(w.files))
	if err != nil {
		t.Fatalf("the check cannot be made: %v", err)
	}
	return result
}

var listPosition = regexp.MustCompile(`\[\d+\]`)

// told is what findings say, in lines that can be compared; what edits touched
// is left out or brought back to what it was.
func (w *world) told(result *lint.Result) []string {
	var all []string
	for _, f := range result.Findings {
		parts := []string{string(f.Severity), f.Rule, f.Object.String(), f.Path, f.Message, f.Label, f.Owner, f.Waiver, fmt.Sprint(len(f.Related))}
		if !w.rewritten {
			parts = append(parts, under(result, f))
		}
		text := strings.Join(parts, " | ")
		for _, name := range slices.Backward(w.renamed) {
			text = strings.ReplaceAll(text, name[0], name[1])
		}
		if w.reordered || len(w.renamed) > 0 {
			text = f.Rule + ": " + sortedWords(listPosition.ReplaceAllString(text, "[]"))
		}
		all = append(all, text)
	}
	slices.Sort(all)
	return all
}

// under is the first line of what a finding points at.
func under(result *lint.Result, f finding.Finding) string {
	file := result.Snapshot.File(f.At.Path)
	if file == nil {
		return ""
	}
	line, _, _ := strings.Cut(string(file.Data[f.At.Span.Start:f.At.Span.End]), "\n")
	return strings.TrimSpace(line)
}

func sortedWords(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,;`|", r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}
