"""Keeps the files people attach: by content, in a directory that no web server serves.

What a file is, its bytes say; the name it came with is only ever shown (see `safe_name`).
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import quote

from engine.errors import AttachmentNotFound, AttachmentRefused

CHUNK = 64 * 1024
_LOOKED_AT = 1024
_KINDS = (
    (re.compile(rb"%PDF-[12]\.[0-9]"), "application/pdf"),
    (re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"), "image/jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), "image/png"),
)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?php)", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNSAFE = frozenset('<>:"|?*\\/')
_NAME_LENGTH = 120


class Readable(Protocol):
    """Anything bytes can be read from: an upload, an open file."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file as it was kept: its SHA-256 in hex is its address, `size` is in bytes."""

    sha256: str
    size: int
    content_type: str


class FileStore:
    """A directory of files, each under the digest of its content. `max_bytes` bounds one file.

    The same content is kept once: whoever deletes must know that nothing else refers to it.
    """

    def __init__(self, directory: Path, max_bytes: int) -> None:
        self._directory = directory
        self._max_bytes = max_bytes

    def save(self, content: Readable | bytes) -> StoredFile:
        """Keep a PDF, JPEG or PNG; on return it is on the disk, whole.

        Raises `AttachmentRefused` for any other kind, an empty file, or one above `max_bytes`:
        the excess is never read, and nothing is left behind.
        """
        stream = BytesIO(content) if isinstance(content, bytes) else content
        incoming = self._directory / "incoming"
        incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=incoming)
        try:
            with os.fdopen(handle, "wb") as file:
                kept = self._copy(stream, file)
            self._settle(Path(name), kept.sha256)
        finally:
            Path(name).unlink(missing_ok=True)
        return kept

    def open(self, sha256: str) -> BinaryIO:
        """Open for reading; raises `AttachmentNotFound`."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise AttachmentNotFound from None

    def delete(self, sha256: str) -> bool:
        """Remove the content; False when it was not there."""
        path = self._path(sha256)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    def _path(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise AttachmentNotFound
        return self._directory / sha256[:2] / sha256[2:]

    def _copy(self, stream: Readable, file: BinaryIO) -> StoredFile:
        digest, size, head = hashlib.sha256(), 0, b""
        for chunk in _pieces(stream):
            size += len(chunk)
            if size > self._max_bytes:
                raise _too_large(self._max_bytes)
            head = (head + chunk)[:_LOOKED_AT] if len(head) < _LOOKED_AT else head
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
        return StoredFile(sha256=digest.hexdigest(), size=size, content_type=content_type(head))

    def _settle(self, written: Path, sha256: str) -> None:
        """Rename into place, and make the rename last."""
        path = self._path(sha256)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        written.replace(path)
        for directory in (path.parent, self._directory):
            handle = os.open(directory, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def content_type(head: bytes) -> str:
    """Tell PDF, JPEG or PNG by the first bytes; raises `AttachmentRefused` for all else.

    A picture or PDF with a web page at its head is refused too: some browsers would run it.
    """
    if not head:
        raise AttachmentRefused(why="the file is empty.", why_th="ไฟล์ว่างเปล่า")
    kind = next((kind for magic, kind in _KINDS if magic.match(head)), None)
    if kind is None or _MARKUP.search(head[:_LOOKED_AT]):
        raise AttachmentRefused(
            why="only PDF, JPG and PNG are accepted.", why_th="รับเฉพาะไฟล์ PDF, JPG และ PNG"
        )
    return kind


def safe_name(text: str) -> str:
    """Return a file name to show and to download under: no path, nothing invisible, never empty."""
    last = re.split(r"[/\\]", text)[-1]
    shown = "".join(letter for letter in unicodedata.normalize("NFC", last) if _is_shown(letter))
    stem, dot, ending = shown.strip(" .").rpartition(".")
    if not stem:
        stem, dot, ending = ending, "", ""
    return (stem[:_NAME_LENGTH].strip(" .") or "file") + dot + ending[:10]


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Read a file to its end, a piece at a time, and close it."""
    with stream:
        yield from _pieces(stream)


def disposition(name: str) -> str:
    """Return the value of a Content-Disposition header: downloads, never opens (RFC 6266, 5987)."""
    name = safe_name(name)
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _is_shown(letter: str) -> bool:
    """Refuse controls, bidirectional overrides, surrogates and path signs; keep Thai marks."""
    return unicodedata.category(letter)[0] != "C" and letter not in _UNSAFE


def _pieces(stream: Readable) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk


def _too_large(limit: int) -> AttachmentRefused:
    megabytes = f"{limit / 1024 / 1024:.1f}".removesuffix(".0")
    return AttachmentRefused(
        why=f"it is larger than {megabytes} MB.", why_th=f"ไฟล์ใหญ่เกิน {megabytes} MB"
    )
