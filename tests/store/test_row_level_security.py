"""On PostgreSQL the database itself hides other offices, should a query forget to."""

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, make_url, select, text
from sqlalchemy.exc import ProgrammingError

from engine.store.backup import backup, restore
from engine.store.store import Store
from engine.store.tables import counter, metadata

pytestmark = pytest.mark.postgres

PASSWORD = "khanton"  # noqa: S105  of a role that lives as long as a test
HERE, THERE = "udonthani1", "phayao2"


def row(office):
    return {"office_id": office, "name": "HE", "year": 2569, "value": 1}


@pytest.fixture
def as_service():
    """Give a database to a role that is no superuser; it will own the tables, as in production."""
    given = []

    def give(url):
        role = f"service_of_{make_url(url).database}"
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(
                sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(role), PASSWORD)
            )
            admin.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(role)))
        given.append((url, role))
        return (
            make_url(url)
            .set(username=role, password=PASSWORD)
            .render_as_string(hide_password=False)
        )

    yield give
    for url, role in given:
        with psycopg.connect(url, autocommit=True) as admin:
            for verb in ("DROP OWNED BY", "DROP ROLE"):
                admin.execute(sql.SQL(f"{verb} {{}}").format(sql.Identifier(role)))


@pytest.fixture
def service(as_service, blank_postgres_url):
    made = Store(as_service(blank_postgres_url))
    made.upgrade()
    with made.writing() as connection:
        connection.execute(counter.insert(), [row(HERE), row(THERE)])
    yield made
    made.close()


def offices(store, allowed):
    with store.reading(allowed) as connection:
        return set(connection.execute(select(counter.c.office_id)).scalars())


def test_a_reader_sees_the_offices_named_and_no_other(service):
    assert offices(service, [HERE]) == {HERE}
    assert offices(service, [HERE, THERE]) == {HERE, THERE}
    assert offices(service, []) == set()
    assert offices(service, None) == {HERE, THERE}


def test_a_writer_cannot_write_for_another_office(service):
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, service.writing(HERE) as connection:
        connection.execute(counter.insert(), {**row(THERE), "year": 2570})


def test_a_writer_cannot_change_what_it_does_not_see(service):
    with service.writing(HERE) as connection:
        changed = connection.execute(counter.update().values(value=9)).rowcount

    assert changed == 1


def test_a_connection_that_names_no_office_sees_nothing(service):
    url = service.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)

    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT count(*) FROM counter").fetchone()

    assert found == (0,)


def test_every_table_of_an_office_is_guarded_from_its_owner_too(service):
    guarded = text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")

    with service.reading() as connection:
        found = set(connection.execute(guarded).scalars())

    assert found == {each.name for each in metadata.sorted_tables if "office_id" in each.c}


def test_an_office_is_an_id_and_not_a_way_around(service):
    for trick in ("*", f"{HERE},{THERE}"):
        with pytest.raises(ValueError, match="ids of offices"), service.writing(trick):
            pass
    assert offices(service, ["x' || '*"]) == set()


def test_a_backup_holds_every_office_and_guards_them_again(
    service, as_service, make_database, tmp_path
):
    backup(service, tmp_path / "b.zip")
    target = as_service(make_database("template0"))

    restore(tmp_path / "b.zip", target)

    restored = Store(target)
    with restored.reading() as connection:
        rows = connection.execute(select(func.count()).select_from(counter)).scalar_one()
    assert rows == 2
    assert offices(restored, [HERE]) == {HERE}
    restored.close()
