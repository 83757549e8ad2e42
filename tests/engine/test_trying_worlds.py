"""A scratch world: whoever acts, what comes due, what is refused, and stepping back to it all."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import shipped
from engine.errors import DeploymentRefused, FormInvalid, MoveInvalid, MoveUnfit
from engine.parties import school_party
from engine.trying import cast, founding, looking
from engine.trying.moves import Do, Move, Place, from_json
from engine.trying.naming import names_of
from engine.trying.world import World
from tests.engine.trying_stage import (
    BANGKOK,
    FIRST,
    PERMISSION,
    permission,
    play,
    seen,
    start,
    work,
)
from tests.execution.drawing import inputs, node, script, straight
from tests.processes.desk import Desk

OFFICE = "udonthani1"


@pytest.fixture(scope="module")
def office(sqlite_template, tmp_path_factory):
    """The demonstration's office, for its calendar, settings and what is deployed."""
    directory = tmp_path_factory.mktemp("office")
    file = directory / "office.db"
    file.write_bytes(sqlite_template.read_bytes())
    desk = Desk(f"sqlite:///{file}", directory)
    desk.fill()
    yield desk.engine
    desk.engine.close()


@pytest.fixture
def world(office):
    made = World(founding.found(office, OFFICE, permission()), FIRST)
    yield made
    made.close()


def one(world):
    (case,) = looking.look(world).cases
    return case


def test_deadline_comes_by_the_real_calendar_and_escalates_when_time_jumps(world):
    play(world, "consult", "draft_plan")

    review = one(world).tasks[0]
    assert review.row.due_date == date(2026, 4, 28), "15 working days, Songkran not counted"
    assert "วันหยุด" in review.why[0] or "วันทำการ" in review.why[0]
    world.play(Move(do=Do.NEXT))
    assert world.letters[-1].to == "academic_committee", "the reminder"
    world.play(Move(do=Do.NEXT))

    assert world.now == datetime(2026, 4, 29, 0, 0, tzinfo=BANGKOK)
    assert world.letters[-1].to == "promo_director", "escalated to the person above"
    assert "review_due" in one(world).drawn.done


def test_the_settings_that_a_draft_declares_hold_in_its_trial(office):
    declared = json.loads(shipped.settings()["home_education"])
    declared["plan_review_days"]["default"] = 10
    files = {**permission(), "settings.json": json.dumps(declared).encode()}
    world = World(founding.found(office, OFFICE, files), FIRST)
    try:
        play(world, "consult", "draft_plan")

        assert one(world).tasks[0].row.due_date == date(2026, 4, 21)
        assert one(world).diagrams == [PERMISSION]
    finally:
        world.close()


def test_advancing_fires_each_timer_at_its_own_moment(world):
    play(world, "consult", "draft_plan")

    world.play(Move(do=Do.ADVANCE, given={"to": "2026-06-01T09:00:00+07:00"}))

    fired = [event.at for event, _ in one(world).told if event.type == "timer_fired"]
    assert [each.astimezone(BANGKOK).date() for each in fired] == [
        date(2026, 4, 22),
        date(2026, 4, 29),
    ]
    assert world.now == datetime(2026, 6, 1, 9, 0, tzinfo=BANGKOK)


def test_one_timer_is_fired_and_the_clock_stays(world):
    play(world, "consult", "draft_plan")

    world.play(Move(do=Do.FIRE, place=Place(case=0, element="review_due")))

    assert world.now == FIRST
    assert [each.place.element for each in one(world).timers] == ["review_reminder"]


def test_what_a_form_refuses_changes_nothing(world):
    play(world, "consult")
    before = seen(world)

    with pytest.raises(FormInvalid) as refused:
        world.play(Move(do=Do.COMPLETE, place=Place(case=0, element="draft_plan")))

    assert refused.value.particulars["errors"]
    assert seen(world) == before


@pytest.mark.parametrize(
    ("move", "words"),
    [
        (Move(do=Do.COMPLETE, place=Place(case=0, element="pec_decide")), "pec_decide"),
        (Move(do=Do.FIRE, place=Place(case=3, element="x")), "เรื่องที่ 4"),
        (Move(do=Do.ADVANCE, given={"to": "2026-01-01T00:00:00+07:00"}), "ถอยหลัง"),
        (start(key="nothing_of_that_name"), "จุดเริ่มต้น"),
        (start(message="nobody says this"), "จุดเริ่มต้น"),
        (Move(do=Do.HEAR, place=Place(case=0, element="consult")), "ข้อความ"),
        (Move(do=Do.SERVE, place=Place(case=0, element="consult")), "ติดขัด"),
    ],
)
def test_a_move_that_does_not_fit_says_so_in_words(world, move, words):
    world.play(start())

    with pytest.raises(MoveUnfit) as refused:
        world.play(move)

    assert words in refused.value.text("th")
    assert len(world.moves) == 1


