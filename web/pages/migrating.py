"""Running cases and another version of their procedure: what would become of each, then done."""

from typing import Any, Final
from uuid import UUID

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from engine import definitions, migrating, rehearsing
from engine.differences import Said
from engine.errors import EngineError, ReasonRequired
from engine.migrating import Choice, Choices, Order, Plan, Verdict
from engine.rows import DefinitionRow
from web.audience import ADMINS, ANALYSTS
from web.flashes import flash
from web.language import language, t
from web.names import name_of
from web.pages.differing_words import told
from web.pages.migrating_words import verdicts
from web.rendering import show
from web.routing import Pages
from web.session import engine, kinds, person

pages = Pages("migrating")
_AT_ONCE: Final = 25
"""So many cases are moved by one request; the page asks for the rest itself."""
TAGS: Final = {Verdict.MOVABLE: "ok", Verdict.AFTER_CHOICE: "warn", Verdict.CANNOT: "bad"}


@pages.get("/admin/procedures/<key>/migrate", whom=ADMINS | ANALYSTS)
def plan(key: str) -> Response:
    """Show what would become of each running case of a version; nothing is done."""
    return _plan(key, request.args)


@pages.post("/admin/procedures/<key>/migrate", whom=ADMINS | ANALYSTS)
def move(key: str) -> Response:
    """Move the cases that were ticked, some at a time, each by itself."""
    given = request.form
    reason, after = given.get("reason", ""), given.get("after", 0, type=int)
    if not reason.strip():
        return _plan(key, given, ReasonRequired())
    ticked = [each.partition(" ") for each in given.getlist("case")]
    chosen = [(UUID(identity), number) for identity, _, number in ticked]
    order = Order(after=after, choices=_choices(given), reason=reason)
    answers = migrating.move_many(engine(), person(), chosen[:_AT_ONCE], order)
    done = given.get("done", 0, type=int) + len(answers)
    template = "migrating/_batch.html" if given.get("part") else "migrating/done.html"
    body = show(
        template,
        title=t("ย้ายเรื่องไปรุ่นใหม่", "Cases moved to another version"),
        key=key,
        after=after,
        answers=answers,
        done=done,
        total=done + len(chosen) - len(answers),
        rest=[f"{identity} {number}" for identity, number in chosen[_AT_ONCE:]],
        given=_kept(given),
        procedure=name_of(definitions.get(engine(), key)),
    )
    return make_response(body)


@pages.post("/admin/procedures/<key>/deploy-again", whom=ANALYSTS)
def deploy_again(key: str) -> Response:
    """Deploy an earlier version again, and lead to the cases that may go back."""
    number = request.form.get("version", 0, type=int)
    try:
        made = rehearsing.deploy_again(
            engine(), person(), (key, number), request.form.get("reason", "")
        )
    except EngineError as refusal:
        return _plan(key, request.args, refusal)
    newest = next(each.version for each in made.definitions if each.key == key)
    words = t("นำรุ่นที่ %d กลับมาใช้แล้ว เป็นรุ่นที่ %d", "Version %d is deployed again, as version %d.")
    flash("ok", words % (number, newest))
    return redirect(url_for("migrating.plan", key=key), 303)


def _plan(key: str, given: Any, refusal: EngineError | None = None) -> Response:
    known = definitions.versions(engine(), key)
    running = migrating.within(engine(), person(), key)
    before, after = _versions(known, running, given)
    found = (
        migrating.plan(engine(), person(), key, (before, after), _choices(given))
        if before != after
        else None
    )
    body = show(
        "migrating/plan.html",
        title=t("ย้ายเรื่องที่เดินอยู่ไปรุ่นอื่น", "Move running cases to another version"),
        procedure=name_of(known[0]),
        key=key,
        known=known,
        running=running,
        before=before,
        after=after,
        found=found,
        groups=_groups(found) if found else [],
        to_map=_to_map(found) if found else [],
        to_let_go=_hindering(found, Choice.LET_GO) if found else [],
        given=_kept(given),
        error=refusal.text(language()) if refusal else "",
        told=told,
        tags=TAGS,
        may_deploy=_may_deploy(),
    )
    return make_response(body, 422 if refusal else 200)


def _may_deploy() -> bool:
    return bool(kinds() & ANALYSTS)


def _versions(known: list[DefinitionRow], running: dict[int, int], given: Any) -> tuple[int, int]:
    numbers = [each.version for each in known]
    after = given.get("after", numbers[0], type=int)
    after = after if after in numbers else numbers[0]
    others = [each for each in running if each != after] or [
        each for each in numbers if each != after
    ]
    before = given.get("before", next(iter(others), after), type=int)
    return (before if before in numbers else after), after


def _choices(given: Any) -> Choices:
    mapping = {
        name.removeprefix("map."): value
        for name, value in given.items()
        if name.startswith("map.") and value
    }
    return Choices(
        mapping=mapping,
        let_go=frozenset(given.getlist("let_go")),
        recount=frozenset(given.getlist("recount")),
    )


def _kept(given: Any) -> list[tuple[str, str]]:
    """Return what was chosen, for the next form to send along."""
    names = [n for n in given if n.startswith("map.") or n in ("let_go", "recount")]
    return [(name, value) for name in names for value in given.getlist(name) if value]


def _groups(found: Plan) -> list[tuple[Verdict, str, list[Any]]]:
    return [(each, words, found.of(each)) for each, words in verdicts().items()]


def _hindering(found: Plan, choice: Choice) -> list[tuple[str, Said]]:
    return [(name, h.why) for name, h in found.to_choose.items() if h.choice is choice]


def _to_map(found: Plan) -> list[dict[str, Any]]:
    """Return what must be mapped, or is mapped already, and to what it could be."""
    wanted = dict(_hindering(found, Choice.MAP))
    names = {**dict.fromkeys(wanted), **dict.fromkeys(found.choices.mapping)}
    return [
        {
            "id": name,
            "why": wanted.get(name),
            "name": migrating.called(found, name),
            "chosen": found.choices.mapping.get(name, ""),
            "options": migrating.options(found, name),
        }
        for name in names
    ]
