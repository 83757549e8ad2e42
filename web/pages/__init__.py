"""Every page family, in the order of the README."""

from web.assets import assets
from web.pages import (
    account,
    audit,
    audit_files,
    diagrams,
    feeds,
    guide,
    incidents,
    monitor,
    notices,
    office,
    search,
    session,
    task_parts,
    tasks,
)
from web.routing import Pages

PAGES: list[Pages] = [
    assets,
    session.pages,
    diagrams.pages,
    tasks.pages,
    task_parts.pages,
    guide.pages,
    office.pages,
    monitor.pages,
    incidents.pages,
    audit.pages,
    audit_files.pages,
    account.pages,
    notices.pages,
    search.pages,
    feeds.pages,
]
