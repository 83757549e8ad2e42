"""A procedure of one signature and 15 days, eleven cases in it, and a draft with two and 10."""

from datetime import timedelta

from engine import deployments, drafts, instances
from tests.execution import drawing as d
from tests.pages.site import OPERATOR

KEY = "school_help"


def diagram(*, days, second):
    """Return the procedure: an officer checks, the director signs, maybe a second one does too."""
    due = d.deadline(n=str(days), from_="started_at", basis="ระเบียบช่วยเหลือ ข้อ 7")
    edge = {"attachedToRef": "check", "cancelActivity": "false"}
    role = {"camunda_candidateGroups": "office_director"}
    more = [d.user_task("second", name="ลงนามคนที่สอง", khanton_nameEn="Second signature", **role)]
    nodes = [
        d.start(name="รับคำขอ", khanton_nameEn="Received"),
        d.user_task("check", name="ตรวจคำขอ", khanton_nameEn="Check"),
        d.event("boundaryEvent", "late", "timer", due, name=f"ครบ {days} วัน", **edge),
        d.user_task("sign", name="ลงนาม", khanton_nameEn="Sign", **role),
        *(more if second else []),
        d.end("told", name="แจ้งว่าครบกำหนด"),
        d.end(name="เสร็จ", khanton_nameEn="Done"),
    ]
    names = ["start", "check", "sign", *(["second"] if second else []), "end"]
    flows = [*d.way(*names), d.flow("late", "told")]
    drawn = [*names, "late", "told"]
    return d.process(nodes, flows, drawn=drawn, id=KEY, name="ช่วยเหลือนักเรียน", khanton_nameEn="Help")


def eleven_cases(site):
    """Deploy it, and begin eleven cases day by day; three are already at the director's."""
    body = diagram(days=15, second=False)
    deployments.deploy(site.engine, OPERATOR, {f"{KEY}.bpmn": body})
    cases = []
    for number in range(11):
        asked = instances.Asked(definition_key=KEY, variables={}, applicant="family")
        case = instances.start(site.engine, site.person("officer"), asked).instance.id
        if number < 3:
            site.complete("officer", site.tasks(case)[0].id)
        cases.append(case)
        site.clock.set(site.clock.now() + timedelta(hours=7))
    return cases


def draft_of(site):
    """Begin a draft of it and change 15 days to 10, and one signature to two."""
    analyst = site.person("analyst")
    draft = drafts.create(site.engine, analyst, "ช่วยเหลือนักเรียน ลดเวลา", of=KEY).id
    body = diagram(days=10, second=True)
    drafts.save(site.engine, analyst, draft, f"{KEY}.bpmn", body, 1)
    return draft
