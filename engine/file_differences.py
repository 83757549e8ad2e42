"""Two sets of a procedure's files held against each other: a draft, a version, what runs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine import drafts
from engine.differences import Change, Difference, How, Said, same
from engine.execution import differences, table_differences
from engine.forms import differing as forms


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDiffers:
    """A file that differs: `kind` is diagram, form, table or settings.

    `how`: it was added, removed or changed. `is_readable`: False where one of the two cannot be
    read, so that nothing more can be said.
    """

    name: str
    kind: str
    how: How
    differences: tuple[Difference, ...] = ()
    is_readable: bool = True


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> list[FileDiffers]:
    """Return which files differ, and how; diagrams first, then forms, tables and settings."""
    found = [
        _compared(name, before.get(name), after.get(name)) for name in sorted({*before, *after})
    ]
    told = [each for each in found if each is not None]
    return sorted(told, key=lambda each: (_ORDER.index(each.kind), each.name))


_ORDER: Final = ("diagram", "form", "table", "settings", "")


def _compared(name: str, before: bytes | None, after: bytes | None) -> FileDiffers | None:
    kind = drafts.kind_of(name)
    if before is None or after is None:
        how = How.ADDED if before is None else How.REMOVED
        return FileDiffers(name=name, kind=kind, how=how)
    if before == after:
        return None
    try:
        told = tuple(_COMPARERS[kind](before, after))
    except (ValueError, KeyError, TypeError, AttributeError):
        return FileDiffers(name=name, kind=kind, how=How.CHANGED, is_readable=False)
    return FileDiffers(name=name, kind=kind, how=How.CHANGED, differences=told) if told else None


def setting_differences(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Return what differs between two `settings.json`, setting by setting."""
    was, now = json.loads(before), json.loads(after)
    found = [_setting(name, was.get(name), now.get(name)) for name in {**now, **was}]
    return tuple(each for each in found if each is not None)


def _setting(
    name: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None
) -> Difference | None:
    if was == now:
        return None
    said: Mapping[str, Any] = now or was or {}
    how = How.ADDED if was is None else How.REMOVED if now is None else How.CHANGED
    return Difference(
        how=how,
        id=name,
        id_before=name,
        kind="setting",
        kind_called=Said(th="ค่าตั้ง", en="setting"),
        name=Said(th=str(said.get("th", name)), en=str(said.get("en", name))),
        changes=_changes(was, now) if was is not None and now is not None else (),
    )


def _changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(
            property=name,
            called=Said(th=_CALLED[name][0], en=_CALLED[name][1])
            if name in _CALLED
            else same(name),
            before=_said(was.get(name)),
            after=_said(now.get(name)),
        )
        for name in {**was, **now}
        if was.get(name) != now.get(name)
    )


def _said(value: Any) -> Said | None:
    if value is None:
        return None
    return same(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


_CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "type": ("ชนิด", "type"),
    "default": ("ค่าเริ่มต้น", "default"),
    "th": ("ชื่อภาษาไทย", "Thai name"),
    "en": ("ชื่อภาษาอังกฤษ", "English name"),
    "basis": ("ที่มา", "basis"),
    "rows": ("ข้อในคู่มือ", "rows of the manual"),
}
_COMPARERS: Final[Mapping[str, Callable[[bytes, bytes], tuple[Difference, ...]]]] = {
    "diagram": differences,
    "form": forms.differences,
    "table": lambda before, after: tuple(table_differences(before, after)),
    "settings": setting_differences,
}
