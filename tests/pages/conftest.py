"""The pages on the demo office with the shipped procedures: by Flask's client, and in a browser.

`site.client(user)` is signed in (None: a stranger). `browser_page(user)` opens a page of Debian's
Chromium on a running server; what the browser complains of fails the test.
"""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.pages.browsing import Browser, Served
from tests.pages.site import Site, seed


@pytest.fixture(scope="session")
def seeded_site(sqlite_template, tmp_path_factory) -> Path:
    directory = tmp_path_factory.mktemp("site")
    file = directory / "site.db"
    shutil.copyfile(sqlite_template, file)
    seed(f"sqlite:///{file}", directory)
    return file


@pytest.fixture
def site(seeded_site, tmp_path):
    file = tmp_path / "pages.db"
    shutil.copyfile(seeded_site, file)
    made = Site(f"sqlite:///{file}", tmp_path)
    yield made
    made.close()


@pytest.fixture
def postgres_site(make_database, postgres_template, tmp_path):
    """The same on PostgreSQL, for what hangs on the database."""
    url = make_database(postgres_template)
    seed(make_url(url).render_as_string(hide_password=False), tmp_path)
    made = Site(url, tmp_path)
    yield made
    made.close()


@pytest.fixture
def served(site):
    """The whole service on a port of its own, as `scripts/serve` composes it."""
    with Served(site) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    with Browser() as opened:
        yield opened


@pytest.fixture
def browser_page(served, browser):
    """Open a page as a demo user: `browser_page("officer", width=390, language="en")`."""
    opened = []

    def open_page(user, *, width=1366, language="th"):
        page = browser.page(served, user, width=width, language=language)
        opened.append(page)
        return page

    yield open_page
    for page in opened:
        problems = page.problems
        page.context.close()
        assert problems == []


@pytest.fixture(scope="session")
def app(seeded_site, tmp_path_factory):
    """The pages' application; nothing is written through it."""
    site = Site(f"sqlite:///{seeded_site}", tmp_path_factory.mktemp("forms"))
    yield site.app
    site.close()
