"""What is done to tasks from the list: each is answered by itself, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import make_response, redirect
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from engine import tasks
from engine.errors import EngineError
from engine.rows import TaskRow
from web.addresses import back_or
from web.flashes import flash
from web.language import language, t
from web.rendering import is_htmx, show
from web.session import engine, person

DEEDS: Final = ("claim", "unclaim", "assign")
MOST: Final = 200
"""So many tasks go in one order."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done to which tasks; `to`: who is given them."""

    deed: str
    tasks: list[UUID]
    to: str

    @property
    def wants_somebody(self) -> bool:
        """Whether it is still to be said who is given the tasks."""
        return self.deed == "assign" and not self.to and bool(self.tasks)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one task; `why` it was refused, empty when it went."""

    task_id: UUID
    name: str
    number: str
    why: str


def read(form: MultiDict[str, str]) -> Order:
    """Read an order: `one` is a deed and a task in one, else `do` is done to every `task`.

    Raises:
        BadRequest: there is no such deed.
    """
    deed, _, single = form.get("one", "").partition(":")
    given = [single] if single else form.getlist("task")
    deed = deed or form.get("do", "")
    if deed not in DEEDS:
        raise BadRequest
    ids = list(dict.fromkeys(found for text in given if (found := id_read(text))))
    return Order(deed, ids[:MOST], form.get("to", "").strip()[:100])


def id_read(text: str) -> UUID | None:
    """Read a task's id; None for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return None


def answer(order: Order, task_id: UUID) -> Answer:
    """Do it to one task, and say what came of it."""
    acts: dict[str, Callable[[], TaskRow]] = {
        "claim": lambda: tasks.claim(engine(), person(), task_id),
        "unclaim": lambda: tasks.unclaim(engine(), person(), task_id),
        "assign": lambda: tasks.assign(engine(), person(), task_id, order.to),
    }
    why = ""
    try:
        acts[order.deed]()
    except EngineError as refusal:
        why = refusal.text(language())
    return _named(task_id, why)


def _named(task_id: UUID, why: str) -> Answer:
    try:
        row = tasks.get(engine(), person(), task_id)
    except EngineError:
        return Answer(task_id, t("งานที่ไม่พบ", "A task that is not there"), "", why)
    return Answer(task_id, t(row.name, row.name_en), row.business_key or "", why)


def is_live() -> bool:
    """Whether the list itself asks, to go on without a new page."""
    return is_htmx()


def done_words(order: Order, count: int) -> str:
    """Say what was done to so many tasks."""
    words = {
        "claim": t(f"รับงานแล้ว {count} งาน", f"{count} taken"),
        "unclaim": t(f"คืนงานแล้ว {count} งาน", f"{count} given back"),
        "assign": t(f"มอบงานแล้ว {count} งาน", f"{count} given"),
    }
    return words[order.deed]


def told(order: Order, answers: list[Answer]) -> BaseResponse:
    """Say what was done on the list, or on a page of its own when something was refused."""
    refused = [each for each in answers if each.why]
    went = len(answers) - len(refused)
    if not answers:
        flash("warn", t("ยังไม่ได้เลือกงาน", "No task was chosen."))
    elif refused:
        title = t("ผลการทำรายการ", "What was done")
        values = {
            "order": order,
            "answers": answers,
            "went": went,
            "back": back_or("inbox.list_all"),
        }
        return make_response(show("inbox/answers.html", title=title, **values), 409)
    else:
        flash("ok", done_words(order, went))
    return redirect(back_or("inbox.list_all"), 303)
