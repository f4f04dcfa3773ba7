package cli_test

import (
	"os"
	"strconv"
	"testing"
)

// TestWriteRepository writes the repository of the benchmarks where
// INTERLOCK_WRITE_REPOSITORY says, for tests outside of Go: `make test-page`
// looks at the page of 10,000 documents in a browser.
func TestWriteRepository(t *testing.T) {
	folder := os.Getenv("INTERLOCK_WRITE_REPOSITORY")
	if folder == "" {
		t.Skip("INTERLOCK_WRITE_REPOSITORY names no folder")
	}
	documents := 10_000
	if text := os.Getenv("INTERLOCK_WRITE_DOCUMENTS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		documents = n
	}
	var repo benchRepo
	if err := repo.write(folder, documents); err != nil {
		t.Fatal(err)
	}
}
