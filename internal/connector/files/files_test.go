package files_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/connector"
	"interlock.dev/interlock/internal/connector/connectortest"
	"interlock.dev/interlock/internal/connector/files"
	"interlock.dev/interlock/internal/resource"
)

// at is the connector for a directory, with JSON for YAML.
func at(dir string) *files.Files {
	return &files.Files{
		Directory: dir,
		Encode: func(r resource.Resource) ([]byte, error) {
			text, err := json.MarshalIndent(r.Attributes, "", "  ")
			return append(text, '\n'), err
		},
		Decode: func(text []byte) (map[string]any, error) {
			decoder := json.NewDecoder(bytes.NewReader(text))
			decoder.UseNumber()
			var a map[string]any
			err := decoder.Decode(&a)
			return a, err
		},
	}
}

// dump is every name below a directory, and what stands there.
func dump(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := make(map[string]string)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		switch {
		case entry.IsDir():
			found[name] = "directory"
		case entry.Type()&fs.ModeSymlink != 0:
			found[name], err = os.Readlink(path)
		default:
			var text []byte
			text, err = os.ReadFile(path)
			found[name] = string(text)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return found
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func placeOf(dir string, key resource.Key) string {
	return filepath.Join(dir, key.Region, key.Kind, key.Name+".yaml")
}

func TestFiles(t *testing.T) {
	connectortest.Run(t, func(t *testing.T) connectortest.Subject {
		dir := filepath.Join(t.TempDir(), "rendered")
		return connectortest.Subject{
			Connector: at(dir),
			Foreign:   func(key resource.Key) { put(t, placeOf(dir, key), "made: by hand\n") },
			Edit: func(key resource.Key) {
				text, err := os.ReadFile(placeOf(dir, key))
				if err != nil {
					t.Fatal(err)
				}
				put(t, placeOf(dir, key), strings.ReplaceAll(string(text), "one", "edited"))
			},
			Dump: func() map[string]string {
				all := dump(t, dir)
				// Directories are no objects: one that ours left empty goes.
				maps.DeleteFunc(all, func(_, text string) bool { return text == "directory" })
				return all
			},
		}
	})
}

var request = resource.Key{Kind: "Workflow", Region: "de", Name: "campaign-request"}

func write(t *testing.T, f *files.Files, key resource.Key, text, seen string) string {
	t.Helper()
	version, err := f.Write(t.Context(), resource.Resource{Key: key, Attributes: map[string]any{"title": text}, Version: seen})
	if err != nil {
		t.Fatal(err)
	}
	return version
}

func one(t *testing.T, f *files.Files, place string) connector.Object {
	t.Helper()
	list, err := f.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range list {
		if o.Place == place {
			return o
		}
	}
	t.Fatalf("%s is not among %v", place, list)
	return connector.Object{}
}

func TestMark(t *testing.T) {
	dir := t.TempDir()
	f := at(dir)
	write(t, f, request, "one", "")
	place := placeOf(dir, request)
	text, err := os.ReadFile(place)
	if err != nil || !strings.HasPrefix(string(text), "# interlock: Workflow/campaign-request in de\n# Written by interlock (") {
		t.Fatalf("%s, %v", text, err)
	}
	lines := strings.SplitAfterN(string(text), "\n", 3)
	for name, c := range map[string]struct {
		text          string
		ours, altered bool
		problem       string
	}{
		"as written":                 {string(text), true, false, ""},
		"a value edited":             {strings.ReplaceAll(string(text), "one", "two"), true, true, ""},
		"the layout edited":          {string(text) + "\n", true, true, ""},
		"with the line ends of DOS":  {strings.ReplaceAll(string(text), "\n", "\r\n"), true, true, ""},
		"no longer to be parsed":     {lines[0] + lines[1] + "{", true, true, "unexpected EOF"},
		"without its second line":    {lines[0] + lines[2], true, true, ""},
		"the second line reworded":   {lines[0] + strings.ReplaceAll(lines[1], "put back", "undone") + lines[2], true, false, ""},
		"nothing but its first line": {strings.TrimSpace(lines[0]), true, true, "EOF"},
		"without its mark":           {lines[1] + lines[2], false, false, "invalid character '#'"},
		"the mark of another":        {strings.ReplaceAll(string(text), "in de", "in fr"), false, false, "it carries the mark of Workflow/campaign-request in fr"},
		"empty":                      {"", false, false, "EOF"},
		"not UTF-8":                  {lines[0] + "\xff", true, true, "it is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			put(t, place, c.text)
			o := one(t, at(dir), "de/Workflow/campaign-request.yaml")
			if o.Ours != c.ours || o.Altered != c.altered || (o.Problem == "") != (c.problem == "") || !strings.HasPrefix(o.Problem, c.problem) {
				t.Fatalf("%+v; want ours %t, altered %t, problem %q", o, c.ours, c.altered, c.problem)
			}
			// Whatever people made of it, it can be put back.
			version := write(t, f, request, "one", o.Resource.Version)
			if back, err := os.ReadFile(place); err != nil || string(back) != string(text) {
				t.Fatalf("put back as %q, %v", back, err)
			}
			if o := one(t, at(dir), "de/Workflow/campaign-request.yaml"); o.Resource.Version != version || o.Altered {
				t.Fatalf("put back as %+v", o)
			}
		})
	}
}

func TestForeignFiles(t *testing.T) {
	dir := t.TempDir()
	f := at(dir)
	write(t, f, request, "one", "")
	for name, text := range map[string]string{
		"README.md": "x", "de/notes.txt": "x", "de/Workflow/notes.txt": "x", "de/Workflow/by-hand.yaml": "a: 1",
		"de/Workflow/deep/er.yaml": "x", "fr/Workflow/campaign-request.yaml": "# interlock: Workflow/campaign-request in de\n",
		".git/config": "x", "de/Workflow/Bad Name.yaml": "x", ".interlock-0011223344556677.tmp": "of someone else", "de/.interlock-notes.tmp": "# interlock: ",
	} {
		put(t, filepath.Join(dir, name), text)
	}
	before := dump(t, dir)
	list, err := f.Read(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var places []string
	for _, o := range list {
		places = append(places, o.Place)
		if o.Ours != (o.Place == "de/Workflow/campaign-request.yaml") {
			t.Errorf("%+v", o)
		}
	}
	want := "README.md de/Workflow/Bad Name.yaml de/Workflow/by-hand.yaml de/Workflow/campaign-request.yaml de/Workflow/deep de/Workflow/notes.txt de/notes.txt fr/Workflow/campaign-request.yaml"
	if got := strings.Join(places, " "); got != want {
		t.Errorf("listed %s\n  want %s", got, want)
	}
	// Deleting ours leaves the directories in which there is something else.
	version := one(t, f, "de/Workflow/campaign-request.yaml").Resource.Version
	other := resource.Key{Kind: "Metric", Region: "us", Name: "reach"}
	second := write(t, f, other, "x", "")
	for key, version := range map[resource.Key]string{request: version, other: second} {
		if err := f.Delete(t.Context(), key, version); err != nil {
			t.Fatal(err)
		}
	}
	delete(before, "de/Workflow/campaign-request.yaml")
	if after := dump(t, dir); !maps.Equal(before, after) {
		t.Fatalf("%v\nthen %v", before, after)
	}
}

func TestLeftoversOfAKilledRun(t *testing.T) {
	dir := t.TempDir()
	write(t, at(dir), request, "one", "")
	text, err := os.ReadFile(placeOf(dir, request))
	if err != nil {
		t.Fatal(err)
	}
	ours := []string{"de/Workflow/.interlock-0123456789abcdef.tmp", "de/Workflow/.interlock-1123456789abcdef.tmp", "de/Workflow/.interlock-2123456789abcdef.tmp"}
	for i, cut := range []int{0, 5, len(text)} {
		put(t, filepath.Join(dir, ours[i]), string(text[:cut]))
	}
	for _, foreign := range []string{"de/Workflow/.interlock-3123456789abcdef.tmp", "de/Workflow/.interlock-xyz.tmp", "de/Workflow/x.tmp"} {
		put(t, filepath.Join(dir, foreign), "mine")
	}
	before := dump(t, dir)
	f := at(dir)
	if list, err := f.Read(t.Context(), nil); err != nil || len(list) != 2 {
		t.Fatalf("%v, %v", list, err)
	}
	if after := dump(t, dir); !maps.Equal(before, after) {
		t.Fatal("reading removed something")
	}
	write(t, f, request, "two", one(t, f, "de/Workflow/campaign-request.yaml").Resource.Version)
	after := dump(t, dir)
	for _, name := range ours {
		if _, left := after[name]; left {
			t.Errorf("%s was left", name)
		}
		delete(before, name)
	}
	before["de/Workflow/campaign-request.yaml"] = after["de/Workflow/campaign-request.yaml"]
	if !maps.Equal(before, after) {
		t.Fatalf("%v\nthen %v", before, after)
	}
}

func TestSymbolicLinks(t *testing.T) {
	outside := t.TempDir()
	put(t, filepath.Join(outside, "campaign-request.yaml"), "theirs")
	put(t, filepath.Join(outside, "Workflow", "campaign-request.yaml"), "theirs")
	untouched := dump(t, outside)
	inside := func(dir string) string { return filepath.Join(dir, "fr") }
	for name, c := range map[string]struct{ link, to string }{
		"the region":          {"de", outside},
		"the kind":            {"de/Workflow", outside},
		"the file":            {"de/Workflow/campaign-request.yaml", filepath.Join(outside, "campaign-request.yaml")},
		"a dangling file":     {"de/Workflow/campaign-request.yaml", filepath.Join(outside, "new.yaml")},
		"a region of our own": {"de", "fr"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, filepath.Join(inside(dir), "Workflow", "x.yaml"), "x")
			link := filepath.Join(dir, c.link)
			if err := errors.Join(os.MkdirAll(filepath.Dir(link), 0o755), os.Symlink(c.to, link)); err != nil {
				t.Fatal(err)
			}
			before := dump(t, dir)
			f := at(dir)
			if o := one(t, f, c.link); o.Ours {
				t.Fatalf("%+v", o)
			}
			_, err := f.Write(t.Context(), resource.Resource{Key: request, Attributes: map[string]any{}})
			var refused *connector.RefusedError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), "symbolic link") || !strings.Contains(err.Error(), "move it away") {
				t.Fatalf("Write: %v", err)
			}
			if err := f.Delete(t.Context(), request, "x"); !errors.As(err, &refused) {
				t.Fatalf("Delete: %v", err)
			}
			if after := dump(t, dir); !maps.Equal(before, after) {
				t.Fatalf("%v\nthen %v", before, after)
			}
			if after := dump(t, outside); !maps.Equal(untouched, after) {
				t.Fatalf("outside: %v\nthen %v", untouched, after)
			}
		})
	}
}

