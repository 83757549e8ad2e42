"""The office's own pages: one family, a file for each of its matters."""

from web.pages import (
    office_calendar,
    office_changes,
    office_deadlines,
    office_health,
    office_home,
    office_import,
    office_people,
    office_person,
    office_schools,
    office_settings,
    office_tokens,
)
from web.pages.office_family import pages

MATTERS = (
    office_calendar,
    office_changes,
    office_deadlines,
    office_health,
    office_home,
    office_import,
    office_people,
    office_person,
    office_schools,
    office_settings,
    office_tokens,
)
"""What is imported here has given its views to the family."""

__all__ = ["MATTERS", "pages"]
