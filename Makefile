# Every target is `python3 tools/dev.py NAME`; without make, call that.

.DEFAULT_GOAL := help
TARGETS := run test check format diagrams bench drills lock bundle

.PHONY: help $(TARGETS)

help:
	@python3 tools/dev.py help

$(TARGETS):
	@python3 tools/dev.py $@ $(ARGS)
