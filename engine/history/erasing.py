"""Erases a case's personal data (PDPA B.E. 2562 s.33) and leaves the record that it took place.

The key of the case is destroyed, so its part of the history can be read by nobody; the chain is
over what was sealed and still verifies. Files, comments and what jobs carried are emptied, and what
people were told of the case is gone.
"""

from dataclasses import replace
from uuid import UUID

from engine.contents import drop_unused
from engine.context import Engine
from engine.errors import InstanceNotEnded
from engine.model import InstanceStatus, Person
from engine.recording import Told, tell
from engine.rows import InstanceRow
from engine.store import attached, notices, outgoing, record
from engine.viewing import administered

_ENDED = (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED)


def erase(engine: Engine, person: Person, instance_id: UUID, reason: str) -> InstanceRow:
    """Erase the personal data of a case that has ended; doing it again changes nothing.

    `reason` is kept readable: it names a rule or a request, and no person. What stays: the case's
    number, its steps with their moments, and the user names of who acted.

    Raises:
        InstanceNotFound: there is none, or it is not the person's to see.
        Forbidden: the person is no admin of the office.
        ReasonRequired: no reason was given.
        InstanceNotEnded: a running case needs its data; end it first.
    """
    with engine.begin() as tx:
        instance = administered(tx, person, instance_id, reason)
        if instance.status not in _ENDED:
            raise InstanceNotEnded(status=instance.status.value)
        if instance.case_key is None:
            return instance
        digests = attached.empty(tx, instance)
        notices.forget_case(tx, instance.office_id, instance.id)
        outgoing.forget_case(tx, instance.office_id, instance.id)
        record.destroy_key(tx, instance.office_id, instance.id)
        data = {"reason": reason, "files": len(digests)}
        told = Told(type="personal_data_erased", by=person, data=data)
        erased = tell(tx, replace(instance, case_key=None), told)
    for digest in digests:
        drop_unused(engine, digest)
    return erased
