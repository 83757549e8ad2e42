"""After a task: what happens next in its case, and what lies next in the inbox."""

from typing import Final

from engine import tasks
from engine.context import Engine
from engine.instances import Standing
from engine.model import InstanceStatus, Person
from engine.rows import TaskRow
from engine.waiting import waits
from web.language import t

_MOST: Final = 3


def what_now(standing: Standing) -> list[str]:
    """Say what the case does now, a sentence each."""
    if standing.instance.status is InstanceStatus.COMPLETED:
        return [t("เรื่องนี้เสร็จสิ้นแล้ว", "The case is finished.")]
    if standing.instance.status is InstanceStatus.CANCELLED:
        return [t("เรื่องนี้ถูกยกเลิกแล้ว", "The case was cancelled.")]
    found = waits(standing.instance, standing.tasks, [], standing.subscriptions, standing.incidents)
    told = [t(each.why_th, each.why_en) for each in found[:_MOST]]
    return told or [t("ระบบกำลังดำเนินขั้นต่อไป", "The service is doing what comes next.")]


def next_tasks(engine: Engine, person: Person) -> list[TaskRow]:
    """Return what lies next in the person's inbox, the earliest due first."""
    page = tasks.list_some(engine, person, tasks.Filter(), None, 20)
    free = [each for each in page.items if each.assignee in (None, person.id)]
    return free[:_MOST]
