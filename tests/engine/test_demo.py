from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from engine import calendars, demo, people, schools
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.roles import ROLES
from engine.settings import Settings

EVERYBODY = {
    *("family", "school", "officer", "academic", "assessor", "award", "registrar", "director"),
    *("kosojo", "analyst", "admin", "auditor", "officer2", "family2", "teacher", "school2"),
    *("school_py", "director2", "academic2", "committee2", "registrar2", "admin2", "analyst2"),
    "auditor2",
}


@pytest.fixture
def engine(store, tmp_path):
    return Engine(
        store=store,
        clock=ManualClock(datetime(2026, 4, 1, 2, tzinfo=UTC)),
        settings=Settings(data_dir=tmp_path),
        notifier=RecordingNotifier(),
        files=FileStore(tmp_path / "files", 1000),
    )


def rows_by_table(engine):
    with engine.reading() as tx:
        tables = ("office", "user_account", "membership", "role", "calendar_day")
        tables += ("school", "school_member")
        return {name: tx.one(text(f"SELECT count(*) FROM {name}"))[0] for name in tables}  # noqa: S608  our own names


def test_every_account_of_the_demonstration_can_sign_in(engine):
    accounts = demo.seed(engine)

    assert {user for user, _, _ in accounts} == EVERYBODY
    for user, roles, office in accounts:
        token = people.sign_in(engine, user, demo.PASSWORD, "192.0.2.1").access_token
        assert people.who(engine, token).offices.keys() == {office}
        assert roles


def test_seeding_again_changes_nothing(engine):
    first = demo.seed(engine)
    before = rows_by_table(engine)

    assert demo.seed(engine) == first
    assert rows_by_table(engine) == before


def test_two_processes_may_seed_at_the_same_time(engine):
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(demo.seed, [engine, engine])

    assert first == second
    assert rows_by_table(engine)["user_account"] == len(EVERYBODY)


@pytest.mark.parametrize("office", ["udonthani1", "phayao2"])
def test_each_office_has_somebody_for_every_role_of_an_office(engine, office):
    demo.seed(engine)
    admin = Person(id="admin", name="ผู้ดูแล", offices={office: frozenset({"admin"})})

    held = {h.role for u in people.list_users(engine, admin, office) for h in u.roles}

    assert ROLES.keys() - held == {"eef"}


def test_each_office_has_schools_of_its_own_with_people_in_them(engine):
    demo.seed(engine)
    seen = {}
    for office, user in (("udonthani1", "officer"), ("phayao2", "officer2")):
        officer = Person(id=user, name="x", offices={office: frozenset({"promo_officer"})})
        page = schools.list_some(engine, officer, (None, schools.Filter()), None, 50)
        seen[office] = {each.code for each in page.items}
        assert {each.size for each in page.items} == {each.value for each in schools.Size}

    assert [len(codes) for codes in seen.values()] == [12, 12]
    assert not seen["udonthani1"] & seen["phayao2"]
    for user, code in (
        ("school", "9901000001"),
        ("teacher", "9901000001"),
        ("school2", "9901000002"),
    ):
        token = people.sign_in(engine, user, demo.PASSWORD, "192.0.2.1").access_token
        assert people.who(engine, token).schools == {"udonthani1": {code}}


def test_both_offices_have_calendars_that_say_they_are_to_be_checked(engine):
    demo.seed(engine)

    for office in ("udonthani1", "phayao2"):
        officer = Person(id="x", name="x", offices={office: frozenset({"promo_officer"})})
        found = calendars.get(engine, officer, office)
        years = {each.day.year for each in found.days}
        assert years == {2025, 2026, 2027, 2028}
        assert date(2026, 4, 13) in {each.day for each in found.days}
        assert all("holidays" in d.source and "ต้องตรวจสอบ" in d.source for d in found.days)
