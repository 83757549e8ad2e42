"""Writes the golden states of the present format, once: `python -m tests.golden.write`.

A file that is there is never written again: it stands for cases in real databases. When the format
changes, `engine.execution.state.FORMAT` counts on, and the new format gets a file of its own.
"""

import json
from base64 import b64encode

from engine.execution.state import FORMAT
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


def kept(what):
    draw, variables, completed = CASES[what]
    running = Running(draw(), variables)
    for element, results in completed:
        running.complete(element, **results)
    return {
        "what": what,
        "diagram": draw().decode(),
        "state": b64encode(running.snapshot.state).decode(),
        "outline": outline(running.snapshot),
    }


def main():
    with (FOLDER / f"format_{FORMAT}.json").open("x", encoding="utf-8") as file:
        json.dump([kept(what) for what in CASES], file, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
