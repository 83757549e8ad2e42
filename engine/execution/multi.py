"""Multi-instance and loop activities: any number of rounds, each costing the same.

SpiffWorkflow's keep the list of all finished children in the parent, copy every variable for each
and merge everything back, so a stale copy can undo what a neighbour wrote.
"""

from typing import Any

from SpiffWorkflow.util.task import TaskState

from engine.errors import MultiInstanceAskedWrongly
from engine.execution.environment import plain
from engine.execution.node import Node
from engine.execution.scope import Scope
from engine.execution.token import Token
from engine.kept import KeptList

MOST_ITEMS = 100_000
COUNTER = "loopCounter"
DONE, TOTAL, ITEMS, INDEX = "done", "total", "items", "index"


class Rounds(Node):
    """An activity that is done more than once; `task_spec` names the one that is done each time."""

    def __init__(self, wf_spec: Any, bpmn_id: str, asked: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(wf_spec, bpmn_id, **kwargs)
        self.asked = asked
        self.task_spec = ""

    def take_results(self, whole: Token, item: Token) -> bool:
        """Bring what a round wrote into the scope around it; say whether it was the last.

        A failure is the item's: nothing is counted, and it can be tried again.
        """
        for name, value in item.data.items():
            if name not in self._own_names():
                whole.data[name] = value
        ended = self._ended(whole, item)
        whole.internal_data[DONE] += 1
        return ended

    def next_round(self, whole: Token, *, ended: bool) -> None:
        """Go on after a round."""
        if ended:
            whole.internal_data.pop(ITEMS, None)
            whole.become(TaskState.READY)
            whole.workflow.top_workflow.queue(whole)
            for item in whole.children:
                if item is not None and item.task_spec.name == self.task_spec:
                    item.cancel()

    def _own_names(self) -> tuple[str | None, ...]:
        return (COUNTER,)

    def _ended(self, whole: Token, item: Token) -> bool:
        raise NotImplementedError

    def _start(self, whole: Token, index: int, names: dict[str, Any]) -> None:
        inner = self._wf_spec.task_specs[self.task_spec]
        scope = Scope({COUNTER: index, **names}, around=whole.data)
        item = Token(whole.workflow, inner, scope).hang_on(whole)
        item.internal_data[INDEX] = index
        item.arrive()


class MultiInstance(Rounds):
    """One round for each item of a collection, or for each number up to a cardinality."""

    def enter(self, token: Token) -> int:
        items = self._items(token)
        token.internal_data.update({TOTAL: len(items), DONE: 0})
        if self.asked["output_collection"] is not None:
            token.data[self.asked["output_collection"]] = [None] * len(items)
        if not items:
            return int(TaskState.READY)
        token.become(TaskState.STARTED)
        if self.asked["sequential"]:
            token.internal_data[ITEMS] = items
            items = items[:1]
        for index, item in enumerate(items):
            self._start(token, index, self._named(item))
        return int(TaskState.STARTED)

    def next_round(self, whole: Token, *, ended: bool) -> None:
        super().next_round(whole, ended=ended)
        if not ended and self.asked["sequential"]:
            index = whole.internal_data[DONE]
            self._start(whole, index, self._named(whole.internal_data[ITEMS][index]))

    def _own_names(self) -> tuple[str | None, ...]:
        return (COUNTER, self.asked["element"])

    def _ended(self, whole: Token, item: Token) -> bool:
        self._collect(whole, item)
        if whole.internal_data[DONE] + 1 >= whole.internal_data[TOTAL]:
            return True
        return self._condition_holds(whole, item)

    def _named(self, item: Any) -> dict[str, Any]:
        return {self.asked["element"]: item} if self.asked["element"] else {}

    def _items(self, token: Token) -> list[Any] | KeptList:
        asked = self.asked["cardinality"] or self.asked["collection"]
        value = plain(token.workflow.script_engine.value(token, asked, bare=True), asked)
        if self.asked["cardinality"]:
            is_count = isinstance(value, int) and not isinstance(value, bool)
            value = list(range(value)) if is_count and 0 <= value <= MOST_ITEMS else None
        elif isinstance(value, dict):
            value = list(value.values())
        if not isinstance(value, list | KeptList) or len(value) > MOST_ITEMS:
            raise MultiInstanceAskedWrongly(element=self.bpmn_id, text=asked, most=MOST_ITEMS)
        return value

    def _collect(self, whole: Token, item: Token) -> None:
        if (name := self.asked["output_collection"]) is None:
            return
        asked = self.asked["output_element"]
        value = plain(item.workflow.script_engine.evaluate(item, asked), asked)
        results, index = whole.data.get(name), item.internal_data[INDEX]
        if not isinstance(results, list | KeptList) or index >= len(results):
            raise MultiInstanceAskedWrongly(element=self.bpmn_id, text=name, most=MOST_ITEMS)
        results = [*results]
        results[index] = value
        whole.data[name] = results

    def _condition_holds(self, whole: Token, item: Token) -> bool:
        if self.asked["condition"] is None:
            return False
        done, total = whole.internal_data[DONE] + 1, whole.internal_data[TOTAL]
        counts = {"nrOfInstances": total, "nrOfCompletedInstances": done}
        counts["nrOfActiveInstances"] = 1 if self.asked["sequential"] else total - done
        environment = item.workflow.script_engine
        return bool(environment.evaluate(item, self.asked["condition"], external_context=counts))


class Loop(Rounds):
    """A standard loop: again while the condition holds, at most `maximum` times."""

    def enter(self, token: Token) -> int:
        token.internal_data[DONE] = 0
        if self.asked["test_before"] and not self._again(token, 0):
            return int(TaskState.READY)
        token.become(TaskState.STARTED)
        self._start(token, 0, {})
        return int(TaskState.STARTED)

    def next_round(self, whole: Token, *, ended: bool) -> None:
        super().next_round(whole, ended=ended)
        if not ended:
            self._start(whole, whole.internal_data[DONE], {})

    def _ended(self, whole: Token, item: Token) -> bool:  # noqa: ARG002 - a multi-instance asks it
        return not self._again(whole, whole.internal_data[DONE] + 1)

    def _again(self, whole: Token, done: int) -> bool:
        most = self.asked["maximum"]
        if most is not None and done >= most:
            return False
        if self.asked["condition"] is None:
            return True
        environment = whole.workflow.script_engine
        context = {COUNTER: done}
        return bool(environment.evaluate(whole, self.asked["condition"], external_context=context))
