"""How much there is to do: the numbers an operator watches."""

from engine.context import Engine
from engine.store import queries


def counts(engine: Engine) -> dict[str, int]:
    """Return how many instances, tasks, jobs and incidents are open, over all offices."""
    with engine.reading() as tx:
        return queries.counts(tx)
