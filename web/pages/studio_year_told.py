"""What came of a simulated year, in people's words."""

from typing import Any, Final

from engine.yearly import Difference, Outcome, Stop
from engine.yearly.outcome import DeadlineCount, Month, RoleLoad, Week
from web.dates import day
from web.language import language, t
from web.names import name_of, role_called

_A_DAY: Final = 8
"""Office hours of a working day."""
_BUSY: Final = 0.85
"""From this share of their hours on, people have no room for anything unexpected."""
_TALLEST: Final = 28
_BAR: Final = 5

MEASURES: Final = ("late", "waited", "passed")


def measures() -> list[tuple[str, str]]:
    """Return what may be seen on the diagram, and what it is called."""
    words = (t("เกินกำหนด", "Late"), t("รอคนทำ", "Waiting"), t("ผ่านกี่ครั้ง", "Passages"))
    return list(zip(MEASURES, words, strict=True))


def office_time(hours: float) -> str:
    """Write a time of office hours: 20 นาที, 5 ชม., 2.5 วันทำการ."""
    if hours < 1:
        minutes = round(hours * 60)
        return t(f"{minutes} นาที", f"{minutes} min") if minutes else t("ไม่รอ", "none")
    if hours < _A_DAY:
        return t(f"{hours:.2g} ชม.", f"{hours:.2g} h")
    days = f"{hours / _A_DAY:.1f}".removesuffix(".0")
    return t(f"{days} วันทำการ", f"{days} working d")


def days(number: float) -> str:
    """Write calendar days: 3.5 วัน."""
    told = f"{number:.1f}".removesuffix(".0")
    return t(f"{told} วัน", f"{told} d")


def percent(share: float) -> str:
    """Write a share of 0 to 1: 42 %."""
    return f"{share * 100:.0f} %"


def month(value: Month) -> str:
    """Write a month of a table: เม.ย. 2569."""
    return day(value.first).split(" ", 1)[1]


def stopped(outcome: Outcome) -> str:
    """Say why a run ended before its time; "" when it did not."""
    at = day(outcome.stopped_on)
    return {
        Stop.NONE: "",
        Stop.CANCELLED: t(
            f"หยุดตามที่ขอ จำลองได้ถึง {at} ผลด้านล่างจึงไม่ครบปี",
            f"Stopped as asked, on {at} of the simulated time; what follows is not the whole year.",
        ),
        Stop.EVENTS: t(
            f"มีเหตุการณ์มากเกินที่จำลองได้ จึงหยุดที่ {at} ผลด้านล่างไม่ครบปี",
            f"More happened than can be simulated: it stopped on {at}.",
        ),
        Stop.LOOP: t(
            f"แผนผังวนซ้ำไม่หยุดรอ จึงหยุดจำลองที่ {at} ดูขั้นตอนที่ขัดข้องด้านล่าง",
            f"The diagram loops without ever waiting: it stopped on {at}. See what broke below.",
        ),
    }[outcome.stopped]


def state(outcome: Outcome) -> dict[str, dict[str, Any]]:
    """Return by element what the diagram's script shows."""
    late: dict[str, tuple[int, int]] = {}
    for due in outcome.deadlines:
        late[due.host.id] = max(late.get(due.host.id, (0, 0)), (due.late + due.open, due.due))
    return {
        each.element.id: {
            "name": name_of(each.element),
            "passed": each.entered,
            "waited": each.waited.median,
            "late": late.get(each.element.id, (0, 0))[0],
            "due": late.get(each.element.id, (0, 0))[1],
            "told": {
                "passed": f"{each.entered:,}",
                "waited": office_time(each.waited.median),
                "late": f"{late.get(each.element.id, (0, 0))[0]:,}",
            },
        }
        for each in outcome.elements
    }


def findings(outcome: Outcome) -> list[tuple[str, str]]:
    """Return what matters most of a run: (tone, sentence); tone is bad, warn or ok."""
    found = [("bad", _broken(each)) for each in outcome.deadlines if each.late + each.open][:5]
    found += [("warn", _busy(each)) for each in outcome.roles if each.used >= _BUSY]
    if not found:
        found.append(("ok", t("ทุกกำหนดเวลาทัน", "Every due date was met.")))
    return found


