"""Moments of real cases: what moved, who did it, what was due; through the nouns, on a database."""

from datetime import timedelta

import pytest

from engine import history, instances, tasks
from engine.errors import Forbidden, InstanceNotFound
from engine.model import InstanceStatus
from engine.replay import Timeline, compare, dues_of
from engine.replay.dues import explain
from engine.replay.stories import remark, remark_in, sentence
from tests.stage import ADMIN, ALICE, AUDITOR, BOB, CHARLIE, FAMILY, Stage, closing


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    closing([made])


def opened(stage, case):
    return history.open_case(stage.engine, AUDITOR, case, "replay")


def places(moment):
    return sorted(standing.element_id for standing in moment.tokens.values())


def told(stage, case):
    """Return each event's type and where the tokens stand after it."""
    line = Timeline(opened(stage, case).events)
    return [(each.type, places(line.at(each.seq))) for each in line.events]


def test_a_loop_leads_the_token_back_and_counts_each_passage_anew(stage):
    case = stage.start("permit")
    stage.complete(case, ok=False)
    tasks.complete(stage.engine, FAMILY, stage.task(case).id, {}, None)

    line = Timeline(opened(stage, case).events)
    last = line.at(len(line.events))

    (token,) = last.tokens.values()
    assert (token.element_id, token.flow) == ("check", "fix_check")
    assert token.token != next(iter(line.at(1).tokens))


def test_parallel_branches_wait_at_their_join_each_for_itself(stage):
    case = stage.start("parts", parts=2)
    assert told(stage, case)[0] == ("instance_started", ["papers", "read", "wait"])

    stage.complete(case)

    assert told(stage, case)[-1] == ("task_completed", ["join", "papers", "wait"])


def test_rounds_of_a_multi_instance_belong_to_their_whole(stage):
    case = stage.start("many", children=["ก", "ข", "ค"])
    first = opened(stage, case)
    stage.complete(case)

    line = Timeline(opened(stage, case).events)
    at = line.at(len(line.events)).tokens
    rounds = [each for each in at.values() if each.element_id == "opinion" and each.part_of]

    assert len(rounds) == 2
    assert {each.part_of for each in rounds} <= at.keys()
    assert len(Timeline(first.events).at(1).tokens) == 5, "sub-process, whole and three rounds"


def test_an_interrupting_event_ends_what_it_interrupts(stage):
    case = stage.start("many", children=["ก", "ข"])
    stage.later(days=3)
    stage.work()

    assert told(stage, case)[-2:] == [("timer_fired", ["sum"]), ("task_opened", ["sum"])]


def test_what_a_moved_token_leaves_and_where_it_goes(stage):
    case = stage.start("permit")
    token = stage.task(case).id
    instances.move(stage.engine, ADMIN, case, token, ("sign", "ตรวจแล้วที่ศูนย์บริการ"))

    line = Timeline(opened(stage, case).events)
    moved = next(each for each in line.events if each.type == "token_moved")
    found = compare(line, moved.seq - 1, moved.seq)

    assert [each.element_id for each in found.went] == ["check"]
    assert [(each.element_id, each.flow) for each in found.came] == [("sign", None)]
    assert remark(moved) == ("ตรวจแล้วที่ศูนย์บริการ", "ตรวจแล้วที่ศูนย์บริการ")


def test_a_failure_is_told_in_both_languages_and_of_old_in_english():
    both = {"code": "job_failed", "message": "It failed.", "message_th": "ล้มเหลว"}

    assert remark_in(both) == ("ล้มเหลว", "It failed.")
    assert remark_in({"message": "It failed."}) == ("It failed.", "It failed.")
    assert remark_in({}) == ("", "")


def test_a_case_sent_back_suspended_and_cancelled_shows_each_state(stage):
    case = stage.start("permit")
    stage.complete(case, ok=True)
    stage.work()
    instances.suspend(stage.engine, ADMIN, case, "รอหนังสือ")
    instances.resume(stage.engine, ADMIN, case, "ได้รับแล้ว")
    instances.cancel(stage.engine, ADMIN, case, "ผู้ยื่นขอถอน")

    line = Timeline(opened(stage, case).events)
    states = [line.at(each.seq).status for each in line.events]

    assert line.at(0).status is None
    assert InstanceStatus.SUSPENDED in states
    assert states[-1] is InstanceStatus.CANCELLED
    assert line.at(len(states)).tokens == {}


