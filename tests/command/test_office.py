"""An office without the demonstration: founded on the command line, then its admin signs in."""

import io
from contextlib import closing

import pytest

from command.main import main
from engine import bootstrap, calendars, people
from engine.settings import Settings

WORDS = ["--name-th", "สำนักงานตัวอย่าง", "--name-en", "Example", "--province", "ตัวอย่าง"]


@pytest.fixture
def settings(tmp_path, database_url):
    return Settings(data_dir=tmp_path, database_url=database_url)


def found(settings, monkeypatch, typed="a long enough password"):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed + "\n"))
    place = ["--database", settings.database, "--data", str(settings.data_dir)]
    return main(["office", *place, "example1", *WORDS, "--admin", "somsri"])


def test_a_founded_office_has_a_calendar_and_an_admin_who_can_sign_in(settings, monkeypatch):
    assert found(settings, monkeypatch) == 0

    with closing(bootstrap.build(settings)) as engine:
        token = people.sign_in(engine, "somsri", "a long enough password", "127.0.0.1")
        admin = people.who(engine, token.access_token)
        assert admin.offices == {"example1": frozenset({"admin"})}
        assert calendars.get(engine, admin, "example1").days


def test_an_office_is_founded_once(settings, monkeypatch, capsys):
    found(settings, monkeypatch)

    assert found(settings, monkeypatch) == 1

    assert "example1" in capsys.readouterr().err


def test_a_password_that_is_too_short_founds_nothing(settings, monkeypatch):
    assert found(settings, monkeypatch, typed="short") == 1

    assert found(settings, monkeypatch) == 0
