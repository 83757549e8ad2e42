"""The summary above a refused form: each error with where it is."""

from collections.abc import Iterable, Mapping
from typing import Final

from web.forms.controls import Control
from web.forms.naming import identity, path_of
from web.language import language

MOST: Final = 50
"""So many errors are listed; all of them stand at their fields."""


def summary(
    controls: Iterable[Control], errors: Mapping[str, Mapping[str, str]]
) -> list[tuple[str, str]]:
    """Return (id to lead to, sentence) of each error, as many as are listed."""
    firsts = {str(each.path[0]): each for each in controls}
    listed = list(errors.items())[:MOST]
    return [(_place(firsts, path), said[language()]) for path, said in listed]


def _place(firsts: Mapping[str, Control], written: str) -> str:
    """Return the id of the control a path means: of a group, its first part."""
    path = path_of(written)
    if not path:
        return "task-form"
    control = firsts.get(str(path[0]))
    if control is not None and len(path) == 1 and control.parts:
        return control.parts[0].id
    return identity(path)
