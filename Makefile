# narq2t. `make` lists the targets. Every target that needs the environment makes it first.
.DEFAULT_GOAL := help
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# Settings, for example: make reproduce-nb201 SEEDS=3 DATASETS=cifar10 PRESET=as-printed
PYTHON       ?= python3.11#   the Python 3.11 that the environment is made with
TORCH_INDEX  ?=#              a package index to take torch from, for example PyTorch's CPU-only one
SEEDS        ?=#              how many seeds; by default 3 for Table II, 2 for Tables I and III, 1 for IX
DATASETS     ?= cifar10,cifar100,imagenet16
PRESET       ?= as-released
RESUME       ?=#              1 goes on with a reproduction that was cut off
STUDY        ?= table2#       a file of studies/
ARGUMENTS    ?=#              options of a study, for example --axis dataset=cifar10 --queue
MIRROR       ?=#              a folder or address to take benchmark tables from instead of their pinned sources
AUTHORS      ?=#              a checkout of the authors' code, for make bench and make compare
COMPARE      ?=#              options of make compare, for example --quick or --checkpoint FILE

VENV   := .venv
# With a ready environment named in NARQ2T_PYTHON, such as conda's, none is made.
STAMP  := $(if $(NARQ2T_PYTHON),,$(VENV)/.installed)
PY     := $(or $(NARQ2T_PYTHON),$(CURDIR)/$(VENV)/bin/python)
APP    := target/quarkus-app/quarkus-run.jar
CLASSES := target/quarkus-app/narq2t.jsa
TESTS  := target/.compiled-with-tests
TESTED := ./mvnw --batch-mode --no-transfer-progress
MVN    := $(TESTED) -q
SOURCES = $(shell find src -type f) pom.xml

.PHONY: help setup build doctor test test-built test-python test-java test-unit test-integration test-endurance test-newcomer test-ray test-ray-quick ray endure clients lint format bench compare dev data data-nb101 reproduce-nb101 reproduce-nb201 reproduce-latency ablation-latency-factor study surrogate sbom vulnerabilities lock clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## (.*)/  \1\t\2/' | column -t -s "$$(printf '\t')"

# $(call install,ENVIRONMENT,OPTIONS): packages from the index that pip is configured with, by uv, which takes a quarter of
# pip's time for torch.
UV := uv==0.13.9
define install
$(1)/bin/python -m pip install -q $(UV); \
  index="$${PIP_INDEX_URL:-$$($(1)/bin/python -m pip config get global.index-url 2>/dev/null || true)}"; \
  $${index:+env UV_DEFAULT_INDEX="$$index"} $(1)/bin/python -m uv pip install -q --python $(1)/bin/python $(2)
endef

# Each file is checked against its SHA-256 in the lock. What torch from another index is and brings along is that index's
# choice, not the lock's; all else is checked all the same.
OTHER_TORCH = awk '/^[^ \#]/ { skip = /^(nvidia|cuda|triton)/; torch = /^torch==/ } \
  skip || torch && /--hash/ { next } torch { sub(/ \\$$/, "") } { print }' python/requirements.lock
REQUIREMENTS = $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX) --index-strategy unsafe-best-match \
  -r <($(OTHER_TORCH)),-r python/requirements.lock)

# Reinstalls only when a lock changed.
$(VENV)/.installed: python/requirements.lock python/requirements-jep.txt
	@command -v $(PYTHON) >/dev/null || { echo "narq2t needs Python 3.11: install it, or name it with PYTHON=/path/to/python3.11"; exit 1; }
	@home="$${JAVA_HOME:-$$(dirname "$$(dirname "$$(readlink -f "$$(command -v javac || true)")")")}"; \
	  test -x "$$home/bin/javac" || { echo "narq2t needs a JDK, 17 or newer: install one, or set JAVA_HOME"; exit 1; }; \
	  test -d $(VENV) || $(PYTHON) -m venv $(VENV); \
	  echo "Installing the Python packages of python/requirements.lock (torch is large: a minute or more)"; \
	  $(call install,$(VENV),$(REQUIREMENTS)); \
	  echo "Compiling JEP against this JDK and this numpy"; \
	  JAVA_HOME="$$home" $(VENV)/bin/python -m pip install -q --no-build-isolation --no-cache-dir -r python/requirements-jep.txt
	@touch $@

