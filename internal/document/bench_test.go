package document

import (
	"os"
	"runtime"
	"testing"

	"interlock.dev/interlock/internal/source"
)

// BenchmarkParse reads a document of a size that people write.
func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("testdata/workflow.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if docs, findings := Parse(source.NewFile("workflow.yaml", data)); len(docs) != 1 || len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

// BenchmarkDecode is the share of the library in BenchmarkParse.
func BenchmarkDecode(b *testing.B) {
	data, err := os.ReadFile("testdata/workflow.yaml")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := decode(data); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkTree tells how much memory a tree keeps for a byte of its text.
func BenchmarkTree(b *testing.B) {
	data, err := os.ReadFile("testdata/workflow.yaml")
	if err != nil {
		b.Fatal(err)
	}
	const documents = 1000
	var before, after runtime.MemStats
	for b.Loop() {
		kept := make([][]*Document, documents)
		runtime.GC()
		runtime.ReadMemStats(&before)
		for i := range kept {
			kept[i], _ = Parse(source.NewFile("workflow.yaml", data))
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(documents*len(data)), "kept-B/B")
		runtime.KeepAlive(kept)
	}
}
