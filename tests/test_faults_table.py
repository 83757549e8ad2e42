"""The table of faults names tests that exist, and leaves no fault out."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "docs/faults.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d+ \|", line)
]
NAMED = sorted({name for row in ROWS for name in re.findall(r"`(tests/[^`]+::[^`]+)`", row[2])})


def test_every_fault_has_its_row():
    assert [int(row[0]) for row in ROWS] == list(range(1, 26))
    assert all(len(row) == 4 and all(row) for row in ROWS)


def test_a_fault_without_a_test_says_so():
    bare = {row[0]: row[2] for row in ROWS if "::" not in row[2]}

    assert set(bare.values()) <= {"not shown"}


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_is_named_exists(name):
    file, _, function = name.partition("::")

    written = ast.parse((ROOT / file).read_text(encoding="utf-8"))

    assert function in {n.name for n in written.body if isinstance(n, ast.FunctionDef)}
