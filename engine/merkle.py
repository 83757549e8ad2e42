"""The ledger's tree (RFC 6962): many chain heads under one root, and short proofs about it.

The ledger has one entry per command: the head of an instance's chain after it. Entries stand in
leaf order; `leaves` are always leaf hashes.

    leaf = SHA-256(0x00 ‖ JSON ["khanton entry v1", office, instance, seq, hash in hex])
    node = SHA-256(0x01 ‖ left ‖ right)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

import orjson

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_HASH_BYTES: Final = 32
_SIZE_BYTES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """The head of an instance's chain after one command: its last seq and that event's hash."""

    office_id: str
    instance_id: UUID
    seq: int
    hash: bytes


def leaf_hash(entry: LedgerEntry) -> bytes:
    """Return the leaf of a ledger entry."""
    place = [
        "khanton entry v1",
        entry.office_id,
        entry.instance_id,
        entry.seq,
        entry.hash.hex(),
    ]
    return sha256(_LEAF + orjson.dumps(place)).digest()


class Frontier:
    """The right edge of a growing tree: the roots of its perfect subtrees, largest first.

    All that is needed to append and to know the root: 32 bytes per doubling of the size.
    """

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash at the end."""
        node, size = leaf, self.size
        while size & 1:
            node = _parent(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end, in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """Return the root of the tree as it is now; of an empty tree, the hash of nothing."""
        if not self._peaks:
            return sha256().digest()
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = _parent(peak, node)
        return node

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian) followed by the subtree roots."""
        return self.size.to_bytes(_SIZE_BYTES, "big") + b"".join(self._peaks)

    @classmethod
    def from_bytes(cls, text: bytes) -> "Frontier":
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: it is not that.
        """
        frontier = cls()
        frontier.size = int.from_bytes(text[:_SIZE_BYTES], "big")
        if len(text) != _SIZE_BYTES + _HASH_BYTES * frontier.size.bit_count():
            raise ValueError(
                "expected the frontier of a tree, but its length does not fit its size"
            )
        frontier._peaks = [
            text[start : start + _HASH_BYTES]
            for start in range(_SIZE_BYTES, len(text), _HASH_BYTES)
        ]
        return frontier


def root(leaves: Iterable[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the hashes that lead from leaf `index` (from 0) to the root (RFC 6962 2.1.1).

    Raises:
        IndexError: there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError("expected the index of a leaf")
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(root(leaves[middle:end]))
            end = middle
        else:
            proof.append(root(leaves[start:middle]))
            start = middle
    return proof[::-1]


def consistency_proof(leaves: Sequence[bytes], size: int) -> list[bytes]:
    """Return the hashes that show the first `size` leaves to begin the tree (RFC 6962 2.1.2).

    Raises:
        IndexError: the tree never had that size.
    """
    if not 0 <= size <= len(leaves):
        raise IndexError("expected an earlier size of the tree")
    if size in (0, len(leaves)):
        return []
    proof: list[bytes] = []
    start, end = 0, len(leaves)
    while end != size:
        middle = start + _split(end - start)
        if size <= middle:
            proof.append(root(leaves[middle:end]))
            end = middle
        else:
            proof.append(root(leaves[start:middle]))
            start = middle
    # A verifier who knows the older root needs it again only if it is not itself a subtree.
    if start:
        proof.append(root(leaves[start:end]))
    return proof[::-1]


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], tree_root: bytes
) -> bool:
    """Say whether `proof` leads from leaf `index` to the root (RFC 9162 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    position, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if position & 1 or position == last:
            node = _parent(sibling, node)
            position, last = _climb(position, last)
        else:
            node = _parent(node, sibling)
        position, last = position >> 1, last >> 1
    return last == 0 and node == tree_root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, tree_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether `proof` shows the older tree to be a beginning of the newer (RFC 9162 2.1.4.2).

    Every tree begins with the empty one, whose root is the hash of nothing.
    """
    if old_size == size:
        return not proof and old_root == tree_root
    if not 0 < old_size < size:
        return old_size == 0 and not proof and old_root == root(())
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return bool(path) and _walk(old_size - 1, size - 1, path) == (old_root, tree_root)


def _walk(position: int, last: int, path: list[bytes]) -> tuple[bytes, bytes] | None:
    """Return the old and the new root a proof leads to; None if it does not fit."""
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for node in path[1:]:
        if last == 0:
            return None
        if position & 1 or position == last:
            old, new = _parent(node, old), _parent(node, new)
            position, last = _climb(position, last)
        else:
            new = _parent(new, node)
        position, last = position >> 1, last >> 1
    return (old, new) if last == 0 else None


def _climb(position: int, last: int) -> tuple[int, int]:
    """Go up the levels at which a right edge has no sibling."""
    while position and not position & 1:
        position, last = position >> 1, last >> 1
    return position, last


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1


def _parent(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()
