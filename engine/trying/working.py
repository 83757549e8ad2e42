"""A task of a trial as it lies before the invented person who is to do it."""

from dataclasses import dataclass

from engine import desk
from engine.context import Engine
from engine.desk import Desk
from engine.model import Person, Variables
from engine.trying import cast
from engine.trying.keeping import Trial
from engine.trying.moves import Do, Move, Place
from engine.trying.samples import sampled


@dataclass(frozen=True, slots=True, kw_only=True)
class AtDesk:
    """A task of a scratch world with its form; `person` does it, as `role` where it names one.

    `engine`: the world's own: whatever is asked of the task is asked there.
    """

    engine: Engine
    person: Person
    place: Place
    role: str | None
    roles: tuple[str, ...]
    desk: Desk

    def sample(self) -> Variables:
        """Return data that the form accepts, as far as samples can."""
        return sampled(self.engine, self.person, self.desk.task)

    def move(self, data: Variables) -> Move:
        """Return the move that does the task with these data."""
        given = {"data": data} | ({"role": self.role} if self.role else {})
        return Move(do=Do.COMPLETE, place=self.place, given=given)


def at_desk(trial: Trial, place: Place, role: str | None = None) -> AtDesk:
    """Return the open task at a place of a trial.

    Raises:
        MoveUnfit: none is open there.
    """
    world = trial.world
    with world.lock:
        task, instance = world.hands.task(place)
        roles = cast.roles_for(task)
        chosen = cast.chosen_role(task, instance.applicant_id, role)
        person = cast.actor(task, instance.applicant_id, chosen)
        return AtDesk(
            engine=world.engine,
            person=person,
            place=place,
            role=chosen,
            roles=tuple(roles),
            desk=desk.look(world.engine, person, task.id),
        )
