"""What kinds and properties of a diagram are called, and what their values say."""

from collections.abc import Mapping
from typing import Final

from engine.differences import Said, same
from engine.execution.elements import split_words
from engine.roles import called

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "process": ("กระบวนงาน", "process"),
    "participant": ("ผู้เกี่ยวข้อง (พูล)", "pool"),
    "lane": ("ช่องของบทบาท (เลน)", "lane"),
    "userTask": ("งานของคน", "user task"),
    "manualTask": ("งานนอกระบบ", "manual task"),
    "serviceTask": ("งานของระบบ", "service task"),
    "scriptTask": ("คำนวณ", "script task"),
    "businessRuleTask": ("งานตารางตัดสินใจ", "business rule task"),
    "sendTask": ("งานส่งข้อความ", "send task"),
    "receiveTask": ("งานรอรับข้อความ", "receive task"),
    "task": ("ขั้นตอน", "task"),
    "callActivity": ("เรียกกระบวนงานอื่น", "call activity"),
    "subProcess": ("กระบวนงานย่อย", "sub-process"),
    "startEvent": ("จุดเริ่มต้น", "start event"),
    "endEvent": ("จุดสิ้นสุด", "end event"),
    "boundaryEvent": ("เหตุการณ์บนขอบงาน", "boundary event"),
    "intermediateCatchEvent": ("จุดรอ", "catch event"),
    "intermediateThrowEvent": ("จุดส่ง", "throw event"),
    "exclusiveGateway": ("ทางเลือก", "exclusive gateway"),
    "inclusiveGateway": ("ทางเลือกหลายทาง", "inclusive gateway"),
    "parallelGateway": ("ทำพร้อมกัน", "parallel gateway"),
    "eventBasedGateway": ("รอเหตุการณ์แรก", "event-based gateway"),
    "sequenceFlow": ("เส้นทาง", "sequence flow"),
    "messageFlow": ("เส้นข้อความ", "message flow"),
    "association": ("เส้นโยง", "association"),
    "textAnnotation": ("หมายเหตุบนผัง", "note"),
    "group": ("กรอบกลุ่ม", "group"),
}

PROPERTIES: Final[Mapping[str, tuple[str, str]]] = {
    "@name": ("ชื่อ", "name"),
    "@nameEn": ("ชื่อภาษาอังกฤษ", "English name"),
    "@candidateGroups": ("ผู้รับผิดชอบ", "role"),
    "@role": ("บทบาทของเลน", "role of the lane"),
    "@assignee": ("มอบหมายให้", "assignee"),
    "@formKey": ("แบบฟอร์ม", "form"),
    "@dueDate": ("กำหนดเสร็จ", "due date"),
    "@priority": ("ลำดับความสำคัญ", "priority"),
    "@topic": ("งานของระบบ", "topic"),
    "@basis": ("ที่มา", "basis"),
    "@rows": ("ข้อในคู่มือ", "rows of the manual"),
    "@calledElement": ("กระบวนงานที่เรียก", "called process"),
    "@decisionRef": ("ตารางตัดสินใจ", "decision table"),
    "@resultVariable": ("ตัวแปรผล", "result variable"),
    "@cancelActivity": ("หยุดงานที่เกาะอยู่", "interrupts"),
    "@messageRef": ("ข้อความ", "message"),
    "@signalRef": ("สัญญาณ", "signal"),
    "@errorRef": ("ข้อผิดพลาด", "error"),
    "@escalationRef": ("การยกระดับ", "escalation"),
    "@businessKeyPrefix": ("อักษรนำเลขเรื่อง", "prefix of case numbers"),
    "@filingWindows": ("ช่วงเวลายื่น", "filing windows"),
    "@isExecutable": ("ใช้เดินเรื่องได้", "is executable"),
    "conditionExpression": ("เงื่อนไข", "condition"),
    "condition": ("เงื่อนไข", "condition"),
    "documentation": ("คำอธิบาย", "documentation"),
    "script": ("สูตรคำนวณ", "script"),
    "text": ("ข้อความ", "text"),
    "timeDate": ("เวลา", "time"),
    "timeDuration": ("ระยะเวลา", "duration"),
    "timeCycle": ("รอบเวลา", "cycle"),
    "deadline/@rule": ("วิธีนับกำหนด", "rule of the deadline"),
    "deadline/@n": ("จำนวนของกำหนด", "length of the deadline"),
    "deadline/@basis": ("ที่มาของกำหนด", "basis of the deadline"),
    "deadline/@kind": ("ชนิดของกำหนด", "kind of deadline"),
    "deadline/@from": ("เริ่มนับจาก", "counted from"),
    "deadline/@duty": ("กำหนดของใคร", "whom the deadline binds"),
    "deadline/@before": ("เตือนล่วงหน้า", "before the deadline"),
    "deadline/@after": ("หลังกำหนด", "after the deadline"),
    "deadline/@window": ("ช่วงเวลา", "window"),
    "deadline/@on": ("วันที่ของปี", "day of the year"),
    "deadline/@rows": ("ข้อในคู่มือของกำหนด", "manual rows of the deadline"),
    "multiInstanceLoopCharacteristics": ("ทำหลายชุดพร้อมกัน", "done for each of many"),
    "@isSequential": ("ทำหลายชุดทีละชุด", "one after another"),
    "loopCardinality": ("จำนวนชุด", "how many"),
    "completionCondition": ("พอเมื่อ", "enough when"),
    "@collection": ("ทำสำหรับทุกรายการใน", "for each of"),
    "@elementVariable": ("เรียกแต่ละรายการว่า", "each is called"),
    "loopCondition": ("ทำซ้ำเมื่อ", "again when"),
    "@loopMaximum": ("ซ้ำได้ไม่เกิน", "at most"),
    "sourceRef": ("มาจาก", "from"),
    "targetRef": ("ไปยัง", "to"),
    "attachedToRef": ("เกาะอยู่บน", "attached to"),
    "default": ("เส้นทางปริยาย", "default flow"),
    "processRef": ("กระบวนงาน", "process"),
    "dataObjectRef": ("ข้อมูล", "data"),
    "lane": ("เลน", "lane"),
    "inside": ("อยู่ใน", "inside"),
    "order": ("ลำดับที่พิจารณาเส้นทาง", "order in which flows are tried"),
}

