"""Offices: what each is called and has chosen for itself, changing that, and who asks for it."""

from engine.offices.choosing import (
    MovedStart,
    OfficeSetting,
    called,
    change_settings,
    preview,
    require_fit,
    settings,
)
from engine.offices.naming import Renamed, administered, rename, seen, with_nation
from engine.offices.using import Use, uses

__all__ = [
    "MovedStart",
    "OfficeSetting",
    "Renamed",
    "Use",
    "administered",
    "called",
    "change_settings",
    "preview",
    "rename",
    "require_fit",
    "seen",
    "settings",
    "uses",
    "with_nation",
]
