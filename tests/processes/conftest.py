"""A desk on each database in turn."""

import pytest

from tests.processes.desk import Desk


@pytest.fixture
def desk(database_url, tmp_path):
    made = Desk(database_url, tmp_path / "data")
    yield made
    made.engine.close()
