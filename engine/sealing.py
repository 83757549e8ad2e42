r"""Seals events: each carries the hash of the one before, so that a changed past shows.

One chain per instance, events numbered from 1:

    hash(0) = SHA-256("khanton first link v1\0" ‖ JSON [office, instance])
    hash(n) = SHA-256(hash(n-1) ‖ header ‖ SHA-256(body))
    header  = JSON ["khanton event v1", office, instance, seq, type, element_id, actor,
                    on_behalf_of, at]

JSON is UTF-8 without spaces; `at` is ISO 8601 in UTC (+00:00), with microseconds if it has any.
A body is one marker byte, then

    0x00  the data as JSON with sorted keys
    0x01  96-bit nonce ‖ AES-256-GCM, under the key of the case, of that JSON packed with raw
          DEFLATE (RFC 1951; preset dictionary `PHRASES`, never to be changed), with
          JSON ["khanton body v1", office, instance, seq] as associated data

and no body at all when there is no data. The hash is over what is stored, so a case's key can be
destroyed (PDPA) and the chain still verifies.
"""

import os
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Protocol, cast
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.errors import BodyUnreadable

PLAIN: Final = b"\x00"
ENCRYPTED: Final = b"\x01"
_NONCE_BYTES: Final = 12
_KEY_BITS: Final = 256
PHRASES: Final = (
    "January February March April May June July August September October November December "
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม "
    "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา คณะกรรมการ ผู้อำนวยการ นักเรียน โรงเรียน บ้านเรียน เอกสาร "
    "ตำบล อำเภอ จังหวัด เห็นชอบ อนุญาต อนุมัติ แผนการจัดการศึกษา โดยครอบครัว"
    '"attachment_id":"decision":"approve","comment":"reason":"due":"2026-","form":"decision":"name":"'
    '"payload":{"to":"template":"element":"cancelled","fired","failed"'
    '{"assignee":null,"roles":["promo_officer"],"task":"01'
    '{"set":{"applicant":null,"business_key":"HE-2569-000","filing_window":{"en":"Within the '
    "filing window, Filed outside a window: accepted and flagged. The next window is 1 April 2026 "
    'to 31 May 2026.","is_open":true,"is_open":false,"th":"อยู่ในช่วงรับเรื่อง ยื่นนอกช่วงรับเรื่อง '
    'สำนักงานรับไว้และบันทึกข้อสังเกต ช่วงถัดไปคือ ๑ เมษายน ๒๕๖๙ ถึง ๓๑ พฤษภาคม ๒๕๖๙"},"office":'
    '"udonthani1","started_at":"2026-01-01T08:30:00+07:00"},"steps":[["entered","start","01"],'
    '["completed","start","01"],["entered","end","01"]],"version":1}'
).encode()
"""What bodies often say: packing begins as if it had just been said. Part of the format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsealedEvent:
    """A fact in the past tense, before it has its place in a chain. `at` is aware."""

    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    at: datetime
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedEvent:
    """An event as it is stored: `body` is its own copy of the data, `hash` its 32-byte link."""

    office_id: str
    instance_id: UUID
    seq: int
    type: str
    element_id: str | None
    actor: str
    on_behalf_of: str | None
    at: datetime
    body: bytes | None
    hash: bytes


class StoredBody(Protocol):
    """What is needed to open a body: a SealedEvent, or a row with these columns."""

    @property
    def office_id(self) -> str: ...
    @property
    def instance_id(self) -> UUID: ...
    @property
    def seq(self) -> int: ...
    @property
    def body(self) -> bytes | None: ...


class Fact(Protocol):
    """What an event says outside its body: it stays readable when the case is erased."""

    @property
    def type(self) -> str: ...
    @property
    def element_id(self) -> str | None: ...
    @property
    def actor(self) -> str: ...
    @property
    def on_behalf_of(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...


class StoredEvent(Fact, StoredBody, Protocol):
    """What is needed to recompute a link: a SealedEvent, or a row with these columns."""

    @property
    def hash(self) -> bytes: ...


def new_case_key() -> bytes:
    """Return a fresh 256-bit key: one per case, in a table of its own; destroyed to erase it."""
    return AESGCM.generate_key(_KEY_BITS)


def first_link(office_id: str, instance_id: UUID) -> bytes:
    """Return what the first event of an instance is chained to."""
    return sha256(b"khanton first link v1\0" + orjson.dumps([office_id, instance_id])).digest()


def seal(  # noqa: PLR0913, PLR0917 - a place is three names, what goes there three
    previous: bytes,
    office_id: str,
    instance_id: UUID,
    seq: int,
    event: UnsealedEvent,
    key: bytes | None,
) -> SealedEvent:
    """Give an event its place: encrypt its data and link it to the hash of the one before.

    `previous` is `first_link` for seq 1. `key` is the key of the case; None leaves the data plain,
    for events that hold nothing personal.

    Raises:
        ValueError: `at` is naive.
        TypeError: the data is not JSON.
    """
    body = _close_body(event.data, key, _bound_to(office_id, instance_id, seq))
    return SealedEvent(
        office_id=office_id,
        instance_id=instance_id,
        seq=seq,
        type=event.type,
        element_id=event.element_id,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        at=event.at,
        body=body,
        hash=_hash(previous, _header(office_id, instance_id, seq, event), body),
    )


def link(previous: bytes, event: StoredEvent) -> bytes:
    """Recompute the hash of a stored event from its columns and the hash of the one before.

    Raises:
        ValueError: `at` is naive.
    """
    header = _header(event.office_id, event.instance_id, event.seq, event)
    return _hash(previous, header, event.body)


def open_body(event: StoredBody, key: bytes | None) -> dict[str, Any] | None:
    """Return the data of an event, or None when it is encrypted and the key has been destroyed.

    Raises:
        BodyUnreadable: the body was changed or moved to another event, or the key is another's.
    """
    body = event.body
    if not body:
        return {}
    if body[:1] == PLAIN:
        return _data(body[1:], event.seq)
    if body[:1] != ENCRYPTED:
        raise BodyUnreadable(seq=event.seq)
    return None if key is None else _decrypt(body, key, event)


def _decrypt(body: bytes, key: bytes, event: StoredBody) -> dict[str, Any]:
    nonce, ciphertext = body[1 : 1 + _NONCE_BYTES], body[1 + _NONCE_BYTES :]
    place = _bound_to(event.office_id, event.instance_id, event.seq)
    try:
        return _data(_unpacked(AESGCM(key).decrypt(nonce, ciphertext, place)), event.seq)
    except (InvalidTag, ValueError, zlib.error) as refused:
        raise BodyUnreadable(seq=event.seq) from refused


def _data(text: bytes, seq: int) -> dict[str, Any]:
    try:
        return cast(dict[str, Any], orjson.loads(text))
    except orjson.JSONDecodeError as refused:
        raise BodyUnreadable(seq=seq) from refused


def _close_body(data: Mapping[str, Any], key: bytes | None, place: bytes) -> bytes | None:
    if not data:
        return None
    text = orjson.dumps(data, option=orjson.OPT_SORT_KEYS)
    if key is None:
        return PLAIN + text
    nonce = os.urandom(_NONCE_BYTES)
    return ENCRYPTED + nonce + AESGCM(key).encrypt(nonce, _packed(text), place)


def _packed(text: bytes) -> bytes:
    packing = zlib.compressobj(
        level=9, wbits=-zlib.MAX_WBITS, memLevel=zlib.DEF_MEM_LEVEL, zdict=PHRASES
    )
    return packing.compress(text) + packing.flush()


def _unpacked(packed: bytes) -> bytes:
    return zlib.decompressobj(wbits=-zlib.MAX_WBITS, zdict=PHRASES).decompress(packed)


def _bound_to(office_id: str, instance_id: UUID, seq: int) -> bytes:
    return orjson.dumps(["khanton body v1", office_id, instance_id, seq])


def _header(office_id: str, instance_id: UUID, seq: int, event: Fact) -> bytes:
    header = [
        "khanton event v1",
        office_id,
        instance_id,
        seq,
        event.type,
        event.element_id,
        event.actor,
        event.on_behalf_of,
        _in_utc(event.at),
    ]
    return orjson.dumps(header)


def _hash(previous: bytes, header: bytes, body: bytes | None) -> bytes:
    return sha256(previous + header + sha256(body or b"").digest()).digest()


def _in_utc(at: datetime) -> datetime:
    if at.tzinfo is UTC:
        return at
    if at.tzinfo is None:
        raise ValueError("expected an aware moment, but it has no zone")
    return at.astimezone(UTC)
