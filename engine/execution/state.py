"""An instance at rest as bytes, and back: only what can still matter is kept.

Finished elements are history's business (`history_event`), so the state holds the live tokens, their
parents and the activities whose boundary events are armed. It does not grow with what is finished,
and predictions are made anew. orjson then zstd: never JSONB, for order matters (spiffworkflow.md 3.3).
"""

from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.bpmn.specs.control import BoundaryEventSplit
from SpiffWorkflow.util.task import TaskState

from engine.execution.case import TOKEN_STATES, Case
from engine.execution.definition import Definition
from engine.execution.scope import Scope
from engine.execution.token import Token

FORMAT = 1
_LEVEL = 1


def prune(case: Case) -> None:
    """Forget finished elements that no live token needs."""
    for owner in [o for o, w in case.subprocesses.items() if w.completed]:
        del case.subprocesses[owner]
    for workflow in case.workflows():
        _prune(workflow)


def _prune(workflow: Any) -> None:
    root = workflow.task_tree
    kept: dict[UUID, Token] = {root.id: root}
    for token in workflow.live.values():
        _keep(token, kept)
    tasks = {}
    for token in kept.values():
        parent = token.parent
        while parent is not None and parent.id not in kept:
            parent = parent.parent
        token._parent = parent.id if parent is not None else None
        token._children = []
        tasks[token.id] = token
    _adopt(tasks)
    workflow.tasks = tasks
    workflow.last_task = None
    for token in list(tasks.values()):
        if token.has_state(TaskState.DEFINITE_MASK):
            token.foresee()


def _keep(token: Token, kept: dict[UUID, Token]) -> None:
    kept[token.id] = token
    if (parent := token.parent) is None:
        return
    kept[parent.id] = parent
    split = parent if isinstance(parent.task_spec, BoundaryEventSplit) else None
    if split is not None:
        for beside in split.children:
            if beside is not None and not beside.has_state(TaskState.PREDICTED_MASK):
                kept[beside.id] = beside
        if split.parent is not None:
            kept[split.parent.id] = split.parent


def _adopt(tasks: dict[UUID, Token]) -> None:
    for token in sorted(tasks.values(), key=lambda t: t.id.int):
        if token._parent is not None:
            tasks[token._parent]._children.append(token.id)


def to_bytes(case: Case) -> bytes:
    """Write a pruned instance."""
    scopes: list[Scope] = []
    places: dict[int, int] = {}
    workflows = [_workflow_row(case, workflow, scopes, places) for workflow in case.workflows()]
    rows = [[None if s.around is None else places[id(s.around)], dict(s)] for s in scopes]
    body = orjson.dumps([FORMAT, rows, workflows], option=orjson.OPT_PASSTHROUGH_DATETIME)
    return zstandard.compress(body, _LEVEL)


def _place(scope: Scope, scopes: list[Scope], places: dict[int, int]) -> int:
    if id(scope) not in places:
        if scope.around is not None:
            _place(scope.around, scopes, places)
        places[id(scope)] = len(scopes)
        scopes.append(scope)
    return places[id(scope)]


def _workflow_row(
    case: Case, workflow: Any, scopes: list[Scope], places: dict[int, int]
) -> list[Any]:
    owner = workflow.parent_task_id
    tokens = [
        [
            token.id.hex,
            token._parent.hex if token._parent is not None else None,
            token.task_spec.name,
            token._state,
            token.came_from,
            token.triggered,
            token.internal_data or None,
            _place(token.data, scopes, places),
        ]
        for token in workflow.tasks.values()
        if not token.has_state(TaskState.PREDICTED_MASK | TaskState.FUTURE)
    ]
    start = case.start_element if workflow is case else None
    return [owner.hex if owner is not None else None, workflow.spec.name, start, tokens]


def from_bytes(state: bytes, definition: Definition, environment: Any) -> Case:
    """Read an instance back, on the shared specs of its definition."""
    version, scope_rows, workflows = orjson.loads(zstandard.decompress(state))
    if version != FORMAT:
        message = f"expected state format {FORMAT}, but got {version}"
        raise ValueError(message)
    scopes: list[Scope] = []
    for around, values in scope_rows:
        scopes.append(Scope(values, None if around is None else scopes[around]))
    case = Case(definition.spec, dict(definition.inner), environment)
    case.journal.muted = True
    for owner, name, start, tokens in workflows:
        workflow = case
        if owner is None:
            case.start_element = start
        else:
            workflow = _inner(case, UUID(hex=owner), name)
        _fill(workflow, tokens, scopes)
    case.journal.muted = False
    case.ready.clear()
    return case


def _inner(case: Case, owner: UUID, name: str) -> Any:
    token = case.get_task_from_id(owner)
    if token is None:
        message = f"expected the token of sub-process {name}, but the state has none"
        raise ValueError(message)
    workflow = case.create_subprocess(token, name)
    workflow.completed_event.connect(token.task_spec._on_subworkflow_completed, token)
    return workflow


def _fill(workflow: Any, rows: list[list[Any]], scopes: list[Scope]) -> None:
    for identity, parent, spec, state, came_from, triggered, internal, scope in rows:
        token = Token.__new__(Token)
        token.id = UUID(hex=identity)
        token.workflow = workflow
        token._parent = UUID(hex=parent) if parent is not None else None
        token._children = []
        token._state = state
        token.triggered = triggered
        token.task_spec = workflow.spec.task_specs[spec]
        token.thread_id = 0
        token.data = scopes[scope]
        token.scoped = token.noted = True
        token.came_from = came_from
        token.internal_data = internal or {}
        token.last_state_change = 0.0
        workflow.tasks[token.id] = token
        if state & TOKEN_STATES:
            workflow.note(token, TaskState.MAYBE)
    _adopt(workflow.tasks)
    workflow.task_tree = next(t for t in workflow.tasks.values() if t._parent is None)
    for token in list(workflow.tasks.values()):
        if token.has_state(TaskState.DEFINITE_MASK):
            token.foresee()
