// Package internal_test holds the order of the rooms: which package may import
// which, and where the heavy dependencies live.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "interlock.dev/interlock/"

// room is a package directly below internal. Packages below it are its own
// matter: they share its row, and may import it and one another.
type room struct {
	name     string
	sentence string   // its package comment, after its name
	pure     bool     // neither file, process, network, clock nor chance
	imports  []string // rooms it may import, each above it
}

var (
	readingWing = []string{"source", "resource", "finding", "document", "schema", "starter", "config", "catalog", "policy", "lint"}
	actingWing  = []string{"state", "connector", "plan", "reconcile"}
)

// rooms is the table of docs/architecture.md, in its order.
var rooms = []room{
	{name: "source", sentence: "reads trees of files and says where in them a thing stands"},
	{name: "resource", pure: true, sentence: "names what a platform holds"},
	{name: "finding", pure: true, sentence: "is what a check reports", imports: []string{"source"}},
	{name: "document", pure: true, sentence: "turns YAML into trees that remember their places",
		imports: []string{"source", "finding"}},
	{name: "schema", pure: true, sentence: "validates and describes documents by the JSON Schema of their kind",
		imports: []string{"source", "finding", "document"}},
	{name: "starter", pure: true, sentence: "holds the documents that an organisation adopts by naming them in its settings",
		imports: []string{"source", "document"}},
	{name: "config", sentence: "reads interlock's own settings, themselves a document with a schema",
		imports: []string{"source", "finding", "document", "schema", "starter"}},
	{name: "catalog", pure: true, sentence: "indexes documents, resolves references and composes what is effective in each region",
		imports: []string{"source", "finding", "document", "schema", "resource"}},
	{name: "policy", sentence: "runs Rego, and only it does: rules over a catalog, rules over a plan, mappings from effective objects to a platform's resources",
		imports: []string{"source", "finding", "document", "schema", "resource", "catalog"}},
	{name: "lint", sentence: "is the door of the reading wing: every check over one snapshot",
		imports: []string{"source", "resource", "finding", "document", "schema", "starter", "config", "catalog", "policy"}},
	{name: "framework", pure: true, sentence: "says of each row of the operating model what holds it, what checks it, and what proves that",
		imports: []string{"source", "finding", "document", "schema"}},
	{name: "almanac", pure: true, sentence: "knows the public holidays of countries, and reads iCalendar files"},
	{name: "draft", pure: true, sentence: "writes the beginning of a document of any kind, from its schema and from what stands beside it",
		imports: []string{"source", "finding", "document", "schema", "catalog"}},
	{name: "trial", sentence: "tries rules out: by their tests in Rego, and by their examples, which say on which lines a finding must stand",
		imports: []string{"source", "finding", "policy", "lint"}},
	{name: "state", sentence: "stores what interlock did and is doing"},
	{name: "connector", sentence: "reads and writes one platform", imports: []string{"resource"}},
	{name: "plan", pure: true, sentence: "computes the changes that make actual equal desired", imports: []string{"resource"}},
	{name: "reconcile", sentence: "is the door of the acting wing: carries out plans, once or forever",
		imports: []string{"source", "finding", "resource", "document", "catalog", "config", "policy", "lint", "state", "connector", "plan"}},
	{name: "graph", pure: true, sentence: "draws what leads where: references, data connections, workflows and the tree of regions",
		imports: []string{"source", "finding", "document", "schema", "catalog"}},
	{name: "page", sentence: "is what people look at: one JSON model of catalog, findings and plan, and the web app (embedded bundle) that shows it",
		imports: []string{"source", "finding", "resource", "document", "schema", "catalog", "config", "framework", "graph", "plan"}},
	{name: "report", sentence: "renders findings, plans and outcomes",
		imports: []string{"source", "finding", "resource", "document", "schema", "catalog", "policy", "framework", "trial", "plan"}},
	{name: "lsp", sentence: "serves editors", imports: readingWing},
	{name: "web", sentence: "serves people and probes: the page live, API, metrics, webhooks",
		imports: []string{"lint", "reconcile", "page", "report", "plan", "state", "catalog"}},
	{name: "cli", sentence: "is the command line",
		imports: slices.Concat(readingWing, actingWing, []string{"framework", "almanac", "draft", "trial", "graph", "page", "report", "lsp", "web"})},
}

