"""The inbox: what is to be done, due first; taken, given back and given to others from the list."""

from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Response, make_response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from engine import assignees, definitions, inbox, notices, people
from engine.inbox import Item, Look, Tab
from engine.roles import APPLICANT_ROLES, NATIONAL, OFFICE_ROLES
from engine.tidings import NoticeKind
from web.audience import APPLICANTS, STAFF, Audience
from web.language import t
from web.pages import inbox_acting as acting
from web.pages import inbox_asking as asking
from web.pages.inbox_asking import A_PAGE, Asked
from web.rendering import show, today
from web.routing import Pages
from web.session import engine, kinds, person

pages = Pages("inbox")
_MOST_SHOWN = 200


@pages.get("/inbox", whom=STAFF | APPLICANTS)
def list_all() -> str:
    """List the person's tasks under a tab; tab, filters and order are in the address."""
    asked = asking.read(request.args, today())
    cursor = request.args.get("cursor")
    found = inbox.look(engine(), person(), asked.wanted, asked.tab, (cursor, A_PAGE))
    notices.mark_read(engine(), person(), NoticeKind.TASKS)  # whoever is here has seen what is new
    return show(
        "inbox/list.html",
        title=t("งานของฉัน", "My work"),
        items=found.page.items,
        following=asked.here(cursor=found.page.next) if found.page.next else None,
        first=asked.here() if cursor else None,
        news=_news_address(asked, found),
        total=_many(found.counts[asked.tab]),
        seen=_digest(found.page.items, found.counts, 0),
        **_around(asked, found.counts),
        **_choices(asked),
    )


@pages.get("/inbox/news", whom=STAFF | APPLICANTS)
def news() -> BaseResponse:
    """Tell what changed since the page was shown; nothing (204) when nothing did."""
    asked = asking.read(request.args, today())
    ids = _ids(request.args.get("shown", "").split(","))[:_MOST_SHOWN]
    since = asking.moment_read(request.args.get("since"))
    found = inbox.news(engine(), person(), asked.wanted, asked.tab, (ids, since))
    seen = _digest(found.items, found.counts, found.fresh)
    if seen == request.args.get("seen"):
        return Response(status=204)
    shown = {"items": found.items, "fresh": found.fresh, "seen": seen}
    return make_response(show("inbox/_news.html", **shown, **_around(asked, found.counts)))


@pages.get("/people/fit", whom=STAFF | APPLICANTS)
def fit() -> str:
    """List who may be given these tasks, by a part of a name."""
    ids = _ids(request.args.getlist("task"))
    q = request.args.get("q", "")[:100]
    found = assignees.fit(engine(), person(), ids, q)
    return show("inbox/_fits.html", fits=found, most=assignees.MOST)


@pages.post("/inbox/act", whom=STAFF | APPLICANTS)
def act() -> BaseResponse:
    """Take, give back or give to somebody one task or many, each answered by itself."""
    order = acting.read(request.form)
    if order.wants_somebody:
        return _ask_to_whom(order)
    answers = [acting.answer(order, each) for each in order.tasks]
    if not acting.is_live():
        return acting.told(order, answers)
    asked = asking.read(request.args, today())
    found = inbox.look(engine(), person(), asked.wanted, asked.tab, (None, 1))
    shown = inbox.news(engine(), person(), asked.wanted, asked.tab, (order.tasks, None))
    return make_response(
        show(
            "inbox/_answers.html",
            order=order,
            answers=answers,
            items=shown.items,
            **_around(asked, found.counts),
        )
    )


def _ask_to_whom(order: acting.Order) -> BaseResponse:
    """Let the person choose a colleague for the tasks."""
    found = assignees.fit(engine(), person(), order.tasks) if order.tasks else []
    shown = {"order": order, "fits": found, "most": assignees.MOST}
    if acting.is_live():
        return make_response(show("inbox/_give.html", **shown))
    title = t("มอบงานให้เพื่อนร่วมงาน", "Give the tasks to a colleague")
    return make_response(show("inbox/give.html", title=title, **shown))


def _around(asked: Asked, counts: dict[Tab, int]) -> dict[str, Any]:
    """Return what rows and tabs are drawn with."""
    words = asking.tab_words()
    tabs = [
        (asked.under(tab), words[tab], _many(counts[tab]), tab is asked.tab, _is_bad(tab, counts))
        for tab in Tab
    ]
    names = {row.key: row for row in definitions.list_newest(engine())}
    offices = {each.office: each for each in people.me(engine(), person()).memberships}
    several = len({office for office in offices if office != NATIONAL}) > 1
    return {
        "asked": asked,
        "tabs": tabs,
        "counts": counts,
        "procedures": names,
        "offices": offices if several else {},
        "is_staff": bool(Audience.STAFF & kinds()),
    }


def _choices(asked: Asked) -> dict[str, Any]:
    """Return what the filters offer."""
    key = asked.wanted.definition_key
    held = set(person().national).union(*person().offices.values()) & (
        OFFICE_ROLES | APPLICANT_ROLES
    )
    return {
        "steps": inbox.steps(engine(), key) if key else [],
        "roles": sorted(held),
        "due_words": asking.due_words(),
        "applicant_words": asking.applicant_words(),
        "taken_words": asking.taken_words(),
    }


def _news_address(asked: Asked, found: Look) -> str:
    since = found.newest.isoformat() if found.newest else ""
    values: dict[str, Any] = {**asked.values, "since": since}
    return url_for("inbox.news", **values)


def _is_bad(tab: Tab, counts: dict[Tab, int]) -> bool:
    return tab is Tab.LATE and counts[tab] > 0


def _many(count: int) -> str:
    """Write a count; beyond what is counted there are more."""
    return f"{inbox.MOST_COUNTED - 1:,}+" if count >= inbox.MOST_COUNTED else f"{count:,}"


def _digest(items: list[Item], counts: dict[Tab, int], fresh: int) -> str:
    """Return what tells whether the list has changed."""
    rows = sorted((str(item.task.id), item.task.version) for item in items)
    said = (rows, sorted(counts.items()), fresh, today().isoformat())
    return sha256(repr(said).encode()).hexdigest()[:16]


def _ids(texts: list[str]) -> list[UUID]:
    return list(dict.fromkeys(found for text in texts if (found := acting.id_read(text))))
