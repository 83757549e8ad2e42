"""What a command costs where it can be counted: statements, commits, bytes, index ranges.

Seconds are measured by scripts/bench, for they hang on the machine.
"""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import event, func, select

from api.app import create_app
from engine import tasks
from engine.errors import TaskNotOpen
from engine.model import TaskState
from engine.paging import read_cursor, write_cursor
from engine.settings import Settings
from engine.store import catalogue, inbox
from engine.store.databases import begin_of
from engine.store.tables import instance_state
from tests.bench import filling, size
from tests.bench.completing import begun, completion, open_tasks
from tests.bench.diagrams import FORM_DATA, OFFICE
from tests.bench.places import POSTGRESQL, prepared

MOST_STATEMENTS = 15
ROLES = ("promo_officer", "promo_group", "registrar", "promo_group,promo_officer")


@pytest.fixture
def place(database_url, tmp_path):
    with prepared(Settings(data_dir=tmp_path, database_url=database_url)) as made:
        yield made


@contextmanager
def counted(engine):
    """Count every statement sent, transaction control included, and the commits that wrote."""
    found = Counter()

    def executed(_connection, _cursor, statement, *_rest):
        found["statements"] += 1
        found[statement.split(maxsplit=1)[0]] += 1

    def committed(connection):
        found["commits"] += begin_of(connection).writes

    event.listen(engine.store.engine, "before_cursor_execute", executed)
    event.listen(engine.store.engine, "commit", committed)
    yield found
    event.remove(engine.store.engine, "before_cursor_execute", executed)
    event.remove(engine.store.engine, "commit", committed)


def only_task(place, instance_id):
    (task,) = open_tasks(place, [instance_id])
    return task


def complete(place, task, version=None):
    return tasks.complete(place.engine, place.officer, task.id, FORM_DATA, version)


def test_completing_a_task_over_the_api_takes_one_commit_and_few_statements(place):
    client = create_app(place.engine, place.engine.settings).test_client()
    first, second = begun(place, 2, "bench_10")
    complete(place, only_task(place, first))
    call = completion(only_task(place, second))
    headers = {"Authorization": f"Bearer {place.token}", "Idempotency-Key": uuid4().hex}

    with counted(place.engine) as found:
        answer = client.post(
            f"/api/v1{call.path}", data=call.body, headers=headers, content_type="application/json"
        )

    assert answer.status_code == 200, answer.text
    assert found["statements"] <= MOST_STATEMENTS, found
    assert found["commits"] == 1


def test_a_loop_of_many_rounds_costs_no_more_than_its_first(place):
    (instance,) = begun(place, 1, "bench_loop")
    seen = []
    for _ in range(120):
        task = only_task(place, instance)
        with counted(place.engine) as found:
            complete(place, task)
        seen.append((found["statements"], _state_bytes(place)))

    assert seen[-1][0] == seen[10][0]
    assert seen[-1][1] <= seen[10][1] + 16


def _state_bytes(place):
    with place.engine.store.reading() as connection:
        return connection.execute(select(func.length(instance_state.c.state))).scalar_one()


def test_a_finished_instance_of_two_tasks_takes_little_room(place):
    figures = list(size.grown(place, 600))

    assert [each for each in figures if each.reached is False] == []


def test_an_instance_that_has_ended_keeps_no_state(place):
    (instance,) = begun(place, 1, "bench_2")
    complete(place, only_task(place, instance))
    complete(place, only_task(place, instance))

    with place.engine.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(instance_state)).scalar() == 0


def test_of_two_who_complete_a_task_at_once_one_is_told_it_is_done(place):
    for instance in begun(place, 10, "bench_2"):
        task, together = only_task(place, instance), Barrier(2)

        def race(_, task=task, together=together):
            together.wait()
            try:
                return complete(place, task, task.version).state
            except TaskNotOpen:
                return "too late"

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(race, range(2))) == [TaskState.COMPLETED, "too late"]
        assert only_task(place, instance).element_id == "step_2"


@pytest.fixture
def busy(place):
    """A place with 600 open tasks over roles and two offices, some of them somebody's."""
    chance = random.Random(1)  # noqa: S311  the same each time
    cases = [filling.case(place, (OFFICE, "phayao2")[n % 2], n) for n in range(600)]
    rows = [filling.open_task(each, chance.choice(ROLES), chance) for each in cases]
    for row in rows[::7]:
        row["assignee"] = place.officer.id
    filling.write(place, cases, rows)
    with place.engine.begin() as tx:
        catalogue.remember_roles(tx, ROLES)
    return place, rows


def walked(place, wanted, limit):
    """Leaf through a list to its end."""
    found, cursor = [], None
    while True:
        with place.engine.reading() as tx:
            page = inbox.tasks(tx, wanted, read_cursor(cursor), limit)
        found += page[:limit]
        if len(page) <= limit:
            return found
        cursor = write_cursor(*inbox.task_place(found[-1]))


SETS = ("promo_officer", "promo_group,promo_officer")
FILTERS = {
    "roles in one office": ([OFFICE], SETS, None),
    "roles in two offices": ([OFFICE, "phayao2"], SETS, None),
    "roles, or one's own": ([OFFICE], SETS, "officer"),
    "one's own alone": ([OFFICE], (), "officer"),
    "a whole office": ([OFFICE], None, None),
    "more ranges than are merged": ([OFFICE, *(f"o{n}" for n in range(60))], SETS, "officer"),
}


@pytest.mark.parametrize("name", FILTERS)
def test_leafing_through_the_inbox_shows_every_task_once_and_in_order(busy, name):
    place, rows = busy
    offices, sets, own = FILTERS[name]
    expected = [
        row["id"]
        for row in sorted(rows, key=lambda row: (row["due_sort"], row["id"]))
        if row["office_id"] in offices
        and (sets is None or row["roles"] in sets or (own and row["assignee"] == own))
    ]

    wanted = inbox.TaskFilter(
        offices=offices, role_sets=None if sets is None else list(sets), or_assignee=own
    )

    assert [task.id for task in walked(place, wanted, 37)] == expected


def test_a_page_of_the_inbox_is_read_from_the_index_in_its_order(busy):
    place, _ = busy
    sent = []
    event.listen(
        place.engine.store.engine,
        "before_cursor_execute",
        lambda _c, _u, statement, values, *_: sent.append((statement, values)),
    )
    wanted = inbox.TaskFilter(offices=[OFFICE], role_sets=list(SETS), or_assignee="officer")
    with place.engine.reading() as tx:
        inbox.tasks(tx, wanted, None, 5)
    statement, values = sent[-1]

    explain = "EXPLAIN" if place.kind == POSTGRESQL else "EXPLAIN QUERY PLAN"
    with place.engine.store.reading() as connection:
        if place.kind == POSTGRESQL:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the table is small
        plan = "\n".join(
            row[-1] for row in connection.exec_driver_sql(f"{explain} {statement}", values)
        )

    assert plan.count("ix_task_inbox") == 2
    assert "ix_task_mine" in plan
    assert "SCAN task" not in plan
