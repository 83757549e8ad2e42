"""A family's case on a site, taken from step to step by the nouns; the pages are looked at."""

from engine import instances, jobs
from tests.processes.desk import Case, at

PERMISSION = "home_education_permission"


class Office:
    """What `tests.processes.desk.Case` needs of a desk, on a site."""

    def __init__(self, site):
        self.site, self.engine, self.clock = site, site.engine, site.clock

    def person(self, name):
        return self.site.person(name)

    def run(self):
        self.site.work()

    def until(self, moment):
        while (due := jobs.next_run(self.engine)) is not None and due <= at(moment):
            self.clock.set(max(due, self.clock.now()))
            jobs.run_due(self.engine)
        self.clock.set(max(at(moment), self.clock.now()))

    def open(self, by="family"):
        """Begin a permission; `do` takes it on."""
        wanted = instances.Asked(definition_key=PERMISSION, variables={})
        return Case(self, instances.start(self.engine, self.person(by), wanted).instance)

    def case(self, instance_id):
        """Take up a case that the pages began."""
        return Case(self, instances.get(self.engine, self.person("admin"), instance_id).instance)
