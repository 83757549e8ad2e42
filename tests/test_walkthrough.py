"""The README's second page, followed as a new user would: the service, curl and nothing else."""

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from threading import Event
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[1]
READY_WITHIN = 60


@pytest.fixture
def service(tmp_path):
    """The whole service on the manual clock, in a process of its own, ended by its id."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["--port", str(port), "--data", str(tmp_path / "data")]
    clock = ["--clock", "manual:2026-04-01T08:30:00+07:00"]
    log = (tmp_path / "serve.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "command.main", "serve", *words, *clock],
        cwd=ROOT,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, process)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)
        log.close()


def wait_for(address, process):
    for _ in range(READY_WITHIN * 5):
        assert process.poll() is None, "the service ended before it was ready"
        try:
            with urlopen(f"{address}/readyz", timeout=2):
                return
        except (URLError, OSError):
            Event().wait(0.2)
    pytest.fail("the service was not ready in time")


def test_the_readmes_family_goes_from_the_plan_to_the_permit(service):
    assert shutil.which("curl"), "the README's page is followed with curl: install it"

    said = subprocess.run(
        [ROOT / "docs" / "walkthrough.sh", service],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert said.returncode == 0, said.stdout[-2000:] + said.stderr[-2000:]
    # manual row H-CAL-1-4: 15 working days from 1 April 2569; H-CAL-1-5: 7 from the return
    for due in ("review_due 2026-04-28", "revision_due 2026-05-08", "review_due 2026-06-02"):
        assert due in said.stdout
    for notice in ("plan_review_reminder", "plan_review_overdue", "plan_revision_reminder"):
        assert notice in said.stdout
    assert "วันสงกรานต์" in said.stdout  # the explanation names the holidays that were not counted
    assert "completed incidents: 0" in said.stdout
    assert "\nTrue " in said.stdout  # the history was verified
