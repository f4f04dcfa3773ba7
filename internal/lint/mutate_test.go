package lint_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"interlock.dev/interlock/internal/catalog"
	"interlock.dev/interlock/internal/document"
	"interlock.dev/interlock/internal/finding"
	"interlock.dev/interlock/internal/lint"
	"interlock.dev/interlock/internal/source"
)

// Who notices a mutant first.
const (
	bySchema    = "schema"
	byReference = "reference"
	byRule      = "rule"
	byNobody    = ""
)

// bench judges mutants of one repository. What did not change is parsed once.
type bench struct {
	shipped *lint.Shipped
	base    *lint.Result
	files   map[string]string
	parsed  map[string]parsed
	known   map[string]int // findings of the repository as it is
}

// parsed is what one file gives by itself.
type parsed struct {
	documents []*document.Document
	findings  []finding.Finding
}

func newBench(t *testing.T, dir string) *bench {
	t.Helper()
	b := &bench{shipped: load(t), files: map[string]string{}, parsed: map[string]parsed{}}
	b.base = check(t, b.shipped, worktree(t, dir))
	for _, e := range b.base.Snapshot.Entries() {
		if file := b.base.Snapshot.File(e.Path); file != nil {
			b.files[e.Path] = string(file.Data)
		}
	}
	for _, o := range b.base.Catalog.Objects {
		name := o.Doc.File.Path
		if _, own := b.files[name]; !own {
			p := b.parsed[name]
			p.documents = append(p.documents, o.Doc)
			b.parsed[name] = p
			continue
		}
		if _, done := b.parsed[name]; !done {
			b.parsed[name] = b.parse(o.Doc.File)
		}
	}
	b.known = count(b.base.Findings)
	return b
}

func (b *bench) parse(file *source.File) parsed {
	var p parsed
	p.documents, p.findings = document.Parse(file)
	for _, d := range p.documents {
		if d.Root == nil {
			continue
		}
		unknown := b.base.Schemas.CheckKind(d)
		p.findings = append(p.findings, unknown...)
		if len(unknown) == 0 {
			p.findings = append(p.findings, b.base.Schemas.Validate(d.Root, d.Kind)...)
		}
	}
	return p
}

// identity is a finding without its places.
func identity(f finding.Finding) string {
	return strings.Join([]string{f.Rule, f.Object.String(), f.Path, f.Message, f.Waiver}, "\x00")
}

func count(findings []finding.Finding) map[string]int {
	all := map[string]int{}
	for _, f := range findings {
		all[identity(f)]++
	}
	return all
}

// verdict is who noticed a mutant, and by which rules.
type verdict struct {
	by    string
	rules []string
}

// judge asks those who read one document first, then those who read all of them:
// what the first notice, the others need not be asked.
func (b *bench) judge(m mutant) (verdict, error) {
	name := m.edit.At.Path
	text := b.files[name][:m.edit.At.Span.Start] + m.edit.New + b.files[name][m.edit.At.Span.End:]
	file := source.NewFile(name, []byte(text))
	own := b.parse(file)
	for _, f := range own.findings {
		if strings.HasPrefix(f.Rule, "document/") {
			return verdict{}, fmt.Errorf("%s %s: the mutant cannot be read: %s", m.where, m.what, f.Message)
		}
	}
	if len(own.findings) > len(b.parsed[name].findings) {
		return verdict{by: bySchema, rules: rulesOf(own.findings)}, nil
	}
	documents := slices.Clone(own.documents)
	for other, p := range b.parsed {
		if other != name {
			documents = append(documents, p.documents...)
		}
	}
	built := catalog.Build(b.base.Schemas, documents).Findings()
	if news := b.news(built); len(news) > 0 {
		return verdict{by: byReference, rules: rulesOf(news)}, nil
	}
	files := maps.Clone(b.files)
	files[name] = text
	checker := lint.Checker{Shipped: b.shipped, Date: day}
	result, err := checker.Check(context.Background(), source.Memory(files))
	if err != nil {
		return verdict{}, fmt.Errorf("%s %s: %w", m.where, m.what, err)
	}
	if news := b.news(result.Findings); len(news) > 0 {
		if slices.ContainsFunc(news, func(f finding.Finding) bool { return strings.HasPrefix(f.Rule, "schema/") }) {
			return verdict{by: bySchema, rules: rulesOf(news)}, nil
		}
		return verdict{by: byRule, rules: rulesOf(news)}, nil
	}
	return verdict{by: byNobody}, nil
}

