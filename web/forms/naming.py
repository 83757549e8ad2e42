"""What a control is called: `address.house_no` when posted, `f-address-house_no` in the page."""

from typing import Final, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

REMOVED: Final = "_remove"
"""Posted with a row that is to be left out, by browsers without scripts."""
FILES: Final = "_files"
"""What a file field's own input is called, so that its files are known from what is kept."""


def posted(path: Path) -> str:
    """Return what a control is called in the posted form."""
    return ".".join(str(step) for step in path)


def identity(path: Path) -> str:
    """Return the id of a control in the page."""
    return "-".join(["f", *(str(step) for step in path)])


def path_of(written: str) -> Path:
    """Read a path as the engine tells of errors: `students.17.thai_id`."""
    steps = written.split(".") if written else []
    return tuple(int(step) if step.isdecimal() else step for step in steps)
