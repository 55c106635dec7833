# Sluice. `make help` lists the targets.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
SOURCES := Package.swift Sources Tests Benchmarks

.PHONY: help setup build release demo test check lint format bench bench-control bench-functions bench-flows clean
.DEFAULT_GOAL := help

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing (apt packages, engines in .venv)
	@scripts/setup

build: setup ## Build for development
	swift build $(SWIFT_FLAGS)

release: setup ## Build for use
	swift build -c release --product sluice $(SWIFT_FLAGS)

demo: build ## Set up, build and run the main job on this machine
	@scripts/demo .build/debug/sluice

test: setup ## Set up, build and run all tests
	swift build --build-tests $(SWIFT_FLAGS)
	@scripts/run-tests $(SWIFT_FLAGS)

check: lint test ## Lint, then test

lint: ## Check layout and style
	swift format lint --strict --recursive $(SOURCES)

format: ## Lay the code out
	swift format --in-place --recursive $(SOURCES)

bench: release ## Measure, and write Benchmarks/RESULTS.md
	swift build -c release --product VersionChoice $(SWIFT_FLAGS)
	swift build -c release --product GatewayBench $(SWIFT_FLAGS)
	@Benchmarks/run

bench-control: release ## Measure Cloudflare's API, and add it to Benchmarks/RESULTS.md
	@Benchmarks/run control

bench-functions: release ## Measure Function Compute's calls and versions, and add them to Benchmarks/RESULTS.md
	@Benchmarks/run functions

bench-flows: release ## Measure redeploys and reads through Sluice in front of Prefect, and add them to Benchmarks/RESULTS.md
	@Benchmarks/run flows

clean: ## Remove what was built; .venv stays
	rm -rf .build .demo
