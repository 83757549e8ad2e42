"""A year of the demonstration's offices, lived through the HTTP API on a manual clock.

    def a_family_is_permitted(year):
        case = year.start("home_education_permission", by="family")
        case.do("consult")                     # by WHO["consult"], with the data of FORMS[form key]
        case.do("draft_plan", "2026-04-01 09:00", hours_year=900)  # then; with a field changed
        assert case.due("academic_review") == "2026-04-28"
        year.until("2026-04-29 09:00")         # timers fire, each at its own moment
        assert "เตือน" in year.notices(to="academic_committee")[0]
        return case

A package of tests/processes has `filled.py` with FORMS (form key -> data), WHO (element -> demo
account) and, for another office than the first, ADMIN (its account); and
`journeys.py` with EVERY (its journeys), SEEDED (the moment everything is deployed) and, if some are
to start by the calendar, SELF_STARTING (definition keys). The fixture `year` of such a package:

    year = a_year_of("royal_award")     # on each database in turn; `a_lite_year_of` on SQLite alone
"""

import importlib
from copy import deepcopy
from datetime import datetime, timedelta, timezone
from io import BytesIO

from api.app import create_app
from engine import correlating, jobs
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import SYSTEM, Person
from engine.notifier import RecordingNotifier
from engine.settings import Settings
from engine.store import Store
from tests.api.conftest import PDF, Caller

BANGKOK = timezone(timedelta(hours=7))
OFFICE = "udonthani1"
SCAN = "a scanned document"
"""Stands in a form's data where a file is attached."""
_MOST_ROUNDS = 2_000


def at(text):
    """Read a moment in Bangkok such as "2026-04-01 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


class Year:
    """An installation with everything that ships; `cases` are found, `start`ed, and worked on."""

    def __init__(self, url, directory, moment, package):
        filled = importlib.import_module(f"tests.processes.{package}.filled")
        self.forms, self.who = filled.FORMS, filled.WHO
        self.admin = getattr(filled, "ADMIN", "admin")
        self.clock, self.notifier = ManualClock(at(moment)), RecordingNotifier()
        settings = Settings(data_dir=directory, database_url=url)
        files = FileStore(directory / "files", 10 * 1024 * 1024)
        self.engine = Engine(
            store=Store(url),
            clock=self.clock,
            settings=settings,
            notifier=self.notifier,
            files=files,
        )
        self.call = Caller(create_app(self.engine, settings), self.engine)

    def close(self):
        self.engine.close()

    def start(self, definition_key, by, variables=None, **more):
        """Start a case as a demo account; `more`: business_key, office, applicant …"""
        body = {"definition_key": definition_key, "variables": variables or {}, **more}
        answer = self.call.post(by, "/process-instances", body)
        assert answer.status_code == 201, answer.text
        self.run()
        return Case(self, answer.json["id"])

    def message(self, name, by, variables=None, **to):
        """Send a message as a demo account; `to`: business_key or correlation."""
        body = {"name": name, "variables": variables or {}, **to}
        answer = self.call.post(by, "/messages", body)
        assert answer.status_code in (200, 201, 202), answer.text
        self.run()
        return answer.json

    def sent(self, name, variables, applicant, office=OFFICE):
        """What another case of the office does: send a message that begins a case of somebody's."""
        itself = Person(id=SYSTEM.id, name=SYSTEM.name, offices={office: frozenset({"admin"})})
        message = correlating.Message(
            name=name, variables=variables, office=office, applicant=applicant
        )
        with self.engine.begin() as tx:
            correlating.deliver(self.engine, tx, itself, message)
        self.run()

    def until(self, moment):
        """Let time pass; each job is done at its own moment."""
        self.run()
        while (due := jobs.next_run(self.engine)) is not None and due <= at(moment):
            self.clock.set(max(due, self.clock.now()))
            self.run()
        self.clock.set(max(at(moment), self.clock.now()))

    def run(self):
        """Do what is due now."""
        for _ in range(_MOST_ROUNDS):
            if not jobs.run_due(self.engine):
                return
        raise AssertionError("jobs are due without end")

    def cases(self, definition_key=None, by=None, **query):
        """Return the cases there are, oldest first; `query`: status, business_key, q …"""
        asked = {"definition_key": definition_key, "limit": 200, **query}
        asked = {name: value for name, value in asked.items() if value is not None}
        answer = self.call.get(by or self.admin, "/process-instances", query_string=asked)
        assert answer.status_code == 200, answer.text
        found = sorted(answer.json["items"], key=_age)
        return [Case(self, each["id"], by or self.admin) for each in found]

    def cases_everywhere(self):
        """Return the cases of both offices."""
        return [case for admin in ("admin", "admin2") for case in self.cases(by=admin)]

    def case(self, definition_key, by=None, **query):
        """Return the only such case."""
        found = self.cases(definition_key, by, **query)
        assert len(found) == 1, f"{len(found)} cases of {definition_key}"
        return found[0]

    def notices(self, to=None):
        """Return the subjects of what was sent, in order."""
        self.run()
        return [n.subject for n in self.notifier.sent if to in (None, n.to)]