@pytest.mark.parametrize(
    "told",
    [{}, {"do": "dance"}, {"do": "fire", "element": "x", "case": "many"}, {"do": "fire", "nth": 1}],
)
def test_what_is_no_move_is_refused(world, told):
    with pytest.raises(MoveInvalid):
        world.play(from_json(told))


def test_a_move_is_read_as_it_was_kept():
    for move in (
        start(),
        Move(do=Do.FIRE, place=Place(case=1, element="x", nth=2)),
        Move(do=Do.NEXT),
    ):
        assert from_json(move.to_json()) == move


def test_a_school_and_the_office_begin_cases_too(world):
    school = school_party(cast.invented_schools(OFFICE)[0].code)

    world.play(start(party=school))
    world.play(start(party=None))

    found = [case.instance.applicant_id for case in looking.look(world).cases]
    assert found == [school, None]


def test_a_paper_is_made_and_its_file_is_in_the_world(world):
    play(world, "consult", "draft_plan", "academic_review", "apply")

    papers = one(world).papers
    assert papers
    with world.engine.files.open(papers[0].sha256) as file:
        assert file.read(5) == b"%PDF-"


def test_moves_are_told_in_words(world):
    play(world, "consult")
    names = names_of(world)

    told = [names.move(each)[0] for each in world.moves]

    assert told[0].startswith("เริ่มเรื่อง “")
    assert told[1].startswith("ทำงาน “")
    assert PERMISSION not in told[0]
    assert "consult" not in told[1]


def test_files_with_errors_found_no_world_and_say_why(office):
    with pytest.raises(DeploymentRefused) as refused:
        founding.found(office, OFFICE, {"x.bpmn": b"<nothing/>"})

    assert refused.value.particulars["problems"]


@pytest.fixture
def stuck(office):
    """A world of a paper that cannot be made, and a script behind it that lacks a number."""
    asked = {"paper": "receipt", "into": "slip", "applicant_name": "ก", "subject": "ข"}
    receipt = inputs(**asked, received_at="วันไหนก็ไม่รู้")
    letter = node(
        "serviceTask", "letter", receipt, camunda_type="external", camunda_topic="document"
    )
    guess = script("guess", "total = amount + 1")
    files = {"stuck.bpmn": straight(letter, guess, names=["letter", "guess"])}
    made = World(founding.found(office, OFFICE, files), FIRST)
    made.play(start(key="example"))
    yield made
    made.close()


def answer(world, **variables):
    (found,) = one(world).stuck
    world.play(Move(do=Do.SERVE, place=found.place, given={"variables": variables}))


def test_a_stuck_element_goes_on_with_a_pretended_answer(stuck):
    assert [each.place.element for each in one(stuck).stuck] == ["letter"]

    answer(stuck, slip="ปลอม")
    assert [each.place.element for each in one(stuck).stuck] == ["guess"]
    answer(stuck, amount=41)

    case = one(stuck)
    assert (case.variables["slip"], case.variables["total"]) == ("ปลอม", 42)
    assert case.end.id == "end"


def test_nothing_leaves_and_nothing_of_the_office_changes(office, world):
    with office.reading() as tx:
        before = tx.connection.exec_driver_sql("SELECT count(*) FROM process_instance").scalar()

    play(world, "consult", "draft_plan")

    with office.reading() as tx:
        assert (
            before
            == tx.connection.exec_driver_sql("SELECT count(*) FROM process_instance").scalar()
        )


def _possible(world):
    """Return every move that there is now, in a fixed order."""
    found = [start()] if not looking.look(world).cases else []
    for case in looking.look(world).cases:
        found += [work(world, each.place.element) for each in case.tasks]
        found += [Move(do=Do.FIRE, place=each.place) for each in case.timers]
    if any(case.timers for case in looking.look(world).cases):
        found.append(Move(do=Do.NEXT))
    later = world.now + timedelta(days=3)
    return [*found, Move(do=Do.ADVANCE, given={"to": later.isoformat()})]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_stepping_back_and_living_again_show_what_was_seen_then(office, data):
    founded = founding.found(office, OFFICE, permission())
    world, other = World(founded, FIRST), World(founded, FIRST)
    try:
        recorded = [seen(world)]
        for _ in range(data.draw(st.integers(2, 9))):
            possible = _possible(world)
            world.play(possible[data.draw(st.integers(0, len(possible) - 1))])
            recorded.append(seen(world))
        moves = list(world.moves)
        place = data.draw(st.integers(0, len(moves)))

        other.live(moves[:place])
        assert seen(other) == recorded[place], "lived again from its moves"
        world.back_to(place)
        assert seen(world) == recorded[place], "stepped back"
        world.live(moves)
        assert seen(world) == recorded[-1], "and forward again"
    finally:
        world.close()
        other.close()