def test_two_moments_say_what_changed_who_changed_it_and_what_lay_between(stage):
    case = stage.start("permit", child="เด็กชายสมมติ ตัวอย่าง", ok=None)
    stage.later(hours=1)
    stage.complete(case, BOB, ok=True)

    line = Timeline(opened(stage, case).events)
    found = compare(line, 3, 1)

    (change,) = found.changes
    assert (change.name, change.before, change.after, change.is_new) == ("ok", None, True, False)
    assert (change.by.actor, change.by.at) == ("bob", stage.clock.now())
    assert [each.seq for each in found.between] == [2, 3]
    assert [each.name for each in compare(line, 0, 1).changes] == sorted(line.at(1).data)
    assert compare(line, 3, 3).changes == ()
    assert [each.element_id for each in compare(line, 1, 2).stayed] == ["check"]


def test_each_due_moment_is_told_with_its_rule_when_it_is_set_and_when_it_moves(stage):
    case = stage.start("permit")
    first = opened(stage, case).events[0]

    due = next(each for each in dues_of(first) if each["element"] == "due")

    assert (due["date"], due["rule"], due["n"]) == ("2026-04-08", "working_days", 5)
    thai, english = explain(due)
    assert thai.startswith("5 วันทำการ · นับจาก 1 เม.ย. 2569")
    assert "5 working days" in english
    assert explain({"element": "wait", "at": "2026-04-02T00:00:00+00:00"}) == ("", "")

    stage.clock.set(stage.clock.now() + timedelta(days=1))
    stage.work()
    fired = next(each for each in opened(stage, case).events if each.type == "timer_fired")
    assert [each["element"] for each in dues_of(fired)] == ["daily"]


def test_events_are_put_into_sentences_in_both_languages(stage):
    case = stage.start("permit")
    tasks.assign(stage.engine, ALICE, stage.task(case).id, "bob")
    stage.complete(case, BOB, ok=True)
    found = opened(stage, case)

    said = [sentence(each, found.names) for each in found.events]

    assert said[0] == ("เริ่มเรื่อง", "Began the case")
    assert ("มอบหมายงาน check ให้ bob ตัวอย่าง", "Assigned check to bob") in said
    assert ("ทำงานเสร็จ: check", "Completed: check") in said
    assert found.person("system") == ("ระบบ", "The system")


def test_a_case_is_opened_to_auditors_and_admins_only_and_noted(stage):
    case = stage.start("permit")
    for nobody, refusal in ((ALICE, Forbidden), (FAMILY, Forbidden), (CHARLIE, InstanceNotFound)):
        with pytest.raises(refusal):
            history.open_case(stage.engine, nobody, case, "replay")
    opened(stage, case)
    history.open_case(stage.engine, ADMIN, case, "replay")

    read = history.accesses(stage.engine, AUDITOR, case)

    assert sorted((each.user_id, each.what) for each in read) == [
        ("admin", "replay"),
        ("auditor", "replay"),
    ]


def test_an_erased_case_keeps_its_order_and_shows_that_it_was_erased(stage):
    case = stage.start("permit", child="เด็กชายสมมติ ตัวอย่าง")
    instances.cancel(stage.engine, ADMIN, case, "ยุติ")
    history.erase(stage.engine, ADMIN, case, "คำขอที่ 1")

    found = opened(stage, case)

    assert found.is_erased
    assert [each.type for each in found.events][-2:] == [
        "instance_cancelled",
        "personal_data_erased",
    ]
    assert Timeline(found.events).at(2).data == {}
    assert "สมมติ" not in "".join(history.csv(stage.engine, AUDITOR, case))
    assert history.evidence_pdf(stage.engine, AUDITOR, case).startswith(b"%PDF")
