from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest

from engine import sealing
from engine.errors import BodyUnreadable

OFFICE = "udonthani1"
CASE = UUID("01890000-0000-7000-8000-000000000001")
NOON = datetime(2026, 11, 20, 5, 0, 0, 123456, tzinfo=UTC)
DATA = {"ผู้ยื่น": "นายสมมติ ตัวอย่าง", "score": 3}


def an_event(data=DATA, at=NOON):
    return sealing.UnsealedEvent(
        type="task_completed",
        element_id="review_plan",
        actor="u-somchai",
        on_behalf_of=None,
        at=at,
        data=data,
    )


def sealed(key, event=None, seq=1):
    first = sealing.first_link(OFFICE, CASE)
    return sealing.seal(first, OFFICE, CASE, seq, event or an_event(), key)


def test_an_encrypted_body_opens_with_its_key_and_does_not_show_the_data():
    key = sealing.new_case_key()

    event = sealed(key)

    assert sealing.open_body(event, key) == DATA
    assert event.body[:1] == sealing.ENCRYPTED
    assert "สมมติ".encode() not in event.body


def test_a_plain_body_opens_without_a_key_and_is_the_same_whatever_the_order_of_its_names():
    event = sealed(None)

    assert sealing.open_body(event, None) == DATA
    assert event == sealed(None, an_event(dict(reversed(DATA.items()))))


def test_an_event_without_data_has_no_body():
    key = sealing.new_case_key()

    event = sealed(key, an_event({}))

    assert event.body is None
    assert sealing.open_body(event, key) == {}


def test_a_destroyed_key_erases_the_body_and_leaves_the_link():
    event = sealed(sealing.new_case_key())

    assert sealing.open_body(event, None) is None
    assert sealing.link(sealing.first_link(OFFICE, CASE), event) == event.hash


def test_two_seals_of_one_event_never_look_alike():
    key = sealing.new_case_key()

    assert sealed(key).body != sealed(key).body


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 2},
        {"instance_id": UUID(int=7)},
        {"office_id": "phayao2"},
        {"body": b"\x02anything"},
        {"body": b"\x01short"},
        {"body": b"\x00{"},
    ],
)
def test_a_body_that_was_moved_or_changed_does_not_open(change):
    key = sealing.new_case_key()
    event = replace(sealed(key), **change)

    with pytest.raises(BodyUnreadable):
        sealing.open_body(event, key)


def test_another_case_s_key_does_not_open_the_body():
    event = sealed(sealing.new_case_key())

    with pytest.raises(BodyUnreadable):
        sealing.open_body(event, sealing.new_case_key())


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 2},
        {"type": "task_cancelled"},
        {"element_id": None},
        {"actor": "u-somying"},
        {"on_behalf_of": "u-somchai"},
        {"at": NOON + timedelta(microseconds=1)},
        {"body": b"\x00{}"},
        {"body": None},
        {"office_id": "phayao2"},
        {"instance_id": UUID(int=7)},
    ],
)
def test_the_link_binds_every_column(change):
    event = sealed(sealing.new_case_key())

    assert sealing.link(sealing.first_link(OFFICE, CASE), replace(event, **change)) != event.hash


def test_the_link_is_what_the_docstring_says():
    event = sealed(None)

    first = sha256(b'khanton first link v1\0["udonthani1","01890000-0000-7000-8000-000000000001"]')
    header = (
        b'["khanton event v1","udonthani1","01890000-0000-7000-8000-000000000001",1,'
        b'"task_completed","review_plan","u-somchai",null,"2026-11-20T05:00:00.123456+00:00"]'
    )
    assert event.hash == sha256(first.digest() + header + sha256(event.body).digest()).digest()


def test_the_link_does_not_depend_on_the_zone_a_database_answers_in():
    event = sealed(None)
    bangkok = timezone(timedelta(hours=7))

    again = replace(event, at=event.at.astimezone(bangkok))

    assert sealing.link(sealing.first_link(OFFICE, CASE), again) == event.hash


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="aware"):
        sealed(None, an_event(at=NOON.replace(tzinfo=None)))


def test_chains_of_different_cases_begin_differently():
    links = {
        sealing.first_link(OFFICE, CASE),
        sealing.first_link("phayao2", CASE),
        sealing.first_link(OFFICE, UUID(int=7)),
    }

    assert len(links) == 3
