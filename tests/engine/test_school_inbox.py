"""The inbox of one school among two hundred is found from its cases, not by reading the office."""

import random
from dataclasses import replace

import pytest
from sqlalchemy import event, update

from engine.paging import read_cursor, write_cursor
from engine.settings import Settings
from engine.store import catalogue, inbox, queries
from engine.store.tables import task
from tests.bench import filling
from tests.bench.diagrams import OFFICE
from tests.bench.places import POSTGRESQL, prepared

SCHOOLS = 200
ROLES = ("school_director", "class_teacher", "promo_officer", "class_teacher,school_admin")
MINE = "school:9901000007"
OTHER_OFFICE = "phayao2"


@pytest.fixture
def busy(database_url, tmp_path):
    """Two offices with three cases of each of 200 schools, one of each three ended."""
    with prepared(Settings(data_dir=tmp_path, database_url=database_url)) as place:
        chance = random.Random(1)  # noqa: S311  the same each time
        cases = [
            {**filling.case(place, office, n), "applicant_id": f"school:{9901000000 + n % SCHOOLS}"}
            for office in (OFFICE, OTHER_OFFICE)
            for n in range(3 * SCHOOLS)
        ]
        running = [case for n, case in enumerate(cases) if n % 3]
        for case in cases[::3]:
            case["status"] = "completed"
        rows = [
            filling.open_task(case, chance.choice(ROLES), chance)
            for case in running
            for _ in range(2)
        ]
        filling.write(place, cases, rows)
        with place.engine.begin() as tx:
            catalogue.remember_roles(tx, ROLES)
        yield place, cases, rows


def wanted(**more):
    given = {"role_sets": ["class_teacher", "class_teacher,school_admin"], "or_assignee": "teacher"}
    given |= {"owners": [(OFFICE, MINE)]}
    return inbox.TaskFilter(offices=[OFFICE], **{**given, **more})


def listed(place, asked, limit=3):
    """Leaf through a list to its end."""
    found, cursor = [], None
    while True:
        with place.engine.reading() as tx:
            page = inbox.tasks(tx, asked, read_cursor(cursor), limit)
        found += page[:limit]
        if len(page) <= limit:
            return [row.id for row in found]
        cursor = write_cursor(*inbox.task_place(found[-1]))


def expected(cases, rows, fits):
    mine = {c["id"] for c in cases if c["office_id"] == OFFICE and c["applicant_id"] == MINE}
    chosen = [row for row in rows if row["instance_id"] in mine and fits(row)]
    return [row["id"] for row in sorted(chosen, key=lambda row: (row["due_sort"], row["id"]))]


def test_a_school_sees_its_own_tasks_in_its_roles_or_given_to_it_in_order(busy):
    place, cases, rows = busy
    in_roles = expected(cases, rows, lambda row: "class_teacher" in row["roles"])
    of_all = expected(cases, rows, lambda _: True)

    assert in_roles
    assert len(in_roles) < len(of_all)
    assert listed(place, wanted()) == in_roles
    assert listed(place, wanted(role_sets=None, or_assignee=None)) == of_all
    assert listed(place, wanted(role_sets=[], or_assignee=None)) == []
    assert listed(place, wanted(owners=[(OTHER_OFFICE, MINE)])) == []


def test_what_was_given_to_the_school_or_to_the_person_is_listed_whatever_the_role(busy):
    place, cases, rows = busy
    first, second = expected(cases, rows, lambda _: True)[:2]
    with place.engine.begin() as tx:
        for identity, to in ((first, MINE), (second, "teacher")):
            tx.run(update(task).where(task.c.id == identity).values(assignee=to))

    assert listed(place, wanted(role_sets=[])) == [first, second]


def plan_of(place, ask):
    """Return how the database goes about a question, in its own words."""
    sent = []

    def note(_connection, _cursor, statement, values, *_):
        sent.append((statement, values))

    event.listen(place.engine.store.engine, "before_cursor_execute", note)
    with place.engine.reading() as tx:
        ask(tx)
    event.remove(place.engine.store.engine, "before_cursor_execute", note)
    statement, values = sent[-1]
    explain = "EXPLAIN" if place.kind == POSTGRESQL else "EXPLAIN QUERY PLAN"
    with place.engine.store.reading() as connection:
        if place.kind == POSTGRESQL:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # the tables are small
        rows = connection.exec_driver_sql(f"{explain} {statement}", values)
        return "\n".join(row[-1] for row in rows)


@pytest.mark.parametrize("more", [{}, {"role_sets": None, "or_assignee": None}, {"state": None}])
def test_the_inbox_of_a_school_is_read_from_the_index_of_its_cases(busy, more):
    place, _, _ = busy

    plan = plan_of(place, lambda tx: inbox.tasks(tx, wanted(**more), None, 50))

    assert "ix_process_instance_applicant" in plan
    assert "ix_task_instance" in plan
    assert "ix_process_instance_listing" not in plan
    assert "ix_task_office" not in plan
    assert "ix_task_inbox" not in plan


def test_the_cases_of_a_school_are_read_from_the_index_of_its_cases(busy):
    place, _, _ = busy
    asked = queries.InstanceFilter(offices=[OFFICE], owners=[(OFFICE, MINE), (OTHER_OFFICE, MINE)])
    narrow = replace(asked, definition_key="bench_2", status="active")

    plan = plan_of(place, lambda tx: queries.instances(tx, narrow, None, 50))
    with place.engine.reading() as tx:
        found = queries.instances(tx, asked, None, 50)

    assert "ix_process_instance_applicant" in plan
    assert len(found) == 3
    assert {(row.office_id, row.applicant_id) for row in found} == {(OFFICE, MINE)}
