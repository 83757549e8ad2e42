"""Procedures in numbers, and one version as a diagram with its load as heat."""

from typing import Any, Final

from flask import request, url_for

from engine.model import InstanceStatus
from engine.monitoring import heat as measuring
from engine.monitoring.choices import choices
from engine.monitoring.heat import FEWEST, RUNNING, SAMPLE, ElementHeat, Heat
from engine.monitoring.passages import CASES
from web.audience import ADMINS, ANALYSTS, STAFF, Audience
from web.dates import span
from web.language import t
from web.names import name_of
from web.pages.monitor_family import pages
from web.rendering import show
from web.session import engine, kinds, person

MEASURES: Final = ("tokens", "late", "time")


@pages.get("/admin/procedures", whom=STAFF | ADMINS | ANALYSTS)
def procedures() -> str:
    """List procedures with how many cases each has, and how many are late or stuck."""
    office = request.args.get("office") or None
    return show(
        "monitor/procedures.html",
        title=t("กระบวนงาน", "Procedures"),
        tallies=measuring.procedures(engine(), person(), office),
        office=office,
        offices=choices(engine(), person(), None, None).offices,
        running=_running,
        completed=InstanceStatus.COMPLETED,
        cancelled=InstanceStatus.CANCELLED,
    )


@pages.get("/admin/procedures/<key>/<int:version>", whom=STAFF | ADMINS | ANALYSTS)
def heat(key: str, version: int) -> str:
    """Show a version's diagram with tokens, delays or times as heat, and the same as a table."""
    office = request.args.get("office") or None
    measured = measuring.of_version(engine(), person(), (key, version), office)
    measure = request.args.get("measure", "tokens")
    found = choices(engine(), person(), key, version)
    return show(
        "monitor/heat.html",
        title=name_of(measured.definition),
        heat=measured,
        measure=measure if measure in MEASURES else "tokens",
        measures=measure_words(),
        rows=sorted(measured.elements, key=lambda row: (-row.tokens, -row.late)),
        state=_state(measured, office),
        office=office,
        offices=found.offices,
        versions=found.versions,
        running=_running(measured.by_status),
        completed=measured.by_status.get(InstanceStatus.COMPLETED, 0),
        fewest=FEWEST,
        sample=SAMPLE,
        opened=CASES,
        may_migrate=bool(kinds() & (ADMINS | ANALYSTS)),
        cases_of=lambda element: cases_at(measured, element, office),
    )


def measure_words() -> list[tuple[str, str]]:
    """Return what may be seen as heat, and what it is called."""
    return [
        ("tokens", t("เรื่องที่ค้าง", "Waiting")),
        ("late", t("เกินกำหนด", "Overdue")),
        ("time", t("เวลาที่ใช้", "Time taken")),
    ]


def cases_at(measured: Heat, element: str, office: str | None) -> str | None:
    """Return the address of the cases that wait at a step; None for who may not look at cases."""
    if not kinds() & (Audience.STAFF | Audience.ADMIN):
        return None
    row = measured.definition
    return url_for(
        "monitor.cases", procedure=row.key, version=row.version, step=element, office=office
    )


def _state(measured: Heat, office: str | None) -> dict[str, Any]:
    return {each.element.id: _seen(measured, each, office) for each in measured.elements}


def _seen(measured: Heat, each: ElementHeat, office: str | None) -> dict[str, Any]:
    middle = each.times.median
    return {
        "tokens": each.tokens,
        "late": each.late,
        "stuck": each.stuck,
        "time": None if middle is None else middle.total_seconds(),
        "told": span(middle),
        "name": name_of(each.element),
        "href": cases_at(measured, each.element.id, office),
    }


def _running(by_status: dict[InstanceStatus, int]) -> int:
    return sum(by_status.get(status, 0) for status in RUNNING)
