"""What an admin's pages need of offices: names, who asks for a setting, what a change moves."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from engine import admin_events, demo, deployments, offices, shipped
from engine.calendar import local_date
from engine.errors import (
    Forbidden,
    NotFound,
    OfficeNameUnfit,
    ReasonRequired,
    SettingUnfit,
    SettingUnknown,
)
from engine.model import Person
from tests.api.conftest import engine_on

HERE, THERE = "udonthani1", "phayao2"
ADMIN = Person(id="admin", name="ผู้ดูแล", offices={HERE: frozenset({"admin"})})
CHIEF = Person(id="chief", name="ผู้ดูแล", national=frozenset({"admin"}))
BOTH = Person(id="x", name="", offices={HERE: frozenset({"admin"}), THERE: frozenset({"office"})})
OFFICER = Person(id="officer", name="", offices={HERE: frozenset({"promo_officer"})})
AUDITOR = Person(id="auditor", name="", offices={HERE: frozenset({"auditor", "admin"})})
OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))
NAMES = offices.Renamed(
    name_th="สพป. ตัวอย่าง เขต ๙", name_en="Example 9", province="ตัวอย่าง", reason="เปลี่ยนเขต"
)


@pytest.fixture(scope="module")
def engine(sqlite_template, tmp_path_factory):
    place = tmp_path_factory.mktemp("offices")
    file = place / "offices.db"
    file.write_bytes(sqlite_template.read_bytes())
    made = engine_on(f"sqlite:///{file}", place)
    made.clock.set(datetime(2026, 4, 1, 2, tzinfo=UTC))
    demo.seed(made)
    deployments.deploy(made, OPERATOR, shipped.files())
    yield made
    made.close()


def ids(some):
    return [each.id for each in some]


def test_a_national_admin_keeps_every_office_and_an_auditor_none(engine):
    assert ids(offices.administered(engine, CHIEF)) == [THERE, HERE]
    assert ids(offices.administered(engine, BOTH)) == [HERE]
    assert ids(offices.administered(engine, AUDITOR)) == []
    assert ids(offices.seen(engine, BOTH)) == [THERE, HERE]
    assert ids(offices.seen(engine, AUDITOR)) == [HERE]


def test_an_office_is_renamed_with_a_trace(engine):
    offices.rename(engine, ADMIN, HERE, NAMES)

    assert offices.administered(engine, ADMIN)[0].name_en == "Example 9"
    chosen = admin_events.Filter(kinds=("office_renamed",))
    (told,) = admin_events.list_some(engine, ADMIN, (HERE, chosen), None, 5).page.items
    assert (told.after["name_th"], told.reason) == ("สพป. ตัวอย่าง เขต ๙", "เปลี่ยนเขต")
    assert told.before["province"] == "อุดรธานี"
    with pytest.raises(OfficeNameUnfit):
        offices.rename(engine, ADMIN, HERE, replace(NAMES, province=" "))
    with pytest.raises(ReasonRequired):
        offices.rename(engine, ADMIN, HERE, replace(NAMES, reason=""))
    with pytest.raises(Forbidden):
        offices.rename(engine, OFFICER, HERE, NAMES)
    with pytest.raises(NotFound):
        offices.rename(engine, OFFICER, THERE, NAMES)


def test_a_setting_is_asked_for_by_diagrams_windows_and_tables(engine):
    found = offices.uses(engine, OFFICER, HERE)

    assert {each.definition_key for each in found["plan_review_days"]} == {
        "home_education_permission"
    }
    assert "home_education_permission" in {e.definition_key for e in found["filing_windows"]}
    assert [each.definition_key for each in found["cct_attendance_strict"]] == ["cct_school"]
    assert all(each.going_on == 0 for each in found["plan_review_days"])
    with pytest.raises(NotFound):
        offices.uses(engine, OFFICER, THERE)


def test_every_setting_is_asked_for_by_something_or_by_the_service_itself(engine):
    own = {"closes", "late_counts_next_day", "count_day_of_receipt", "self_starting"}
    letters = {"office_address", "office_phone", "letter_prefix"}
    asked = offices.uses(engine, OFFICER, HERE)
    declared = {each.choice.name for each in offices.settings(engine, OFFICER, HERE)}
    assert declared - asked.keys() <= own | letters


def test_a_preview_says_which_start_moves_and_changes_nothing(engine):
    changes = {"royal_award_opens": "07-15"}
    before = offices.settings(engine, ADMIN, HERE)

    (moved,) = offices.preview(engine, ADMIN, HERE, changes)

    assert (local_date(moved.before), local_date(moved.after)) == (
        date(2026, 6, 1),
        date(2026, 7, 15),
    )
    assert moved.name_en.endswith("for the Royal Award")
    assert offices.settings(engine, ADMIN, HERE) == before
    assert offices.preview(engine, ADMIN, HERE, changes) == [moved]


def test_a_preview_says_what_would_not_begin_by_itself_any_more(engine):
    moved = offices.preview(engine, ADMIN, HERE, {"self_starting": []})

    assert len(moved) > 3
    assert {each.after for each in moved} == {None}


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [({"plan_review_days": "x"}, SettingUnfit), ({"nothing": 1}, SettingUnknown)],
)
def test_a_value_that_does_not_fit_is_refused_before_anything(engine, changes, refusal):
    with pytest.raises(refusal):
        offices.preview(engine, ADMIN, HERE, changes)
    with pytest.raises(Forbidden):
        offices.preview(engine, OFFICER, HERE, {})
