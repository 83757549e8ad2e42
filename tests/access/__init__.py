"""Who may open and do what: found out by trying every address as every kind of person.

`scripts/access --write` writes the table to `docs/access.md`; `tests/pages/test_access.py` says
what must hold in it and that the written one is not stale.
"""
