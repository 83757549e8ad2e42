"""The calendar of one's own deadlines, at a secret address, for calendar programs."""

from typing import Final

from flask import make_response
from werkzeug.wrappers import Response

from engine import feeds, people, tasks
from engine.model import Person
from engine.rows import TaskRow
from web.audience import EVERYBODY
from web.rendering import now
from web.routing import Pages
from web.session import engine

pages = Pages("feeds")
_MOST: Final = 200


@pages.get("/calendar/<secret>.ics", whom=EVERYBODY)
def calendar(secret: str) -> Response:
    """Return the deadlines of whoever the secret address belongs to.

    Raises:
        NotFound: there is no such address, or it has ended.
    """
    owner, language = people.owner_of_feed(engine(), secret)
    name = "ขั้นตอน: กำหนดเวลาของฉัน" if language == "th" else "Khanton: my deadlines"
    answer = make_response(feeds.calendar(_own(owner), name, language, now()))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _own(owner: Person) -> list[TaskRow]:
    """Return what the person has, and what they could take; not what a colleague has taken."""
    wanted = (tasks.Filter(mine=True), tasks.Filter())
    pages = [tasks.list_some(engine(), owner, each, None, _MOST).items for each in wanted]
    found = {task.id: task for page in pages for task in page}
    return [task for task in found.values() if task.assignee in (None, owner.id)]
