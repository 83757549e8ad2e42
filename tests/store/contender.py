"""A process that competes for write transactions; the tests start several of it.

`python -m tests.store.contender URL NAME TOTAL COMPETITORS` counts its own turns until all
competitors together had TOTAL. NAME `hold` instead opens one transaction and waits to be killed.
"""

import sys
import threading

from sqlalchemy import func, select, update

from engine.store.store import Store
from engine.store.tables import counter


def start(store, name):
    with store.writing() as connection:
        connection.execute(
            counter.insert(), {"office_id": name, "name": "turns", "year": 0, "value": 0}
        )


def wait_for(store, competitors):
    while True:
        with store.reading() as connection:
            present = connection.execute(select(func.count()).select_from(counter)).scalar_one()
        if present >= competitors:
            return
        threading.Event().wait(0.01)


def take_turns(store, name, total):
    while True:
        with store.writing() as connection:
            had = connection.execute(select(func.sum(counter.c.value))).scalar_one()
            if had >= total:
                return
            mine = update(counter).where(counter.c.office_id == name)
            connection.execute(mine.values(value=counter.c.value + 1))


def hold(store):
    with store.writing() as connection:
        connection.execute(update(counter).values(value=99))
        sys.stdout.write("holding\n")
        sys.stdout.flush()
        threading.Event().wait(60)


def main(url, name, total, competitors):
    store = Store(url)
    if name == "hold":
        hold(store)
    start(store, name)
    wait_for(store, int(competitors))
    take_turns(store, name, int(total))


if __name__ == "__main__":
    main(*sys.argv[1:])
