"""Checks while drawing, for the editors' scripts.

POST /studio/<draft>/check   {files: {name: text}} → {problems: [{file, element_id, rule, severity,
                             message, remedy}]}, what is not saved yet laid over what is
"""

from typing import Any
from uuid import UUID

from engine import checking
from engine.model import Problem
from web.audience import ANALYSTS
from web.language import t
from web.pages.studio_family import BodyUnfit, answers_json, field, pages, sent_json
from web.session import engine, person


@pages.post("/studio/<uuid:draft>/check", whom=ANALYSTS)
@answers_json
def check(draft: UUID) -> dict[str, Any]:
    """Say what deployment would refuse or warn of, in the reader's language."""
    sent = field(sent_json(), "files", dict)
    if not all(isinstance(text, str) for text in sent.values()):
        raise BodyUnfit(why="files")
    unsaved = {name: text.encode() for name, text in sent.items()}
    found = checking.check(engine(), person(), draft, unsaved)
    return {"problems": [told(each) for each in found]}


def told(problem: Problem) -> dict[str, str | None]:
    """Return a problem as the editors' scripts take it."""
    return {
        "file": problem.file,
        "element_id": problem.element_id,
        "rule": problem.rule,
        "severity": problem.severity.value,
        "message": t(problem.message_th, problem.message_en),
        "remedy": t(problem.remedy_th, problem.remedy_en),
    }
