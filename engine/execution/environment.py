"""What a running process can reach: the moment, the office's calendar and settings, its variables.

It stands where SpiffWorkflow expects a script engine. Nothing of Python is ever evaluated: every
expression goes through `engine.expressions`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import orjson

from engine.calendar import BANGKOK, Calendar
from engine.errors import ExpressionFailed
from engine.execution.token import Token
from engine.expressions import parse, parse_script, value_of
from engine.kept import KeptList, as_json, whole


class Environment:
    """The surroundings of one command: one moment, one office.

    `more`: what else expressions may ask of the office and the case, by the function's name.
    """

    def __init__(
        self,
        now: datetime,
        calendar: Callable[[], Calendar],
        setting: Callable[[str], Any],
        more: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.now = now
        self.calendar = calendar
        self.functions: Mapping[str, Callable[..., Any]] = {
            "now": lambda: self.now.astimezone(BANGKOK).isoformat(timespec="seconds"),
            "today": lambda: self.now.astimezone(BANGKOK).date().isoformat(),
            "setting": setting,
            **(more or {}),
        }

    def evaluate(
        self, task: Token, expression: str, external_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the value of an expression where the token stands."""
        names = task.data.flat()
        if external_context:
            names = {**names, **external_context}
        return parse(expression).evaluate(names, self.functions)

    def execute(self, task: Token, script: str) -> None:
        """Carry out the lines of a script, each seeing what the ones before have set."""
        for line in parse_script(script):
            value = line.expression.evaluate(task.data.flat(), self.functions)
            task.data[line.name] = plain(value, line.expression.text)

    def value(self, task: Token, text: str, *, bare: bool = False) -> Any:
        """Return what a text stands for: itself, or with `${…}` (or `bare`) its value."""
        if bare:
            return self.evaluate(task, text)
        return value_of(text, task.data.flat(), self.functions)

    def inputs(self, task: Token) -> dict[str, Any]:
        """Return the input parameters of the token's element, evaluated."""
        asked = task.task_spec.element.inputs
        return {name: whole(plain(self.value(task, text), text)) for name, text in asked.items()}


def plain(value: Any, expression: str) -> Any:
    """Return a value as it will be read back: lists for tuples, nothing but JSON.

    Raises:
        ExpressionFailed: it cannot be written as JSON, such as a dictionary with numbers for keys.
    """
    if value is None or isinstance(value, str | int | float | KeptList):
        return value
    try:
        return orjson.loads(orjson.dumps(value, default=as_json))
    except TypeError as problem:
        raise ExpressionFailed(
            expression=expression,
            why=f"its value cannot be kept: {problem}",
            why_th="ค่าที่ได้บันทึกเป็น JSON ไม่ได้",
        ) from problem
