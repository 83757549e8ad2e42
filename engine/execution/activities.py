"""Activities: what tokens do at tasks of every kind and at sub-processes."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from engine.errors import PriorityInvalid
from engine.execution.elements import split_words
from engine.execution.node import Node
from engine.execution.token import Token
from engine.isotime import moment
from engine.model import Effect, JobKind

ASKED = "asked"
INPUTS = "inputs"


class UserTask(Node):
    """Waits for a person."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = True

    def enter(self, token: Token) -> int:
        """Evaluate what the diagram says of the task, once, when it opens."""
        environment, element = token.workflow.script_engine, self.element

        def value(text: str | None) -> Any:
            return environment.value(token, text) if text else None

        roles = [r for role in element.roles for r in split_words(str(value(role) or ""))]
        assignee, due, form = (value(t) for t in (element.assignee, element.due, element.form_key))
        token.internal_data[ASKED] = {
            "roles": sorted(roles),
            "assignee": None if assignee is None else str(assignee),
            "form": None if form is None else str(form),
            "due": None if due is None else moment(str(due)).isoformat(),
            "priority": _priority(value(element.priority), element.priority),
        }
        return int(TaskState.READY)


class PlainTask(Node):
    """An abstract task: nobody's work, passed at once as the field's engines do."""


class ScriptTask(Node):
    """Sets variables by lines of `name = expression`."""

    def __init__(self, wf_spec: Any, bpmn_id: str, script: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.script = script

    def act(self, token: Token) -> bool:
        token.workflow.script_engine.execute(token, self.script)
        return True


class ServiceTask(Node):
    """Waits until the job of its topic is done; the result is merged into the variables."""

    def act(self, token: Token) -> bool:
        token.internal_data[INPUTS] = token.workflow.script_engine.inputs(token)
        return False


class NotifyTask(Node):
    """Leaves a notification job and goes on: a broken mail server stops no case."""

    def act(self, token: Token) -> bool:
        inputs = token.workflow.script_engine.inputs(token)
        token.workflow.top_workflow.journal.effects.append(
            Effect(
                kind=JobKind.NOTIFICATION,
                element_id=self.bpmn_id,
                name=str(inputs.get("template", "")),
                payload=inputs,
            )
        )
        return True


class RuleTask(Node):
    """Asks a decision table."""

    def __init__(self, wf_spec: Any, bpmn_id: str, decision: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision = decision

    def act(self, token: Token) -> bool:
        outputs, token.decided = self.decision.decide(token)
        token.data.update(outputs)
        return True


class SubProcess(SubWorkflowTask, Node):
    """An embedded sub-process or call activity: it works on the variables around it."""

    def enter(self, token: Token) -> int:
        case = token.workflow.top_workflow
        token.become(TaskState.STARTED)
        inner = case.start_inner(token, self.spec)
        Token(inner, entry(inner.spec), inner.scope).arrive()
        return int(token.state)

    def withdraw(self, token: Token) -> None:
        inner = token.workflow.top_workflow.subprocesses.get(token.id)
        if inner is not None:
            inner.cancel_all()


def entry(spec: Any, chosen: str | None = None) -> Node:
    """Return the start event of a process: the chosen one, else the plain one."""
    starts: list[Any] = spec.start.outputs
    fitting = [s for s in starts if (s.plain if chosen is None else s.name == chosen)]
    first: Node = (fitting or starts)[0]
    return first


def _priority(value: Any, text: str) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as problem:
        raise PriorityInvalid(text=text, value=value) from problem
