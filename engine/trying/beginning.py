"""How a case can be begun in a trial: by which start event of which of the draft's procedures."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from engine import drafts
from engine.context import Engine
from engine.execution import Definition, outline
from engine.model import Person
from engine.parties import school_party
from engine.roles import APPLICANT_ROLES, SCHOOL_ROLES
from engine.store import catalogue
from engine.trying import cast
from engine.trying.founding import found
from engine.trying.keeping import office_of
from engine.trying.moves import Do, Move
from engine.trying.naming import Pair
from engine.trying.world import World

_BEFORE_ALL: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A start event that a trial can begin with; `party`: whose case that usually is.

    `message`: the message that it waits for; `day`: its own id where a day of the year triggers it.
    """

    key: str
    procedure: Pair
    event: Pair
    message: str | None
    day: str | None
    party: str | None

    def move(self, party: str | None, variables: dict[str, object]) -> Move:
        """Return the move that begins a case so."""
        given = {"key": self.key, "party": party}
        how = {"message": self.message, "day": self.day, "variables": variables}
        return Move(do=Do.START, given=given | {name: each for name, each in how.items() if each})


def ways(engine: Engine, person: Person, draft_id: UUID) -> tuple[list[Way], list[cast.Party]]:
    """Return how a case of the draft's own procedures can be begun, plain starts first; and whose.

    Raises:
        Forbidden, DraftNotFound: as for reading the draft.
        DeploymentRefused: the draft cannot run; `problems` says why.
    """
    files = drafts.bodies(engine, person, draft_id)
    office = office_of(engine, person)
    world = World(found(engine, office, files), _BEFORE_ALL, steps_back=False)
    try:
        own = {outline(body).key for name, body in files.items() if name.endswith(".bpmn")}
        listed = [each for one in _definitions(world, own) for each in _ways(office, one)]
    finally:
        world.close()
    listed.sort(key=lambda each: (each.message is not None, each.day is not None))
    return listed, cast.parties(office)


def _definitions(world: World, own: set[str]) -> list[Definition]:
    """Return the draft's own procedures; those that it calls of what is deployed stay out."""
    with world.engine.reading() as tx:
        rows = [row for row in catalogue.newest_of_all(tx) if row.key in own]
        return [world.engine.definitions.get(tx, row.key, row.version) for row in rows]


def _ways(office: str, definition: Definition) -> list[Way]:
    events = [(identity, message, None) for message, identity in definition.starts.items()]
    days = [(identity, None, identity) for identity in sorted(definition.timer_starts)]
    found = []
    for identity, message, day in [*events, *days]:
        drawn = definition.elements[identity]
        found.append(
            Way(
                key=definition.key,
                procedure=(definition.name, definition.name_en),
                event=(drawn.name, drawn.name_en),
                message=message,
                day=day,
                party=None if day else _usual(office, definition, drawn.roles),
            )
        )
    return found


def _usual(office: str, definition: Definition, roles: tuple[str, ...]) -> str | None:
    """Return whose case it usually is that begins in the lane of these roles.

    What the office begins is for whoever it gives tasks to outside; without any, it is its own.
    """
    given = {role for each in definition.elements.values() for role in each.roles}
    outside = APPLICANT_ROLES & set(roles) or APPLICANT_ROLES & given
    if not outside:
        return None if roles else cast.FAMILY
    if SCHOOL_ROLES & outside:
        return school_party(cast.invented_schools(office)[0].code)
    return cast.user_of(min(sorted(outside), key=lambda role: role != "organiser"))
