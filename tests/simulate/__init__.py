"""A national year, on paper and lived at a scale that fits; `scripts/simulate` runs it: docs/national-round.md."""
