package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"interlock.dev/interlock/internal/cli"
)

// meridianRegions are the regions of the example, each with a team of its own
// that must be asked about what stands in its folder.
var meridianRegions = []string{
	"amer", "amer/ca", "amer/us", "apac", "apac/au", "apac/jp", "emea", "emea/uk",
	"emea/dach", "emea/dach/at", "emea/dach/ch", "emea/dach/de", "latam", "latam/br",
}

// The example has a forge that asks: every team has a handle, every region is
// asked about its folder, and what was written is what would be written again.
func TestCodeownersOfMeridian(t *testing.T) {
	s, dir := shipped(t), t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../examples/meridian")); err != nil {
		t.Fatal(err)
	}
	folders := 0
	err := filepath.WalkDir(filepath.Join(dir, "regions"), func(name string, d os.DirEntry, err error) error {
		if err == nil && d.Name() == "region.yaml" {
			folders++
		}
		return err
	})
	if err != nil || folders != len(meridianRegions) {
		t.Fatalf("the example has %d regions, and this test knows %d (%v)", folders, len(meridianRegions), err)
	}
	file := filepath.Join(t.TempDir(), "CODEOWNERS")
	wrote := run(t, t.Context(), s, dir, "codeowners", "-o", file)
	if wrote.code != cli.ExitClean || strings.Contains(wrote.stderr, "warning") {
		t.Fatalf("exit code %d: %s", wrote.code, wrote.stderr)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, region := range meridianRegions {
		name := region[strings.LastIndex(region, "/")+1:]
		line := "\n/regions/" + region + "/ @meridian-example/" + name + "-marketing"
		if !strings.Contains(string(text), line) {
			t.Errorf("nobody of %s is asked about its folder: there is no line%s", name, line)
		}
	}
	if again := run(t, t.Context(), s, dir, "codeowners", "-o", "-"); again.stdout != string(text) {
		t.Errorf("a second run differs:\n%s", again.stdout)
	}
	if check := run(t, t.Context(), s, dir, "codeowners", "--check", "-o", file); check.code != cli.ExitClean {
		t.Errorf("--check: exit code %d: %s%s", check.code, check.stdout, check.stderr)
	}
}
