"""What can be filed, by whom, when and with which papers; and filing it."""

from hashlib import sha256
from typing import Final
from uuid import uuid4

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import answers, filings, instances, stories
from engine.context import Engine
from engine.errors import ApplicantUnknown
from engine.filings import Filing
from engine.rows import InstanceRow
from web import ways
from web.audience import APPLICANTS, EVERYBODY, STAFF
from web.flashes import flash
from web.language import language, t
from web.rendering import show
from web.routing import Pages
from web.session import engine, person, visitor

pages = Pages("apply")
_MOST_GOING: Final = 5


@pages.get("/apply", whom=EVERYBODY)
def list_all() -> str:
    """List what people may begin; what the visitor may, first."""
    found = filings.list_all(engine(), visitor())
    own = [each for each in found if each.parties]
    offices = [each for each in found if each.is_offices]
    others = [each for each in found if each not in own and each not in offices]
    return show("apply/list.html", own=own, offices=offices, others=others)


@pages.get("/apply/<key>", whom=EVERYBODY)
def begin(key: str) -> str:
    """Say what will happen, and let the visitor file where they may."""
    return _page(key)


def _page(key: str, error: str = "") -> str:
    filing = filings.get(engine(), visitor(), key)
    return show(
        "apply/begin.html",
        filing=filing,
        usual=filings.usual(engine(), visitor(), key),
        going=_going(filing),
        once=uuid4().hex,
        side=ways.side,
        error=error,
        applicant=request.form.get("applicant", ""),
    )


@pages.post("/apply/<key>", whom=APPLICANTS | STAFF)
def start(key: str) -> BaseResponse:
    """Begin: the case is there, and its first step opens. A button pressed twice begins one."""
    try:
        number, place = _begun(key, _whose())
    except ApplicantUnknown as refusal:
        return make_response(_page(key, refusal.text(language())), 422)
    flash("ok", t(f"เริ่มเรื่องแล้ว เลขที่ {number}", f"The case has begun: {number}"))
    return redirect(place, 303)


def _whose() -> tuple[str, str]:
    """Return office and applicant: chosen from those the person files for, or typed at the desk."""
    form = request.form
    office, _, applicant = form.get("whose", "").partition("|")
    return office, applicant or form.get("applicant", "")[:100]


def _begun(key: str, whose: tuple[str, str]) -> tuple[str, str]:
    """Begin once, however often it is asked; return the number, and where to go on."""
    who = person()

    def act(within: Engine) -> answers.Answer:
        begun = filings.begin(within, who, key, whose)
        place = url_for("cases.one", case_id=begun.instance_id)
        if begun.task_id is not None:
            place = url_for("tasks.one", task_id=begun.task_id)
        return 303, f"{begun.business_key} {place}".encode()

    asked = sha256("\0".join((key, *whose)).encode("utf-8", "surrogatepass")).digest()
    token = request.form.get("once") or uuid4().hex
    number, _, place = answers.once(engine(), who, token, asked, act)[1].decode().partition(" ")
    return number, place


def _going(filing: Filing) -> list[InstanceRow]:
    """Return open cases of this procedure, the visitor's or the office's: perhaps one is meant."""
    who, key = visitor(), filing.definition.key
    if who is None:
        return []
    if filing.offices and filing.is_offices:
        wanted = instances.Filter(definition_key=key, status="active")
        return instances.list_some(engine(), who, wanted, None, _MOST_GOING).items
    if not filing.parties:
        return []
    own = stories.own(engine(), who, None, 1)
    cards = (*own.mine, *own.waiting)
    return [each.instance for each in cards if each.definition.key == key][:_MOST_GOING]
