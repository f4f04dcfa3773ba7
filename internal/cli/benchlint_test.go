package cli_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
	"interlock.dev/interlock/policies"
)

// BenchmarkLint checks a generated repository of 2,000 documents in process, so
// that it can be profiled: go test -bench=Lint -cpuprofile=cpu.prof.
func BenchmarkLint(b *testing.B) {
	const documents = 2000
	root := filepath.Join(b.TempDir(), "repo")
	var repo benchRepo
	if err := repo.write(root, documents); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		snapshot, err := source.Worktree{Dir: root}.Snapshot(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		checker := lint.Checker{Policies: policies.FS, Date: time.Now().Format(time.DateOnly)}
		if _, err := checker.Check(context.Background(), snapshot); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/documents, "µs/document")
}
