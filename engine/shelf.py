"""The papers that come with the program: each declaration with its template, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from engine import papers, shipped
from engine.errors import PaperUnknown
from engine.papers import Bundle, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A paper as it is made today."""

    paper: Paper
    bundle: Bundle


@cache
def templates() -> Mapping[str, Template]:
    """Return every paper by its key.

    Raises:
        ValueError: a declaration or template is not one: a fault of the program.
    """
    files = shipped.papers()
    shared = files[papers.SHARED]
    keys = [name.removesuffix(".json") for name in files if name.endswith(".json")]
    return {
        key: Template(
            paper=papers.load(files[f"{key}.json"], f"{key}.json"),
            bundle=papers.bundle(shared, files[f"{key}.typ"], f"{key}.typ"),
        )
        for key in keys
    }


def template(key: str) -> Template:
    """Return a paper by its key.

    Raises:
        PaperUnknown: there is none.
    """
    found = templates().get(key)
    if found is None:
        raise PaperUnknown(paper=key)
    return found
