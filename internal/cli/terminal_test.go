package cli_test

import (
	"strings"
	"testing"

	"interlock.dev/interlock/internal/cli"
	"interlock.dev/interlock/policies"
)

// On a terminal there are colours and progress, and the words are the same.
func TestTerminal(t *testing.T) {
	s, repo := shipped(t), repository(t)
	for _, args := range [][]string{{"lint"}, {"explain", "Workflow/campaign:spec.leadTime", "--region", "de"}, {"plan"}, {"apply"}, {"status"}} {
		var stdout, stderr terminal
		command := cli.Command{
			Stdout: &stdout, Stderr: &stderr, Dir: repo, Now: storyDay, Shipped: s, Policies: policies.FS,
			Getenv: func(string) string { return "" }, Color: true, Width: 80, Terminal: true,
		}
		if code := command.Main(t.Context(), args); code != cli.ExitClean {
			t.Fatalf("%v: exit code %d\n%s", args, code, stderr.String())
		}
		if !strings.Contains(stdout.String(), "\x1b[") {
			t.Errorf("%v has no colours:\n%s", args, stdout.String())
		}
		if shows := strings.Contains(stderr.String(), "\r52 of 52") && strings.HasSuffix(stderr.String(), "\r\x1b[K"); shows != (args[0] == "apply") {
			t.Errorf("%v, progress: %q", args, stderr.String())
		}
	}
}
