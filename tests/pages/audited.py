"""Cases that an auditor looks into: one permitted after two revisions, one just begun."""

import re
from itertools import pairwise

from engine import deployments
from tests.execution import drawing as d
from tests.pages.site import OPERATOR
from tests.processes import journeys
from tests.processes.desk import Desk


def lived(site):
    """Let a family's case go the whole way; return its id."""
    desk = Desk.__new__(Desk)
    desk.clock, desk.engine = site.clock, site.engine
    case = journeys.permitted_after_two_revisions(desk)
    site.work()
    return case.id


def called(site):
    """Let a case run into a diagram that its own calls, and back; return its id."""
    inner = _placed(
        ["start", d.user_task("inside", name="งานข้างใน"), "end"], id="inner", name="ข้างใน"
    )
    outer = _placed(
        [
            "start",
            d.user_task("before", name="ก่อนเรียก"),
            d.node("callActivity", "call", calledElement="inner", name="เรียกกระบวนงาน"),
            d.user_task("after", name="หลังเรียก"),
            "end",
        ],
        id="outer",
        name="ข้างนอก",
    )
    deployments.deploy(site.engine, OPERATOR, {"inner.bpmn": inner, "outer.bpmn": outer})
    case = site.start("officer", "outer")
    for _ in range(2):
        site.complete("officer", site.tasks(case)[0].id)
    return case


def _placed(nodes, **attributes):
    """Draw nodes in a row, each with its place; `start` and `end` are those events."""
    events = {"start": d.start(), "end": d.end()}
    drawn = [events.get(each, each) for each in nodes]
    ids = [re.search(r' id="([^"]+)"', each)[1] for each in drawn]
    xml = d.process(drawn, d.way(*ids), **attributes).decode()
    shapes = "".join(_shape(name, at) for at, name in enumerate(ids))
    edges = "".join(_edge(f"{one}_{two}", at) for at, (one, two) in enumerate(pairwise(ids)))
    plane = f'<bpmndi:BPMNPlane bpmnElement="{attributes["id"]}">{shapes}{edges}</bpmndi:BPMNPlane>'
    spaces = 'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    spaces += 'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    spaces += 'xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'
    diagram = f"<bpmndi:BPMNDiagram {spaces}>{plane}</bpmndi:BPMNDiagram>"
    return xml.replace("</bpmn:definitions>", f"{diagram}</bpmn:definitions>").encode()


def _shape(name, at):
    box = f'<dc:Bounds x="{at * 180}" y="100" width="120" height="80"/>'
    return f'<bpmndi:BPMNShape bpmnElement="{name}">{box}</bpmndi:BPMNShape>'


def _edge(name, at):
    ends = "".join(f'<di:waypoint x="{x}" y="140"/>' for x in (at * 180 + 120, at * 180 + 180))
    return f'<bpmndi:BPMNEdge bpmnElement="{name}">{ends}</bpmndi:BPMNEdge>'
