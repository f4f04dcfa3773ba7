package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Whoever reads the project finds each command in the README, and in a guide an
// example of it; and from the README the way to each page.
func TestCommandsAreDocumented(t *testing.T) {
	page := func(name string) string {
		text, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	readme := page("README.md")
	guides := page("docs/guide-ops-leads.md") + page("docs/guide-engineers.md")
	_, help, _ := strings.Cut(run(t, t.Context(), shipped(t), t.TempDir(), "--help").stdout, "Available Commands:\n")
	help, _, _ = strings.Cut(help, "\n\n")
	commands := 0
	for _, line := range strings.Split(help, "\n") {
		name, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "completion" || name == "help" || name == "version" {
			continue
		}
		commands++
		if !regexp.MustCompile(`(?m)^\|.*` + "`" + name + "`").MatchString(readme) {
			t.Errorf("README.md does not name `%s` in its table of commands", name)
		}
		if !strings.Contains(guides, "interlock "+name) {
			t.Errorf("no guide has an example of interlock %s", name)
		}
	}
	if commands < 15 {
		t.Errorf("there are %d commands in:\n%s", commands, help)
	}
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if name := "docs/" + filepath.Base(p); !strings.Contains(readme+guides, "("+name+")") && !strings.Contains(guides, "("+filepath.Base(p)+")") {
			t.Errorf("neither the README nor a guide leads to %s", name)
		}
	}
	if lines := strings.Count(readme, "\n"); lines > 85 {
		t.Errorf("README.md has %d lines, and should be seen at a glance", lines)
	}
}
