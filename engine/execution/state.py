"""An instance at rest as bytes, and back: the tokens that are somewhere, and their variables.

Finished elements are history's business (`history_event`), so the state does not grow with them.
orjson then zstd: never JSONB, which loses the order of keys (spiffworkflow.md, trap 3).
"""

from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.util.task import TaskState

from engine.errors import StateUnreadable
from engine.execution.case import Case
from engine.execution.definition import Definition
from engine.execution.scope import Scope
from engine.execution.token import Token

FORMAT = 1
_LEVEL = 1


def to_bytes(case: Case) -> bytes:
    """Write an instance."""
    scopes = _Scopes()
    scopes.place(case.scope)
    workflows = [
        [
            workflow.parent_task_id.hex if workflow.parent_task_id is not None else None,
            [_row(token, scopes) for token in workflow.tasks.values()],
        ]
        for workflow in case.workflows()
    ]
    body = orjson.dumps(
        [FORMAT, scopes.rows, workflows],
        option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_SUBCLASS,
    )
    return zstandard.compress(body, _LEVEL)


class _Scopes:
    """Numbers the scopes, outer ones first."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self._places: dict[int, int] = {}

    def place(self, scope: Scope) -> int:
        """Return the scope's number."""
        known = self._places.get(id(scope))
        if known is not None:
            return known
        around = None if scope.around is None else self.place(scope.around)
        self._places[id(scope)] = len(self.rows)
        self.rows.append([around, dict(scope)])
        return len(self.rows) - 1


def _row(token: Token, scopes: _Scopes) -> list[Any]:
    return [
        token.id.hex,
        token.parent_id.hex if token.parent_id is not None else None,
        token.task_spec.name,
        token.state,
        token.came_from,
        token.internal_data or None,
        scopes.place(token.data),
    ]


def from_bytes(state: bytes, definition: Definition, environment: Any) -> Case:
    """Read an instance back, on the shared elements of its definition.

    Raises:
        StateUnreadable: another format, damaged bytes, or elements the definition does not have.
    """
    scope_rows, workflows = _read(state)
    scopes: list[Scope] = []
    for around, values in scope_rows:
        scopes.append(Scope(values, None if around is None else scopes[around]))
    case = Case(definition.spec, dict(definition.inner), environment, scopes[0])
    for owner, tokens in workflows:
        workflow = case if owner is None else _inner(case, UUID(hex=owner))
        _fill(workflow, tokens, scopes)
    return case


def _read(state: bytes) -> tuple[list[Any], list[Any]]:
    try:
        version, *parts = orjson.loads(zstandard.decompress(state))
    except (ValueError, TypeError, zstandard.ZstdError) as problem:
        raise StateUnreadable(why=str(problem), why_th="ข้อมูลเสียหาย") from problem
    if version != FORMAT:
        why = f"expected state format {FORMAT}, but got {version}"
        raise StateUnreadable(why=why, why_th=f"รูปแบบ {version} ไม่ใช่ {FORMAT}")
    scopes, workflows = parts
    return scopes, workflows


def _inner(case: Case, owner: UUID) -> Any:
    token = case.find(owner)
    if token is None:
        why = f"expected a token {owner} around a sub-process, but there is none"
        raise StateUnreadable(why=why, why_th="ไม่พบขั้นตอนที่ครอบกระบวนงานย่อย")
    return case.start_inner(token, token.task_spec.spec)


def _fill(workflow: Any, rows: list[list[Any]], scopes: list[Scope]) -> None:
    for identity, parent, name, state, came_from, internal, scope in rows:
        spec = workflow.spec.task_specs.get(name)
        if spec is None:
            raise StateUnreadable(why=f"no element {name}", why_th=f"ไม่มีขั้นตอน {name} ในแผนผัง")
        token = Token(workflow, spec, scopes[scope], came_from, UUID(hex=identity))
        token.restore(state, internal)
        if parent is not None:
            token.hang_on(workflow.tasks[UUID(hex=parent)])
        workflow.top_workflow.follow(token)
        if state == TaskState.READY:
            workflow.top_workflow.queue(token)
