"""An installation for tests: two offices, six people, five small procedures, on any database.

`Stage(url, directory)` prepares a migrated, empty database; `Stage(url, directory, prepared=True)`
takes up one that was prepared before. `restart()` is what a restart of the service is: nothing of
the old engine's memory is kept.
"""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from engine import deployments, instances, jobs, people, tasks
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.rows import OfficeRow
from engine.settings import Settings
from engine.store import Store, offices
from engine.store import people as accounts
from tests import stage_diagrams

MORNING = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
SINCE = date(2026, 1, 1)


def person(name, office, *roles):
    return Person(id=name, name=f"{name} ตัวอย่าง", offices={office: frozenset(roles)})


ALICE = person("alice", "a", "promo_officer")
BOB = person("bob", "a", "promo_officer")
CHARLIE = person("charlie", "b", "promo_officer")
FAMILY = person("family", "a", "organiser")
ADMIN = person("admin", "a", "admin")
AUDITOR = person("auditor", "a", "auditor")
EVERYBODY = (ALICE, BOB, CHARLIE, FAMILY, ADMIN, AUDITOR)
OPERATOR = Person(id="operator", name="ผู้ติดตั้ง", national=frozenset({"admin", "analyst"}))


class Stage:
    """An engine on a database of its own, with a clock that stands still."""

    def __init__(self, url, directory, *, prepared=False, clock=None, **settings):
        self.clock = clock or ManualClock(MORNING)
        self.settings = Settings(data_dir=directory, database_url=url, **settings)
        self.notifier = RecordingNotifier()
        self.engine = self._new()
        if not prepared:
            self._prepare()

    def _new(self):
        return Engine(
            store=Store(self.settings.database_url),
            clock=self.clock,
            settings=self.settings,
            notifier=self.notifier,
            files=FileStore(self.settings.data_dir / "files", 1024 * 1024),
        )

    def _prepare(self):
        with self.engine.begin() as tx:
            people.prepare(tx)
            for office in ("a", "b"):
                offices.add(tx, _office(office))
            for each in EVERYBODY:
                _add_account(tx, each)
        deployments.deploy(self.engine, OPERATOR, stage_diagrams.FILES)

    def restart(self):
        """Build the service anew on the same database."""
        self.engine.close()
        self.engine = self._new()

    def fresh(self):
        """Return another engine on the same database: a second process, as it were."""
        return self._new()

    def close(self):
        self.engine.close()

    def start(self, key, by=ALICE, **variables):
        asked = instances.Asked(definition_key=key, variables=variables, applicant="family")
        return instances.start(self.engine, by, replace(asked, office="a")).instance.id

    def tasks(self, instance_id):
        return instances.get(self.engine, ADMIN, instance_id).tasks

    def task(self, instance_id):
        return self.tasks(instance_id)[0]

    def complete(self, instance_id, by=ALICE, **variables):
        return tasks.complete(self.engine, by, self.task(instance_id).id, variables, None)

    def later(self, **by):
        self.clock.set(self.clock.now() + timedelta(**by))

    def work(self, most=200):
        """Do everything that is due now; say how many jobs were claimed."""
        done = 0
        while done < most and (some := jobs.run_due(self.engine)):
            done += some
        return done

    def sql(self, statement, values=None):
        """Do what whoever has SQL rights can do."""
        with self.engine.store.writing() as connection:
            return connection.execute(statement, values)

    def rows(self, statement):
        with self.engine.store.reading() as connection:
            return connection.execute(statement).all()


def _add_account(tx, each):
    name = {"name_th": each.name, "name_en": each.id, "email": None, "password_hash": "-"}
    accounts.add_account(tx, {"id": each.id, **name})
    for office, roles in each.offices.items():
        for role in sorted(roles):
            held = {"office_id": office, "user_id": each.id, "role_key": role}
            accounts.add_membership(tx, {**held, "valid_from": SINCE, "valid_to": None})


def _office(identity):
    return OfficeRow(
        id=identity,
        name_th="สำนักงานตัวอย่าง",
        name_en="Example office",
        province="ตัวอย่าง",
        settings={},
        calendar_version=1,
    )


def closing(stages):
    """Close what was opened, whatever state it is in."""
    for each in stages:
        with suppress(Exception):
            each.close()
