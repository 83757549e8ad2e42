"""Why a due date is what it is, in Thai: Thai numerals, Buddhist era."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from engine.calendar.counting import FROM_RECEIPT, Counted
from engine.calendar.days import BANGKOK, OPENS
from engine.calendar.windows import month_day_texts
from engine.model import Deadline, Duty, Rule
from engine.thai import MONTHS_THAI, thai_full, thai_long, to_thai_digits

LAW: Final = "พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๖๔"
_MOST_NAMED: Final = 12


def explain(counted: Counted) -> str:
    """Say rule, start, due day, days skipped and why, legal basis and calendar version."""
    parts = [part(counted) for part in (_rule, _start, _last, _skipped, _offset, _basis)]
    return " ".join(part for part in parts if part)


def by_hand(day: date) -> str:
    """Say that somebody with the right to do so has set another day."""
    return f"ผู้ดูแลระบบเปลี่ยนกำหนดเป็น{thai_full(day)}"


def counted_before(words: str) -> str:
    """Say what the calendar had counted, behind what replaced it."""
    return f"ก่อนเปลี่ยน ปฏิทินนับไว้ดังนี้: {words}"


def along(day: date, deadline: Deadline, fires: date) -> str:
    """Say that a reminder or a follow-up went along with a due day that was set by hand."""
    return f"{by_hand(day)} {_offset_words(deadline, fires)}"


def kept(day: date) -> str:
    """Say that a citizen keeps the day once promised."""
    return f"ปฏิทินเปลี่ยนแปลง แต่ไม่เลื่อนกำหนดของประชาชนให้เร็วขึ้น จึงคงไว้เป็น{thai_full(day)}"


def _rule(counted: Counted) -> str:
    if counted.deadline.rule is Rule.WINDOW_OPENS:
        return _RULES[counted.deadline.rule](counted.deadline)
    who = "ประชาชน" if counted.deadline.duty is Duty.CITIZEN else "เจ้าหน้าที่"
    return f"{_RULES[counted.deadline.rule](counted.deadline)} (ผูกพัน{who})"


def _start(counted: Counted) -> str:
    if counted.deadline.rule not in FROM_RECEIPT:
        return "" if counted.deadline.rule is Rule.DATE else f"นับจาก{thai_full(counted.since)}"
    local = counted.deadline.start.astimezone(BANGKOK)
    first = "นับวันรับเป็นวันที่หนึ่ง" if counted.counts_receipt else "เริ่มนับวันถัดไป"
    if local.date() == counted.since:
        return f"รับเรื่อง{thai_full(counted.since)} {first}"
    at = f"{thai_full(local.date())} เวลา {to_thai_digits(local.strftime('%H.%M'))} น."
    return f"มาถึง{at} นอกวันเวลาทำการ จึงถือว่ารับเรื่อง{thai_full(counted.since)} {first}"


def _last(counted: Counted) -> str:
    if counted.deadline.rule is Rule.WINDOW_OPENS:
        return _opening(counted)
    if counted.is_rolled:
        nominal = thai_full(counted.nominal)
        return f"วันสุดท้าย ({nominal}) เป็นวันหยุด จึงครบกำหนดวันทำการถัดไป คือ{thai_full(counted.last)}"
    text = f"ครบกำหนด{thai_full(counted.last)}"
    if counted.deadline.rule is Rule.EVERY_DAYS or counted.calendar.is_working_day(counted.last):
        return text
    why = counted.calendar.why_closed(counted.last).why_th
    plan = thai_full(counted.calendar.last_working_day_on_or_before(counted.last))
    return f"{text} แม้เป็นวันหยุด ({why}) กำหนดของเจ้าหน้าที่ไม่เลื่อน ควรทำให้เสร็จภายใน{plan}"


def _opening(counted: Counted) -> str:
    opens = thai_full(counted.last)
    if counted.last < counted.since:
        return f"เปิดอยู่แล้วตั้งแต่{opens} จึงดำเนินการได้ทันที"
    return f"เปิด{opens} เวลา {to_thai_digits(f'{OPENS:%H.%M}')} น."


def _skipped(counted: Counted) -> str:
    holidays = counted.calendar.holidays
    named = [f"{thai_long(s.day)} {s.why_th}" for s in counted.skipped if s.day in holidays]
    weekends = len(counted.skipped) - len(named)
    parts = [f"วันเสาร์–อาทิตย์ {to_thai_digits(weekends)} วัน"] if weekends else []
    if named:
        more = f" และอื่น ๆ อีก {len(named) - _MOST_NAMED} วัน" if len(named) > _MOST_NAMED else ""
        listed = ", ".join(named[:_MOST_NAMED])
        parts.append(to_thai_digits(f"วันหยุดราชการ {len(named)} วัน ได้แก่ {listed}{more}"))
    return "ไม่นับ" + " และ".join(parts) if parts else ""


def _offset(counted: Counted) -> str:
    return _offset_words(counted.deadline, counted.fires)


def _offset_words(deadline: Deadline, fires: date) -> str:
    day = thai_full(fires)
    if deadline.before:
        return f"เตือนล่วงหน้า {to_thai_digits(deadline.before)} วันทำการ คือ{day}"
    if deadline.after:
        return f"ติดตามเมื่อเลยกำหนด {to_thai_digits(deadline.after)} วัน คือ{day}"
    return ""


def _basis(counted: Counted) -> str:
    calendar = counted.calendar
    basis = f"ฐานอำนาจ: {counted.deadline.basis}; " if counted.deadline.basis else ""
    version = to_thai_digits(calendar.version)
    return f"{basis}วิธีนับ: {LAW}; ปฏิทินของ{calendar.name_th or calendar.office} ฉบับที่ {version}"


def _window(deadline: Deadline) -> str:
    return f"ช่วง {month_day_texts(deadline.window)[0]}" if deadline.window else ""


_RULES: Final[Mapping[Rule, Callable[[Deadline], str]]] = MappingProxyType(
    {
        Rule.WORKING_DAYS: lambda d: f"กำหนด {to_thai_digits(d.n)} วันทำการ",
        Rule.CALENDAR_DAYS: lambda d: f"กำหนด {to_thai_digits(d.n)} วัน นับทุกวัน",
        Rule.WEEKS: lambda d: f"กำหนด {to_thai_digits(d.n)} สัปดาห์",
        Rule.EVERY_DAYS: lambda d: f"ทุก {to_thai_digits(d.n)} วันจนกว่าจะแล้วเสร็จ",
        Rule.WINDOW: _window,
        Rule.WINDOW_OPENS: lambda d: f"วันเปิด{_window(d)}",
        Rule.MONTH_NEXT_YEAR: lambda d: f"ภายในเดือน{MONTHS_THAI[d.n - 1]}ของปีถัดไป",
        Rule.DATE: lambda _: "กำหนดเป็นวันที่แน่นอน",
    }
)
