"""Colleagues: who works for the same office, for mentions, for assigning and for substitutions."""

from dataclasses import dataclass
from typing import Final

from engine import access
from engine.calendar import local_date
from engine.context import Engine
from engine.model import Person
from engine.roles import ADMIN, AUDITOR, OFFICE_ROLES
from engine.store import hearers

MOST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody of the office, with the roles they hold there today."""

    username: str
    name_th: str
    name_en: str
    roles: tuple[str, ...]


def colleagues(
    engine: Engine, person: Person, office: str, q: str = "", *, most: int = MOST
) -> list[Colleague]:
    """Return who works for an office and is called by a part of a name, up to `most`.

    Whoever comes from outside gets nobody: who works there is not theirs to look through.
    Those who only audit are left out, for they are given nothing to do.
    """
    if not (access.is_staff(person, office) or access.may_administer(person, office)):
        return []
    with engine.reading() as tx:
        wanted = {*OFFICE_ROLES, ADMIN, AUDITOR}
        rows = hearers.named(tx, office, local_date(tx.now), q.replace("\0", "").strip(), wanted)
    found: dict[str, Colleague] = {}
    for row in rows:
        before = found[row.id].roles if row.id in found else ()
        roles = (*before, row.role_key)
        names = {"name_th": row.name_th, "name_en": row.name_en}
        found[row.id] = Colleague(username=row.id, roles=roles, **names)
    return [each for each in found.values() if AUDITOR not in each.roles][:most]
