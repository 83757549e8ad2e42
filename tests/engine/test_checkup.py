"""The service's health: each part green, amber or red, and what of it is told."""

from dataclasses import replace

import pytest

from engine import checkup, housekeeping
from engine.checkup import Light, Part
from engine.errors import Forbidden
from engine.heads import heads_file
from engine.model import JobKind
from engine.store import new_id, record, waits
from tests.engine.conftest import ADMIN, AUDITOR, OFFICER, person

STRANGER = person("admin2", "phayao2", "admin")


def found(desk, part, by=ADMIN):
    checks = checkup.examine(desk.engine, by).checks
    return next(each for each in checks if each.part is part)


def beat(desk):
    with desk.engine.begin() as tx:
        record.beat(tx, "worker")


def light(desk, part):
    each = found(desk, part)
    return each.light, each.finding


def test_a_worker_is_silent_until_it_is_heard_of(desk):
    assert light(desk, Part.WORKER) == (Light.RED, "silent")
    beat(desk)
    assert light(desk, Part.WORKER) == (Light.GREEN, "works")
    desk.later(minutes=2)
    assert light(desk, Part.WORKER) == (Light.RED, "silent")


def notify(desk, office="udonthani1", **more):
    """Write a notification that is due now."""
    job = {"office_id": office, "id": new_id(), "instance_id": None, "name": "test"}
    kind = {"kind": JobKind.NOTIFICATION.value, "payload": {"to": "officer"}}
    with desk.engine.begin() as tx:
        waits.add_jobs(tx, [{**job, **kind, "due_at": tx.now, **more}])


def test_jobs_that_are_late_show_though_the_worker_beats(desk):
    notify(desk)
    beat(desk)
    assert light(desk, Part.WORKER) == (Light.GREEN, "works")
    desk.later(minutes=5)
    beat(desk)
    assert light(desk, Part.WORKER) == (Light.AMBER, "busy")
    desk.later(minutes=20)
    beat(desk)
    assert light(desk, Part.WORKER) == (Light.RED, "late")
    assert found(desk, Part.WORKER).facts["due"] == 1


def test_notifications_that_fail_are_told_to_their_own_offices_admin_only(desk):
    assert light(desk, Part.NOTIFICATIONS) == (Light.GREEN, "delivered")
    notify(desk, last_error="the mail server does not answer", attempts=2)
    assert light(desk, Part.NOTIFICATIONS) == (Light.AMBER, "again")
    notify(desk, last_error="no such box", attempts=5, state="failed")
    assert light(desk, Part.NOTIFICATIONS) == (Light.RED, "failed")

    (given_up, again) = sorted(
        checkup.examine(desk.engine, ADMIN).undelivered, key=lambda each: not each.is_given_up
    )
    assert (given_up.why, given_up.attempts, given_up.to) == ("no such box", 5, "officer")
    assert (again.is_given_up, again.instance, again.business_key) == (False, None, None)
    elsewhere = checkup.examine(desk.engine, STRANGER)
    assert elsewhere.undelivered == ()
    assert found(desk, Part.NOTIFICATIONS, STRANGER).facts == {"failed": 0, "again": 0}


def test_storage_says_how_much_there_is_and_how_much_room(desk):
    facts = found(desk, Part.STORAGE).facts
    assert facts["database"] > 50_000
    assert 0 < facts["free"] < facts["disk"]
    assert (facts["attachments"], facts["attached"]) == (0, 0)


def test_what_waits_for_its_seal_too_long_shows_until_it_is_sealed(desk):
    assert light(desk, Part.SEALING) == (Light.GREEN, "sealed")
    desk.start()
    desk.later(minutes=20)
    assert light(desk, Part.SEALING) == (Light.AMBER, "late")
    desk.later(hours=3)
    assert light(desk, Part.SEALING) == (Light.RED, "stopped")
    housekeeping.seal(desk.engine)
    facts = found(desk, Part.SEALING).facts
    assert light(desk, Part.SEALING) == (Light.GREEN, "sealed")
    assert (facts["size"], facts["waiting"], facts["is_outside"]) == (1, 0, True)
    heads_file(desk.directory).unlink()
    assert light(desk, Part.SEALING) == (Light.RED, "inside_only")


def test_backups_are_told_of(desk):
    assert light(desk, Part.BACKUPS) == (Light.AMBER, "none")
    desk.engine = replace(desk.engine, settings=replace(desk.engine.settings, backups=2))
    assert light(desk, Part.BACKUPS) == (Light.RED, "old")
    assert housekeeping.back_up(desk.engine) == 1
    assert light(desk, Part.BACKUPS) == (Light.GREEN, "kept")
    assert found(desk, Part.BACKUPS).facts["bytes"] > 1000


def test_a_manual_clock_and_the_schema_are_told_of(desk):
    assert light(desk, Part.CLOCK) == (Light.AMBER, "manual")
    assert light(desk, Part.SCHEMA) == (Light.GREEN, "newest")
    assert checkup.examine(desk.engine, ADMIN).worst is Light.RED
    assert found(desk, Part.SCHEMA).facts["here"] == found(desk, Part.SCHEMA).facts["newest"]


def test_only_an_admin_looks(desk):
    for other in (OFFICER, AUDITOR):
        with pytest.raises(Forbidden):
            checkup.examine(desk.engine, other)
