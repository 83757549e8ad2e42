"""What service tasks can ask for, by topic.

A topic's handler works inside the transaction of its job, with the case locked. What takes long is
done `AHEAD`, before that; the handler receives what came of it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine import paperwork
from engine.calendar import BANGKOK
from engine.context import Engine
from engine.paperwork import Result
from engine.rows import InstanceRow, JobRow
from engine.store import Transaction, record
from engine.thai import buddhist_year


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A service task that is being done: `ahead` is what was made before the case was locked."""

    engine: Engine
    tx: Transaction
    instance: InstanceRow
    job: JobRow
    ahead: Any = None

    @property
    def inputs(self) -> Mapping[str, Any]:
        """The input parameters, evaluated when the task was reached."""
        return self.job.payload or {}


Handler = Callable[[Call], Result]
Ahead = Callable[[Engine, JobRow], Any]


def number(call: Call) -> Result:
    """Take the next running number of the year: `counter` names it, `into` the variable."""
    year = buddhist_year(call.tx.now.astimezone(BANGKOK).date())
    counter = str(call.inputs.get("counter") or "number")
    taken = record.next_number(call.tx, call.instance.office_id, counter, year)
    return Result(variables={str(call.inputs.get("into") or counter): f"{taken}/{year}"})


def document(call: Call) -> Result:
    """Make an official paper: `paper` names it, `into` the variable; see `engine.papers`."""
    return paperwork.attach(call.engine, call.tx, call.instance, call.job, call.ahead)


HANDLERS: dict[str, Handler] = {"number": number, "document": document}
"""Topic → handler. Deployment refuses a service task of any other topic."""
AHEAD: dict[str, Ahead] = {"document": paperwork.make}
"""Topic → what is done before the case is locked. What cannot be done ahead returns None."""
