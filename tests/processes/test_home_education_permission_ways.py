"""Every way through the permission ends clean; together they pass everything that is drawn."""

import pytest
from lxml import etree

from engine import shipped
from tests.processes import journeys
from tests.processes.desk import PERMISSION, Desk

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


@pytest.fixture(scope="module")
def walked(tmp_path_factory, sqlite_template):
    """Walk every journey once, each at a desk of its own; say what the tokens passed."""
    found = {}
    for journey in journeys.EVERY:
        place = tmp_path_factory.mktemp(journey.__name__)
        file = place / "khanton.db"
        file.write_bytes(sqlite_template.read_bytes())
        desk = Desk(f"sqlite:///{file}", place / "data")
        found[journey.__name__] = passed(journey(desk).steps())
        desk.engine.close()
    return found


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
