"""What people remark on a task, with mentions: a part of the task's page, and of nothing else."""

import re
from typing import Any, Final
from uuid import UUID

from flask import make_response, redirect, request
from werkzeug.wrappers import Response

from engine import comments, instances, people, tasks
from engine.errors import CommentUnfit, InstanceNotActive, MentionUnfit
from engine.model import InstanceStatus
from web.audience import AUDITORS, SIGNED_IN
from web.destinations import task_place
from web.language import language
from web.names import name_of
from web.rendering import is_htmx, show
from web.routing import Pages
from web.session import engine, kinds, person

pages = Pages("comments")
_PLACE: Final = "/tasks/<uuid:task_id>"
_MENTION: Final = re.compile(r"(@[a-z0-9][a-z0-9._-]*)", re.IGNORECASE)
_GOES_ON: Final = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)


@pages.get(f"{_PLACE}/comments", whom=SIGNED_IN)
def of_task(task_id: UUID) -> str:
    """Show the comments of the task's case, and where to write another."""
    return _shown(task_id)


@pages.post(f"{_PLACE}/comments", whom=SIGNED_IN)
def add(task_id: UUID) -> Response:
    """Remark on the task."""
    text = request.form.get("text", "")
    try:
        comments.add(engine(), person(), task_id, text)
    except (CommentUnfit, MentionUnfit, InstanceNotActive) as refusal:
        return make_response(_shown(task_id, text, refusal.text(language())), 422)
    if not is_htmx():
        return make_response(redirect(task_place(task_id), 303))
    return make_response(_shown(task_id))


@pages.get(f"{_PLACE}/colleagues", whom=SIGNED_IN)
def colleagues(task_id: UUID) -> list[dict[str, str]]:
    """Return colleagues whose name has `q` in it, to be mentioned."""
    task = tasks.get(engine(), person(), task_id)
    q = request.args.get("q", "")[:64]
    found = people.colleagues(engine(), person(), task.office_id, q)
    return [{"username": each.username, "name": name_of(each)} for each in found]


def _shown(task_id: UUID, text: str = "", error: str = "") -> str:
    task = tasks.get(engine(), person(), task_id)
    case = instances.get(engine(), person(), task.instance_id).instance
    found = comments.list_for(engine(), person(), instance_id=task.instance_id)
    may_write = case.status in _GOES_ON and not AUDITORS & kinds()
    values: dict[str, Any] = {"may_write": may_write, "text": text, "error": error}
    return show(
        "comments/_list.html",
        task=task,
        found=[(each, _MENTION.split(each.body)) for each in found],
        authors=comments.authors(engine(), found),
        steps=comments.steps(engine(), found),
        longest=comments.LONGEST,
        **values,
    )
