# The virtual environment is .venv, made here and nowhere else, from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-annotate
STAMP := .venv/.installed
AUDIT := .audit/.installed

.PHONY: run test check bench load crash soak reloads fuzz audit sbom schemas format lock clean

run: $(STAMP)  ## a local workspace in the browser, no Slack needed
	$(BIN)/kodevakt lokal

test: $(STAMP)  ## the whole suite
	$(BIN)/pytest -n 2 --dist worksteal

check: $(STAMP)  ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --allow-untyped-defs --allow-incomplete-defs --allow-untyped-calls --no-warn-unused-ignores tests

bench: $(STAMP)  ## speed and accuracy, beside named peers
	$(BIN)/python -m tests.bench

load: $(STAMP)  ## 50 questions a second for a minute over signed HTTP, beside a bare Bolt echo app; two minutes
	$(BIN)/python -m tests.bench.load

crash: $(STAMP)  ## kill the workers while Slack fails: nothing lost, nothing twice (LONG=1: 10,000 reminders)
	$(BIN)/python -m tests.crash $(if $(LONG),--long)

soak: $(STAMP)  ## a year of reminders in virtual time: 42,840 posts to 357 channels, five minutes of CPU; `make test` has 648
	$(BIN)/python -m tests.bench.soak

reloads: $(STAMP)  ## 1,000 edits of the files under 50 questions a second, twenty minutes (COUNT=50 for a short run)
	$(BIN)/python -m tests.bench.reloads $(if $(COUNT),--edits $(COUNT))

# 50,000 YAML files, 121,000 requests that are not Slack's, 80,000 identity numbers, 50,000 questions, 200 mentions in
# every field; half an hour, and a minute with COUNT=300 SHARE=0.01
fuzz: $(STAMP)  ## everything that may be done to it, at length (COUNT=300 SHARE=0.01: short)
	$(BIN)/python -m tests.fuzz $(if $(COUNT),--count $(COUNT))
	$(BIN)/python -m tests.fuzz.door $(if $(SHARE),--share $(SHARE))
	$(BIN)/python -m tests.fuzz.numbers $(if $(COUNT),--count $(COUNT))
	$(BIN)/python -m tests.fuzz.personal $(if $(COUNT),--count $(COUNT))
	$(BIN)/python -m tests.fuzz.questions $(if $(SHARE),--share $(SHARE))
	$(BIN)/python -m tests.fuzz.mentions

audit: $(AUDIT)  ## known faults in what is locked; 2 when the index has no advisories to ask
	$(dir $<)bin/python deploy/audit.py

sbom: $(AUDIT)  ## what Kodevakt is made of, as CycloneDX in sbom.json
	$(dir $<)bin/python -W ignore -m cyclonedx_py requirements deploy/requirements.lock --pyproject pyproject.toml \
	  --output-reproducible --of JSON --output-file sbom.json

schemas: $(STAMP)  ## write the JSON Schemas of the YAML files anew from the models
	$(BIN)/kodevakt skjema

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## pin every dependency with its hashes (needs uv)
	$(COMPILE) --group dev pyproject.toml --output-file requirements.lock
	$(COMPILE) --group install --constraint requirements.lock pyproject.toml --output-file deploy/requirements.lock
	$(COMPILE) --group audit --output-file deploy/audit.lock

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Kodevakt needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $(STAMP)

$(AUDIT): deploy/audit.lock
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --require-hashes --no-deps --requirement deploy/audit.lock
	touch $@

clean:
	rm -rf .venv .audit build *.egg-info