// news are the findings that the repository as it is does not have.
func (b *bench) news(findings []finding.Finding) []finding.Finding {
	var all []finding.Finding
	left := maps.Clone(b.known)
	for _, f := range findings {
		if id := identity(f); left[id] > 0 {
			left[id]--
		} else {
			all = append(all, f)
		}
	}
	return all
}

func rulesOf(findings []finding.Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Rule)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// judgeAll judges mutants, several at once.
func (b *bench) judgeAll(t *testing.T, all []mutant) []verdict {
	t.Helper()
	verdicts := make([]verdict, len(all))
	errs := make([]error, len(all))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				verdicts[i], errs[i] = b.judge(all[i])
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
	return verdicts
}

// The share of mutants, in percent, words for people set aside, that must be
// noticed: of all of them, which docs/mutations.md tells, and of a small sample.
const (
	leastNoticed         = 68
	leastNoticedOfSample = 50
)

// isSlip says whether no person can mean a mutant, so that nobody may overlook
// it. What a platform is set to may be nothing, and a target may be below zero.
func isSlip(m mutant) bool {
	return slices.Contains([]string{"empty", "negative", "twice"}, m.what) &&
		!strings.HasSuffix(m.field, "settings[].value") && !strings.HasSuffix(m.field, "metrics[].target")
}

// TestMutations changes one value of meridian at a time and asks who notices:
// the schemas, the references, or a rule. It tries a sample, the same each time
// that meridian is the same. INTERLOCK_MUTATIONS=all tries all of them, and
// writes docs/mutations.md; a number N tries one in N, and writes it as well.
func TestMutations(t *testing.T) {
	one := uint64(600)
	setting := os.Getenv("INTERLOCK_MUTATIONS")
	whole := setting == "all"
	if n, err := strconv.ParseUint(setting, 10, 32); err == nil && n > 0 {
		one = n
	}
	b := newBench(t, "../../examples/meridian")
	all := mutants(b.base)
	if len(all) < 5000 {
		t.Fatalf("meridian has only %d mutants", len(all))
	}
	number := len(all)
	if !whole {
		all = slices.DeleteFunc(all, func(m mutant) bool { return uint64(weight(m.where+m.what+m.to))%one != 0 })
	}
	verdicts := b.judgeAll(t, all)
	var asked, noticed int
	for i, m := range all {
		if m.prose {
			continue
		}
		asked++
		if verdicts[i].by != byNobody {
			noticed++
		} else if isSlip(m) {
			t.Errorf("nobody notices: %s: %s", m.where, m.what)
		}
	}
	t.Logf("%d of %d mutants are noticed (%.1f %%), prose set aside", noticed, asked, percent(noticed, asked))
	least := leastNoticedOfSample
	if whole {
		least = leastNoticed
	}
	if percent(noticed, asked) < float64(least) {
		t.Errorf("%.1f %% of the mutants are noticed, less than %d %%", percent(noticed, asked), least)
	}
	if setting != "" {
		page := mutationPage(all, verdicts, number)
		fmt.Print(page)
		if err := os.WriteFile("../../docs/mutations.md", []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestMutantsAreNoticed proves that the bench sees what the linter sees, by
// mutants of which it is known who notices them.
func TestMutantsAreNoticed(t *testing.T) {
	b := newBench(t, "../../examples/meridian")
	all := mutants(b.base)
	for _, want := range []struct{ kind, field, what, by, rule string }{
		{"Workflow", "spec.leadTime", "empty", bySchema, "schema/format"},
		{"Workflow", "metadata.owner", "empty", byReference, "catalog/unknown-reference"},
		{"Team", "spec.title", "delete", bySchema, "schema/missing-field"},
		{"Team", "spec.lead", "delete", byRule, "governance/no-owner"},
		{"Organization", "spec.sponsor", "delete", byRule, "governance/no-sponsor"},
		{"Budget", "spec.amount", "negative", bySchema, "schema/out-of-range"},
		{"Team", "spec.title", "other", byNobody, ""},
	} {
		i := slices.IndexFunc(all, func(m mutant) bool { return m.kind == want.kind && m.field == want.field && m.what == want.what })
		if i < 0 {
			t.Errorf("there is no mutant %s %s %s", want.kind, want.field, want.what)
			continue
		}
		got, err := b.judge(all[i])
		if err != nil || got.by != want.by || want.rule != "" && !slices.Contains(got.rules, want.rule) {
			t.Errorf("%s %s: noticed by %q %v %v, expected %q %s", all[i].where, all[i].what, got.by, got.rules, err, want.by, want.rule)
		}
	}
}
