"""A backup taken while people work is of one moment, and comes back whole."""

import threading
import zipfile
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, insert, select, text, update

from engine.errors import BackupInvalid, DatabaseNotEmpty
from engine.store.backup import backup, restore
from engine.store.migrations import head
from engine.store.store import Store
from engine.store.tables import counter, ledger_entry, office
from engine.store.types import new_id

ACCOUNTS = 20
TOTAL = ACCOUNTS * 100


@pytest.fixture
def zipped(tmp_path):
    return tmp_path / "backups" / "khanton.zip"


@pytest.fixture
def target_url(store, request):
    kind = "sqlite" if store.dialect == "sqlite" else "postgres"
    return request.getfixturevalue(f"blank_{kind}_url")


@pytest.fixture
def accounts(store):
    with store.writing() as connection:
        rows = [{"name": f"{n:02}", "value": 100, "year": 0} for n in range(ACCOUNTS)]
        connection.execute(insert(counter), [{**row, "office_id": "phayao2"} for row in rows])
    return store


def transfer(store, turn):
    """Take one from an account and give it to the next, each in a statement of its own."""
    with store.writing() as connection:
        for by, number in ((-1, turn), (1, turn + 1)):
            one = counter.c.name == f"{number % ACCOUNTS:02}"
            connection.execute(update(counter).where(one).values(value=counter.c.value + by))


@pytest.fixture
def busy(accounts):
    """A store somebody writes to without pause."""
    stop, turns = threading.Event(), []

    def work():
        while not stop.is_set():
            transfer(accounts, len(turns))
            turns.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    yield accounts, turns
    stop.set()
    thread.join()


def restored(zipped, url):
    manifest = restore(zipped, url)
    store = Store(url)
    with store.reading() as connection:
        total = connection.execute(select(func.sum(counter.c.value))).scalar_one()
    store.close()
    return manifest, total


def test_a_backup_among_writes_is_of_one_moment(busy, zipped, target_url):
    store, turns = busy
    while len(turns) < 20:
        threading.Event().wait(0.001)

    before = len(turns)
    for _ in range(5):
        backup(store, zipped)
    after = len(turns)
    manifest, total = restored(zipped, target_url)

    assert total == TOTAL
    assert after > before
    assert manifest.rows["counter"] == ACCOUNTS
    assert manifest.revision == head()


def test_a_restored_database_is_one_to_work_on(store, zipped, target_url):
    entry = {"office_id": "phayao2", "instance_id": new_id(), "seq": 1, "hash": b"\x00\x5c\n\t"}
    given = {"id": "phayao2", "name_th": "สพป.พะเยา\tเขต ๒\\", "name_en": "", "province": "พะเยา"}
    with store.writing() as connection:
        connection.execute(insert(ledger_entry), [entry, entry])
        connection.execute(
            insert(office), {**given, "settings": {"a": None}, "calendar_version": 1}
        )
    backup(store, zipped)

    restore(zipped, target_url)
    copy = Store(target_url)
    copy.upgrade()
    with copy.writing() as connection:
        connection.execute(insert(ledger_entry), entry)
        ids = connection.execute(select(ledger_entry.c.id)).scalars().all()
        hashes = set(connection.execute(select(ledger_entry.c.hash)).scalars())
        found = connection.execute(select(office)).one()

    assert sorted(ids) == [1, 2, 3]
    assert hashes == {entry["hash"]}
    assert (found.name_th, found.name_en, found.settings) == (given["name_th"], "", {"a": None})
    copy.close()


def test_a_database_with_tables_is_not_overwritten(accounts, zipped, database_url):
    backup(accounts, zipped)
    transfer(accounts, 0)

    with pytest.raises(DatabaseNotEmpty):
        restore(zipped, database_url)

    with accounts.reading() as connection:
        values = set(connection.execute(select(counter.c.value)).scalars())
    assert values == {99, 100, 101}


def test_files_go_along_and_come_back(store, zipped, target_url, tmp_path):
    (tmp_path / "files" / "ab").mkdir(parents=True)
    (tmp_path / "files" / "ab" / "แผน.pdf").write_bytes(b"%PDF")
    (tmp_path / "signing.key").write_bytes(b"secret")
    backup(store, zipped, {"attachments": tmp_path / "files", "keys": tmp_path / "signing.key"})

    restore(zipped, target_url, {"attachments": tmp_path / "new", "keys": tmp_path / "new"})

    assert (tmp_path / "new" / "ab" / "แผน.pdf").read_bytes() == b"%PDF"
    assert (tmp_path / "new" / "signing.key").read_bytes() == b"secret"
    assert zipped.stat().st_mode & 0o077 == 0


def test_a_file_that_exists_is_kept_and_nothing_is_restored(store, zipped, target_url, tmp_path):
    key = tmp_path / "signing.key"
    key.write_bytes(b"old")
    backup(store, zipped, {"keys": key})

    with pytest.raises(BackupInvalid, match="exists already"):
        restore(zipped, target_url, {"keys": tmp_path})

    target = Store(target_url)
    assert target.current_revision() is None
    target.close()


@pytest.mark.parametrize(
    "forgery",
    [
        (b'"counter": 20', b'"counter": 21', "counter has 20 rows instead of 21"),
        (b'"revision": "0', b'"revision": "9', "newer program"),
        (b'"format": 1', b'"format": 7', "format 7 is not known"),
        (b'"format"', b'"fromat"', "unexpected keyword"),
    ],
)
def test_a_manifest_that_does_not_hold_restores_nothing(accounts, zipped, target_url, forgery):
    true, false, told = forgery
    backup(accounts, zipped)
    forged = zipped.with_name("forged.zip")
    with zipfile.ZipFile(zipped) as archive, zipfile.ZipFile(forged, "w") as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name).replace(true, false))

    with pytest.raises(BackupInvalid, match=told):
        restore(forged, target_url)

    target = Store(target_url)
    assert target.current_revision() is None
    target.close()


def test_a_damaged_backup_restores_nothing(accounts, zipped, target_url):
    backup(accounts, zipped)
    with zipfile.ZipFile(zipped) as archive:
        largest = max(archive.infolist(), key=lambda each: each.compress_size)
    with zipped.open("r+b") as file:
        file.seek(largest.header_offset + len(largest.filename) + 60)
        file.write(b"damage")

    with pytest.raises(BackupInvalid):
        restore(zipped, target_url)

    target = Store(target_url)
    assert target.current_revision() is None
    target.close()


def test_what_is_no_backup_is_refused(zipped, target_url):
    zipped.parent.mkdir()
    zipped.write_bytes(b"PK nonsense")

    with pytest.raises(BackupInvalid):
        restore(zipped, target_url)


def test_a_backup_of_the_other_kind_is_refused(store, zipped, request):
    backup(store, zipped)
    other = "postgres" if store.dialect == "sqlite" else "sqlite"

    with pytest.raises(BackupInvalid, match="not of"):
        restore(zipped, request.getfixturevalue(f"blank_{other}_url"))


def test_a_database_without_schema_has_nothing_to_keep(blank_url, zipped):
    store = Store(blank_url)

    with pytest.raises(BackupInvalid):
        backup(store, zipped)

    assert list(zipped.parent.iterdir()) == []
    store.close()


def test_a_backup_says_when_it_was_taken(store, zipped):
    with store.reading() as connection:
        before = store.database_now(connection)
        connection.execute(text("SELECT 1"))

    made_at = datetime.fromisoformat(backup(store, zipped).made_at)

    assert made_at.astimezone(UTC) >= before
