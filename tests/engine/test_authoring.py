"""What the properties panel shows before anything is deployed is what deployment and cases do."""

import json
from datetime import date, datetime, timedelta, timezone

import pytest

from engine import authoring, deployments, instances, manuals
from engine.authoring import Trial
from engine.errors import (
    DeadlineInvalid,
    ExpressionFailed,
    Forbidden,
    FormNotFound,
    NotFound,
    SettingUnknown,
)
from engine.execution import Known, check_diagram
from engine.expressions import ALLOWED_FUNCTIONS
from engine.model import Person, Severity
from tests.engine.conftest import OFFICER, OPERATOR, words
from tests.execution.drawing import (
    deadline,
    end,
    event,
    flow,
    inputs,
    node,
    process,
    script,
    start,
    user_task,
    way,
)

ANALYST = Person(id="analyst", name="ผู้ออกแบบ", offices={"udonthani1": frozenset({"analyst"})})
HOME = "udonthani1"
THAI_TIME = timezone(timedelta(hours=7))
SONGKRAN = date(2026, 4, 1)


def counted(desk, start_day=SONGKRAN, **given):
    written = {"rule": "working_days", "n": "15", "kind": "due", **given}
    return authoring.count(desk.engine, ANALYST, trial(start_day), written)


def trial(start_day=SONGKRAN, office=HOME, files=None):
    return Trial(office=office, start=start_day, files=files or {})


GIVEN = [
    {},
    {"n": "10"},
    {"n": 'setting("plan_review_days")'},
    {"rule": "calendar_days", "n": "30", "duty": "citizen"},
    {"rule": "weeks", "n": "2"},
    {"kind": "reminder", "before": "5"},
    {"kind": "escalation", "after": "3"},
    {"rule": "window", "n": "", "window": "04-01/05-31"},
    {"rule": "month_next_year", "n": "2"},
    {"rule": "every_days", "n": "7", "kind": "repeat"},
]


def test_the_date_shown_is_the_one_that_a_case_gets(desk):
    files = {f"timed_{n}.bpmn": timed(f"timed_{n}", given) for n, given in enumerate(GIVEN)}
    deployments.deploy(desk.engine, OPERATOR, files)
    desk.clock.set(datetime(2026, 4, 1, 9, tzinfo=THAI_TIME))
    for n, given in enumerate(GIVEN):
        shown = counted(desk, **given)
        asked = instances.Asked(
            definition_key=f"timed_{n}", variables={}, applicant="family", office=None
        )
        case = instances.start(desk.engine, OFFICER, asked).instance.id
        (timer,) = instances.get(desk.engine, OFFICER, case).timers
        assert shown.due.due_at == timer.due_at, given
        assert shown.day == shown.due.due_date


def timed(key, given):
    """A diagram whose task has a deadline on its edge."""
    time = "timeCycle" if given.get("rule") == "every_days" else "timeDate"
    told = event(
        "boundaryEvent",
        "late",
        "timer",
        deadline(kind_of_time=time, **given),
        attachedToRef="work",
        cancelActivity="false",
    )
    nodes = [start(), user_task(), told, end(), end("told")]
    return process(nodes, [*way("start", "work", "end"), flow("late", "told")], id=key)


def test_a_shorter_period_shows_an_earlier_day_and_why_days_are_skipped(desk):
    fifteen, ten = counted(desk), counted(desk, n="10")
    assert (fifteen.n, ten.n) == (15, 10)
    assert ten.day < fifteen.day
    assert all(each.why_th for each in fifteen.due.skipped)


def test_days_of_the_year_are_told_by_the_next_of_them(desk):
    assert counted(desk, rule="yearly", on="06-01 11-01").day == date(2026, 6, 1)
    assert counted(desk, date(2026, 6, 2), rule="yearly", on="06-01 11-01").day == date(2026, 11, 1)


