"""A backup made while the service works comes back elsewhere, on both databases."""

from contextlib import closing
from pathlib import Path

import pytest

from command.main import main
from engine import bootstrap
from engine.settings import Settings


def place(settings: Settings) -> list[str]:
    return ["--database", settings.database, "--data", str(settings.data_dir)]


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request) -> str:
    return request.param


@pytest.fixture
def office(tmp_path: Path, kind: str, request) -> Settings:
    url = request.getfixturevalue(f"{kind}_url")
    settings = Settings(data_dir=tmp_path / "office", database_url=url)
    with closing(bootstrap.build(settings)) as engine:
        stored = engine.files.save(b"%PDF-1.7 a plan\n%%EOF\n")
    assert stored.size
    return settings


def test_what_was_backed_up_comes_back_elsewhere(office, tmp_path, kind, request):
    blank_url = request.getfixturevalue(f"blank_{kind}_url")
    assert main(["backup", *place(office), str(tmp_path / "today.zip")]) == 0
    elsewhere = Settings(data_dir=tmp_path / "elsewhere", database_url=blank_url)

    assert main(["restore", *place(elsewhere), str(tmp_path / "today.zip")]) == 0

    with closing(bootstrap.build(elsewhere)) as engine:
        assert engine.store.current_revision() is not None
    kept = [
        each.read_bytes() for each in (elsewhere.data_dir / "files").rglob("*") if each.is_file()
    ]
    assert b"%PDF-1.7 a plan\n%%EOF\n" in kept


def test_a_backup_is_never_restored_over_data(office, tmp_path, capsys):
    main(["backup", *place(office), str(tmp_path / "today.zip")])

    assert main(["restore", *place(office), str(tmp_path / "today.zip")]) == 1

    assert "already" in capsys.readouterr().err


def test_a_backup_is_never_written_over_a_file(office, tmp_path):
    (tmp_path / "today.zip").write_bytes(b"something else")

    assert main(["backup", *place(office), str(tmp_path / "today.zip")]) == 1

    assert (tmp_path / "today.zip").read_bytes() == b"something else"
