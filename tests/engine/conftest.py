"""A small office on both databases: `desk.start()` begins a case, `desk.complete()` goes on."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from engine import demo, deployments, instances, news, tasks
from engine.clock import ManualClock
from engine.context import Engine
from engine.files import FileStore
from engine.model import Person
from engine.notifier import RecordingNotifier
from engine.rows import OfficeRow
from engine.settings import Settings
from engine.store import Store, offices, queries
from engine.store.transaction import Transaction
from tests.execution.drawing import end, process, start, user_task, way

MORNING = datetime(2026, 4, 1, 8, 30, tzinfo=timezone(timedelta(hours=7)))
PDF = b"%PDF-1.7\n" + b"0" * 64
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"0" * 64
MEGABYTE = 1024 * 1024


def person(name, office, *roles, **more):
    return Person(id=name, name=f"{name} ตัวอย่าง", offices={office: frozenset(roles)}, **more)


OFFICER = person("officer", "udonthani1", "promo_officer")
DIRECTOR = person("director", "udonthani1", "office_director")
FAMILY = person("family", "udonthani1", "organiser")
NEIGHBOUR = person("neighbour", "udonthani1", "organiser")
ADMIN = person("admin", "udonthani1", "admin")
AUDITOR = person("auditor", "udonthani1", "auditor")
STRANGER = person("stranger", "phayao2", "promo_officer")
OPERATOR = Person(id="operator", name="ทดสอบ", national=frozenset({"admin", "analyst"}))


def words(text):
    return {"th": text, "en": text}


FORM = {
    "key": "evidence",
    "title": words("หลักฐาน"),
    "rows": ["test"],
    "fields": [
        {"key": "remark", "type": "text", "label": words("หมายเหตุ")},
        {
            "key": "papers",
            "type": "file",
            "label": words("เอกสาร"),
            "accept": ["pdf"],
            "max_bytes": 1000,
            "max_files": 2,
        },
        {
            "key": "list",
            "type": "table",
            "label": words("รายการ"),
            "columns": [
                {"key": "what", "type": "text", "label": words("อะไร")},
                {"key": "scans", "type": "file", "label": words("ภาพ")},
            ],
        },
    ],
}


def diagram():
    return process(
        [
            start(),
            user_task("check", camunda_formKey="evidence", name="ตรวจ"),
            user_task("sign", camunda_candidateGroups="office_director", name="ลงนาม"),
            end(),
        ],
        way("start", "check", "sign", "end"),
        id="review",
        name="ตรวจหลักฐาน",
    )


class Desk:
    """An installation with two offices and a procedure of two tasks."""

    def __init__(self, url, directory):
        self.directory = directory
        self.clock = ManualClock(MORNING)
        self.engine = Engine(
            store=Store(url),
            clock=self.clock,
            settings=Settings(data_dir=directory, database_url=url),
            notifier=RecordingNotifier(),
            files=FileStore(directory / "files", MEGABYTE),
        )
        with self.engine.begin() as tx:
            for office in ("phayao2", "udonthani1"):
                offices.add(tx, _office(office))
        files = {"review.bpmn": diagram(), "evidence.json": json.dumps(FORM).encode()}
        deployments.deploy(self.engine, OPERATOR, files)

    def start(self, by=OFFICER, applicant="family", **variables):
        asked = instances.Asked(
            definition_key="review", variables=variables, applicant=applicant, office=None
        )
        return instances.start(self.engine, by, asked).instance.id

    def task(self, instance_id):
        return instances.get(self.engine, ADMIN, instance_id).tasks[0]

    def complete(self, instance_id, by=OFFICER, **variables):
        return tasks.complete(self.engine, by, self.task(instance_id).id, variables, None)

    def finish(self, instance_id):
        self.complete(instance_id)
        self.complete(instance_id, DIRECTOR)

    def later(self, **by):
        self.clock.set(self.clock.now() + timedelta(**by))

    def sql(self, statement, values=None):
        """Do what whoever has SQL rights can do."""
        with self.engine.store.writing() as connection:
            return connection.execute(statement, values)

    def rows(self, statement):
        with self.engine.store.reading() as connection:
            return connection.execute(statement).all()

    def row_of(self, instance_id):
        with self.engine.reading() as tx:
            return queries.instance(tx, ["udonthani1", "phayao2"], instance_id)

    def reading(self) -> Transaction:
        return self.engine.reading()


def _office(identity):
    return OfficeRow(
        id=identity,
        name_th="สำนักงานตัวอย่าง",
        name_en="Example office",
        province="ตัวอย่าง",
        settings={},
        calendar_version=1,
    )


@pytest.fixture
def desk(database_url, tmp_path):
    made = Desk(database_url, tmp_path / "data")
    yield made
    made.engine.close()


@pytest.fixture
def hall(desk):
    """The small office, its people having accounts; everybody is up to date with the news."""
    demo.seed(desk.engine)
    news.tell(desk.engine)
    return desk
