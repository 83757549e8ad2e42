from datetime import UTC, date, datetime, timedelta

import pytest

from engine import calendars, demo, deployments, history, instances
from engine.calendar import end_of_day
from engine.clock import ManualClock
from engine.context import Engine
from engine.errors import (
    AuditorsOnlyRead,
    CalendarDaysInvalid,
    CalendarUnknown,
    DeadlineInvalid,
    Forbidden,
    NotFound,
    ReasonRequired,
)
from engine.files import FileStore
from engine.model import Deadline, Duty, Person, Rule
from engine.notifier import RecordingNotifier
from engine.settings import Settings
from engine.starting import Asked
from engine.store import deadlines, offices

HERE, THERE = "udonthani1", "phayao2"
NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
MONDAY = date(2026, 4, 20)
SONGKRAN = date(2026, 4, 13)


def person(*roles, office=HERE):
    return Person(id="me", name="นายสมมติ ตัวอย่าง", offices={office: frozenset(roles)})


ADMIN, OFFICER = person("admin"), person("promo_officer")


@pytest.fixture
def engine(store, tmp_path):
    made = Engine(
        store=store,
        clock=ManualClock(NOW),
        settings=Settings(data_dir=tmp_path),
        notifier=RecordingNotifier(),
        files=FileStore(tmp_path / "files", 1000),
    )
    demo.seed(made)
    return made


def timer(name, beside, asked, kind="due", element="timeDate"):
    return f"""
    <bpmn:boundaryEvent id="{name}" name="{name}" attachedToRef="{beside}" cancelActivity="false">
      <bpmn:outgoing>{name}_flow</bpmn:outgoing>
      <bpmn:timerEventDefinition>
        <bpmn:extensionElements>
          <khanton:deadline kind="{kind}" basis="สมมติ" {asked}/>
        </bpmn:extensionElements>
        <bpmn:{element} xsi:type="bpmn:tFormalExpression">${{deadline}}</bpmn:{element}>
      </bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="{name}_flow" sourceRef="{name}" targetRef="{name}_end"/>
    <bpmn:endEvent id="{name}_end" name="จบ">
      <bpmn:incoming>{name}_flow</bpmn:incoming>
    </bpmn:endEvent>"""


def task(name):
    return f"""
    <bpmn:sequenceFlow id="to_{name}" sourceRef="split" targetRef="{name}"/>
    <bpmn:userTask id="{name}" name="{name}" camunda:candidateGroups="promo_officer">
      <bpmn:incoming>to_{name}</bpmn:incoming><bpmn:outgoing>from_{name}</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="from_{name}" sourceRef="{name}" targetRef="{name}_done"/>
    <bpmn:endEvent id="{name}_done" name="จบ">
      <bpmn:incoming>from_{name}</bpmn:incoming>
    </bpmn:endEvent>"""


DIAGRAM = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:khanton="https://khanton.example/schema/1.0/bpmn"
    id="d" targetNamespace="https://khanton.example/bpmn">
  <bpmn:process id="two_deadlines" name="สองกำหนดเวลา" khanton:nameEn="Two deadlines"
      khanton:businessKeyPrefix="TD" isExecutable="true">
    <bpmn:startEvent id="start" name="เริ่ม"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="split"/>
    <bpmn:parallelGateway id="split">
      <bpmn:incoming>f1</bpmn:incoming>
      <bpmn:outgoing>to_decide</bpmn:outgoing><bpmn:outgoing>to_revise</bpmn:outgoing>
    </bpmn:parallelGateway>
    {task("decide")}{task("revise")}
    {timer("decide_due", "decide", 'rule="working_days" n="15" duty="official"')}
    {timer("revise_due", "revise", 'rule="working_days" n="7" duty="citizen"')}
    {timer("delay", "decide", 'rule="every_days" n="7"', "repeat", "timeCycle")}
  </bpmn:process>
