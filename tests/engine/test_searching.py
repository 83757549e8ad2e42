"""Search finds cases by number, applicant and school, and shows nobody what is not theirs."""

import pytest

from engine import searching
from engine.demo.accounts import ACCOUNTS
from engine.demo.schools import school_code
from engine.model import Person
from tests.engine.conftest import ADMIN, AUDITOR, DIRECTOR, FAMILY, OFFICER, STRANGER, person

HERE = "udonthani1"
NEIGHBOUR = person("neighbour", HERE, "organiser")
CODE = school_code(HERE, 1)
TEACHER = Person(
    id="school",
    name="ครู",
    offices={HERE: frozenset({"school_director"})},
    schools={HERE: frozenset({CODE})},
)


def keys(hall, who, text):
    return [hit.case.business_key for hit in searching.search(hall.engine, who, text).hits]


def key_of(hall, case):
    return hall.row_of(case).business_key


def test_the_very_number_comes_first_with_its_open_tasks(hall):
    cases = [hall.start() for _ in range(11)]
    first = key_of(hall, cases[0])
    found = searching.search(hall.engine, OFFICER, first.lower())

    assert found.hits[0].case.id == cases[0]
    assert [task.name for task in found.hits[0].tasks] == ["ตรวจ"]
    assert not found.more


def test_thai_digits_are_digits(hall):
    key = key_of(hall, hall.start())
    thai = key.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))

    assert keys(hall, OFFICER, f"  {thai} ") == [key]


def test_cases_are_found_by_their_applicant_in_both_languages(hall):
    mine = key_of(hall, hall.start(applicant="family"))
    school = key_of(hall, hall.start(applicant=f"school:{CODE}"))
    family = next(a for a in ACCOUNTS if a.username == "family")
    assert keys(hall, OFFICER, family.name_th[3:]) == [mine]
    assert keys(hall, OFFICER, family.name_en.upper()) == [mine]
    assert keys(hall, OFFICER, CODE) == [school]
    assert keys(hall, OFFICER, CODE[:-1]) == [school]


def test_nobody_finds_what_is_not_theirs(hall):
    mine = key_of(hall, hall.start(applicant="family"))
    school = key_of(hall, hall.start(applicant=f"school:{CODE}"))

    for who in (OFFICER, DIRECTOR, ADMIN, AUDITOR):
        assert set(keys(hall, who, mine[:4])) == {mine, school}
    assert keys(hall, FAMILY, mine[:4]) == [mine]
    assert keys(hall, TEACHER, mine[:4]) == [school]
    assert keys(hall, NEIGHBOUR, mine[:4]) == []
    assert keys(hall, STRANGER, mine[:4]) == []


@pytest.mark.parametrize("text", ["", " ", "ก", "%%", "__", "\0x", "ไม่มีคำนี้xyz"])
def test_what_fits_nothing_finds_nothing(hall, text):
    hall.start()
    assert keys(hall, OFFICER, text) == []


def test_an_answer_is_bounded_and_says_that_there_is_more(hall):
    for _ in range(searching.MOST + 1):
        hall.start()
    found = searching.search(hall.engine, OFFICER, key_of(hall, hall.start())[:4])

    assert (len(found.hits), found.more) == (searching.MOST, True)
