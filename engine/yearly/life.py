"""A year passes: many cases on the real engine, in memory, on simulated time."""

from collections.abc import Iterable
from datetime import datetime

from engine.yearly.assuming import Assumptions, require_sound
from engine.yearly.chance import arrivals
from engine.yearly.modelling import Model
from engine.yearly.one_case import OneCase
from engine.yearly.outcome import Outcome
from engine.yearly.summing import summed
from engine.yearly.world import Watch, World


def live(
    model: Model,
    assumed: Assumptions,
    watch: Watch = lambda _: True,
    begun: Iterable[datetime] | None = None,
) -> Outcome:
    """Simulate a run. `watch` is told what share is over, and says whether to go on.

    `begun`: when cases begin, instead of as many as are assumed by lot.

    Raises:
        SimulationInvalid: an assumption is out of bounds.
    """
    require_sound(assumed)
    world = World(model, assumed)
    moments = arrivals(assumed, model, world.hours) if begun is None else begun
    for number, moment in enumerate(moments):
        world.plan(moment, OneCase(world, number).begin)
    world.pass_time(watch)
    return summed(world)
