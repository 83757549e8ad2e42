"""The analysts' studio: one family of pages, a module for each of its matters."""

from web.pages import (
    studio_checks,
    studio_compare,
    studio_deploying,
    studio_diagram,
    studio_exchange,
    studio_files,
    studio_forms,
    studio_list,
    studio_overview,
    studio_properties,
    studio_recorded,
    studio_settings,
    studio_tables,
    studio_try_scenarios,
    studio_try_task,
    studio_trying,
    studio_versions,
    studio_year,
)
from web.pages.studio_family import pages

MATTERS = (
    studio_checks,
    studio_compare,
    studio_deploying,
    studio_diagram,
    studio_exchange,
    studio_files,
    studio_forms,
    studio_list,
    studio_overview,
    studio_try_scenarios,
    studio_try_task,
    studio_trying,
    studio_properties,
    studio_settings,
    studio_tables,
    studio_versions,
    studio_year,
    studio_recorded,
)
"""What is imported here has given its views to the family."""

__all__ = ["MATTERS", "pages"]
