"""Message flows that say nothing, or the wrong way round; the sound ones pass."""

import pytest

from tests.execution import drawing as d
from tests.execution.test_rules import problems


def pools(source, target):
    """Two pools, one of them with the process, and a message flow between these ends."""
    ours = d.node("participant", "office", processRef="example")
    inside = [ours, d.node("participant", "school")]
    inside.append(d.node("messageFlow", "told", sourceRef=source, targetRef=target))
    nodes = [d.start(), d.user_task(), d.end()]
    declared = d.node("collaboration", "all", *inside)
    return d.process(nodes, d.way("start", "work", "end"), declared=declared)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("work", "school", set()),
        ("school", "start", set()),
        ("work", "end", {"message-flow"}),
        ("office", "work", {"message-flow"}),
        ("start", "school", {"message-flow-end"}),
        ("school", "end", {"message-flow-end"}),
    ],
)
def test_a_message_flow_leads_from_one_pool_to_another(source, target, told):
    found = [each for each in problems(pools(source, target)) if "message-flow" in each.rule]
    assert {each.rule for each in found} == told
    assert all(each.element_id == "told" and each.remedy_th for each in found)
