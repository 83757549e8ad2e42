"""What a person keeps themselves: password, address, choices, calendar, and who stands in."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from engine import demo, people
from engine.calendar import local_date
from engine.clock import ManualClock
from engine.context import Engine
from engine.errors import (
    ActsForAnother,
    AuditorsOnlyRead,
    BadCredentials,
    ChoiceUnfit,
    EmailUnfit,
    Forbidden,
    NotFound,
    PasswordUnfit,
    PasswordWrong,
    RoleNotHeld,
    SubstituteUnfit,
    TooMany,
    Unauthenticated,
)
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.settings import Settings
from engine.tidings import Mailing

TODAY = date(2026, 4, 1)
HERE = "udonthani1"
REAL = demo.PASSWORD
OFFICER = Person(id="officer", name="นายสมมติ", offices={HERE: frozenset({"promo_officer"})})
DIRECTOR = Person(id="director", name="นายสมมติ", offices={HERE: frozenset({"office_director"})})
FAMILY = Person(id="family", name="นางสมมติ", offices={HERE: frozenset({"organiser"})})
ADMIN = Person(id="admin", name="ผู้ดูแล", offices={HERE: frozenset({"admin"})})
AUDITOR = Person(id="auditor", name="ผู้ตรวจสอบ", offices={HERE: frozenset({"auditor"})})
ADMIN2 = Person(id="admin2", name="ผู้ดูแล", offices={"phayao2": frozenset({"admin"})})


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


def signed_in(engine, username, password=REAL):
    return people.sign_in(engine, username, password, "192.0.2.1").access_token


def test_a_new_password_of_one_s_own_ends_every_other_way_in(engine):
    token = signed_in(engine, "officer")
    session = people.open_session(engine, "officer", REAL, "192.0.2.1").access_token

    people.change_password(engine, OFFICER, REAL, "a better one")

    for old in (token, session):
        with pytest.raises(Unauthenticated):
            people.who(engine, old)
    with pytest.raises(BadCredentials):
        signed_in(engine, "officer")
    assert signed_in(engine, "officer", "a better one")


def test_one_s_own_session_may_stay(engine):
    here = people.open_session(engine, "officer", REAL, "192.0.2.1").access_token
    there = people.open_session(engine, "officer", REAL, "192.0.2.2").access_token

    people.change_password(engine, OFFICER, REAL, "a better one", keep=here)

    assert people.resume(engine, here).person.id == "officer"
    with pytest.raises(Unauthenticated):
        people.resume(engine, there)


def test_the_present_password_is_asked_for_and_not_guessed(engine):
    for _ in range(5):
        with pytest.raises(PasswordWrong):
            people.change_password(engine, OFFICER, "guessed", "a better one")
    with pytest.raises(TooMany):
        people.change_password(engine, OFFICER, REAL, "a better one")
    with pytest.raises(PasswordUnfit):
        people.change_password(engine, DIRECTOR, REAL, "short")
    assert signed_in(engine, "director")


def test_an_address_is_changed_with_the_password_and_taken_away(engine):
    people.change_email(engine, OFFICER, " me@udonthani1.go.th ", REAL)
    assert people.own(engine, OFFICER).email == "me@udonthani1.go.th"
    with pytest.raises(PasswordWrong):
        people.change_email(engine, OFFICER, "thief@example.com", "guessed")
    people.change_email(engine, OFFICER, "", REAL)
    assert people.own(engine, OFFICER).email is None


@pytest.mark.parametrize(
    "address", ["me", "me@", "me@host", "a b@host.th", "me@host.th\nBcc: x@y.th", "ก@host.th"]
)
def test_what_is_no_address_is_refused(engine, address):
    with pytest.raises(EmailUnfit):
        people.change_email(engine, OFFICER, address, REAL)


def test_choices_hold_from_the_first_and_are_ones_there_are(engine):
    assert people.own(engine, FAMILY).mail is Mailing.AT_ONCE
    people.choose_mail(engine, FAMILY, "daily")
    people.choose_language(engine, FAMILY, "en")

    mine = people.own(engine, FAMILY)
    assert (mine.mail, mine.language, mine.has_feed) == (Mailing.DAILY, "en", False)
    for choose in (people.choose_mail, people.choose_language):
        with pytest.raises(ChoiceUnfit):
            choose(engine, FAMILY, "hourly")


def test_who_acts_for_another_changes_no_account(engine):
    acting = replace(OFFICER, on_behalf_of="director")
    for change in (
        lambda: people.change_password(engine, acting, REAL, "a better one"),
        lambda: people.change_email(engine, acting, "me@host.th", REAL),
        lambda: people.choose_mail(engine, acting, "none"),
        lambda: people.open_feed(engine, acting),
        lambda: people.close_feed(engine, acting),
    ):
        with pytest.raises(ActsForAnother):
            change()


def test_a_calendar_s_address_is_its_owner_s_and_ends(engine):
    secret = people.open_feed(engine, OFFICER)
    owner, language = people.owner_of_feed(engine, secret)
    assert (owner.id, language) == ("officer", "th")
    assert "promo_officer" in owner.offices[HERE]

    again = people.open_feed(engine, OFFICER)
    with pytest.raises(NotFound):
        people.owner_of_feed(engine, secret)
    people.close_feed(engine, OFFICER)
    with pytest.raises(NotFound):
        people.owner_of_feed(engine, again)


def test_a_disabled_account_has_no_calendar(engine):
    secret = people.open_feed(engine, OFFICER)
    people.disable(engine, ADMIN, "officer", "ย้าย")
    with pytest.raises(NotFound):
        people.owner_of_feed(engine, secret)


def lend(engine, by=DIRECTOR, **more):
    given = {
        "absent": "director",
        "substitute": "officer",
        "office": HERE,
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=4),
        "reason": "ลาพักผ่อน",
    }
    return people.substitute(engine, by, people.Substitution(**{**given, **more}))


def end(engine, by, which):
    yesterday = local_date(engine.clock.now()) - timedelta(days=1)
    people.end_substitution(engine, by, people.Ending(office=HERE, id=which, last_day=yesterday))


def test_a_substitution_is_listed_and_ended_early_by_the_absent_one(engine):
    which = lend(engine)
    token = signed_in(engine, "officer")
    assert people.who(engine, token, "director").on_behalf_of == "director"
    [one] = people.entrusted(engine, DIRECTOR)
    assert (one.id, one.substitute, one.is_over) == (which, "officer", False)

    engine.clock.set(datetime(2026, 4, 2, 2, tzinfo=UTC))
    end(engine, DIRECTOR, which)

    [one] = people.entrusted(engine, DIRECTOR)
    assert (one.valid_to, one.is_over) == (TODAY, True)
    assert people.me(engine, people.who(engine, token)).substitutions == ()


def test_one_that_never_began_is_gone(engine):
    which = lend(engine, valid_from=TODAY + timedelta(days=2))
    end(engine, DIRECTOR, which)

    assert people.entrusted(engine, DIRECTOR) == []


def test_who_may_end_a_substitution(engine):
    which = lend(engine)
    for stranger in (OFFICER, FAMILY, ADMIN2):
        with pytest.raises((Forbidden, NotFound)):
            end(engine, stranger, which)
    with pytest.raises(AuditorsOnlyRead):
        end(engine, AUDITOR, which)
    with pytest.raises(Forbidden):
        end(engine, replace(DIRECTOR, on_behalf_of="registrar"), which)
    end(engine, ADMIN, which)
    assert people.entrusted(engine, DIRECTOR) == []


def test_staff_are_stood_in_for_by_staff_who_do_not_audit(engine):
    for unfit in ("family", "school", "auditor", "admin"):
        with pytest.raises(SubstituteUnfit):
            lend(engine, substitute=unfit)
    with pytest.raises(RoleNotHeld):
        lend(engine, role="registrar")


def test_colleagues_are_found_by_a_part_of_their_name(engine):
    def found(q, by=OFFICER):
        return [each.username for each in people.colleagues(engine, by, HERE, q)]

    assert found("regis") == ["registrar"]
    assert found("ทะเบียน") == ["registrar"]
    assert found("Example (dir") == ["director"]
    assert found("%") == []
    assert "auditor" not in found("")
    assert "family" not in found("")
    assert len(found("")) <= 10
    assert found("regis", FAMILY) == found("regis", ADMIN2) == []
    assert found("regis", ADMIN) == ["registrar"]
