"""SpiffWorkflow's parser, building our own element classes instead of the library's."""

from typing import Any, ClassVar

from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser
from SpiffWorkflow.bpmn.parser.event_parsers import (
    CONDITIONAL_EVENT_XPATH,
    ERROR_EVENT_XPATH,
    ESCALATION_EVENT_XPATH,
    MESSAGE_EVENT_XPATH,
    SIGNAL_EVENT_XPATH,
    TERMINATION_EVENT_XPATH,
    TIMER_EVENT_XPATH,
    EventDefinitionParser,
)
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.task_parsers import (
    ConditionalGatewayParser,
    GatewayParser,
)
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.camunda.parser.CamundaParser import NSMAP

from engine.execution import activities, events, gateways, multi
from engine.execution.asked import AskedDeadline
from engine.execution.decisions import Decision
from engine.execution.table import Table
from engine.execution.timers import Timer
from engine.execution.vocabulary import CAMUNDA, KHANTON, NS
from engine.model import SubscriptionKind

ALL_EVENTS = [
    MESSAGE_EVENT_XPATH,
    SIGNAL_EVENT_XPATH,
    TIMER_EVENT_XPATH,
    CONDITIONAL_EVENT_XPATH,
    ERROR_EVENT_XPATH,
    ESCALATION_EVENT_XPATH,
    TERMINATION_EVENT_XPATH,
]
TIME_KINDS = {"timeDate": "date", "timeDuration": "duration", "timeCycle": "cycle"}


class ActivityParser(TaskParser):
    """Any activity, with our multi-instance, loop and boundary events."""

    def _add_loop_task(self, loop_characteristics: Any) -> None:
        maximum = loop_characteristics.get("loopMaximum")
        asked = {
            "maximum": int(maximum) if maximum is not None else None,
            "condition": _text(loop_characteristics, "bpmn:loopCondition"),
            "test_before": loop_characteristics.get("testBefore") == "true",
        }
        self._repeat(multi.Loop, asked)

    def _add_multiinstance_task(self, loop_characteristics: Any) -> None:
        asked = {
            "sequential": loop_characteristics.get("isSequential") == "true",
            "cardinality": _text(loop_characteristics, "bpmn:loopCardinality"),
            "collection": loop_characteristics.get(f"{{{CAMUNDA}}}collection"),
            "element": loop_characteristics.get(f"{{{CAMUNDA}}}elementVariable"),
            "condition": _text(loop_characteristics, "bpmn:completionCondition"),
            "output_collection": loop_characteristics.get(f"{{{KHANTON}}}outputCollection"),
            "output_element": loop_characteristics.get(f"{{{KHANTON}}}outputElement"),
        }
        self._repeat(multi.MultiInstance, asked)

    def _repeat(self, kind: Any, asked: dict[str, Any]) -> None:
        original = self.spec.task_specs.pop(self.bpmn_id)
        self.task = kind(self.spec, original.name, asked, **self.bpmn_attributes)
        self._copy_task_attrs(original)

    def _add_boundary_event(self, children: list[Any]) -> Any:
        """Draw the events on their activity itself, without the library's split and join."""
        activity: Any = self.task
        activity.boundary_events = [self.process_parser.parse_node(event) for event in children]
        return activity


class ScriptParser(ActivityParser):
    """A script task and its lines."""

    def create_task(self) -> Any:
        script = _text(self.node, "bpmn:script") or ""
        return self.spec_class(self.spec, self.bpmn_id, script=script, **self.bpmn_attributes)


class RuleParser(ActivityParser):
    """A business rule task and its decision table."""

    def create_task(self) -> Any:
        tables = self.process_parser.parser.tables
        decision = Decision(tables[self.node.get(f"{{{CAMUNDA}}}decisionRef")])
        return self.spec_class(self.spec, self.bpmn_id, decision, **self.bpmn_attributes)


class ScopeParser(ProcessParser):
    """The inside of a sub-process, known by the scopes around it.

    The library knows it by its bare id, which a called process may use for another one.
    """

    def __init__(self, outer: Any, node: Any) -> None:
        self.key = f"{getattr(outer, 'key', outer.bpmn_id)}/{node.get('id')}"
        parser = outer.parser
        super().__init__(parser, node, parser.namespaces, parser.data_stores, outer.filename)
        self.parent = outer

    def create_spec(self) -> Any:
        spec = super().create_spec()
        spec.name = self.key
        return spec


class SubProcessParser(ActivityParser):
    """An embedded sub-process."""

    def create_task(self) -> Any:
        outer = self.process_parser
        inner = ScopeParser(outer, self.node)
        outer.parser.process_parsers[inner.key] = inner
        return self.spec_class(
            self.spec, self.bpmn_id, subworkflow_spec=inner.key, **self.bpmn_attributes
        )


class CallParser(ActivityParser):
    """A call activity: the called process runs inside the same instance."""

    def create_task(self) -> Any:
        name = self.node.get("calledElement")
        return self.spec_class(
            self.spec, self.bpmn_id, subworkflow_spec=name, **self.bpmn_attributes
        )


