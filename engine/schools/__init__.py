"""The schools of an office: which there are, and who belongs to each.

A school is a party: a case may be its own, `school:<code>`, and then whoever belongs to it today
sees the case and does its tasks as far as their roles in the office go. Membership says whose
cases, roles say what may be done in them.
"""

from engine.schools.importing import Imported, import_file
from engine.schools.members import Joining, Leaving, add_member, end_member
from engine.schools.register import Filter, Known, School, get, list_some, put, require_keeper
from engine.schools.words import Affiliation, Level, Size

__all__ = [
    "Affiliation",
    "Filter",
    "Imported",
    "Joining",
    "Known",
    "Leaving",
    "Level",
    "School",
    "Size",
    "add_member",
    "end_member",
    "get",
    "import_file",
    "list_some",
    "put",
    "require_keeper",
]
