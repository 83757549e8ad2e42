"""A desk on each database in turn, and a year of what ships, lived through the API."""

import importlib
import shutil

import pytest
from sqlalchemy import make_url

from engine import demo, deployments, offices, shipped
from engine.model import Person
from tests.api.conftest import engine_on
from tests.processes.desk import Desk
from tests.processes.year import Year, at

_OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))


@pytest.fixture(scope="session")
def seeded(tmp_path_factory, request):
    """Return a database filled once: (kind, name, fill) -> its file, or its name in PostgreSQL."""
    made = {}

    def once(kind, name, fill):
        if (kind, name) not in made:
            place = tmp_path_factory.mktemp(f"{name}_{kind}")
            made[kind, name] = _seed(request, kind, place, fill)
        return made[kind, name]

    return once


def _seed(request, kind, place, fill):
    if kind == "sqlite":
        file = place / "seeded.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        kept, url = file, f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("postgres_template")
        url = request.getfixturevalue("make_database")(template)
        kept = make_url(url).database
    fill(url, place)
    return kept


def _fill_desk(url, place):
    made = Desk(url, place)
    made.fill()
    made.engine.close()


@pytest.fixture
def desk_on(seeded, request):
    """Return how to open a desk on a copy of the filled database, on one kind of database."""
    opened = []

    def open_one(kind, place):
        url = _copy(request, kind, seeded(kind, "desk", _fill_desk), place)
        opened.append(Desk(url, place / "data"))
        return opened[-1]

    yield open_one
    for each in opened:
        each.engine.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def desk(request, desk_on, tmp_path):
    return desk_on(request.param, tmp_path)


def _fill_year(url, place, journeys):
    engine = engine_on(url, place, at(journeys.SEEDED))
    demo.seed(engine)
    chosen = {"self_starting": list(getattr(journeys, "SELF_STARTING", ()))}
    for office in ("udonthani1", "phayao2"):
        offices.change_settings(engine, _OPERATOR, office, chosen, "ทดสอบ")
    deployments.deploy(engine, _OPERATOR, shipped.files())
    engine.close()


@pytest.fixture
def make_year(seeded, request, tmp_path_factory):
    """Return how to begin a year of a package on one kind of database."""
    begun = []

    def make(kind, package):
        place = tmp_path_factory.mktemp(package)
        journeys = importlib.import_module(f"tests.processes.{package}.journeys")
        kept = seeded(kind, package, lambda url, at: _fill_year(url, at, journeys))
        url = _copy(request, kind, kept, place)
        begun.append(Year(url, place / "data", journeys.SEEDED, package))
        return begun[-1]

    yield make
    for year in begun:
        year.close()


def _copy(request, kind, seeded, place):
    if kind == "sqlite":
        shutil.copyfile(seeded, place / "year.db")
        return f"sqlite:///{place / 'year.db'}"
    return request.getfixturevalue("make_database")(seeded)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def a_year_of(request, make_year):
    """Begin a year of a package, on each database in turn."""
    return lambda package: make_year(request.param, package)


@pytest.fixture
def a_lite_year_of(make_year):
    """Begin a year of a package on SQLite, for what does not hang on the database."""
    return lambda package: make_year("sqlite", package)
