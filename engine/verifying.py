"""Verifies history without the system it came from: an export, the public key, and tree heads.

Whoever has SQL rights can rewrite rows and recompute hashes, but cannot sign. So every chain is
followed link by link, every ledger entry must be the head of its chain, the root over the entries
must be the one in every signed head, and the heads that left the database must still be in it.
In the ledger's order time may not run backwards, so what is inserted later cannot claim to be old.
What is newer than the last head is counted as not yet covered.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from engine.exporting import Header, InstanceLine, read_export
from engine.findings import Finding, Kind, finding
from engine.merkle import Frontier, LedgerEntry, leaf_hash
from engine.sealing import SealedEvent, StoredEvent, first_link, link
from engine.signing import TreeHead, read_public_key, verify_head

GRACE: Final = timedelta(minutes=10)
"""How far clocks of several machines, and commands that overtake one another, may differ."""

_Place: TypeAlias = tuple[str, UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was verified. `ok` only if nothing was found.

    `covered`: events vouched for by a signed head; `uncovered`: those newer than the last head.
    `heads`: heads whose signature is valid; `newer_heads`: copies outside that were signed after
    the export was made, and so were not compared. `offices`: None when the export is of all.
    """

    ok: bool
    events: int
    instances: int
    findings: tuple[Finding, ...]
    covered: int
    uncovered: int
    entries: int
    heads: int
    newer_heads: int
    made_at: datetime
    offices: tuple[str, ...] | None


class _Chain:
    """One instance's events, followed link by link; goes on after a fault, from what is stored."""

    def __init__(self, office_id: str, instance_id: UUID) -> None:
        self.place: _Place = (office_id, instance_id)
        self.findings: list[Finding] = []
        self.seqs: list[int] = []
        self.hashes: list[bytes] = []
        self.moments: list[datetime] = []
        self.row: InstanceLine | None = None
        self.covered = 0
        self._previous: bytes | None = first_link(office_id, instance_id)

    @property
    def last(self) -> int:
        return self.seqs[-1] if self.seqs else 0

    def follow(self, event: StoredEvent) -> None:
        if event.seq <= self.last:
            self.found(Kind.EVENT_OUT_OF_ORDER, event.seq)
            return
        if event.seq > self.last + 1:
            self.found(Kind.EVENTS_MISSING, self.last + 1, until=event.seq - 1)
            self._previous = None
        computed = event.hash if self._previous is None else link(self._previous, event)
        if computed != event.hash:
            self.found(Kind.EVENT_CHANGED, event.seq)
        self.seqs.append(event.seq)
        self.hashes.append(computed)
        self.moments.append(event.at)
        self._previous = event.hash

    def close(self, last_seq: int, last_hash: bytes) -> None:
        if self.last < last_seq:
            self.found(Kind.TAIL_MISSING, self.last + 1, until=last_seq)
        elif self.last > last_seq or (self.seqs and self._previous != last_hash):
            self.found(Kind.INSTANCE_CHANGED, last_seq)

    def hash_at(self, seq: int) -> bytes | None:
        at = bisect_left(self.seqs, seq)
        return self.hashes[at] if self.seqs[at : at + 1] == [seq] else None

    def backdated(self, index: int) -> Finding:
        at = self.moments[index].isoformat()
        return finding(Kind.BACKDATED, self.place, self.seqs[index], at=at)

    def found(self, kind: Kind, seq: int | None, **particulars: object) -> None:
        self.findings.append(finding(kind, self.place, seq, **particulars))


@dataclass(slots=True, kw_only=True)
class _Export:
    """An export as read: chains already followed, the rest still to be held against them."""

    header: Header
    chains: dict[_Place, _Chain] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    heads: list[TreeHead] = field(default_factory=list)
    events: int = 0

    def chain(self, office_id: str, instance_id: UUID) -> _Chain:
        place = (office_id, instance_id)
        if place not in self.chains:
            self.chains[place] = _Chain(*place)
        return self.chains[place]

    def is_of(self, office_id: str) -> bool:
        return self.header.offices is None or office_id in self.header.offices


def verify_chain(
    office_id: str,
    instance_id: UUID,
    events: Iterable[StoredEvent],
    last_seq: int,
    last_hash: bytes,
) -> list[Finding]:
    """Follow one instance's chain; return what is wrong with it, nothing when it is whole.

    `events`: all of the instance, ascending by seq. `last_seq`, `last_hash`: from its own row. A
    chain that was rewritten from some event to its end, row included, is found by the ledger only.
    """
    chain = _Chain(office_id, instance_id)
    for event in events:
        if (event.office_id, event.instance_id) == chain.place:
            chain.follow(event)
        else:
            chain.found(Kind.EVENT_CHANGED, event.seq)
    chain.close(last_seq, last_hash)
    return chain.findings


