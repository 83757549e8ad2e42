"""What differs between a history on the version it ran in and on a newer one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest

from engine.differences import Said
from engine.execution import Definition
from engine.foreseeing import Named, name_of
from engine.retracing.doing import Trace
from engine.rows import InstanceRow


class Outcome(StrEnum):
    """How a recorded case would have gone in the newer version."""

    SAME = "same"
    LONGER = "longer"
    """The same way, with new work in between."""
    OTHER = "other"
    CANNOT = "cannot"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDiffers:
    """A due date that would have been another; None: there is no such deadline."""

    element: Named
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraced:
    """A recorded case: how it would have gone, in words.

    `first`: the first element that differs, where there is one; `why` says how.
    """

    instance: InstanceRow
    outcome: Outcome
    why: Said | None = None
    first: Named | None = None
    added: tuple[Named, ...] = ()
    dues: tuple[DueDiffers, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """The two versions, and the newer ids of what is otherwise the same."""

    older: Definition
    newer: Definition
    names: Mapping[str, str]


def compared(instance: InstanceRow, was: Trace, now: Trace, two: Two) -> Retraced:
    """Hold two traces of one history against each other."""
    if (problem := _unreadable(was)) is not None:
        return Retraced(instance=instance, outcome=Outcome.CANNOT, why=problem)
    added = tuple(name_of(two.newer, each) for each in dict.fromkeys(now.added))
    dues = _dues(was, now, two)
    first, why = _parted(was, now, two)
    if why is not None:
        return Retraced(
            instance=instance,
            outcome=Outcome.OTHER,
            why=why,
            first=first,
            added=added,
            dues=dues,
        )
    outcome = Outcome.LONGER if added else Outcome.SAME
    return Retraced(instance=instance, outcome=outcome, added=added, dues=dues)


def _unreadable(was: Trace) -> Said | None:
    """Say why the history cannot be done again even on the version it ran in."""
    if was.failed is not None:
        return Said(
            th=f"ทำซ้ำในรุ่นที่เคยใช้ไม่ได้: {was.failed.text('th')}",
            en=f"It cannot be done again in its own version: {was.failed.text('en')}",
        )
    if was.astray is not None:
        return Said(
            th="บันทึกมีขั้นตอนที่ผู้ดูแลทำนอกแผนผัง จึงทำซ้ำให้ตรงไม่ได้",
            en="The record has steps beside the diagram, which cannot be done again faithfully.",
        )
    return None


def _parted(was: Trace, now: Trace, two: Two) -> tuple[Named | None, Said | None]:
    """Return where the two ways part, and how; nothing where they do not."""
    new = set(now.added)
    older = [two.names.get(each, each) for each in was.way]
    newer = [each for each in now.way if each not in new]
    behind: Named | None = None
    for one, other in zip_longest(older, newer):
        if one != other:
            return _told(behind, one, other, two)
        behind = name_of(two.newer, one or "")
    if now.failed is not None:
        return behind, Said(th=now.failed.text("th"), en=now.failed.text("en"))
    return None, None


def _told(behind: Named | None, one: str | None, other: str | None, two: Two) -> tuple[Named, Said]:
    was, now = _name(two, one), _name(two, other)
    place = behind or now or was
    after = place or Named(id="", kind="", name_th="–", name_en="–")
    old = (was.name_th, was.name_en) if was else ("สิ้นสุด", "its end")
    new = (now.name_th, now.name_en) if now else ("รออยู่ที่เดิม", "nothing more")
    why = Said(
        th=f"หลัง “{after.name_th}” เดิมไป “{old[0]}” รุ่นใหม่ไป “{new[0]}”",
        en=f"After “{after.name_en}” it went to “{old[1]}”; in the newer version to “{new[1]}”",
    )
    return (now or was or after), why


def _name(two: Two, element: str | None) -> Named | None:
    if element is None:
        return None
    of = two.newer if element in two.newer.elements else two.older
    back = {new: old for old, new in two.names.items()}
    return name_of(of, element if of is two.newer else back.get(element, element))


def _dues(was: Trace, now: Trace, two: Two) -> tuple[DueDiffers, ...]:
    older = {(two.names.get(name, name), time): day for (name, time), day in was.dues.items()}
    found = []
    for key in {**older, **now.dues}:
        before, after = older.get(key), now.dues.get(key)
        if before != after:
            element = _name(two, key[0]) or name_of(two.newer, key[0])
            found.append(DueDiffers(element=element, before=before, after=after))
    return tuple(found)
