"""Trials are kept as moves and scenarios as expectations; what a changed draft breaks is told."""

from datetime import datetime, timedelta, timezone

import pytest

from engine import drafts, trying
from engine.errors import (
    DeploymentRefused,
    Forbidden,
    MoveInvalid,
    MoveUnfit,
    ScenarioChanged,
    ScenarioNameTaken,
    ScenarioNotFound,
    TrialMoved,
)
from engine.trying import Do, Expectation, Move, Place, What, keeping, looking
from tests.engine.conftest import OFFICER, person
from tests.execution import drawing as d

FIRST = datetime(2026, 4, 1, 9, 0, tzinfo=timezone(timedelta(hours=7)))
SOMSRI = person("somsri", "udonthani1", "analyst")
WICHAI = person("wichai", "udonthani1", "analyst")


def waiting(days="15", then="end"):
    """Return a procedure: a task with a deadline that escalates, then a way by its result."""
    late = d.event("boundaryEvent", "late", "timer", d.deadline(n=days, start="${started_at}"))
    late = late.replace("<bpmn:boundaryEvent", '<bpmn:boundaryEvent attachedToRef="work"')
    nodes = [
        d.start(),
        d.user_task("work", name="ตรวจคำขอ"),
        late.replace('id="late"', 'id="late" cancelActivity="false" name="เกินกำหนด"'),
        d.user_task("chase", name="เร่งรัด"),
        d.end("end", name="จบ"),
        d.end("chased"),
    ]
    flows = [*d.way("start", "work", then), *d.way("late", "chase", "chased")]
    return d.process(nodes, flows, id="waiting", name="รอ", drawn=["work", "late", "chase"])


@pytest.fixture
def draft(desk):
    row = drafts.create(desk.engine, SOMSRI, drafts.Begun(title_th="รอ", key="waiting"))
    save(desk, row.id, waiting())
    yield row.id
    for each in (SOMSRI, WICHAI):
        trying.leave(desk.engine, each, row.id)


def save(desk, draft, body):
    known, _ = drafts.read(desk.engine, SOMSRI, draft, "waiting.bpmn")
    drafts.save(desk.engine, SOMSRI, draft, "waiting.bpmn", body, known.revision)


def begun(desk, draft):
    trial = trying.begin(desk.engine, SOMSRI, draft, FIRST)
    return played(desk, trial, Move(do=Do.START, given={"key": "waiting", "party": None}))


def played(desk, trial, move):
    return trying.play(desk.engine, SOMSRI, trial.row.draft_id, move, trial.row.version)


def done(element):
    return Move(do=Do.COMPLETE, place=Place(case=0, element=element))


def kept(desk, draft, name="เกินกำหนด"):
    trial = played(desk, begun(desk, draft), Move(do=Do.NEXT))
    trial = played(desk, trial, done("chase"))
    trial = played(desk, trial, done("work"))
    expected = trying.offered(looking.look(trial.world))
    return trying.keep(desk.engine, SOMSRI, trial, name, expected)


def test_a_trial_outlives_the_process_that_lived_it(desk, draft):
    trial = played(desk, begun(desk, draft), Move(do=Do.NEXT))
    then = looking.look(trial.world)

    keeping.forget_all()
    again = trying.current(desk.engine, SOMSRI, draft)

    assert again.world is not trial.world
    now = looking.look(again.world)
    assert now.now == then.now
    assert [each.place for each in now.cases[0].tasks] == [e.place for e in then.cases[0].tasks]
    assert [at for _, at in again.moves] == [FIRST, then.now]


def test_what_the_office_begins_for_a_family_is_the_familys(desk, draft):
    body = waiting().replace(b"promo_officer", b"promo_officer,organiser")
    save(desk, draft, body)

    (way,), _ = trying.ways(desk.engine, SOMSRI, draft)
    trial = begun(desk, draft)

    assert way.party == "try_organiser"
    at_desk = trying.at_desk(trial, Place(case=0, element="work"))
    assert at_desk.role == "promo_officer", "nobody outside sees a case that nobody brought"


