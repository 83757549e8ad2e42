"""Which state may follow which: the life cycles of instance, task and job as tables."""

from collections.abc import Mapping
from typing import TypeVar

from engine.model import InstanceStatus, JobState, TaskState

State = TypeVar("State", InstanceStatus, TaskState, JobState)

INSTANCE: Mapping[InstanceStatus, frozenset[InstanceStatus]] = {
    InstanceStatus.ACTIVE: frozenset(
        {InstanceStatus.SUSPENDED, InstanceStatus.COMPLETED, InstanceStatus.CANCELLED}
    ),
    InstanceStatus.SUSPENDED: frozenset({InstanceStatus.ACTIVE, InstanceStatus.CANCELLED}),
    InstanceStatus.COMPLETED: frozenset(),
    InstanceStatus.CANCELLED: frozenset(),
}

TASK: Mapping[TaskState, frozenset[TaskState]] = {
    TaskState.OPEN: frozenset({TaskState.COMPLETED, TaskState.CANCELLED}),
    TaskState.COMPLETED: frozenset(),
    TaskState.CANCELLED: frozenset(),
}

JOB: Mapping[JobState, frozenset[JobState]] = {
    JobState.WAITING: frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED}),
    # at once done: a start that failed is begun by hand, its next one is waiting already
    JobState.FAILED: frozenset({JobState.WAITING, JobState.CANCELLED, JobState.DONE}),
    JobState.DONE: frozenset(),
    JobState.CANCELLED: frozenset(),
}


def may_follow(table: Mapping[State, frozenset[State]], now: State, then: State) -> bool:
    """Say whether `then` may follow `now`."""
    return then in table[now]
