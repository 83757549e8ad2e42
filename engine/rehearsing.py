"""What deploying a draft would do, rehearsed; deploying it; going back to an earlier version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from engine import (
    comparing,
    definitions,
    deployments,
    drafts,
    file_differences,
    migrating,
    retracing,
    targets,
    trying,
)
from engine.context import Engine
from engine.deployments import Deployed, Deployment
from engine.errors import DeploymentRefused, DraftChangedSince
from engine.execution import outline
from engine.file_differences import FileDiffers
from engine.migrating import Plan
from engine.model import Person, Problem, Severity
from engine.retracing import Part, Summary
from engine.rows import DefinitionRow
from engine.trying import ScenarioResult
from engine.viewing import require_reason

RETRACED: Final = 20
"""So many of the newest recorded cases are summed up; the rest are on their own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """A procedure that gets another version, while cases of an older one go on."""

    key: str
    version: int
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """All that is known before a draft is deployed; what errors keep from being known is empty.

    `seen`: when the draft was last changed; it is deployed only as it was seen.
    """

    seen: datetime
    problems: tuple[Problem, ...]
    deploys: tuple[Deployed, ...]
    differences: tuple[FileDiffers, ...]
    scenarios: tuple[ScenarioResult, ...] = ()
    affected: tuple[Affected, ...] = ()
    recorded: Mapping[str, Summary] | None = None

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep it from being deployed."""
        return [each for each in self.problems if each.severity is Severity.ERROR]

    @property
    def is_new(self) -> bool:
        """Whether anything of it is not deployed yet."""
        return any(each.is_new for each in self.deploys)


def rehearse(engine: Engine, person: Person, draft_id: UUID) -> Rehearsal:
    """Say what deploying the draft would do; nothing is written.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
    """
    draft = drafts.get(engine, person, draft_id)
    files = drafts.bodies(engine, person, draft_id)
    deployed = drafts.deployed_files(engine, person, draft_id)
    differ = tuple(file_differences.compare(deployed, files))
    seen = draft.row.changed_at
    try:
        made = deployments.deploy(engine, person, files, dry_run=True)
    except DeploymentRefused as refused:
        problems = tuple(refused.particulars["problems"])
        return Rehearsal(seen=seen, problems=problems, deploys=(), differences=differ)
    keys = [each.key for each in made.definitions if each.kind == "process" and each.is_new]
    return Rehearsal(
        seen=seen,
        problems=tuple(made.problems),
        deploys=tuple(made.definitions),
        differences=differ,
        scenarios=tuple(trying.run_all(engine, person, draft_id)),
        affected=tuple(_affected(engine, person, files, keys)),
        recorded={k: retracing.summary(engine, person, (k, files), RETRACED) for k in keys},
    )


def _affected(
    engine: Engine, person: Person, files: Mapping[str, bytes], keys: list[str]
) -> list[Affected]:
    with engine.reading() as tx:
        found = targets.of_files(tx, files)
    return [
        Affected(
            key=key,
            version=version,
            plan=migrating.preview(engine, person, (key, version), found[key]),
        )
        for key in keys
        for version in migrating.within(engine, person, key)
    ]


def procedures(engine: Engine, person: Person, draft_id: UUID) -> list[DefinitionRow]:
    """Return the procedures of a draft that are deployed already, by key, the newest of each.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
    """
    files = drafts.bodies(engine, person, draft_id)
    keys = {outline(body).key for name, body in files.items() if name.endswith(".bpmn")}
    return [each for each in definitions.list_newest(engine) if each.key in keys]


def retrace(
    engine: Engine, person: Person, draft_id: UUID, at: tuple[str, UUID | None, int]
) -> Part:
    """Do the next recorded cases of a procedure again on the draft's files; nothing is written.

    `at`: its key, behind which case, how many.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft has errors.
    """
    key, behind, many = at
    files = drafts.bodies(engine, person, draft_id)
    deployments.deploy(engine, person, files, dry_run=True)
    return retracing.part(engine, person, (key, files), (behind, many))


def launch(
    engine: Engine, person: Person, draft_id: UUID, message: str, seen: datetime
) -> Deployment:
    """Keep the draft as a version and deploy it, both or neither.

    Raises:
        Forbidden: the person is no analyst.
        DraftNotFound: there is no such draft.
        DraftMessageUnfit: there is no message, or it is too long.
        DraftChangedSince: somebody has changed it since it was seen.
        DeploymentRefused: it has errors.
    """
    with engine.begin() as tx:
        joined = engine.within(tx)
        drafts.keep_version(joined, person, draft_id, message)
        if drafts.get(joined, person, draft_id).row.changed_at != seen:
            raise DraftChangedSince
        files = drafts.bodies(joined, person, draft_id)
        return deployments.deploy(joined, person, files, " ".join(message.split()))


def deploy_again(engine: Engine, person: Person, of: tuple[str, int], reason: str) -> Deployment:
    """Deploy an earlier version again, as a new one with the old content; forms and tables too.

    Raises:
        Forbidden: the person may not deploy.
        ReasonRequired: no reason was given.
        DefinitionNotFound: there is no such version.
        DeploymentRefused: the rules of today refuse it.
    """
    require_reason(reason)
    files = comparing.files_of(engine, *of)
    return deployments.deploy(engine, person, files, " ".join(reason.split()))
