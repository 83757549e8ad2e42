"""Messages that cases send: to the case that waits, or to begin one, in this office or another.

What a diagram gives a message are variables for the receiver, except for four names of ours:
`correlation` (what the two agree on), `applicant` (whose a case is that begins with it; without it
the sender's), `to_office` (the receiver's office, which then learns `from_office`) and `optional`
(true: where nobody waits for it, there is nothing to tell, and nothing is wrong).
"""

from contextlib import nullcontext, suppress

from engine import correlating
from engine.context import Engine
from engine.errors import NobodyWaits
from engine.model import SYSTEM, JobState, Person
from engine.office import office_of
from engine.parties import school_code
from engine.rows import JobRow
from engine.store import Transaction, claiming, queries

_FROM = "from_office"


def pass_on(engine: Engine, job: JobRow) -> None:
    """Deliver a message that an instance threw.

    The receiver is locked before the job, as everywhere; a job done meanwhile undoes it all.

    Raises:
        NobodyWaits: no case waits for it and none begins with it; to be tried again.
        InstanceNotActive: the case that waits is suspended; to be tried again.
        Ambiguous: several wait that fit.
        CalendarUnknown: there is no office that it could go to.
    """
    with suppress(_TakenOver), engine.begin() as tx:
        office = str((job.payload or {}).get("to_office") or job.office_id)
        with suppress(NobodyWaits) if _is_optional(job) else nullcontext():
            correlating.deliver(engine, tx, _office_itself(office), _message(tx, job, office))
        if claiming.look_again(tx, job) is None:
            raise _TakenOver
        claiming.set_state(tx, job, JobState.DONE)


class _TakenOver(Exception):
    """The job is no longer this worker's to do."""


def _is_optional(job: JobRow) -> bool:
    return (job.payload or {}).get("optional") is True


def _message(tx: Transaction, job: JobRow, office: str) -> correlating.Message:
    ours = {"to_office", "optional", _FROM}  # where it comes from, no diagram says of itself
    payload = {name: value for name, value in (job.payload or {}).items() if name not in ours}
    correlation = payload.pop("correlation", None)
    inherited = _inherited(tx, job, office)
    applicant = payload.pop("applicant", inherited) or None
    if office != job.office_id:
        office_of(tx, office)
        payload[_FROM] = job.office_id
    return correlating.Message(
        name=job.name or "",
        variables=payload,
        correlation=correlation,
        office=office,
        applicant=applicant,
        origin=None if job.instance_id is None else (job.office_id, job.instance_id),
    )


def _inherited(tx: Transaction, job: JobRow, office: str) -> str | None:
    """Return the sender's applicant; a school is one only in its own office."""
    sender = None
    if job.instance_id is not None:
        sender = queries.instance(tx, [job.office_id], job.instance_id)
    party = None if sender is None else sender.applicant_id
    return None if office != job.office_id and school_code(party) is not None else party


def _office_itself(office: str) -> Person:
    return Person(id=SYSTEM.id, name=SYSTEM.name, offices={office: frozenset({"admin"})})
