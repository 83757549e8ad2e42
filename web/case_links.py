"""The page of a case, for whoever looks: staff have theirs, applicants their own."""

from typing import Any, Final

from flask import current_app, url_for

from engine.rows import InstanceRow
from web.audience import ADMINS, APPLICANTS, STAFF, Audience
from web.session import kinds

_PLACES: Final[tuple[tuple[Audience, str], ...]] = (
    (STAFF | ADMINS, "monitor.case"),
    (APPLICANTS, "cases.one"),
)


def case_link(instance: InstanceRow) -> str:
    """Return the address of a case's page; nothing where the person has none."""
    for whom, endpoint in _PLACES:
        if whom & kinds() and endpoint in current_app.view_functions:
            rule = next(current_app.url_map.iter_rules(endpoint))
            values: dict[str, Any] = dict.fromkeys(rule.arguments, instance.id)
            return url_for(endpoint, **values)
    return ""
