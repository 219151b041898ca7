# make demo and make test are all it takes; `make help` lists the rest.

SWIFT ?= swift
BUILD := $(SWIFT) build -c release
TRANSLATE := .build/release/translate

# On Linux the programs are linked statically with Swift's library: they start faster and run without Swift.
ifeq ($(shell uname -s),Linux)
BUILD += --static-swift-stdlib
endif

# Homebrew keeps these libraries outside the compiler's search paths.
ifeq ($(shell uname -s),Darwin)
BREW := $(shell brew --prefix 2>/dev/null)
export PKG_CONFIG_PATH := $(BREW)/opt/icu4c/lib/pkgconfig:$(PKG_CONFIG_PATH)
export CPATH := $(BREW)/opt/icu4c/include:$(BREW)/include:$(CPATH)
export LIBRARY_PATH := $(BREW)/opt/icu4c/lib:$(BREW)/lib:$(LIBRARY_PATH)
endif

.PHONY: help demo test build mpi server server-test server-peers server-load browser install uninstall manual dist dist-test new-user lint format docs api-check client data pictures instructions arm kill memory scale stream spans faults fuzz mutants sanitize clean dependencies
.DEFAULT_GOAL := help

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1@\2/p' $(MAKEFILE_LIST) | awk -F@ '{ printf "%-14s %s\n", $$1, $$2 }'

demo: build ## Train on data/ (a few minutes), translate unseen sentences, print their BLEU
	$(TRANSLATE) train data/train.tsv --valid data/valid.tsv --languages en-fr --output models/demo --epochs 12 --fresh
	@./.ci/side-by-side $(TRANSLATE) models/demo data/test.tsv
	$(TRANSLATE) evaluate data/test.tsv --model models/demo

test: dependencies ## Run all tests
	Tests/run.sh plain $(TEST_OPTIONS)

build: dependencies ## Build the programs in .build/release; with MPI=1, translate for several processes
ifdef MPI
	@./.ci/dependencies mpi
	TRANSLATE_MPI=1 $(BUILD) --scratch-path .build-mpi --product translate
	mkdir -p .build/release && cp .build-mpi/release/translate .build/release/
else
	$(BUILD)
endif

# In a build folder of its own, as the server.
mpi: dependencies ## Train as several processes by MPI: the same bytes each time, kills, refusals (minutes)
	@./.ci/dependencies mpi
	TRANSLATE_MPI=1 $(BUILD) --scratch-path .build-mpi --product translate
	Tests/mpi.sh $(CURDIR)/.build-mpi/release/translate $(KILLS)

# In a build folder of its own: with it SwiftPM would have other packages for .build than without.
server: build ## Build the server, which `translate serve` starts (a few minutes the first time)
	TRANSLATE_SERVER=1 $(BUILD) --scratch-path .build-server --product translate-server
	cp .build-server/release/translate-server .build/release/

server-test: dependencies ## Run the server's tests
	TRANSLATE_SERVER=1 $(SWIFT) test -c release --scratch-path .build-server-tests $(TEST_OPTIONS)

server-peers: server ## Ask the server as clients of others do, with damaged requests, and under load (PyPI; minutes)
	Tests/serving.sh $(CURDIR)/.build/release/translate-server models/phrasebook/model.safetensors

server-load: server ## Compare the server with the command line, 64 connections; its memory must stay constant, its end be clean (wrk; minutes)
	Tests/serving-throughput.sh $(abspath $(TRANSLATE)) $(CURDIR)/.build/release/translate-server models/phrasebook/model.safetensors
	Tests/serving-memory.sh $(CURDIR)/.build/release/translate-server models/phrasebook/model.safetensors $(LOAD_SECONDS)
	Tests/serving-end.sh $(CURDIR)/.build/release/translate-server models/phrasebook/model.safetensors

browser: server ## Use the server's page in headless Chromium (Debian's chromium-driver; AXE=axe.min.js checks its rules)
	Tests/serving-browser.sh $(CURDIR)/.build/release/translate-server .build-server/pictures $(AXE)

PREFIX ?= /usr/local
PROGRAMS = $(wildcard $(addprefix .build/release/,translate bleu translate-server))

# The server is installed if `make server` has built it.
install: build manual ## Install programs, manual pages, completions and a model (PREFIX, DESTDIR)
	MANUAL=.build/manual DESTDIR=$(DESTDIR) .ci/install $(PREFIX) $(PROGRAMS)

uninstall: ## Remove what `make install` has installed (PREFIX, DESTDIR)
	DESTDIR=$(DESTDIR) .ci/install --remove $(PREFIX)

