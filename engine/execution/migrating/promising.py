"""What becomes of the timers of a case that moves: a promise stays, unless somebody chose anew."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from engine.calendar import deadline_from_json, local_date
from engine.errors import EngineError
from engine.execution.migrating.carrying import Carrying
from engine.execution.migrating.values import CarriedTimer
from engine.execution.snapshot import is_timer
from engine.execution.timers import DUE, Timer, counted_from
from engine.execution.token import Token


def carried_timers(carrying: Carrying) -> tuple[CarriedTimer, ...]:
    """Count those anew that were chosen, and tell of every timer; the older ones first."""
    timers = [token for token in carrying.old.tokens() if is_timer(token)]
    wanted = carrying.choices.recount
    named = [token for token in timers if token.task_spec.bpmn_id in wanted]
    chosen = {each.id for token in named for each in (token, *counted_from(token))}
    kept = [_kept(carrying, token, chosen) for token in timers]
    begun = [_begun(token) for token in carrying.fresh if is_timer(token)]
    return (*kept, *begun)


def _kept(carrying: Carrying, older: Token, wanted: set[UUID]) -> CarriedTimer:
    name, before = older.task_spec.bpmn_id, _due(older)
    newer = carrying.case.find(older.id)
    if newer is None:
        return _told(older.id, (name, ""), (before, None), older)
    timer: Timer = newer.task_spec.event_definition
    offered = _offered(timer, newer)
    chosen = offered is not None and older.id in wanted
    if chosen:
        timer.count_newly(newer)
    of = (name, newer.task_spec.bpmn_id)
    return _told(older.id, of, (before, _due(newer)), newer, (offered, chosen))


def _begun(token: Token) -> CarriedTimer:
    return _told(token.id, ("", token.task_spec.bpmn_id), (None, _due(token)), token)


def _offered(timer: Timer, token: Token) -> datetime | None:
    """Return when it would be due by the newer length; None when that changes nothing."""
    try:
        found = timer.newly(token)
    except EngineError:
        return None  # its length cannot be worked out with this case's data: the promise stays
    return None if found is None or found.due_at == _due(token) else found.due_at


def _told(
    identity: UUID,
    of: tuple[str, str],
    dues: tuple[datetime | None, datetime | None],
    token: Token,
    anew: tuple[datetime | None, bool] = (None, False),
) -> CarriedTimer:
    return CarriedTimer(
        id=identity,
        element_before=of[0],
        element=of[1],
        before=dues[0],
        after=dues[1],
        offered=anew[0],
        start=_start(token.internal_data.get("deadline")),
        is_recounted=anew[1],
    )


def _start(deadline: Any) -> date | None:
    return None if deadline is None else local_date(deadline_from_json(deadline).start)


def _due(token: Token) -> datetime:
    return datetime.fromisoformat(token.internal_data[DUE])
