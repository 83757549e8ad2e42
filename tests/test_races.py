"""Two at once, on one case: exactly one wins, the other is told, and the case goes on once."""

import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import func, select

from engine import correlating, instances, jobs, messages, offices, tasks
from engine.errors import BusinessKeyTaken, InstanceNotActive, NobodyWaits, TaskNotOpen, TaskTaken
from engine.store import claiming, tables
from tests.auditing import audit
from tests.stage import ADMIN, ALICE, BOB, Stage

ROUNDS = 200
ROOT = Path(__file__).parent.parent


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


def at_once(*acts):
    """Do things at the same moment, each in a thread; return what each returned or raised."""
    line = Barrier(len(acts))

    def run(act):
        line.wait()
        try:
            return act()
        except Exception as problem:  # noqa: BLE001 - the tests say which may come
            return problem

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def completed(stage, who, task):
    return tasks.complete(stage.engine, who, task, {}, None)


def count(stage, table, **wanted):
    conditions = [table.c[name] == value for name, value in wanted.items()]
    return stage.rows(select(func.count()).select_from(table).where(*conditions))[0][0]


def split(outcomes, refusal):
    """Part what was won from what was refused; one of each in every round."""
    lost = [[each for each in pair if isinstance(each, refusal)] for pair in outcomes]
    won = [[each for each in pair if not isinstance(each, Exception)] for pair in outcomes]
    assert {len(each) for each in (*lost, *won)} == {1}, outcomes[:3]
    return [each[0] for each in won], [each[0] for each in lost]


def test_of_two_who_complete_a_task_one_wins_and_the_other_is_told_who_and_when(stage):
    begun = [stage.start("permit") for _ in range(ROUNDS)]

    outcomes = [
        at_once(*[partial(completed, stage, who, stage.task(each).id) for who in (ALICE, BOB)])
        for each in begun
    ]

    won, lost = split(outcomes, TaskNotOpen)
    told = [(each.particulars["by"], each.particulars["at"]) for each in lost]
    assert told == [(each.closed_by, each.closed_at.isoformat()) for each in won]
    assert count(stage, tables.history_event, type="task_completed") == ROUNDS
    assert count(stage, tables.task, element_id="fix", state="open") == ROUNDS
    assert audit(stage.engine) == []


def test_of_two_processes_that_complete_a_task_one_wins(stage):
    ids = [stage.task(stage.start("permit")).id.hex for _ in range(ROUNDS)]
    racers = [racer(stage, name) for name in ("alice", "bob")]

    answers = [raced(racers, each) for each in ids]

    for each in racers:
        each.stdin.close()
        assert each.wait(timeout=30) == 0
        each.stdout.close()
    assert {pair.count("won") for pair in answers} == {1}
    assert all(("alice", "bob")[pair.index("won")] in " ".join(pair) for pair in answers)
    assert count(stage, tables.history_event, type="task_completed") == ROUNDS
    assert audit(stage.engine) == []


def racer(stage, name):
    words = [stage.settings.database_url, str(stage.settings.data_dir), name]
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.racer", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert started.stdout.readline() == "ready\n"
    return started


def raced(racers, identity):
    for each in racers:
        each.stdin.write(f"{identity}\n")
    return [each.stdout.readline().strip() for each in racers]


def test_of_two_who_claim_a_task_one_has_it(stage):
    begun = [stage.start("permit") for _ in range(50)]

    outcomes = [
        at_once(
            *[partial(tasks.claim, stage.engine, who, stage.task(each).id) for who in (ALICE, BOB)]
        )
        for each in begun
    ]

    won, lost = split(outcomes, TaskTaken)
    assert [each.particulars["assignee"] for each in lost] == [each.assignee for each in won]
    assert [stage.task(each).assignee for each in begun] == [each.assignee for each in won]
    assert audit(stage.engine) == []


