"""The office's cases as an administrator sees them: found, counted, measured, explained."""

from datetime import timedelta
from uuid import uuid4

import pytest

from engine import instances
from engine.errors import DefinitionNotFound, InstanceNotFound
from engine.model import InstanceStatus
from engine.monitoring import cases, heat, one
from engine.monitoring.cases import Wanted
from engine.monitoring.outlook import Basis
from tests.stage import ADMIN, ALICE, AUDITOR, CHARLIE, FAMILY, Stage

MAY = "2026-05-01T08:00:00+07:00"


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def found(stage, by=ADMIN, **wanted):
    page = cases.list_some(stage.engine, by, Wanted(**wanted), None, 50)
    return [line.instance.id for line in page.items]


def test_cases_are_found_by_procedure_step_and_text(stage):
    permit, alarm = stage.start("permit"), stage.start("alarm", moment=MAY)

    key = instances.get(stage.engine, ADMIN, permit).instance.business_key

    assert found(stage) == [alarm, permit]
    assert found(stage, is_oldest_first=True) == [permit, alarm]
    assert found(stage, definition_key="permit") == [permit]
    assert found(stage, definition_key="permit", version=2) == []
    assert found(stage, element="check") == [permit]
    assert found(stage, element="at") == [alarm]
    assert found(stage, element="sign") == []
    assert found(stage, text=key) == [permit]
    assert found(stage, text="family") == [alarm, permit]
    assert found(stage, text="100%") == []
    assert found(stage, office="b") == []


def test_a_case_is_late_from_the_moment_its_task_was_due_until_that_is_done(stage):
    case = stage.start("permit")

    assert found(stage, view="late") == []
    stage.later(days=10)
    assert found(stage, view="late") == [case]
    assert found(stage, older_than=9) == [case]
    assert found(stage, older_than=11) == []
    (line,) = cases.list_some(stage.engine, ADMIN, Wanted(), None, 5).items
    assert [(s.element.id, s.is_late) for s in line.steps] == [("check", True)]
    stage.complete(case, ok=True)
    stage.work()
    assert found(stage, view="late") == []


def test_views_are_counted_under_the_other_conditions(stage):
    kept, resting, gone = (stage.start("permit") for _ in range(3))
    instances.suspend(stage.engine, ADMIN, resting, "รอ")
    instances.cancel(stage.engine, ADMIN, gone, "ผิด")

    counted = cases.counts(stage.engine, ADMIN, Wanted(definition_key="permit"))
    others = cases.counts(stage.engine, ADMIN, Wanted(definition_key="ring"))

    assert counted == {
        "running": 2,
        "late": 0,
        "stuck": 0,
        "suspended": 1,
        "completed": 0,
        "cancelled": 1,
        "all": 3,
    }
    assert set(others.values()) == {0}
    assert found(stage, view="suspended") == [resting]
    assert found(stage, view="running", definition_key="permit") == [resting, kept]


def test_pages_follow_each_other_without_gap_or_overlap(stage):
    made = [stage.start("permit") for _ in range(5)]
    instances.suspend(stage.engine, ADMIN, made[2], "รอ")

    for order, expected in ((False, made[::-1]), (True, made)):
        seen, cursor = [], None
        wanted = Wanted(definition_key="permit", is_oldest_first=order)
        while True:
            page = cases.list_some(stage.engine, ADMIN, wanted, cursor, 2)
            seen += [line.instance.id for line in page.items]
            cursor = page.next
            if cursor is None:
                break
        assert seen == expected


def test_only_whoever_oversees_the_office_finds_its_cases(stage):
    case = stage.start("permit")

    assert found(stage, by=ALICE) == [case]
    assert found(stage, by=AUDITOR) == [case]
    assert found(stage, by=CHARLIE) == []
    assert found(stage, by=FAMILY) == []
    assert one.view(stage.engine, ALICE, case).may_command is False
    assert one.view(stage.engine, ADMIN, case).may_command is True
    with pytest.raises(InstanceNotFound):
        one.view(stage.engine, CHARLIE, case)


def through(stage, days, key="permit"):
    """Let a case run through its two tasks, each taking so many days."""
    case = stage.start(key)
    stage.later(days=days)
    stage.complete(case, ok=True)
    stage.work()
    stage.later(days=days)
    stage.complete(case)
    stage.work()
    return case


def test_heat_counts_tokens_and_delays_and_measures_the_newest_passages(stage):
    for days in (1, 1, 1, 2, 10):
        through(stage, days)
    waiting = stage.start("permit")
    stage.later(days=20)

    measured = heat.of_version(stage.engine, ADMIN, ("permit", 1))
    by_id = {each.element.id: each for each in measured.elements}

    assert (by_id["check"].tokens, by_id["check"].late, by_id["check"].stuck) == (1, 1, 0)
    assert (by_id["sign"].tokens, by_id["sign"].late) == (0, 0)
    times = by_id["check"].times
    assert (times.sample, times.median, times.longest) == (5, timedelta(days=1), timedelta(days=10))
    assert times.mean == timedelta(days=3)
    assert (by_id["fix"].times.sample, by_id["fix"].times.median) == (0, None)
    assert measured.by_status == {InstanceStatus.ACTIVE: 1, InstanceStatus.COMPLETED: 5}
    assert measured.whole.median == timedelta(days=2)
    assert one.view(stage.engine, ADMIN, waiting).outlook.basis is Basis.LONGER_THAN_EVER


