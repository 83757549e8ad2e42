"""What a run cost: CPU and wall time of each kind of command, and what there was at its fullest."""

import time
from collections import Counter, defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import func, select

from engine.store.tables import history_event, incident, job, process_instance, task


class Watch:
    """Counts what is spent. CPU is this process's: on PostgreSQL the server's comes on top."""

    def __init__(self):
        self.wall, self.cpu = defaultdict(list), defaultdict(float)
        self.done, self.by_day, self.rows = Counter(), Counter(), Counter()
        self.refused, self.failed = Counter(), Counter()
        self.fullest = Counter()
        self.jobs, self.burst = 0, (0, 0.0, datetime.min.replace(tzinfo=UTC))

    @contextmanager
    def of(self, what):
        """Count what is spent meanwhile."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall[what].append(time.perf_counter() - wall)
        self.cpu[what] += time.process_time() - cpu

    def completed(self, definition, day, rows):
        """Count a completed task, and the rows of its tables."""
        self.done[definition] += 1
        self.by_day[day] += 1
        self.rows[definition] += rows

    def look(self, engine):
        """Note what lies open, if it is more than ever before."""
        with engine.store.reading() as connection:
            found = {
                "timers": _count(connection, job.c.kind == "timer", job.c.state == "waiting"),
                "tasks": _count(connection, task.c.state == "open"),
                "cases": _count(connection, process_instance.c.ended_at.is_(None)),
            }
        self.fullest |= Counter(found)

    def spent(self, prefix):
        """Return (number, CPU seconds, wall seconds) of everything whose name begins so."""
        names = [name for name in self.wall if name.startswith(prefix)]
        walls = [sum(self.wall[name]) for name in names]
        return sum(len(self.wall[n]) for n in names), sum(self.cpu[n] for n in names), sum(walls)


def _count(connection, *conditions):
    return connection.execute(select(func.count()).where(*conditions)).scalar_one()


def counted(engine):
    """Return what the database holds, by definition: cases, unfinished, jobs by kind, bytes."""
    at = process_instance.c
    with engine.store.reading() as connection:
        cases = connection.execute(
            select(at.definition_key, func.count(), func.count(at.ended_at)).group_by(
                at.definition_key
            )
        ).all()
        jobs = connection.execute(_jobs(at)).all()
        history = dict(connection.execute(_history(at)).all())
        broken = connection.execute(_broken(at)).all()
    return {
        "cases": {key: number for key, number, _ in cases},
        "unfinished": {key: number - ended for key, number, ended in cases if number > ended},
        "jobs": _by_definition(jobs),
        "history": history,
        "incidents": {f"{key} {element}: {why}": number for key, element, why, number in broken},
    }


def _broken(at):
    of_it = (incident.c.office_id == at.office_id) & (incident.c.instance_id == at.id)
    columns = (at.definition_key, incident.c.element_id, incident.c.message_en)
    return select(*columns, func.count()).join(process_instance, of_it).group_by(*columns)


def _jobs(at):
    of_it = (job.c.office_id == at.office_id) & (job.c.instance_id == at.id)
    columns = (at.definition_key, job.c.kind, job.c.name, job.c.state)
    return select(*columns, func.count()).join(process_instance, of_it).group_by(*columns)


def _history(at):
    of_it = (history_event.c.office_id == at.office_id) & (history_event.c.instance_id == at.id)
    held = func.sum(func.length(history_event.c.body))
    return select(at.definition_key, held).join(process_instance, of_it).group_by(at.definition_key)


def _by_definition(rows):
    found = defaultdict(Counter)
    for key, kind, name, state, number in rows:
        if kind == "timer":
            found[key]["timers"] += number
            found[key]["fired"] += number if state == "done" else 0
        elif kind == "notification":
            found[key]["notices"] += number
        elif kind == "service" and name == "document":
            found[key]["papers"] += number
        else:
            found[key]["messages" if kind == "message" else "others"] += number
    return found
