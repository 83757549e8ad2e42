"""The service on a copy of the lived demonstration, and what the addresses are tried with.

The case is the family's own: `neighbour` is another family of the same office, `colleague` works in
that office, `stranger` in the other one. A task has two rows: one that lies with the family, one
that lies with the office.
"""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from api.app import create_app as create_service
from engine import (
    attachments,
    drafts,
    following,
    incidents,
    instances,
    jobs,
    notices,
    people,
    schools,
    trying,
    webhooks,
    yearly,
)
from engine.decision_trials import new_table
from engine.model import SYSTEM
from engine.tidings import EVENTS
from tests.api.conftest import PDF
from tests.lived import engine_at
from tests.pages.site import PASSWORD
from web.app import create_app as create_pages

PEOPLE = {
    "nobody": None,
    "owner": "family",
    "neighbour": "family_dokkhun",
    "colleague": "officer",
    "stranger": "officer2",
    "admin": "admin",
    "admin elsewhere": "admin2",
    "auditor": "auditor",
    "analyst": "analyst",
}
"""Every kind of person, with the demo account that stands for it."""
OFFICE, SCHOOL = "udonthani1", "9901000001"
PERMISSION = "home_education_permission"


@dataclass(frozen=True, slots=True)
class Scene:
    """The two applications on one engine, tokens of people, and values for addresses."""

    engine: object
    pages: object
    service: object
    tokens: dict
    sessions: dict
    objects: dict


def set_up(lived, directory):
    """Copy the lived demonstration into a directory and make it ready."""
    shutil.copytree(lived, directory, dirs_exist_ok=True)
    engine = engine_at(directory)
    named = [user for user in PEOPLE.values() if user is not None]
    tokens = {u: people.sign_in(engine, u, PASSWORD, "192.0.2.1").access_token for u in named}
    opened = {u: people.open_session(engine, u, PASSWORD, "192.0.2.1") for u in named}
    acting = {user: people.who(engine, token) for user, token in tokens.items()}
    return Scene(
        engine=engine,
        pages=create_pages(engine, engine.settings),
        service=create_service(engine, engine.settings),
        tokens=tokens,
        sessions={user: issued.access_token for user, issued in opened.items()},
        objects={**_of_the_family(engine, acting["family"]), **_of_the_office(engine, acting)},
    )


def _of_the_family(engine, family):
    """Return the family's cases, tasks and a paper it received."""
    finished, running = (
        next(c for c in _permissions(engine, family) if c.status.value == status)
        for status in ("completed", "active")
    )
    asked = instances.Asked(definition_key=PERMISSION, variables={})
    fresh = instances.start(engine, family, asked)
    tracked = following.issue(engine, family, running.id)
    wanted = instances.Asked(definition_key="home_education_transfer", variables={})
    own = instances.start(engine, family, wanted)
    paper = attachments.Upload(field="att_transcript", name="ปพ.๑.pdf", content=PDF)
    files = attachments.list_for(engine, SYSTEM, instance_id=finished.id)
    waiting = jobs.Filter(kind="timer", state="waiting", instance_id=running.id)
    return {
        "running": running.id,
        "finished": finished.id,
        "fresh": fresh.instance.id,
        "running task": instances.get(engine, family, running.id).tasks[0].id,
        "own task": own.tasks[0].id,
        "office's task": fresh.tasks[0].id,
        "own file": attachments.add(engine, family, own.tasks[0].id, paper).id,
        "own paper": attachments.add_to_case(engine, family, running.id, "เพิ่ม.pdf", PDF).id,
        "attachment": next(f.id for f in files if f.uploaded_by == "system"),
        "number": running.business_key,
        "secret of a case": tracked.secret,
        "secret of a calendar": people.open_feed(engine, family),
        "notice": notices.list_some(engine, family, None, 1).items[0].id,
        "job": jobs.list_some(engine, SYSTEM, waiting, None, 1).items[0].id,
    }


def _permissions(engine, person):
    wanted = instances.Filter(definition_key=PERMISSION)
    return instances.list_some(engine, person, wanted, None, 50).items


def _of_the_office(engine, acting):
    admin = acting["admin"]
    users = people.list_users(engine, admin, OFFICE)
    officer = next(user for user in users if user.username == "officer")
    away = people.substitutions(engine, admin, OFFICE)
    lent = people.Substitution(
        office=OFFICE,
        absent="officer",
        substitute="registrar",
        valid_from=date(2026, 12, 7),
        valid_to=date(2026, 12, 9),
        reason="อบรม",
    )
    hook = webhooks.add(engine, admin, OFFICE, "https://hooks.example.org/khanton", EVENTS[:1])
    draft = drafts.create(engine, acting["analyst"], "ร่างทดสอบ", of="school_community").id
    table = new_table("meal_price", "ราคาอาหาร", "amount")
    drafts.save(engine, acting["analyst"], draft, "meal_price.dmn", table, 0)
    trial = _tried(engine, acting["analyst"], draft)
    rounds = instances.Filter(definition_key="cct_screening", status="active")
    return {
        "draft": draft,
        "simulated year": _simulated(engine, acting["analyst"], draft),
        **trial,
        "round": instances.list_some(engine, admin, rounds, None, 1).items[0].id,
        "officer's own substitution": people.substitute(engine, acting["officer"], lent),
        "webhook": hook.webhook.id,
        "incident": incidents.list_some(engine, SYSTEM, (True, None), None, 1).items[0].id,
        "substitution": next(each.id for each in away if each.absent == "director"),
        "membership": officer.roles[0].id,
        "member": schools.get(engine, admin, OFFICE, SCHOOL).members[0].id,
    }


def _simulated(engine, analyst, draft):
    """Return a run of the draft that has ended."""
    files = drafts.bodies(engine, analyst, draft)
    supposed = yearly.begin(engine, analyst, files, (OFFICE, None)).supposed.assumed
    run = yearly.start(engine, analyst, (draft, files), replace(supposed, cases=2))
    yearly.finish()
    return run


def _tried(engine, analyst, draft):
    """Let the analyst be in trials: one kept as a scenario, one in which a paper is made."""
    begun = _begun(engine, analyst, draft)
    kept = trying.keep(engine, analyst, begun, "เริ่มเรื่อง", [])
    other = drafts.create(engine, analyst, "ร่างที่ออกเอกสาร", of=PERMISSION).id
    trial = _begun(engine, analyst, other)
    for element in ("consult", "draft_plan", "academic_review", "apply"):
        task = trying.at_desk(trial, trying.Place(case=0, element=element))
        move = task.move(task.sample())
        trial = trying.play(engine, analyst, other, move, trial.row.version)
    paper = trying.look(trial.world).cases[0].papers[0].sha256
    return {"scenario": kept.id, "draft with a paper": other, "paper of a trial": paper}


def _begun(engine, analyst, draft):
    trial = trying.begin(engine, analyst, draft, datetime(2026, 6, 1, 2, tzinfo=UTC))
    (way, *_), _ = trying.ways(engine, analyst, draft)
    return trying.play(engine, analyst, draft, way.move(way.party, {}), trial.row.version)