def test_heat_sees_timers_messages_and_failures_and_no_edge_of_an_activity(stage):
    stage.start("parts", parts=0)
    measured = heat.of_version(stage.engine, ADMIN, ("parts", 1))
    assert {e.element.id: e.tokens for e in measured.elements} == {
        "read": 1,
        "papers": 1,
        "wait": 1,
        "close": 0,
    }

    stage.start("permit")
    edges = heat.of_version(stage.engine, ADMIN, ("permit", 1)).elements
    assert {e.element.id for e in edges if e.tokens} == {"check"}


def test_waits_for_timers_are_measured_from_the_histories_of_finished_cases(stage):
    for days in (1, 2, 3, 4, 10):
        moment = (stage.clock.now() + timedelta(days=days)).isoformat()
        case = stage.start("alarm", moment=moment)
        stage.later(days=days)
        stage.work()
        stage.complete(case)

    measured = heat.of_version(stage.engine, ADMIN, ("alarm", 1))
    times = {each.element.id: each.times for each in measured.elements}

    assert (times["at"].sample, times["at"].median) == (5, timedelta(days=3))
    assert times["at"].longest == timedelta(days=10)
    assert times["rise"].median == timedelta(0)


def test_heat_of_another_office_is_empty_and_of_no_version_refused(stage):
    stage.start("permit")

    assert heat.of_version(stage.engine, CHARLIE, ("permit", 1)).by_status == {}
    assert heat.of_version(stage.engine, FAMILY, ("permit", 1)).elements == []
    with pytest.raises(DefinitionNotFound):
        heat.of_version(stage.engine, ADMIN, ("permit", 9))


def test_procedures_are_listed_with_their_numbers_those_without_cases_too(stage):
    stage.start("permit")
    stage.later(days=20)

    listed = {each.definition.key: each for each in heat.procedures(stage.engine, ADMIN)}

    assert (listed["permit"].by_status, listed["permit"].late) == ({InstanceStatus.ACTIVE: 1}, 1)
    assert listed["permit"].is_newest
    assert listed["ring"].by_status == {}


def test_the_likely_end_comes_from_cases_that_stood_at_the_same_step(stage):
    for days in (1, 2, 3, 4, 5, 6):
        through(stage, days)
    case = stage.start("permit")

    at_first = one.view(stage.engine, ADMIN, case).outlook
    stage.later(days=3)
    later = one.view(stage.engine, ADMIN, case).outlook

    begun = instances.get(stage.engine, ADMIN, case).instance.started_at
    assert (at_first.basis, at_first.sample, at_first.element_id) == (Basis.STEP, 6, "check")
    assert at_first.middle == begun + timedelta(days=7)
    assert at_first.early < at_first.middle < at_first.late
    assert later.sample == 5  # the one that was over in two days says nothing any more
    assert later.middle == begun + timedelta(days=8)


def test_nothing_is_said_where_few_took_as_long_as_the_case_already_has(stage):
    for days in (1, 1, 1, 9, 9):
        through(stage, days)
    case = stage.start("permit")
    stage.later(days=4)

    seen = one.view(stage.engine, ADMIN, case).outlook

    assert (seen.basis, seen.sample, seen.finished) == (Basis.FEW_LONGER, 2, 5)
    assert seen.middle is None


def test_nothing_is_said_of_the_end_while_few_have_finished_or_the_case_rests(stage):
    for _ in range(4):
        through(stage, 1)
    case = stage.start("permit")

    few = one.view(stage.engine, ADMIN, case).outlook
    instances.suspend(stage.engine, ADMIN, case, "รอเอกสาร")
    resting = one.view(stage.engine, ADMIN, case).outlook
    instances.cancel(stage.engine, ADMIN, case, "ถอน")
    ended = one.view(stage.engine, ADMIN, case).outlook

    assert (few.basis, few.finished, few.middle) == (Basis.TOO_FEW, 4, None)
    assert (resting.basis, ended.basis) == (Basis.SUSPENDED, Basis.ENDED)


def test_waits_say_since_when_a_message_is_awaited_and_a_case_rests(stage):
    case = stage.start("parts", parts=2)
    begun = stage.clock.now()
    stage.later(days=1)
    instances.suspend(stage.engine, ADMIN, case, "รอ")

    waits = {each.what: each for each in one.view(stage.engine, ADMIN, case).waits}

    assert waits["message"].since == begun
    assert waits["suspension"].since == begun + timedelta(days=1)
    assert {"task", "timer"} < waits.keys()


def test_a_token_may_go_to_the_steps_of_its_own_scope_and_edges_are_no_tokens(stage):
    case = stage.start("permit")

    (token,) = one.view(stage.engine, ADMIN, case).tokens

    assert token.element.id == "check"
    assert {"sign", "fix", "end"} <= {each.id for each in token.targets}
    assert not {"check", "daily", "due", "start"} & {each.id for each in token.targets}
    with pytest.raises(InstanceNotFound):
        one.view(stage.engine, ADMIN, uuid4())
