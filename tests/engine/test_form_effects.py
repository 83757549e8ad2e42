"""What an edited form would break: told by element, by draft and by running case."""

import json

import pytest

from engine import deployments, form_effects, tasks
from engine.errors import Forbidden
from engine.execution import mentions, table_mentions
from engine.expressions import named
from engine.forms import Broken, breaks, outcomes
from engine.shipped import files as shipped_files
from tests.engine.conftest import FORM, OFFICER, OPERATOR, words
from tests.execution.drawing import end, flow, node, process, start, user_task

REMARK, PAPERS, LIST = FORM["fields"]
KIND = {
    "key": "kind",
    "type": "enum",
    "label": words("ประเภท"),
    "options": [{"value": each, "th": each, "en": each} for each in ("new", "old")],
}
RULES = """
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
<decision id="grade"><decisionTable id="t">
<input id="i"><inputExpression id="e"><text>kind</text></inputExpression></input>
<output id="o" name="fee"/>
<rule id="r"><inputEntry id="c"><text>"old"</text></inputEntry>
<outputEntry id="a"><text>len(remark)</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


def form(*fields, **more):
    return {**FORM, "fields": list(fields), **more}


def written(*fields, **more):
    return json.dumps(form(*fields, **more)).encode()


def asking():
    steps = [
        start(),
        user_task("check", camunda_formKey="evidence", name="ตรวจ"),
        node("exclusiveGateway", "which", name="ครบหรือไม่", default="which_more"),
        user_task("more", name="ขอเพิ่ม"),
        end(),
    ]
    condition = '${remark != null and any(each.what == "x" for each in list)}'
    flows = [
        flow("start", "check"),
        flow("check", "which"),
        flow("which", "end", condition),
        flow("which", "more"),
        flow("more", "end"),
    ]
    return process(steps, flows, id="review", name="ตรวจหลักฐาน")


def told(old, new):
    return [
        (each.how, each.before.path, each.after and each.after.path) for each in breaks(old, new)
    ]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("${plan.goals == null}", {"plan.goals"}),
        ('students[0]["name"]', {"students.0.name"}),
        ("len([each for each in rows if each.amount > limit])", {"rows", "limit"}),
        ("not an expression (", set()),
    ],
)
def test_paths_that_an_expression_reads(text, paths):
    assert named(text) == paths


def test_the_variables_of_a_form():
    made = outcomes(form(REMARK, {**LIST, "columns": [LIST["columns"][0]]}, into="x"))

    assert [(each.path, each.type, each.is_row) for each in made] == [
        ("x.remark", "text", False),
        ("x.list", "table", False),
        ("x.list.what", "text", True),
    ]
    mine = outcomes(form({**REMARK, "by": "family"}, PAPERS, filled_by="office"))
    assert [each.path for each in mine] == ["papers"]


def test_what_breaks_and_what_does_not():
    old = form(REMARK, KIND, LIST)

    assert told(old, form(KIND, REMARK, LIST, PAPERS)) == []
    assert told(old, form({**REMARK, "type": "longtext", "label": words("อื่น")}, KIND, LIST)) == []
    assert told(old, form(KIND, LIST)) == [(Broken.REMOVED, "remark", None)]
    assert told(old, form({**REMARK, "key": "note"}, KIND, LIST)) == [
        (Broken.RENAMED, "remark", "note")
    ]
    assert told(old, form({**REMARK, "type": "date"}, KIND, LIST)) == [
        (Broken.RETYPED, "remark", "remark")
    ]
    fewer = {**KIND, "options": KIND["options"][:1]}
    assert told(old, form(REMARK, fewer, LIST)) == [(Broken.OPTIONS, "kind", "kind")]
    shorter = {**LIST, "columns": LIST["columns"][1:]}
    assert told(old, form(REMARK, KIND, shorter)) == [(Broken.REMOVED, "list.what", None)]
    assert told(old, form(REMARK, KIND)) == [(Broken.REMOVED, "list", None)]
    assert told(old, form(REMARK, KIND, LIST, into="all"))[0] == (
        Broken.RENAMED,
        "remark",
        "all.remark",
    )


def test_uses_drafts_and_cases_are_counted(desk):
    begun, done = desk.start(), desk.start()
    tasks.keep_draft(desk.engine, OFFICER, desk.task(begun).id, {"remark": "ยังไม่เสร็จ"})
    desk.complete(done, remark="ครบ", list=[{"what": "x"}])
    files = {"review.bpmn": asking(), "grade.dmn": RULES.strip().encode()}

    def look(*fields):
        return form_effects.effects(desk.engine, OPERATOR, "evidence", written(*fields), files)

    found = look(PAPERS, LIST)
    (gone,) = found.effects
    assert (gone.what.how, gone.drafts, gone.cases) == (Broken.REMOVED, 1, 1)
    assert [(each.file, each.at.element_id) for each in gone.uses] == [
        ("review.bpmn", "which_end"),
        ("grade.dmn", "grade"),
    ]
    assert gone.uses[0].at.name.th == "ครบหรือไม่"
    assert [(file, each.element_id) for file, each in found.asked_by] == [("review.bpmn", "check")]
    (column,) = look(REMARK, PAPERS, {**LIST, "columns": LIST["columns"][1:]}).effects
    assert (column.drafts, column.cases, [each.at.element_id for each in column.uses]) == (
        0,
        1,
        ["which_end"],
    )
    assert look(REMARK, PAPERS, LIST).effects == ()


def test_another_procedure_that_shows_the_form_is_looked_through_as_it_is_in_use(desk):
    deployments.deploy(desk.engine, OPERATOR, {"review.bpmn": asking()})

    (gone,) = form_effects.effects(
        desk.engine, OPERATOR, "evidence", written(PAPERS, LIST), {"other.bpmn": b"<no"}
    ).effects

    assert [(each.file, each.is_deployed, each.at.element_id) for each in gone.uses] == [
        ("review.bpmn", True, "which_end")
    ]


def test_a_new_or_unsound_form_breaks_nothing_yet(desk):
    new = form_effects.effects(desk.engine, OPERATOR, "other", written(REMARK, key="other"), {})
    unsound = form_effects.effects(desk.engine, OPERATOR, "evidence", b"{", {})

    assert (new.deployed, new.effects) == (None, ())
    assert (unsound.deployed, unsound.effects) == (1, ())


def test_only_analysts_ask(desk):
    with pytest.raises(Forbidden):
        form_effects.effects(desk.engine, OFFICER, "evidence", written(REMARK), {})


def test_what_ships_speaks_of_variables_everywhere():
    files = shipped_files()
    of_diagrams = {
        name for name, body in files.items() if name.endswith(".bpmn") and mentions(body)
    }
    of_tables = {
        name for name, body in files.items() if name.endswith(".dmn") and table_mentions(body)
    }

    assert of_tables == {name for name in files if name.endswith(".dmn")}
    assert len(of_diagrams) > 15
    assert mentions(b"<no") == []
    assert table_mentions(b"<no") == []
