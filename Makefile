# make run          install, build, import the sample corpus, train on it, show the topics
# make build        install what is missing, compile; deleted sources leave nothing behind
# make test         build, run the tests that are quick (under four minutes)
# make test-all     build, run every test, those that are slow by design too
# make test-library run the library's tests in a copy without cli/
# make reference    make pages of the library's names, from the docstrings, into dist/reference/
# make lint         linters and formatting; make types: the type check alone
# make bench        measure speed, into docs/; make profile, make experiments: measure other things
# make cores      what more cores than this machine has would do, simulated, into docs/benchmark/cores.md (20 minutes)
# make starts     the sampler beside the one of before, into docs/benchmark/starts.md (two hours)
# make quality      measure how good the topics are, into docs/benchmark/quality.md (an hour); PARTS='bbc seed-words'
# make fuzz-projects  change 20,000 project files at random, and look at each; FILES=N SEED=N
# make fuzz-tables  read 200,000 tables in random dialects; TABLES=N SEED=N
# make fuzz-readers   give every reader 20,000 spoilt files, 340,000 in all
# make million      the memory that a million documents take, in and out (an hour), into docs/benchmark/
# make crash        kill the program hundreds of times, wear a file out (20 minutes), into docs/faults.md
# make crash-cluster  kill a hundred masters and a hundred hosts of runs on several machines (30 minutes); ARGS='--masters N --hosts N --seed N'
# make package      the archive that npm installs; REPOSITORY=https://... fills in where it lives
# make clean        remove what was built and fetched

SHELL := /bin/bash
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

# better-sqlite3 is compiled on machines where no ready binary can be had; then npm must know where
# the headers of this very Node are, or it would try to download them.
NODEDIR := $(shell node -p 'require("path").resolve(process.execPath, "../..")')
ifneq ($(wildcard $(NODEDIR)/include/node/node_api.h),)
export npm_config_nodedir := $(NODEDIR)
endif

# Where the repository lives (https://host/owner/gibbon). The package's repository, homepage and
# bugs are filled in from it, and it is said nowhere else.
REPOSITORY ?=

GIBBON := node dist/bin/gibbon.js
KERNEL := dist/core/sampler/kernel/binary.js
SAMPLE := sample/speeches.jsonl

.PHONY: cluster-costs cluster-same-bytes crash-cluster cores starts quality fuzz-projects fuzz-tables run build test test-all lint types package clean help bench profile experiments crash million fuzz-readers test-library reference
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# make/make/p' Makefile

# ------------------------------------------------------------------------------ install and build

node_modules/.installed: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

build: node_modules/.installed $(KERNEL)
	@node scripts/remove-stale-outputs.js
	@tsc -b
	@node scripts/bundle-stemmers.js
	@node scripts/bundle-page.js
	@node scripts/bundle-program.js