def _broken(due: DeadlineCount) -> str:
    late = due.late + due.open
    worst = max(due.months, key=lambda each: each.late)
    return t(
        f"{name_of(due.host)}: เกินกำหนด {late:,} จาก {due.due:,} ครั้ง มากที่สุด {month(worst)}",
        f"{name_of(due.host)}: {late:,} of {due.due:,} late, most in {month(worst)}",
    )


def _busy(load: RoleLoad) -> str:
    role, used = role_called(load.role), percent(load.used)
    return t(
        f"{role}: ใช้เวลาทำงานไป {used} คิวยาวที่สุด {load.longest:,} งาน",
        f"{role}: {used} of the hours are used; the longest queue was {load.longest:,} tasks",
    )


def changes(difference: Difference) -> list[tuple[str, str]]:
    """Return what a change does, by deadline and role: (tone, sentence)."""
    found = [_of_deadline(each) for each in difference.deadlines]
    found += [_of_role(each) for each in difference.roles]
    if difference.more_days:
        longer = days(abs(difference.more_days))
        is_longer = difference.more_days > 0
        th = f"ครึ่งหนึ่งของเรื่องใช้เวลา{'นานขึ้น' if is_longer else 'สั้นลง'} {longer}"
        en = f"Half of the cases take {longer} {'longer' if is_longer else 'less'}"
        found.append(("warn" if is_longer else "ok", t(th, en)))
    return found or [("ok", t("ไม่ต่างจากรุ่นที่ใช้อยู่", "No different from the deployed version."))]


def _of_deadline(change: Any) -> tuple[str, str]:
    host, before, after = name_of(change.host), change.before, change.after
    if before is None:
        late = after.late + after.open
        th = f"{host}: กำหนดเวลาใหม่ ครบกำหนด {after.due:,} ครั้ง เกิน {late:,}"
        return ("bad" if late else "ok"), t(th, f"{host}: new; {after.due:,} due, {late:,} late")
    if after is None:
        return "ok", t(f"{host}: ไม่มีกำหนดเวลานี้แล้ว", f"{host}: no deadline any more")
    was, now = before.late + before.open, after.late + after.open
    th = f"{host}: เกินกำหนด {was:,} → {now:,} ครั้ง จาก {before.due:,} → {after.due:,}"
    en = f"{host}: late {was:,} → {now:,}, of {before.due:,} → {after.due:,}"
    return ("bad" if now > was else "ok"), t(th, en)


def _of_role(change: Any) -> tuple[str, str]:
    role = role_called(change.role)
    used = [percent(each.used) if each else "–" for each in (change.before, change.after)]
    waits = [
        office_time(each.waited.median) if each else "–" for each in (change.before, change.after)
    ]
    th = f"{role}: ใช้เวลา {used[0]} → {used[1]} งานรอค่ากลาง {waits[0]} → {waits[1]}"
    en = f"{role}: hours used {used[0]} → {used[1]}, median wait {waits[0]} → {waits[1]}"
    tone = "warn" if change.more_used > 0 or change.more_waiting > 0 else "ok"
    return tone, t(th, en)


def bars(weeks: tuple[Week, ...]) -> dict[str, Any]:
    """Return the queue over the weeks as bars of a small picture, and what it says."""
    most = max((week.most for week in weeks), default=0)
    if not most:
        return {}
    drawn = [
        {"x": number * _BAR, "height": height, "y": _TALLEST - height}
        for number, week in enumerate(weeks)
        if (height := round(_TALLEST * week.most / most))
    ]
    worst = max(weeks, key=lambda week: week.most)
    told = t(
        f"คิวยาวที่สุด {most:,} งาน สัปดาห์ของ {day(worst.first)}",
        f"Longest queue: {most:,} tasks, in the week of {day(worst.first)}",
    )
    return {"width": len(weeks) * _BAR, "height": _TALLEST, "bars": drawn, "told": told}


def remarks(outcome: Outcome) -> list[str]:
    """Return what was assumed and left out."""
    return [pair[0] if language() == "th" else pair[1] for pair in outcome.remarks]
