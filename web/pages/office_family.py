"""What the office's pages share: which office is meant, and forms that say what is wrong with them.

Whoever keeps several offices chooses one; it stays in the address (`?office=`), and every link from
one page of the family to another carries it along.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from flask import current_app, g, make_response, request
from werkzeug.wrappers import Response

from engine import offices
from engine.context import Engine
from engine.errors import Forbidden, NotFound
from engine.model import Person
from engine.roles import NATIONAL
from engine.rows import OfficeRow
from engine.thai import DateUnreadable, buddhist_year, parse_date
from web.language import language, t
from web.rendering import show
from web.routing import Pages
from web.session import engine, person

pages = Pages("office")
Chooser = Callable[[Engine, Person], list[OfficeRow]]
Errors = dict[str, str]


def chosen_office(among: Chooser = offices.administered) -> str:
    """Return the office that is named in the address, or the first of those that are theirs.

    Raises:
        NotFound: the office named is not one of theirs.
        Forbidden: none is.
    """
    theirs = among(engine(), person())
    if not theirs:
        raise Forbidden
    asked = request.values.get("office") or theirs[0].id
    found = next((each for each in theirs if each.id == asked), None)
    if found is None:
        raise NotFound(office=asked)
    g.offices, g.office = theirs, found
    return found.id


@pages.url_defaults
def _carry(endpoint: str, values: dict[str, Any]) -> None:
    """Let links between the office's pages name the office, where there are several.

    What stands for the nation has people; its calendar, schools and settings are nobody's.
    """
    if len(g.get("offices", ())) > 1 and (g.office.id != NATIONAL or _of_people(endpoint)):
        values.setdefault("office", g.office.id)


def _of_people(endpoint: str) -> bool:
    matter = current_app.view_functions[endpoint].__module__.rpartition(".")[2]
    return matter in ("office_people", "office_person", "office_tokens", "office_changes")


def page(template: str, /, status: int = 200, **values: Any) -> Response:
    """Return a page of the family with the office it is about; it is never kept by a browser."""
    about = {"offices": g.get("offices", []), "office": g.get("office")}
    answer = make_response(show(f"office/{template}", **about, **values), status)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def written(*names: str) -> dict[str, str]:
    """Return fields of the form that was sent, without blanks around; what is missing is empty."""
    return {name: request.form.get(name, "").strip() for name in names}


def refusals(command: Callable[[], object], fields: Mapping[Any, str]) -> Errors:
    """Do a command; return, by field, what it refused. Refusals not named go on as pages."""
    try:
        command()
    except tuple(fields) as refusal:
        field = next(field for kind, field in fields.items() if isinstance(refusal, kind))
        return {field: refusal.text(language())}
    return {}


def require_written(given: Mapping[str, str], *names: str) -> Errors:
    """Return which of these fields are empty."""
    return {name: _missing(name) for name in names if not given[name]}


def _missing(name: str) -> str:
    th, en = _CALLED.get(name) or ("เหตุผล", "the reason")
    return t(f"กรุณากรอก{th}", f"Fill in {en}.")


_CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "first": ("วันที่", "the day"),
    "name_th": ("ชื่อภาษาไทย", "the name in Thai"),
    "name_en": ("ชื่อภาษาอังกฤษ", "the name in English"),
    "source": ("ประกาศหรือมติ", "the announcement"),
    "username": ("ชื่อผู้ใช้", "the user name"),
    "role": ("บทบาท", "the role"),
    "from": ("วันเริ่มต้น", "the first day"),
    "school": ("รหัสโรงเรียน", "the school's code"),
    "substitute": ("ชื่อผู้ใช้ของผู้ปฏิบัติแทน", "the substitute's user name"),
    "away_from": ("วันเริ่มต้น", "the first day"),
    "away_to": ("วันสิ้นสุด", "the last day"),
    "province": ("จังหวัด", "the province"),
    "token_name": ("ชื่อโทเคน", "the token's name"),
    "days": ("จำนวนวัน", "the number of days"),
    "code": ("รหัสโรงเรียน", "the school's code"),
}
"""What fields are called; those that are not here ask for a reason."""


def read_day(given: Mapping[str, str], name: str, errors: Errors) -> date | None:
    """Read a day as people write it (1/4/2569, 1 เม.ย. 2569); what cannot be read is an error."""
    if not given[name]:
        return None
    try:
        return parse_date(given[name])
    except DateUnreadable:
        errors[name] = t(
            "อ่านวันที่ไม่ได้ ให้เขียนเช่น 1/4/2569", "This is no date; write it such as 1/4/2026."
        )
        return None


def day_field(day: date | None) -> str:
    """Write a day as a form's field holds it: 1/4/2569, in English 1/4/2026."""
    if day is None:
        return ""
    year = buddhist_year(day) if language() == "th" else day.year
    return f"{day.day}/{day.month}/{year}"


def listed(errors: Errors) -> list[tuple[str, str]]:
    """Return errors as the summary on top of a form shows them."""
    return list(errors.items())
