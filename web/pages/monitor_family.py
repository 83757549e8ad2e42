"""The family of pages on which cases are watched and kept in order."""

from web.routing import Pages

pages = Pages("monitor")
