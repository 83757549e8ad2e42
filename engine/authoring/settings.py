"""Settings as a draft finds them: what the office chose, else what the draft itself declares."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from engine import choices, declared
from engine.choices import Choice
from engine.errors import SettingUnknown
from engine.office import office_of
from engine.store import Transaction

FILE: Final = "settings.json"


def own(files: Mapping[str, bytes]) -> Mapping[str, Choice]:
    """Return the settings that the draft declares itself."""
    return choices.drafted(files[FILE]) if FILE in files else {}


def known(tx: Transaction, files: Mapping[str, bytes]) -> Mapping[str, Choice]:
    """Return every setting by name; the draft's own declaration holds."""
    return {**declared.catalogue(tx), **own(files)}


def reader(tx: Transaction, office: str, files: Mapping[str, bytes]) -> Callable[[str], Any]:
    """Return what gives a setting's value in the office, as a case of the draft would read it."""
    chosen, every = office_of(tx, office).settings, known(tx, files)

    def setting(name: str) -> Any:
        if name in chosen:
            return chosen[name]
        if name not in every:
            raise SettingUnknown(name=name)
        return every[name].default

    return setting