def test_of_a_timer_and_a_person_exactly_one_ends_the_work(stage):
    begun = [stage.start("contest") for _ in range(ROUNDS)]
    stage.later(hours=2)
    with stage.engine.begin() as tx:
        due = claiming.claim_due(tx, tx.now, tx.now, ROUNDS)
    job_of = {each.instance_id: each for each in due}

    for each in begun:
        at_once(
            partial(completed, stage, ALICE, stage.task(each).id),
            partial(jobs.run_claimed, stage.engine, job_of[each]),
        )

    ends = Counter(tuple(task.element_id for task in stage.tasks(each)) for each in begun)
    done = count(stage, tables.history_event, type="task_completed")
    fired = count(stage, tables.history_event, type="timer_fired")
    assert set(ends) <= {("won",), ("late",)}
    assert (ends["won",], ends["late",]) == (done, fired)
    assert done + fired == ROUNDS
    assert audit(stage.engine) == []


def test_a_message_and_the_end_of_its_case_never_leave_half_of_either(stage):
    begun = [instances.get(stage.engine, ADMIN, stage.start("parts")).instance for _ in range(50)]

    outcomes = [
        at_once(
            lambda key=each.business_key: messages.send(
                stage.engine,
                ALICE,
                correlating.Message(name="papers", variables={"parts": 2}, business_key=key),
            ),
            lambda case=each.id: instances.cancel(stage.engine, ADMIN, case, "ถอนคำขอ"),
        )
        for each in begun
    ]

    assert {type(said) for said, _ in outcomes} <= {
        correlating.Delivered,
        InstanceNotActive,
        NobodyWaits,
    }
    assert not [ended for _, ended in outcomes if isinstance(ended, Exception)]
    heard = sum(isinstance(said, correlating.Delivered) for said, _ in outcomes)
    assert count(stage, tables.history_event, type="message_received") == heard
    assert audit(stage.engine) == []


def test_two_messages_for_one_wait_are_heard_once(stage):
    begun = [instances.get(stage.engine, ADMIN, stage.start("parts")).instance for _ in range(50)]

    def send(key):
        message = correlating.Message(name="papers", variables={}, business_key=key)
        return messages.send(stage.engine, ALICE, message)

    outcomes = [
        at_once(*[lambda key=each.business_key: send(key) for _ in range(2)]) for each in begun
    ]

    split(outcomes, NobodyWaits)
    assert audit(stage.engine) == []


def test_of_two_starts_with_one_business_key_one_begins(stage):
    def begin(key):
        asked = instances.Asked(definition_key="ring", variables={}, business_key=key, office="a")
        return instances.start(stage.engine, ALICE, asked)

    outcomes = [
        at_once(*[lambda key=f"R-{number}": begin(key) for _ in range(2)]) for number in range(50)
    ]

    split(outcomes, BusinessKeyTaken)
    assert count(stage, tables.process_instance) == 50
    assert audit(stage.engine) == []


def test_a_number_that_somebody_chose_is_passed_over(stage):
    asked = instances.Asked(definition_key="ring", variables={}, office="a")
    chosen = replace(asked, business_key="ring-2569-000002")
    instances.start(stage.engine, ALICE, chosen)

    begun = [instances.start(stage.engine, ALICE, asked).instance for _ in range(2)]

    assert [each.business_key for each in begun] == ["ring-2569-000001", "ring-2569-000003"]


def test_the_first_two_cases_of_a_year_get_numbers_one_and_two(stage):
    outcomes = [
        at_once(*[lambda key=key: stage.start(key) for _ in range(2)])
        for key in ("ring", "permit", "race", "contest")
    ]

    assert not [each for pair in outcomes for each in pair if isinstance(each, Exception)]
    keys = stage.rows(select(tables.process_instance.c.business_key))
    assert sorted(key[-6:] for (key,) in keys) == ["000001"] * 4 + ["000002"] * 4


def test_of_two_choices_at_once_neither_undoes_the_other(stage):
    chosen = {"closes": "16:00", "letter_prefix": "ศธ ๐๔๙๙๙"}

    def choose(name):
        return offices.change_settings(stage.engine, ADMIN, "a", {name: chosen[name]}, "ประกาศ")

    for _ in range(25):
        at_once(*[partial(choose, name) for name in chosen])
        held = {e.choice.name: e.value for e in offices.settings(stage.engine, ADMIN, "a")}
        assert {name: held[name] for name in chosen} == chosen
        undone = dict.fromkeys(chosen)
        offices.change_settings(stage.engine, ADMIN, "a", undone, "ทดลองใหม่")
