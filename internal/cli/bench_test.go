package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"text/tabwriter"
	"time"

	"interlock.dev/interlock/internal/cli"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

// benchUsage is what one run of the program took.
type benchUsage struct {
	cpu    time.Duration // user and system, of all its threads
	memory int64         // peak resident bytes
	wall   time.Duration
}

// BenchmarkProcess measures whole runs of the built program, bin/interlock or
// what INTERLOCK_BIN names: make bench. Its table gives medians.
func BenchmarkProcess(b *testing.B) {
	program := os.Getenv("INTERLOCK_BIN")
	if program == "" {
		program = filepath.Join("..", "..", "bin", "interlock")
	}
	program, err := filepath.Abs(program)
	if err == nil {
		_, err = os.Stat(program)
	}
	if err != nil {
		b.Fatalf("%v (make build makes it)", err)
	}

	sizes := []int{100, 1000, 10000}
	commands := []string{"lint", "plan"}
	medians := map[string]benchUsage{}
	var repos []benchRepo
	root := ""
	for _, size := range sizes {
		root = filepath.Join(b.TempDir(), "repo")
		var repo benchRepo
		if err := repo.write(root, size); err != nil {
			b.Fatal(err)
		}
		benchCommit(b, root)
		repos = append(repos, repo)
		for _, command := range commands {
			name := fmt.Sprintf("%s/%d", command, size)
			b.Run(name, func(b *testing.B) {
				runs := make([]benchUsage, 0, b.N)
				for b.Loop() {
					runs = append(runs, benchRun(b, program, "-C", root, command))
				}
				median := benchMedian(runs)
				medians[name] = median
				b.ReportMetric(float64(median.cpu.Microseconds())/float64(size), "µs-cpu/document")
				b.ReportMetric(float64(median.memory)/(1<<20), "MiB")
			})
		}
	}
	benchTable(commands, sizes, repos, medians)
	if err := benchRules(os.Stdout, root); err != nil {
		b.Fatal(err)
	}
}

// benchRules prints the ten rules that take the longest over a repository, each
// run alone, and their shares of what all rules take.
func benchRules(to io.Writer, root string) error {
	snapshot, err := source.Worktree{Dir: root}.Snapshot(context.Background())
	if err != nil {
		return err
	}
	checker := lint.Checker{Policies: policies.FS, Date: storyDay().Format(time.DateOnly), Measure: true}
	result, err := checker.Check(context.Background(), snapshot)
	if err != nil {
		return err
	}
	var all time.Duration
	for _, cost := range result.Costs {
		all += cost.Time
	}
	documents := time.Duration(result.Counts.Documents)
	w := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "\nthe slowest of %d rules\ttime\tshare\truns\ta run\ta document\t\n", len(result.Costs))
	line := func(rule string, took time.Duration, runs int) {
		fmt.Fprintf(w, "%s\t%s\t%.1f %%\t%d\t%s\t%s\t\n", rule, took.Round(time.Millisecond), 100*float64(took)/float64(all), runs,
			(took / time.Duration(max(1, runs))).Round(100*time.Nanosecond), (took / documents).Round(100*time.Nanosecond))
	}
	runs := 0
	for _, cost := range result.Costs {
		runs += cost.Runs
	}
	for _, cost := range result.Costs[:min(10, len(result.Costs))] {
		line(cost.Rule, cost.Time, cost.Runs)
	}
	line("all of them", all, runs)
	return w.Flush()
}

