"""A table of 2,000 students in a case: kept apart, seen everywhere, gone with the case."""

import json
from contextlib import closing, contextmanager

import pytest
from sqlalchemy import delete, event, func, insert, select

from engine import backups, bootstrap, deployments, history, instances, reconciliation, tasks
from engine.errors import FormInvalid, StateUnreadable
from engine.settings import Settings
from engine.store.tables import history_event, instance_state, kept_list, task
from tests.engine.conftest import ADMIN, AUDITOR, DIRECTOR, OFFICER, OPERATOR
from tests.engine.long_table import FORM, students
from tests.execution import drawing as d

ROWS = students()
SMALL = 4_000
"""Bytes of a state with a table; the rows alone would be fifty times as many."""


@pytest.fixture
def office(desk):
    nodes = [
        d.start(),
        d.user_task("fill", camunda_formKey="students", name="กรอกรายชื่อ"),
        d.user_task("review", camunda_formKey="students", name="ตรวจรายชื่อ"),
        d.user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
        d.end(),
    ]
    diagram = d.process(nodes, d.way("start", "fill", "review", "sign", "end"), id="roll", name="ก")
    files = {"roll.bpmn": diagram, "students.json": json.dumps(FORM).encode()}
    deployments.deploy(desk.engine, OPERATOR, files)
    return desk


def begun(office):
    asked = instances.Asked(definition_key="roll", variables={}, applicant="family", office=None)
    return instances.start(office.engine, OFFICER, asked).instance.id


def filled(office):
    case = begun(office)
    office.complete(case, students=ROWS)
    return case


def count(office, table):
    return office.rows(select(func.count()).select_from(table))[0][0]


def state_bytes(office):
    return office.rows(select(func.length(instance_state.c.state)))[0][0]


@contextmanager
def looked_at(office):
    """Tell which statements read or wrote rows that are kept apart."""
    found = []

    def executed(_connection, _cursor, statement, *_rest):
        if "kept_list" in statement:
            found.append(statement.split(maxsplit=1)[0])

    event.listen(office.engine.store.engine, "before_cursor_execute", executed)
    yield found
    event.remove(office.engine.store.engine, "before_cursor_execute", executed)


def test_the_rows_are_kept_once_beside_a_small_state(office):
    case = filled(office)

    assert count(office, kept_list) == 1
    assert state_bytes(office) < SMALL
    assert instances.variables(office.engine, ADMIN, case)["students"] == ROWS
    assert instances.variables(office.engine, ADMIN, case)["total"] == 2000 * ROWS[0]["c2"]


def test_the_next_form_shows_the_rows_and_a_step_that_does_not_touches_none(office):
    case = filled(office)
    review = office.task(case)

    shown = tasks.form(office.engine, OFFICER, review.id)["data"]
    assert shown["students"] == ROWS

    with looked_at(office) as statements:
        tasks.claim(office.engine, OFFICER, review.id)
        instances.set_variables(office.engine, ADMIN, case, ({"remark": "ก"}, "ทดสอบ"))
    assert statements == []


def test_events_tell_only_what_changed(office):
    case = filled(office)
    office.complete(case, students=ROWS)  # reviewed, and sent back as it was
    changed = [{**ROWS[0], "first_name": "สมมติ เปลี่ยนชื่อ"}, *ROWS[1:]]

    lengths = select(func.length(history_event.c.body)).where(history_event.c.instance_id == case)
    bodies = [row[0] or 0 for row in office.rows(lengths)]
    assert sorted(bodies)[-2] < SMALL
    assert count(office, kept_list) == 1

    instances.set_variables(office.engine, ADMIN, case, ({"students": changed}, "แก้ชื่อ"))
    assert count(office, kept_list) == 1
    events = history.list_some(office.engine, AUDITOR, case, None, 100).items
    told = [each for each in events if each.data and "students" in each.data.get("set", {})]
    assert [each.data["set"]["students"] for each in told] == [ROWS, changed]


