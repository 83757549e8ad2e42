"""What a run knows of the procedure and its office: read once, changed by none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.calendar import Calendar
from engine.execution import Definition
from engine.forms import FormDefinition
from engine.yearly.bringing import Uses


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A procedure ready to be simulated.

    `forms`: by key, those of the draft before those deployed. `conditions`: what decides, by the
    element that chooses. `windows`: when such cases are filed. `days`: of the year, on which the
    calendar begins them. `brings`: names that messages bring their receivers, by the message's
    name; `uses`: what this procedure does with them. `forecast`: whether the year's days off are
    unconfirmed. `file`: what its diagram is called in the draft; "" for a deployed one.
    """

    definition: Definition
    forms: Mapping[str, FormDefinition]
    conditions: Mapping[str, tuple[str, ...]]
    calendar: Calendar
    setting: Callable[[str], Any]
    schools: tuple[Mapping[str, Any], ...] = ()
    windows: tuple[tuple[str, str], ...] = ()
    days: tuple[str, ...] = ()
    brings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    uses: Uses = field(default_factory=Uses)
    forecast: bool = False
    file: str = ""

    @property
    def message(self) -> str | None:
        """The message that cases begin by; None when they begin plainly or by the calendar."""
        starts = self.definition.starts
        return None if None in starts else next(iter(sorted(filter(None, starts))), None)

    @property
    def day(self) -> str | None:
        """The start event that the calendar triggers, when cases begin by nothing else."""
        if self.definition.starts:
            return None
        return next(iter(sorted(self.definition.timer_starts)), None)
