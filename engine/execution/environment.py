"""What a running process can reach: the moment, the office's calendar and settings, its variables.

It stands where SpiffWorkflow expects a script engine. Nothing of Python is ever evaluated: every
expression goes through `engine.expressions`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from engine.calendar import BANGKOK, Calendar
from engine.expressions import parse, parse_script, value_of

if TYPE_CHECKING:
    from engine.execution.definition import Definition
    from engine.execution.token import Token


class Environment:
    """The surroundings of one command: one moment, one office."""

    def __init__(
        self,
        now: datetime,
        calendar: Callable[[], Calendar],
        setting: Callable[[str], Any],
    ) -> None:
        self.now = now
        self.calendar = calendar
        self.definition: Definition | None = None
        self.functions: Mapping[str, Callable[..., Any]] = {
            "now": lambda: now.astimezone(BANGKOK).isoformat(timespec="seconds"),
            "today": lambda: now.astimezone(BANGKOK).date().isoformat(),
            "setting": setting,
        }

    def evaluate(
        self, task: "Token", expression: str, external_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the value of an expression where the token stands."""
        names = task.data.flat()
        if external_context:
            names = {**names, **external_context}
        return parse(expression).evaluate(names, self.functions)

    def execute(self, task: "Token", script: str) -> None:
        """Carry out the lines of a script, each seeing what the ones before have set."""
        for line in parse_script(script):
            task.data[line.name] = line.expression.evaluate(task.data.flat(), self.functions)

    def value(self, task: "Token", text: str, *, bare: bool = False) -> Any:
        """Return what a text stands for: itself, or with `${…}` (or `bare`) its value."""
        if bare:
            return self.evaluate(task, text)
        return value_of(text, task.data.flat(), self.functions)

    def inputs(self, task: "Token") -> dict[str, Any]:
        """Return the input parameters of the token's element, evaluated."""
        element = self._definition().elements[task.task_spec.bpmn_id]
        return {name: self.value(task, text) for name, text in element.inputs.items()}

    def flow_into(self, token: "Token") -> str | None:
        """Return the sequence flow by which the token came, if it came by one."""
        source = token.came_from
        parent = token.parent
        while parent is not None and source is not None and source not in self._definition().elements:
            source, parent = parent.came_from, parent.parent
        return self._definition().flow(source, token.task_spec.bpmn_id)

    def _definition(self) -> "Definition":
        if self.definition is None:
            message = "the environment belongs to no execution yet"
            raise RuntimeError(message)
        return self.definition