def test_a_deadline_that_makes_no_sense_is_refused_in_words(desk):
    for given in ({"rule": "someday"}, {"rule": "window", "window": ""}, {"rule": "yearly"}):
        with pytest.raises(DeadlineInvalid) as refused:
            counted(desk, **given)
        assert refused.value.particulars["why_th"]
    with pytest.raises(ExpressionFailed):
        counted(desk, n="days_of_the_plan")


def test_only_analysts_of_an_office_count_by_its_calendar(desk):
    with pytest.raises(Forbidden):
        authoring.count(desk.engine, OFFICER, trial(), {"rule": "weeks", "n": "1"})
    with pytest.raises(NotFound):
        authoring.count(desk.engine, ANALYST, trial(office="phayao2"), {"rule": "weeks", "n": "1"})


EXPRESSIONS = [
    ("condition", "${score >= 60}", True),
    ("condition", '${kind == "full" and not late}', True),
    ("condition", "${score => 60}", False),
    ("condition", "${score = 60}", False),
    ("condition", "score >= 60", False),
    ("condition", "${a} and ${b}", False),
    ("condition", "", False),
    ("value", "promo_officer", True),
    ("value", "เรื่อง ${business_key}", True),
    ("value", "เรื่อง ${business_key", False),
    ("value", "${f(x)}", False),
    ("bare", 'setting("plan_review_days")', True),
    ("bare", "max([each.due for each in rows])", True),
    ("bare", "15 days", False),
    ("window", "04-01/05-31", True),
    ("window", "setting(", False),
    ("script", "received_at = now()\ntotal = 1 + 2", True),
    ("script", "received_at", False),
    ("script", "deadline = 1", False),
]


@pytest.mark.parametrize(("place", "text", "is_sound"), EXPRESSIONS)
def test_an_expression_is_judged_as_deployment_judges_it(place, text, is_sound):
    verdict = authoring.check(text, place)
    assert (verdict.why_th == "") is is_sound
    found = check_diagram(diagram_with(place, text), "judged.bpmn", Known(), 1_000_000)
    refused = [
        each
        for each in found
        if each.severity is Severity.ERROR and each.rule.startswith("expression-")
    ]
    assert (refused == []) is is_sound, found


def diagram_with(place, text):
    """A diagram with an expression at a place of that kind."""
    if place == "condition":
        gate = node("exclusiveGateway", "gate", default="gate_end")
        nodes = [start(), gate, user_task(), end()]
        ways = [flow("start", "gate"), flow("gate", "work", text), flow("gate", "end")]
        return process(nodes, [*ways, flow("work", "end")], id="judged")
    if place == "script":
        return process(
            [start(), script("work", text), end()], way("start", "work", "end"), id="judged"
        )
    if place == "value":
        box = inputs(to="promo_officer", template="x", about=text)
        tell = node("sendTask", "work", box, camunda_type="external", camunda_topic="notify")
        return process([start(), tell, end()], way("start", "work", "end"), id="judged")
    given = {"n": text} if place == "bare" else {"rule": "window", "n": "", "window": text}
    wait = event("intermediateCatchEvent", "work", "timer", deadline(**given))
    return process([start(), wait, end()], way("start", "work", "end"), id="judged")


def test_names_that_nothing_sets_are_told_with_the_nearest_one():
    verdict = authoring.check("${scroe >= 60 and applicant}", "condition", ["score"])
    assert verdict.unknown == {"scroe": "score"}
    assert authoring.check("total = 1\ntwice = total * 2", "script", []).unknown == {}
    assert authoring.check("${anything}", "value").unknown == {}


def test_where_an_expression_is_wrong_is_told_by_its_place():
    assert authoring.check("${score >= f(1)}", "condition").at is not None


