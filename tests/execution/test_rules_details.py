"""The details of a diagram: times, deadlines, work, expressions and people."""

import pytest

from tests.execution import drawing as d
from tests.execution.test_rules import MESSAGE, boundary, called, choice, one, problems, rules


def timer(kind: str, text: str) -> bytes:
    return one(d.event("intermediateCatchEvent", "work", "timer", d.time(kind, text)))


def due(*inside: str, cancel: str = "false", **attributes: str) -> bytes:
    body = inside or (d.deadline(**attributes),)
    return boundary(d.user_task(), "timer", *body, cancelActivity=cancel)


def service(topic: str = "number", **parameters: str) -> bytes:
    box = d.inputs(**parameters) if parameters else ""
    return one(d.node("serviceTask", "work", box, camunda_type="external", camunda_topic=topic))


def paper(**parameters: str) -> bytes:
    return service("document", **parameters)


GOOD_PAPER = paper(paper="receipt", into="kept", to="${applicant}")


def send(inside: str = "", **attributes: str) -> bytes:
    return one(d.node("sendTask", "work", inside, **attributes))


NOTIFY = {"camunda_type": "external", "camunda_topic": "notify"}
GOOD_SEND = send(d.inputs(to="registrar", template="received"), **NOTIFY)


def multi(*inside: str, **attributes: str) -> bytes:
    return one(
        d.user_task(
            "work", d.element("bpmn:multiInstanceLoopCharacteristics", *inside, **attributes)
        )
    )


def loop(*inside: str, **attributes: str) -> bytes:
    return one(
        d.user_task("work", d.element("bpmn:standardLoopCharacteristics", *inside, **attributes))
    )


def two_timers(first: dict[str, str], second: dict[str, str]) -> bytes:
    nodes = [d.start(), d.user_task(), d.end()]
    flows = d.way("start", "work", "end")
    for name, asked in (("first", first), ("second", second)):
        given = {"attachedToRef": "work", "cancelActivity": "false"}
        nodes.append(d.event("boundaryEvent", name, "timer", d.deadline(**asked), **given))
        flows.append(d.flow(name, "end"))
    return d.process(nodes, flows)


OVER = {"camunda_collection": "children", "camunda_elementVariable": "child"}
GOOD_MULTI = multi(d.formal("completionCondition", "${enough}"), **OVER)
THREE = d.formal("loopCardinality", "3")
GOOD_LOOP = loop(d.formal("loopCondition", "${not complete}"))
GOOD_DUE = due()
DEADLINE = d.element("khanton:deadline", rule="date")
MISPLACED = one(d.user_task("work", d.element("bpmn:extensionElements", DEADLINE)))
SUB = d.node(
    "subProcess", "work", d.start("a"), d.user_task("u"), d.end("b"), *d.way("a", "u", "b")
)
WORK = one(d.user_task())
NO_ROLE = {"camunda_candidateGroups": ""}
LISTENER = d.element("bpmn:extensionElements", d.element("camunda:taskListener"))
DATA_INPUT = d.element("bpmn:loopDataInputRef", "children")
EXPRESSION = d.flow("g", "work", "${x >}")
GOOD_FLOWS = [d.flow("g", "work", "${x > 1}"), d.flow("g", "other")]
GOOD_CHOICE = choice(GOOD_FLOWS, default="g_other")
GROOVY = d.flow("g", "work", "${x > 1}").replace("xsi:type", 'language="groovy" xsi:type')
MOMENT = "2026-04-01T08:30:00+07:00"

