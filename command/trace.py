"""`khanton trace`: every row of the manuals and what of the service carries it, as a page."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from engine import manuals
from engine.manuals import Carrier, Traced

_PROCEDURES = {
    "G": ("ทั้งเล่ม", "The manuals as a whole"),
    "W": ("งานสวัสดิการและสงเคราะห์นักเรียน", "Student welfare and scholarships"),
    "C": ("งานสร้างความเข้มแข็งของชุมชน", "Schools and their communities"),
    "H": ("การจัดการศึกษาขั้นพื้นฐานโดยครอบครัว", "Home education"),
    "R": ("รางวัลพระราชทาน", "The Royal Award"),
    "S": ("การคัดกรองนักเรียนยากจน", "Screening of poor students"),
}
_KINDS = {
    "process": "กระบวนงาน",
    "participant": "หน่วยงาน",
    "lane": "เลน",
    "deadline": "กำหนดเวลา",
    "form": "แบบฟอร์ม",
    "field": "ช่องในแบบฟอร์ม",
    "setting": "ค่าตั้ง",
    "userTask": "งานของบุคคล",
    "sendTask": "การแจ้ง",
    "serviceTask": "งานของระบบ",
    "businessRuleTask": "ตารางตัดสินใจ",
    "scriptTask": "การบันทึก",
    "sequenceFlow": "เส้นทาง",
    "callActivity": "กระบวนงานที่เรียก",
    "subProcess": "กระบวนงานย่อย",
    "startEvent": "จุดเริ่ม",
    "endEvent": "จุดสิ้นสุด",
    "boundaryEvent": "เหตุการณ์ที่ขอบ",
    "intermediateCatchEvent": "จุดรอ",
    "intermediateThrowEvent": "การส่งต่อ",
    "exclusiveGateway": "การตัดสินใจ",
    "inclusiveGateway": "การตัดสินใจ",
    "parallelGateway": "ทำพร้อมกัน",
    "group": "ระยะงาน",
    "textAnnotation": "หมายเหตุ",
}
_SHOWN = 6


def arguments(parser: ArgumentParser) -> None:
    """Say what it takes beside the place of the data."""
    parser.add_argument("--write", type=Path, help="write the page here instead of printing it")


def run(given: Namespace) -> int:
    """Print or write the page; 1 when a row is carried by nothing or a reference leads nowhere."""
    text = page()
    if given.write is None:
        print(text)
    else:
        given.write.write_text(text, encoding="utf-8")
    found = manuals.faults()
    for fault in found:
        print(f"FAULT: {fault}")
    covered = sum(1 for each in manuals.trace() if each.carriers or each.reason)
    print(f"{covered} of {len(manuals.trace())} rows are covered")
    return 1 if found else 0


def page() -> str:
    """Return the page in Markdown, Thai first."""
    return "\n".join([*_head(), *_rows(), *_anomalies()]) + "\n"


def _head() -> Iterator[str]:
    total = len(manuals.trace())
    carried = sum(1 for each in manuals.trace() if each.carriers)
    yield "# คู่มือทุกบรรทัดอยู่ที่ใดในระบบ · Every row of the manuals, and what carries it"
    yield ""
    yield (
        f"คู่มือสองเล่มมี {total} บรรทัด: {carried} บรรทัดมีส่วนของแผนผัง แบบฟอร์ม กำหนดเวลา หรือค่าตั้งรองรับ"
        f" อีก {total - carried} บรรทัดไม่ต้องมี พร้อมเหตุผล องค์ประกอบที่ไม่มีแถวของคู่มือคือการอนุมาน"
    )
    yield ""
    yield (
        f"The two manuals have {total} rows: {carried} are carried by an element, form, deadline"
        f" or setting; {total - carried} need none, each for the reason given. An element without"
        " a row is our inference. Made by `scripts/trace --write docs/trace.md`."
    )


def _rows() -> Iterator[str]:
    for process, rows in groupby(manuals.trace(), lambda each: each.row.process):
        th, en = _PROCEDURES[process]
        yield from ("", f"## {th} · {en}", "", "| แถว | ข้อความในคู่มือ | อยู่ที่ |", "|---|---|---|")
        for each in rows:
            yield f"| {each.row.id} | {_cell(each.row.text)} | {_where(each)} |"


def _where(traced: Traced) -> str:
    shown = [_carrier(each) for each in traced.carriers[:_SHOWN]]
    if (more := len(traced.carriers) - _SHOWN) > 0:
        shown.append(f"และอีก {more} แห่ง")
    if traced.reason is not None:
        shown.append(f"{_cell(traced.reason.th)} · {_cell(traced.reason.en)}")
    return "<br>".join(shown)


def _carrier(carrier: Carrier) -> str:
    kind = _KINDS.get(carrier.kind, carrier.kind)
    return f"{kind} `{carrier.place}` {_cell(carrier.name_th)}"


def _anomalies() -> Iterator[str]:
    yield from ("", "## ข้อขัดแย้งในคู่มือ และสิ่งที่เลือก · Contradictions, and what was chosen", "")
    yield from ("| ข้อ | คู่มือว่าอย่างไร | เลือกอย่างไร |", "|---|---|---|")
    for each in manuals.anomalies():
        said = f"{_cell(each.text_th)} · {_cell(each.text_en)}"
        chosen = f"{_cell(each.choice_th)} · {_cell(each.choice_en)}"
        yield f"| {each.id} | {said} | {chosen} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