def test_a_draft_offers_its_own_before_what_is_deployed(desk):
    form = {
        "key": "evidence",
        "title": words("หลักฐานฉบับร่าง"),
        "rows": [],
        "fields": [{"key": "score", "type": "int", "label": words("คะแนน")}],
    }
    own = {"days": {"type": "int", "default": 5, "th": "วัน", "en": "Days"}, "bad": {"type": "?"}}
    files = {
        "evidence.json": json.dumps(form).encode(),
        "settings.json": json.dumps(own).encode(),
        "other.bpmn": process([start(), end()], way("start", "end"), id="other", name="อื่น"),
        "broken.json": b"{",
    }
    found = authoring.offer(desk.engine, ANALYST, HOME, files)
    (evidence,) = [each for each in found.forms if each.key == "evidence"]
    assert (evidence.name_th, evidence.in_draft) == ("หลักฐานฉบับร่าง", True)
    assert [each["key"] for each in evidence.fields] == ["score"]
    assert {each.key: each.in_draft for each in found.processes} == {"other": True, "review": False}
    settings = {each.choice.name: each for each in found.settings}
    assert settings["days"].in_draft
    assert settings["plan_review_days"].value == 15
    assert "bad" not in settings
    given = {"rule": "working_days", "n": 'setting("days")'}
    assert authoring.count(desk.engine, ANALYST, trial(files=files), given).n == 5
    with pytest.raises(SettingUnknown):
        authoring.count(desk.engine, ANALYST, trial(), given)
    assert found.papers
    assert found.notices


def test_what_is_deployed_is_offered_to_a_draft_without_it(desk):
    found = authoring.offer(desk.engine, ANALYST, HOME, {})
    (evidence,) = [each for each in found.forms if each.key == "evidence"]
    assert (evidence.in_draft, evidence.fields) == (False, None)
    fetched = authoring.form(desk.engine, ANALYST, "evidence", {})
    assert [each["key"] for each in fetched.fields] == ["remark", "papers", "list"]
    with pytest.raises(FormNotFound):
        authoring.form(desk.engine, ANALYST, "nothing", {})
    with pytest.raises(Forbidden):
        authoring.form(desk.engine, OFFICER, "evidence", {})
    with pytest.raises(Forbidden):
        authoring.offer(desk.engine, OFFICER, HOME, {})


def test_wording_of_law_is_offered_from_diagrams(desk):
    late = event("intermediateCatchEvent", "wait", "timer", deadline(basis="ข้อ ๕ & ๖"))
    files = {"d.bpmn": process([start(), late, end()], way("start", "wait", "end"), id="d")}
    assert "ข้อ ๕ & ๖" in authoring.offer(desk.engine, ANALYST, HOME, files).bases


def test_what_comes_with_a_message_is_offered_to_its_receivers(desk):
    told = inputs(school="${school}", applicant="${applicant}", correlation="${{}}")
    throw = node("sendTask", "tell", told, messageRef="m")
    last = event("endEvent", "end", "message", messageRef="m")
    declared = node("message", "m", name="opened")
    body = process([start(), throw, last], way("start", "tell", "end"), declared=declared, id="d")
    found = authoring.offer(desk.engine, ANALYST, HOME, {"d.bpmn": body, "broken.bpmn": b"<"})
    assert found.sent == {"opened": frozenset({"school"})}


def test_every_function_of_the_language_is_explained():
    assert {each.name for each in authoring.functions()} == ALLOWED_FUNCTIONS


def test_sentences_of_the_manuals_are_found_by_words_and_by_number():
    assert manuals.search("h-cal-1-4")[0].id == "H-CAL-1-4"
    found = manuals.search("คณะกรรมการวิชาการ 15 วัน")
    assert "H-CAL-1-4" in {each.id for each in found}
    assert manuals.search("ไม่มีคำนี้แน่นอน") == []
    assert len(manuals.search("", 7)) == 7


def test_offices_to_draw_by_are_the_persons_own(desk):
    assert [each.id for each in authoring.offices(desk.engine, ANALYST)] == [HOME]
    assert len(authoring.offices(desk.engine, OPERATOR)) == 2
