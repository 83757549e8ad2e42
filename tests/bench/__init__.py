"""Measures of speed and size; `scripts/bench` runs them. What they found: docs/performance.md."""