def verify_export(
    stream: Iterable[bytes],
    public_key: bytes,
    heads_outside: Sequence[TreeHead] | None = None,
    grace: timedelta = GRACE,
) -> Report:
    """Verify an export (`engine.exporting`) against the public key, PEM, and heads kept outside.

    `stream`: its lines, as an open binary file gives them. `heads_outside`: copies that left the
    database; without them whoever cut the ledger could have cut its heads as well.

    Raises:
        ExportUnreadable: names the line that is damaged, or at which the file breaks off.
        KeyUnreadable: the public key is not Ed25519 in PEM.
    """
    key = read_public_key(public_key)
    export = _read(stream)
    outside = [head for head in heads_outside or () if head.at <= export.header.made_at]
    valid, findings = _signatures(export, outside, key)
    findings += _heads(export, outside, valid)
    findings += _ledger(export)
    covered = max((head.size for head in valid if head.size <= len(export.entries)), default=0)
    findings += _times(export, covered, grace)
    findings += [each for chain in export.chains.values() for each in chain.findings]
    findings = list(dict.fromkeys(findings))
    vouched = sum(chain.covered for chain in export.chains.values())
    return Report(
        ok=not findings,
        events=export.events,
        instances=len(export.chains),
        findings=tuple(findings),
        covered=vouched,
        uncovered=export.events - vouched,
        entries=len(export.entries),
        heads=len(valid),
        newer_heads=len(heads_outside or ()) - len(outside),
        made_at=export.header.made_at,
        offices=export.header.offices,
    )


def _read(stream: Iterable[bytes]) -> _Export:
    header, lines = read_export(stream)
    export = _Export(header=header)
    for line in lines:
        match line:
            case InstanceLine():
                export.chain(line.office_id, line.instance_id).row = line
            case SealedEvent():
                export.chain(line.office_id, line.instance_id).follow(line)
                export.events += 1
            case LedgerEntry():
                export.entries.append(line)
            case TreeHead():
                export.heads.append(line)
    return export


def _signatures(
    export: _Export, outside: Sequence[TreeHead], key: Ed25519PublicKey
) -> tuple[list[TreeHead], list[Finding]]:
    """Part the heads, inside and outside, into those the key vouches for and those it does not."""
    heads = sorted({*export.heads, *outside}, key=lambda head: head.size)
    valid = [head for head in heads if verify_head(head, key)]
    forged = [head for head in heads if head not in set(valid)]
    if heads and not valid:
        return valid, [finding(Kind.KEY_WRONG, None, None, count=len(heads))]
    if not heads and (export.entries or export.events):
        return valid, [finding(Kind.NO_HEAD, None, None)]
    return valid, [finding(Kind.SIGNATURE_INVALID, None, None, size=head.size) for head in forged]


def _heads(
    export: _Export, outside: Sequence[TreeHead], valid: Sequence[TreeHead]
) -> Iterator[Finding]:
    """Hold the entries against every signed head, and the heads against one another."""
    inside = set(export.heads)
    sizes = {head.size for head in export.heads} | {None, 0}
    frontier, sound = Frontier(), 0
    for head in valid:
        if head in outside and head not in inside:
            yield finding(Kind.HEAD_MISSING, None, None, size=head.size)
        if head.previous_size not in sizes:
            yield finding(Kind.HEAD_MISSING, None, None, size=head.previous_size)
        if head.size > len(export.entries):
            yield finding(
                Kind.LEDGER_SHORT, None, None, size=head.size, entries=len(export.entries)
            )
            continue
        frontier.extend(leaf_hash(entry) for entry in export.entries[frontier.size : head.size])
        if frontier.root() != head.root:
            yield finding(
                Kind.ROOT_WRONG, None, None, first=min(sound + 1, head.size), size=head.size
            )
        else:
            sound = head.size


def _ledger(export: _Export) -> Iterator[Finding]:
    """Hold every chain against the ledger: rewriting, cut tails and lost instances show here."""
    reach: dict[_Place, int] = {}
    rewritten: set[_Place] = set()
    for entry in export.entries:
        place = (entry.office_id, entry.instance_id)
        if not export.is_of(entry.office_id):
            continue
        reach[place] = max(reach.get(place, 0), entry.seq)
        chain = export.chains.get(place)
        computed = chain.hash_at(entry.seq) if chain else None
        if computed not in (None, entry.hash) and place not in rewritten:
            rewritten.add(place)
            yield finding(Kind.LEDGER_DIFFERS, place, entry.seq)
    for place in reach.keys() - export.chains.keys():
        yield finding(Kind.INSTANCE_MISSING, place, None)
    for place, chain in export.chains.items():
        _close(chain, reach.get(place, 0))


def _close(chain: _Chain, reach: int) -> None:
    if chain.row is None:
        chain.found(Kind.INSTANCE_MISSING, None)
    else:
        chain.close(chain.row.last_seq, chain.row.last_hash)
    if reach > max(chain.last, chain.row.last_seq if chain.row else 0):
        chain.found(Kind.TAIL_MISSING, chain.last + 1, until=reach)


def _times(export: _Export, covered: int, grace: timedelta) -> Iterator[Finding]:
    """Go through the events in the ledger's order, then through those it does not cover."""
    latest = datetime.min.replace(tzinfo=UTC) + grace
    for chain, index in _in_ledger_order(export, covered):
        if chain.moments[index] < latest - grace:
            yield chain.backdated(index)
        latest = max(latest, chain.moments[index])
    for chain in export.chains.values():
        for index in range(chain.covered, len(chain.seqs)):
            if chain.moments[index] < latest - grace:
                yield chain.backdated(index)


def _in_ledger_order(export: _Export, covered: int) -> Iterator[tuple[_Chain, int]]:
    """Yield chain and index of the events that the first `covered` entries vouch for; mark them."""
    for entry in export.entries[:covered]:
        chain = export.chains.get((entry.office_id, entry.instance_id))
        while chain and chain.covered < len(chain.seqs) and chain.seqs[chain.covered] <= entry.seq:
            yield chain, chain.covered
            chain.covered += 1
