"""Writers take turns: nobody starves, and a killed writer holds up nobody."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import select

from engine.store.store import Store
from engine.store.tables import counter
from engine.store.turnstile import Turnstile, turnstile_of
from tests.store.contender import start, take_turns

ROOT = Path(__file__).parents[2]


def contender(url, *arguments):
    command = [sys.executable, "-m", "tests.store.contender", url, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def turns(store):
    with store.reading() as connection:
        return connection.execute(select(counter.c.value)).scalars().all()


def test_threads_pass_in_the_order_they_came(tmp_path):
    turnstile, passed = Turnstile(tmp_path / "x.lock"), []

    def pass_through(number):
        with turnstile:
            passed.append(number)

    with ThreadPoolExecutor(5) as pool, turnstile:
        for number in range(5):
            pool.submit(pass_through, number)
            while turnstile.waiting <= number:
                threading.Event().wait(0.001)

    assert passed == [0, 1, 2, 3, 4]


def test_no_thread_starves(sqlite_url):
    store, names = Store(sqlite_url), ["a", "b", "c", "d"]
    for name in names:
        start(store, name)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: take_turns(store, name, 400), names))

    assert sum(turns(store)) == 400
    assert min(turns(store)) >= 60
    store.close()


def test_no_process_starves(sqlite_url):
    names = ["a", "b", "c"]

    running = [contender(sqlite_url, name, 900, len(names)) for name in names]
    ended = [process.wait(timeout=60) for process in running]
    for process in running:
        process.stdout.close()

    store = Store(sqlite_url)
    assert ended == [0, 0, 0]
    assert sum(turns(store)) == 900
    assert min(turns(store)) >= 100
    store.close()


def test_a_killed_writer_leaves_no_trace_and_no_lock(store):
    start(store, "a")
    victim = contender(store.engine.url.render_as_string(hide_password=False), "hold", 0, 0)
    assert victim.stdout.readline() == "holding\n"

    os.kill(victim.pid, signal.SIGKILL)
    victim.wait(timeout=10)
    victim.stdout.close()
    take_turns(store, "a", 1)

    assert turns(store) == [1]


def test_a_transaction_inside_a_transaction_is_refused_and_the_turn_goes_on(sqlite_url):
    store = Store(sqlite_url)

    again = store.writing()
    with store.writing(), pytest.raises(RuntimeError, match="this thread has one"), again:
        pass
    start(store, "a")

    assert turns(store) == [0]
    store.close()


def test_a_database_has_one_turnstile_in_a_process(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)

    assert turnstile_of(tmp_path / "k.db") is turnstile_of(tmp_path / "link" / "k.db")
