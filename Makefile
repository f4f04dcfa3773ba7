# What a person types; `make` alone lists it.
FUZZTIME ?= 30s
TOOL := go tool -modfile=tools/go.mod
FUZZED = $(shell grep -rl --include='*_test.go' '^func Fuzz' internal | xargs -r -n1 dirname | sort -u)

.PHONY: help build demo test lint bench fuzz mutate docs clean page test-page

help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

build: ## the program, bin/interlock
	CGO_ENABLED=0 go build -trimpath -buildvcs=auto -tags grpcnotrace -ldflags='-s -w' -o bin/interlock ./cmd/interlock

demo: build ## one change from YAML to applied configuration, in a temporary folder
	sh examples/demo.sh bin/interlock

test: ## every test, the tests of the rules included
	go test ./...

lint: ## what is wrong with the sources, Go and Rego
	test -z "$$(gofmt -l cmd internal policies schemas | tee /dev/stderr)"
	go vet ./...
	$(TOOL) staticcheck ./...
	$(TOOL) opa fmt --fail --diff policies
	$(TOOL) opa check --strict policies
	$(TOOL) opa test policies

bench: build ## time and memory of lint and plan on repositories of 100, 1,000 and 10,000 documents, and the slowest rules
	go test -run='^$$' -bench=Process -benchtime=5x -timeout=60m ./internal/cli

fuzz: ## every fuzz test for FUZZTIME each
	for p in $(FUZZED); do for f in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$p/*_test.go); do \
		echo "$$p $$f"; go test -run='^$$' -fuzz="^$$f\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=20x ./$$p || exit 1; done; done

mutate: ## who notices when one value of the example is another; hundreds of legal edits change no finding
	INTERLOCK_MUTATIONS=all go test -count=1 -timeout=3h -run='^TestMutations$$' -v ./internal/lint
	INTERLOCK_EDITS=300 go test -count=1 -timeout=1h -run='^TestLegalEdits$$' -v ./internal/lint

docs: ## the generated pages below docs
	go run ./cmd/interlock docs docs

page: ## the web app of internal/page, from its sources; needs node and npm
	cd internal/page/app && npm ci --no-audit --no-fund --loglevel=error && npm run --silent build

test-page: build ## the web app in a real browser; needs chromium, node, and npm ci in internal/page/app
	node internal/page/app/test/run.js bin/interlock

clean: ## remove what make has made
	rm -rf bin dist rendered .interlock coverage*