// outside are the packages of the project that stand outside of internal, with
// the rooms that may import them.
var outside = map[string][]string{
	"schemas":  {"schema", "config", "lint", "cli"},
	"policies": {"policy", "lint", "cli"},
}

// placed says which rooms may import a dependency, and why no other. The
// longest prefix of an import path that stands here decides.
var placed = map[string]struct {
	rooms  []string
	reason string
}{
	"gopkg.in/yaml.v3":                            {[]string{"document"}, "archived in 2025, decodes what it should refuse, and panics on some input: one room may have to replace it"},
	"go.yaml.in/yaml":                             {nil, "one YAML library is enough"},
	"github.com/santhosh-tekuri/jsonschema":       {[]string{"schema"}, "v5 is frozen: the move to another is to be one file"},
	"github.com/open-policy-agent/opa":            {[]string{"policy"}, "judgement is run in one place, with one list of allowed builtins"},
	"github.com/open-policy-agent/opa/v1/sdk":     {nil, "brings a server, plugins and the network"},
	"github.com/open-policy-agent/opa/v1/runtime": {nil, "brings a server, plugins and the network"},
	"github.com/open-policy-agent/opa/v1/server":  {nil, "brings a server, plugins and the network"},
	"github.com/go-git":                           {[]string{"source"}, "silently wrong on some repositories: one room knows which"},
	"go.etcd.io/bbolt":                            {[]string{"state"}, "a store is reached through state.Store"},
	"go.etcd.io/etcd":                             {[]string{"state"}, "a store is reached through state.Store"},
	"github.com/spf13/cobra":                      {[]string{"cli"}, "no package below the command line knows of flags"},
	"github.com/spf13/pflag":                      {[]string{"cli"}, "no package below the command line knows of flags"},
	"github.com/charmbracelet":                    {[]string{"report", "cli"}, "findings are data: only what prints knows of a terminal"},
	"charm.land":                                  {[]string{"report", "cli"}, "findings are data: only what prints knows of a terminal"},
	"github.com/clipperhouse/displaywidth":        {[]string{"report", "cli"}, "findings are data: only what prints knows of a terminal"},
	"text/template":                               {nil, "reaches MethodByName, which keeps every method of the program in the binary (+10 MB)"},
	"html/template":                               {nil, "reaches MethodByName, which keeps every method of the program in the binary (+10 MB)"},
}

// impure are imports, and members of packages, that a pure room does without.
var (
	impureImports = []string{"os", "net", "syscall", "io/ioutil", "math/rand", "crypto/rand", "log", "golang.org/x/sys"}
	// Of what is below net, these only read and write text.
	pureImports = []string{"net/url", "net/mail", "net/netip"}
	impureClock = []string{"Now", "Since", "Until", "After", "AfterFunc", "Sleep", "Tick", "NewTimer", "NewTicker"}
)

// file is a Go file that is part of the program.
type file struct {
	dir  string // of its package, from the project's root
	path string
	tree *ast.File
}

