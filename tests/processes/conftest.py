"""A desk on each database in turn, and a year of what ships, lived through the API."""

import importlib
import shutil

import pytest
from sqlalchemy import make_url

from engine import demo, offices, shipped
from engine.model import Person
from tests.api.conftest import engine_on
from tests.processes import tolerant
from tests.processes.desk import Desk
from tests.processes.year import Year, at

_OPERATOR = Person(id="tests", name="ทดสอบ", national=frozenset({"admin", "analyst"}))


@pytest.fixture
def desk(database_url, tmp_path):
    made = Desk(database_url, tmp_path / "data")
    yield made
    made.engine.close()


@pytest.fixture(scope="session")
def seeded_years(tmp_path_factory, request):
    """Return the database of a package's offices, seeded once: (kind, package) -> file or name."""
    made = {}

    def seeded(kind, package):
        if (kind, package) not in made:
            place = tmp_path_factory.mktemp(f"{package}_{kind}")
            made[kind, package] = _seed(request, kind, package, place)
        return made[kind, package]

    return seeded


def _seed(request, kind, package, place):
    if kind == "sqlite":
        file = place / "seeded.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        kept, url = file, f"sqlite:///{file}"
    else:
        template = request.getfixturevalue("postgres_template")
        url = request.getfixturevalue("make_database")(template)
        kept = make_url(url).database
    _fill(url, place, importlib.import_module(f"tests.processes.{package}.journeys"))
    return kept


def _fill(url, place, journeys):
    engine = engine_on(url, place, at(journeys.SEEDED))
    demo.seed(engine)
    chosen = {"self_starting": list(getattr(journeys, "SELF_STARTING", ()))}
    for office in ("udonthani1", "phayao2"):
        offices.change_settings(engine, _OPERATOR, office, chosen, "ทดสอบ")
    tolerant.deploy(engine, _OPERATOR, shipped.files())
    engine.close()


@pytest.fixture
def make_year(seeded_years, request, tmp_path_factory):
    """Return how to begin a year of a package on one kind of database."""
    begun = []

    def make(kind, package):
        place = tmp_path_factory.mktemp(package)
        journeys = importlib.import_module(f"tests.processes.{package}.journeys")
        url = _copy(request, kind, seeded_years(kind, package), place)
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
