from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from engine import demo, passwords, people
from engine.clock import ManualClock, SystemClock
from engine.context import Engine
from engine.errors import BadCredentials, TooMany, Unauthenticated
from engine.files import FileStore
from engine.notifier import RecordingNotifier
from engine.settings import Settings

HERE = "udonthani1"


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


def fail(engine, times, username="officer", address="192.0.2.1"):
    for _ in range(times):
        with pytest.raises(BadCredentials):
            people.sign_in(engine, username, "wrong", address)


def test_whoever_knows_the_password_gets_a_token_that_says_who_they_are(engine):
    person = people.who(engine, signed_in(engine, " Officer "))

    assert (person.id, person.name) == ("officer", "นายสมมติ ตัวอย่าง")
    assert "promo_officer" in person.offices[HERE]
    assert person.offices.keys() == {HERE}
    assert person.on_behalf_of is None


def test_the_token_itself_is_not_in_the_database(engine):
    token = signed_in(engine, "officer")

    with engine.reading() as tx:
        kept = tx.all(text("SELECT hash FROM access_token"))
    assert all(token.encode() not in bytes(row[0]) and len(row[0]) == 32 for row in kept)


@pytest.mark.parametrize("token", ["", "made-up", "ก", "\ud800"])
def test_a_token_that_was_made_up_is_refused(engine, token):
    with pytest.raises(Unauthenticated):
        people.who(engine, token)


def test_signing_out_ends_the_token_at_once(engine):
    token, other = signed_in(engine, "officer"), signed_in(engine, "officer")

    people.sign_out(engine, token)
    people.sign_out(engine, token)

    with pytest.raises(Unauthenticated):
        people.who(engine, token)
    assert people.who(engine, other).id == "officer"


def test_a_token_ends_after_the_hours_that_the_settings_give(engine):
    on_the_wall = Engine(
        store=engine.store,
        clock=SystemClock(),
        settings=engine.settings,
        notifier=engine.notifier,
        files=engine.files,
    )
    token = people.sign_in(on_the_wall, "officer", demo.PASSWORD, "192.0.2.1")

    lasts = token.expires_at - on_the_wall.clock.now()
    assert timedelta(hours=11, minutes=59) < lasts <= timedelta(hours=12)


def test_on_a_manual_clock_a_simulated_year_signs_nobody_out_but_time_still_ends_a_token(engine):
    token = signed_in(engine, "officer")
    go_on(engine, days=366)
    assert people.who(engine, token).id == "officer"

    go_on(engine, days=20 * 366)
    with pytest.raises(Unauthenticated):
        people.who(engine, token)


def test_who_a_token_belongs_to_is_one_statement(engine):
    token = signed_in(engine, "officer")
    seen = []

    class Counting(type(engine)):
        def reading(self):
            return counted(super().reading(), seen)

    people.who(Counting(**vars(engine)), token)

    assert [tx.statements for tx in seen] == [1]


def counted(manager, seen):
    @contextmanager
    def opened():
        with manager as tx:
            seen.append(tx)
            yield tx

    return opened()


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("officer", "wrong"),
        ("nobody", demo.PASSWORD),
        ("", ""),
        ("a\0b", "x"),
        ("officer", "\ud800"),
    ],
)
def test_a_wrong_password_and_an_unknown_user_are_told_the_same(engine, username, password):
    with pytest.raises(BadCredentials):
        people.sign_in(engine, username, password, "192.0.2.1")


def test_where_there_is_no_account_a_hash_of_the_same_cost_is_verified():
    parameters = passwords.hash_password("long enough").rsplit("$", 2)[0]

    assert (
        passwords.NOBODYS_HASH.rsplit("$", 2)[0] == parameters == "$argon2id$v=19$m=47104,t=1,p=1"
    )
    assert not passwords.is_right("anything", None)


def test_the_sixth_attempt_from_an_address_has_to_wait_even_with_the_right_password(engine):
    fail(engine, 5)

    with pytest.raises(TooMany) as refused:
        signed_in(engine, "officer")

    assert refused.value.particulars["retry_after"] == 300
    assert signed_in(engine, "officer", address="192.0.2.2")
    assert signed_in(engine, "family")


def test_after_five_minutes_one_may_try_again(engine):
    fail(engine, 5)
    go_on(engine, minutes=5)

    fail(engine, 1)
    assert signed_in(engine, "officer")


def test_a_success_begins_the_count_anew(engine):
    fail(engine, 4)
    signed_in(engine, "officer")

    fail(engine, 4)
    assert signed_in(engine, "officer")


def test_twenty_failures_from_all_addresses_close_the_account_for_a_while(engine):
    for number in range(5):
        fail(engine, 4, address=f"192.0.2.{number}")

    with pytest.raises(TooMany):
        signed_in(engine, "officer", address="192.0.2.99")


def test_unknown_users_are_limited_too_and_names_are_not_kept(engine):
    fail(engine, 5, username="nobody")

    with pytest.raises(TooMany):
        people.sign_in(engine, "nobody", "wrong", "192.0.2.1")
    with engine.reading() as tx:
        assert tx.all(text("SELECT account FROM sign_in_attempt WHERE account = 'nobody'")) == []


def test_what_has_passed_is_swept_away(engine):
    fail(engine, 1)
    signed_in(engine, "family")
    go_on(engine, days=21 * 366)

    assert people.sweep(engine) == 2
    assert people.sweep(engine) == 0
