"""The words in which people are told of tasks, cases and incidents, Thai and English."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from engine.rows import TaskRow
from engine.thai import english_long, thai_short
from engine.tidings import Words

_LISTED: Final = 5
"""So many of several things are named; the rest are counted."""


def new_tasks(lines: Sequence[tuple[str, str]], count: int) -> Words:
    """Tell of tasks that have come to a role; `lines` names some of them (th, en)."""
    noun = "task" if count == 1 else "tasks"
    return Words(
        subject_th=f"งานใหม่ {count} งานในกล่องงานของท่าน",
        subject_en=f"{count} new {noun} in your inbox",
        body_th=_listed([th for th, _ in lines], count, "และอีก {} งาน"),
        body_en=_listed([en for _, en in lines], count, "and {} more"),
    )


def assigned(task: TaskRow, by: str = "") -> Words:
    """Tell of a task that was given to one person; `by`: who gave it, unless the procedure did."""
    who_th = f"{by} มอบงานให้ท่าน" if by else "มีงานที่ระบุให้ท่านทำ"
    who_en = f"{by} has given you a task" if by else "There is a task for you"
    key = task.business_key or ""
    return Words(
        subject_th=f"มอบหมายให้ท่าน: {task.name} ({key})",
        subject_en=f"Assigned to you: {task.name_en} ({key})",
        body_th=f"{who_th}: “{task.name}” ของเรื่อง {key}{_until_th(task.due_date)}",
        body_en=f"{who_en}: “{task.name_en}” of case {key}{_until_en(task.due_date)}",
    )


def your_turn(task: TaskRow) -> Words:
    """Tell an applicant that their case waits for them."""
    key = task.business_key or ""
    return Words(
        subject_th=f"ถึงขั้นที่ท่านต้องทำ: {task.name} ({key})",
        subject_en=f"Your turn: {task.name_en} ({key})",
        body_th=f"เรื่อง {key} รอท่าน “{task.name}”{_until_th(task.due_date)}",
        body_en=f"Case {key} waits for you: “{task.name_en}”{_until_en(task.due_date)}",
    )


def mentioned(by: tuple[str, str], task: TaskRow, text: str) -> Words:
    """Tell somebody that a comment names them; `by`: who wrote it (th, en)."""
    key = task.business_key or ""
    by_th, by_en = by
    return Words(
        subject_th=f"{by_th} กล่าวถึงท่านในเรื่อง {key}",
        subject_en=f"{by_en} mentioned you in case {key}",
        body_th=f"{task.name}: {text}",
        body_en=f"{task.name_en}: {text}",
    )


def ended(key: str, name: tuple[str, str], *, cancelled: bool) -> Words:
    """Tell an applicant that their case is over."""
    th, en = name
    how_th, how_en = ("ยุติแล้ว", "was ended") if cancelled else ("เสร็จสิ้นแล้ว", "is finished")
    return Words(
        subject_th=f"เรื่อง {key} {how_th}",
        subject_en=f"Case {key} {how_en}",
        body_th=f"{th}: เปิดดูผลและเอกสารได้ที่หน้าของเรื่อง",
        body_en=f"{en}: its outcome and its papers are on the page of the case.",
    )


def paper(key: str, name: tuple[str, str]) -> Words:
    """Tell an applicant that the office has issued a paper."""
    th, en = name
    return Words(
        subject_th=f"เรื่อง {key}: สำนักงานออกเอกสารแล้ว",
        subject_en=f"Case {key}: the office has issued a document",
        body_th=f"{th}: ดาวน์โหลดเอกสารได้ที่หน้าของเรื่อง",
        body_en=f"{en}: it can be downloaded on the page of the case.",
    )


def filed(key: str, name: tuple[str, str]) -> Words:
    """Tell whoever works on a case that its applicant has added a paper."""
    th, en = name
    return Words(
        subject_th=f"เรื่อง {key}: มีเอกสารส่งเพิ่ม",
        subject_en=f"Case {key}: another paper has come",
        body_th=f"{th}: เอกสารอยู่ในหน้าของเรื่อง",
        body_en=f"{en}: it is on the page of the case.",
    )


def incidents(keys: Sequence[str], count: int) -> Words:
    """Tell admins that cases cannot go on by themselves."""
    noun = "case needs" if count == 1 else "cases need"
    return Words(
        subject_th=f"มีเรื่องติดขัด {count} เรื่องที่ต้องการผู้ดูแล",
        subject_en=f"{count} {noun} an administrator",
        body_th=_listed(list(keys), count, "และอีก {} เรื่อง"),
        body_en=_listed(list(keys), count, "and {} more"),
    )


def due(late: int, soon: int, days: int) -> Words:
    """Tell in the morning what is late and what is soon due."""
    parts_th = [f"เกินกำหนด {late} งาน"] if late else []
    parts_en = [f"{late} overdue"] if late else []
    if soon:
        parts_th.append(f"ครบกำหนดภายใน {days} วัน {soon} งาน")
        parts_en.append(f"{soon} due within {days} days")
    th, en = " · ".join(parts_th), ", ".join(parts_en)
    return Words(
        subject_th=f"วันนี้: {th}",
        subject_en=f"Today: {en}",
        body_th="งานที่ท่านรับไว้ และงานของบทบาทท่านที่ยังไม่มีผู้รับ",
        body_en="Tasks you have taken, and those of your roles that nobody has yet.",
    )


def handed_on(words: Words, to: tuple[str, str]) -> Words:
    """Ask whoever reads a letter in place of its receiver (th, en) to hand it on."""
    to_th, to_en = to
    return Words(
        subject_th=words.subject_th,
        subject_en=words.subject_en,
        body_th=f"{words.body_th}\n\nหมายเหตุ: “{to_th}” ไม่มีผู้รับในระบบ โปรดแจ้งด้วยวิธีอื่น",
        body_en=f"{words.body_en}\n\nNote: nobody here reads for “{to_en}”; please pass it on.",
    )


def hook_stopped(url: str, why: str) -> Words:
    """Tell admins that a webhook is called no more."""
    return Words(
        subject_th="หยุดส่งเว็บฮุก: ส่งไม่สำเร็จติดต่อกันหลายครั้ง",
        subject_en="A webhook was switched off after failing repeatedly",
        body_th=f"{url}\n{why}\nตรวจปลายทาง แล้วเปิดใช้อีกครั้งที่หน้าเว็บฮุก",
        body_en=f"{url}\n{why}\nMend the other end, then switch it on again.",
    )


def entrusted(absent: tuple[str, str], first: date, last: date) -> Words:
    """Tell somebody that they stand in for a colleague."""
    th, en = absent
    return Words(
        subject_th=f"ท่านได้รับมอบหมายให้ปฏิบัติหน้าที่แทน {th}",
        subject_en=f"You stand in for {en}",
        body_th=f"ตั้งแต่วันที่ {thai_short(first)} ถึง {thai_short(last)} เลือก “ปฏิบัติงานแทน” ที่เมนูชื่อของท่าน",
        body_en=f"From {english_long(first)} to {english_long(last)}: see “act for” in your menu.",
    )


def _until_th(day: date | None) -> str:
    return f" ครบกำหนด {thai_short(day)}" if day else ""


def _until_en(day: date | None) -> str:
    return f", due {english_long(day)}" if day else ""


def _listed(named: Sequence[str], count: int, more: str) -> str:
    """Name the first few, one a line, and count the rest."""
    shown = list(named[:_LISTED])
    rest = count - len(shown)
    return "\n".join([f"• {each}" for each in shown] + ([more.format(rest)] if rest > 0 else []))