def test_stepping_back_keeps_what_lies_ahead_until_something_else_is_done(desk, draft):
    trial = played(desk, begun(desk, draft), Move(do=Do.NEXT))

    back = trying.step_to(desk.engine, SOMSRI, draft, 1, trial.row.version)
    assert back.world.now == FIRST
    assert len(back.row.moves) == 2
    ahead = trying.step_to(desk.engine, SOMSRI, draft, 2, back.row.version)
    assert ahead.world.now > FIRST
    back = trying.step_to(desk.engine, SOMSRI, draft, 1, ahead.row.version)
    other = played(desk, back, done("work"))

    assert [move.do for move, _ in other.moves] == [Do.START, Do.COMPLETE]


def test_a_trial_that_moved_in_another_tab_is_not_moved_twice(desk, draft):
    trial = begun(desk, draft)
    played(desk, trial, done("work"))

    with pytest.raises(TrialMoved):
        played(desk, trial, done("work"))


def test_a_refused_move_is_not_kept(desk, draft):
    trial = begun(desk, draft)

    with pytest.raises(MoveUnfit):
        played(desk, trial, done("nothing"))

    again = trying.current(desk.engine, SOMSRI, draft)
    assert again.row == trial.row


def test_who_is_no_analyst_tries_nothing(desk, draft):
    for refused in (
        lambda: trying.begin(desk.engine, OFFICER, draft, FIRST),
        lambda: trying.current(desk.engine, OFFICER, draft),
        lambda: trying.list_all(desk.engine, OFFICER, draft),
        lambda: trying.run_all(desk.engine, OFFICER, draft),
        lambda: trying.remove(desk.engine, OFFICER, draft, draft),
    ):
        with pytest.raises(Forbidden):
            refused()


def test_the_trial_goes_on_with_the_draft_as_it_is_now(desk, draft):
    played(desk, begun(desk, draft), Move(do=Do.NEXT))

    save(desk, draft, waiting("10"))
    again = trying.current(desk.engine, SOMSRI, draft)

    assert again.world.stopped is None
    (case,) = looking.look(again.world).cases
    assert case.definition.elements["late"].deadline_kind == "due"
    assert again.world.now.date().isoformat() == "2026-04-15"


def test_a_scenario_passes_on_the_draft_it_was_kept_of(desk, draft):
    row = kept(desk, draft)

    (result,) = trying.run_all(desk.engine, WICHAI, draft)

    assert (result.id, result.is_passed, result.failures, result.done) == (row.id, True, (), 4)
    what = {each.what for each in trying.expectations_of(row)}
    assert what == {What.ENDED, What.DUE, What.PASSED}


def test_a_shorter_period_fails_it_and_the_due_date_is_told(desk, draft):
    kept(desk, draft)

    save(desk, draft, waiting("10"))
    result = trying.run_one(desk.engine, SOMSRI, draft, kept_id(desk, draft))

    assert not result.is_passed
    told = [each.got[0] for each in result.failures]
    assert any("เกินกำหนด" in t and "๑๕ เมษายน ๒๕๖๙" in t and "แต่คาดไว้" in t for t in told), told


def kept_id(desk, draft):
    return trying.list_all(desk.engine, SOMSRI, draft)[0].id


def test_a_move_that_no_longer_fits_fails_it_in_words(desk, draft):
    kept(desk, draft)

    save(
        desk,
        draft,
        waiting(then="end")
        .replace(b'id="chase"', b'id="hurry"')
        .replace(b'"chase"', b'"hurry"')
        .replace(b"late_chase", b"late_hurry"),
    )
    (result,) = trying.run_all(desk.engine, SOMSRI, draft)

    assert result.done == 2
    assert "การกระทำที่ 3" in result.failures[0].expected[0]
    assert "ไม่มีงาน" in result.failures[0].got[0]


