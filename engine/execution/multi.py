"""Multi-instance and loop activities: any number of rounds, each costing the same.

SpiffWorkflow's keep the list of all finished children in the parent, copy every variable for each
and merge everything back, so a stale copy can undo what a neighbour wrote.
"""

from typing import Any

from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.util.task import TaskState

from engine.errors import MultiInstanceAskedWrongly
from engine.execution.events import cancel
from engine.execution.scope import Scope
from engine.execution.token import Token

MOST_ITEMS = 100_000
COUNTER = "loopCounter"


class Rounds(BpmnSpecMixin):  # type: ignore[misc]  # SpiffWorkflow is untyped
    """An activity that is done more than once; `task_spec` names the one that is done each time."""

    def __init__(self, wf_spec: Any, bpmn_id: str, **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.task_spec = ""

    def _start(self, my_task: Token, index: int, item: dict[str, Any]) -> None:
        inner = my_task.workflow.spec.task_specs[self.task_spec]
        child = my_task._add_child(inner, TaskState.FUTURE)
        child.triggered = True
        child.came_from = None
        child.internal_data["index"] = index
        child.enter_scope(Scope({COUNTER: index, **item}, around=my_task.data))
        child.arrive()

    def _take_results(self, my_task: Token, child: Token, hidden: set[str]) -> None:
        """Bring what the round wrote into the scope around it."""
        for name, value in child.data.items():
            if name not in hidden:
                my_task.data[name] = value

    def _finish(self, my_task: Token) -> None:
        for child in [t for t in my_task.workflow.live.values() if t.parent is my_task]:
            cancel(child)
        my_task._set_state(TaskState.READY)


class MultiInstance(Rounds):
    """One round for each item of a collection, or for each number up to a cardinality."""

    def __init__(self, wf_spec: Any, bpmn_id: str, asked: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.asked = asked

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        if my_task.has_state(TaskState.STARTED):
            return False
        items = self._items(my_task)
        my_task.internal_data.update(total=len(items), done=0)
        if self.asked["output_collection"] is not None:
            my_task.data[self.asked["output_collection"]] = [None] * len(items)
        if not items:
            return True
        my_task._set_state(TaskState.STARTED)
        if self.asked["sequential"]:
            my_task.internal_data["items"] = items
            self._start(my_task, 0, self._named(items[0]))
            return False
        for index, item in enumerate(items):
            if my_task.has_state(TaskState.STARTED):
                self._start(my_task, index, self._named(item))
        return False

    def child_done(self, my_task: Token, child: Token) -> None:
        """Count a finished round; go on, or finish when all are done or the condition holds."""
        if child.task_spec.name != self.task_spec or not my_task.has_state(TaskState.STARTED):
            return
        my_task.internal_data["done"] += 1
        self._take_results(my_task, child, {COUNTER, self.asked["element"] or COUNTER})
        self._collect(my_task, child)
        done, total = my_task.internal_data["done"], my_task.internal_data["total"]
        if done >= total or self._condition_holds(my_task, child):
            my_task.internal_data.pop("items", None)
            self._finish(my_task)
        elif self.asked["sequential"]:
            self._start(my_task, done, self._named(my_task.internal_data["items"][done]))

    def _named(self, item: Any) -> dict[str, Any]:
        return {self.asked["element"]: item} if self.asked["element"] else {}

    def _items(self, my_task: Token) -> list[Any]:
        environment = my_task.workflow.script_engine
        asked = self.asked["cardinality"] or self.asked["collection"]
        value = environment.value(my_task, asked, bare=True)
        if self.asked["cardinality"] and isinstance(value, int) and not isinstance(value, bool):
            value = list(range(value)) if 0 <= value <= MOST_ITEMS else None
        if isinstance(value, dict):
            value = list(value.values())
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise MultiInstanceAskedWrongly(element=self.bpmn_id, text=asked, most=MOST_ITEMS)
        return value

    def _collect(self, my_task: Token, child: Token) -> None:
        if (name := self.asked["output_collection"]) is not None:
            results = list(my_task.data[name])
            results[child.internal_data["index"]] = child.workflow.script_engine.evaluate(
                child, self.asked["output_element"]
            )
            my_task.data[name] = results

    def _condition_holds(self, my_task: Token, child: Token) -> bool:
        if self.asked["condition"] is None:
            return False
        done, total = my_task.internal_data["done"], my_task.internal_data["total"]
        counts = {"nrOfInstances": total, "nrOfCompletedInstances": done}
        counts["nrOfActiveInstances"] = 1 if self.asked["sequential"] else total - done
        environment = child.workflow.script_engine
        return bool(environment.evaluate(child, self.asked["condition"], external_context=counts))


class Loop(Rounds):
    """A standard loop: again while the condition holds, at most `maximum` times."""

    def __init__(self, wf_spec: Any, bpmn_id: str, asked: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.asked = asked

    def _update_hook(self, my_task: Token) -> bool:
        my_task._inherit_data()
        if my_task.has_state(TaskState.STARTED):
            return False
        my_task.internal_data["done"] = 0
        if self.asked["test_before"] and not self._again(my_task):
            return True
        my_task._set_state(TaskState.STARTED)
        self._start(my_task, 0, {})
        return False

    def child_done(self, my_task: Token, child: Token) -> None:
        """Count a finished round and begin the next while the condition holds."""
        if child.task_spec.name != self.task_spec or not my_task.has_state(TaskState.STARTED):
            return
        my_task.internal_data["done"] += 1
        self._take_results(my_task, child, {COUNTER})
        if self._again(my_task):
            self._start(my_task, my_task.internal_data["done"], {})
        else:
            self._finish(my_task)

    def _again(self, my_task: Token) -> bool:
        done, most = my_task.internal_data["done"], self.asked["maximum"]
        if most is not None and done >= most:
            return False
        if self.asked["condition"] is None:
            return True
        environment = my_task.workflow.script_engine
        context = {COUNTER: done}
        return bool(environment.evaluate(my_task, self.asked["condition"], external_context=context))

