"""A simulated year: what is counted by hand comes out, on the calendar that cases run by."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from engine import yearly
from engine.calendar import BANGKOK, Calendar
from engine.errors import SimulationInvalid
from engine.execution import Environment, Execution, deciding, parse
from engine.forms import load
from engine.holiday_seed import office_holidays
from engine.yearly import Lasting, Shape, Stop, Unit
from tests.execution.drawing import (
    deadline,
    end,
    event,
    flow,
    node,
    process,
    script,
    start,
    user_task,
    way,
)

CALENDAR = Calendar(office="udonthani1", version=1, holidays=office_holidays(range(2025, 2031)))
VECTORS = json.loads((Path(__file__).parent / "workday_vectors.json").read_text(encoding="utf-8"))
MONDAY = datetime(2026, 2, 2, 8, 30, tzinfo=BANGKOK)
A_DAY = Lasting(shape=Shape.FIXED, unit=Unit.HOURS, usual=8)


def reviewed(days="1", rule="working_days", more=()):
    """Draw one task whose days are counted from the beginning, with what is more to be drawn."""
    due = event(
        "boundaryEvent",
        "due",
        "timer",
        deadline(rule=rule, n=days, from_="started_at"),
        attachedToRef="work",
        cancelActivity="false",
    )
    nodes = [start(), user_task("work", name="ตรวจ"), due, end("told"), *more, end()]
    return process(nodes, [*way("due", "told"), *way("start", "work", "end")])


def model(xml, *forms, **more):
    loaded = [load(json.dumps(form).encode(), f"{form['key']}.json")[0] for form in forms]
    return yearly.Model(
        definition=parse(xml, {}, {}),
        forms={form.key: form for form in loaded},
        conditions={each.element_id: each.conditions for each in deciding(xml)},
        calendar=more.pop("calendar", CALENDAR),
        setting=lambda name: {"days": 5}[name],
        **more,
    )


def assumed(**more):
    return yearly.Assumptions(
        **{
            "office": "udonthani1",
            "year": 2026,
            "cases": 3,
            "staff": {"promo_officer": 1},
            "tasks": {"work": A_DAY},
            **more,
        }
    )


def lived(xml, begun=(MONDAY,) * 3, *forms, **more):
    return yearly.live(model(xml, *forms), assumed(**more), begun=begun)


def test_one_officer_breaks_the_due_date_that_is_counted_by_hand():
    # Three come on Monday, each a day's work; all are due by the end of Tuesday. Done on Monday,
    # Tuesday and Wednesday at 16:30: the third is 16.5 hours late.
    found = lived(reviewed())
    (due,) = found.deadlines
    assert (due.due, due.met, due.late, due.open, due.dropped) == (3, 2, 1, 0, 0)
    assert due.by.median == pytest.approx(16.5 / 24, abs=0.01)
    assert due.roles == ("promo_officer",)
    assert [(month.first.isoformat(), month.due, month.late) for month in due.months] == [
        ("2026-02-01", 3, 1)
    ]
    assert (found.begun, found.ended, found.broken, found.due, found.late) == (3, 3, 0, 3, 1)


def test_where_work_piles_up_is_told_by_role_and_week():
    found = lived(reviewed())
    (role,) = found.roles
    assert (role.role, role.staff, role.done, role.longest, role.left) == (
        *("promo_officer", 1, 3, 2, 0),
    )
    assert (role.waited.median, role.waited.most) == (8, 16)
    (week,) = [each for each in role.weeks if each.most]
    assert (week.first.isoformat(), week.most) == ("2026-02-02", 2)
    hours = {each.element.id: each for each in found.elements}["work"]
    assert (hours.entered, hours.done, hours.waiting, hours.waited.most) == (3, 3, 0, 16)


def test_a_second_officer_keeps_every_due_date():
    before, after = lived(reviewed()), lived(reviewed(), staff={"promo_officer": 2})
    assert (before.late, after.late) == (1, 0)
    told = yearly.difference(before, after)
    assert told.more_late == -1
    assert [(each.host.id, each.more_late) for each in told.deadlines] == [("work", -1)]
    assert told.more_days < 0
    assert [each.role for each in told.roles] == ["promo_officer"]


def test_what_is_due_first_is_taken_up_first():
    # Two procedures' worth of dates: the case that begins later is due earlier.
    xml = process(
        [
            start(),
            script("count", "days = 1 if today() == '2026-02-03' else 20"),
            user_task("work"),
            event(
                *("boundaryEvent", "due", "timer"),
                deadline(n="days", from_="started_at"),
                attachedToRef="work",
                cancelActivity="false",
            ),
            end("told"),
            end(),
        ],
        [*way("start", "count", "work", "end"), *way("due", "told")],
    )
    begun = [MONDAY, MONDAY, MONDAY, MONDAY + timedelta(days=1)]
    assert lived(xml, begun).late == 0


@pytest.mark.parametrize("name", ["WD-01", "WD-03", "WD-06"])
def test_due_dates_are_those_of_the_calendar_and_of_the_engine(name):
    vector = next(each for each in VECTORS["vectors"] if each["id"] == name)
    begun = datetime.fromisoformat(f"{vector['start']}T10:00:00+07:00")
    xml = reviewed(days=str(vector["n"]))
    slow = Lasting(shape=Shape.FIXED, unit=Unit.DAYS, usual=60)
    found = lived(xml, [begun], year=begun.year, tasks={"work": slow})
    (timer,) = found.timers
    assert timer.earliest.isoformat() == timer.latest.isoformat() == vector["due"]
    environment = Environment(begun, lambda: CALENDAR, {}.__getitem__)
    execution = Execution.start(parse(xml, {}, {}), environment, {"started_at": begun.isoformat()})
    execution.rest()
    (waiting,) = execution.snapshot().timers
    assert timer.earliest == waiting.due_date
    assert (timer.set, timer.fired, timer.days_off) == (1, 1, 0)


def test_timers_near_long_closures_and_the_turn_of_the_year_are_counted():
    slow = Lasting(shape=Shape.FIXED, unit=Unit.DAYS, usual=60)
    songkran = datetime(2026, 4, 10, 9, tzinfo=BANGKOK)
    eve = datetime(2026, 12, 29, 9, tzinfo=BANGKOK)
    found = lived(reviewed("3", "calendar_days"), [songkran, eve], tasks={"work": slow})
    (timer,) = found.timers
    assert (timer.fired, timer.days_off, timer.turn) == (2, 2, 1)
    assert timer.long == 2
    assert (timer.earliest.isoformat(), timer.middle.isoformat()) == ("2026-04-13", "2027-01-01")


def test_the_same_seed_gives_the_same_year_and_another_one_another():
    lots = Lasting(shape=Shape.TRIANGULAR, unit=Unit.HOURS, least=1, usual=4, most=20)
    given = {"cases": 40, "tasks": {"work": lots}}
    one, two = lived(reviewed(), None, **given), lived(reviewed(), None, **given)
    assert one == two
    assert lived(reviewed(), None, seed=2, **given) != one
    assert one.begun == 40


def test_cases_begin_in_the_months_and_windows_that_are_given():
    may = (0.0,) * 4 + (1.0,) + (0.0,) * 7
    found = lived(reviewed("5"), None, cases=20, weights=may, staff={"promo_officer": 20})
    assert {month.first.month for month in found.deadlines[0].months} <= {5, 6}
    windowed = replace(model(reviewed()), windows=(("08-01", "08-31"),))
    found = yearly.live(windowed, assumed(cases=10, in_windows=True))
    assert found.deadlines[0].months[0].first.month == 8


def test_decisions_are_drawn_by_their_shares_and_forms_filled_in():
    form = {
        "key": "verdict",
        "title": {"th": "ผล", "en": "Verdict"},
        "rows": ["test"],
        "into": "verdict",
        "fields": [
            {
                "key": "result",
                "type": "enum",
                "required": True,
                "label": {"th": "ผล", "en": "Result"},
                "options": [
                    {"value": "yes", "th": "ผ่าน", "en": "Pass"},
                    {"value": "no", "th": "ไม่ผ่าน", "en": "Fail"},
                ],
            },
            {"key": "why", "type": "text", "label": {"th": "เหตุ", "en": "Why"}}
            | {"required_if": {"field": "result", "op": "eq", "value": "no"}},
        ],
    }
    nodes = [
        start(),
        user_task("work", camunda_formKey="verdict"),
        node("exclusiveGateway", "which", default="which_good"),
        end("good"),
        end("bad"),
    ]
    refused = flow("which", "bad", '${verdict.result == "no" and verdict.why != null}')
    xml = process(nodes, [*way("start", "work", "which"), flow("which", "good"), refused])
    for share, ends in ((0.0, {"good": 10}), (100.0, {"bad": 10})):
        chosen = {"verdict.result": {"yes": 100 - share, "no": share}}
        found = lived(xml, [MONDAY] * 10, form, choices=chosen)
        assert {each.element.id: each.cases for each in found.ends} == ends
        assert len(found.never) == 1


def test_a_stuck_case_is_told_with_its_reason_and_nothing_crashes():
    xml = process(
        [start(), user_task(), script("fail", "a = missing + 1"), end()],
        way("start", "work", "fail", "end"),
    )
    found = lived(xml)
    (failure,) = found.failures
    assert (failure.element.id, failure.cases, found.broken, found.ended) == ("fail", 3, 3, 0)
    assert "missing" in failure.why_en
    assert [each.id for each in found.never] == ["end"]


def test_a_loop_without_rest_stops_the_run_and_says_so(monkeypatch):
    monkeypatch.setattr("engine.execution.instance.MOST_STEPS", 300)
    nodes = [start(), script("a", "n = 1"), node("exclusiveGateway", "again", default="again_a")]
    xml = process(
        [*nodes, end()],
        [*way("start", "a", "again"), flow("again", "a"), flow("again", "end", "${n == 2}")],
    )
    found = lived(xml)
    assert (found.stopped, found.begun, found.stopped_on.isoformat()) == (
        *(Stop.LOOP, 1, "2026-02-02"),
    )


def test_a_case_that_goes_round_for_ever_is_left_and_told(monkeypatch):
    monkeypatch.setattr("engine.yearly.one_case.MOST_MOVES", 20)
    nodes = [start(), user_task(), node("exclusiveGateway", "again", default="again_work"), end()]
    xml = process(
        nodes,
        [*way("start", "work", "again"), flow("again", "work"), flow("again", "end", "${false}")],
    )
    quick = Lasting(shape=Shape.FIXED, unit=Unit.HOURS, usual=0.1)
    found = lived(xml, [MONDAY], tasks={"work": quick})
    assert found.ended == 0
    assert any("round and round" in en for _, en in found.remarks)


def test_a_run_ends_when_it_is_wanted_no_more():
    told = []

    def watch(share):
        told.append(share)
        return False

    found = yearly.live(model(reviewed()), assumed(cases=300), watch)
    assert found.stopped is Stop.CANCELLED
    assert 0 < told[0] < 1
    assert found.ended < 300


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"cases": 0}, "cases"),
        ({"cases": 5000, "years": 2}, "cases"),
        ({"weights": (0.0,) * 12}, "months"),
        ({"staff": {"promo_officer": -1}}, "staff"),
        ({"choices": {"a.b": {"x": 0.0}}}, "shares"),
        ({"tasks": {"work": replace(A_DAY, shape=Shape.TRIANGULAR, least=9, most=10)}}, "rise"),
    ],
)
def test_assumptions_out_of_bounds_are_refused(wrong, why):
    with pytest.raises(SimulationInvalid) as refused:
        lived(reviewed(), **wrong)
    assert why in refused.value.text("en")
    assert "จำลองไม่ได้" in refused.value.text("th")


@pytest.mark.parametrize("table", ["deadlines", "roles", "timers", "elements"])
def test_every_table_is_a_spreadsheet_in_both_languages(table):
    found = lived(reviewed())
    for language in ("th", "en"):
        assert yearly.sheet(found, table, language).startswith(b"PK")
