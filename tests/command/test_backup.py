"""A backup holds everything, is refused when damaged, and never overwrites."""

import tarfile
from contextlib import closing
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest

from command import backup, restore
from command.copying import DatabaseNotEmpty, sqlite_file
from command.restore import BackupDamaged
from engine.settings import Settings


@pytest.fixture
def office(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path / "office")
    (settings.data_dir / "attachments").mkdir(parents=True)
    (settings.data_dir / "attachments" / "แผน.pdf").write_bytes(b"%PDF plan")
    with closing(sqlite.connect(str(sqlite_file(settings.database)))) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE letters (words TEXT)")
        database.execute("INSERT INTO letters VALUES ('เรียน ผู้อำนวยการ')")
        database.commit()
    return settings


@pytest.fixture
def elsewhere(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "elsewhere")


def letters(settings: Settings) -> list[str]:
    with closing(sqlite.connect(str(sqlite_file(settings.database)))) as database:
        return [words for (words,) in database.execute("SELECT words FROM letters")]


def test_what_was_backed_up_comes_back_elsewhere(office, elsewhere, tmp_path):
    backup.write(office, tmp_path / "today.tar.gz")

    restore.read(elsewhere, tmp_path / "today.tar.gz")

    assert letters(elsewhere) == ["เรียน ผู้อำนวยการ"]
    assert (elsewhere.data_dir / "attachments" / "แผน.pdf").read_bytes() == b"%PDF plan"


def test_a_backup_holds_what_is_committed_while_somebody_writes(office, elsewhere, tmp_path):
    with closing(sqlite.connect(str(sqlite_file(office.database)))) as writer:
        writer.execute("INSERT INTO letters VALUES ('ร่าง')")
        backup.write(office, tmp_path / "today.tar.gz")

    restore.read(elsewhere, tmp_path / "today.tar.gz")

    assert letters(elsewhere) == ["เรียน ผู้อำนวยการ"]


def test_a_backup_is_never_restored_over_data(office, tmp_path):
    backup.write(office, tmp_path / "today.tar.gz")

    with pytest.raises(DatabaseNotEmpty):
        restore.read(office, tmp_path / "today.tar.gz")


def test_a_backup_never_overwrites_another(office, tmp_path):
    backup.write(office, tmp_path / "today.tar.gz")

    with pytest.raises(DatabaseNotEmpty):
        backup.write(office, tmp_path / "today.tar.gz")


def test_half_an_archive_restores_nothing(office, elsewhere, tmp_path):
    whole, half = tmp_path / "today.tar.gz", tmp_path / "half.tar.gz"
    backup.write(office, whole)
    half.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])

    with pytest.raises(BackupDamaged):
        restore.read(elsewhere, half)

    assert list(elsewhere.data_dir.iterdir()) == []


def test_an_archive_that_somebody_changed_restores_nothing(office, elsewhere, tmp_path):
    backup.write(office, tmp_path / "today.tar.gz")
    with tarfile.open(tmp_path / "today.tar.gz") as tar:
        tar.extractall(tmp_path / "opened", filter="data")
    (tmp_path / "opened" / "files" / "attachments" / "แผน.pdf").write_bytes(b"%PDF forged")
    with tarfile.open(tmp_path / "forged.tar.gz", "w:gz") as tar:
        for part in ("database", "files", "manifest.json"):
            tar.add(tmp_path / "opened" / part, part)

    with pytest.raises(BackupDamaged, match=r"แผน\.pdf"):
        restore.read(elsewhere, tmp_path / "forged.tar.gz")

    assert list(elsewhere.data_dir.iterdir()) == []
