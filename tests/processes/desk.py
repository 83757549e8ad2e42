"""The demonstration's two offices on a manual clock, and one family's case on its way."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

from engine import attachments, demo, deployments, history, instances, jobs, offices, shipped, tasks
from engine.attachments import Upload
from engine.calendar import local_date
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.settings import Settings
from engine.store import Store, cases, people, queries
from tests.processes.filled import SCAN, filled

PERMISSION = "home_education_permission"
OFFICE = "udonthani1"
PDF = b"%PDF-1.7\n" + b"0" * 64
BANGKOK = timezone(timedelta(hours=7))
OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin"}))
WHO = {
    "consult": "officer",
    "draft_plan": "family",
    "academic_review": "academic",
    "revise_plan": "family",
    "contact_family": "officer",
    "apply": "family",
    "check_documents": "officer",
    "supply_documents": "family",
    "settle_documents": "officer",
    "academic_screen": "academic",
    "pec_decide": "kosojo",
    "gather_information": "officer",
    "issue_permit": "director",
    "issue_refusal": "director",
    "register_learner": "registrar",
    "delay_notice": "officer",
}
"""Who does each user task of the diagram."""


def at(text):
    """Read a moment in Bangkok such as "2026-04-01 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


class Desk:
    """An installation with everything that ships; `fill` makes it what the demonstration is."""

    def __init__(self, url, directory: Path, moment="2026-04-01 08:45"):
        self.clock = ManualClock(at(moment))
        self.notifier = RecordingNotifier()
        self.engine = Engine(
            store=Store(url),
            clock=self.clock,
            settings=Settings(data_dir=directory, database_url=url),
            notifier=self.notifier,
            files=FileStore(directory / "files", 10 * 1024 * 1024),
        )

    def fill(self):
        """Seed an empty database: once, then copied for each test."""
        demo.seed(self.engine)
        for office in (OFFICE, "phayao2"):  # nothing begins by itself among one family's mail
            quiet = {"self_starting": []}
            offices.change_settings(self.engine, OPERATOR, office, quiet, "ทดสอบ")
        deployments.deploy(self.engine, self.person("analyst"), shipped.files())

    def person(self, name, office=OFFICE) -> Person:
        with self.engine.reading() as tx:
            held = people.roles_held(tx, name, office, local_date(tx.now))
        return Person(id=name, name=name, offices={office: held})

    def open(self, moment=None, by="family", **asked):
        if moment:
            self.until(moment)
        wanted = instances.Asked(definition_key=PERMISSION, variables={}, **asked)
        return Case(self, instances.start(self.engine, self.person(by), wanted).instance)

    def until(self, moment):
        """Let time pass; each job is done at its own moment."""
        while (due := jobs.next_run(self.engine)) is not None and due <= at(moment):
            self.clock.set(max(due, self.clock.now()))
            jobs.run_due(self.engine)
        self.clock.set(max(at(moment), self.clock.now()))

    def run(self):
        """Do what is due now."""
        while jobs.run_due(self.engine):
            pass

    def told(self, to=None):
        """Return the subjects of what was sent, in order."""
        self.run()
        return [n.subject for n in self.notifier.sent if to in (None, n.to)]


class Case:
    """A case on its way: `do` a task, `standing`, `history`."""

    def __init__(self, desk, instance):
        self.desk, self.id = desk, instance.id
        self.business_key = instance.business_key
        self.engine, self.until = desk.engine, desk.until

    def standing(self, by="admin"):
        return instances.get(self.engine, self.desk.person(by), self.id)

    @property
    def status(self):
        return self.standing().instance.status.value

    def open_tasks(self):
        return sorted(task.element_id for task in self.standing().tasks)

    def task(self, element):
        return next(t for t in self.standing().tasks if t.element_id == element)

    def timer(self, element):
        return next(t for t in self.standing().timers if t.element_id == element)

    def do(self, element, moment=None, by=None, **changes):
        """Fill in the task's form, files attached, and complete it; `moment`: wait till then."""
        if moment:
            self.until(moment)
        task, person = self.task(element), self.desk.person(by or WHO[element])
        data = filled(task.form_key.removeprefix("home_education_"), **changes)
        done = tasks.complete(self.engine, person, task.id, self._attached(task, data), None)
        self.desk.run()
        return done

    def _attached(self, task, data, above=""):
        return {key: self._with_files(task, f"{above}{key}", value) for key, value in data.items()}

    def _with_files(self, task, field, value):
        if value == SCAN:
            return [self._attach(task, field)]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            return [self._attached(task, row, f"{field}.") for row in value]
        return value

    def _attach(self, task, field):
        person = self.desk.person(WHO[task.element_id])
        upload = Upload(field=field, name="เอกสารตัวอย่าง.pdf", content=PDF)
        row = attachments.add(self.engine, person, task.id, upload)
        return {"attachment_id": str(row.id), "name": row.name}

    def variables(self):
        return instances.variables(self.engine, self.desk.person("officer"), self.id)

    def form(self, element):
        task = self.task(element)
        return tasks.form(self.engine, self.desk.person(WHO[element]), task.id)["data"]

    def events(self):
        reader = self.desk.person("auditor")
        return history.list_some(self.engine, reader, self.id, None, 1000).items

    def steps(self):
        """Return every step the tokens made: [kind, element, element instance, flow?]."""
        return [step for event in self.events() for step in (event.data or {}).get("steps", [])]

    def verified(self):
        return history.verify(self.engine, self.desk.person("auditor"), self.id)

    def state(self):
        """Return what the engine keeps to go on with; None when the case has ended."""
        with self.engine.begin() as tx:
            return cases.lock(tx, [OFFICE], self.id).state

    def waiting_jobs(self):
        with self.engine.reading() as tx:
            wanted = queries.JobFilter(offices=[OFFICE], instance_id=self.id, state="waiting")
            return queries.jobs(tx, wanted, None, 100)