def test_another_process_goes_on_with_the_rows_until_the_case_ends(office):
    case = filled(office)
    office.complete(case, students=ROWS[:1500])
    assert instances.variables(office.engine, ADMIN, case)["students"] == ROWS[:1500]
    assert reconciliation.reconcile(office.engine) == []

    office.complete(case, DIRECTOR)

    assert count(office, kept_list) == count(office, instance_state) == 0


def test_reconciling_tells_of_rows_that_are_gone_and_drops_those_without_cause(office):
    case = filled(office)
    (kept,) = office.rows(select(kept_list))
    office.sql(insert(kept_list), {**kept._asdict(), "digest": "0" * 64})

    (told,) = reconciliation.reconcile(office.engine)
    assert told.endswith("rows 000000000000 were kept without cause")
    assert count(office, kept_list) == 1

    office.sql(delete(kept_list))
    (told,) = reconciliation.reconcile(office.engine)
    assert told.endswith(f"rows {kept.digest[:12]} are missing")
    with pytest.raises(StateUnreadable):
        instances.variables(office.engine, ADMIN, case)


def test_ending_a_case_early_drops_the_rows_and_erasing_it_leaves_no_name(office):
    case = begun(office)
    tasks.keep_draft(office.engine, OFFICER, office.task(case).id, {"students": ROWS})
    office.complete(case, students=ROWS)
    tasks.keep_draft(office.engine, OFFICER, office.task(case).id, {"students": ROWS})

    instances.cancel(office.engine, ADMIN, case, "ผู้ปกครองขอยกเลิก")
    assert count(office, kept_list) == 0

    history.erase(office.engine, ADMIN, case, "คำขอของผู้ปกครอง")
    assert [row[0] for row in office.rows(select(task.c.draft))] == [None, None]
    events = history.list_some(office.engine, AUDITOR, case, None, 100).items
    assert not any("students" in str(each.data) for each in events)


def test_a_draft_as_large_as_the_table_comes_back_as_it_was(office):
    case = begun(office)
    open_task = office.task(case)
    draft = {"students": [*ROWS[:1999], {"first_name": "ยังไม่ครบ"}]}

    tasks.keep_draft(office.engine, OFFICER, open_task.id, draft)

    assert tasks.form(office.engine, OFFICER, open_task.id)["data"] == draft
    (kept,) = office.rows(select(func.length(task.c.draft)))
    assert kept[0] < 200_000
    tasks.keep_draft(office.engine, OFFICER, open_task.id, {"students": ROWS[:1]})
    assert tasks.form(office.engine, OFFICER, open_task.id)["data"] == {"students": ROWS[:1]}


def test_wrong_rows_are_named_counted_and_not_all_told(office):
    case = begun(office)
    wrong = [{**row, "c1": "เจ็ด"} for row in ROWS]
    wrong[17]["thai_id"] = "1234567890123"

    with pytest.raises(FormInvalid) as refused:
        office.complete(case, students=wrong)

    told = refused.value.particulars
    assert told["total"] >= 2000
    assert len(told["errors"]) == told["told"] == 200
    assert "students.17.thai_id" in told["errors"]
    assert list(told["errors"])[:2] == ["students.0.c1", "students.1.c1"]
    assert count(office, kept_list) == 0


def test_a_backup_brings_the_rows_elsewhere(office, database_url, tmp_path, request):
    case = filled(office)
    backups.backup(office.engine, tmp_path / "today.zip")
    kind = "sqlite" if database_url.startswith("sqlite") else "postgres"
    blank_url = request.getfixturevalue(f"blank_{kind}_url")
    elsewhere = Settings(data_dir=tmp_path / "elsewhere", database_url=blank_url)

    backups.restore(elsewhere, tmp_path / "today.zip")

    with closing(bootstrap.build(elsewhere)) as engine:
        assert instances.variables(engine, ADMIN, case)["students"] == ROWS
