"""The ledger's sequencer: gives entries their place in the tree, and signs what the tree then is.

It runs beside the commands, never in their way: a command only leaves an entry. One sequencer
works at a time, whichever process runs it.
"""

from typing import Final

from engine import heads, keys
from engine.context import Engine
from engine.errors import LedgerUnfit
from engine.keys import SigningKey
from engine.merkle import Frontier, leaf_hash
from engine.signing import TreeHead, sign_head, verify_head
from engine.store import Transaction, ledger

BATCH: Final = 5000
"""How many entries one head takes in: so many leaves are read to show that one is in the tree."""


def seal_ledger(engine: Engine) -> TreeHead | None:
    """Number the new entries, sign the tree, and put the heads where the database is not.

    Returns the newest head signed now, None when nothing was new. A head that a crash kept from
    leaving the database leaves it now.

    Raises:
        LedgerUnfit: the last head is not of this installation's key, or not what was signed.
    """
    key = keys.ledger_key(engine.settings.data_dir)
    newest, may_be_more = None, True
    while may_be_more:
        head = _seal_batch(engine, key)
        newest = head or newest
        may_be_more = head is not None and head.size - (head.previous_size or 0) == BATCH
    publish(engine)
    return newest


def publish(engine: Engine) -> int:
    """Append to `heads/heads.jsonl` every stored head that it lacks; return how many."""
    with engine.reading() as tx:
        file = heads.heads_file(engine.settings.data_dir)
        return heads.add_missing(file, lambda size: ledger.heads_behind(tx, size))


def _seal_batch(engine: Engine, key: SigningKey) -> TreeHead | None:
    with engine.begin() as tx:
        if not ledger.take_turn(tx):
            return None
        frontier, previous = _where_it_stands(tx, key)
        fresh = ledger.number(tx, frontier.size, BATCH)
        if not fresh:
            return None
        frontier.extend(map(leaf_hash, fresh))
        head = sign_head(key.private, frontier.size, frontier.root(), tx.now, previous)
        ledger.keep_head(tx, head, frontier.to_bytes())
        return head


def _where_it_stands(tx: Transaction, key: SigningKey) -> tuple[Frontier, int | None]:
    """Return the tree under the newest head, and that head's size."""
    found = ledger.newest_head(tx)
    if found is None:
        return Frontier(), None
    head, stored = found
    if not verify_head(head, key.public):
        raise LedgerUnfit(
            size=head.size,
            why=f"the head of size {head.size} was not signed with this key.",
            why_th=f"หัวต้นไม้ขนาด {head.size} ไม่ได้ลงนามด้วยกุญแจนี้",
        )
    return frontier_of(head, stored), head.size


def frontier_of(head: TreeHead, stored: bytes) -> Frontier:
    """Read the frontier that is kept beside a head; the head's signature vouches for it.

    Raises:
        LedgerUnfit: it is not the one of that head.
    """
    try:
        frontier = Frontier.from_bytes(stored)
    except ValueError:
        frontier = Frontier()
    if (frontier.size, frontier.root()) != (head.size, head.root):
        raise LedgerUnfit(
            size=head.size,
            why=f"what is kept beside the head of size {head.size} was changed.",
            why_th=f"ข้อมูลประกอบหัวต้นไม้ขนาด {head.size} ถูกแก้ไข",
        )
    return frontier