// benchCommit makes the folder a Git repository with one commit.
func benchCommit(b *testing.B, root string) {
	b.Helper()
	for _, arguments := range [][]string{
		{"init", "-q"},
		{"add", "-A"},
		{"-c", "user.name=bench", "-c", "user.email=bench@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "bench"},
	} {
		command := exec.Command("git", append([]string{"-C", root}, arguments...)...)
		if out, err := command.CombinedOutput(); err != nil {
			b.Fatalf("git %v: %v\n%s", arguments, err, out)
		}
	}
}

func benchRun(b *testing.B, program string, arguments ...string) benchUsage {
	b.Helper()
	command := exec.Command(program, arguments...)
	start := time.Now()
	out, err := command.CombinedOutput()
	if err != nil {
		b.Fatalf("%s %v: %v\n%s", program, arguments, err, out[:min(len(out), 4000)])
	}
	usage := benchUsage{
		wall: time.Since(start),
		cpu:  command.ProcessState.UserTime() + command.ProcessState.SystemTime(),
	}
	if rusage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok {
		usage.memory = int64(rusage.Maxrss)
		if runtime.GOOS != "darwin" { // where it is in bytes
			usage.memory *= 1024
		}
	}
	return usage
}

func benchMedian(runs []benchUsage) benchUsage {
	middle := func(value func(benchUsage) int64) int64 {
		values := make([]int64, len(runs))
		for i, run := range runs {
			values[i] = value(run)
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return benchUsage{
		cpu:    time.Duration(middle(func(u benchUsage) int64 { return int64(u.cpu) })),
		wall:   time.Duration(middle(func(u benchUsage) int64 { return int64(u.wall) })),
		memory: middle(func(u benchUsage) int64 { return u.memory }),
	}
}

// benchTable prints the medians, and how CPU time grows between the two largest
// sizes: an exponent of 1 is in proportion to the documents.
func benchTable(commands []string, sizes []int, repos []benchRepo, medians map[string]benchUsage) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer w.Flush()
	fmt.Fprintf(w, "\ncommand\tdocuments\tbytes each\tCPU\tCPU a document\twall\tpeak memory\texponent\t\n")
	for _, command := range commands {
		for i, size := range sizes {
			got, ran := medians[fmt.Sprintf("%s/%d", command, size)]
			if !ran {
				continue
			}
			exponent := ""
			if i > 0 {
				if before, ran := medians[fmt.Sprintf("%s/%d", command, sizes[i-1])]; ran {
					exponent = fmt.Sprintf("%.2f", math.Log(float64(got.cpu)/float64(before.cpu))/math.Log(float64(size)/float64(sizes[i-1])))
				}
			}
			fmt.Fprintf(w, "%s\t%d\t%d\t%d ms\t%d µs\t%d ms\t%d MiB\t%s\t\n", command, size, repos[i].bytes/repos[i].documents,
				got.cpu.Milliseconds(), got.cpu.Microseconds()/int64(size), got.wall.Milliseconds(), got.memory>>20, exponent)
		}
	}
}

// The repositories that are measured have the size and the share of
// localizations that they claim, and are the same each time.
func TestBenchRepositories(t *testing.T) {
	for _, size := range []int{100, 1000} {
		var repo, again benchRepo
		root := t.TempDir()
		if err := repo.write(root, size); err != nil {
			t.Fatal(err)
		}
		if err := again.write(t.TempDir(), size); err != nil {
			t.Fatal(err)
		}
		localizations, err := filepath.Glob(filepath.Join(root, "regions", "*", "localizations", "*.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		if repo.documents != size || repo.bytes != again.bytes || len(localizations) != size*6/10 {
			t.Errorf("%d documents wanted: %d of %d bytes (%d the second time), %d localizations", size, repo.documents, repo.bytes, again.bytes, len(localizations))
		}
		if average := repo.bytes / size; size > 100 && (average < 1100 || average > 1700) {
			t.Errorf("%d documents have %d bytes on average", size, average)
		}
	}
}

// A repository with findings would measure how they are printed.
func TestBenchRepositoryIsClean(t *testing.T) {
	root := t.TempDir()
	var repo benchRepo
	if err := repo.write(root, 100); err != nil {
		t.Fatal(err)
	}
	var slowest strings.Builder
	if err := benchRules(&slowest, root); err != nil {
		t.Error(err)
	}
	if lines := strings.Split(strings.Trim(slowest.String(), "\n"), "\n"); len(lines) != 12 || !strings.HasPrefix(lines[0], "the slowest of ") ||
		strings.Count(slowest.String(), "/") != 10 || !strings.Contains(lines[11], "100.0 %") {
		t.Errorf("the slowest rules are told as\n%s", slowest.String())
	}
	var out bytes.Buffer
	command := cli.Command{
		Stdout: &out, Stderr: &out, Dir: root, Policies: policies.FS,
		Getenv: func(string) string { return "" },
		Now:    func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
	}
	if code := command.Main(context.Background(), []string{"lint"}); code != cli.ExitClean {
		t.Errorf("exit code %d:\n%s", code, out.String()[:min(out.Len(), 4000)])
	}
}