# Argument parser's plugin would build all programs again, linked in another way. To show its help, it builds its tool alone.
manual: build ## Write the manual pages, from the help texts
	@find .build/ -name generate-manual-tool -type f | grep -q . || $(SWIFT) package generate-manual --help >/dev/null
	@mkdir -p .build/manual
	@for program in translate bleu; do \
	  $$(find .build/ -name generate-manual-tool -type f | head -n 1) .build/release/$$program \
	    --multi-page --output-directory .build/manual || exit 1; \
	done

dist: build manual ## Make a tarball for x86-64 Linux that needs neither Swift nor libraries of ours
	.ci/dist $(BUILD)

dist-test: ## Try that tarball in new Debian systems (root, debootstrap; minutes)
	Tests/dist.sh .build/dist/translate-linux-x86_64.tar.xz

new-user: ## In a fresh clone: install to a prefix, train, serve, ask and stop, as a new user would (minutes)
	Tests/new-user.sh

lint: ## Check the style of the Swift sources
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format: ## Format the Swift sources in that style
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

docs: dependencies ## Build the libraries' documentation; a broken link is an error
	TRANSLATE_DOCS=1 $(SWIFT) package --scratch-path .build-docs generate-documentation \
	  --target Seq2Seq --target Evaluation --target Tokenization --target Documents --warnings-as-errors

api-check: dependencies ## List what breaks programs written for the last version
	@./.ci/api-check

client: dependencies ## Build and test a package that depends on this one, and the code of the documentation
	Tests/Client/extract-code Tests/Client/Sources/DocumentedCode README.md Sources/*/Documentation.docc/*.md
	$(SWIFT) test --package-path Tests/Client --scratch-path .build-client

pictures: build ## Train a small model on data/ and draw the documentation's pictures again (Python; minutes)
	Tests/pictures.sh .build/release/translate

data: dependencies ## Generate data/ again from the phrasebook's grammar
	$(SWIFT) run -c release phrasebook data

instructions: build ## Count the instructions of a fixed training update and translation (valgrind; minutes)
	@./.ci/instructions .build/release/benchmark $(RECORD)

arm: ## Compare the C kernels on ARM, in an emulator, with x86-64 (Linux on x86-64; seconds)
	Tests/arm.sh

KILLS ?= 50
kill: build ## Kill trainings at 50 random moments each; they must end with the same bytes
	Tests/kill-resume.sh $(abspath $(TRANSLATE)) $(KILLS)
	Tests/kill-resume.sh $(abspath $(TRANSLATE)) $(KILLS) 1 12 rollback

memory: build ## Compare the memory that training forecasts with the memory it takes
	Tests/memory.sh $(abspath $(TRANSLATE))

scale: build ## Train for an update on up to ten million pairs made from the phrasebook: time, memory, kills
	Tests/scale.sh $(abspath $(TRANSLATE)) data/train.tsv

stream: build ## Translate a million lines; memory must stay constant
	Tests/stream.sh $(abspath $(TRANSLATE)) models/phrasebook/model.safetensors

spans: build ## Translate 1,000 lines with spans of all kinds; each must come through, and the words stay as good
	Tests/spans.py .build/release models/phrasebook/model.safetensors data/test.tsv

faults: build ## Make single calls of the system fail in a training and a translation (Linux; minutes)
	Tests/faults.py $(TRANSLATE) models/phrasebook/model.safetensors $(FAULTS)

# libFuzzer brings its own main, so only this program is built with it, in a scratch folder of its own. SwiftPM gives the compiler
# one sanitizer after the other, and the last one alone counts, so both are named once more: without it libFuzzer sees no Swift.
fuzz: build ## Run libFuzzer on all readers of files, FUZZ_SECONDS each
	$(SWIFT) build -c release --scratch-path .build-fuzz --product fuzz \
	  --sanitize=fuzzer --sanitize=address -Xswiftc -DFUZZING -Xswiftc -sanitize=fuzzer,address
	Tests/fuzz.sh .build-fuzz/release/fuzz $(TRANSLATE) $(FUZZ_SECONDS)

COUNT ?= 60
SEED ?= 1
mutants: dependencies ## Edit the sources at random, and list the edits that no test notices (COUNT, SEED; an hour)
	Tests/mutate.py --count $(COUNT) --seed $(SEED)

SANITIZERS ?= thread address
sanitize: dependencies ## Run tests under ThreadSanitizer, then under AddressSanitizer and UBSan
	for sanitizer in $(SANITIZERS); do \
	  Tests/run.sh $$sanitizer $(TEST_OPTIONS) || exit 1; \
	done

clean: ## Remove all build products, and the demo's model
	rm -rf .build .build-* models/demo Tests/Client/Sources/DocumentedCode Tests/Client/Package.resolved

dependencies:
	@./.ci/dependencies
