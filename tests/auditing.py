"""What must hold of every case at every moment: its rows say what its state says, and history too.

`audit(engine)` returns what is wrong, in sentences; nothing when all is well.
"""

from collections.abc import Iterator

from sqlalchemy import select

from engine import context
from engine.model import InstanceStatus
from engine.replay import Timeline, ToldEvent
from engine.store import cases, record, tables
from engine.store.types import FAR_FUTURE
from engine.telling import open_event
from engine.verifying import verify_chain

ENDED = (InstanceStatus.COMPLETED, InstanceStatus.CANCELLED)
UNRECORDED = {"access_event", "heartbeat"}
"""Tables in which reading leaves a trace."""


def audit(engine) -> list[str]:
    """Return what is wrong with any case of the database."""
    at = tables.process_instance.c
    with engine.begin() as tx:
        found = [cases.lock(tx, [row[0]], row[1]) for row in tx.all(select(at.office_id, at.id))]
        return [
            f"{instance.definition_key} {instance.business_key}: {said}"
            for instance in found
            for said in _Case(engine, tx, instance).problems()
        ]


def dump(store) -> dict[str, list]:
    """Return every row of every table that a command may write."""
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(table).order_by(*table.primary_key)).all()
            for table in tables.metadata.sorted_tables
            if table.name not in UNRECORDED
        }