def _age(row):
    return row["started_at"], row["id"]


class Case:
    """A case on its way. Whoever looks is the admin of its office."""

    def __init__(self, year, identity, admin=None):
        self.year, self.id, self.admin = year, identity, admin or year.admin
        self.auditor = self.admin.replace("admin", "auditor")

    def standing(self):
        """Return what GET /process-instances/{id} says: tasks, timers, incidents …"""
        answer = self.year.call.get(self.admin, f"/process-instances/{self.id}")
        assert answer.status_code == 200, answer.text
        return answer.json

    @property
    def business_key(self):
        return self.standing()["business_key"]

    @property
    def status(self):
        return self.standing()["status"]

    def tasks(self):
        """Return the elements of the open tasks, sorted; one that is open twice comes twice."""
        return sorted(task["element_id"] for task in self.standing()["tasks"])

    def task(self, element, number=0):
        found = [t for t in self.standing()["tasks"] if t["element_id"] == element]
        assert len(found) > number, f"{element} is not open; open: {self.tasks()}"
        return found[number]

    def due(self, element):
        """Return the due date of an open task, ISO."""
        return self.task(element)["due_date"]

    def timers(self):
        """Return element -> due date (ISO) of the waiting timers."""
        return {t["element_id"]: t["due_date"] for t in self.standing()["timers"]}

    def incidents(self):
        return self.standing()["incidents"]

    def variables(self, by=None):
        answer = self.year.call.get(by or self.admin, f"/process-instances/{self.id}/variables")
        assert answer.status_code == 200, answer.text
        return answer.json["variables"]

    def form(self, element, by=None):
        """Return {definition, schema, data} of an open task."""
        who = by or self.year.who[element]
        answer = self.year.call.get(who, f"/tasks/{self.task(element)['id']}/form")
        assert answer.status_code == 200, answer.text
        return answer.json

    def try_to(self, element, by=None, number=0, data=None, **changes):
        """Fill in the task's form and try to complete it; return the answer as it came."""
        task, who = self.task(element, number), by or self.year.who[element]
        given = data if data is not None else self._filled(task["form_key"])
        given = self._attached(task, who, {**given, **changes})
        body = {"variables": {k: v for k, v in given.items() if v is not None}}
        return self.year.call.post(who, f"/tasks/{task['id']}/complete", body)

    def do(self, element, moment=None, **more):
        """Complete a task, waiting until `moment` first; what is due then is done."""
        if moment:
            self.year.until(moment)
        answer = self.try_to(element, **more)
        assert answer.status_code == 200, f"{element}: {answer.text}"
        self.year.run()
        return answer.json

    def _filled(self, form_key):
        return deepcopy(self.year.forms[form_key]) if form_key else {}

    def _attached(self, task, who, data, above=""):
        return {k: self._with_files(task, who, f"{above}{k}", v) for k, v in data.items()}

    def _with_files(self, task, who, field, value):
        if value == SCAN:
            return [self._attach(task, who, field)]
        if isinstance(value, list) and any(SCAN in r.values() for r in value if _is_row(r)):
            return [self._attached(task, who, row, f"{field}.") for row in value]
        return value

    def _attach(self, task, who, field):
        sent = {"field": field, "file": (BytesIO(PDF), "เอกสารตัวอย่าง.pdf")}
        answer = self.year.call(who, "POST", f"/tasks/{task['id']}/attachments", data=sent)
        assert answer.status_code == 201, answer.text
        return {"attachment_id": answer.json["id"], "name": answer.json["name"]}

    def events(self):
        found, cursor = [], None
        while True:
            asked = {"limit": 200} | ({"cursor": cursor} if cursor else {})
            path = f"/process-instances/{self.id}/history"
            page = self.year.call.get(self.auditor, path, query_string=asked).json
            found, cursor = found + page["items"], page["next"]
            if cursor is None:
                return found

    def steps(self):
        """Return every step the tokens made: [kind, element, element instance, flow?]."""
        return [step for event in self.events() for step in (event["data"] or {}).get("steps", [])]

    def passed(self):
        """Return the ids of the elements and flows that tokens have passed."""
        steps = self.steps()
        nodes = {step[1] for step in steps if step[0] in ("completed", "fired")}
        return nodes | {step[3] for step in steps if len(step) > 3}

    def verified(self):
        path = f"/process-instances/{self.id}/history/verify"
        return self.year.call.get(self.auditor, path).json

    def papers(self):
        """Return the names of the files of the case, oldest first."""
        answer = self.year.call.get(self.admin, f"/process-instances/{self.id}/attachments")
        assert answer.status_code == 200, answer.text
        return [each["name"] for each in answer.json["items"]]


def _is_row(value):
    return isinstance(value, dict)