class EventParser(EventDefinitionParser, ActivityParser):
    """Any event, with our definitions."""

    def create_task(self) -> Any:
        return self.spec_class(self.spec, self.bpmn_id, self._definition(), **self.bpmn_attributes)

    def _definition(self) -> Any:
        return self.get_event_definition(ALL_EVENTS)

    def parse_message_event(self, message_event: Any) -> Any:
        reference = message_event.get("messageRef")
        name = self.process_parser.parser.messages.get(reference) or self.node.get("name")
        return events.Named(name, SubscriptionKind.MESSAGE)

    def parse_signal_event(self, signal_event: Any) -> Any:
        reference = signal_event.get("signalRef")
        name = self.process_parser.parser.signals.get(reference) or self.node.get("name")
        return events.Named(name, SubscriptionKind.SIGNAL)

    def parse_conditional_event(self, event: Any) -> Any:
        return events.Condition(_text(event, "bpmn:condition") or "")

    def parse_timer_event(self, event: Any) -> Any:
        body = next(node for node in event if node.tag.rpartition("}")[2] in TIME_KINDS)
        kind = TIME_KINDS[body.tag.rpartition("}")[2]]
        asked = event.find("bpmn:extensionElements/khanton:deadline", NS)
        text = (body.text or "").strip()
        return Timer(self.bpmn_id, text, kind, None if asked is None else _asked(asked))


class ChoiceParser(ConditionalGatewayParser):
    """An exclusive or inclusive gateway; the one flow out of a join needs no condition."""

    def connect_outgoing(
        self, outgoing_task: Any, sequence_flow_node: Any, is_default: Any
    ) -> None:
        alone = len(self.process_parser.get_outgoing_sequence_flows(self.bpmn_id)) == 1
        bare = self.parse_condition(sequence_flow_node) is None
        super().connect_outgoing(outgoing_task, sequence_flow_node, is_default or (alone and bare))


class TaskEventParser(EventParser):
    """A send or receive task: its message stands in an attribute."""

    def create_task(self) -> Any:
        if self.node.get("messageRef") is None:
            return activities.NotifyTask(self.spec, self.bpmn_id, **self.bpmn_attributes)
        return super().create_task()

    def _definition(self) -> Any:
        return self.parse_message_event(self.node)


class StartParser(EventParser):
    """A start event; connected to the root, from where the command chooses one."""

    def create_task(self) -> Any:
        task = super().create_task()
        self.spec.start.connect(task)
        return task

    def parse_timer_event(self, event: Any) -> Any:  # noqa: ARG002 - the library's signature
        """Say only that a day begins it: which day is the office's to plan, before any case."""
        return events.Day(self.bpmn_id)

    def handles_multiple_outgoing(self) -> bool:
        return False


class BoundaryParser(EventParser):
    """A boundary event."""

    def create_task(self) -> Any:
        return self.spec_class(
            self.spec,
            self.bpmn_id,
            self._definition(),
            cancel_activity=self.node.get("cancelActivity", "true").lower() == "true",
            attached_to=self.node.get("attachedToRef"),
            **self.bpmn_attributes,
        )


class DiagramParser(BpmnParser):
    """Builds our elements from a diagram."""

    PARSER_CLASSES: ClassVar[dict[str, Any]] = {
        full_tag(tag): pair
        for tag, pair in {
            "startEvent": (StartParser, events.StartEvent),
            "endEvent": (EventParser, events.EndEvent),
            "intermediateCatchEvent": (EventParser, events.CatchEvent),
            "intermediateThrowEvent": (EventParser, events.ThrowEvent),
            "boundaryEvent": (BoundaryParser, events.BoundaryEvent),
            "receiveTask": (TaskEventParser, events.CatchEvent),
            "sendTask": (TaskEventParser, events.ThrowEvent),
            "task": (ActivityParser, activities.PlainTask),
            "userTask": (ActivityParser, activities.UserTask),
            "manualTask": (ActivityParser, activities.UserTask),
            "scriptTask": (ScriptParser, activities.ScriptTask),
            "serviceTask": (ActivityParser, activities.ServiceTask),
            "businessRuleTask": (RuleParser, activities.RuleTask),
            "subProcess": (SubProcessParser, activities.SubProcess),
            "callActivity": (CallParser, activities.SubProcess),
            "exclusiveGateway": (ChoiceParser, gateways.ExclusiveGateway),
            "inclusiveGateway": (ChoiceParser, gateways.InclusiveGateway),
            "parallelGateway": (GatewayParser, gateways.ParallelGateway),
            "eventBasedGateway": (GatewayParser, gateways.EventGateway),
        }.items()
    }

    def __init__(self) -> None:
        super().__init__(namespaces={**NSMAP, **NS})
        self.tables: dict[str, Table] = {}


def _text(node: Any, path: str) -> str | None:
    found = node.find(path, NS)
    return None if found is None else (found.text or "").strip()


def _asked(node: Any) -> AskedDeadline:
    return AskedDeadline.written(dict(node.attrib))