def test_what_cannot_run_is_told_by_its_problems(desk, draft):
    kept(desk, draft)
    save(
        desk,
        draft,
        waiting().replace(b'candidateGroups="promo_officer"', b'candidateGroups="nobody"'),
    )

    with pytest.raises(DeploymentRefused) as refused:
        trying.run_all(desk.engine, SOMSRI, draft)

    assert refused.value.particulars["problems"]


WRONG = [
    (Expectation(what=What.NOT_PASSED, subject="work"), "ทั้งที่คาดว่าจะไม่ผ่าน"),
    (Expectation(what=What.PASSED, subject="gone"), "ไม่ได้ผ่าน"),
    (Expectation(what=What.ENDED, subject="chased"), "จบที่"),
    (Expectation(what=What.PAPER, subject="letter"), "ไม่ได้ออกเอกสาร"),
    (Expectation(what=What.VARIABLE, subject="office", value="x"), "แต่คาดไว้ x"),
    (Expectation(what=What.VARIABLE, subject="plan.result", value=1), "ไม่มีข้อมูล"),
    (Expectation(what=What.DUE, subject="late", value="2026-04-28", nth=1), "ครั้งที่ 2"),
    (Expectation(what=What.PASSED, subject="work", case=4), "เรื่องที่ 5"),
]


def test_each_kind_of_expectation_says_what_happened_instead(desk, draft):
    row = kept(desk, draft)

    trying.change(desk.engine, WICHAI, row, row.name, [each for each, _ in WRONG])
    (result,) = trying.run_all(desk.engine, SOMSRI, draft)

    told = [failure.got[0] for failure in result.failures]
    assert len(told) == len(WRONG)
    assert [words for got, (_, words) in zip(told, WRONG, strict=True) if words not in got] == []


def test_names_are_had_once_and_changes_are_seen(desk, draft):
    row = kept(desk, draft)

    with pytest.raises(ScenarioNameTaken):
        kept(desk, draft)
    trying.change(desk.engine, SOMSRI, row, "อีกชื่อ", [])
    with pytest.raises(ScenarioChanged):
        trying.change(desk.engine, SOMSRI, row, "ชื่ออื่น", [])
    with pytest.raises(MoveInvalid):
        kept(desk, draft, "   ")
    trying.remove(desk.engine, SOMSRI, draft, row.id)
    with pytest.raises(ScenarioNotFound):
        trying.get(desk.engine, SOMSRI, draft, row.id)


def test_coverage_tells_what_no_scenario_passes(desk, draft):
    kept(desk, draft)
    results = trying.run_all(desk.engine, SOMSRI, draft)

    (found,) = trying.coverage(drafts.bodies(desk.engine, SOMSRI, draft), results)

    times = {each.id: (each.times, each.scenarios) for each in found.elements}
    assert times == {"work": (1, 1), "late": (1, 1), "chase": (1, 1)}
    (nothing,) = trying.coverage(drafts.bodies(desk.engine, SOMSRI, draft), [])
    assert nothing.passed[:2] == (0, 3)


def test_scenarios_travel_as_files(desk, draft):
    row = kept(desk, draft)
    files = trying.as_files(desk.engine, SOMSRI, draft)
    other = drafts.create(desk.engine, SOMSRI, "อื่น").id

    assert list(files) == ["scenarios/เกินกำหนด.json"]
    for _ in range(2):
        assert trying.take_in(desk.engine, SOMSRI, other, files) == 1
    (found,) = trying.list_all(desk.engine, SOMSRI, other)
    assert (found.name, found.moves, found.expectations) == (
        row.name,
        row.moves,
        row.expectations,
    )
    _, body = drafts.export_zip(desk.engine, SOMSRI, draft, files)
    assert trying.scenarios_in([("all.zip", body), ("x.zip", b"no zip"), ("y.bpmn", b"")]) == files
    assert not drafts.import_files(desk.engine, SOMSRI, other, [("all.zip", body)]).refused
    with pytest.raises(MoveInvalid):
        trying.take_in(desk.engine, SOMSRI, other, {"scenarios/x.json": b'{"name": "x"}'})
