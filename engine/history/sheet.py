"""What the evidence's template reads: everything in words, dates of the Buddhist era."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

import orjson

from engine.calendar import BANGKOK
from engine.history.casefile import CaseFile
from engine.history.gathering import Evidence
from engine.history.meaning import meaning
from engine.history.picturing import pictures
from engine.replay import Timeline
from engine.replay.stories import remark, sentence
from engine.replay.values import Reader
from engine.thai import thai_short

_MOST_EVENTS: Final = 2000
_LONGEST: Final = 400
STATUS: Final = {
    "active": "กำลังดำเนินการ / active",
    "suspended": "พักไว้ / suspended",
    "completed": "เสร็จสิ้น / completed",
    "cancelled": "ยุติ / cancelled",
}


def sheet(told: Evidence) -> dict[str, Any]:
    """Return all that is printed; long values are shortened, and that is said."""
    case, means = told.case, meaning(told.report)
    last = Timeline(case.events).at(len(case.events))
    return {
        "title": f"ชุดหลักฐาน {case.instance.business_key}",
        "facts": list(_facts(told)),
        "proof": {
            "ok": means.ok,
            "verdict": " / ".join(means.verdict),
            "lines": [line for pair in means.lines for line in pair],
        },
        "erased": case.is_erased,
        "events": list(_events(told)),
        "until": when(case.events[-1].at if case.events else told.made_at),
        "data": list(_data(case, last.data)),
        "files": [
            [each.name, when(each.at), f"{each.size:,}", _spaced(each.sha256)]
            for each in told.files
        ],
        "readers": [
            [when(each.at), case.person(each.user_id)[0], each.what] for each in told.readers
        ],
        "diagrams": pictures(case),
        "foot": f"{case.instance.business_key} · ทำเมื่อ {when(told.made_at)} โดย {told.made_by}",
    }


def when(at: datetime) -> str:
    """Return a moment as tables show it: 28 เม.ย. 2569 14:30 น."""
    local = at.astimezone(BANGKOK)
    day = thai_short(local.date()).replace(" ", "\u00a0")
    return f"{day} {local:%H:%M}\u00a0น."


def _facts(told: Evidence) -> Iterator[tuple[str, str]]:
    case, row = told.case, told.case.instance
    own = case.diagrams[0]
    yield "เลขที่เรื่อง / Number", row.business_key
    yield "งาน / Procedure", f"{own.drawing.name} (รุ่น {own.version})"
    yield "สำนักงาน / Office", case.office.name_th
    applicant = case.person(row.applicant_id)[0] if row.applicant_id else "–"
    yield "ผู้ยื่น / Applicant", applicant
    yield "สถานะ / State", STATUS[row.status.value]
    yield "เริ่ม / Began", when(row.started_at)
    yield "สิ้นสุด / Ended", "–" if row.ended_at is None else when(row.ended_at)
    last = case.rows[-1].hash.hex() if case.rows else "–"
    yield "รหัสเหตุการณ์สุดท้าย / Last hash", _spaced(last)


def _events(told: Evidence) -> Iterator[list[str]]:
    case = told.case
    rows = list(zip(case.rows, case.events, strict=True))
    for row, event in rows[:_MOST_EVENTS]:
        said = sentence(event, case.names)[0]
        why = remark(event)[0]
        by = case.person(event.actor)[0]
        if event.on_behalf_of:
            by += f" (แทน {case.person(event.on_behalf_of)[0]})"
        more = f" – {_shown(why)}" if why else ""
        yield [str(event.seq), when(event.at), said + more, by, row.hash.hex()[:12]]
    if len(rows) > _MOST_EVENTS:
        left = len(rows) - _MOST_EVENTS
        yield ["", "", f"อีก {left:,} เหตุการณ์อยู่ใน evidence.json / {left:,} more there", "", ""]


def _data(case: CaseFile, data: Mapping[str, Any]) -> Iterator[list[str]]:
    """Return each variable's lines, what has nothing to say left out."""
    reader = Reader(case.labels)
    for name, value in sorted(data.items()):
        told = [line for line in reader.lines(name, value) if line[1] != "–"]
        if len(told) == 1 and told[0][0] == reader.called(name):
            yield list(told[0])
            continue
        for inner, text in told:
            yield [f"{reader.called(name)} › {inner}", text]


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value, default=str).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… (ทั้งหมดอยู่ใน evidence.json)"


def _spaced(digest: str) -> str:
    """Let a long digest break over lines."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))
