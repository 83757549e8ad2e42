"""Every page family, in the order of the README."""

from web.assets import assets
from web.pages import (
    apply,
    audit,
    audit_files,
    cases,
    diagrams,
    guide,
    incidents,
    monitor,
    my,
    office,
    papers,
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
]
