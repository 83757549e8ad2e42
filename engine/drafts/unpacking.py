"""A zip from elsewhere, opened within bounds: what it says of itself is never believed."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from engine.drafts.naming import MOST_FILES
from engine.errors import DraftFileUnfit

MOST_BYTES: Final = 20 * 1024 * 1024
"""Of all the files of a zip together, unpacked."""
_UTF8_NAMES: Final = 0x800
_ENCRYPTED: Final = 0x1
_STRAY: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "scenarios/")
"""What is no file of the draft; scenarios are taken in by `engine.trying`."""


def unpacked(name: str, body: bytes, limit: int) -> Iterator[tuple[str, bytes | DraftFileUnfit]]:
    """Return what a zip holds, by name without folders; a file that is refused with its reason.

    `limit`: the most bytes of one file. A folder around the files is for people and is left out;
    a path that leads out of the zip refuses the file.

    Raises:
        DraftFileUnfit: it is no zip, is damaged, or holds too many files.
    """
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = [each for each in archive.infolist() if not _is_stray(each)]
            if len(members) > MOST_FILES:
                th, en = f"มีไฟล์เกิน {MOST_FILES}", f"it holds more than {MOST_FILES} files"
                raise DraftFileUnfit(name=name, why_th=th, why=en)
            yield from _members(archive, members, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
        raise _damaged(name) from problem


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], limit: int
) -> Iterator[tuple[str, bytes | DraftFileUnfit]]:
    left = MOST_BYTES
    for member in members:
        path = _name(member)
        found = _read(archive, member, path, min(limit, left))
        left -= len(found) if isinstance(found, bytes) else 0
        yield path.rpartition("/")[2], found


def _is_stray(member: zipfile.ZipInfo) -> bool:
    return member.is_dir() or member.filename.startswith(_STRAY) or member.filename.endswith(_STRAY)


def _name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; Thai Windows writes it in its own code page and does not say so."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    plain = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "cp874"):
        try:
            return plain.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename


def _read(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, most: int
) -> bytes | DraftFileUnfit:
    if path.startswith("/") or ".." in path.split("/") or "\\" in path:
        return _unfit(path, "ชื่อไฟล์มีที่อยู่ซึ่งออกนอก zip", "its path leads out of the zip")
    if member.flag_bits & _ENCRYPTED:
        return _unfit(path, "เข้ารหัสไว้ กรุณาบีบอัดใหม่โดยไม่ตั้งรหัสผ่าน", "it is encrypted")
    with archive.open(member) as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        return _unfit(path, "ขนาดเมื่อคลายออกใหญ่เกินกำหนด", "it is too large when unpacked")
    return body


def _unfit(name: str, th: str, en: str) -> DraftFileUnfit:
    return DraftFileUnfit(name=name, why_th=th, why=en)


def _damaged(name: str) -> DraftFileUnfit:
    return _unfit(name, "ไม่ใช่ไฟล์ zip หรือไฟล์เสียหาย", "it is no zip, or it is damaged")