CASES = [
    ("send-inputs", send(d.inputs(to="registrar"), **NOTIFY), GOOD_SEND),
    ("loop-output", multi(**OVER, khanton_outputCollection="results"), GOOD_MULTI),
    (
        "timer-empty",
        one(d.event("intermediateCatchEvent", "work", "timer")),
        timer("timeDuration", "PT1H"),
    ),
    ("timer-date", timer("timeDate", "2026-04-01T08:30:00"), timer("timeDate", MOMENT)),
    ("timer-date", timer("timeDate", "tomorrow"), timer("timeDate", MOMENT)),
    (
        "timer-buddhist-year",
        timer("timeDate", "2569-04-01T08:30:00+07:00"),
        timer("timeDate", MOMENT),
    ),
    ("timer-duration", timer("timeDuration", "15 days"), timer("timeDuration", "P1Y2M3DT4H5M6.5S")),
    ("timer-duration", timer("timeDuration", "P"), timer("timeDuration", "P3W")),
    ("timer-duration", timer("timeDuration", "P1DT"), timer("timeDuration", "${wait}")),
    ("timer-cycle", timer("timeCycle", "0 0 9 * * ?"), timer("timeCycle", "R/PT1H")),
    ("deadline-body", due(text="PT1H"), GOOD_DUE),
    ("deadline-body", due(kind_of_time="timeDuration"), GOOD_DUE),
    ("deadline-missing", due(d.time("timeDate", "${deadline}")), GOOD_DUE),
    ("deadline-place", MISPLACED, GOOD_DUE),
    ("deadline-rule", due(rule="moons"), due(rule="date", n="")),
    ("deadline-n", due(n=""), due(n='setting("days")')),
    ("deadline-n", due(n="0"), due(rule="calendar_days", n="30")),
    ("deadline-n", due(rule="month_next_year", n="13"), due(rule="month_next_year", n="2")),
    ("deadline-window", due(rule="window", n=""), due(rule="window", n="", window="04-01/05-31")),
    ("deadline-window", due(window="04-01/05-31"), GOOD_DUE),
    ("deadline-window", due(rule="window", n="", window="1 April"), GOOD_DUE),
    (
        "deadline-window",
        due(rule="window_opens", n=""),
        due(rule="window_opens", n="", window='setting("register")'),
    ),
    (
        "deadline-window",
        due(rule="window", n="", window="06-01/06-31"),
        due(rule="window", n="", window='setting("register")'),
    ),
    (
        "expression-invalid",
        due(rule="window", n="", window="setting("),
        due(rule="window", n="", window="setting('register')"),
    ),
    ("deadline-kind", due(kind="sometimes"), due(kind="escalation", after="3")),
    (
        "deadline-kind",
        due(kind="repeat"),
        due(rule="every_days", kind="repeat", kind_of_time="timeCycle"),
    ),
    ("deadline-duty", due(duty="nobody"), due(duty="citizen")),
    ("deadline-shift", due(kind="reminder"), due(kind="reminder", before="5")),
    ("deadline-shift", due(before="5"), GOOD_DUE),
    (
        "deadline-shift",
        two_timers({"kind": "reminder", "n": "15"}, {}),
        two_timers({"kind": "reminder", "n": "10"}, {}),
    ),
    (
        "deadline-shift",
        two_timers({}, {"kind": "reminder"}),
        two_timers({}, {"kind": "reminder", "rule": "window", "n": "", "window": "06-01/06-30"}),
    ),
    ("deadline-basis", due(basis=""), GOOD_DUE),
    ("timer-decides", due(cancel="true"), GOOD_DUE),
    (
        "timer-decides",
        boundary(SUB, "timer", d.deadline()),
        boundary(called(), "timer", d.deadline()),
    ),
    ("deadline-due-twice", two_timers({}, {}), GOOD_DUE),
    ("service-topic", service("unknown"), service()),
    ("service-topic", one(d.node("serviceTask", "work")), service()),
    ("paper-unknown", paper(paper="letter"), GOOD_PAPER),
    ("paper-unknown", paper(paper="${which}", to="ก"), GOOD_PAPER),
    ("paper-unknown", paper(to="ก"), GOOD_PAPER),
    ("paper-input-missing", paper(paper="receipt", on="${today()}"), GOOD_PAPER),
    ("paper-input-missing", paper(paper="receipt", to=""), GOOD_PAPER),
    ("paper-input-unknown", paper(paper="receipt", to="ก", form="ข"), GOOD_PAPER),
    (
        "send-topic",
        send(camunda_type="external", camunda_topic="mail"),
        GOOD_SEND,
    ),
    ("message-unknown", send(messageRef="unknown"), send(messageRef="m")),
    (
        "message-unknown",
        one(d.node("receiveTask", "work")),
        one(d.node("receiveTask", "work", messageRef="m")),
    ),
    (
        "receive-instantiate",
        one(d.node("receiveTask", "work", messageRef="m", instantiate="true"), declared=MESSAGE),
        WORK,
    ),
    (
        "decision-unknown",
        one(d.node("businessRuleTask", "work")),
        one(d.node("businessRuleTask", "work", camunda_decisionRef="fee")),
    ),
    ("call-unknown", one(d.node("callActivity", "work", calledElement="other")), one(called())),
    ("call-dynamic", one(d.node("callActivity", "work", calledElement="${x}")), one(called())),
    ("code-in-diagram", one(d.user_task("work", LISTENER)), WORK),
    (
        "code-in-diagram",
        one(d.node("serviceTask", "work", camunda_class="org.example.Mail")),
        service(),
    ),
    ("vocabulary-ignored", one(d.user_task(camunda_followUpDate="2026-04-01")), WORK),
    ("loop-cardinality", multi(), GOOD_MULTI),
    ("loop-cardinality", multi(THREE, **OVER), multi(THREE)),
    ("loop-variable", multi(camunda_collection="children"), GOOD_MULTI),
    (
        "expression-invalid",
        multi(**OVER, khanton_outputCollection="results", khanton_outputElement="1 +"),
        multi(**OVER, khanton_outputCollection="results", khanton_outputElement="score"),
    ),
    ("loop-data-input", multi(DATA_INPUT), GOOD_MULTI),
    ("loop-behaviour", multi(THREE, behavior="None"), multi(THREE, isSequential="true")),
    ("loop-endless", loop(), GOOD_LOOP),
    ("loop-endless", loop(loopMaximum="0"), loop(loopMaximum="3")),
    ("expression-invalid", choice([EXPRESSION, GOOD_FLOWS[1]], default="g_other"), GOOD_CHOICE),
    (
        "expression-invalid",
        one(d.script("work", "x = = 1")),
        one(d.script("work", "x = 1\ny = x + 1")),
    ),
    ("expression-invalid", timer("timeDuration", "${1 +}"), timer("timeDuration", "${wait}")),
    ("expression-invalid", multi(d.formal("loopCardinality", "${1 +}")), multi(THREE)),
    ("expression-invalid", multi(d.formal("completionCondition", "${1 +}"), **OVER), GOOD_MULTI),
    ("expression-invalid", multi(**{**OVER, "camunda_collection": "${1 +}"}), GOOD_MULTI),
    ("expression-invalid", loop(d.formal("loopCondition", "${1 +}")), GOOD_LOOP),
    (
        "expression-invalid",
        boundary(d.user_task(), "conditional", d.formal("condition", "${1 +}")),
        boundary(d.user_task(), "conditional", d.formal("condition", "${x > 1}")),
    ),
    (
        "expression-invalid",
        one(d.user_task(camunda_assignee="${1 +}")),
        one(d.user_task(camunda_assignee="${applicant}")),
    ),
    (
        "expression-invalid",
        one(d.user_task(camunda_priority="${1 +}")),
        one(d.user_task(camunda_priority="${urgency}")),
    ),
    ("expression-invalid", one(d.user_task(camunda_dueDate="${(}")), WORK),
    (
        "expression-invalid",
        service(to="ถึง ${1 +} ครับ"),
        service(to="ถึง ${applicant} และ ${office}"),
    ),
    ("expression-invalid", due(n="1 +"), GOOD_DUE),
    ("expression-invalid", due(from_="1 +"), due(from_="plan_received_at")),
    (
        "expression-form",
        choice([d.flow("g", "work", "x > 1"), GOOD_FLOWS[1]], default="g_other"),
        GOOD_CHOICE,
    ),
    ("expression-missing", one(d.script("work", "")), one(d.script("work", "x = 1"))),
    (
        "expression-language",
        one(d.script("work", "x = 1", scriptFormat="groovy")),
        one(d.script("work", "x = 1", scriptFormat="khanton")),
    ),
    ("expression-language", choice([GROOVY, GOOD_FLOWS[1]], default="g_other"), GOOD_CHOICE),
    (
        "role-missing",
        one(d.user_task(**NO_ROLE)),
        one(d.user_task(**NO_ROLE, camunda_assignee="${applicant}")),
    ),
    (
        "role-missing",
        one(d.lane("l", "work") + d.user_task(**NO_ROLE)),
        one(d.lane("l", "work", khanton_role="registrar") + d.user_task(**NO_ROLE)),
    ),
    (
        "role-unknown",
        one(d.user_task(camunda_candidateGroups="promo_officer, wizard")),
        one(d.user_task(camunda_candidateGroups="promo_officer, registrar")),
    ),
    ("role-unknown", one(d.lane("l", "work", khanton_role="wizard") + d.user_task()), WORK),
    (
        "form-unknown",
        one(d.user_task(camunda_formKey="other")),
        one(d.user_task(camunda_formKey="plan")),
    ),
]


@pytest.mark.parametrize(("rule", "broken", "mended"), CASES)
def test_a_rule_refuses_its_mistake_and_passes_the_mended_drawing(rule, broken, mended):
    found = problems(broken)

    assert rule in {problem.rule for problem in found}
    assert all(p.message_th and p.message_en and p.remedy_th and p.remedy_en for p in found)
    assert rules(mended) == set()
