"""The rules run over directories of public models: scripts/check-models."""