class _Case:
    """One instance: its rows, and its state restored."""

    def __init__(self, engine, tx, instance):
        self.tx = tx
        self.instance = instance
        self.events = record.events_of(tx, instance.office_id, instance.id)
        self.has_ended = self.instance.status in ENDED
        self.execution = self.snapshot = None
        if not self.has_ended:
            self.execution = context.restore(engine, tx, self.instance)
            self.snapshot = self.execution.snapshot()

    def problems(self) -> Iterator[str]:
        yield from self._history()
        yield from self._replay()
        if self.has_ended:
            if self.instance.state is not None or self.instance.ended_at is None:
                yield "it has ended, but has a state or no end"
        elif self.snapshot.status is not InstanceStatus.ACTIVE:
            yield "its state has ended, but it has not"
        for what, rows, state in self._sides():
            if rows != state:
                yield f"{what}: rows {_less(rows, state)}, state {_less(state, rows)}"
        yield from self._jobs()

    def _sides(self) -> Iterator[tuple[str, dict, dict]]:
        """Each kind of waiting as its rows have it, and as the state has it."""
        yield "tasks", self._task_rows(), self._tasks()
        yield "timers", self._job_rows("timer"), self._timers()
        yield "services", self._job_rows("service"), self._services()
        yield "subscriptions", self._subscription_rows(), self._subscriptions()
        yield "incidents", self._incident_rows(), self._failures()

    def _of(self, table, *more):
        at = table.c
        place = (at.office_id == self.instance.office_id, at.instance_id == self.instance.id)
        return self.tx.all(select(table).where(*place, *more))

    def _task_rows(self):
        return {
            row.id: (row.element_id, row.roles, row.due_sort, row.due_date, row.form_key)
            for row in self._of(tables.task, tables.task_is_open)
        }

    def _tasks(self):
        waiting, rows = self.snapshot.tasks if self.snapshot else (), self._task_rows()
        return {each.element_instance_id: _shown(each, rows) for each in waiting}

    def _job_rows(self, kind):
        open_states = tables.job.c.state.in_(["waiting", "failed"])
        rows = self._of(tables.job, tables.job.c.kind == kind, open_states)
        return {row.id: (row.element_id, row.due_at if kind == "timer" else None) for row in rows}

    def _timers(self):
        waiting = self.snapshot.timers if self.snapshot else ()
        return {t.element_instance_id: (t.element_id, t.due_at) for t in waiting}

    def _services(self):
        waiting = self.snapshot.services if self.snapshot else ()
        return {s.element_instance_id: (s.element_id, None) for s in waiting}

    def _subscription_rows(self):
        rows = self._of(tables.message_subscription)
        return {row.id: (row.element_id, str(row.kind), row.name, row.correlation) for row in rows}

    def _subscriptions(self):
        waiting = self.snapshot.subscriptions if self.snapshot else ()
        return {
            s.element_instance_id: (s.element_id, s.kind.value, s.name, dict(s.correlation))
            for s in waiting
        }

    def _incident_rows(self):
        rows = self._of(
            tables.incident, tables.incident_is_open, tables.incident.c.job_id.is_(None)
        )
        return {row.element_instance_id: (row.element_id, row.code) for row in rows}

    def _failures(self):
        failed = self.snapshot.failures if self.snapshot else ()
        return {f.element_instance_id: (f.element_id, f.code) for f in failed}

    def _jobs(self) -> Iterator[str]:
        """Every failed job has its open incident and the other way round; a held job is held."""
        rows = self._of(tables.incident, tables.incident_is_open)
        told = sorted(row.job_id.hex for row in rows if row.job_id is not None)
        jobs = self._of(tables.job)
        failed = sorted(row.id.hex for row in jobs if row.state == "failed")
        if told != failed:
            yield f"failed jobs {failed}, but incidents of jobs {told}"
        held = self.instance.status is InstanceStatus.SUSPENDED
        for row in jobs:
            if held and row.state == "waiting" and row.run_at < FAR_FUTURE:
                yield f"job {row.kind} of a suspended case is to run at {row.run_at}"
            if not held and row.state == "waiting" and row.run_at >= FAR_FUTURE:
                yield f"job {row.kind} would never run"

    def _history(self) -> Iterator[str]:
        row = self.instance
        seqs = [event.seq for event in self.events]
        if seqs != list(range(1, row.last_seq + 1)):
            yield f"events {seqs}, but the last is {row.last_seq}"
        for each in verify_chain(row.office_id, row.id, self.events, row.last_seq, row.last_hash):
            yield f"chain: {each}"
        entries = self._of(tables.ledger_entry)
        if len(entries) != row.lock_version - 1:
            yield f"{len(entries)} ledger entries of {row.lock_version - 1} commands"
        hashes = {event.seq: event.hash for event in self.events}
        if any(hashes.get(entry.seq) != entry.hash for entry in entries):
            yield "a ledger entry is no event's"
        if max((entry.seq for entry in entries), default=0) != row.last_seq:
            yield "the newest event has no ledger entry"

    def _replay(self) -> Iterator[str]:
        """The tokens drawn from history alone stand where the state has them."""
        last = Timeline([self._told(event) for event in self.events]).at(len(self.events))
        drawn = {token: standing.element_id for token, standing in last.tokens.items()}
        alive = self._tokens()
        if drawn != alive:
            yield f"replay: history {_less(drawn, alive)}, state {_less(alive, drawn)}"

    def _told(self, event):
        return ToldEvent(
            seq=event.seq,
            type=event.type,
            element_id=event.element_id,
            actor=event.actor,
            on_behalf_of=event.on_behalf_of,
            at=event.at,
            data=open_event(event, self.instance.case_key),
        )

    def _tokens(self):
        if self.execution is None:
            return {}
        found = self.execution._case.tokens()  # noqa: SLF001 - the audit looks behind the wall
        shown = [t for t in found if not hasattr(t.task_spec, "attached_to")]
        return {token.id.hex: token.task_spec.bpmn_id for token in shown}


def _shown(task, rows):
    """Return a task as its row shows it; once its deadline has passed, only the row knows it."""
    due = (task.due_at, task.due_date)
    if task.due_at is None:
        due = rows.get(task.element_instance_id, (0, 0, FAR_FUTURE, None))[2:4]
    return (task.element_id, ",".join(task.roles), *due, task.form_key)


def _less(some, others):
    return {key: value for key, value in some.items() if others.get(key) != value}
