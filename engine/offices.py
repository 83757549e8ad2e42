"""Offices: what each has chosen for itself, and changing that."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine import access, choices, self_starting
from engine.choices import Choice
from engine.context import Engine
from engine.errors import ReasonRequired, SettingUnfit, SettingUnknown
from engine.model import Person
from engine.office import office_of
from engine.store import Transaction, people, starts
from engine.store import offices as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSetting:
    """A setting as it holds in an office; `is_chosen` when the office set it itself."""

    choice: Choice
    value: Any
    is_chosen: bool


def settings(engine: Engine, person: Person, office: str) -> list[OfficeSetting]:
    """Return every setting with what holds in the office, by name.

    Raises:
        NotFound: the person has nothing to do with the office.
    """
    access.require_member(person, office)
    with engine.reading() as tx:
        return _settings(tx, office)


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
    for name, value in changes.items():
        _require_fit(name, value)
    with engine.begin() as tx:
        starts.hold_office(tx, office)  # before reading: of two admins at once neither is undone
        before = office_of(tx, office).settings
        after = {name: value for name, value in {**before, **changes}.items() if value is not None}
        rows.change(tx, office, {"settings": after})
        tx.memo.pop(("office", office), None)
        tx.memo.pop(("calendar", office), None)
        self_starting.plan(tx, office)
        for name, value in changes.items():
            told = f"setting:{name}: {before.get(name)} -> {value} ({reason})"
            people.note(tx, office, person.id, told)
        return _settings(tx, office)


def _require_fit(name: str, value: Any) -> None:
    choice = choices.catalogue().get(name)
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
        for name, choice in sorted(choices.catalogue().items())
    ]
