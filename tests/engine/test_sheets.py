"""A file from outside is never unpacked further than what it may hold."""

import struct
import zipfile
import zlib
from io import BytesIO

import openpyxl
import pytest

from engine.errors import SheetRefused
from engine.sheets import read_file
from engine.sheets.workbook import unpacked

MEGABYTE = 1024 * 1024
_CENTRAL = b"PK\x01\x02"


def workbook():
    book = openpyxl.Workbook()
    book.active.append(["thai_id", "name"])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def packed_again(content, method=zipfile.ZIP_DEFLATED, longer=None, by=b""):
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(kept, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (by if name == longer else b""))
    return kept.getvalue()


def lying(content, name, body):
    """Let the archive say that a part is `body`, whatever it unpacks to."""
    raw, at = bytearray(content), content.find(_CENTRAL)
    while at >= 0:
        long = struct.unpack_from("<H", raw, at + 28)[0]
        if bytes(raw[at + 46 : at + 46 + long]).decode() == name:
            struct.pack_into("<I", raw, at + 16, zlib.crc32(body))
            struct.pack_into("<I", raw, at + 24, len(body))
        at = raw.find(_CENTRAL, at + 4)
    return bytes(raw)


def test_a_part_gives_no_more_than_it_says_however_far_it_unpacks():
    sound, name = workbook(), "xl/workbook.xml"
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        said = archive.read(name)
    bomb = packed_again(sound, longer=name, by=b" " * (32 * MEGABYTE))
    content = lying(bomb, name, said)

    plain = unpacked(content)

    assert len(plain.getvalue()) < MEGABYTE
    with zipfile.ZipFile(plain) as archive:
        assert archive.read(name) == said
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
    assert read_file(content, 10)[0].cells[:2] == ["thai_id", "name"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_way_of_packing_that_no_spreadsheet_uses_is_refused(method):
    with pytest.raises(SheetRefused, match="damaged"):
        read_file(packed_again(workbook(), method), 10)
