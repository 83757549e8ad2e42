"""Rows that somebody deleted, closed or invented are mended from the state (fault 12)."""

import random

import pytest
from sqlalchemy import delete, insert, select, update

from engine import history, housekeeping, instances, tasks
from engine.reconciliation import reconcile
from engine.store import new_id, tables
from tests.auditing import audit, dump
from tests.stage import ADMIN, ALICE, Stage


@pytest.fixture
def stage(database_url, tmp_path):
    made = Stage(database_url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def busy(stage):
    """Cases that wait in every way there is: task, timer, service, message, signal, incident."""
    begun = [stage.start(key) for key in ("permit", "parts", "race", "contest", "ring", "permit")]
    stage.start("many", children=["ก", "ข", "ค"])
    stage.start("many")
    stage.complete(begun[0], ok=True)
    instances.suspend(stage.engine, ADMIN, begun[-1], "รอผู้เกี่ยวข้อง")
    assert audit(stage.engine) == []
    return stage


def test_sound_cases_are_left_as_they_are(busy):
    before = dump(busy.engine.store)

    assert reconcile(busy.engine) == []

    assert dump(busy.engine.store) == before


@pytest.mark.parametrize("seed", range(5))
def test_rows_deleted_at_random_come_back(busy, seed):
    chosen = random.Random(seed)  # noqa: S311 - chance, not secrets
    waiting = (tables.task, tables.job, tables.message_subscription, tables.incident)
    for table in waiting:
        ids = [row.id for row in busy.rows(select(table.c.id).order_by(table.c.id))]
        gone = chosen.sample(ids, k=(len(ids) + 1) // 2)
        busy.sql(delete(table).where(table.c.id.in_(gone)))
    assert audit(busy.engine)

    said = reconcile(busy.engine)

    assert said
    assert audit(busy.engine) == []
    assert reconcile(busy.engine) == []


def test_rows_closed_by_hand_are_opened_again(busy):
    busy.sql(update(tables.task).values(state="cancelled"))
    busy.sql(update(tables.job).values(state="done"))
    busy.sql(update(tables.incident).values(resolved_at=busy.clock.now()))

    reconcile(busy.engine)

    assert audit(busy.engine) == []


def test_rows_of_an_ended_case_are_closed(stage):
    begun = stage.start("contest")
    stage.complete(begun)
    stage.complete(begun)
    stage.sql(update(tables.task).values(state="open"))
    stage.sql(update(tables.job).values(state="waiting"))

    reconcile(stage.engine)

    assert audit(stage.engine) == []


def test_a_row_that_nothing_waits_for_is_closed(busy):
    at = tables.message_subscription.c
    names = [column.name for column in at if column.name != "id"]
    row = busy.rows(select(*(at[name] for name in names)))[0]
    busy.sql(
        insert(tables.message_subscription),
        {"id": new_id(), **dict(zip(names, row, strict=True))},
    )

    said = reconcile(busy.engine)

    assert len(said) == 1
    assert audit(busy.engine) == []


def test_what_was_mended_is_in_the_history_and_the_case_goes_on(stage):
    begun = stage.start("contest")
    stage.sql(delete(tables.task))
    stage.sql(delete(tables.job))

    reconcile(stage.engine)

    last = history.list_some(stage.engine, ADMIN, begun, None, 100).items[-1]
    assert last.type == "rows_reconciled"
    assert sorted(last.data["mended"]) == ["task work was missing", "timer hour was missing"]
    tasks.complete(stage.engine, ALICE, stage.task(begun).id, {}, None)
    assert [task.element_id for task in stage.tasks(begun)] == ["won"]


def test_the_housekeeping_mends_once_a_night(stage, caplog):
    stage.start("contest")
    stage.sql(delete(tables.task))

    mended = [housekeeping.mend(stage.engine) for _ in range(2)]

    assert mended == [1, 0]
    assert "task work was missing" in caplog.text


def test_a_state_that_cannot_be_read_is_told_of_and_stops_no_other(stage):
    broken, sound = stage.start("contest"), stage.start("contest")
    at = tables.instance_state.c
    stage.sql(update(tables.instance_state).where(at.instance_id == broken).values(state=b"?"))
    stage.sql(delete(tables.task))

    said = reconcile(stage.engine)

    assert [str(broken) in each for each in said].count(True) == 1
    assert [task.element_id for task in stage.tasks(sound)] == ["work"]
