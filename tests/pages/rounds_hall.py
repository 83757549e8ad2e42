"""A community year whose round has asked every school for its register: on 4 June 2569."""

from datetime import datetime, timedelta, timezone

from engine import jobs
from tests.processes.school_community.filled import FORMS

OFFICE = "phayao2"
_JUNE = datetime(2026, 6, 4, 9, 0, tzinfo=timezone(timedelta(hours=7)))


def until(site, moment):
    """Let time pass; each job is done at its own moment."""
    while (due := jobs.next_run(site.engine)) is not None and due <= moment:
        site.clock.set(max(due, site.clock.now()))
        jobs.run_due(site.engine)
    site.clock.set(max(moment, site.clock.now()))


def asked(site):
    """Hold the round up to where every school is asked; return its id."""
    held = site.start("officer2", "school_community")
    (project,) = site.tasks(held, "officer2")
    site.complete("officer2", project.id, **FORMS["school_community_project"])
    until(site, _JUNE)
    return held


def fill(site, register, *, confirm=True):
    """Let the first school fill its register, and its director confirm it."""
    filled = FORMS["school_community_board"]
    site.complete("school_py", site.tasks(register, "officer2")[0].id, **filled)
    if confirm:
        confirmed = FORMS["school_community_board_confirmation"]
        site.complete("school_py", site.tasks(register, "officer2")[0].id, **confirmed)
    site.work()


def begun(site):
    """Hold a round of the award in the first office; one school applies; return its id."""
    held = site.start("officer", "royal_award")
    site.clock.set(site.clock.now() + timedelta(days=1))
    site.start("school", "royal_award_application")
    return held
