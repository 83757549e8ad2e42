"""The procedures that come with the program: diagrams, decision tables and forms."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files as resources
from importlib.resources.abc import Traversable

_KINDS = {"bpmn": (".bpmn", ".dmn"), "forms": (".json",)}


def files() -> dict[str, bytes]:
    """Return every shipped file by its name, such as `home_education_year.bpmn`.

    The name alone says what a file is (a definition's key, a form's key); folders are for people.

    Raises:
        ValueError: two folders hold a file of the same name, so one key would have two meanings.
    """
    found: dict[str, bytes] = {}
    for package, endings in _KINDS.items():
        for each in _under(resources(package)):
            if each.name.endswith(endings):
                if each.name in found:
                    raise ValueError(f"two shipped files are called {each.name}")
                found[each.name] = each.read_bytes()
    return found


def notifications() -> list[bytes]:
    """Return the texts of notifications: each procedure's `notifications.json`."""
    found = [each for each in _under(resources("bpmn")) if each.name == "notifications.json"]
    return [each.read_bytes() for each in found]


def settings() -> dict[str, bytes]:
    """Return what offices may choose, by the procedure's folder; "" is what all ask for."""
    root = resources("bpmn")
    found = {"": root / "settings.json"}
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if folder.is_dir() and (file := folder / "settings.json").is_file():
            found[folder.name] = file
    return {name: file.read_bytes() for name, file in found.items()}


@cache
def folders() -> Mapping[str, str]:
    """Return the folder of every shipped diagram's procedure, by the diagram's key."""
    return {
        each.name.removesuffix(".bpmn"): folder.name
        for folder in resources("bpmn").iterdir()
        if folder.is_dir()
        for each in _under(folder)
        if each.name.endswith(".bpmn")
    }


def manual(name: str) -> bytes:
    """Return a file about the manuals: `rows`, `reasons` or `anomalies`."""
    return (resources("bpmn") / "manual" / f"{name}.json").read_bytes()


def papers() -> dict[str, bytes]:
    """Return the declarations and templates of official papers, by file name."""
    found = [
        each for each in resources("papers").iterdir() if each.name.endswith((".json", ".typ"))
    ]
    return {each.name: each.read_bytes() for each in sorted(found, key=lambda each: each.name)}


def _under(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _under(each)
        else:
            yield each
