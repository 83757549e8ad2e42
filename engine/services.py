"""What service tasks can ask for, by topic. A handler works inside the transaction of its job."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.calendar import BANGKOK
from engine.rows import InstanceRow
from engine.store import Transaction, record
from engine.thai import buddhist_year

Handler = Callable[[Transaction, InstanceRow, Mapping[str, Any]], Mapping[str, Any]]


def number(tx: Transaction, instance: InstanceRow, inputs: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take the next running number of the year: `counter` names it, `into` the variable."""
    year = buddhist_year(tx.now.astimezone(BANGKOK).date())
    counter = str(inputs.get("counter") or "number")
    taken = record.next_number(tx, instance.office_id, counter, year)
    return {str(inputs.get("into") or counter): f"{taken}/{year}"}


HANDLERS: Mapping[str, Handler] = {"number": number}
"""Topic → handler. Deployment refuses a service task of any other topic."""
