"""Variables of an instance, in scopes: the instance's, and one for each item of a multi-instance.

SpiffWorkflow copies data from task to task, which lets parallel branches overwrite each other at a
join and rewrites what finished tasks are thought to have seen (spiffworkflow.md, trap 2). Here all
tokens of a scope share one dictionary, as BPMN's processes and Camunda's variables do.
"""

from typing import Any, Optional


class Scope(dict[str, Any]):
    """Variables by name; what is not found here is looked up in the scope around it."""

    def __init__(
        self, values: dict[str, Any] | None = None, around: Optional["Scope"] = None
    ) -> None:
        super().__init__(values or {})
        self.around = around

    def flat(self) -> dict[str, Any]:
        """Return every variable that can be seen from here; the inner ones hide the outer ones."""
        if self.around is None:
            return self
        return {**self.around.flat(), **self}

    def outermost(self) -> "Scope":
        """Return the instance's own scope."""
        return self if self.around is None else self.around.outermost()
