"""One order for many cases: what would happen to each, then done to those, each answered."""

from typing import Any
from uuid import UUID

from flask import make_response, request
from werkzeug.wrappers import Response

from engine import bulk, instances
from engine.bulk import MOST_AT_ONCE, Answer, Deed, Order
from engine.errors import EngineError, ReasonRequired
from engine.foreseeing import Named
from engine.monitoring import cases as listing
from engine.monitoring.cases import Wanted
from engine.monitoring.choices import choices
from engine.rows import InstanceRow
from web.audience import ADMINS
from web.language import language
from web.pages import monitor_words as words
from web.pages.monitor_cases import asked, deed_words, here, wanted_from
from web.pages.monitor_family import pages
from web.rendering import show
from web.session import engine, person


@pages.post("/admin/cases/bulk/preview", whom=ADMINS)
def look_at_many() -> Response:
    """Show what the order would do to each case that was chosen, or to all under the filter."""
    wanted, order = wanted_from(request.form), _order()
    rows = _chosen(wanted)
    steps = _steps(wanted) if order.deed is Deed.MOVE else []
    if not rows or (order.deed is Deed.MOVE and order.to not in {each.id for each in steps}):
        return _shown("monitor/bulk.html", wanted, order, rows, answers=[], steps=steps)
    answers = bulk.look(engine(), person(), [row.id for row in rows], order)
    return _shown("monitor/bulk.html", wanted, order, rows, answers=answers, steps=steps)


@pages.post("/admin/cases/bulk", whom=ADMINS)
def order_many() -> Response:
    """Do the order to the cases that were looked at, and say what came of each."""
    wanted, order = wanted_from(request.form), _order()
    rows = _chosen(wanted)
    ids = [row.id for row in rows]
    if not order.reason.strip():
        answers = bulk.look(engine(), person(), ids, order)
        error = ReasonRequired().text(language())
        return _shown(
            "monitor/bulk.html", wanted, order, rows, answers=answers, error=error, steps=[]
        )
    answers = bulk.carry_out(engine(), person(), ids, order)
    return _shown("monitor/bulk_done.html", wanted, order, rows, answers=answers)


def _shown(
    template: str, wanted: Wanted, order: Order, rows: list[InstanceRow], **more: Any
) -> Response:
    answers: list[Answer] = more.pop("answers")
    lines = [_line(row, each) for row, each in zip(rows, answers, strict=False)]
    able = [line for line in lines if not line["refused"]]
    more = {"error": "", "steps": [], **more}
    page = show(
        template,
        title=deed_words()[order.deed],
        order=order,
        rows=rows,
        lines=lines,
        able=able,
        refused=len(lines) - len(able),
        wanted=asked(wanted),
        back=here(wanted),
        most=MOST_AT_ONCE,
        **more,
    )
    return make_response(page, 422 if more["error"] else 200)


def _order() -> Order:
    given = request.form
    deed = given.get("deed", "")
    known = {each.value for each in Deed}
    return Order(
        deed=Deed(deed) if deed in known else Deed.SUSPEND,
        reason=given.get("reason", ""),
        at=given.get("step", ""),
        to=given.get("to", ""),
    )


def _chosen(wanted: Wanted) -> list[InstanceRow]:
    """Return the cases that were ticked, or the first under the filter; at most `MOST_AT_ONCE`."""
    if request.form.get("whole") == "yes":
        page = listing.list_some(engine(), person(), wanted, None, MOST_AT_ONCE)
        return [line.instance for line in page.items]
    rows = []
    for text in request.form.getlist("case")[:MOST_AT_ONCE]:
        try:
            rows.append(instances.get(engine(), person(), UUID(text)).instance)
        except (EngineError, ValueError):
            continue  # gone or not theirs: it is not among what is shown, so nothing is done to it
    return rows


def _steps(wanted: Wanted) -> list[Named]:
    """Return where cases may be moved to: the other steps of the procedure."""
    found = choices(engine(), person(), wanted.definition_key, wanted.version).steps
    return [each for each in found if each.id != wanted.element]


def _line(row: InstanceRow, answer: Answer) -> dict[str, Any]:
    told = [
        change
        for seen in answer.foreseen
        for change in words.changes(seen, row.status, row.office_id)
    ]
    return {
        "row": row,
        "refused": "" if answer.refusal is None else answer.refusal.text(language()),
        "changes": told,
    }
