"""Holds one instance's chain against the ledger, reading only the heads that vouch for it.

The frontier kept beside a head is bound to that head's signed root, so the leaves between two
heads are enough to show that an entry is in the tree: the cost does not grow with the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from engine.errors import LedgerUnfit
from engine.findings import Finding, Kind, finding
from engine.ledger import frontier_of
from engine.merkle import Frontier, LedgerEntry, leaf_hash
from engine.rows import EventRow, InstanceRow
from engine.signing import TreeHead, verify_head
from engine.store import Transaction, ledger


@dataclass(slots=True, kw_only=True)
class Vouched:
    """What the ledger says of an instance: `covered` of its events stand under a signed head."""

    findings: list[Finding] = field(default_factory=list)
    entries: int = 0
    heads: int = 0
    covered: int = 0


def vouch(
    tx: Transaction, instance: InstanceRow, events: Sequence[EventRow], public_key: bytes
) -> Vouched:
    """Compare an instance's events with its entries, and those with the heads over them."""
    entries = ledger.entries_of(tx, instance.office_id, instance.id)
    found = Vouched(entries=len(entries))
    found.findings += _against(instance, events, [entry for _, entry in entries])
    sealed = sorted((leaf, entry.seq) for leaf, entry in entries if leaf is not None)
    _under_heads(tx, sealed, public_key, found)
    found.covered = min(found.covered, len(events))
    return found


def _against(
    instance: InstanceRow, events: Sequence[EventRow], entries: Sequence[LedgerEntry]
) -> list[Finding]:
    """Find what the entries know otherwise: a rewritten past, a tail cut off or added."""
    place = (instance.office_id, instance.id)
    hashes = {event.seq: event.hash for event in events}
    last = max(hashes, default=0)
    reach = max((entry.seq for entry in entries), default=0)
    differing = [e.seq for e in entries if hashes.get(e.seq, e.hash) != e.hash]
    told = [finding(Kind.LEDGER_DIFFERS, place, seq) for seq in sorted(differing)[:1]]
    if reach > max(last, instance.last_seq):
        told.append(finding(Kind.TAIL_MISSING, place, last + 1, until=reach))
    if reach < last and not told:
        told.append(finding(Kind.LEDGER_DIFFERS, place, last))
    return told


def _under_heads(
    tx: Transaction, sealed: list[tuple[int, int]], public_key: bytes, found: Vouched
) -> None:
    """Go from head to head over the instance's leaves; `sealed` is (leaf index, seq), ascending."""
    done, sound = 0, True
    for leaf, seq in sealed:
        if leaf >= done:
            head = ledger.head_over(tx, leaf)
            if head is None:
                found.findings.append(_unsigned(tx, leaf))
                return
            done = head.size
            doubts = _doubts(tx, head, public_key)
            found.findings += doubts
            found.heads += not doubts
            sound = not doubts
        if sound:
            found.covered = max(found.covered, seq)


def _unsigned(tx: Transaction, leaf: int) -> Finding:
    """An entry has its place only together with a head, so the head was taken away."""
    newest = ledger.newest_head(tx)
    if newest is None:
        return finding(Kind.NO_HEAD, None, None)
    return finding(Kind.HEAD_MISSING, None, None, size=f"> {max(leaf, newest[0].size)}")


def _doubts(tx: Transaction, head: TreeHead, public_key: bytes) -> list[Finding]:
    if not verify_head(head, public_key):
        return [finding(Kind.SIGNATURE_INVALID, None, None, size=head.size)]
    before = head.previous_size or 0
    try:
        frontier = _frontier_at(tx, before)
    except LedgerUnfit:
        return [finding(Kind.ROOT_WRONG, None, None, first=1, size=before)]
    if frontier is None:
        return [finding(Kind.HEAD_MISSING, None, None, size=before)]
    return _root_doubts(tx, frontier, head)


def _root_doubts(tx: Transaction, frontier: Frontier, head: TreeHead) -> list[Finding]:
    """Add the leaves between two heads to the older one's tree: it must become the newer one's."""
    first = frontier.size + 1
    frontier.extend(map(leaf_hash, ledger.leaves(tx, frontier.size, head.size)))
    if frontier.root() == head.root:
        return []
    return [finding(Kind.ROOT_WRONG, None, None, first=first, size=head.size)]


def _frontier_at(tx: Transaction, size: int) -> Frontier | None:
    """Return the tree under the head of this size.

    Raises:
        LedgerUnfit: it is not what that head says.
    """
    if size == 0:
        return Frontier()
    found = ledger.head_at(tx, size)
    return None if found is None else frontier_of(*found)
