"""What things are called in the person's language."""

from typing import Any

from engine.model import Person
from engine.roles import ROLES, called
from web.language import language, t


def name_of(row: Any) -> str:
    """Return `name_th` or `name_en` of a row (or a mapping); the Thai one where English lacks."""
    th = _of(row, "name_th") or _of(row, "name") or ""
    return str(th if language() == "th" else _of(row, "name_en") or th)


def _of(row: Any, key: str) -> Any:
    return row.get(key) if isinstance(row, dict) else getattr(row, key, None)


def person_name(person: Person) -> str:
    """Return what somebody who has signed in is called."""
    return person.name if language() == "th" else person.name_en or person.name


def applicant_of(row: Any) -> str:
    """Return what the applicant of a case or task is called; a dash where nobody applied."""
    th, en = row.applicant_th, row.applicant_en
    return str((th if language() == "th" else en or th) or row.applicant_id or "–")


def roles_called(roles: str | list[str] | tuple[str, ...]) -> str:
    """Return candidate roles (`a,b` or a list) as people call them, joined by "or"."""
    keys = roles.split(",") if isinstance(roles, str) else roles
    found = [key for key in keys if key]
    return called(found, language()) if found else t("ทุกคนในสำนักงาน", "anybody of the office")


def role_called(key: str) -> str:
    """Return one role as people call it; a key that is no role stays."""
    role = ROLES.get(key)
    return key if role is None else name_of(role)
