"""Activities: what tokens do at user, manual, script, service, send and rule tasks and sub-processes."""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.bpmn.specs.mixins.subworkflow_task import SubWorkflowTask
from SpiffWorkflow.util.task import TaskState

from engine.execution.token import Token
from engine.model import Effect, JobKind


class UserTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Waits for a person."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.manual = True


class PlainTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """An abstract task: a step without work for anybody, passed at once (as the field's engines do)."""


class ScriptTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Sets variables by lines of `name = expression`."""

    def __init__(self, wf_spec: Any, bpmn_id: str, script: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.script = script

    def _run_hook(self, my_task: Token) -> bool:
        my_task.workflow.script_engine.execute(my_task, self.script)
        return True


class ServiceTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Waits until the job of its topic is done; the result is merged into the variables."""

    def _run_hook(self, my_task: Token) -> None:
        my_task.internal_data["inputs"] = my_task.workflow.script_engine.inputs(my_task)


class NotifyTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Leaves a notification job and goes on: a broken mail server stops no case."""

    def _run_hook(self, my_task: Token) -> bool:
        inputs = my_task.workflow.script_engine.inputs(my_task)
        my_task.workflow.top_workflow.journal.effects.append(
            Effect(
                kind=JobKind.NOTIFICATION,
                element_id=self.bpmn_id,
                name=str(inputs.get("template", "")),
                payload=inputs,
            )
        )
        return True


class RuleTask(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """Asks a decision table."""

    def __init__(self, wf_spec: Any, bpmn_id: str, decision: Any, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.decision = decision

    def _run_hook(self, my_task: Token) -> bool:
        my_task.data.update(self.decision.decide(my_task))
        return True


class SubProcess(SubWorkflowTask, BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """An embedded sub-process or call activity: it works on the variables of the scope around it."""

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        inner = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if inner is not None:
            return bool(inner.completed)
        self.start_workflow(my_task)
        return False

    def start_workflow(self, my_task: Token) -> None:
        case = my_task.workflow.top_workflow
        inner = case.create_subprocess(my_task, self.spec)
        my_task._set_state(TaskState.STARTED)
        inner.completed_event.connect(self._on_subworkflow_completed, my_task)
        inner.begin(my_task.data)

    def _on_subworkflow_completed(self, subworkflow: Any, my_task: Token) -> None:  # noqa: ARG002
        if my_task.has_state(TaskState.STARTED | TaskState.WAITING):
            my_task._set_state(TaskState.READY)

    def _on_cancel(self, my_task: Token) -> None:
        inner = my_task.workflow.top_workflow.subprocesses.get(my_task.id)
        if inner is not None and not inner.completed:
            inner.completed = True
            inner.cancel_live()
