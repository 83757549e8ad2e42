"""A site on a copy of the lived demonstration, for what wants pages that are full."""

import shutil

from tests.lived import engine_at
from tests.pages.site import Site
from web.app import create_app


class LivedSite(Site):
    """The demonstration with its cases, on a Friday morning."""

    def __init__(self, lived, directory):
        shutil.copytree(lived, directory, dirs_exist_ok=True)
        self.engine = engine_at(directory)
        self.clock = self.engine.clock
        self.app = create_app(self.engine, self.engine.settings)
        self._sessions = {}