// room is the name of the room that the file belongs to, "" outside of internal.
func (f file) room() string {
	rest, inside := strings.CutPrefix(f.dir, "internal/")
	if !inside {
		return ""
	}
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func (f file) imports() []string {
	paths := make([]string, len(f.tree.Imports))
	for i, spec := range f.tree.Imports {
		paths[i], _ = strconv.Unquote(spec.Path.Value)
	}
	return paths
}

// program parses every Go file of the project that is not a test.
func program(t *testing.T) []file {
	t.Helper()
	const root = ".."
	var files []file
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if base := entry.Name(); name != root && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules" || base == "tools") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name, err = filepath.Rel(root, name)
		name = filepath.ToSlash(name)
		files = append(files, file{dir: path.Dir(name), path: name, tree: tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 5 {
		t.Fatalf("only %d files found below %s", len(files), root)
	}
	return files
}

func find(name string) *room {
	for i := range rooms {
		if rooms[i].name == name {
			return &rooms[i]
		}
	}
	return nil
}

func TestTableIsInOrder(t *testing.T) {
	for i, r := range rooms {
		for _, name := range r.imports {
			if above := slices.IndexFunc(rooms[:i], func(other room) bool { return other.name == name }); above < 0 {
				t.Errorf("%s may import %s, which is not above it", r.name, name)
			}
		}
	}
}

func TestImportsFollowTheTable(t *testing.T) {
	for _, f := range program(t) {
		name := f.room()
		r := find(name)
		if name != "" && r == nil {
			t.Errorf("%s: there is no room %s in the table", f.path, name)
			continue
		}
		for _, imported := range f.imports() {
			inside, ours := strings.CutPrefix(imported, module)
			if !ours {
				continue
			}
			target, isRoom := strings.CutPrefix(inside, "internal/")
			target, _, _ = strings.Cut(target, "/")
			switch {
			case !isRoom:
				if !slices.Contains(outside[inside], name) {
					t.Errorf("%s: imports %s, which only %s may", f.path, inside, outside[inside])
				}
			case name == "" && (f.dir != "cmd/interlock" || target != "cli"):
				t.Errorf("%s: imports %s; outside of internal only cmd/interlock imports a room, and only cli", f.path, target)
			case name != "" && target != name && !slices.Contains(r.imports, target):
				t.Errorf("%s: %s may import %s, not %s", f.path, name, r.imports, target)
			}
		}
	}
}

func TestPackagesAreTheirSentence(t *testing.T) {
	comments := map[string][]string{}
	for _, f := range program(t) {
		found := comments[f.dir]
		if f.tree.Doc != nil {
			found = append(found, strings.Join(strings.Fields(f.tree.Doc.Text()), " "))
		}
		comments[f.dir] = found // also of a package without any
	}
	for dir, found := range comments {
		if len(found) != 1 {
			t.Errorf("%s: %d package comments, expected one", dir, len(found))
			continue
		}
		if r := find(strings.TrimPrefix(dir, "internal/")); r != nil {
			if want := "Package " + r.name + " " + r.sentence + "."; found[0] != want {
				t.Errorf("%s: the package comment is\n  %s\nthe table says\n  %s", dir, found[0], want)
			}
		}
	}
}

func TestPureRoomsArePure(t *testing.T) {
	for _, f := range program(t) {
		if r := find(f.room()); r == nil || !r.pure {
			continue
		}
		for _, imported := range f.imports() {
			for _, impure := range impureImports {
				below := strings.HasPrefix(imported, impure+"/") && !slices.Contains(pureImports, imported)
				if imported == impure || below {
					t.Errorf("%s: imports %s, but its room is pure", f.path, imported)
				}
			}
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if selector, ok := n.(*ast.SelectorExpr); ok {
				if name, ok := selector.X.(*ast.Ident); ok && name.Name == "time" && slices.Contains(impureClock, selector.Sel.Name) {
					t.Errorf("%s: uses time.%s, but its room is pure", f.path, selector.Sel.Name)
				}
			}
			return true
		})
	}
}

func TestDependenciesAreInTheirPlace(t *testing.T) {
	for _, f := range program(t) {
		for _, imported := range f.imports() {
			longest := ""
			for prefix := range placed {
				if (imported == prefix || strings.HasPrefix(imported, prefix+"/")) && len(prefix) > len(longest) {
					longest = prefix
				}
			}
			if place := placed[longest]; longest != "" && !slices.Contains(place.rooms, f.room()) {
				t.Errorf("%s: imports %s, which only %v may: %s", f.path, imported, place.rooms, place.reason)
			}
		}
	}
}

// What the project refuses, as far as it can be read off the sources.
func TestRefusals(t *testing.T) {
	for _, f := range program(t) {
		switch name := f.tree.Name.Name; {
		case name == "main" && f.dir != "cmd/interlock":
			t.Errorf("%s: a second main package; go install ./... is to build one program", f.path)
		case slices.Contains([]string{"utils", "util", "common", "helpers", "models", "misc"}, name):
			t.Errorf("%s: a package named %s says nothing about what it holds", f.path, name)
		}
		for _, declaration := range f.tree.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Recv == nil && function.Name.Name == "init" {
				t.Errorf("%s: has an init function; what it prepares is to be a value that somebody makes", f.path)
			}
		}
	}
}
