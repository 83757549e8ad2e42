"""Every way through the permission ends clean; together they pass everything that is drawn."""

import pytest
from lxml import etree

from engine import shipped
from tests.processes import journeys
from tests.processes.desk import PERMISSION

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def drawn():
    """Return what tokens can pass: flow nodes and sequence flows, by id."""
    tree = etree.fromstring(shipped.files()[f"{PERMISSION}.bpmn"])
    flows = {each.get("id") for each in tree.iter(f"{BPMN}sequenceFlow")}
    ends = tree.iter(f"{BPMN}incoming", f"{BPMN}outgoing")
    nodes = {each.getparent().get("id") for each in ends}
    return nodes, flows


def passed(steps):
    nodes = {step[1] for step in steps if step[0] in ("completed", "fired")}
    return nodes | {step[3] for step in steps if len(step) > 3}


@pytest.fixture
def walked(tmp_path_factory, desk_on):
    """Walk every journey, each at a desk of its own; say what the tokens passed."""
    return {
        journey.__name__: passed(
            journey(desk_on("sqlite", tmp_path_factory.mktemp(journey.__name__))).steps()
        )
        for journey in journeys.EVERY
    }


def test_the_journeys_pass_every_element_and_every_flow_of_the_diagram(walked):
    nodes, flows = drawn()

    missed = (nodes | flows) - set().union(*walked.values())

    assert not missed, f"no journey passes {', '.join(sorted(missed))}"
    assert "issue_refusal" not in walked["permitted_after_two_revisions"]


@pytest.mark.parametrize("journey", journeys.EVERY, ids=lambda journey: journey.__name__)
def test_a_case_that_has_ended_leaves_nothing_behind_but_its_history(desk, journey):
    case = journey(desk)

    standing = case.standing()
    assert case.status == "completed"
    assert standing.instance.ended_at is not None
    assert (standing.tasks, standing.timers, standing.subscriptions) == ([], [], [])
    assert standing.incidents == []
    assert case.waiting_jobs() == []
    assert case.state() is None
    report = case.verified()
    assert (report.ok, report.findings) == (True, ())
    assert all(event.data is not None for event in case.events())
