"""The tables of forms at their real size: students screened, judged, paid; candidates scored."""

from tests.processes.cct_screening.filled import screened, thai_id
from tests.processes.student_welfare.filled import student
from tests.simulate.demand import figure


def sized(form_key, data, shown, chance, school):
    """Change the tables of a form that grow with the school, or that somebody has to judge."""
    if form_key in _TABLES:
        _TABLES[form_key](data, shown, chance, school)
    if form_key.startswith("royal_award_") and form_key.endswith("_evaluation"):
        _scored(data, chance)


def _screened(data, shown, _, school):
    if not shown.get("students"):
        data["students"] = _students(shown, school)


def _students(shown, school):
    """Return the students of a term: other ones than in the term before, who have their grant."""
    first = school.number * 4_000 + 1_000 * (shown.get("term") == 2)
    return [screened(n) for n in range(first, first + school.screened)]


def _with_results(data, shown, chance, school):
    named = ("student_id", "student_name", "classroom")
    if data.get("arrived") != "results":
        return
    rows = shown.get("students") or _students(shown, school)
    data["students"] = [
        {k: row[k] for k in named} | {"pmt_result": _result(chance)} for row in rows
    ]


def _result(chance):
    drawn = chance.random()
    if drawn < figure("extremely_poor"):
        return "extremely_poor"
    return "poor" if drawn < figure("extremely_poor") + figure("poor") else "not_poor"


def _certified(data, _, chance, __):
    for row in data["students"]:
        if chance.random() < 0.03:
            row |= {"result": "not_certified", "reason": "ข้อมูลไม่ตรงกับที่เยี่ยมบ้าน"}


def _attended(data, _, chance, __):
    for row in data.get("rows", ()):
        row |= {"opened": 100, "present": chance.choice((98, 96, 93, 90, 85, 81, 76))}


def _planned(data, _, __, school):
    students = max(2, 2 * school.screened)  # enough for those who go on from the term before
    for line in data["lines"]:
        line["students"] = students
        line["amount"] = students * 1_000
    data["received"] = sum(line["amount"] for line in data["lines"])


def _nominated(data, _, chance, school):
    if data.get("students"):
        first = school.number * 4_000 + 2_000 + chance.randrange(1_000)
        number = chance.randint(1, 3)
        data["students"] = [_nominee(first + n, n) for n in range(number)]


def _nominee(number, place):
    return student(0, student_name=f"เด็กหญิงตัวอย่าง สมมติ{'กขค'[place]}", student_id=thai_id(number))


def _allocated(data, shown, _, __):
    quota, fund = int(shown.get("quota") or 0), float(shown.get("fund_amount") or 0)
    for number, row in enumerate(data["rows"]):
        selected = number < quota
        row |= {"selected": selected, "reason": "ขาดแคลนที่สุด" if selected else "ทุนไม่พอ"}
        row.pop("amount", None)
        if selected:
            row["amount"] = fund // quota


def _tie(data, shown, _, __):
    for number, row in enumerate(data["candidates"]):
        row["chosen"] = number < int(shown.get("wanted") or 1)


def _scored(data, chance):
    for rows in data.values():
        if isinstance(rows, list) and rows and isinstance(rows[0], dict) and "weight" in rows[0]:
            for row in rows:
                row["score"] = round(float(row["full"]) * chance.uniform(0.6, 1), 2)


_TABLES = {
    "cct_screening": _screened,
    "cct_pmt_result": _with_results,
    "cct_board": _certified,
    "cct_attendance": _attended,
    "cct_plan": _planned,
    "student_welfare_nomination": _nominated,
    "student_welfare_allocation": _allocated,
    "royal_award_tie": _tie,
}
