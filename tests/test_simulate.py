"""The national year: its plan adds up, its people fill in forms, a spring of it can be lived."""

import random
from datetime import date, datetime

import pytest
from sqlalchemy import func, select

from engine import shipped
from engine.store.tables import incident, process_instance, task
from tests.simulate import curves, demand, filling, plan, running
from tests.simulate.curves import BANGKOK
from tests.simulate.demand import Extent

NATION = Extent()
SCHOOL_YEAR = curves.Days(range(2026, 2029))


def _chance(seed):
    return random.Random(seed)  # noqa: S311 - arrivals, no secrets


def _shipped():
    return {name.removesuffix(".bpmn") for name in shipped.files() if name.endswith(".bpmn")}


def test_every_procedure_that_ships_is_in_the_plan():
    assert _shipped() == demand.cases(NATION).keys()


def test_units_were_measured_of_procedures_that_ship():
    measured = plan.units()["by_definition"]

    assert measured.keys() <= _shipped()
    assert measured["cct_school"]["tasks"] > 5


def test_twice_the_offices_and_schools_make_twice_the_work():
    twice = Extent(offices=2 * NATION.offices, schools=2 * NATION.schools)

    once, doubled = plan.totals(NATION), plan.totals(twice)

    for key, made in once.items():
        assert doubled[key] == pytest.approx({name: 2 * n for name, n in made.items()})


def test_no_task_gets_lost_between_the_plan_and_its_calendar():
    tasks = sum(made["tasks"] for made in plan.totals(NATION).values())

    assert plan.arrivals(NATION, 2569).total() == pytest.approx(tasks)


def test_nobody_is_planned_to_work_on_a_day_off():
    days = plan.arrivals(NATION, 2569)

    assert all(SCHOOL_YEAR.is_open(day) for day in days)
    assert date(2026, 6, 3) not in days, "a public holiday"


def test_the_last_week_of_a_window_is_five_times_as_busy():
    days = SCHOOL_YEAR.between(date(2026, 5, 18), date(2026, 7, 21))

    found = curves.spread(days, crowd=5, number=1_000)

    assert found[days[-1]] == pytest.approx(5 * found[days[0]])
    assert found.total() == pytest.approx(1_000)


def test_moments_are_drawn_in_the_window_and_by_the_seed():
    days = SCHOOL_YEAR.between(date(2026, 6, 1), date(2026, 6, 30))

    some = [curves.drawn(_chance(7), days, 5) for _ in range(2)]
    many = [curves.drawn(_chance(n), days, 5) for n in range(200)]

    assert some[0] == some[1]
    assert {each.date() for each in many} <= set(days)
    assert sum(each.date() in days[-5:] for each in many) > 60


def test_a_part_of_the_nation_has_an_office_and_a_school_at_least():
    assert NATION.scaled(0.00001) == Extent(offices=1, schools=1)
    assert NATION.scaled(0.01) == Extent(offices=2, schools=294)


IF_X = {"field": "name", "op": "eq", "value": "x"}
FORM = {
    "key": "small",
    "fields": [
        {"key": "number", "type": "text", "auto": "number:small"},
        {"key": "name", "type": "text", "required": True},
        {"key": "why", "type": "text", "required": True, "visible": IF_X},
        {
            "key": "rows",
            "type": "table",
            "from": "known",
            "columns": [
                {"key": "who", "type": "text", "required": True},
                {"key": "kept", "type": "bool", "required": True},
            ],
        },
    ],
}  # fmt: skip
NOW = datetime(2026, 6, 1, 9, tzinfo=BANGKOK)


def test_a_form_is_filled_in_with_what_the_case_knows_and_what_must_be_there():
    shown = {"definition": FORM, "data": {"number": "1/2569", "rows": [{"who": "ก"}, {"who": "ข"}]}}

    data = filling.filled(shown, _chance(1), NOW, None)

    assert data["rows"] == [{"who": "ก", "kept": True}, {"who": "ข", "kept": True}]
    assert data["name"]
    assert data.keys() == {"name", "rows"}


def test_what_a_form_refuses_is_put_right_by_what_the_refusal_names():
    data = {"why": "ไม่มีใครถาม", "rows": [{"who": "ก"}]}

    mended = filling.mended(FORM, data, {"name": {}, "why": {}, "rows.0.kept": {}}, NOW)

    assert mended["name"]
    assert "why" not in mended
    assert mended["rows"] == [{"who": "ก", "kept": True}]


def test_files_are_attached_wherever_a_form_wants_one():
    asked = []

    data = filling.with_files(
        {"a": filling.SCAN, "rows": [{"b": filling.SCAN}]},
        lambda field: asked.append(field) or field,
    )

    assert asked == ["a", "rows.b"]
    assert data == {"a": ["a"], "rows": [{"b": ["rows.b"]}]}


@pytest.fixture
def life(tmp_path):
    wanted = running.Wanted(extent=Extent(offices=1, schools=2), year=2569, seed=4)
    made = running.made(wanted, tmp_path)
    yield made
    made.close()


def test_a_spring_is_lived_without_an_incident(life):
    life.live(datetime(2026, 6, 20, 8, tzinfo=BANGKOK))

    with life.engine.store.reading() as connection:
        count = lambda what: connection.execute(select(func.count()).select_from(what)).scalar_one()  # noqa: E731  asked thrice
        begun = set(connection.execute(select(process_instance.c.definition_key)).scalars())
        assert count(incident) == 0
        assert count(task) >= life.watch.done.total() > 10
    assert not life.watch.failed
    assert {"cct_screening", "cct_school", "school_community", "student_welfare"} <= begun
