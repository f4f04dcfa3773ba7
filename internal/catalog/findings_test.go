package catalog_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/source"
)

// section is a part of a file in testdata: its name, its documents as written
// and completed, and what stands behind the line `--- forms`.
type section struct{ name, written, text, want string }

// tree are the regions of every section, unless its name begins with "bare".
const tree = `kind: Region
metadata: {name: emea}
---
kind: Region
metadata: {name: dach}
spec: {parent: emea}
---
kind: Region
metadata: {name: de}
spec: {parent: dach}
---
kind: Region
metadata: {name: at}
spec: {parent: dach}
---
kind: Region
metadata: {name: uk}
spec: {parent: emea}
---
kind: Region
metadata: {name: amer}
---
kind: Region
metadata: {name: us}
spec: {parent: amer}
`

// sections reads a file of testdata. Its documents leave out `apiVersion`.
func sections(t testing.TB, file string) []section {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []section
	for _, part := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(part, "\n")
		written, want, _ := strings.Cut(rest+"\n", "--- forms\n")
		text := written
		if !strings.HasPrefix(name, "bare") {
			text += "\n---\n" + tree
		}
		all = append(all, section{name, written, complete(text), strings.TrimRight(want, "\n")})
	}
	return all
}

func complete(text string) string {
	return regexp.MustCompile(`(?m)^kind:`).ReplaceAllString(text, "apiVersion: interlock.dev/v1\nkind:")
}

// build makes a catalog of the documents of one file, which it turns by some.
func build(t testing.TB, text string, turn int) (*catalog.Catalog, *source.File) {
	t.Helper()
	file := source.NewFile("doc.yaml", []byte(text))
	docs, _ := document.Parse(file)
	if len(docs) > 0 {
		turn %= len(docs)
		docs = slices.Concat(docs[turn:], docs[:turn])
	}
	return catalog.Build(registry(t), docs), file
}

// Findings stand on the lines that say `# want RULE: part of the message`, and
// on no other.
func TestFindings(t *testing.T) {
	met := map[string]bool{}
	for _, s := range sections(t, "testdata/findings.txt") {
		t.Run(s.name, func(t *testing.T) {
			c, file := build(t, s.text, 0)
			found := finding.Sorted(slices.Clone(c.Findings()))
			var got []string
			for _, f := range found {
				met[f.Rule] = true
				line := file.Position(f.At.Span.Start).Line
				got = append(got, fmt.Sprintf("%d %s", line, f.Rule))
				if f.Path == "" || f.Object.Name == "" || f.Help == "" {
					t.Errorf("finding without path, object or help: %+v", f)
				}
				if _, said, _ := strings.Cut(file.Line(line), "# want "+f.Rule+": "); !strings.Contains(f.Message+" | "+f.Label, said) {
					t.Errorf("line %d: expected `%s` in `%s | %s`", line, said, f.Message, f.Label)
				}
			}
			var want []string
			for i := 1; i <= file.Lines(); i++ {
				for _, rule := range regexp.MustCompile(`# want (catalog/[a-z-]+)`).FindAllStringSubmatch(file.Line(i), -1) {
					want = append(want, fmt.Sprintf("%d %s", i, rule[1]))
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				for _, f := range found {
					t.Logf("%d: %s: %s", file.Position(f.At.Span.Start).Line, f.Rule, f.Message)
				}
				t.Errorf("findings (-want +got):\n%s\n%s", d, numbered(s.text))
			}
			for turn := range 5 {
				turned, _ := build(t, s.text, turn+1)
				if d := cmp.Diff(found, finding.Sorted(slices.Clone(turned.Findings()))); d != "" {
					t.Fatalf("another order of documents gives other findings:\n%s", d)
				}
			}
		})
	}
	for _, rule := range catalog.Rules() {
		if !met[rule.ID] {
			t.Errorf("no section shows %s", rule.ID)
		}
	}
}

func numbered(text string) string {
	var b strings.Builder
	for i, line := range strings.Split(text, "\n") {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, line)
	}
	return b.String()
}
