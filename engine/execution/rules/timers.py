"""Rules on plain timers: ISO 8601 moments with their offset, durations and cycles."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from engine import isotime
from engine.errors import TimeInvalid
from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import (
    Check,
    Diagram,
    children,
    text_of,
)
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem

_ANY = datetime(2026, 1, 1, tzinfo=UTC)
"""Where a duration is tried from: whether it can be read hangs on no moment."""

_FIRST_BUDDHIST_YEAR = 2400
_KINDS = ("timeDate", "timeDuration", "timeCycle")

EMPTY = Fault(
    "timer-empty",
    "เหตุการณ์เวลาต้องมี timeDate, timeDuration หรือ timeCycle อย่างใดอย่างหนึ่ง แต่มี {count}",
    "Expected one timeDate, timeDuration or timeCycle, but the timer has {count}.",
    "ระบุเวลาเพียงอย่างเดียว เช่น PT1H หรือ ${{deadline}}",
    "Give the timer one time, such as PT1H or ${{deadline}}.",
)
DATE = Fault(
    "timer-date",
    "อ่านวันเวลา “{text}” ไม่ได้: {why_th}",
    "The moment “{text}” cannot be read: {why}.",
    "เขียนพร้อมเขตเวลา เช่น 2026-04-01T08:30:00+07:00",
    "Write it with its offset: 2026-04-01T08:30:00+07:00.",
)
BUDDHIST_YEAR = Fault(
    "timer-buddhist-year",
    "ปี {year} ใน “{text}” น่าจะเป็น พ.ศ. แต่ต้องเขียนเป็น ค.ศ.",
    "The year {year} in “{text}” looks like the Buddhist era; it is read as C.E.",
    "เขียนเป็น ค.ศ. คือ {christian}",
    "Write the year as C.E.: {christian}.",
)
DURATION = Fault(
    "timer-duration",
    "อ่านระยะเวลา “{text}” ไม่ได้: {why_th}",
    "The duration “{text}” cannot be read: {why}.",
    "เขียนแบบ ISO 8601 เช่น PT1H (หนึ่งชั่วโมง) P3D (สามวัน) ถ้าเป็นวันทำการให้ใช้ khanton:deadline",
    "Write ISO 8601, such as PT1H or P3D; for working days use khanton:deadline.",
)
CYCLE = Fault(
    "timer-cycle",
    "อ่านรอบเวลา “{text}” ไม่ได้: {why_th}",
    "The cycle “{text}” cannot be read: {why}.",
    "เขียนแบบ ISO 8601 เช่น R3/PT1H (สามครั้ง ทุกหนึ่งชั่วโมง)",
    "Write ISO 8601, such as R3/PT1H.",
)
_READERS: dict[str, tuple[Fault, Callable[[str], object]]] = {
    "timeDate": (DATE, isotime.moment),
    "timeDuration": (DURATION, lambda text: isotime.after(text, _ANY)),
    "timeCycle": (CYCLE, lambda text: isotime.cycle(text, _ANY)),
}


def timers_have_one_time(diagram: Diagram) -> Iterator[Problem]:
    """A timer without a time never fires; of two, one would be ignored."""
    for event, times in _timers(diagram):
        given = [time for time in times if text_of(time)]
        if len(times) != 1 or not given:
            yield EMPTY.at(diagram, event, count=len(given))


def literal_times_can_be_read(diagram: Diagram) -> Iterator[Problem]:
    """What is not an expression is ISO 8601, or the timer would fail when a token arrives."""
    for event, times in _timers(diagram):
        for time in times:
            text = text_of(time)
            if text and "${" not in text:
                yield from _literal_problems(diagram, event, local_name(time), text)


def _literal_problems(diagram: Diagram, event: Element, kind: str, text: str) -> Iterator[Problem]:
    fault, read = _READERS[kind]
    year = text[:4]
    if kind == "timeDate" and year.isdecimal() and int(year) >= _FIRST_BUDDHIST_YEAR:
        christian = f"{int(year) - 543:04d}{text[4:]}"
        yield BUDDHIST_YEAR.at(diagram, event, year=year, text=text, christian=christian)
        return
    try:
        read(text)
    except TimeInvalid as refused:
        told = {"why": "–", "why_th": "–", **refused.particulars, "text": text}
        yield fault.at(diagram, event, **told)


def _timers(diagram: Diagram) -> Iterator[tuple[Element, list[Element]]]:
    for event, definition in diagram.events("timer"):
        yield event, children(definition, *_KINDS)


RULES: tuple[Check, ...] = (timers_have_one_time, literal_times_can_be_read)
