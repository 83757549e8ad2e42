"""Everything that is drawn in a shipped diagram is passed by some journey: elements and flows.

The journeys of a procedure live in its package (tests.processes.year); the permission's own, which
walk the nouns, in test_home_education_permission_ways.
"""

import importlib
from pathlib import Path

import pytest
from lxml import etree

from engine import shipped

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ELSEWHERE = {"home_education_permission"}
PACKAGES = sorted(path.parent.name for path in Path(__file__).parent.glob("*/journeys.py"))


def _walks():
    for package in PACKAGES:
        journeys = importlib.import_module(f"tests.processes.{package}.journeys")
        yield from ((package, journey.__name__) for journey in journeys.EVERY)


WALKS = list(_walks())
_walked = {}


def _walk(begin, package, name):
    """Walk a journey once in a run of the tests; return what is to be said of its cases."""
    if (package, name) not in _walked:
        year = begin(package)
        getattr(importlib.import_module(f"tests.processes.{package}.journeys"), name)(year)
        _walked[package, name] = [_told(case) for case in year.cases_everywhere()]
    return _walked[package, name]


def _told(case):
    standing = case.standing()
    left = [standing[name] for name in ("tasks", "timers", "subscriptions")]
    return {
        "key": standing["definition_key"],
        "status": standing["status"],
        "left": [each for some in left for each in some],
        "incidents": standing["incidents"],
        "passed": case.passed(),
        "verified": case.verified()["ok"],
        "business_key": standing["business_key"],
    }


def _drawn(body):
    """Return the key of a diagram, and what tokens can pass in it: flow nodes and flows, by id."""
    tree = etree.fromstring(body)
    flows = {each.get("id") for each in tree.iter(f"{BPMN}sequenceFlow")}
    ends = tree.iter(f"{BPMN}incoming", f"{BPMN}outgoing")
    key = next(p.get("id") for p in tree.iter(f"{BPMN}process") if p.get("isExecutable") == "true")
    return key, flows | {each.getparent().get("id") for each in ends}


DRAWN = dict(_drawn(body) for name, body in shipped.files().items() if name.endswith(".bpmn"))


@pytest.mark.parametrize(("package", "journey"), WALKS, ids=lambda value: value)
def test_a_journey_ends_clean_and_its_record_holds(package, journey, a_lite_year_of):
    for told in _walk(a_lite_year_of, package, journey):
        assert told["incidents"] == [], told["business_key"]
        assert told["verified"], told["business_key"]
        if told["status"] == "completed":
            assert told["left"] == [], told["business_key"]


@pytest.mark.parametrize("key", sorted(DRAWN.keys() - ELSEWHERE))
def test_the_journeys_pass_everything_that_is_drawn(key, a_lite_year_of):
    walked = [told for walk in WALKS for told in _walk(a_lite_year_of, *walk)]

    passed = [told["passed"] for told in walked if told["key"] == key]

    missed = DRAWN[key] - set().union(*passed)
    assert not missed, f"no journey passes {', '.join(sorted(missed))}"
