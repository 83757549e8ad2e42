"""What each move does in a scratch world: the same commands that people and workers give."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import UUID

from engine import instances, jobs, posting, tasks
from engine.clock import ManualClock
from engine.context import Engine
from engine.correlating import hear
from engine.errors import EngineError, MoveUnfit
from engine.model import JobKind, JobState
from engine.rows import IncidentRow, InstanceRow, JobRow, SubscriptionRow, TaskRow
from engine.store import Transaction, cases, catalogue, claiming, queries
from engine.trying import answering, cast
from engine.trying.moves import Do, Move, Place
from engine.trying.samples import filed
from engine.viewing import standing

_MOST_CASES: Final = 200
_MOST_JOBS: Final = 2_000
"""So much may come due in one move: a diagram that never rests is told of, not waited for."""
_LEASE: Final = timedelta(seconds=30)
_Waiting = TypeVar("_Waiting", TaskRow, JobRow, SubscriptionRow, IncidentRow)


class Hands:
    """Whoever does moves in one world: an office of an engine of its own."""

    def __init__(self, engine: Engine, office: str) -> None:
        self.engine = engine
        self.office = office

    def do(self, move: Move) -> None:
        """Do a move, and all that is due after it.

        Raises:
            EngineError: it is refused, and then nothing has changed but the time.
        """
        acts: Mapping[Do, Callable[[Move], None]] = {
            Do.START: self._start,
            Do.COMPLETE: self._complete,
            Do.SEND_BACK: self._send_back,
            Do.NEXT: self._next,
            Do.ADVANCE: self._advance,
            Do.FIRE: self._fire,
            Do.HEAR: self._hear,
            Do.SERVE: self._serve,
        }
        acts[move.do](move)
        self._settle()

    def cases(self, tx: Transaction) -> list[InstanceRow]:
        """Return the cases of the world in the order they began."""
        wanted = queries.InstanceFilter(offices=[self.office])
        return list(reversed(queries.instances(tx, wanted, None, _MOST_CASES)))

    def task(self, place: Place) -> tuple[TaskRow, InstanceRow]:
        """Return the open task at a place, and its case.

        Raises:
            MoveUnfit: none is open there.
        """
        with self.engine.reading() as tx:
            instance = self._case(tx, place)
            found = sorted(standing(tx, instance).tasks, key=lambda each: each.id.int)
            return _nth(found, place, ("งานที่รอทำ", "task")), instance

    def _case(self, tx: Transaction, place: Place) -> InstanceRow:
        known = self.cases(tx)
        if not 0 <= place.case < len(known):
            number = place.case + 1
            raise MoveUnfit(why_th=f"ไม่มีเรื่องที่ {number}", why_en=f"there is no case {number}.")
        return known[place.case]

    def _start(self, move: Move) -> None:
        given = move.given
        key, message, day = str(given.get("key")), given.get("message"), given.get("day")
        party = given.get("party")
        roles = self._roles_at_start(key, message, day)
        asked = instances.Asked(
            definition_key=key,
            variables=move.variables,
            office=self.office,
            applicant=party,
            message=message,
            day=day,
        )
        instances.start(self.engine, cast.beginner(self.office, party, roles), asked)

    def _roles_at_start(self, key: str, message: Any, day: Any) -> tuple[str, ...]:
        """Return who begins a procedure by one of its start events.

        Raises:
            MoveUnfit: there is no such procedure, or it does not begin so.
        """
        with self.engine.reading() as tx:
            row = catalogue.newest(tx, key)
            definition = None if row is None else self.engine.definitions.get(tx, key, row.version)
        begins = "" if definition is None else str(day or definition.starts.get(message))
        if definition is None or begins not in definition.elements:
            raise MoveUnfit(why_th="ไม่มีจุดเริ่มต้นแบบนี้ในแผนผัง", why_en="the diagram has no such start.")
        return definition.elements[begins].roles

    def _complete(self, move: Move) -> None:
        task, instance = self.task(move.at)
        person = cast.actor(task, instance.applicant_id, move.given.get("role"))
        data = filed(self.engine, person, task, move.given.get("data") or {})
        tasks.complete(self.engine, person, task.id, data, None)

    def _send_back(self, move: Move) -> None:
        task, instance = self.task(move.at)
        person = cast.actor(task, instance.applicant_id, move.given.get("role"))
        tasks.send_back(self.engine, person, task.id, str(move.given.get("reason") or ""))

    def _next(self, _: Move) -> None:
        due = jobs.next_run(self.engine)
        if due is None:
            raise MoveUnfit(why_th="ไม่มีสิ่งใดรอเวลา", why_en="nothing waits for its time.")
        self._set(max(due, self.engine.clock.now()))

    def _advance(self, move: Move) -> None:
        until = move.moment()
        if until < self.engine.clock.now():
            raise MoveUnfit(
                why_th="เวลาเดินถอยหลังไม่ได้ ใช้การย้อนกลับแทน",
                why_en="time does not run backwards; step back instead.",
            )
        while (due := jobs.next_run(self.engine)) is not None and due <= until:
            self._set(max(due, self.engine.clock.now()))
            self._settle()
        self._set(until)

    def _fire(self, move: Move) -> None:
        with self.engine.reading() as tx:
            timers = standing(tx, self._case(tx, move.at)).timers
        timer = _nth(timers, move.at, ("ตัวจับเวลาที่รออยู่", "waiting timer"))
        jobs.run_now(self.engine, cast.keeper(self.office), timer.id, "ทดลอง")

    def _hear(self, move: Move) -> None:
        with self.engine.begin() as tx:
            instance = self._locked(tx, self._case(tx, move.at).id)
            heard = sorted(standing(tx, instance).subscriptions, key=lambda each: each.id.int)
            found = _nth(heard, move.at, ("ข้อความที่รออยู่", "message that is waited for"))
            keeper = cast.keeper(self.office)
            hear(self.engine, tx, keeper, instance, (found.id, move.variables))

    def _serve(self, move: Move) -> None:
        with self.engine.begin() as tx:
            instance = self._locked(tx, self._case(tx, move.at).id)
            stuck = standing(tx, instance).incidents
            found = _nth(list(reversed(stuck)), move.at, ("สิ่งที่ติดขัด", "stuck element"))
            keeper = cast.keeper(self.office)
            answering.answer(self.engine, tx, (instance, found, keeper), move.variables)

    def _locked(self, tx: Transaction, identity: UUID) -> InstanceRow:
        found = cases.lock(tx, [self.office], identity)
        if found is None:
            raise MoveUnfit(why_th="ไม่มีเรื่องนี้แล้ว", why_en="there is no such case any more.")
        return found

    def _set(self, moment: datetime) -> None:
        clock = self.engine.clock
        if isinstance(clock, ManualClock):
            clock.set(moment)

    def _settle(self) -> None:
        """Do all that is due now; what goes to cases that the world has not counts as sent."""
        for _ in range(_MOST_JOBS):
            with self.engine.begin() as tx:
                claimed = claiming.claim_due(tx, tx.now, tx.now + _LEASE, 1)
            if not claimed:
                return
            self._run(claimed[0])

    def _run(self, job: JobRow) -> None:
        if job.kind is not JobKind.MESSAGE:
            jobs.run_claimed(self.engine, job)
            return
        try:
            posting.pass_on(self.engine, job)
        except EngineError:
            with self.engine.begin() as tx:
                claiming.set_state(tx, job, JobState.DONE)


def _nth(found: Sequence[_Waiting], place: Place, what: tuple[str, str]) -> _Waiting:
    """Return the one of what waits that a place means; `what`: its kind in words (th, en)."""
    fitting = [each for each in found if each.element_id == place.element]
    if not 0 <= place.nth < len(fitting):
        raise MoveUnfit(
            why_th=f"ไม่มี{what[0]}ที่ “{place.element}” ในตอนนั้น",
            why_en=f"there is no {what[1]} at “{place.element}” then.",
        )
    return fitting[place.nth]