</bpmn:definitions>"""


@pytest.fixture
def case(engine):
    deployments.deploy(engine, person("analyst"), {"two_deadlines.bpmn": DIAGRAM.encode()})
    asked = Asked(definition_key="two_deadlines", variables={}, office=HERE)
    return instances.start(engine, OFFICER, asked).instance


def holiday(day, *, is_holiday=True, **more):
    given = {
        "day": day,
        "is_holiday": is_holiday,
        "name_th": "วันหยุดพิเศษ",
        "name_en": "Special holiday",
        "source": "มติคณะรัฐมนตรีสมมติ",
    }
    return calendars.CalendarDay(**{**given, **more})


def change(engine, *days, by=ADMIN, office=HERE, reason="มติ ครม. สมมติ", dry_run=False):
    asked = calendars.DaysAsked(days=days, reason=reason)
    return calendars.change(engine, by, office, asked, dry_run=dry_run)


def due_dates(engine, case):
    """What people see: each task's due date, and each timer's last day."""
    found = instances.get(engine, OFFICER, case.id)
    timers = {each.element_id: each.due_at for each in found.timers}
    for each in found.tasks:
        assert each.due_at == timers[f"{each.element_id}_due"]
        assert each.due_at == end_of_day(each.due_date)
    return {each.element_id: each.due_date for each in found.tasks}


def recounted(engine, case):
    events = history.list_some(engine, OFFICER, case.id, None, 100).items
    return [each for each in events if each.type == "deadline_recounted"]


def test_a_new_holiday_moves_the_deadlines_that_run_over_it(engine, case):
    before = due_dates(engine, case)
    assert before == {"decide": date(2026, 4, 28), "revise": date(2026, 4, 16)}

    done = change(engine, holiday(MONDAY))

    assert due_dates(engine, case) == {"decide": date(2026, 4, 29), "revise": date(2026, 4, 16)}
    assert [(m.business_key, m.element) for m in done.moved] == [(case.business_key, "decide_due")]
    assert done.moved[0].before == end_of_day(date(2026, 4, 28))
    assert done.moved[0].after == end_of_day(date(2026, 4, 29))
    assert (done.version, done.stuck) == (2, ())


def test_history_tells_what_moved_and_why(engine, case):
    change(engine, holiday(MONDAY))

    (told,) = recounted(engine, case)
    assert told.data["reason"] == "มติ ครม. สมมติ"
    assert told.data["calendar_version"] == 2
    assert told.data["deadlines"][0]["element"] == "decide_due"
    assert told.data["deadlines"][0]["after"] == "2026-04-29T17:00:00+00:00"


def test_a_withdrawn_holiday_moves_an_official_earlier_but_never_a_citizen(engine, case):
    done = change(engine, holiday(SONGKRAN, is_holiday=False))

    assert due_dates(engine, case) == {"decide": date(2026, 4, 27), "revise": date(2026, 4, 16)}
    assert [m.element for m in done.moved] == ["decide_due"]


def test_a_dry_run_says_what_would_move_and_writes_nothing(engine, case):
    would = change(engine, holiday(MONDAY), dry_run=True)

    assert due_dates(engine, case)["decide"] == date(2026, 4, 28)
    assert calendars.get(engine, ADMIN, HERE).version == 1
    assert recounted(engine, case) == []
    assert change(engine, holiday(MONDAY)) == would


def test_the_same_change_again_makes_no_new_version_and_moves_nothing(engine, case):
    change(engine, holiday(MONDAY))

    assert change(engine, holiday(MONDAY)) == calendars.CalendarChanged(version=2, moved=())
    assert len(recounted(engine, case)) == 1


def test_deadlines_that_a_crash_left_behind_are_counted_when_the_change_is_sent_again(engine, case):
    with engine.begin() as tx:
        deadlines.next_calendar_version(tx, HERE)
        row = {**vars_of(holiday(MONDAY)), "entered_by": "admin", "entered_at": tx.now}
        offices.write_days(tx, HERE, 2, [row])

    change(engine, holiday(MONDAY))

    assert due_dates(engine, case)["decide"] == date(2026, 4, 29)


def vars_of(day):
    return {name: getattr(day, name) for name in type(day).__dataclass_fields__}


def test_a_suspended_case_is_counted_too_and_stays_held(engine, case):
    instances.suspend(engine, ADMIN, case.id, "รอเอกสาร")
    change(engine, holiday(MONDAY))
    instances.resume(engine, ADMIN, case.id, "ได้รับแล้ว")

    assert due_dates(engine, case)["decide"] == date(2026, 4, 29)


def test_notices_every_seven_days_stay_where_they_are(engine, case):
    before = {t.element_id: t.due_at for t in instances.get(engine, OFFICER, case.id).timers}
    change(engine, holiday(MONDAY), holiday(date(2026, 4, 8)))
    after = {t.element_id: t.due_at for t in instances.get(engine, OFFICER, case.id).timers}

    assert before["delay"] == after["delay"]


def test_another_offices_cases_stay_as_they_are(engine, case):
    change(engine, holiday(MONDAY), by=person("admin", office=THERE), office=THERE)

    assert due_dates(engine, case)["decide"] == date(2026, 4, 28)
    assert calendars.get(engine, ADMIN, HERE).version == 1


def test_the_days_of_an_earlier_version_can_still_be_read(engine):
    change(engine, holiday(SONGKRAN, is_holiday=False))

    with engine.reading() as tx:
        assert SONGKRAN in {row.day for row in offices.holidays_at(tx, HERE, 1)}
        assert SONGKRAN not in {row.day for row in offices.holidays(tx, HERE)}


def test_only_the_admin_of_the_office_changes_its_calendar(engine):
    with pytest.raises(Forbidden):
        change(engine, holiday(MONDAY), by=OFFICER)
    with pytest.raises(AuditorsOnlyRead):
        change(engine, holiday(MONDAY), by=person("auditor"))
    with pytest.raises(NotFound):
        change(engine, holiday(MONDAY), office=THERE)
    with pytest.raises(NotFound):
        calendars.get(engine, OFFICER, THERE)


@pytest.mark.parametrize(
    ("days", "refusal"),
    [
        ([], CalendarDaysInvalid),
        ([holiday(MONDAY), holiday(MONDAY)], CalendarDaysInvalid),
        ([holiday(date(2569, 4, 20))], CalendarDaysInvalid),
        ([holiday(MONDAY, name_th=" ")], CalendarDaysInvalid),
        ([holiday(MONDAY, source="")], CalendarDaysInvalid),
    ],
)
def test_days_that_a_calendar_cannot_hold_are_refused(engine, days, refusal):
    with pytest.raises(refusal):
        change(engine, *days)


def test_a_change_says_why(engine):
    with pytest.raises(ReasonRequired):
        change(engine, holiday(MONDAY), reason=" ")


def test_a_national_admin_who_names_no_office_there_is_changes_nothing(engine):
    chief = Person(id="chief", name="ผู้ดูแล", national=frozenset({"admin"}))
    with pytest.raises(CalendarUnknown):
        change(engine, holiday(MONDAY), by=chief, office="nowhere")


def test_a_due_date_is_counted_with_the_offices_own_calendar(engine):
    asked = Deadline(rule=Rule.WORKING_DAYS, start=NOW, n=15, duty=Duty.OFFICIAL)
    change(engine, holiday(MONDAY), by=person("admin", office=THERE), office=THERE)

    here = calendars.due(engine, OFFICER, HERE, asked)
    there = calendars.due(engine, person("organiser", office=THERE), THERE, asked)

    assert (here.due_date, there.due_date) == (date(2026, 4, 28), date(2026, 4, 29))
    assert there.calendar_version == 2
    with pytest.raises(NotFound):
        calendars.due(engine, OFFICER, THERE, asked)
    with pytest.raises(DeadlineInvalid):
        calendars.due(engine, OFFICER, HERE, Deadline(rule=Rule.WORKING_DAYS, start=NOW, n=-1))


def test_the_calendar_says_which_settings_a_due_date_hangs_on(engine):
    found = calendars.get(engine, person("organiser"), HERE)

    assert found.settings["closes"] == "16:30"
    assert found.settings["filing_windows"][0] == ["04-01", "05-31"]
    assert found.days == tuple(sorted(found.days, key=lambda each: each.day))


def test_seeding_a_further_year_leaves_what_staff_entered(engine):
    new_year = date(2029, 1, 1)
    change(engine, holiday(new_year, is_holiday=False))

    with engine.begin() as tx:
        assert calendars.seed(tx, HERE, [2028, 2029]) > 10
        assert calendars.seed(tx, HERE, [2028, 2029]) == 0

    found = calendars.get(engine, OFFICER, HERE)
    assert found.version == 3
    assert new_year not in {each.day for each in found.days}
    assert {each.day.year for each in found.days} >= {2029}
    assert timedelta(0) < found.days[-1].day - new_year
