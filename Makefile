# What a user and a developer run; `make help` lists it. Each target installs what it lacks.

SPACE ?= search-spaces/asvit-64.yaml
OUT ?= runs/first
PREFIX ?= /usr/local
RUNS ?= 1000000
SWIFT_SOURCES = Sources Tests Benchmarks Package.swift

asvit = .build/release/asvit
installed = $(DESTDIR)$(PREFIX)
manual = share/man/man1/asvit.1
bash_completion = share/bash-completion/completions/asvit
zsh_completion = share/zsh/site-functions/_asvit
fish_completion = share/fish/vendor_completions.d/asvit.fish
installed_files = $(addprefix $(installed)/, \
  bin/asvit $(manual) $(bash_completion) $(zsh_completion) $(fish_completion))

.DEFAULT_GOAL := help
.PHONY: help build search install uninstall wheel docs test sanitize sanitize-threads fuzz bench format lint \
  dependencies

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

search: build ## Search SPACE on the embedded photographs, into the folder OUT
	$(asvit) search --space $(SPACE) --out $(OUT)

build: dependencies ## Build .build/release/asvit
	swift build -c release --static-swift-stdlib --product asvit

install: build ## Install asvit, its manual and completions into PREFIX (/usr/local)
	@Scripts/install-dependencies python3
	install --directory $(dir $(installed_files))
	install --strip $(asvit) $(installed)/bin
	Scripts/manual $(asvit) >$(installed)/$(manual)
	$(asvit) --generate-completion-script bash >$(installed)/$(bash_completion)
	$(asvit) --generate-completion-script zsh >$(installed)/$(zsh_completion)
	$(asvit) --generate-completion-script fish >$(installed)/$(fish_completion)

uninstall: ## Remove from PREFIX what make install put there
	rm --force $(installed_files)

wheel: ## Build the Python wheel, in .build/dist
	@Scripts/install-dependencies binutils python3-venv
	python3 -m venv .build/venv
	rm --force --recursive .build/dist
	.build/venv/bin/pip wheel --disable-pip-version-check --no-deps --wheel-dir .build/dist .

docs: build ## Make the libraries' documentation, .build/docs/asvit.doccarchive
	Scripts/build-docs .build/docs

# What the tests need; --build-tests also compiles the compiler of protocol buffers.
build_tests = swift build --product asvit $(1) && swift build --product asvitPackageTests $(1)

test: ## Build and run all tests
	@Scripts/install-dependencies python3
	$(call build_tests)
	swift test --skip-build --disable-xctest --quiet

bench: dependencies ## Measure the paper's settings; PEER=PYTHON, one with PyTorch, beside PyTorch
	swift run -c release --package-path Benchmarks bench \
	  $(if $(PEER),--peer $(PEER) Benchmarks/peer/peer.py)

# Optimised, or what a sanitizer adds to every access takes most of the time.
sanitized = --sanitize $(1) --scratch-path .build/$(1) -Xswiftc -O

sanitize: ## Run all tests under AddressSanitizer
	@Scripts/install-dependencies python3
	$(call build_tests,$(call sanitized,address))
	SANITIZER=address ASAN_OPTIONS=detect_leaks=0 \
	  swift test --skip-build $(call sanitized,address) --disable-xctest --quiet

# What has threads: workers, ranks, prefetching, served pages, interruptions.
threaded_suites = \
  AsViTRanksTests|AsViTTrainingTests|InterruptionTests|LabelledRasters|StressTests|SynchronisationTests|TrainRunTests|WatchTests|WorkersTests

sanitize-threads: .build/mutex.so ## Run the tests of what has threads under ThreadSanitizer
	@Scripts/install-dependencies python3
	$(call build_tests,$(call sanitized,thread))
	SANITIZER=thread LD_PRELOAD=$(CURDIR)/$< \
	  swift test --skip-build $(call sanitized,thread) --disable-xctest --quiet \
	  --filter '$(threaded_suites)'

.build/mutex.so: Scripts/sanitize/mutex.c
	mkdir --parents $(@D)
	clang -O -fPIC -shared -o $@ $<

fuzz: dependencies ## Feed every reader of files with RUNS made-up inputs
	Scripts/fuzz $(RUNS)

format: ## Format the sources
	swift format --in-place --recursive $(SWIFT_SOURCES)

lint: ## Check the format of the sources
	swift format lint --strict --recursive $(SWIFT_SOURCES)

dependencies:
	@Scripts/install-dependencies
