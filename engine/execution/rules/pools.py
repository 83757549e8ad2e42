"""Rules on pools: a message flow is drawn from one pool to another. The engine only draws it."""

from collections.abc import Iterator

from engine.execution.rules.faults import Fault
from engine.execution.rules.reading import NODES, Check, Diagram, children, identity
from engine.execution.vocabulary import Element, bpmn, local_name
from engine.model import Problem, Severity

SAME = Fault(
    "message-flow",
    "เส้นข้อความลากอยู่ภายในผู้เกี่ยวข้องเดียวกัน จึงไม่บอกว่าใครส่งถึงใคร",
    "The message flow stays inside one pool, so it does not say who tells whom.",
    "ลากจากผู้เกี่ยวข้องหนึ่งไปอีกผู้หนึ่ง ภายในผู้เดียวกันให้ใช้เส้นทาง (sequence flow)",
    "Draw it from one pool to another; inside one pool draw a sequence flow.",
    Severity.WARNING,
)
END = Fault(
    "message-flow-end",
    "เส้นข้อความออกจากเหตุการณ์เริ่มต้น หรือเข้าเหตุการณ์สิ้นสุด ซึ่งกลับทิศ",
    "The message flow leaves a start event, or enters an end event: it goes the wrong way.",
    "สลับทิศของเส้น หรือลากไปที่งานหรือเหตุการณ์ที่รับหรือส่งข้อความนั้น",
    "Turn it around, or draw it at the element that sends or receives the message.",
    Severity.WARNING,
)


def message_flows_join_two_pools(diagram: Diagram) -> Iterator[Problem]:
    """What is drawn of messages is what people read of who tells whom."""
    for collaboration in children(diagram.root, "collaboration"):
        pools = _pools(diagram, collaboration)
        for flow in children(collaboration, "messageFlow"):
            source, target = flow.get("sourceRef", ""), flow.get("targetRef", "")
            if source in pools and pools.get(source) == pools.get(target):
                yield SAME.at(diagram, flow)
            elif _is_backward(diagram, source, target):
                yield END.at(diagram, flow)


def _pools(diagram: Diagram, collaboration: Element) -> dict[str, str]:
    """Return the pool of every pool, and of every element drawn in one, by id."""
    processes = {identity(process): process for process in diagram.processes}
    found: dict[str, str] = {}
    for pool in children(collaboration, "participant"):
        found[identity(pool)] = identity(pool)
        process = processes.get(pool.get("processRef", ""))
        for node in () if process is None else process.iter(*map(bpmn, sorted(NODES))):
            found[identity(node)] = identity(pool)
    return found


def _is_backward(diagram: Diagram, source: str, target: str) -> bool:
    kinds = {identity(node): local_name(node) for node in diagram.nodes}
    return kinds.get(source) == "startEvent" or kinds.get(target) == "endEvent"


RULES: tuple[Check, ...] = (message_flows_join_two_pools,)
