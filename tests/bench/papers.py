"""Official papers: a letter of one page, a long table, and the whole service task."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

from engine import papers, shelf
from tests.bench.places import Databases
from tests.bench.report import Figure, percentile
from tests.documents.samples import AROUND, SAMPLES

LETTERS = 200
MOST_LETTER = 0.150
TABLE_ROWS = (200, 2_000)
AT = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))


def measure(_: Databases) -> Iterator[Figure]:
    """Yield how long papers take to be set, from the inputs to the bytes of the PDF."""
    began = time.perf_counter()
    made("letter", 0)
    cold = time.perf_counter() - began
    took = sorted(timed("letter", number) for number in range(1, LETTERS + 1))
    p95 = percentile(took, 0.95)
    yield Figure(what="the first letter of a process", value=f"{cold * 1000:.0f} ms")
    yield Figure(
        what=f"a letter of one page, {LETTERS} different ones",
        value=f"{percentile(took, 0.5) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms",
        budget=f"< {MOST_LETTER * 1000:.0f} ms",
        reached=p95 < MOST_LETTER,
    )
    for key in sorted(SAMPLES):
        yield Figure(what=f"— {key}", value=f"{timed(key, -1) * 1000:.1f} ms")
    for rows in TABLE_ROWS:
        took_ms = timed("announcement", 0, **table(rows)) * 1000
        yield Figure(what=f"a table of {rows:,} rows and 6 columns", value=f"{took_ms:,.0f} ms")


def timed(key: str, number: int, **told: Any) -> float:
    """Return the seconds that one paper takes."""
    began = time.perf_counter()
    made(key, number, **told)
    return time.perf_counter() - began


def made(key: str, number: int, **told: Any) -> bytes:
    """Make a paper as the service does, without its database."""
    template = shelf.template(key)
    filled = papers.fill(template.paper, {**SAMPLES[key], **told})
    sheet = papers.sheet(template.bundle, filled, AROUND, f"ศธ ๐๔๙๙๙/{number}")
    return papers.render(template.bundle, sheet, AT, key)


def table(rows: int) -> dict[str, Any]:
    """Return a long table of invented children."""
    of_each = ["โรงเรียนบ้านตัวอย่าง ๑", "ป.๑", "3.25", "ผ่าน"]
    return {
        "columns": ["ชื่อ", "โรงเรียน", "ชั้น", "เกรด", "ผล", "เงิน"],
        "rows": [[f"เด็กหญิงตัวอย่าง สมมติ {n}", *of_each, n] for n in range(rows)],
    }
