"""The procedures of the stage: small, and together every kind of waiting that the engine knows."""

from tests.execution import drawing as d

MESSAGE = d.node("message", "papers_message", name="papers")
SIGNAL = d.node("signal", "bell_signal", name="bell")
APPLICANT = {"camunda_candidateGroups": "organiser", "camunda_assignee": "${applicant}"}
BESIDE = {"cancelActivity": "false"}
NOTIFY = {"camunda_type": "external", "camunda_topic": "notify"}


def catch(kind, name, reference, **attributes):
    key = f"{kind}Ref"
    return d.event("intermediateCatchEvent", name, kind, **{key: reference}, **attributes)


def timer(name, *inside):
    return d.event("intermediateCatchEvent", name, "timer", *inside)


def boundary(name, host, kind, *inside, **attributes):
    return d.event("boundaryEvent", name, kind, *inside, attachedToRef=host, **attributes)


def notify(name):
    box = d.inputs(to="promo_officer", template="reminder", text="ถึงเวลาแล้ว")
    return d.node("sendTask", name, box, **NOTIFY)


def number(name):
    box = d.inputs(counter="permit", into="permit_number")
    return d.node("serviceTask", name, box, camunda_type="external", camunda_topic="number")


def permit():
    """Check, mend, sign: a loop over user tasks, with a deadline and a repeating reminder."""
    due = d.deadline(n="5", kind="due")
    nodes = [
        d.start(),
        d.user_task("check"),
        boundary("daily", "check", "timer", d.time("timeCycle", "R/P1D"), **BESIDE),
        boundary("due", "check", "timer", due, **BESIDE),
        notify("remind"),
        d.node("exclusiveGateway", "sound", default="sound_fix"),
        d.user_task("fix", **APPLICANT),
        number("count"),
        d.user_task("sign"),
        notify("tell"),
        d.end(),
        d.end("reminded"),
    ]
    flows = [
        *d.way("start", "check", "sound"),
        *d.way("daily", "remind", "reminded"),
        d.flow("due", "reminded"),
        d.flow("sound", "fix"),
        d.flow("fix", "check"),
        d.flow("sound", "count", '${defined("ok") and ok}'),
        *d.way("count", "sign", "tell", "end"),
    ]
    return d.process(nodes, flows, id="permit", khanton_businessKeyPrefix="PE")


def parts():
    """Three at once: a person, a message, a timer; then a script that may fail."""
    nodes = [
        d.start(),
        d.node("parallelGateway", "part"),
        d.user_task("read"),
        catch("message", "papers", "papers_message"),
        timer("wait", d.time("timeDuration", "P2D")),
        d.node("parallelGateway", "join"),
        d.script("divide", "share = 10 / parts", scriptFormat="khanton"),
        d.user_task("close"),
        d.end(),
    ]
    flows = d.way("start", "part")
    for each in ("read", "papers", "wait"):
        flows += d.way("part", each, "join")
    flows += d.way("join", "divide", "close", "end")
    return d.process(nodes, flows, id="parts", declared=MESSAGE)


def many():
    """A sub-process with an opinion for each child; a bell rings beside it, a timer ends it."""
    over = {"camunda_collection": "children", "camunda_elementVariable": "child"}
    each = d.element("bpmn:multiInstanceLoopCharacteristics", **over)
    inner = [d.start("in"), d.user_task("opinion", each), d.end("out")]
    nodes = [
        d.start(),
        d.node("subProcess", "opinions", *inner, *d.way("in", "opinion", "out")),
        boundary("ring", "opinions", "signal", signalRef="bell_signal", **BESIDE),
        boundary("enough", "opinions", "timer", d.time("timeDuration", "P3D")),
        d.user_task("answer"),
        d.user_task("sum"),
        d.end(),
    ]
    flows = [
        *d.way("start", "opinions", "sum", "end"),
        d.flow("enough", "sum"),
        *d.way("ring", "answer", "end"),
    ]
    return d.process(nodes, flows, id="many", declared=SIGNAL)


def race():
    """Whatever comes first; then a message to whoever waits for papers."""
    nodes = [
        d.start(),
        d.node("eventBasedGateway", "first"),
        catch("signal", "bell", "bell_signal"),
        timer("day", d.time("timeDuration", "P1D")),
        d.event("intermediateThrowEvent", "send", "message", messageRef="papers_message"),
        d.user_task("after"),
        d.end(),
    ]
    flows = [
        *d.way("start", "first", "bell", "send", "after", "end"),
        *d.way("first", "day", "after"),
    ]
    return d.process(nodes, flows, id="race", declared=MESSAGE + SIGNAL)


def ring():
    """Rings the bell for all who listen."""
    nodes = [
        d.start(),
        d.user_task("pull"),
        d.event("intermediateThrowEvent", "strike", "signal", signalRef="bell_signal"),
        d.end(),
    ]
    return d.process(nodes, d.way("start", "pull", "strike", "end"), id="ring", declared=SIGNAL)


def alarm():
    """Waits for a moment and no more; `moment` is given at the start."""
    nodes = [
        d.start(),
        timer("at", d.time("timeDate", "${moment}")),
        d.user_task("rise"),
        d.end(),
    ]
    return d.process(nodes, d.way("start", "at", "rise", "end"), id="alarm")


def contest():
    """A person and a timer that ends the work: one of the two is faster."""
    nodes = [
        d.start(),
        d.user_task("work"),
        boundary("hour", "work", "timer", d.time("timeDuration", "PT1H")),
        d.user_task("won"),
        d.user_task("late"),
        d.end(),
    ]
    flows = [*d.way("start", "work", "won", "end"), *d.way("hour", "late", "end")]
    return d.process(nodes, flows, id="contest")


PROCESSES = (permit, parts, many, race, ring, alarm, contest)
FILES = {f"{each.__name__}.bpmn": each() for each in PROCESSES}
