"""How people call the applicant of a case: a person by their account, a school by its register.

As columns beside a case, so that a page of cases costs no statement more; what nobody knows by
name is called by its id.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Label, Text, func, literal, or_, select

from engine.parties import school_party
from engine.store.tables import process_instance, school, user_account
from engine.store.transaction import Transaction

_AT = process_instance.c
_PREFIX = school_party("")
_MOST: Final = 200
"""So many parties are looked for by a part of their name."""


def _name(of_account: Column[Any], of_school: ColumnElement[Any]) -> ColumnElement[Any]:
    code = func.substr(_AT.applicant_id, len(_PREFIX) + 1, type_=Text)
    is_it = (school.c.office_id == _AT.office_id) & (school.c.code == code)
    is_one = _AT.applicant_id.startswith(literal(_PREFIX))
    by_school = select(of_school).where(is_it, is_one).correlate(process_instance)
    by_account = select(of_account).where(user_account.c.id == _AT.applicant_id)
    account = by_account.correlate(process_instance).scalar_subquery()
    return func.coalesce(by_school.scalar_subquery(), account, _AT.applicant_id)


_EN = func.coalesce(func.nullif(school.c.name_en, ""), school.c.name_th)
NAMES: tuple[Label[Any], Label[Any]] = (
    _name(user_account.c.name_th, school.c.name_th).label("applicant_th"),
    _name(user_account.c.name_en, _EN).label("applicant_en"),
)
"""The Thai and the English name of the applicant of `process_instance`, where it is selected."""


def parties_called(tx: Transaction, offices: Sequence[str], pattern: str) -> list[str]:
    """Return some parties (persons, schools of these offices) whose name is like the pattern."""
    at, by = school.c, user_account.c
    is_called = or_(at.name_th.ilike(pattern, escape="\\"), at.name_en.ilike(pattern, escape="\\"))
    schools = select(at.code).where(at.office_id.in_(list(offices)), is_called).limit(_MOST)
    names = or_(by.name_th.ilike(pattern, escape="\\"), by.name_en.ilike(pattern, escape="\\"))
    persons = select(by.id).where(names).limit(_MOST)
    found = [school_party(row[0]) for row in tx.all(schools)]
    return [*found, *(row[0] for row in tx.all(persons))]
