"""Following a case by number and secret: without an account, and without anything personal."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine import attachments, following, history, instances
from engine.errors import (
    AuditorsOnlyRead,
    Forbidden,
    InstanceNotFound,
    TooManyLooks,
    TrackingUnknown,
)
from engine.instances import Asked
from engine.store.tables import tracking_secret
from tests.engine.conftest import (
    ADMIN,
    AUDITOR,
    FAMILY,
    NEIGHBOUR,
    OFFICER,
    PDF,
    STRANGER,
    person,
)

HERE = "192.0.2.1"
WRONG = "AAAA-BBBB-CCCC"
CLERK_THERE = person("clerk", "phayao2", "promo_officer")


def look(desk, slip, address=HERE, **other):
    given = {"number": slip.number, "secret": slip.secret} | other
    return following.look(desk.engine, given["number"], given["secret"], address)


def fail(desk, times, number="review-2569-000001", address=HERE):
    for _ in range(times):
        with pytest.raises(TrackingUnknown):
            following.look(desk.engine, number, WRONG, address)


@pytest.fixture
def case(desk):
    return desk.start()


@pytest.fixture
def slip(desk, case):
    return following.issue(desk.engine, FAMILY, case)


def test_number_and_secret_show_where_the_case_stands(desk, case, slip):
    desk.complete(case)

    view = look(desk, slip)

    assert (view.status, view.number) == ("active", slip.number)
    assert [(each.element.name, each.roles) for each in view.steps] == [
        ("ลงนาม", "office_director")
    ]
    assert [each.type for each in view.moments] == ["instance_started", "task_completed"]
    assert view.drawn.here == ("sign",)
    assert "check" in view.drawn.done
    assert view.drawn.taken


def test_nothing_personal_is_shown(desk, case, slip):
    attachments.add_to_case(desk.engine, FAMILY, case, "ทะเบียนบ้านสมมติ.pdf", PDF)
    desk.complete(case, remark="ความลับของครอบครัว")
    instances.cancel(desk.engine, FAMILY, case, "เหตุผลส่วนตัว")

    told = repr(look(desk, slip))

    for personal in ("family", "'officer'", "ทะเบียนบ้านสมมติ", "ความลับ", "เหตุผลส่วนตัว"):
        assert personal not in told


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda s: s.replace("-", ""), lambda s: f" {s.replace('-', ' ')} "],
    ids=["small", "no dashes", "blanks"],
)
def test_a_secret_may_be_typed_carelessly(desk, slip, typed):
    assert look(desk, slip, secret=typed(slip.secret)).number == slip.number


def test_letters_that_look_alike_and_thai_digits_are_taken_for_what_was_meant(desk, case):
    issued = (following.issue(desk.engine, FAMILY, case) for _ in range(200))
    slip = next(each for each in issued if {"0", "1"} & set(each.secret))

    typed = slip.secret.replace("0", "o").replace("1", "l").replace("7", "๗")

    assert look(desk, slip, secret=typed).number == slip.number


def test_a_wrong_secret_and_an_unknown_number_are_refused_alike(desk, slip):
    with pytest.raises(TrackingUnknown) as wrong:
        look(desk, slip, secret=WRONG)
    with pytest.raises(TrackingUnknown) as unknown:
        look(desk, slip, number="review-2569-999999")
    assert wrong.value.text("th") == unknown.value.text("th")


def test_a_new_secret_ends_the_old(desk, case, slip):
    fresh = following.issue(desk.engine, OFFICER, case)

    assert look(desk, fresh).number == slip.number
    with pytest.raises(TrackingUnknown):
        look(desk, slip)


def test_only_a_hash_is_kept(desk, slip):
    (row,) = desk.rows(select(tracking_secret))

    plain = slip.secret.replace("-", "").encode()
    assert plain not in bytes(row.hash)
    assert len(row.hash) == 32


def test_a_number_may_be_tried_in_vain_ten_times_from_an_address(desk, slip):
    fail(desk, following.FOR_A_NUMBER_FROM_AN_ADDRESS, slip.number)

    with pytest.raises(TooManyLooks) as refusal:
        look(desk, slip)
    assert refusal.value.particulars["retry_after"] == 300
    assert look(desk, slip, address="192.0.2.2").number == slip.number
    desk.later(minutes=5)
    assert look(desk, slip).number == slip.number


def test_a_number_may_be_tried_in_vain_fifty_times_from_wherever(desk, slip):
    for last in range(following.FOR_A_NUMBER):
        fail(desk, 1, slip.number, f"198.51.100.{last}")

    with pytest.raises(TooManyLooks):
        look(desk, slip)


def test_an_address_may_try_in_vain_sixty_times_whatever_the_number(desk, slip):
    for number in range(following.FROM_AN_ADDRESS):
        fail(desk, 1, f"review-2569-{number:06}-x")

    with pytest.raises(TooManyLooks):
        look(desk, slip)
    assert look(desk, slip, address="192.0.2.2").number == slip.number


def test_two_offices_with_the_same_number_are_told_apart_by_the_secret(desk, slip):
    asked = Asked(definition_key="review", variables={}, office="phayao2")
    other = instances.start(desk.engine, CLERK_THERE, asked).instance
    assert other.business_key == slip.number
    there = following.issue(desk.engine, CLERK_THERE, other.id)

    assert look(desk, slip).office.id == "udonthani1"
    assert look(desk, there).office.id == "phayao2"


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (NEIGHBOUR, InstanceNotFound),
        (STRANGER, InstanceNotFound),
        (AUDITOR, AuditorsOnlyRead),
        (ADMIN, Forbidden),
    ],
    ids=["neighbour", "stranger", "auditor", "admin"],
)
def test_only_the_applicant_and_the_office_issue_secrets(desk, case, who, refusal):
    with pytest.raises(refusal):
        following.issue(desk.engine, who, case)


def test_that_somebody_followed_is_noted_and_the_record_holds(desk, case, slip):
    look(desk, slip)

    noted = history.accesses(desk.engine, ADMIN, case)
    assert [(each.user_id, each.what) for each in noted] == [("tracking", "tracking")]
    assert history.verify(desk.engine, AUDITOR, case).ok


def test_failures_of_long_ago_count_no_more(desk, slip):
    fail(desk, 9)
    desk.clock.set(desk.clock.now() + timedelta(minutes=6))
    fail(desk, 9)
    assert look(desk, slip).number == slip.number
