"""The same value goes in and comes out on both databases."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from engine.store.types import FAR_FUTURE, Day, Id, Json, Moment, new_id

BANGKOK = timezone(timedelta(hours=7))

values = Table(
    "test_values",
    MetaData(),
    Column("id", Id, primary_key=True),
    Column("number", Integer),
    Column("moment", Moment),
    Column("day", Day),
    Column("json", Json),
)


@pytest.fixture
def kept(store):
    def keep(**given):
        with store.writing() as connection:
            values.create(connection, checkfirst=True)
            connection.execute(insert(values), [{"id": new_id(), **given}])
            return connection.execute(select(values)).one()

    return keep


def test_an_id_comes_back_as_it_was(store, kept):
    row = kept()

    with store.reading() as connection:
        found = connection.execute(select(values.c.id).where(values.c.id == row.id)).scalar_one()

    assert found == row.id


def test_ids_made_later_sort_later():
    made = [new_id() for _ in range(1000)]

    assert made == sorted(set(made))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 4, 1, 8, 30, 0, 123456, tzinfo=BANGKOK),
        datetime(1969, 12, 31, 23, 59, 59, 1, tzinfo=UTC),
        FAR_FUTURE,
    ],
)
def test_a_moment_comes_back_in_utc_to_the_microsecond(kept, moment):
    found = kept(moment=moment).moment

    assert found == moment
    assert found.tzinfo is UTC


def test_moments_sort_as_time_passes(store):
    moments = [FAR_FUTURE, datetime(1960, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=BANGKOK)]
    with store.writing() as connection:
        values.create(connection)
        connection.execute(insert(values), [{"id": new_id(), "moment": each} for each in moments])

    with store.reading() as connection:
        found = (
            connection.execute(select(values.c.moment).order_by(values.c.moment)).scalars().all()
        )

    assert found == sorted(moments)


def test_a_datetime_without_offset_is_refused(kept):
    with pytest.raises(StatementError, match="with an offset"):
        kept(moment=datetime(2026, 4, 1, 8, 30))  # noqa: DTZ001  the naive one is the point


def test_a_day_comes_back_and_a_moment_is_no_day(kept):
    assert kept(day=date(2026, 4, 16)).day == date(2026, 4, 16)
    with pytest.raises(StatementError, match="Expected a date"):
        kept(day=datetime(2026, 4, 16, tzinfo=UTC))


def test_json_keeps_its_keys_in_order(kept):
    given = {"ข": [1, 2.5, None, True], "ก": {"z": "ไทย", "a": []}}

    found = kept(json=given).json

    assert found == given
    assert list(found) == ["ข", "ก"]


def test_nothing_stays_nothing(kept):
    row = kept()

    assert (row.moment, row.day, row.json) == (None, None, None)
