"""Runs of simulated years: begun from a draft's files, kept as rows, told by whoever is asked."""

import json
from uuid import uuid4

import pytest

from engine import yearly
from engine.errors import (
    DefinitionNotFound,
    DeploymentRefused,
    Forbidden,
    SimulationBusy,
    SimulationInvalid,
    SimulationNotFound,
)
from engine.store import simulations
from engine.yearly import runs
from tests.engine.conftest import FORM, OFFICER, diagram, person
from tests.execution.drawing import end, process, start, user_task, way

ANALYST = person("analyst", "udonthani1", "analyst")
FILES = {"review.bpmn": diagram(), "evidence.json": json.dumps(FORM).encode()}
DRAFT = uuid4()


def ended(desk, identity):
    """Return a run once it has ended."""
    yearly.finish()
    return yearly.get(desk.engine, ANALYST, DRAFT, identity)


def assumed(desk, files=FILES, **more):
    found = yearly.begin(desk.engine, ANALYST, files, (None, None)).supposed.assumed
    return yearly.Assumptions(**{**{n: getattr(found, n) for n in found.__slots__}, **more})


def test_assumptions_begin_with_the_office_and_its_past(desk):
    for _ in range(6):
        desk.finish(desk.start())
        desk.later(days=1)
    found = yearly.begin(desk.engine, ANALYST, FILES, (None, None))
    assert (found.key, found.deployed, found.name.name_th) == ("review", 1, "ตรวจหลักฐาน")
    supposed = found.supposed
    assert (supposed.assumed.year, supposed.assumed.cases) == (2026, 6)
    assert supposed.assumed.staff == {"office_director": 1, "promo_officer": 1}
    assert [each.element.id for each in supposed.tasks] == ["check", "sign"]
    assert [each.past.shape.value for each in supposed.tasks] == ["past", "past"]
    assert (supposed.has_windows, supposed.by_calendar) == (False, False)
    assert supposed.is_forecast
    assert [each.id for each in supposed.offices] == ["udonthani1"]
    assert supposed.past.cases == 6
    assert supposed.choices == []


def test_a_run_is_kept_and_told_beside_the_deployed_version(desk):
    changed = process(
        [start(), user_task("check"), user_task("sign"), user_task("again"), end()],
        way("start", "check", "sign", "again", "end"),
        id="review",
    )
    files = {"review.bpmn": changed}
    given = assumed(desk, files, cases=20)
    identity = yearly.start(desk.engine, ANALYST, (DRAFT, files), given, "review")
    found = ended(desk, identity)
    assert (found.row.state, found.row.share, found.is_lost) == (yearly.DONE, 1000, False)
    assert found.assumed == given
    assert (found.outcome.begun, found.before.begun) == (20, 20)
    assert {e.element.id for e in found.outcome.elements} > {
        e.element.id for e in found.before.elements
    }
    assert yearly.difference(found.before, found.outcome).more_days > 0
    assert [row.id for row in yearly.newest(desk.engine, ANALYST, DRAFT)] == [identity]


def test_a_second_run_waits_until_the_first_has_ended_or_was_cancelled(desk):
    given = assumed(desk, cases=4000)
    identity = yearly.start(desk.engine, ANALYST, (DRAFT, FILES), given)
    with pytest.raises(SimulationBusy):
        yearly.start(desk.engine, ANALYST, (DRAFT, FILES), given)
    yearly.cancel(desk.engine, ANALYST, DRAFT, identity)
    found = ended(desk, identity)
    assert found.outcome.stopped is yearly.Stop.CANCELLED


def test_a_draft_with_errors_is_refused_with_its_problems(desk):
    broken = process([start(), user_task(camunda_formKey="nowhere"), end()], way("start", "work"))
    with pytest.raises(DeploymentRefused) as refused:
        yearly.begin(desk.engine, ANALYST, {"example.bpmn": broken}, (None, None))
    assert refused.value.particulars["problems"]
    with pytest.raises(SimulationInvalid):
        yearly.begin(desk.engine, ANALYST, {}, (None, None))


def test_only_analysts_simulate_and_only_what_is_there(desk):
    with pytest.raises(Forbidden):
        yearly.begin(desk.engine, OFFICER, FILES, (None, None))
    with pytest.raises(Forbidden):
        yearly.newest(desk.engine, OFFICER, DRAFT)
    with pytest.raises(SimulationNotFound):
        yearly.get(desk.engine, ANALYST, DRAFT, uuid4())
    with pytest.raises(SimulationNotFound):
        yearly.cancel(desk.engine, ANALYST, DRAFT, uuid4())
    with pytest.raises(DefinitionNotFound):
        yearly.start(desk.engine, ANALYST, (DRAFT, FILES), assumed(desk), "nothing")
    with pytest.raises(SimulationInvalid):
        yearly.begin(desk.engine, person("nobody", "*", "analyst"), FILES, (None, None))


def test_a_run_whose_process_has_gone_is_told_as_lost_and_old_ones_make_way(desk):
    identity = None
    for _ in range(runs.KEPT + 2):
        with desk.engine.begin() as tx:
            row = runs.new_row(tx, ANALYST, DRAFT, assumed(desk))
            simulations.add(tx, row)
            simulations.keep_newest(tx, DRAFT, runs.KEPT)
            identity = row.id
    assert len(yearly.newest(desk.engine, ANALYST, DRAFT)) == runs.KEPT
    assert not yearly.get(desk.engine, ANALYST, DRAFT, identity).is_lost
    desk.later(minutes=3)
    assert yearly.get(desk.engine, ANALYST, DRAFT, identity).is_lost
