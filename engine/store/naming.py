"""How people call the applicant of a case: a person by their account, a school by its register.

As columns beside a case, so that a page of cases costs no statement more; what nobody knows by
name is called by its id.
"""

from typing import Any

from sqlalchemy import Column, ColumnElement, Label, Text, func, literal, select

from engine.parties import school_party
from engine.store.tables import process_instance, school, user_account

_AT = process_instance.c
_PREFIX = school_party("")


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