# An archive of the classes that a command loads halves the time until it answers. Without one it only takes longer.
define archive-classes
	@touch $(APP); part=$(CLASSES).part; runs="$$(mktemp -d)"; java="$${JAVA_HOME:+$$JAVA_HOME/bin/}java"; \
	  NARQ2T_HOME="$(CURDIR)" NARQ2T_RUNS="$$runs" "$$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
	    -XX:ArchiveClassesAtExit=$$part -jar "$(CURDIR)/$(APP)" runs list > /dev/null 2>&1 \
	  && "$$java" -XX:+UseSerialGC -Xshare:on -XX:SharedArchiveFile=$$part -jar "$(CURDIR)/$(APP)" --version > /dev/null 2>&1 \
	  && mv $$part $(CLASSES) || { rm -f $$part; echo "Classes could not be archived: commands start slower"; }; \
	  rm -rf "$$runs"
endef

$(APP): $(SOURCES)
	@echo "Building the application"
	@$(MVN) package -Dmaven.test.skip=true
	$(archive-classes)

# The tests run on what is built here, several of them at once: none of them builds.
$(TESTS): $(SOURCES)
	@echo "Building the application and its tests"
	@$(MVN) package -DskipTests
	$(archive-classes)
	@touch $@

# A server to test the logging against; it is large and has its own pins, so it is not in the project's environment.
.mlflow/.installed: python/requirements-mlflow.lock
	@echo "Installing an MLflow server to test against, in .mlflow"
	@test -d .mlflow || $(PYTHON) -m venv .mlflow
	@$(call install,.mlflow,-r $<)
	@touch $@

# Ray, to test against; trainings on it take their packages from the project's environment.
.ray/.installed: python/requirements-ray.lock $(STAMP)
	@echo "Installing Ray to test against, in .ray"
	@test -d .ray || $(PYTHON) -m venv .ray
	@$(call install,.ray,-r $<)
	@$(PY) -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])' > .ray/lib/python3.11/site-packages/narq2t-environment.pth
	@touch $@

setup: $(STAMP) ## make the Python environment (venv, pinned, JEP compiled)
build: $(APP) ## build the application

doctor: $(STAMP) $(APP) ## check the installation from inside the JVM
	@./narq2t doctor

# Two at a time, so each computes with one thread: two that wait for each other while a third computes take for ever.
# Python's tests need nothing that is built, so they run beside the building.
test: $(STAMP) ## all that CI runs: lint, unit tests of both languages, JEP, end to end
	@OMP_NUM_THREADS=1 $(MAKE) --no-print-directory --output-sync -j2 test-python test-built

# The longest first.
test-built: $(TESTS)
	@$(MAKE) test-unit test-integration test-ray-quick test-endurance lint

lint: $(STAMP)
	@cd python && $(PY) -m ruff check . && $(PY) -m ruff format --check . && $(PY) -m mypy
	@$(MVN) spotless:check

test-python: $(STAMP) $(if $(AUTHORS),$(TESTS))
	@cd python && $(PY) -m pytest

test-java: test-unit test-integration

# Its server is installed here and not before, so that make begins with the longest of all.
test-unit: $(STAMP) $(TESTS)
	@$(MAKE) -s .mlflow/.installed
	@$(TESTED) surefire:test

test-integration: $(STAMP) $(TESTS)
	@$(TESTED) failsafe:integration-test failsafe:verify

test-endurance: $(STAMP) $(APP)
	@$(PY) python/bench/endure.py --kills 1 --terms 1

endure: $(STAMP) $(APP) ## kill small runs at 30 random moments, a worker of a study, a search on own images five times; compare
	@$(PY) python/bench/endure.py
	@$(PY) python/bench/endure_study.py
	@$(PY) python/bench/endure_images.py

ray: $(STAMP)
	@$(MAKE) -s .ray/.installed || echo "Ray cannot be installed here"

test-ray: $(STAMP) $(APP) ray ## a search and a study on a real Ray cluster of two nodes here, in which processes, a node and the service are killed
	@$(PY) python/bench/endure_ray.py
	@test ! -x .ray/bin/python || .ray/bin/python -m pytest -q python/tests/deploy

test-ray-quick: $(STAMP) $(APP) ray
	@$(PY) python/bench/endure_ray.py --quick
	@test ! -x .ray/bin/python || .ray/bin/python -m pytest -q python/tests/deploy

