"""One case told whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from engine import access, course, passages
from engine.context import Engine
from engine.course import Ahead, Step
from engine.errors import DefinitionNotFound
from engine.execution.elements import Element
from engine.filling import form_at
from engine.forms import FormDefinition, read_back
from engine.model import InstanceStatus, Person
from engine.office import office_of
from engine.paperwork import EVENT as PAPER_MADE
from engine.passages import Drawn, Moment
from engine.rows import AttachmentRow, DefinitionRow, InstanceRow, JobRow, OfficeRow, TaskRow
from engine.store import (
    Transaction,
    attached,
    catalogue,
    following,
    inbox,
    origins,
    people,
    queries,
    record,
)
from engine.stories.turns import Turn, turn_explained
from engine.viewing import standing, visible, with_names

_MOST: Final = 500
_MOST_LINKED: Final = 20
"""A round begins a case for each of two hundred schools: those have a page of their own."""
_GOES_ON: Final = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A form that was filled in: its definition as it was then, and the values by field."""

    task: TaskRow
    form: FormDefinition
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The files of a case: issued by the office, brought by the applicant, and all others.

    `labels`: what the form called the field that a file was brought for, by the file's id.
    """

    issued: list[AttachmentRow]
    brought: list[AttachmentRow]
    others: list[AttachmentRow]
    labels: Mapping[UUID, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """A timer that the case stands at, and what comes after it."""

    timer: JobRow
    ahead: Ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Another case that this one began, or that began this one."""

    instance: InstanceRow
    definition: DefinitionRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the reader may do with the case as it stands."""

    is_staff: bool
    is_own: bool
    may_withdraw: bool
    may_add_papers: bool
    may_track: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case told whole.

    `way`: the steps its diagram has. `waits`: timers it stands at. `window`: what was told of the
    filing window when it began. `begun`: cases it began that the reader may see; `origin`: the one
    that began it. `is_tracked`: it has a tracking secret. `names`: what people of the history are
    called, only for who works for the office.
    """

    instance: InstanceRow
    definition: DefinitionRow
    office: OfficeRow
    turns: list[Turn]
    way: list[Step]
    waits: list[Wait]
    is_stuck: bool
    moments: list[Moment]
    drawn: Drawn
    end: Element | None
    window: Mapping[str, Any] | None
    filed: list[Filed]
    papers: Papers
    rights: Rights
    begun: list[Linked]
    origin: Linked | None
    is_tracked: bool
    names: Mapping[str, tuple[str, str]]


