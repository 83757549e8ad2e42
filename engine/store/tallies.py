"""How many tasks there are of each kind that the inbox has a tab for: counted up to a limit.

One statement: each range of roles is read in the order of the due date, those that are late by
themselves, so that a long list costs no more than the limit in each range.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, Subquery, bindparam, case, func, select, union_all

from engine.store.inbox import TaskFilter, is_nothing, shape_of, values_of
from engine.store.narrowing import ORDERS, Shape, common, ranges, source
from engine.store.transaction import Transaction

MOST: Final = 1000
"""So many are counted; beyond that there are “more”."""
_KEPT_STATEMENTS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many tasks: late, due soon, and all; none more than `MOST`."""

    late: int
    soon: int
    all: int


def tally(tx: Transaction, wanted: TaskFilter, late_by: datetime, soon_by: datetime) -> Tally:
    """Count the tasks meant: due by the first moment, then by the second, and all."""
    if is_nothing(wanted):
        return Tally(late=0, soon=0, all=0)
    late, rest = replace(wanted, due_by=late_by), replace(wanted, due_after=late_by)
    values = values_of(late, None) | values_of(rest, None) | {"soon": soon_by, "most": MOST}
    statement = _tally(shape_of(late, values_of(late, None)), shape_of(rest, values_of(rest, None)))
    found = tx.all(statement, values)[0]
    counts = (found.late, found.soon, found.late + found.rest)
    return Tally(**dict(zip(("late", "soon", "all"), (min(n, MOST) for n in counts), strict=True)))


def count(tx: Transaction, wanted: TaskFilter) -> int:
    """Count the tasks meant, up to `MOST`."""
    if is_nothing(wanted):
        return 0
    values = values_of(wanted, None) | {"most": MOST}
    return min(MOST, int(tx.all(_count(shape_of(wanted, values)), values)[0][0]))


@lru_cache(_KEPT_STATEMENTS)
def _tally(late: Shape, rest: Shape) -> Select[Any]:
    due = _firsts(late, "late_ones"), _firsts(rest, "other_ones")
    is_soon = case((due[1].c.stands <= bindparam("soon"), 1))
    return select(
        select(func.count()).select_from(due[0]).scalar_subquery().label("late"),
        func.count(is_soon).label("soon"),
        func.count().label("rest"),
    ).select_from(due[1])


@lru_cache(_KEPT_STATEMENTS)
def _count(shape: Shape) -> Select[Any]:
    return select(func.count()).select_from(_firsts(shape, "counted"))


def _firsts(shape: Shape, name: str) -> Subquery:
    """Return the moments of the first tasks of every range."""
    stands = ORDERS[shape.order][0]
    firsts = [
        select(stands.label("stands"))
        .select_from(source(shape))
        .where(*conditions, *common(shape))
        .order_by(*([stands] if shape.limited else []))
        .limit(bindparam("most"))
        for conditions in ranges(shape)
    ]
    if len(firsts) == 1:
        return firsts[0].subquery(name)
    return union_all(*(select(each.subquery()) for each in firsts)).subquery(name)
