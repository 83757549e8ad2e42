from datetime import UTC, date, datetime, timedelta

import pytest

from engine import admin_events, demo, people
from engine.clock import ManualClock
from engine.context import Engine
from engine.errors import (
    AuditorsOnlyRead,
    BadCredentials,
    Forbidden,
    NoSubstitution,
    NotFound,
    PasswordUnfit,
    PeriodInvalid,
    ReasonRequired,
    RoleUnknown,
    SubstituteUnfit,
    Unauthenticated,
    UserExists,
    UserNameUnfit,
    UserNotFound,
)
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.settings import Settings

TODAY = date(2026, 4, 1)
HERE, THERE = "udonthani1", "phayao2"
ADMIN = Person(id="admin", name="ผู้ดูแล", offices={HERE: frozenset({"admin"})})
CHIEF = Person(id="admin", name="ผู้ดูแล", national=frozenset({"admin"}))


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


def signed_in(engine, username, password=demo.PASSWORD, address="192.0.2.1"):
    return people.sign_in(engine, username, password, address).access_token


def go_on(engine, **time):
    engine.clock.set(engine.clock.now() + timedelta(**time))


def new_user(**more):
    given = {
        "username": "newcomer",
        "name_th": "นายสมมติ ผู้มาใหม่",
        "name_en": "Sommut Newcomer",
        "password": "long enough",
        "roles": ("promo_officer",),
    }
    return people.NewUser(**{**given, **more})


def lend(engine, by=ADMIN, **more):
    given = {
        "absent": "registrar",
        "substitute": "officer",
        "office": HERE,
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=2),
        "reason": "ลาพักผ่อน",
    }
    return people.substitute(engine, by, people.Substitution(**{**given, **more}))


def test_a_role_holds_from_its_first_to_its_last_day_in_bangkok(engine):
    token = signed_in(engine, "officer")
    tomorrow = TODAY + timedelta(days=1)
    people.grant(
        engine,
        ADMIN,
        people.Grant(
            username="officer",
            role="registrar",
            office=HERE,
            valid_from=tomorrow,
            valid_to=tomorrow,
        ),
    )

    engine.clock.set(datetime(2026, 4, 1, 16, 59, tzinfo=UTC))
    assert "registrar" not in people.who(engine, token).offices[HERE]
    engine.clock.set(datetime(2026, 4, 1, 17, tzinfo=UTC))
    assert "registrar" in people.who(engine, token).offices[HERE]
    engine.clock.set(datetime(2026, 4, 2, 17, tzinfo=UTC))
    assert "registrar" not in people.who(engine, token).offices[HERE]


def test_a_role_taken_away_is_gone_at_the_next_request(engine):
    token = signed_in(engine, "registrar")
    held = next(u for u in people.list_users(engine, ADMIN, HERE) if u.username == "registrar")

    ending = people.Ending(
        office=HERE, id=held.roles[0].id, last_day=TODAY - timedelta(days=1), reason="ย้าย"
    )
    people.end_grant(engine, ADMIN, ending)

    assert people.who(engine, token).offices == {}


def test_a_national_role_is_given_by_a_national_admin_only(engine):
    everywhere = people.Grant(username="auditor", role="auditor", office="*", valid_from=TODAY)
    with pytest.raises(NotFound):
        people.grant(engine, ADMIN, everywhere)

    people.grant(engine, CHIEF, everywhere)

    person = people.who(engine, signed_in(engine, "auditor"))
    assert person.national == {"auditor"}
    assert people.me(engine, person).memberships[0].office == "*"


def test_a_substitute_acts_with_the_absent_persons_roles_and_no_others(engine):
    token = signed_in(engine, "officer")
    lend(engine)

    person = people.who(engine, token, on_behalf_of="registrar")

    assert (person.id, person.on_behalf_of) == ("officer", "registrar")
    assert person.offices == {HERE: frozenset({"registrar"})}
    assert "registrar" not in people.who(engine, token).offices[HERE]


def test_a_substitution_may_lend_one_role_only(engine):
    token = signed_in(engine, "officer")
    lend(engine, absent="director", role="promo_director")

    person = people.who(engine, token, "director")

    assert person.offices == {HERE: frozenset({"promo_director"})}


def test_a_substitution_ends_with_its_last_day(engine):
    token = signed_in(engine, "officer")
    lend(engine)
    go_on(engine, days=3)

    with pytest.raises(NoSubstitution):
        people.who(engine, token, "registrar")


def test_nobody_acts_for_another_without_a_substitution(engine):
    with pytest.raises(NoSubstitution):
        people.who(engine, signed_in(engine, "officer"), "admin")
    with pytest.raises(NoSubstitution):
        people.who(engine, signed_in(engine, "officer"), "no such user!")
    with pytest.raises(Unauthenticated):
        people.who(engine, "made-up", "admin")


