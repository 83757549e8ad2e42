"""What is due in the coming weeks: overdue first, by day, procedure, role and person."""

from datetime import date, timedelta

import pytest

from engine import deployments, instances, outlook, tasks
from engine.errors import Forbidden, NotFound
from engine.model import Rule
from engine.starting import Asked
from tests.engine.test_calendars import HERE, OFFICER, THERE, case, engine, person
from tests.pages.office_cases import waiting_for_a_day

__all__ = ["case", "engine"]
DIRECTOR = person("office_director")
EVERYTHING = outlook.Filter()


def summary(engine, weeks=6, by=DIRECTOR, office=HERE, **wanted):
    return outlook.summary(engine, by, office, weeks, outlook.Filter(**wanted))


def listed(engine, weeks=6, cursor=None, limit=50, **wanted):
    place = (HERE, weeks, outlook.Filter(**wanted))
    return outlook.list_some(engine, DIRECTOR, place, cursor, limit)


def claim(engine, case, name):
    task = next(t for t in instances.get(engine, OFFICER, case.id).tasks if t.element_id == name)
    tasks.claim(engine, OFFICER, task.id)


@pytest.mark.usefixtures("case")
def test_what_is_due_is_counted_by_day_and_only_as_far_as_is_asked(engine):
    found = summary(engine)

    assert (found.today, found.overdue) == (date(2026, 4, 1), 0)
    assert found.days == {date(2026, 4, 16): 1, date(2026, 4, 28): 1}
    assert found.closed[date(2026, 4, 13)][0].startswith("วันสงกรานต์")
    near = summary(engine, weeks=3)
    assert near.until == date(2026, 4, 19)
    assert list(near.days) == [date(2026, 4, 16)]


def test_overdue_comes_first_and_is_told_by_whose_it_is(engine, case):
    claim(engine, case, "revise")
    engine.clock.set(engine.clock.now() + timedelta(days=16))

    found = summary(engine)

    assert (found.overdue, found.days) == (1, {date(2026, 4, 28): 1})
    (procedure,) = found.procedures
    assert (procedure.key, procedure.name_en) == ("two_deadlines", "Two deadlines")
    assert (procedure.overdue, procedure.coming) == (1, 1)
    assert [(each.key, each.overdue, each.coming) for each in found.people] == [
        ("me", 1, 0),
        ("", 0, 1),
    ]
    assert [each.name_en for each in found.roles] == ["Officer of the educational promotion group"]
    assert [row.element_id for row in listed(engine).page.items] == ["revise", "decide"]


def test_a_filter_narrows_the_days_and_the_list_and_leaves_the_choices(engine, case):
    claim(engine, case, "revise")

    found = summary(engine, assignee="me")

    assert list(found.days) == [date(2026, 4, 16)]
    assert {each.key for each in found.people} == {"me", ""}
    assert [row.element_id for row in listed(engine, assignee="me").page.items] == ["revise"]
    assert listed(engine, definition_key="other").page.items == []
    assert len(listed(engine, roles="promo_officer").page.items) == 2


def test_the_list_goes_on_page_by_page(engine, case):
    asked = Asked(definition_key="two_deadlines", variables={}, office=HERE)
    instances.start(engine, OFFICER, asked)

    first = listed(engine, limit=3)
    second = listed(engine, limit=3, cursor=first.page.next)

    rows = [*first.page.items, *second.page.items]
    assert [row.element_id for row in rows] == ["revise", "revise", "decide", "decide"]
    assert {row.business_key for row in rows} >= {case.business_key}


@pytest.mark.usefixtures("case")
def test_deadlines_that_a_task_shows_are_no_waits_and_reminders_neither(engine):
    found = summary(engine)
    assert (found.waits, found.more_waits) == ((), False)


@pytest.mark.usefixtures("case")
def test_only_who_oversees_the_office_sees_it(engine):
    with pytest.raises(Forbidden):
        summary(engine, by=person("organiser"))
    with pytest.raises(NotFound):
        summary(engine, office=THERE)
    with pytest.raises(NotFound):
        outlook.list_some(engine, DIRECTOR, (THERE, 4, EVERYTHING), None, 10)
    assert summary(engine, by=person("auditor")).days


def test_a_case_that_waits_for_a_day_is_told_beside_the_tasks(engine):
    files = {"answer.bpmn": waiting_for_a_day("answer")}
    deployments.deploy(engine, person("analyst"), files)
    asked = Asked(definition_key="answer", variables={}, office=HERE)
    begun = instances.start(engine, OFFICER, asked).instance

    (wait,) = summary(engine).waits

    assert (wait.instance, wait.business_key) == (begun.id, "AN-2569-000001")
    assert (wait.step_th, wait.step_en) == ("รอคำตอบ", "Wait for the answer")
    assert (wait.due_date, wait.rule) == (date(2026, 4, 9), Rule.WORKING_DAYS)
    assert wait.definition_th == "รอคำตอบจากภายนอก"
    assert wait.definition_en == "Waiting for an answer"
    assert summary(engine, assignee="me").waits == ()