_VALUES: Final[Mapping[str, tuple[str, str]]] = {
    "@rule=working_days": ("วันทำการ", "working days"),
    "@rule=calendar_days": ("วันตามปฏิทิน", "calendar days"),
    "@rule=weeks": ("สัปดาห์", "weeks"),
    "@rule=every_days": ("ทุกกี่วัน", "every so many days"),
    "@rule=date": ("วันที่กำหนดไว้", "a given date"),
    "@rule=window": ("เมื่อช่วงเวลาปิด", "when the window ends"),
    "@rule=window_opens": ("เมื่อช่วงเวลาเปิด", "when the window opens"),
    "@rule=month_next_year": ("เดือนของปีถัดไป", "a month of the next year"),
    "@kind=due": ("ครบกำหนด", "due"),
    "@kind=reminder": ("เตือนก่อนกำหนด", "reminder"),
    "@kind=repeat": ("เตือนซ้ำ", "repeat"),
    "@duty=official": ("เจ้าหน้าที่", "the official"),
    "@duty=citizen": ("ประชาชน", "the citizen"),
}
_TRUTHS: Final = {"true": Said(th="ใช่", en="yes"), "false": Said(th="ไม่ใช่", en="no")}


def kind_called(kind: str) -> Said:
    """Return what a kind of element is called."""
    th, en = KINDS.get(kind, (kind, kind))
    return Said(th=th, en=en)


def property_called(path: str) -> Said:
    """Return what a property is called; one that nobody named by its place in the file."""
    parts = path.split("/")
    for tail in ("/".join(parts[-2:]), parts[-1]):
        if tail in PROPERTIES:
            th, en = PROPERTIES[tail]
            return Said(th=th, en=en)
    if parts[-1].startswith("inputParameter["):
        given = parts[-1].removeprefix("inputParameter[").rstrip("]").removesuffix("]/@name")
        return Said(th=f"ค่าที่ส่งเข้า {given}", en=f"input {given}")
    return same(path)


def value_called(path: str, value: str | None) -> Said | None:
    """Return what a value says; None where there is none."""
    if value is None:
        return None
    last = path.rpartition("/")[2]
    if last in ("@candidateGroups", "@role"):
        roles = split_words(value)
        return Said(th=called(roles, "th"), en=called(roles, "en"))
    if found := _VALUES.get(f"{last}={value}"):
        return Said(th=found[0], en=found[1])
    return _TRUTHS.get(value) or (same(value) if value else Said(th="มี", en="there"))
