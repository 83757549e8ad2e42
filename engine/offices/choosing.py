"""What an office has chosen for itself, changing that, and what a change would move."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import access, choices, declared, self_starting
from engine.choices import Choice
from engine.context import Engine
from engine.errors import ReasonRequired, SettingUnfit, SettingUnknown
from engine.model import Person
from engine.office import office_of
from engine.store import Transaction, admin_events, catalogue, starts
from engine.store import offices as rows
from engine.store.admin_events import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetting:
    """A setting as it holds in an office; `is_chosen` when the office set it itself."""

    choice: Choice
    value: Any
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStart:
    """A procedure that would begin by itself at another moment; None: not by itself."""

    name_th: str
    name_en: str
    before: datetime | None
    after: datetime | None


def settings(engine: Engine, person: Person, office: str) -> list[OfficeSetting]:
    """Return every setting with what holds in the office, by name.

    Raises:
        NotFound: the person has nothing to do with the office.
    """
    access.require_member(person, office)
    with engine.reading() as tx:
        return _settings(tx, office)


def called(engine: Engine, name: str) -> tuple[str, str]:
    """Return what a setting is called (th, en); its own name where no procedure declares it."""
    with engine.reading() as tx:
        choice = declared.catalogue(tx).get(name)
    return (name, name) if choice is None else (choice.name_th, choice.name_en)


def change_settings(
    engine: Engine, person: Person, office: str, changes: Mapping[str, Any], reason: str
) -> list[OfficeSetting]:
    """Choose anew; None gives up the office's own choice. What waits keeps the date it was given.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        ReasonRequired: no reason was given.
        SettingUnknown: no procedure asks for it.
        SettingUnfit: the value is of another kind.
    """
    access.require_admin(person, office)
    if not reason.strip():
        raise ReasonRequired
    require_fit(engine, changes)
    with engine.begin() as tx:
        before = _choose(tx, office, changes)
        for name, value in changes.items():
            done = Change(
                kind="setting_changed",
                subject=name,
                before={"value": before.get(name)},
                after={"value": value},
                reason=reason,
            )
            admin_events.add(tx, office, person.id, done)
        return _settings(tx, office)


def preview(
    engine: Engine, person: Person, office: str, changes: Mapping[str, Any]
) -> list[MovedStart]:
    """Say which cases would begin by themselves at another moment; nothing is changed.

    It is done and undone: what is said is what saving would do.

    Raises:
        NotFound, Forbidden: the person is no admin there.
        SettingUnknown, SettingUnfit: as for a change.
    """
    access.require_admin(person, office)
    require_fit(engine, changes)
    with _undone(engine) as tx:
        before = _next_starts(tx, office)
        _choose(tx, office, changes)
        after = _next_starts(tx, office)
        names = {row.key: row for row in catalogue.newest_of_all(tx)}
    return [
        MovedStart(
            name_th=names[place[0]].name_th,
            name_en=names[place[0]].name_en,
            before=before.get(place),
            after=after.get(place),
        )
        for place in sorted({*before, *after})
        if before.get(place) != after.get(place)
    ]


class _Undone(Exception):
    """What was tried is not kept."""


@contextmanager
def _undone(engine: Engine) -> Generator[Transaction]:
    """Begin a transaction of which nothing is kept."""
    with suppress(_Undone), engine.begin() as tx:
        yield tx
        raise _Undone


def _next_starts(tx: Transaction, office: str) -> dict[starts.Place, datetime]:
    return {place: job.due_at for place, job in starts.waiting(tx, office).items()}


def _choose(tx: Transaction, office: str, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write an office's choices and plan by them; return what it had chosen before."""
    starts.hold_office(tx, office)  # before reading: of two admins at once neither is undone
    before = office_of(tx, office).settings
    after = {name: value for name, value in {**before, **changes}.items() if value is not None}
    rows.change(tx, office, {"settings": after})
    tx.memo.pop(("office", office), None)
    tx.memo.pop(("calendar", office), None)
    self_starting.plan(tx, office)
    return before


def require_fit(engine: Engine, changes: Mapping[str, Any]) -> None:
    """Refuse a value that its setting cannot have; None gives the choice up.

    Raises:
        SettingUnknown: no procedure asks for it.
        SettingUnfit: the value is of another kind.
    """
    with engine.reading() as tx:
        known = declared.catalogue(tx)
    for name, value in changes.items():
        _require_fit(name, known.get(name), value)


def _require_fit(name: str, choice: Choice | None, value: Any) -> None:
    if choice is None:
        raise SettingUnknown(name=name)
    if value is not None and not choices.fits(choice, value):
        th, en = choices.expected(choice)
        raise SettingUnfit(name=name, expected_th=th, expected_en=en)


def _settings(tx: Transaction, office: str) -> list[OfficeSetting]:
    chosen = office_of(tx, office).settings
    return [
        OfficeSetting(
            choice=choice, value=chosen.get(name, choice.default), is_chosen=name in chosen
        )
        for name, choice in sorted(declared.catalogue(tx).items())
    ]
