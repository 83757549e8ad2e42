"""Golden states taken up by the present program."""

import json
from base64 import b64decode
from dataclasses import replace
from pathlib import Path

from engine.kept import whole
from tests.execution.running import Running

FOLDER = Path(__file__).parent
MOST_ROUNDS = 30


def golden():
    """Return every golden state there is, by format and what it shows."""
    return {
        f"{file.stem}: {each['what']}": each
        for file in sorted(FOLDER.glob("format_*.json"))
        for each in json.loads(file.read_text(encoding="utf-8"))
    }


def taken_up(kept):
    """Restore a golden state as the next command would."""
    running = Running(kept["diagram"].encode())
    running.snapshot = replace(running.snapshot, state=b64decode(kept["state"]))
    running.kept = {each: b64decode(body) for each, body in kept.get("kept", {}).items()}
    return running.verb(lambda _: None)


def outline(snapshot):
    """Return what the outside sees of a case, without ids."""
    return {
        "tasks": sorted([t.element_id, *t.roles, str(t.due_at)] for t in snapshot.tasks),
        "timers": sorted([t.element_id, str(t.due_at), t.deadline] for t in snapshot.timers),
        "services": sorted([s.element_id, s.topic, s.inputs] for s in snapshot.services),
        "subscriptions": sorted([s.element_id, s.kind, s.name] for s in snapshot.subscriptions),
        "failures": sorted([f.element_id, f.code] for f in snapshot.failures),
        "variables": whole(dict(snapshot.variables)),
    }


def finish(running):
    """Do whatever waits, until nothing does."""
    for _ in range(MOST_ROUNDS):
        if running.status == "completed":
            return running
        _one_thing(running)
    return running


def _one_thing(running):
    now = running.snapshot
    if now.failures:
        running.set(children=["ก"], parts=2).retry(now.failures[0].element_id)
    elif now.services:
        running.serve(now.services[0].element_id)
    elif now.subscriptions and now.subscriptions[0].kind == "message":
        running.receive(now.subscriptions[0].name)
    elif now.tasks:
        running.complete(now.tasks[0].element_id, ok=True)
    else:
        running.fire(now.timers[0].element_id)
