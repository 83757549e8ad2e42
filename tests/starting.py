"""Small procedures that begin by themselves or by each other's messages, and a stage for them."""

from datetime import datetime, timedelta, timezone

from sqlalchemy import select

from engine import deployments, instances, jobs, started
from engine.model import JobState
from engine.store import tables
from tests.execution import drawing as d
from tests.stage import ADMIN, OPERATOR

BANGKOK = timezone(timedelta(hours=7))
INVITE = '<bpmn:message id="invite_m" name="invite"/>'
NEWS = '<bpmn:message id="news_m" name="news"/>'


def day(year, month, number, hour=8, minute=30):
    return datetime(year, month, number, hour, minute, tzinfo=BANGKOK)


def yearly(on="06-01", **more):
    given = {"rule": "yearly", "on": on, "n": "", "kind": "", "rows": "A-1", **more}
    return d.event("startEvent", "opens", "timer", d.deadline(**given))


def annual(on="06-01", *extra, key="annual"):
    """Begins on a day of the year, or by an officer's hand; its work is due in the window."""
    due = d.deadline(rule="window", n="", window="06-01/06-30", from_="started_at")
    nodes = [
        yearly(on),
        d.start("by_hand"),
        d.user_task("plan"),
        d.event("boundaryEvent", "due", "timer", due, attachedToRef="plan", cancelActivity="false"),
        *extra,
        d.end(),
        d.end("told"),
    ]
    flows = [*d.way("opens", "plan", "end"), d.flow("by_hand", "plan"), d.flow("due", "told")]
    return d.process(nodes, flows, id=key, khanton_businessKeyPrefix=key.upper())


def child(key="school_case", message=INVITE, reference="invite_m"):
    """Begins with the invitation; somebody answers."""
    came = d.event("startEvent", "came", "message", messageRef=reference)
    nodes = [came, d.user_task("answer", name="ตอบ", khanton_nameEn="Answer"), d.end()]
    return d.process(nodes, d.way("came", "answer", "end"), id=key, declared=message)


def throw(box, name="send"):
    thrown = d.event("intermediateThrowEvent", name, "message", messageRef="invite_m")
    return thrown.replace("<bpmn:messageEventDefinition", box + "<bpmn:messageEventDefinition")


def parent(box, key="office_case"):
    """Throws an invitation, and waits."""
    nodes = [d.start(), throw(box), d.user_task("wait"), d.end()]
    return d.process(nodes, d.way("start", "send", "wait", "end"), id=key, declared=INVITE)


def many(sequential="false", key="office_case"):
    """Sends an invitation to each of `schools`; then counts those that have not finished."""
    box = d.inputs(applicant="${each.applicant}", code="${each.code}").removesuffix(
        "</bpmn:extensionElements>"
    )
    over = {"camunda_collection": "schools", "camunda_elementVariable": "each"}
    each = d.element("bpmn:multiInstanceLoopCharacteristics", isSequential=sequential, **over)
    send = d.node("sendTask", "send", box, "</bpmn:extensionElements>", each, messageRef="invite_m")
    count = d.script("count", "open = len(open_cases())", scriptFormat="khanton")
    nodes = [d.start(), send, d.user_task("look"), count, d.user_task("wait"), d.end()]
    way = d.way("start", "send", "look", "count", "wait", "end")
    return d.process(nodes, way, id=key, declared=INVITE)


def deploy(stage, **diagrams):
    files = {f"{name}.bpmn": body for name, body in diagrams.items()}
    return deployments.deploy(stage.engine, OPERATOR, files)


def to(stage, moment):
    stage.clock.set(moment)
    stage.work(1000)


def cases(stage, key, office="a"):
    at = tables.process_instance.c
    asked = select(at.id, at.business_key, at.started_at, at.definition_version, at.started_by)
    return stage.rows(asked.where(at.definition_key == key, at.office_id == office).order_by(at.id))


def starts(stage, office="a", state="waiting"):
    at = tables.job.c
    asked = select(at.id, at.due_at, at.name, at.instance_id, at.last_error)
    is_start = (at.kind == "start") & (at.office_id == office) & (at.state == state)
    return stage.rows(asked.where(is_start).order_by(at.due_at))


def begun(stage, instance_id, status=None, by=ADMIN, at=(None, 200)):
    return started.started(stage.engine, by, instance_id, status, at)


def standing(stage, instance_id, by=ADMIN):
    return instances.get(stage.engine, by, instance_id)


def waiting_jobs(stage, kind):
    wanted = jobs.Filter(kind=kind, state=JobState.WAITING.value)
    return jobs.list_some(stage.engine, ADMIN, wanted, None, 200).items
