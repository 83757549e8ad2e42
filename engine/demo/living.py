"""Lets the demonstration's months pass: jobs at their own moments, people in office hours.

People find what is open when they come in the morning and do it on a day of their choice. Nothing
here writes but through the nouns of the engine, so every case is as if people had done it.
"""

import heapq
import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Final
from uuid import UUID

from engine import attachments, instances, jobs, tasks
from engine.calendar import BANGKOK, local_date
from engine.clock import ManualClock
from engine.context import Engine
from engine.demo import company, scans
from engine.demo.accounts import Account
from engine.demo.days import Days
from engine.demo.filling import filled, mended, with_files
from engine.demo.intending import Followed, Intentions
from engine.demo.leave import Leave
from engine.demo.offices import OFFICES
from engine.demo.stories import Book, Story
from engine.demo.words import Scene
from engine.errors import EngineError, FormInvalid
from engine.model import SYSTEM, Person, TaskState
from engine.rows import TaskRow

_COMES_IN: Final = time(8, 10)
_TRIES: Final = 4
_LATER: Final = timedelta(days=2)
_PROVINCES: Final = {office.id: office.province for office in OFFICES}
log = logging.getLogger(__name__)

Act = Callable[[], None]


class Life:
    """The cases of the demonstration on the engine's manual clock."""

    def __init__(
        self, engine: Engine, clock: ManualClock, book: Book, times: tuple[Days, Leave]
    ) -> None:
        self.engine, self._clock = engine, clock
        self._days, self._leave = times
        self.book, self._intentions = book, Intentions(book, self._days)
        self._ahead: list[tuple[datetime, int, Act]] = []
        self._order = count()
        self._cases: dict[UUID, Followed] = {}
        self._told: dict[tuple[str, datetime], Story] = {}
        self._intended: set[UUID] = set()
        self._again: dict[UUID, int] = {}

    def plan(self, moment: datetime, act: Act) -> None:
        """Let something be done at a moment to come."""
        heapq.heappush(self._ahead, (moment, next(self._order), act))

    def tell(self, story: Story, begun: datetime) -> None:
        """Say which story belongs to the case of its procedure that begins at a moment."""
        self._told[story.key, begun] = story

    def live(self, until: datetime, each_day: Callable[[], None]) -> None:
        """Let time pass up to a moment; `each_day` is called when a working day is over."""
        for day in self._days.between(local_date(self._clock.now()), local_date(until)):
            if not self._days.is_open(day):
                continue
            self._pass_to(min(datetime.combine(day, _COMES_IN, BANGKOK), until))
            self._leave.entrust(self.engine, day)
            self._look()
            self._work(day, until)
            each_day()
        self._pass_to(until)

    def _work(self, day: date, until: datetime) -> None:
        last = min(datetime.combine(day, time(18), BANGKOK), until)
        while self._ahead and self._ahead[0][0] <= last:
            moment, _, act = heapq.heappop(self._ahead)
            self._pass_to(moment)
            try:
                act()
            except EngineError as problem:
                log.info("left out of the demonstration: %s", problem.text("en"))
            self._run_due()

    def _pass_to(self, moment: datetime) -> None:
        """Set the clock forward, and do each job at its own moment on the way."""
        while (due := jobs.next_run(self.engine)) is not None and due <= moment:
            self._clock.set(max(due, self._clock.now()))
            jobs.run_due(self.engine)
        self._clock.set(max(moment, self._clock.now()))

    def _run_due(self) -> None:
        while jobs.run_due(self.engine):
            pass

    def _look(self) -> None:
        """Find the tasks that have opened, and intend when each will be done."""
        now = self._clock.now()
        for task in self._open_tasks():
            if task.id in self._intended:
                continue
            self._intended.add(task.id)
            moment = self._intentions.moment(self._case_of(task), task, now)
            if moment is not None:
                self.plan(moment, partial(self._do, task))

    def _open_tasks(self) -> Iterable[TaskRow]:
        cursor: str | None = None
        while True:
            page = tasks.list_some(self.engine, SYSTEM, tasks.Filter(), cursor, 200)
            yield from page.items
            cursor = page.next
            if cursor is None:
                return

    def _case_of(self, task: TaskRow) -> Followed:
        if task.instance_id not in self._cases:
            row = instances.get(self.engine, SYSTEM, task.instance_id).instance
            story = self._told.get((row.definition_key, row.started_at))
            self._cases[row.id] = self._intentions.follow(row, story)
        return self._cases[task.instance_id]

    def _do(self, task: TaskRow) -> None:
        me = company.doer(task)
        if me is None or tasks.get(self.engine, SYSTEM, task.id).state is not TaskState.OPEN:
            return
        person = self._leave.acting(me.username, local_date(self._clock.now()))
        case = self._case_of(task)
        scene = self._scene(task, case, company.account_of(person.id))
        shown = tasks.form(self.engine, person, task.id)
        data = filled(self.book, shown, scene, self._intentions.ways(case, task.element_id))
        errors: dict[str, object] = {}
        for _ in range(_TRIES):
            try:
                whole = with_files(data, partial(self._attach, person, task))
                tasks.complete(self.engine, person, task.id, whole, None)
            except FormInvalid as refused:
                errors = refused.particulars["errors"]
                data = mended(shown["definition"], data, errors, scene)
            else:
                return
        self._try_later(task, errors)

    def _try_later(self, task: TaskRow, errors: dict[str, object]) -> None:
        """Come back in some days: a form may ask for what others have not finished yet."""
        times = self._again[task.id] = self._again.get(task.id, 0) + 1
        if times <= _TRIES:
            self.plan(self._clock.now() + _LATER, partial(self._do, task))
        else:
            log.warning("nobody could fill in %s of %s: %s", task.form_key, task.element_id, errors)

    def _scene(self, task: TaskRow, case: Followed, me: Account) -> Scene:
        default = ("เด็กหญิง", "ตัวอย่าง", "ต้นกล้า")
        return Scene(
            today=local_date(self._clock.now()),
            me=me,
            owner=company.applicant(task) or me,
            learner=case.story.learner if case.story is not None else default,
            province=_PROVINCES[task.office_id],
            number=case.number,
        )

    def _attach(self, person: Person, task: TaskRow, field: str) -> dict[str, str]:
        name, content = scans.scan(field)
        upload = attachments.Upload(field=field, name=name, content=content)
        added = attachments.add(self.engine, person, task.id, upload)
        return {"attachment_id": str(added.id), "name": added.name}
