"""What a case finds around it: its first variables, services, and messages from elsewhere.

All of it is assumed as simply as can be, and the page says so: services work at once, messages of
other cases come by lot with made-up values.
"""

import random
from typing import Final

from engine.calendar import BANGKOK, describe_windows
from engine.execution import Environment
from engine.model import Subscription, Variables, WaitingService
from engine.thai import buddhist_year
from engine.yearly.assuming import Lasting, Shape, Unit
from engine.yearly.bringing import made_up
from engine.yearly.chance import drawn
from engine.yearly.world import World

UNKNOWN: Final = Lasting(shape=Shape.TRIANGULAR, unit=Unit.HOURS, least=0.5, usual=1, most=3)
"""How long a task takes of which nothing is assumed."""
RARELY: Final = 5.0
"""Of a hundred messages that an activity's edge waits for, so many come: they are exceptions."""
EDGE: Final = "boundaryEvent"


def environment(world: World) -> Environment:
    """Return what an execution of the run reaches; its moment is set before each verb."""
    model = world.model
    return Environment(
        world.now,
        calendar=lambda: model.calendar,
        setting=model.setting,
        more={"open_cases": list, "schools": lambda: [dict(each) for each in model.schools]},
    )


def first_variables(world: World, number: int) -> Variables:
    """Return the variables that the service sets when a case begins."""
    model, now = world.model, world.now
    window = None
    if model.windows:
        found = describe_windows(now, model.windows, model.calendar)
        window = {"is_open": found.is_open, "th": found.text_th, "en": found.text_en}
    prefix = model.definition.business_key_prefix or model.definition.key
    return {
        "applicant": "applicant",
        "office": world.assumed.office,
        "business_key": f"{prefix}-{buddhist_year(now.date())}-{number + 1:06}",
        "started_at": now.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "filing_window": window,
    }


def served(world: World, service: WaitingService) -> Variables:
    """Return what a service brings: a number drawn, a paper said to be made."""
    asked = service.inputs
    into = str(asked.get("into") or "")
    if service.topic == "number":
        counter = str(asked.get("counter") or "number")
        return {into or counter: world.around.number(counter)}
    if not into:
        return {}
    number = world.around.number(f"paper:{asked.get('paper')}")
    paper = {"attachment_id": "simulated", "name": "หนังสือจำลอง.pdf", "sha256": ""}
    return {into: {**paper, "number": number}}


def days_until(world: World, awaited: Subscription, chance: random.Random) -> float | None:
    """Return in how many days an awaited message comes, by lot; None when it never does."""
    element = world.model.definition.elements.get(awaited.element_id)
    is_edge = element is not None and element.kind == EDGE
    if chance.random() * 100 >= (RARELY if is_edge else world.assumed.answers):
        world.tally.unanswered[awaited.element_id] += 1
        return None
    return drawn(world.assumed.answer_days, chance)


def brought(world: World, message: str) -> Variables:
    """Return what a message brings, made up: see `bringing`."""
    today = world.now.astimezone(BANGKOK).date()
    model = world.model
    return {name: made_up(name, model.uses, today) for name in model.brings.get(message, ())}
