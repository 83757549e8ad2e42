"""Where a case or a task is opened, by whoever is looking."""

from typing import Final
from uuid import UUID

from flask import current_app, url_for

from web.audience import ADMINS, AUDITORS, SIGNED_IN, STAFF
from web.session import kinds

_OF_A_CASE: Final = (
    (STAFF | ADMINS, "monitor.case"),
    (AUDITORS, "audit.case"),
    (SIGNED_IN, "cases.one"),
)
"""By whom a case is opened where: with all of why it waits, as evidence, else as an applicant."""


def case_place(case_id: UUID) -> str:
    """Return the address of a case's page."""
    for whom, endpoint in _OF_A_CASE:
        if whom & kinds() and endpoint in current_app.view_functions:
            return url_for(endpoint, case_id=case_id)
    return url_for("session.home")


def task_place(task_id: UUID) -> str:
    """Return the address of a task's page."""
    if "tasks.one" in current_app.view_functions:
        return url_for("tasks.one", task_id=task_id)
    return url_for("session.home")
