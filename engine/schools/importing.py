"""Many schools at once, from a list that the office keeps: all of them, or none."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

from engine import access
from engine.context import Engine
from engine.errors import SchoolInvalid
from engine.model import Person
from engine.office import office_of
from engine.rows import SchoolRow
from engine.schools.checking import Fault, faults
from engine.schools.register import require_keeper
from engine.schools.sheet import read
from engine.schools.words import meant
from engine.store import admin_events
from engine.store import schools as rows
from engine.store.admin_events import Change
from engine.thai import to_arabic_digits

MOST_TOLD: Final = 200
"""So many errors are told at once; `count` says how many there are."""
_APART: Final = re.compile(r"[\s,;|/+]+")
_KEPT: Final = ("is_active", "opened_on", "closed_on")
"""What the list does not say stays as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or in a dry run would do; `ignored`: headers that mean nothing here."""

    added: int
    changed: int
    unchanged: int
    ignored: list[str]
    dry_run: bool


def import_file(
    engine: Engine, person: Person, office: str | None, content: bytes, *, dry_run: bool = False
) -> Imported:
    """Write the schools of a list; schools that it does not name stay as they are.

    Raises:
        NotFound, AuditorsOnlyRead, Forbidden: the person does not keep the office's register.
        CalendarUnknown: there is no such office (a national role holds in whichever is named).
        SchoolFileUnreadable: it is no such list.
        SchoolInvalid: names each bad row and field (`rows.<number>.<field>`); nothing was written.
    """
    chosen = access.one_office(person, office)
    require_keeper(person, chosen)
    sheet = read(content)
    listed = _sound(chosen, sheet.rows)
    with engine.begin() as tx:
        office_of(tx, chosen)
        known = rows.known(tx, chosen)
        kept = [_with_kept(each, known.get(each.code)) for each in listed]
        fresh = [each for each in kept if each != known.get(each.code)]
        added = sum(each.code not in known for each in fresh)
        if fresh and not dry_run:
            rows.put(tx, fresh)
            told = {"added": added, "changed": len(fresh) - added}
            done = Change(kind="schools_imported", subject=f"{len(fresh)}", after=told)
            admin_events.add(tx, chosen, person.id, done)
    return Imported(
        added=added,
        changed=len(fresh) - added,
        unchanged=len(kept) - len(fresh),
        ignored=sheet.ignored,
        dry_run=dry_run,
    )


def _sound(office: str, listed: list[tuple[int, dict[str, str]]]) -> list[SchoolRow]:
    """Return the schools of a list, if every one of them can be."""
    errors: dict[str, Fault] = {}
    first_at: dict[str, int] = {}
    found = []
    for number, cells in listed:
        row = _school(office, cells)
        wrong = faults(row)
        if row.code in first_at and "code" not in wrong:
            wrong["code"] = _twice(first_at[row.code])
        first_at.setdefault(row.code, number)
        errors |= {f"rows.{number}.{field}": _at(number, why) for field, why in wrong.items()}
        found.append(row)
    if errors:
        told = dict(list(errors.items())[:MOST_TOLD])
        raise SchoolInvalid(count=len(errors), errors=told)
    return found


def _school(office: str, cells: Mapping[str, str]) -> SchoolRow:
    """Return a row as a school; what is no number counts as less than nothing."""
    students = to_arabic_digits(cells["students"]).replace(",", "")
    return SchoolRow(
        office_id=office,
        code=to_arabic_digits(cells["code"]),
        name_th=cells["name_th"],
        name_en=cells.get("name_en", ""),
        affiliation=meant(cells["affiliation"]),
        size=meant(cells["size"]),
        levels=[meant(each) for each in _APART.split(cells["levels"]) if each],
        students=int(students) if re.fullmatch("[0-9]{1,9}", students) else -1,
    )


def _with_kept(row: SchoolRow, known: SchoolRow | None) -> SchoolRow:
    if known is None:
        return row
    kept = {name: value for name, value in asdict(known).items() if name in _KEPT}
    return replace(row, **kept, name_en=row.name_en or known.name_en)


def _twice(first: int) -> Fault:
    return {"th": f"รหัสซ้ำกับแถว {first}", "en": f"The code is in row {first} already."}


def _at(number: int, why: Fault) -> Fault:
    return {"th": f"แถว {number}: {why['th']}", "en": f"Row {number}: {why['en']}"}
