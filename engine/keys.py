"""The installation's own signing key: two files in the data directory, made when first asked for.

`keys/ledger.pem` signs tree heads and never leaves the machine (mode 0600);
`keys/ledger.pub.pem` is handed to whoever will verify.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from engine.signing import new_signing_key, public_key_pem

PRIVATE: Final = "ledger.pem"
PUBLIC: Final = "ledger.pub.pem"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """An Ed25519 key pair, both parts PEM."""

    private: bytes = field(repr=False)
    public: bytes


def ledger_key(data_dir: Path) -> SigningKey:
    """Return the key that signs the ledger; of several processes that make one, the first wins.

    Raises:
        KeyUnreadable: the file holds something else.
    """
    directory = data_dir / "keys"
    private = _read_or_make(directory / PRIVATE)
    public = public_key_pem(private)
    if not (directory / PUBLIC).exists():
        _write(directory / PUBLIC, public, 0o644)
    return SigningKey(private=private, public=public)


def _read_or_make(file: Path) -> bytes:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(file, new_signing_key(), 0o600)
    return file.read_bytes()


def _write(file: Path, content: bytes, mode: int) -> None:
    """Put a whole file in place; one that is there already stays."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    with suppress(FileExistsError):
        os.link(beside, file)
    beside.unlink()
