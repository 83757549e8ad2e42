"""A national year, on paper and lived at a scale that fits: `scripts/simulate`.

What it found: docs/national-round.md.
"""
