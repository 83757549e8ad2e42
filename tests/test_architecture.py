"""What no linter sees: sizes, names, and what must never be written into a tracked file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROGRAM = ("engine", "api", "web", "command", "scripts")
FUNCTION_LINES = 30
FILE_LINES = 300
TEST_FILE_LINES = 400

VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
# Revisions of the tables are written once by a tool and never edited again.
WRITTEN_BY_TOOLS = re.compile(r"/migrations/versions/")

MACHINE = re.compile(r"(?<![\w.])/(?:root/|work/(?:main|shared|\.)|home/\w|Users/\w|tmp/venv)")
REGISTRY = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com|deb\.debian\.org"
    r"|crates\.io|proxy\.golang\.org|repo1?\.maven|--(?:extra-)?index-url"
)
SILENCED = re.compile(
    r"#\s*(?:noqa(?P<codes>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)?|type:\s*ignore(?P<kinds>\[[^\]]+\])?)"
    r"(?P<reason>.*)"
)
REASON = re.compile(r"\w{2,}.*\w{2,}")


@cache
def tracked() -> tuple[Path, ...]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    named = (ROOT / name for name in listing.stdout.split("\0") if name)
    return tuple(sorted({path for path in named if path.is_file()}))


def python_under(*folders: str) -> Iterator[Path]:
    for path in tracked():
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders:
            yield path


def named(path: Path, line: int = 0) -> str:
    return f"{path.relative_to(ROOT)}:{line}" if line else str(path.relative_to(ROOT))


def lines_with(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for found in pattern.finditer(text):
            yield f"{named(path, text.count(chr(10), 0, found.start()) + 1)} {found.group()}"


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno + 1
    if ast.get_docstring(function) is None:
        return whole
    said = function.body[0]
    return whole - ((said.end_lineno or 0) - said.lineno + 1)


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_function_is_longer_than_thirty_lines():
    assert [
        f"{named(path, function.lineno)} {function.name}: {length(function)} lines"
        for path in python_under(*PROGRAM)
        if not WRITTEN_BY_TOOLS.search(path.as_posix())
        for function in functions_of(path)
        if length(function) > FUNCTION_LINES
    ] == []


def test_no_file_is_longer_than_a_person_reads_at_once():
    limits = dict.fromkeys(PROGRAM, FILE_LINES) | {"tests": TEST_FILE_LINES}
    assert [
        f"{named(path)}: {count} lines"
        for path in python_under(*limits)
        if not WRITTEN_BY_TOOLS.search(path.as_posix())
        and (count := len(path.read_text(encoding="utf-8").splitlines()))
        > limits[path.relative_to(ROOT).parts[0]]
    ] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [
        named(path)
        for path in python_under(*PROGRAM, "tests")
        if VAGUE & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ] == []


def test_no_file_knows_the_machine_it_was_written_on():
    assert list(lines_with(MACHINE)) == []


def test_no_file_names_a_package_registry():
    assert list(lines_with(REGISTRY)) == []


def test_whoever_silences_a_tool_says_which_and_why():
    unexplained = [
        f"{named(path, number)} {found.group().strip()}"
        for path in python_under(*PROGRAM, "tests")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (found := SILENCED.search(line))
        and not ((found["codes"] or found["kinds"]) and REASON.search(found["reason"]))
    ]
    assert unexplained == []


def test_every_locked_requirement_is_a_name_and_a_version():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lock if not re.fullmatch(r"[a-z0-9-]+==[\w.]+", line)] == []
