"""What people begin in a year: rounds by hand, families, candidates, learners' years."""

from datetime import timedelta

from engine import instances, messages
from tests.simulate.curves import drawn
from tests.simulate.demand import OTHERS, figure
from tests.simulate.nation import family

_LEARNER = {
    "organiser_name": "นางสมมติ บ้านเรียนตัวอย่าง",
    "learner_name": "เด็กหญิงสมมติ บ้านเรียนตัวอย่าง",
    "level": "ประถมศึกษาปีที่ ๑–๓",
}


def planned(offices, chance, days, days_of):
    """Yield (moment, what to do with an engine) for all that people begin; one entry a case."""
    for office in offices.values():
        yield from _rounds(office, chance, days, days_of)
        yield from _families(office, chance, days, days_of)
        yield from _learners(office, chance, days, days_of)
        for school in office.schools.values():
            if chance.random() < figure("candidates") / figure("schools"):
                when = drawn(chance, days.between(*days_of("08-01", "08-21")), figure("crowd"))
                yield when, _started(office, "royal_award_application", school.person)


def _rounds(office, chance, days, days_of):
    windows = [("06-02", "06-05"), ("11-16", "11-20"), ("01-11", "01-15"), ("02-08", "02-12")]
    for number in range(figure("welfare_rounds")):
        when = drawn(chance, days.between(*days_of(*windows[number % len(windows)])), 1)
        yield when + timedelta(days=7 * (number // 4)), _started(office, "student_welfare")


def _families(office, chance, days, days_of):
    share = figure("new_families") / figure("offices")
    for _ in range(_number(chance, share)):
        window = ("04-01", "05-31") if chance.random() < 0.6 else ("08-01", "09-30")
        when = drawn(chance, days.between(*days_of(*window)), figure("crowd"))
        yield when, _started(office, "home_education_permission", None)
    for key, part in OTHERS.items():
        others = figure("other_home_education") * part / figure("offices")
        for _ in range(_number(chance, others)):
            when = drawn(chance, days.between(*days_of("05-20", "03-01")), 1)
            yield when, _started(office, key, None)


def _learners(office, chance, days, days_of):
    for number in range(_number(chance, figure("learners") / figure("offices"))):
        when = drawn(chance, days.between(*days_of("05-16", "05-29")), 1)
        yield when, _year_of_learner(office, number + 1)


def _number(chance, mean):
    """Return a whole number whose mean is `mean`."""
    return int(mean) + (chance.random() < mean % 1)


def _started(office, key, person=""):
    """Return what starts a case: by an officer (""), by a new family (None), or by a person."""

    def begin(engine):
        who = office.staff[0] if person == "" else person or family(engine, office)
        asked = instances.Asked(definition_key=key, variables={}, office=office.id)
        instances.start(engine, who, asked)

    return key, begin


def _year_of_learner(office, number):
    def begin(engine):
        told = {"learner_id": f"{number}/2568", "permit_no": f"{number}/2568", **_LEARNER}
        message = messages.Message(
            name="home_education_year_begins",
            variables=told | {"academic_year": 2569},
            office=office.id,
            applicant=family(engine, office).id,
        )
        messages.send(engine, office.staff[0], message)

    return "home_education_year", begin
