"""The office's own pages: one family, a file for each of its matters."""

from web.pages import office_calendar
from web.pages.office_family import pages

MATTERS = (office_calendar,)
"""What is imported here has given its views to the family."""

__all__ = ["MATTERS", "pages"]
