"""Cases that the office's pages have something to say of: a family's plan under review."""

from tests.processes.filled import filled


def in_review(site):
    """Begin a case and bring it to the academic committee, which has 15 working days."""
    case = site.start()
    for user, form in (("officer", "consultation"), ("family", "plan")):
        site.complete(user, site.tasks(case)[0].id, **filled(form))
        site.work()
    return case
