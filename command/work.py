"""`khanton work`: a worker alone. Timers, notifications, mail, documents, housekeeping."""

import signal
from argparse import ArgumentParser, Namespace
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

from command.arguments import settings
from engine import bootstrap, housekeeping, outgoing, worker


def arguments(parser: ArgumentParser) -> None:
    """Take nothing beside the place of the data."""


def run(given: Namespace) -> int:
    """Work until told to stop by SIGTERM or SIGINT; the job in hand is finished first.

    The work has a thread of its own, so that the signal always finds this one merely waiting; so
    has sending mail, so that a slow mail server keeps no timer waiting.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    stop = Event()
    with (
        closing(bootstrap.build(settings(given))) as engine,
        ThreadPoolExecutor(max_workers=2, thread_name_prefix="worker") as pool,
    ):
        end_housekeeping = housekeeping.start(engine)
        sending = pool.submit(outgoing.run, engine, stop)
        working = pool.submit(worker.run, engine, stop)
        try:
            working.result()
        except KeyboardInterrupt:
            stop.set()
            working.result()
        finally:
            stop.set()
            sending.result()
            end_housekeeping()
    return 0