def one(engine: Engine, person: Person, instance_id: UUID) -> Story:
    """Tell a case to a person; that it was read is noted.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.begin() as tx:
        (instance,) = with_names(tx, [visible(tx, person, instance_id)])
        record.note_access(tx, person.id, instance, "story")
        return _told(engine, tx, person, instance)


def _told(engine: Engine, tx: Transaction, person: Person, instance: InstanceRow) -> Story:
    definition = engine.definitions.get(tx, instance.definition_key, instance.definition_version)
    stands = standing(tx, instance)
    events = record.events_of(tx, instance.office_id, instance.id)
    key = record.key_of(tx, instance.office_id, instance.id)
    passed = passages.moments(definition, events, key)
    rights = _rights(person, instance)
    return Story(
        instance=instance,
        definition=version_of(tx, instance),
        office=office_of(tx, instance.office_id),
        turns=[turn_explained(definition, person, stands, task) for task in stands.tasks],
        way=course.steps(definition, passages.began_at(definition, passed)),
        waits=[
            Wait(timer=each, ahead=course.ahead(definition, each.element_id or ""))
            for each in passages.stops(definition, stands)
        ],
        is_stuck=bool(stands.incidents),
        moments=passed,
        drawn=passages.drawn(definition, passed, stands),
        end=passages.ended_at(passed),
        window=_window(passed),
        filed=_filed(tx, instance, passed, rights),
        papers=_papers(tx, instance, passed),
        rights=rights,
        begun=_begun(tx, person, instance),
        origin=_origin(tx, person, instance),
        is_tracked=following.is_issued(tx, instance),
        names=people.names(tx, {each.actor for each in passed}) if rights.is_staff else {},
    )


def version_of(tx: Transaction, instance: InstanceRow) -> DefinitionRow:
    """Return the version of the definition that a case runs on.

    Raises:
        DefinitionNotFound: it is gone, which no command makes it.
    """
    found = catalogue.version(tx, instance.definition_key, instance.definition_version)
    if found is None:
        raise DefinitionNotFound(key=instance.definition_key)
    return found


def _rights(person: Person, instance: InstanceRow) -> Rights:
    office, applicant = instance.office_id, instance.applicant_id
    goes_on, writes = instance.status in _GOES_ON, not access.is_auditor(person)
    is_own = access.is_own(person, office, applicant)
    is_staff = access.sees_all_of(person, office)
    is_active = instance.status is InstanceStatus.ACTIVE
    return Rights(
        is_staff=is_staff,
        is_own=is_own,
        may_withdraw=goes_on and access.may_withdraw(person, office, applicant),
        may_add_papers=is_active and is_own and writes,
        may_track=writes and (is_own or access.is_staff(person, office)),
    )


def _window(passed: Iterable[Moment]) -> Mapping[str, Any] | None:
    """Return what was told of the filing window when the case began."""
    first = next(iter(passed), None)
    told = {} if first is None else first.data.get("set", {})
    found: Mapping[str, Any] | None = told.get("filing_window")
    return found


def _filed(
    tx: Transaction, instance: InstanceRow, passed: Iterable[Moment], rights: Rights
) -> list[Filed]:
    """Return the forms filled in, the newest first; to an applicant, those of their own side."""
    wanted = inbox.TaskFilter(
        offices=[instance.office_id], instance_id=instance.id, state="completed"
    )
    closed = {task.id.hex: task for task in inbox.tasks(tx, wanted, None, _MOST)}
    known: dict[str, Any] = {}
    found: list[Filed] = []
    for moment in passed:
        known |= moment.data.get("set", {})
        task = closed.get(str(moment.data.get("task")))
        if moment.type != "task_completed" or task is None or task.form_key is None:
            continue
        if rights.is_staff or access.is_for_applicant(task, instance.applicant_id):
            form = form_at(tx, task.form_key, task.form_version)
            found.append(Filed(task=task, form=form, values=read_back(form, known)))
    return found[::-1]


def _papers(tx: Transaction, instance: InstanceRow, passed: Iterable[Moment]) -> Papers:
    made = {each.data.get("attachment") for each in passed if each.type == PAPER_MADE}
    files = attached.files_of(tx, instance)[::-1]
    wanted = inbox.TaskFilter(offices=[instance.office_id], instance_id=instance.id, state=None)
    steps = {each.id: each for each in inbox.tasks(tx, wanted, None, _MOST)}
    sides: dict[str, list[AttachmentRow]] = {"issued": [], "brought": [], "others": []}
    for each in files:
        step = steps.get(each.task_id) if each.task_id else None
        is_brought = step is None or access.is_for_applicant(step, instance.applicant_id)
        side = "issued" if str(each.id) in made else "brought" if is_brought else "others"
        sides[side].append(each)
    return Papers(**sides, labels=_labels(tx, files, steps))


def _labels(
    tx: Transaction, files: Iterable[AttachmentRow], steps: Mapping[UUID, TaskRow]
) -> dict[UUID, Mapping[str, str]]:
    """Return what the forms call what each file was brought for, where a form asked for it."""
    found: dict[UUID, Mapping[str, str]] = {}
    for each in files:
        step = steps.get(each.task_id) if each.task_id else None
        if step is None or step.form_key is None or each.field is None:
            continue
        asked = each.field.partition(".")[0]
        fields = form_at(tx, step.form_key, step.form_version).fields
        label = next((field["label"] for field in fields if field["key"] == asked), None)
        if label is not None:
            found[each.id] = label
    return found


def _begun(tx: Transaction, person: Person, instance: InstanceRow) -> list[Linked]:
    """Return the cases that this one began and that the reader may see."""
    asked = origins.started(tx, instance, access.offices_of(tx, person), None)
    return [
        Linked(instance=each, definition=version_of(tx, each))
        for each in asked.some(None, _MOST_LINKED)
        if access.may_see(person, each.office_id, each.applicant_id)
    ]


def _origin(tx: Transaction, person: Person, instance: InstanceRow) -> Linked | None:
    if instance.origin_id is None:
        return None
    found = queries.instance(tx, access.offices_of(tx, person), instance.origin_id)
    if found is None or not access.may_see(person, found.office_id, found.applicant_id):
        return None
    return Linked(instance=found, definition=version_of(tx, found))
