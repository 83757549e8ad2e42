"""Comments: what people remark on a task. They are part of the case's history.

`@username` tells a colleague of it.
"""

from collections.abc import Iterable
from typing import Final, TypeAlias
from uuid import UUID

from engine import access, mentioning
from engine.context import Engine
from engine.errors import CommentUnfit, InstanceNotActive, InstanceNotFound
from engine.model import InstanceStatus, Person
from engine.recording import Told, tell
from engine.rows import CommentRow
from engine.store import attached, new_id, people
from engine.tasking import locked_task, seen_task
from engine.viewing import visible

Comment: TypeAlias = CommentRow

LONGEST: Final = 5000
"""Characters of a comment."""
_ENDED = (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED)


def add(engine: Engine, person: Person, task_id: UUID, text: str) -> Comment:
    """Remark on a task, open or closed, of a case that has not ended and the person may see.

    Raises:
        TaskNotFound: there is none, or it is not the person's to see.
        AuditorsOnlyRead: the person is an auditor somewhere.
        CommentUnfit: it is empty or too long.
        InstanceNotActive: the case has ended.
        MentionUnfit: somebody who works there names one who does not exist or may not see the case.
    """
    access.require_writer(person)
    body = text.replace("\0", "").strip()
    if not 0 < len(body) <= LONGEST:
        raise CommentUnfit(longest=f"{LONGEST:,}")
    with engine.begin() as tx:
        task, instance = locked_task(tx, person, task_id)
        if instance.status in _ENDED:
            raise InstanceNotActive(status=instance.status.value)
        row = CommentRow(
            office_id=task.office_id,
            id=new_id(),
            instance_id=instance.id,
            task_id=task.id,
            author=person.id,
            at=tx.now,
            body=body,
        )
        attached.add_comment(tx, row)
        mentioning.tell(tx, person, (task, instance), body)
        data = {"comment": str(row.id), "task": task.id.hex, "text": body}
        told = Told(type="comment_added", by=person, element_id=task.element_id, data=data)
        tell(tx, instance, told)
        return row


def list_for(
    engine: Engine, person: Person, *, task_id: UUID | None = None, instance_id: UUID | None = None
) -> list[Comment]:
    """List the comments on a task, or on all tasks of a case, the oldest first; at most 1,000.

    What the office remarks is among the office: who comes from outside reads their own alone.

    Raises:
        TaskNotFound, InstanceNotFound: there is none, or it is not the person's to see.
    """
    with engine.reading() as tx:
        if task_id is not None:
            instance_id = seen_task(tx, person, task_id)[0].instance_id
        if instance_id is None:
            raise InstanceNotFound
        instance = visible(tx, person, instance_id)
        found = attached.comments_of(tx, instance, task_id)
    is_among_us = access.sees_all_of(person, instance.office_id)
    return [each for each in found if is_among_us or each.author == person.id]


def authors(engine: Engine, found: Iterable[Comment]) -> dict[str, tuple[str, str]]:
    """Return how the authors of comments are called, Thai and English, by user name."""
    with engine.reading() as tx:
        return people.names(tx, {each.author for each in found})


def steps(engine: Engine, found: Iterable[Comment]) -> dict[UUID, tuple[str, str]]:
    """Return what the tasks of comments are called, Thai and English, by task."""
    with engine.reading() as tx:
        return attached.steps_remarked(tx, found)