def test_staff_entrust_a_colleague_themselves_but_an_applicant_does_not(engine):
    lend(engine, by=people.who(engine, signed_in(engine, "registrar")))

    family = people.who(engine, signed_in(engine, "family"))
    with pytest.raises(Forbidden):
        lend(engine, by=family, absent="family")
    with pytest.raises(Forbidden):
        lend(engine, by=family)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"substitute": "registrar"}, SubstituteUnfit),
        ({"substitute": "officer2"}, SubstituteUnfit),
        ({"substitute": "nobody"}, UserNotFound),
        ({"valid_to": TODAY - timedelta(days=1)}, PeriodInvalid),
        ({"reason": " "}, ReasonRequired),
        ({"role": "emperor"}, RoleUnknown),
        ({"office": THERE}, NotFound),
    ],
)
def test_a_substitution_that_makes_no_sense_is_refused(engine, wrong, refusal):
    with pytest.raises(refusal):
        lend(engine, **wrong)


def test_me_says_where_i_act_and_for_whom_i_might(engine):
    lend(engine)

    found = people.me(engine, people.who(engine, signed_in(engine, "officer")))

    assert [each.office for each in found.memberships] == [HERE]
    assert "Officer" in next(
        role.name_en for role in found.memberships[0].roles if role.key == "promo_officer"
    )
    assert [(s.absent, s.absent_th) for s in found.substitutions] == [
        ("registrar", "นางสาวสมมติ ทะเบียนตัวอย่าง")
    ]


def test_an_admin_makes_an_account_that_can_sign_in(engine):
    people.create_user(engine, ADMIN, HERE, new_user())

    person = people.who(engine, signed_in(engine, "newcomer", "long enough"))
    assert person.offices == {HERE: frozenset({"promo_officer"})}


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"username": "officer2"}, UserExists),
        ({"username": "สมมติ"}, UserNameUnfit),
        ({"password": "short"}, PasswordUnfit),
        ({"roles": ()}, RoleUnknown),
        ({"roles": ("emperor",)}, RoleUnknown),
    ],
)
def test_an_account_that_cannot_be_is_refused(engine, wrong, refusal):
    with pytest.raises(refusal):
        people.create_user(engine, ADMIN, HERE, new_user(**wrong))


def test_only_admins_of_the_office_keep_its_people(engine):
    officer = people.who(engine, signed_in(engine, "officer"))
    auditor = people.who(engine, signed_in(engine, "auditor"))

    with pytest.raises(Forbidden):
        people.create_user(engine, officer, HERE, new_user())
    with pytest.raises(AuditorsOnlyRead):
        people.create_user(engine, auditor, HERE, new_user())
    with pytest.raises(NotFound):
        people.create_user(engine, ADMIN, THERE, new_user())
    with pytest.raises(NotFound):
        people.create_user(engine, CHIEF, "nowhere", new_user())
    with pytest.raises(NotFound):
        people.list_users(engine, ADMIN, THERE)


def test_a_new_password_ends_every_token(engine):
    token = signed_in(engine, "officer")

    people.set_password(engine, ADMIN, "officer", "another one")

    with pytest.raises(Unauthenticated):
        people.who(engine, token)
    assert signed_in(engine, "officer", "another one")


def test_a_disabled_account_neither_signs_in_nor_goes_on(engine):
    token = signed_in(engine, "officer")

    people.disable(engine, ADMIN, "officer", "ย้ายสังกัด")

    with pytest.raises(Unauthenticated):
        people.who(engine, token)
    with pytest.raises(BadCredentials):
        signed_in(engine, "officer")
    officer = next(u for u in people.list_users(engine, ADMIN, HERE) if u.username == "officer")
    assert officer.is_disabled


def test_an_admin_does_not_take_over_an_account_of_another_office(engine):
    with pytest.raises(UserNotFound):
        people.set_password(engine, ADMIN, "officer2", "another one")

    people.grant(
        engine,
        CHIEF,
        people.Grant(username="officer2", role="registrar", office=HERE, valid_from=TODAY),
    )
    with pytest.raises(Forbidden):
        people.set_password(engine, ADMIN, "officer2", "another one")
    with pytest.raises(Forbidden):
        people.disable(engine, ADMIN, "officer2", "ย้ายสังกัด")
    people.set_password(engine, CHIEF, "officer2", "another one")


def test_what_an_admin_does_to_people_leaves_a_trace(engine):
    people.create_user(engine, ADMIN, HERE, new_user())
    lend(engine)

    listed = admin_events.list_some(engine, ADMIN, (HERE, admin_events.Filter()), None, 10)
    made = [(each.by, each.kind, each.subject, each.reason) for each in listed.page.items]
    assert made == [
        ("admin", "substitution_made", "registrar", "ลาพักผ่อน"),
        ("admin", "user_created", "newcomer", ""),
    ]
    assert listed.page.items[1].after["roles"] == ["promo_officer"]
    assert listed.names["newcomer"][1] == "Sommut Newcomer"