func TestNamesThatEscape(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "target")
	f := at(dir)
	for _, name := range []string{"", ".", "..", "../x", "a/b", `a\b`, ".hidden", "a\x00b", "a b", "ä", "x.", strings.Repeat("x", 201), "-x"} {
		for _, key := range []resource.Key{{Kind: name, Region: "de", Name: "x"}, {Kind: "K", Region: name, Name: "x"}, {Kind: "K", Region: "de", Name: name}} {
			r := resource.Resource{Key: key, Attributes: map[string]any{}}
			var refused *connector.RefusedError
			if _, err := f.Normalize([]resource.Resource{r}); !errors.As(err, &refused) || !strings.Contains(err.Error(), "rename it") {
				t.Errorf("Normalize %q: %v", key, err)
			}
			if _, err := f.Write(t.Context(), r); !errors.As(err, &refused) {
				t.Errorf("Write %q: %v", key, err)
			}
			if err := f.Delete(t.Context(), key, "x"); !errors.As(err, &refused) {
				t.Errorf("Delete %q: %v", key, err)
			}
		}
	}
	if got := dump(t, filepath.Dir(dir)); len(got) != 0 {
		t.Fatalf("left %v", got)
	}
}

func TestNamesThatDifferInCase(t *testing.T) {
	dir := t.TempDir()
	f := at(dir)
	a, b := resource.Key{Kind: "Metric", Region: "de", Name: "x"}, resource.Key{Kind: "METRIC", Region: "de", Name: "x"}
	var refused *connector.RefusedError
	if _, err := f.Normalize([]resource.Resource{{Key: a}, {Key: b}}); !errors.As(err, &refused) || !strings.Contains(err.Error(), "upper and lower case") {
		t.Fatalf("Normalize: %v", err)
	}
	version := write(t, f, a, "one", "")
	for _, f := range []*files.Files{f, at(dir)} {
		if _, err := f.Write(t.Context(), resource.Resource{Key: b}); !errors.As(err, &refused) {
			t.Fatalf("Write: %v", err)
		}
	}
	if err := f.Delete(t.Context(), a, version); err != nil {
		t.Fatal(err)
	}
	write(t, f, b, "one", "")
}

func TestTargetsThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "file"), "x")
	put(t, filepath.Join(dir, "target", "de"), "a file where a directory is needed")
	outside := t.TempDir()
	if err := errors.Join(os.MkdirAll(filepath.Join(dir, "base"), 0o755), os.Symlink(outside, filepath.Join(dir, "base", "out"))); err != nil {
		t.Fatal(err)
	}
	before := dump(t, dir)
	for name, c := range map[string]struct {
		base, directory, want string
		readable              bool
	}{
		"a file":                     {"", filepath.Join(dir, "file"), "a file is in its place", false},
		"below a file":               {"", filepath.Join(dir, "file", "target"), "a file is in its place", false},
		"a file for a region":        {"", filepath.Join(dir, "target"), "`de` is a file, and a directory was expected", true},
		"outside of its base":        {filepath.Join(dir, "base"), "../target", "it must lie within", false},
		"a link out of its base":     {filepath.Join(dir, "base"), "out/target", "it must lie within", false},
		"an absolute path in a base": {filepath.Join(dir, "base"), outside, "it must lie within", false},
	} {
		t.Run(name, func(t *testing.T) {
			f := at(c.directory)
			f.Base = c.base
			_, err := f.Read(t.Context(), nil)
			if c.readable != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
				t.Errorf("Read: %v; want %q", err, c.want)
			}
			if _, err := f.Write(t.Context(), resource.Resource{Key: request}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("Write: %v; want %q", err, c.want)
			}
		})
	}
	if after := dump(t, dir); !maps.Equal(before, after) || len(dump(t, outside)) != 0 {
		t.Fatalf("%v\nthen %v", before, after)
	}
	f := at("rendered/here")
	f.Base = filepath.Join(dir, "base")
	write(t, f, request, "one", "")
	if _, err := os.Stat(placeOf(filepath.Join(dir, "base", "rendered", "here"), request)); err != nil {
		t.Fatal(err)
	}
}

func TestEncodeFails(t *testing.T) {
	dir := t.TempDir()
	f := at(dir)
	f.Encode = func(resource.Resource) ([]byte, error) { return nil, errors.New("no such form") }
	_, err := f.Write(t.Context(), resource.Resource{Key: request})
	var refused *connector.RefusedError
	if !errors.As(err, &refused) || len(dump(t, dir)) != 0 {
		t.Fatal(err)
	}
}
