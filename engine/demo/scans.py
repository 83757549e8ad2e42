"""Small files as people attach them: a page of PDF, a photograph of paper. Made, not kept."""

import random
import struct
import zlib
from typing import Final

_WIDE, _HIGH, _MARGIN = 240, 320, 40
_PAGE: Final = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 5 0 R"
    " /Resources << /Font << /F1 4 0 R >> >> >>"
)


def pdf(title: str, number: int) -> bytes:
    """Return a page that says what it stands for; `title` in Latin letters."""
    said = f"BT /F1 20 Tf 60 500 Td ({title}) Tj 0 -40 Td /F1 12 Tf (Sample no. {number}) Tj ET"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        _PAGE,
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Length {len(said)} >>\nstream\n{said}\nendstream",
    ]
    content, places = b"%PDF-1.7\n", []
    for place, body in enumerate(bodies, 1):
        places.append(len(content))
        content += f"{place} 0 obj\n{body}\nendobj\n".encode("ascii")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}"
    end = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + (table + end).encode("ascii")


def png(number: int) -> bytes:
    """Return a grey picture that looks like a written page from afar."""
    chance = random.Random(number)  # noqa: S311 - lines on a picture, no secrets
    lines = b"".join(b"\0" + _line(row, chance) for row in range(_HIGH))
    header = struct.pack(">IIBBBBB", _WIDE, _HIGH, 8, 0, 0, 0, 0)
    packed = zlib.compress(lines, 9)
    parts = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _line(row: int, chance: random.Random) -> bytes:
    """Return a row of the picture: paper, and on every twelfth some rows of ink."""
    ink, gap = 3, 12
    if not _MARGIN < row < _HIGH - _MARGIN or row % gap >= ink:
        return bytes([244]) * _WIDE
    written = chance.randint(90, 190)
    return bytes([244]) * 24 + bytes([96]) * written + bytes([244]) * (_WIDE - 24 - written)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def scan(field: str) -> tuple[str, bytes]:
    """Return name and content of a file for a field: photographs as PNG, all else as PDF."""
    number = zlib.crc32(field.encode()) % 900 + 100
    key = field.rpartition(".")[2]
    if "photo" in key:
        return f"ภาพถ่ายตัวอย่าง {number}.png", png(number)
    name = next((th for part, th in _NAMES.items() if part in key), "เอกสารตัวอย่าง")
    return f"{name}.pdf", pdf(key.replace("_", " "), number)


_NAMES: Final = {
    "house": "สำเนาทะเบียนบ้าน",
    "id_": "สำเนาบัตรประชาชน",
    "qualification": "สำเนาวุฒิการศึกษา",
    "plan": "แผนการจัดการศึกษา",
    "minutes": "รายงานการประชุม",
    "transcript": "ใบแสดงผลการเรียน",
    "report": "เล่มรายงาน",
    "receipt": "ใบเสร็จรับเงิน",
    "evidence": "หลักฐานประกอบ",
}
