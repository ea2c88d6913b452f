# What a user and a developer run; `make help` lists it. Each target installs what it lacks.

SPACE ?= search-spaces/asvit-64.yaml
OUT ?= runs/first
RUNS ?= 1000000
SWIFT_SOURCES = Sources Tests Benchmarks Package.swift

.DEFAULT_GOAL := help
.PHONY: help build search test bench fuzz format lint dependencies

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

search: build ## Search SPACE on the embedded photographs, into the folder OUT
	.build/release/asvit search --space $(SPACE) --out $(OUT)

build: dependencies ## Build .build/release/asvit
	swift build -c release --product asvit

test: dependencies ## Build and run all tests
	swift build --build-tests
	swift test --skip-build --disable-xctest --quiet

bench: dependencies ## Measure the paper's settings
	swift run -c release --package-path Benchmarks bench

fuzz: dependencies ## Feed every reader of files with RUNS made-up inputs
	Scripts/fuzz $(RUNS)

format: ## Format the sources
	swift format --in-place --recursive $(SWIFT_SOURCES)

lint: ## Check the format of the sources
	swift format lint --strict --recursive $(SWIFT_SOURCES)

dependencies:
	@Scripts/install-dependencies
