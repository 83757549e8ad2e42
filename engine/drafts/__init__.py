"""The analysts' drafts: sets of diagrams, forms, decision tables and settings being worked on.

Only who may deploy may do any of it. What a draft holds need not be right: that is checked before
it is deployed, by the same rules as every deployment.
"""

from engine.drafts.beginning import Begun, add_diagram, create
from engine.drafts.calling import called
from engine.drafts.declarations import (
    Declaration,
    Declarations,
    declarations,
    declare,
    undeclare,
)
from engine.drafts.deployed_files import deployed_files
from engine.drafts.exchange import Imported, create_from, export_zip, import_files
from engine.drafts.files import bodies, read, remove, rename, save
from engine.drafts.gathering import Draft, get, list_all
from engine.drafts.naming import KINDS, kind_of
from engine.drafts.presence import AWAY_AFTER, Present, here
from engine.drafts.titles import archive, retitle, unarchive
from engine.drafts.versions import Version, bodies_of_version, keep_version, restore, versions

__all__ = [
    "AWAY_AFTER",
    "KINDS",
    "Begun",
    "Declaration",
    "Declarations",
    "Draft",
    "Imported",
    "Present",
    "Version",
    "add_diagram",
    "archive",
    "bodies",
    "bodies_of_version",
    "called",
    "create",
    "create_from",
    "declarations",
    "declare",
    "deployed_files",
    "export_zip",
    "get",
    "here",
    "import_files",
    "keep_version",
    "kind_of",
    "list_all",
    "read",
    "remove",
    "rename",
    "restore",
    "retitle",
    "save",
    "unarchive",
    "undeclare",
    "versions",
]
