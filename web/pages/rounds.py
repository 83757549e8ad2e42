"""The officer's overview of rounds: which schools have not done, and reminding them."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import definitions, people, rounds
from engine.roles import NATIONAL
from engine.rounds import HAS_DONE, TO_REMIND, Line, Round, Stand
from web.audience import ADMINS, STAFF
from web.flashes import flash
from web.language import t
from web.pages.rounds_sheet import XLSX, file_name, sheet
from web.pages.rounds_words import name_of_round, stand_words
from web.rendering import show, today
from web.routing import Pages
from web.session import engine, person

pages = Pages("rounds")
_PLACE: Final = "/rounds/<uuid:round_id>"
_LONGEST: Final = 100


@pages.get("/rounds", whom=STAFF | ADMINS)
def list_all() -> str:
    """List the rounds that go on, or those that have ended."""
    ended = request.args.get("ended") == "yes"
    found = rounds.list_some(engine(), person(), ended=ended)
    wanted = request.args.get("office")
    return show(
        "rounds/list.html",
        title=t("ภาพรวมรอบงาน", "Rounds"),
        found=[each for each in found if wanted in (None, "", each.instance.office_id)],
        ended=ended,
        wanted=wanted,
        most=rounds.MOST,
        is_cut=len(found) == rounds.MOST,
        **_around(),
    )


@pages.get(_PLACE, whom=STAFF | ADMINS)
def one(round_id: UUID) -> str:
    """Show where each school stands in a round; the filter is in the address."""
    found = rounds.one(engine(), person(), round_id)
    stand, q = _stand_asked(), request.args.get("q", "").strip()[:_LONGEST]
    fits = [line for line in found.lines if _fits(line, stand, q)]
    return show(
        "rounds/one.html",
        title=name_of_round(found),
        round=found,
        lines=fits,
        stand=stand,
        q=q,
        tabs=_tabs(found, stand, q),
        to_remind=sum(line.stand in TO_REMIND for line in found.lines),
        **_around(),
    )


@pages.get(f"{_PLACE}/schools.xlsx", whom=STAFF | ADMINS)
def export(round_id: UUID) -> Response:
    """Send the round's schools, as they are listed, as a spreadsheet."""
    found = rounds.one(engine(), person(), round_id)
    stand, q = _stand_asked(), request.args.get("q", "").strip()[:_LONGEST]
    body = sheet(found, [line for line in found.lines if _fits(line, stand, q)])
    answer = Response(body, content_type=XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=file_name(found, today()))
    return answer


@pages.get(f"{_PLACE}/remind", whom=STAFF | ADMINS)
def look_at_letters(round_id: UUID) -> str:
    """Show whom a reminder would go to, and what it says."""
    found = rounds.one(engine(), person(), round_id)
    return show(
        "rounds/remind.html",
        title=t("เตือนโรงเรียนที่ยังไม่ดำเนินการ", "Remind the schools that have not done"),
        round=found,
        drafts=rounds.drafts(engine(), person(), round_id),
        **_around(),
    )


@pages.post(f"{_PLACE}/remind", whom=STAFF | ADMINS)
def remind(round_id: UUID) -> BaseResponse:
    """Remind the schools chosen."""
    chosen = request.form.getlist("school")
    sent = rounds.remind(engine(), person(), round_id, chosen)
    _say(sum(sent.values()), len(chosen))
    return redirect(url_for("rounds.one", round_id=round_id), 303)


def _say(went: int, chosen: int) -> None:
    if not chosen:
        flash("warn", t("ยังไม่ได้เลือกโรงเรียน", "No school was chosen."))
        return
    if went:
        flash("ok", t(f"ส่งหนังสือเตือนแล้ว {went} โรงเรียน", f"{went} school(s) are reminded."))
    if left := chosen - went:
        why_th = f"ไม่ได้ส่ง {left} โรงเรียน: ส่งแล้ววันนี้ หรือทำเสร็จไปก่อน"
        flash("warn", t(why_th, f"{left} not: reminded today already, or done meanwhile."))


def _stand_asked() -> Stand | None:
    asked = request.args.get("stand", "")
    return Stand(asked) if asked in set(Stand) else None


def _fits(line: Line, stand: Stand | None, q: str) -> bool:
    if stand is not None and line.stand is not stand:
        return False
    named = (line.school.name_th, line.school.name_en, line.school.code)
    return not q or any(q.casefold() in name.casefold() for name in named)


def _tabs(found: Round, stand: Stand | None, q: str) -> list[tuple[Any, ...]]:
    words, here = stand_words(), _address(found, q)
    shown = [each for each in Stand if found.counts[each] or each is stand]
    everybody = (here(None), t("ทั้งหมด", "All"), len(found.lines), stand is None, False)
    return [
        everybody,
        *(
            (here(each), words[each], found.counts[each], each is stand, each is Stand.LATE)
            for each in shown
        ),
    ]


def _address(found: Round, q: str) -> Callable[[Stand | None], str]:
    def address(stand: Stand | None) -> str:
        values = {"stand": stand.value if stand else "", "q": q}
        kept: dict[str, Any] = {name: value for name, value in values.items() if value}
        return url_for("rounds.one", round_id=found.instance.id, **kept)

    return address


def _around() -> dict[str, Any]:
    held = people.me(engine(), person()).memberships
    offices = {each.office: each for each in held if each.office != NATIONAL}
    return {
        "procedures": {row.key: row for row in definitions.list_newest(engine())},
        "offices": offices if len(offices) > 1 else {},
        "words": stand_words(),
        "order": list(Stand),
        "has_done": HAS_DONE,
        "name_of_round": name_of_round,
    }
