"""What a transaction promises, the same on SQLite and PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from engine.errors import DatabaseUnfit
from engine.store.databases import Begin, create, require_sound_sqlite
from engine.store.store import Store
from engine.store.tables import counter, membership, role
from engine.store.types import new_id

ROW = {"office_id": "udonthani1", "name": "HE", "year": 2569, "value": 0}


class Refused(Exception):
    pass


def value(store):
    with store.reading() as connection:
        return connection.execute(select(counter.c.value)).scalar_one_or_none()


@pytest.fixture
def counting(store):
    with store.writing() as connection:
        connection.execute(counter.insert(), ROW)
    return store


def test_what_is_written_is_there_afterwards(counting):
    assert value(counting) == 0


def test_an_exception_takes_everything_back(counting):
    with suppress(Refused), counting.writing() as connection:
        connection.execute(update(counter).values(value=99))
        raise Refused

    assert value(counting) == 0


def test_no_increment_is_lost_between_threads(counting):
    def increment(_):
        with counting.writing() as connection:
            found = connection.execute(select(counter.c.value).with_for_update()).scalar_one()
            connection.execute(update(counter).values(value=found + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(increment, range(200)))

    assert value(counting) == 200


def test_a_savepoint_taken_back_leaves_the_rest(counting):
    with counting.writing() as connection:
        connection.execute(update(counter).values(value=1))
        with suppress(Refused), connection.begin_nested():
            connection.execute(update(counter).values(value=2))
            raise Refused

    assert value(counting) == 1


def test_a_savepoint_inside_a_transaction_taken_back_leaves_nothing(counting):
    with suppress(Refused), counting.writing() as connection:
        with connection.begin_nested():
            connection.execute(update(counter).values(value=2))
        raise Refused

    assert value(counting) == 0


def test_a_table_made_in_a_transaction_taken_back_is_gone(store):
    with suppress(Refused), store.writing() as connection:
        connection.execute(text("CREATE TABLE short_lived (a INTEGER)"))
        raise Refused

    with store.reading() as connection:
        assert not inspect(connection).has_table("short_lived")


def test_a_row_cannot_refer_to_nothing(store):
    orphan = {"office_id": "nowhere", "id": new_id(), "user_id": "nobody", "role_key": "none"}

    with pytest.raises(IntegrityError), store.writing() as connection:
        connection.execute(membership.insert(), {**orphan, "valid_from": datetime.now(UTC).date()})  # noqa: TID251  any day


def test_who_reads_cannot_write(counting):
    with pytest.raises(DBAPIError), counting.reading() as connection:
        connection.execute(update(counter).values(value=7))

    assert value(counting) == 0


def test_reading_goes_on_while_somebody_writes(counting):
    with counting.writing() as connection:
        connection.execute(update(counter).values(value=5))
        with ThreadPoolExecutor(1) as pool:
            seen_meanwhile = pool.submit(value, counting).result(timeout=10)

    assert (seen_meanwhile, value(counting)) == (0, 5)


def test_a_failed_statement_never_passes_for_a_commit(store):
    given = {"key": "x", "name_th": "ก", "name_en": "x", "kind": "office"}

    with suppress(RuntimeError), store.writing() as connection:
        connection.execute(role.insert(), given)
        with suppress(IntegrityError):
            connection.execute(role.insert(), given)
        swallowed = True

    with store.reading() as connection:
        rows = connection.execute(select(func.count()).select_from(role)).scalar_one()
    assert swallowed
    assert rows == (1 if store.dialect == "sqlite" else 0)


def test_the_database_says_what_time_it_is(store):
    with store.reading() as connection:
        found = store.database_now(connection)

    assert abs(datetime.now(UTC) - found) < timedelta(minutes=1)  # noqa: TID251  compared with ours
    assert found.tzinfo is UTC


def test_the_store_recovers_when_the_database_dropped_its_connections(postgres_url):
    store, other = Store(postgres_url), Store(postgres_url)
    value(store)

    with other.writing() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    found = value(store)

    assert found is None
    store.close()
    other.close()


def test_a_wait_for_a_lock_ends(postgres_url):
    store = Store(postgres_url)
    impatient = Begin(writes=True, lock_timeout=50)

    with store.writing() as first:
        first.execute(text("LOCK TABLE counter IN ACCESS EXCLUSIVE MODE"))
        with (
            pytest.raises(OperationalError, match="lock timeout"),
            store.begun(impatient) as second,
        ):
            second.execute(counter.insert(), ROW)

    store.close()


def test_no_setting_outlives_its_transaction(postgres_url):
    store = Store(postgres_url)
    asked = "SELECT current_setting('lock_timeout'), current_setting('app.offices', true)"
    with store.writing("phayao2") as connection:
        inside = tuple(connection.execute(text(asked)).one())

    with store.engine.connect() as connection:
        after = connection.connection.driver_connection.execute(asked).fetchone()

    assert inside == ("5s", "phayao2")
    assert after == ("0", "")
    store.close()


def test_a_pooler_gets_no_prepared_statements(postgres_url):
    store = Store(f"{postgres_url}&pooler=1" if "?" in postgres_url else f"{postgres_url}?pooler=1")

    with store.reading() as connection:
        threshold = connection.connection.driver_connection.prepare_threshold

    assert threshold is None
    store.close()


def test_a_commit_to_sqlite_survives_a_power_cut(sqlite_url):
    store, asked = Store(sqlite_url), ("journal_mode", "synchronous", "foreign_keys")
    with store.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {each}").scalar_one() for each in asked]

    assert found == ["wal", 2, 1]
    store.close()


def test_an_old_sqlite_is_refused_by_its_number():
    with pytest.raises(DatabaseUnfit, match=r"3\.51\.3 or newer.*3\.40\.1"):
        require_sound_sqlite((3, 40, 1))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_a_database_that_cannot_hold_cases_is_refused(url):
    with pytest.raises(DatabaseUnfit):
        create(url)
