"""What an admin's pages need of people: found, looked at whole, tokens, substitutions, traces."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engine import admin_events, demo, passwords, people
from engine.clock import ManualClock
from engine.context import Engine
from engine.errors import (
    AuditorsOnlyRead,
    BadCredentials,
    Forbidden,
    NotFound,
    PeriodInvalid,
    PersonNameUnfit,
    ReasonRequired,
    TokenNameUnfit,
    Unauthenticated,
    UserNotFound,
    YourselfLockedOut,
)
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.settings import Settings

TODAY = date(2026, 4, 1)
HERE, THERE = "udonthani1", "phayao2"
ADMIN = Person(id="admin", name="ผู้ดูแล", offices={HERE: frozenset({"admin"})})
CHIEF = Person(id="chief", name="ผู้ดูแล", national=frozenset({"admin"}))
AUDITOR = Person(id="auditor", name="ผู้ตรวจ", offices={HERE: frozenset({"auditor"})})
OFFICER = Person(id="officer", name="เจ้าหน้าที่", offices={HERE: frozenset({"promo_officer"})})
STRANGER = Person(id="admin2", name="ที่อื่น", offices={THERE: frozenset({"admin"})})


@pytest.fixture
def engine(store, tmp_path):
    made = Engine(
        store=store,
        clock=ManualClock(datetime(2026, 4, 1, 2, tzinfo=UTC)),
        settings=Settings(data_dir=tmp_path),
        notifier=RecordingNotifier(),
        files=FileStore(tmp_path / "files", 1000),
    )
    demo.seed(made)
    return made


def found(engine, behind=None, limit=50, **wanted):
    return people.find_users(engine, ADMIN, (HERE, people.UserFilter(**wanted)), behind, limit)


def names(some):
    return [each.username for each in some.page.items]


def last_change(engine):
    listed = admin_events.list_some(engine, ADMIN, (HERE, admin_events.Filter()), None, 1)
    return listed.page.items[0]


def a_token(**more):
    given = {"username": "officer", "name": "ระบบทะเบียน", "days": 30, "reason": "เชื่อมข้อมูล"}
    return people.NewToken(**{**given, **more})


def test_people_are_found_by_name_role_and_use_page_by_page(engine):
    people.disable(engine, ADMIN, "teacher", "ย้าย")

    assert names(found(engine, q="ทะเบียน")) == ["registrar"]
    assert names(found(engine, role="class_teacher", is_active=True)) == ["school", "school2"]
    assert names(found(engine, is_active=False)) == ["teacher"]
    first = found(engine, limit=4)
    second = found(engine, behind=first.page.next, limit=4)
    assert names(first) < names(second)
    assert not set(names(first)) & set(names(second))
    assert first.total == second.total == len(people.list_users(engine, ADMIN, HERE))
    assert "officer2" not in names(found(engine))


def test_a_percent_sign_finds_what_has_one(engine):
    assert names(found(engine, q="%")) == []


def test_one_is_shown_whole_to_admin_and_auditor_and_to_nobody_else(engine):
    lend(engine)

    shown = people.dossier(engine, ADMIN, HERE, "school")

    assert [each.code for each in shown.schools] == ["9901000001"]
    assert (shown.elsewhere, shown.is_mine) == (False, True)
    assert people.dossier(engine, AUDITOR, HERE, "officer").substitutions[0].absent == "registrar"
    with pytest.raises(UserNotFound):
        people.dossier(engine, ADMIN, HERE, "officer2")
    with pytest.raises(Forbidden):
        people.dossier(engine, OFFICER, HERE, "school")
    with pytest.raises(NotFound):
        people.dossier(engine, STRANGER, HERE, "school")


def test_whoever_belongs_to_two_offices_is_no_single_admins(engine):
    grant = people.Grant(username="officer", role="registrar", office=THERE, valid_from=TODAY)
    people.grant(engine, CHIEF, grant)

    shown = people.dossier(engine, ADMIN, HERE, "officer")

    assert (shown.elsewhere, shown.is_mine) == (True, False)
    with pytest.raises(Forbidden):
        people.make_token(engine, ADMIN, HERE, a_token())


def test_a_disabled_account_is_enabled_again_with_its_roles(engine):
    people.disable(engine, ADMIN, "officer", "ลาศึกษาต่อ")
    with pytest.raises(BadCredentials):
        people.sign_in(engine, "officer", demo.PASSWORD, "192.0.2.1")

    people.enable(engine, ADMIN, "officer", "กลับมา")

    people.sign_in(engine, "officer", demo.PASSWORD, "192.0.2.1")
    change = last_change(engine)
    assert (change.kind, change.subject, change.reason) == ("user_enabled", "officer", "กลับมา")


def test_an_admin_does_not_lock_themselves_out(engine):
    mine = people.dossier(engine, ADMIN, HERE, "admin").user.roles[0]
    with pytest.raises(YourselfLockedOut):
        people.disable(engine, ADMIN, "admin", "พลาด")
    ending = people.Ending(office=HERE, id=mine.id, last_day=TODAY)
    with pytest.raises(YourselfLockedOut):
        people.end_grant(engine, ADMIN, ending)


def test_an_account_is_renamed_and_the_trace_says_from_what(engine):
    wanted = people.Renamed(
        username="officer", name_th="นายสมมติ ใหม่", name_en="Sommut New", email=None, reason="สมรส"
    )
    people.rename(engine, ADMIN, wanted)

    change = last_change(engine)
    assert change.before["name_th"] == "นายสมมติ ตัวอย่าง"
    assert change.after["name_th"] == "นายสมมติ ใหม่"
    with pytest.raises(PersonNameUnfit):
        people.rename(
            engine,
            ADMIN,
            people.Renamed(username="officer", name_th=" ", name_en="", email=None),
        )


def lend(engine):
    wanted = people.Substitution(
        absent="registrar",
        substitute="officer",
        office=HERE,
        valid_from=TODAY,
        valid_to=TODAY + timedelta(days=2),
        reason="ลาพักผ่อน",
    )
    return people.substitute(engine, ADMIN, wanted)


def test_a_substitution_ends_early_by_the_admin_or_the_absent_one_only(engine):
    made = lend(engine)
    ending = people.Ending(
        office=HERE, id=made, last_day=TODAY - timedelta(days=1), reason="กลับก่อน"
    )
    with pytest.raises(Forbidden):
        people.end_substitution(engine, OFFICER, ending)
    with pytest.raises(NotFound):
        people.end_substitution(engine, STRANGER, ending)
    (shown,) = people.substitutions(engine, ADMIN, HERE)
    assert (shown.id, shown.substitute_th) == (made, "นายสมมติ ตัวอย่าง")
    assert shown.substitute_en == "Sommut Example (officer)"

    registrar = Person(id="registrar", name="", offices={HERE: frozenset({"registrar"})})
    people.end_substitution(engine, registrar, ending)

    assert people.substitutions(engine, ADMIN, HERE) == []
    change = last_change(engine)
    assert (change.by, change.before["to"], change.after["to"]) == (
        "registrar",
        "2026-04-03",
        "2026-03-31",
    )


def test_a_named_token_acts_as_its_account_until_it_is_revoked(engine):
    made = people.make_token(engine, ADMIN, HERE, a_token())

    assert people.who(engine, made.access_token).id == "officer"
    (held,) = people.held_tokens(engine, ADMIN, HERE, "officer")
    assert (held.name, held.username) == ("ระบบทะเบียน", "officer")
    assert people.revoke_tokens(engine, ADMIN, (HERE, "officer"), held.mark, "เลิกใช้") == 1
    with pytest.raises(Unauthenticated):
        people.who(engine, made.access_token)
    with pytest.raises(NotFound):
        people.revoke_tokens(engine, ADMIN, (HERE, "officer"), held.mark, "อีกครั้ง")


def test_a_named_token_says_its_name_its_time_and_why(engine):
    for wrong, refusal in (
        ({"name": " "}, TokenNameUnfit),
        ({"days": 0}, PeriodInvalid),
        ({"days": 401}, PeriodInvalid),
        ({"reason": ""}, ReasonRequired),
        ({"username": "officer2"}, UserNotFound),
    ):
        with pytest.raises(refusal):
            people.make_token(engine, ADMIN, HERE, a_token(**wrong))
    with pytest.raises(AuditorsOnlyRead):
        people.make_token(engine, AUDITOR, HERE, a_token())
    with pytest.raises(NotFound):
        people.held_tokens(engine, STRANGER, HERE)


def test_sign_ins_are_counted_by_person_and_ended_together(engine):
    for _ in range(3):
        token = people.sign_in(engine, "officer", demo.PASSWORD, "192.0.2.1").access_token

    (holder,) = [each for each in people.holders(engine, ADMIN, HERE) if each.held == 3]
    assert holder.username == "officer"
    assert people.revoke_tokens(engine, ADMIN, ("udonthani1", "officer"), None, "หาย") == 3
    with pytest.raises(Unauthenticated):
        people.who(engine, token)


def test_changes_are_for_admins_and_auditors_of_the_office(engine):
    lend(engine)
    by_subject = admin_events.Filter(subject="registrar")
    here = admin_events.list_some(engine, AUDITOR, (HERE, by_subject), None, 5)
    assert [each.kind for each in here.page.items] == ["substitution_made"]
    elsewhere = admin_events.list_some(engine, STRANGER, (THERE, admin_events.Filter()), None, 5)
    assert elsewhere.page.items == []
    with pytest.raises(Forbidden):
        admin_events.list_some(engine, OFFICER, (HERE, by_subject), None, 5)
    with pytest.raises(NotFound):
        admin_events.list_some(engine, STRANGER, (HERE, by_subject), None, 5)


def test_a_temporary_password_is_legible_and_never_the_same():
    made = {passwords.temporary() for _ in range(200)}
    assert len(made) == 200
    assert all(len(each) == 14 and not set(each) & set("il0o1") for each in made)