# Compiled only when its sources have changed: it takes as long as everything else together.
$(KERNEL): $(wildcard core/*/*/assembly/*.ts) scripts/build-kernel.js package-lock.json | node_modules/.installed
	@node scripts/build-kernel.js

types: node_modules/.installed
	tsc -b
	tsc -p cli/page

lint: node_modules/.installed
	tsc -p cli/page
	eslint . --max-warnings 0
	prettier --check . --log-level warn

package: build
ifneq ($(REPOSITORY),)
	npm pkg set repository.type=git repository.url=git+$(REPOSITORY).git \
	  homepage=$(REPOSITORY)#readme bugs.url=$(REPOSITORY)/issues
endif
	npm pack --ignore-scripts

# Pages for every name of the library, from its docstrings.
reference: node_modules/.installed
	typedoc --options scripts/reference.json

clean:
	rm -rf dist sample

# ------------------------------------------------------------------------------------- the sample

$(SAMPLE): | build
	@$(GIBBON) sample --into $(@D) --only-texts

run: build $(SAMPLE)
	@$(GIBBON) import $(SAMPLE) --split-words 120 --into sample/speeches.gibbon --replace --delete-runs
	@$(GIBBON) train sample/speeches.gibbon --topics 50 --sweeps 500 --seed 7
	@$(GIBBON) topics sample/speeches.gibbon --words 8
	@echo
	@echo 'Next:'
	@echo '  $(GIBBON) inspect sample/speeches.gibbon                  inspect topics, documents and words'
	@echo '  $(GIBBON) resume sample/speeches.gibbon --sweeps 1000     continue where it stopped'
	@echo '  $(GIBBON) train FOLDER --into my.gibbon                   train on texts of your own'

# ------------------------------------------------------------------------------------------ tests

# Files run side by side, each in a process of its own; the results come file by file.
MOCHA := mocha --parallel --jobs $(shell node -p 'Math.min(4, require("os").availableParallelism())')

# A file NAME.slow.test.ts holds what is slow by design: test-all runs it.
test: build
	$(MOCHA) 'dist/test/**/*.test.js' --ignore 'dist/test/**/*.slow.test.js'

# Slow tests drive terminals and kill processes by the clock: where the machine was busy, once more.
# Those of several machines take a Redis server first; then all of them once more on Valkey.
test-all: test
	$(MOCHA) --retries 1 'dist/test/**/*.slow.test.js'
	GIBBON_TEST_SERVER=valkey $(MOCHA) --retries 1 'dist/test/cli/cluster/*.slow.test.js'

fuzz-projects: build
	nice node dist/test/fuzz/main.js --files $(or $(FILES),20000) --seed $(or $(SEED),1)

fuzz-tables: build
	TABLES=$${TABLES:-200000} mocha --no-config dist/test/corpora/readers/tables/dialects.test.js

fuzz-readers: build
	GIBBON_FUZZ_RUNS=20000 mocha dist/test/corpora/readers/any-bytes.test.js dist/test/corpora/readers/found-inputs.test.js
# What is left when cli/ is deleted compiles, and its tests pass.
test-library: node_modules/.installed
	bash scripts/test-library.sh

million: build
	node dist/test/benchmark/million.js $(ARGS)

crash: build
	nice node dist/test/crash/main.js

crash-cluster: build
	nice node dist/test/crash/cluster-main.js $(ARGS)

# ------------------------------------------------------------------------- measuring and breaking

# May be stopped, and goes on where it was.
bench: build test/benchmark/peers/node_modules sample/bench/before/.asked-for
	node dist/test/benchmark/bench.js $$(test -d sample/bench/before/dist && echo --beside sample/bench/before) $(ARGS)
	node dist/test/benchmark/import.js

# The commit before kernel-4 has its turn in every round. A clone may lack it.
BEFORE := c047f3f

sample/bench/before/.asked-for:
	@mkdir -p $(@D)
	@if git cat-file -e $(BEFORE); then \
	  git archive $(BEFORE) | tar -x -C $(@D) && $(MAKE) -C $(@D) build; \
	else echo 'skipped: beside the commit before, which this clone does not have'; fi
	@touch $@

test/benchmark/peers/node_modules: test/benchmark/peers/package.json
	cd test/benchmark/peers && npm install --no-audit --no-fund --no-package-lock --ignore-scripts=false

profile: build
	node dist/test/benchmark/profile.js $(ARGS)

quality: build
	node dist/test/benchmark/quality.js $(PARTS)

cores: build
	node dist/test/benchmark/cores.js $(ARGS)

# Both need redis-server or valkey-server, and imported projects: ARGS="news.gibbon"
cluster-costs: build
	nice node dist/test/benchmark/cluster/costs.js $(ARGS)

cluster-same-bytes: build
	nice node dist/test/benchmark/cluster/same-bytes.js $(ARGS)

starts: build
	node dist/test/benchmark/starts.js $(ARGS)

experiments: build
	node --import ./dist/test/benchmark/experiments/staleness-oracle.js dist/test/benchmark/experiments.js
