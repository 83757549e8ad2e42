"""What can be filed, by whom, when and with which papers; and filing it."""

from hashlib import sha256
from uuid import uuid4

from flask import redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import answers, filings, stories
from engine.context import Engine
from engine.filings import Filing
from engine.stories import Card
from web import ways
from web.audience import APPLICANTS, EVERYBODY, Audience
from web.flashes import flash
from web.language import t
from web.rendering import show
from web.routing import Pages
from web.session import engine, kinds, person, visitor

pages = Pages("apply")


@pages.get("/apply", whom=EVERYBODY)
def list_all() -> str:
    """List what people from outside may file; what the visitor may, first."""
    found = filings.list_all(engine(), visitor())
    own = [each for each in found if each.parties]
    return show("apply/list.html", own=own, others=[each for each in found if not each.parties])


@pages.get("/apply/<key>", whom=EVERYBODY)
def begin(key: str) -> str:
    """Say what will happen, and let the visitor file where they may."""
    filing = filings.get(engine(), visitor(), key)
    return show(
        "apply/begin.html",
        filing=filing,
        usual=filings.usual(engine(), visitor(), key),
        going=_going(filing),
        once=uuid4().hex,
        side=ways.side,
    )


@pages.post("/apply/<key>", whom=APPLICANTS)
def start(key: str) -> BaseResponse:
    """File: the case begins, and its first step opens. A button pressed twice files once."""
    office, _, applicant = request.form.get("whose", "").partition("|")
    who = person()

    def act(within: Engine) -> answers.Answer:
        begun = filings.begin(within, who, key, (office, applicant))
        place = url_for("cases.one", case_id=begun.instance_id)
        if begun.task_id is not None:
            place = url_for("tasks.one", task_id=begun.task_id)
        return 303, f"{begun.business_key} {place}".encode()

    asked = sha256(f"{key}\0{office}\0{applicant}".encode("utf-8", "surrogatepass")).digest()
    token = request.form.get("once") or uuid4().hex
    _, answer = answers.once(engine(), who, token, asked, act)
    number, _, place = answer.decode().partition(" ")
    flash("ok", t(f"เริ่มเรื่องแล้ว เลขที่ {number}", f"Your case has begun: {number}"))
    return redirect(place, 303)


def _going(filing: Filing) -> list[Card]:
    """Return the visitor's open cases of this procedure: perhaps they meant one of those."""
    who = visitor()
    if who is None or not kinds() & Audience.APPLICANT:
        return []
    own = stories.own(engine(), who, None, 1)
    key = filing.definition.key
    return [each for each in (*own.mine, *own.waiting) if each.definition.key == key]
