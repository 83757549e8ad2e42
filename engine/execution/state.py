"""An instance at rest as bytes, and back: the tokens that are somewhere, and their variables.

Finished elements are history's business (`history_event`), so the state does not grow with them.
orjson then zstd: never JSONB, which loses the order of keys (spiffworkflow.md, trap 3). Long lists
are kept apart (`engine.execution.apart`); a state that names some is of format 2.
"""

from typing import Any
from uuid import UUID

import orjson
import zstandard
from SpiffWorkflow.util.task import TaskState

from engine.errors import StateUnreadable
from engine.execution import apart
from engine.execution.case import Case
from engine.execution.definition import Definition
from engine.execution.scope import Scope
from engine.execution.token import Token
from engine.model import KeptLists

FORMAT = 1
FORMAT_APART = 2
"""A state that names lists kept apart from it."""
_LEVEL = 1


def to_bytes(case: Case) -> tuple[bytes, KeptLists]:
    """Write an instance: its state, and what became of its lists that are kept apart."""
    scopes = _Scopes()
    scopes.place(case.scope)
    workflows = [
        [
            workflow.parent_task_id.hex if workflow.parent_task_id is not None else None,
            [_row(token, scopes) for token in workflow.tasks.values()],
        ]
        for workflow in case.workflows()
    ]
    if not case.kept:
        body = orjson.dumps([FORMAT, scopes.rows, workflows], option=apart.OPTIONS)
        if len(body) <= apart.MOST_BYTES:
            return zstandard.compress(body, _LEVEL), KeptLists()
    return _with_apart(case, scopes.rows, workflows)


def _with_apart(
    case: Case, scopes: list[list[Any]], workflows: list[list[Any]]
) -> tuple[bytes, KeptLists]:
    setting = apart.Setting()
    parts: list[Any] = [
        [[around, setting.value(values, [0, n, 1])] for n, (around, values) in enumerate(scopes)],
        [[owner, _rows_apart(setting, n, rows)] for n, (owner, rows) in enumerate(workflows)],
    ]
    before = frozenset(case.kept)
    now = frozenset(digest for _, digest, _ in setting.references)
    case.kept = now
    whole = [FORMAT_APART, *parts, setting.references] if now else [FORMAT, *parts]
    fresh = {d: apart.packed(body) for d, body in setting.bodies.items() if d not in before}
    kept = KeptLists(fresh=fresh, stale=before - now, before=before)
    return zstandard.compress(orjson.dumps(whole, option=apart.OPTIONS), _LEVEL), kept


def _rows_apart(setting: apart.Setting, workflow: int, rows: list[list[Any]]) -> list[list[Any]]:
    """Set apart what is long in the tokens' own data, such as the items of a multi-instance."""
    return [
        row
        if row[_INTERNAL] is None
        else [
            *row[:_INTERNAL],
            setting.value(row[_INTERNAL], [1, workflow, 1, n, _INTERNAL]),
            *row[_INTERNAL + 1 :],
        ]
        for n, row in enumerate(rows)
    ]


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


_INTERNAL = 5
"""The place of a token's own data in its row."""


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


def from_bytes(
    state: bytes, definition: Definition, environment: Any, load: apart.Load = apart.nothing_kept
) -> Case:
    """Read an instance back, on the shared elements of its definition.

    `load` gives the content of lists that are kept apart, once they are looked into.

    Raises:
        StateUnreadable: another format, damaged bytes, or elements the definition does not have.
    """
    (scope_rows, workflows), kept = _read(state, load)
    scopes: list[Scope] = []
    for around, values in scope_rows:
        scopes.append(Scope(values, None if around is None else scopes[around]))
    case = Case(definition.spec, dict(definition.inner), environment, scopes[0])
    case.kept = kept
    for owner, tokens in workflows:
        workflow = case if owner is None else _inner(case, UUID(hex=owner))
        _fill(workflow, tokens, scopes)
    return case


def variables_in(state: bytes) -> list[dict[str, Any]]:
    """Return the variables of an instance at rest, scope by scope, outer ones first.

    Lists that are kept apart can be counted, not looked into.

    Raises:
        StateUnreadable: another format, or damaged bytes.
    """
    (scope_rows, _), _ = _read(state, apart.nothing_kept)
    return [values for _, values in scope_rows]


def _read(state: bytes, load: apart.Load) -> tuple[list[Any], frozenset[str]]:
    try:
        version, *parts = orjson.loads(zstandard.decompress(state))
        references = parts.pop() if version == FORMAT_APART else []
        kept = frozenset(apart.put_back(parts, references, load))
    except (ValueError, TypeError, LookupError, zstandard.ZstdError) as problem:
        raise StateUnreadable(why=str(problem), why_th="ข้อมูลเสียหาย") from problem
    if version not in (FORMAT, FORMAT_APART):
        why = f"expected state format {FORMAT} or {FORMAT_APART}, but got {version}"
        raise StateUnreadable(why=why, why_th=f"รูปแบบ {version} ไม่ใช่ {FORMAT} หรือ {FORMAT_APART}")
    return parts, kept


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
