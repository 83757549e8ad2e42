import logging
import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from engine import calendars, housekeeping
from engine.calendar import BANGKOK
from engine.settings import Settings
from engine.store import heartbeats, offices
from engine.store.tables import access_token, idempotency, tree_head, user_account
from tests.engine.conftest import ADMIN, Desk


def beat(desk):
    with desk.reading() as tx:
        return heartbeats.last(tx, "housekeeping")


def holidays(desk, office="udonthani1"):
    with desk.reading() as tx:
        return {row.day: row for row in offices.holidays(tx, office)}


def on(desk, *moment):
    desk.clock.set(datetime(*moment, tzinfo=BANGKOK).astimezone(UTC))


def test_sealing_signs_the_ledger_and_shows_life(desk):
    desk.start()

    housekeeping.seal(desk.engine)

    assert desk.rows(select(tree_head.c.size)) == [(1,)]
    assert beat(desk) == desk.clock.now()


def test_answers_are_forgotten_after_a_week(desk):
    row = {"request_hash": b"r", "status": 200, "body": b"{}"}
    desk.sql(insert(idempotency), {"hash": b"old", "at": desk.clock.now(), **row})
    desk.later(days=1)
    desk.sql(insert(idempotency), {"hash": b"new", "at": desk.clock.now(), **row})
    desk.later(days=6, seconds=1)

    assert housekeeping.tidy(desk.engine) == 1

    assert desk.rows(select(idempotency.c.hash)) == [(b"new",)]


def test_in_december_next_year_s_holidays_are_written(desk):
    on(desk, 2026, 11, 30, 23, 59)
    assert housekeeping.renew_calendars(desk.engine) == 0
    on(desk, 2026, 12, 1, 2, 20)

    written = housekeeping.renew_calendars(desk.engine)

    days = holidays(desk)
    assert date(2027, 1, 1) in days
    assert all(day.year == 2027 for day in days)
    assert all("ต้องตรวจสอบ" in row.source for row in days.values())
    assert written == len(days) + len(holidays(desk, "phayao2"))
    assert housekeeping.renew_calendars(desk.engine) == 0


def test_what_staff_entered_for_next_year_stays(desk):
    on(desk, 2026, 12, 1, 2, 20)
    open_after_all = calendars.CalendarDay(
        day=date(2027, 1, 1), is_holiday=False, name_th="เปิดทำการ", name_en="Open", source="มติ ครม."
    )
    asked = calendars.DaysAsked(days=(open_after_all,), reason="มติ ครม.")
    calendars.change(desk.engine, ADMIN, "udonthani1", asked)

    housekeeping.renew_calendars(desk.engine)

    assert date(2027, 1, 1) not in holidays(desk)
    assert date(2027, 4, 13) in holidays(desk)


def test_no_backup_is_made_unless_the_settings_say_so(desk):
    assert housekeeping.back_up(desk.engine) == 0
    assert not (desk.directory / "backups").exists()


@pytest.fixture
def careful(database_url, tmp_path):
    made = Desk(database_url, tmp_path / "careful")
    made.engine = _with_backups(made, 2)
    yield made
    made.engine.close()


def _with_backups(desk, keep):
    settings = Settings(
        data_dir=desk.directory, database_url=desk.engine.settings.database_url, backups=keep
    )
    return type(desk.engine)(
        store=desk.engine.store,
        clock=desk.clock,
        settings=settings,
        notifier=desk.engine.notifier,
        files=desk.engine.files,
    )


def backups(desk):
    return sorted(each.name for each in (desk.directory / "backups").iterdir())


def test_a_backup_is_made_once_a_night_and_the_newest_are_kept(careful):
    careful.start()
    housekeeping.seal(careful.engine)
    for _ in range(3):
        housekeeping.back_up(careful.engine)
        housekeeping.back_up(careful.engine)
        careful.later(days=1)

    assert backups(careful) == ["khanton-2026-04-02.zip", "khanton-2026-04-03.zip"]


def test_a_chore_that_fails_is_logged_and_stops_no_other(desk, caplog):
    def broken(_engine):
        raise RuntimeError("on purpose")

    with caplog.at_level(logging.ERROR):
        assert not housekeeping.attempt(desk.engine, broken)

    assert "on purpose" in caplog.text
    assert housekeeping.attempt(desk.engine, housekeeping.seal)


def test_once_started_the_ledger_is_sealed_at_once_and_stopping_ends_every_thread(desk):
    desk.start()
    before = set(threading.enumerate())

    stop = housekeeping.start(desk.engine)
    deadline = threading.Event()
    for _ in range(500):
        if beat(desk) is not None:
            break
        deadline.wait(0.02)
    stop()

    assert beat(desk) == desk.clock.now()
    assert desk.rows(select(tree_head.c.size)) == [(1,)]
    assert set(threading.enumerate()) <= before


def test_expired_tokens_go_and_those_that_hold_stay(desk):
    now = desk.clock.now()
    account = {"id": "officer", "name_th": "สมมติ", "name_en": "Sommut", "password_hash": "-"}
    desk.sql(insert(user_account), {**account, "created_at": now})
    for name, hours in ((b"short", 1), (b"long", 12)):
        token = {"hash": name, "user_id": "officer", "issued_at": now}
        desk.sql(insert(access_token), {**token, "expires_at": now + timedelta(hours=hours)})
    desk.later(hours=2)

    assert housekeeping.tidy(desk.engine) == 1

    assert desk.rows(select(access_token.c.hash)) == [(b"long",)]
