"""Every page family, in the order of the README."""

from web.assets import assets
from web.pages import (
    account,
    apply,
    audit,
    audit_files,
    cases,
    diagrams,
    feeds,
    guide,
    incidents,
    monitor,
    my,
    notices,
    office,
    papers,
    search,
    session,
    task_parts,
    tasks,
    track,
)
from web.routing import Pages

PAGES: list[Pages] = [
    assets,
    session.pages,
    diagrams.pages,
    my.pages,
    apply.pages,
    cases.pages,
    papers.pages,
    track.pages,
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
