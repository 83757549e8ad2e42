"""Writes the golden states of the present format, once: `python -m tests.golden.write`.

A file that is there is never written again: it stands for cases in real databases. When the format
changes, `engine.execution.state.FORMAT` counts on, and the new format gets a file of its own.
Format 2 is that of states with long lists kept apart; it is written beside format 1.
"""

import json
from base64 import b64encode

from engine.execution.state import FORMAT, FORMAT_APART
from tests import stage_diagrams as diagrams
from tests.execution.running import Running
from tests.golden.reading import FOLDER, outline

CHILDREN = {"children": ["ก", "ข", "ค"]}


CASES = {
    "a task with its deadlines": (diagrams.permit, {}, ()),
    "a service job": (diagrams.permit, {}, (("check", {"ok": True}),)),
    "a task of the applicant": (diagrams.permit, {"applicant": "family"}, (("check", {}),)),
    "three branches": (diagrams.parts, {"parts": 4}, ()),
    "two branches before a join": (diagrams.parts, {"parts": 4}, (("read", {}),)),
    "items of a multi-instance": (diagrams.many, CHILDREN, (("opinion", {}),)),
    "a failed multi-instance": (diagrams.many, {}, ()),
    "an event-based gateway": (diagrams.race, {}, ()),
    "an interrupting timer": (diagrams.contest, {}, ()),
}
"""Cases at rest in every way there is to wait: diagram, variables, tasks completed."""
LONG = {"children": ["ก" * 1500, "ข" * 1500, "ค"], "around": {"parts": ["ง" * 3000]}}
CASES_APART = {
    "a long list and one inside another value": (diagrams.permit, LONG, ()),
    "a multi-instance over a long list": (diagrams.many, LONG, (("opinion", {}),)),
}
"""Cases with lists that are kept apart."""


def kept(what, cases):
    draw, variables, completed = cases[what]
    running = Running(draw(), variables)
    for element, results in completed:
        running.complete(element, **results)
    return {
        "what": what,
        "diagram": draw().decode(),
        "state": b64encode(running.snapshot.state).decode(),
        **({"kept": _written(running.kept)} if running.kept else {}),
        "outline": outline(running.snapshot),
    }


def _written(lists):
    return {digest: b64encode(body).decode() for digest, body in lists.items()}


def main():
    for number, cases in ((FORMAT, CASES), (FORMAT_APART, CASES_APART)):
        file = FOLDER / f"format_{number}.json"
        if not file.exists():
            told = [kept(what, cases) for what in cases]
            file.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
