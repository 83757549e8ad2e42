"""Deployments: diagrams, forms, decision tables and settings, brought in together or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from engine import access, declared, self_starting
from engine.context import Engine
from engine.errors import DeploymentRefused, Forbidden
from engine.examining import Examined, examine
from engine.execution import outline
from engine.model import Person, Problem, Severity
from engine.store import Transaction, catalogue, new_id, setting_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployed:
    """One definition of a deployment; `is_new` is False when its content was the newest already."""

    kind: str
    key: str
    version: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """What a deployment brought, and what is worth knowing about it."""

    id: UUID | None
    definitions: list[Deployed]
    problems: list[Problem]


def deploy(
    engine: Engine,
    person: Person,
    files: Mapping[str, bytes],
    name: str = "",
    *,
    dry_run: bool = False,
) -> Deployment:
    """Check the files by every rule, then deploy them all; what has not changed keeps its version.

    Raises:
        Forbidden: the person may not deploy.
        DeploymentRefused: there are errors; `problems` lists them all, nothing was deployed.
    """
    if not access.may_deploy(person):
        raise Forbidden
    with engine.begin() as tx:
        read = examine(tx, files, engine.settings.max_diagram_bytes)
        errors = [p for p in read.problems if p.severity is Severity.ERROR]
        if errors or not files:
            raise DeploymentRefused(count=len(errors), problems=read.problems)
        identity, made = _write(tx, person, read, (name, dry_run))
        if not dry_run:
            self_starting.plan_all(tx)
        return Deployment(id=identity, definitions=made, problems=read.problems)


def _write(
    tx: Transaction, person: Person, read: Examined, how: tuple[str, bool]
) -> tuple[UUID | None, list[Deployed]]:
    """Write what is new; in a dry run only say what would be new."""
    name, dry_run = how
    identity = new_id()
    made = _Made(tx, identity)
    made.take(read)
    if dry_run:
        return None, made.deployed
    if any(each.is_new for each in made.deployed):
        catalogue.add_deployment(tx, identity, name or "deployment", person.id)
        made.write()
        declared.forget(tx)
    return identity, made.deployed


_KEPT: Final[Mapping[str, tuple[str, Callable[[Transaction, dict[str, Any]], None]]]] = {
    "form": ("body", catalogue.add_form),
    "decision": ("xml", catalogue.add_decision),
    "settings": ("body", setting_files.add),
}


class _Made:
    """Gathers new versions, then writes them behind the deployment's own row."""

    def __init__(self, tx: Transaction, identity: UUID) -> None:
        self.tx = tx
        self.identity = identity
        self.deployed: list[Deployed] = []
        self._rows: list[tuple[Any, dict[str, Any]]] = []
        self._versions: dict[str, int] = {}

    def take(self, read: Examined) -> None:
        """Take everything that was read."""
        for key, body in read.forms.items():
            self.form(key, body)
        for key, body in read.tables.items():
            self.table(key, body)
        for body in _callees_first(read.diagrams):
            self.diagram(body)
        if read.settings is not None:
            self.settings(*read.settings)

    def form(self, key: str, body: bytes) -> None:
        """Take a form definition."""
        self._plain("form", key, body, catalogue.form(self.tx, key))

    def table(self, key: str, body: bytes) -> None:
        """Take a decision table."""
        self._plain("decision", key, body, catalogue.decision(self.tx, key))

    def settings(self, procedure: str, body: bytes) -> None:
        """Take the declarations of a procedure; what stands there already is no new version."""
        known = setting_files.newest(self.tx, procedure)
        if known is None and body == declared.file_of(self.tx, procedure):
            self.deployed.append(Deployed(kind="settings", key=procedure, version=0, is_new=False))
        else:
            self._plain("settings", procedure, body, known)

    def _plain(
        self, kind: str, key: str, body: bytes, known: tuple[int, bytes, str] | None
    ) -> None:
        digest = sha256(body).hexdigest()
        is_new = known is None or known[2] != digest
        version = (known[0] if known else 0) + (1 if is_new else 0)
        self.deployed.append(Deployed(kind=kind, key=key, version=version, is_new=is_new))
        if is_new:
            member, add = _KEPT[kind]
            row = {"key": key, "version": version, "digest": digest, member: body}
            self._rows.append((add, row))

    def diagram(self, body: bytes) -> None:
        """Take a diagram; the versions of the processes it calls are part of what it is."""
        seen = outline(body)
        calls = {key: self._version_of(key) for key in seen.calls}
        digest = sha256(body + repr(sorted(calls.items())).encode()).hexdigest()
        known = catalogue.newest(self.tx, seen.key)
        is_new = known is None or known.digest != digest
        version = (known.version if known else 0) + (1 if is_new else 0)
        self._versions[seen.key] = version
        self.deployed.append(Deployed(kind="process", key=seen.key, version=version, is_new=is_new))
        if is_new:
            catalogue.remember_roles(self.tx, seen.role_sets)
            row = {
                "key": seen.key,
                "version": version,
                "name_th": seen.name,
                "name_en": seen.name_en,
                "digest": digest,
                "xml": body,
                "business_key_prefix": seen.business_key_prefix,
                "has_diagram": seen.has_diagram,
                "start_messages": seen.start_messages,
                "start_timers": seen.start_timers,
                "calls": calls,
            }
            self._rows.append((catalogue.add_definition, row))

    def _version_of(self, key: str) -> int:
        if key in self._versions:
            return self._versions[key]
        known = catalogue.newest(self.tx, key)
        return known.version if known else 1

    def write(self) -> None:
        """Write the rows."""
        for add, row in self._rows:
            add(self.tx, {**row, "deployment_id": self.identity})


def _callees_first(diagrams: Mapping[str, bytes]) -> list[bytes]:
    """Order diagrams so that a called process has its version before its caller asks for it."""
    seen = [(outline(body), body) for body in diagrams.values()]
    outlines = {each.key: (each.calls, body) for each, body in seen}
    ordered: list[bytes] = []
    placed: set[str] = set()

    def place(key: str, above: frozenset[str]) -> None:
        if key in placed or key not in outlines or key in above:
            return
        calls, body = outlines[key]
        for called in calls:
            place(called, above | {key})
        placed.add(key)
        ordered.append(body)

    for key in sorted(outlines):
        place(key, frozenset())
    return ordered
