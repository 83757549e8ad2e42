"""Lives a year: jobs at their own moments, people at theirs, on a clock that jumps between them."""

import heapq
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from sqlalchemy import select

from engine import attachments, jobs, ledger, tasks
from engine.errors import EngineError, FormInvalid
from engine.store.tables import process_instance, task
from tests.simulate import filling, habits
from tests.simulate.curves import BANGKOK
from tests.simulate.demand import figure

PDF = b"%PDF-1.7\n" + b"0" * 64
_TRIES = 4
_A_MOMENT = timedelta(seconds=1)
_QUITTERS = ("cct_school",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An open task."""

    office_id: str
    id: UUID
    instance_id: UUID
    definition_key: str
    element_id: str
    roles: str
    assignee: str | None
    form_key: str | None
    due_date: date | None
    applicant_id: str | None
    started_at: datetime


_SEEN = (
    *(task.c[n] for n in ("office_id", "id", "instance_id", "definition_key", "element_id")),
    *(task.c[n] for n in ("roles", "assignee", "form_key", "due_date")),
    *(process_instance.c[n] for n in ("applicant_id", "started_at")),
)


class Life:
    """A year of the offices; `watch` counts."""

    def __init__(self, engine, offices, days, chance, watch):
        self.engine, self.offices, self.days = engine, offices, days
        self.chance, self.watch = chance, watch
        self._ahead, self._order = [], count()
        self._seen, self._quitting = set(), {}
        self._looked_at = engine.clock.now()
        self._day = None
        self.last_start = None

    def close(self):
        """Close the engine."""
        self.engine.close()

    def plan(self, moment, what, act):
        """Let something be done at a moment: `act(engine)`, counted as `what`."""
        heapq.heappush(self._ahead, (moment, next(self._order), what, act))

    def live(self, until):
        """Let time pass up to a moment, each job and each deed at its own."""
        while (moment := self._next()) is not None and moment <= until:
            self.engine.clock.set(max(moment, self.engine.clock.now()))
            self._jobs()
            while self._ahead and self._ahead[0][0] <= moment:
                _, _, what, act = heapq.heappop(self._ahead)
                self.engine.clock.set(self.engine.clock.now() + _A_MOMENT)
                self._act(what, act)
                self._jobs()
            self._look()
            self._nightly()
        self.engine.clock.set(until)

    def _next(self):
        due = jobs.next_run(self.engine)
        return min(
            (m for m in (due, self._ahead[0][0] if self._ahead else None) if m), default=None
        )

    def _jobs(self):
        """Do what is due; what one moment sets off is a burst, and its length counts."""
        burst, began = 0, time.perf_counter()
        while (due := jobs.next_run(self.engine)) is not None and due <= self.engine.clock.now():
            with self.watch.of("jobs"):
                burst += jobs.run_due(self.engine)
        self.watch.jobs += burst
        spent = time.perf_counter() - began
        self.watch.burst = max(self.watch.burst, (burst, spent, self.engine.clock.now()))

    def _act(self, what, act):
        try:
            if what is None:
                act(self.engine)
                return
            with self.watch.of(f"start {what}"):
                act(self.engine)
        except EngineError as problem:
            self.watch.failed[f"start {what}: {problem.text('en')[:120]}"] += 1

    def _look(self):
        """Find the tasks that have opened, and choose when each will be done."""
        now = self.engine.clock.now()
        of_it = task.c.instance_id == process_instance.c.id
        asked = select(*_SEEN).join(process_instance, of_it)
        fresh = asked.where(task.c.state == "open", task.c.created_at >= self._looked_at)
        with self.engine.store.reading() as connection:
            found = [Open(**row._mapping) for row in connection.execute(fresh)]  # noqa: SLF001  SQLAlchemy's public name
        self._looked_at = now
        for each in found:
            if each.id not in self._seen:
                self._seen.add(each.id)
                self._intend(each, now)

    def _intend(self, each, now):
        if self.last_start and each.started_at > self.last_start:
            return
        if each.definition_key in _QUITTERS and self._gives_up(each):
            return
        when = habits.moment(self.chance, self.days, each, now)
        heapq.heappush(self._ahead, (when, next(self._order), None, lambda _: self._do(each)))

    def _gives_up(self, each):
        """Whether the school leaves this case unfinished from here on."""
        left = self._quitting.setdefault(
            each.instance_id,
            self.chance.randint(1, 8) if self.chance.random() < figure("unfinished") else 1_000,
        )
        self._quitting[each.instance_id] = left - 1
        return left <= 0

    def _nightly(self):
        day = self.engine.clock.now().astimezone(BANGKOK).date()
        if day != self._day:
            self._day = day
            self.watch.look(self.engine)
            with self.watch.of("ledger"):
                ledger.seal_ledger(self.engine)

    def _do(self, each):
        office = self.offices[each.office_id]
        person = office.actor(each)
        if self._is_closed(each):
            return
        if self._is_awaited(each):
            self._intend(each, self.engine.clock.now() + timedelta(days=1))
            return
        with self.watch.of("form"):
            shown = tasks.form(self.engine, person, each.id)
        school = office.schools.get((each.applicant_id or "").removeprefix("school:"))
        now = self.engine.clock.now()
        data = filling.filled(shown, self.chance, now, school)
        for _ in range(_TRIES):
            try:
                self._complete(each, person, filling.with_files(data, self._attacher(each, person)))
            except FormInvalid as refused:
                errors = refused.particulars["errors"]
                told = "; ".join(f"{k}: {v['en']}" for k, v in list(errors.items())[:2])
                self.watch.refused[f"{each.form_key} {told}"[:200]] += 1
                data = filling.mended(shown["definition"], data, errors, now)
            else:
                return
        self.watch.failed[f"complete {each.definition_key} {each.element_id}"] += 1

    def _complete(self, each, person, data):
        with self.watch.of(f"complete {each.definition_key}"):
            tasks.complete(self.engine, person, each.id, data, None)
        day = self.engine.clock.now().astimezone(BANGKOK).date()
        self.watch.completed(each.definition_key, day, filling.rows_of(data))

    def _is_closed(self, each):
        with self.engine.store.reading() as connection:
            asked = select(task.c.state).where(
                task.c.office_id == each.office_id, task.c.id == each.id
            )
            return connection.execute(asked).scalar_one() != "open"

    def _is_awaited(self, each):
        """Whether somebody waits for what others have not finished: the form asks about it."""
        key, elements = habits.PENDING.get((each.definition_key, each.element_id), ("", ()))
        where = (task.c.office_id == each.office_id, task.c.definition_key == key)
        asked = select(task.c.id).where(
            *where, task.c.state == "open", task.c.element_id.in_(elements)
        )
        with self.engine.store.reading() as connection:
            return connection.execute(asked.limit(1)).first() is not None

    def _attacher(self, each, person):
        def attach(field):
            upload = attachments.Upload(field=field, name="เอกสารสมมติ.pdf", content=PDF)
            with self.watch.of("attach"):
                added = attachments.add(self.engine, person, each.id, upload)
            return {"attachment_id": str(added.id), "name": added.name}

        return attach
