"""Signs tree heads: what the ledger was at a moment, in a line that can leave the database.

The signature is Ed25519 over JSON ["khanton tree head v1", size, root in hex, at, previous_size].
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from engine.errors import KeyUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeHead:
    """The root over the first `size` ledger entries, signed at `at`.

    `previous_size`: the size of the head before this one, None for the first: a missing head shows.
    """

    size: int
    root: bytes
    at: datetime
    signature: bytes
    previous_size: int | None = None


def new_signing_key() -> bytes:
    """Return a fresh private key as PEM (PKCS 8, not encrypted: the file's mode protects it)."""
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_key_pem(signing_key: bytes) -> bytes:
    """Return the public key that goes with a private one, to be handed to whoever will verify.

    Raises:
        KeyUnreadable: it is not an Ed25519 private key in PEM.
    """
    public = _private(signing_key).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def sign_head(
    signing_key: bytes, size: int, root: bytes, at: datetime, previous_size: int | None = None
) -> TreeHead:
    """Sign the root over the first `size` entries. `at` is aware.

    Raises:
        KeyUnreadable: it is not an Ed25519 private key in PEM.
    """
    signature = _private(signing_key).sign(_said(size, root, at, previous_size))
    return TreeHead(size=size, root=root, at=at, signature=signature, previous_size=previous_size)


def read_public_key(public_key: bytes) -> Ed25519PublicKey:
    """Read a public key in PEM.

    Raises:
        KeyUnreadable: it is not an Ed25519 public key in PEM.
    """
    try:
        key = load_pem_public_key(public_key)
    except (ValueError, UnsupportedAlgorithm) as refused:
        raise KeyUnreadable from refused
    if not isinstance(key, Ed25519PublicKey):
        raise KeyUnreadable
    return key


def verify_head(head: TreeHead, public_key: bytes | Ed25519PublicKey) -> bool:
    """Say whether the head was signed with the key that goes with `public_key` (PEM, or read).

    Raises:
        KeyUnreadable: it is not an Ed25519 public key in PEM.
    """
    key = read_public_key(public_key) if isinstance(public_key, bytes) else public_key
    try:
        key.verify(head.signature, _said(head.size, head.root, head.at, head.previous_size))
    except InvalidSignature:
        return False
    return True


def _private(signing_key: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(signing_key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as refused:
        raise KeyUnreadable from refused
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyUnreadable
    return key


def _said(size: int, root: bytes, at: datetime, previous_size: int | None) -> bytes:
    moment = at.astimezone(UTC)
    return orjson.dumps(["khanton tree head v1", size, root.hex(), moment, previous_size])
