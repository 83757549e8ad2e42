"""The processes that are measured, and who may do their tasks."""

from tests.execution.drawing import deadline, end, event, flow, node, process, start, user_task, way

USER = "officer"
OFFICE = "udonthani1"
FORM_DATA = {
    "student_name": "เด็กชายสมมติ ตัวอย่าง",
    "grade": "ป.๓",
    "address": "๙๙/๙ หมู่ ๙ ตำบลตัวอย่าง อำเภอตัวอย่าง จังหวัดอุดรธานี",
    "reason": "จัดการศึกษาโดยครอบครัวตามแผนการจัดการศึกษาที่ได้ปรึกษาสำนักงานแล้ว",
    "agreed": True,
    "amount": 1500,
}
"""What a form leaves: 6 fields, about 450 bytes."""


def straight(tasks: int) -> bytes:
    """Return a process of so many user tasks in a row: `bench_2`, `bench_10`."""
    names = [f"step_{number}" for number in range(1, tasks + 1)]
    drawn = [user_task(each, name=f"ขั้นที่ {each[5:]}") for each in names]
    return process(
        [start(), *drawn, end()],
        way("start", *names, "end"),
        id=f"bench_{tasks}",
        name="วัดความเร็ว",
        khanton_businessKeyPrefix=f"B{tasks}",
    )


def loop() -> bytes:
    """Return a process that comes back to its one user task until `stop` is set: `bench_loop`."""
    gateway = node("exclusiveGateway", "again", default="again_work")
    nodes = [start(), user_task("work", name="ทำซ้ำ"), gateway, end()]
    done = 'stop if defined("stop") else False'
    flows = [
        *way("start", "work", "again"),
        flow("again", "work"),
        flow("again", "end", f"${{{done}}}"),
    ]
    return process(nodes, flows, id="bench_loop", name="วงวน", khanton_businessKeyPrefix="BL")


def dated() -> bytes:
    """Return a process whose user task has a deadline of 15 working days: `bench_dated`."""
    late = event(
        "boundaryEvent", "late", "timer", deadline(), attachedToRef="work", cancelActivity="false"
    )
    nodes = [start(), user_task("work", name="พิจารณา"), late, end(), end("noted")]
    flows = [*way("start", "work", "end"), flow("late", "noted")]
    return process(nodes, flows, id="bench_dated", name="มีกำหนด", khanton_businessKeyPrefix="BD")


FILES = {
    "bench_2.bpmn": straight(2),
    "bench_10.bpmn": straight(10),
    "bench_loop.bpmn": loop(),
    "bench_dated.bpmn": dated(),
}