test-newcomer: $(STAMP) ## do what README.md says, command by command, in a clean clone; look at the pages in reports/newcomer
	@$(PY) python/bench/newcomer.py $(if $(MIRROR),--mirror $(MIRROR))

clients: $(STAMP) $(APP) ## measure what 30 watching clients cost a run
	@$(PY) python/bench/clients.py

format: $(STAMP) ## format Java and Python
	@cd python && $(PY) -m ruff check --fix . && $(PY) -m ruff format .
	@$(MVN) spotless:apply

bench: $(STAMP) $(APP) ## measure; with AUTHORS=<checkout> also against the authors' code
	@$(PY) python/bench/bench.py $(if $(AUTHORS),--authors $(AUTHORS))
	@$(MVN) -P bench test-compile exec:exec

compare: $(STAMP) $(APP) ## every value against the authors' code: AUTHORS=<checkout> COMPARE=--quick
	@test -n "$(AUTHORS)" || { echo "make compare AUTHORS=<a checkout of github.com/initxu/naranker, branch q2l_version, or of github.com/AlbertiPot/nar>"; exit 2; }
	@PYTHONPATH=python $(PY) -m compare $(AUTHORS) $(COMPARE)

dev: $(STAMP) ## the service with live reload of Java, Python and YAML: http://localhost:8080/dev
	@NARQ2T_HOME="$(CURDIR)" ./mvnw quarkus:dev -Dquarkus.args=serve

data: $(STAMP) $(APP) ## fetch and import the NAS-Bench-201 table; MIRROR=<folder or address> to take it from elsewhere
	@./narq2t data fetch $(if $(MIRROR),--mirror $(MIRROR))

data-nb101: $(STAMP) $(APP) ## the same for NAS-Bench-101, after enumerating its cells
	@./narq2t data fetch --space nb101 $(if $(MIRROR),--mirror $(MIRROR))

REPRODUCE = $(if $(SEEDS),--seeds $(SEEDS)) --preset $(PRESET) $(if $(RESUME),--resume)

reproduce-nb201: $(STAMP) $(APP) ## Table II: train, search and evaluate on all three datasets of NAS-Bench-201
	@./narq2t reproduce nb201 --datasets $(DATASETS) $(REPRODUCE)

reproduce-nb101: $(STAMP) $(APP) ## Table I: train, search and evaluate on NAS-Bench-101
	@./narq2t reproduce nb101 $(REPRODUCE)

reproduce-latency: $(STAMP) $(APP) ## Table III: accuracy and latency of NAS-Bench-201 on the official device
	@./narq2t reproduce latency --datasets $(DATASETS) $(REPRODUCE)

ablation-latency-factor: $(STAMP) $(APP) ## Table IX: the weight of the latency loss from 1 to 10
	@./narq2t reproduce latency-factor $(REPRODUCE)

study: $(STAMP) $(APP) ## any study of studies/: STUDY=table2 ARGUMENTS="--seeds 1 --set preset=dev"
	@./narq2t study $(if $(RESUME),resume,run) $(STUDY) $(ARGUMENTS)

surrogate: $(STAMP) ## fit the embedded surrogate again, from a real table in data/
	@cd python && $(PY) -m narq2t.surrogate fit --table ../data/nasbench201.safetensors --out ../src/main/resources/surrogate/nasbench201.safetensors

sbom: $(STAMP) ## the software bill of materials, CycloneDX: target/sbom-java.json and target/sbom-python.json
	@$(MVN) org.cyclonedx:cyclonedx-maven-plugin:2.9.1:makeAggregateBom -DoutputName=sbom-java -DoutputFormat=json
	@$(PY) python/bench/sbom.py python/requirements.lock target/sbom-python.json

vulnerabilities: sbom ## ask OSV (osv.dev) for known vulnerabilities of all that the bills of materials name
	@$(PY) python/bench/vulnerabilities.py target/sbom-java.json target/sbom-python.json

lock: ## resolve python/requirements.in into requirements.lock again
	@$(PY) -m pip install -q $(UV) && $(PY) -m uv pip compile -q python/requirements.in -o python/requirements.lock --python-version 3.11 --no-header --generate-hashes --upgrade
	@for other in mlflow ray; do $(PY) -m uv pip compile -q python/requirements-$$other.in -o python/requirements-$$other.lock --python-version 3.11 --no-header --generate-hashes --upgrade; done

clean: ## remove what was built, not data, runs or reports
	@rm -rf target $(VENV) .mlflow .ray
