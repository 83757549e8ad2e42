"""Templates of papers as rows: kept by content when first used."""

import zstandard
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from engine.store.tables import paper_template
from engine.store.transaction import Transaction


def keep(tx: Transaction, digest: str, paper: str, source: bytes) -> None:
    """Keep a template under its digest, unless it is kept already."""
    known = select(paper_template.c.digest).where(paper_template.c.digest == digest)
    if tx.one(known) is not None:
        return
    make = postgresql.insert if tx.is_postgres else sqlite.insert
    values = {
        "digest": digest,
        "paper": paper,
        "source": zstandard.compress(source, 9),
        "first_used_at": tx.now,
    }
    tx.run(make(paper_template).on_conflict_do_nothing(index_elements=["digest"]), values)


def find(tx: Transaction, digest: str) -> bytes | None:
    """Return the source of a template; None when no paper was ever made with it here."""
    row = tx.one(select(paper_template.c.source).where(paper_template.c.digest == digest))
    return None if row is None else zstandard.decompress(row.source)
