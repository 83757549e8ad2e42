"""Small drafts to try, an installation to try them in, and what a world looks like without ids."""

from datetime import datetime, timedelta, timezone

from engine import shipped
from engine.model import Person
from engine.trying import cast
from engine.trying.looking import look
from engine.trying.moves import Do, Move, Place
from engine.trying.samples import sampled

BANGKOK = timezone(timedelta(hours=7))
PERMISSION = "home_education_permission"
FIRST = datetime(2026, 4, 1, 9, 0, tzinfo=BANGKOK)
ANALYST = Person(id="analyst", name="นักวิเคราะห์", offices={"udonthani1": frozenset({"analyst"})})


def permission(**changed):
    """Return the draft of the home-education permission; `changed`: texts to put in its place."""
    body = shipped.files()[f"{PERMISSION}.bpmn"].decode()
    for old, new in changed.items():
        body = body.replace(*new) if isinstance(new, tuple) else body.replace(old, new)
    return {f"{PERMISSION}.bpmn": body.encode()}


def start(key=PERMISSION, party=cast.FAMILY, **given):
    return Move(do=Do.START, given={"key": key, "party": party, **given})


def work(world, element, case=0, **changed):
    """Return the move that does the task at an element, with sample data."""
    place = Place(case=case, element=element)
    task, instance = world.hands.task(place)
    person = cast.actor(task, instance.applicant_id, None)
    data = {**sampled(world.engine, person, task), **changed}
    return Move(do=Do.COMPLETE, place=place, given={"data": data})


def play(world, *elements):
    """Begin the permission and do these tasks, one after the other."""
    world.play(start())
    for element in elements:
        world.play(work(world, element))


def seen(world):
    """Return all that is to be seen of a world, but for ids that are drawn anew each time."""
    found = look(world)
    return {
        "now": found.now,
        "letters": found.letters,
        "cases": [_case(case) for case in found.cases],
    }


def _case(case):
    return {
        "key": case.instance.business_key,
        "status": case.instance.status,
        "drawn": case.drawn,
        "tasks": [(t.place, t.roles, t.row.due_at, t.row.due_date, t.why) for t in case.tasks],
        "timers": [(t.place, t.row.due_at, t.row.explanation) for t in case.timers],
        "ears": [(e.place, e.row.name) for e in case.ears],
        "stuck": [(s.place, s.row.code) for s in case.stuck],
        "variables": _without_ids(case.variables),
        "changed": case.changed,
        "papers": [(p.key, p.number) for p in case.papers],
        "events": [(event.seq, event.type, event.element_id, event.at) for event, _ in case.told],
    }


def _without_ids(value):
    if isinstance(value, dict):
        kept = {
            k: _without_ids(v) for k, v in value.items() if k not in ("attachment_id", "sha256")
        }
        return kept
    return [_without_ids(each) for each in value] if isinstance(value, list) else value
