"""What a process can do wrong while it runs, or be drawn wrong; most become incidents."""

from engine.errors.base import EngineError, Invalid, NotFound


class NoFlowTaken(EngineError):
    """No condition of a gateway holds and it has no default flow; becomes an incident."""

    code = "no_flow_taken"
    th = "ไม่มีเงื่อนไขใดเป็นจริงที่จุดตัดสินใจ {element} และไม่ได้กำหนดทางเลือกปริยาย"
    en = "No condition holds at gateway {element}, and it has no default flow."


class EndlessLoop(EngineError):
    """One command moved the tokens too often without coming to rest; becomes an incident."""

    code = "endless_loop"
    th = "กระบวนงานวนซ้ำเกิน {steps} ขั้นโดยไม่หยุดรอ ที่ {element}"
    en = "The process took {steps} steps without coming to rest; it stopped at {element}."


class UncaughtError(EngineError):
    """An error end event that nothing catches; becomes an incident."""

    code = "uncaught_error"
    th = "เกิดข้อผิดพลาด {error} ในกระบวนงานโดยไม่มีขั้นตอนรองรับ"
    en = "Error {error} was thrown, and nothing in the process catches it."


class ElementNotFound(NotFound):
    """The diagram of this version has no such element."""

    code = "element_not_found"
    th = "ไม่พบขั้นตอน {element} ในแผนผังรุ่นนี้"
    en = "The diagram of this version has no element {element}."


class DeadlineAskedWrongly(EngineError):
    """A deadline's number or start is not one with the data of this case; becomes an incident."""

    code = "deadline_asked_wrongly"
    th = "กำหนดเวลาคำนวณไม่ได้: {text} มีค่า {value}"
    en = "Expected a number of days or a moment from {text}, but got {value}."


class TimeInvalid(Invalid):
    """A moment, duration or cycle that is not ISO 8601, or lies too far ahead to be meant."""

    code = "time_invalid"
    th = "เวลา {text} ไม่ถูกต้อง: {why_th}"
    en = "The time {text} is not valid: {why}"


class MultiInstanceAskedWrongly(EngineError):
    """A multi-instance asks for no list and no small number; becomes an incident."""

    code = "multi_instance_asked_wrongly"
    th = "ขั้นตอนหลายรายการ {element}: {text} ต้องเป็นรายการหรือจำนวนไม่เกิน {most}"
    en = "Element {element}: expected {text} to be a list or a number up to {most}."


class RulesOverlap(EngineError):
    """Two rows of a decision table hold although its hit policy is UNIQUE; becomes an incident."""

    code = "rules_overlap"
    th = "ตารางการตัดสินใจ {table} มีมากกว่าหนึ่งแถวที่เป็นจริง: {rows}"
    en = "More than one row of decision table {table} holds: {rows}."


class RulesDisagree(EngineError):
    """Rows of a decision table hold and say different things under ANY; becomes an incident."""

    code = "rules_disagree"
    th = "ตารางการตัดสินใจ {table} (ANY) มีหลายแถวที่เป็นจริงแต่ให้ผลต่างกัน: {rows}"
    en = "Rows of decision table {table} hold and say different things under ANY: {rows}."


class ExpressionInvalid(Invalid):
    """An expression that does not parse, or uses what is not allowed; `at` says where."""

    code = "expression_invalid"
    th = "นิพจน์ {expression} ไม่ถูกต้อง: {why_th}"
    en = "The expression {expression} is not valid: {why}"


class ExpressionFailed(EngineError):
    """An expression could not be evaluated with the data of the case; becomes an incident."""

    code = "expression_failed"
    th = "คำนวณนิพจน์ {expression} ไม่ได้: {why_th}"
    en = "The expression {expression} could not be evaluated: {why}"


class PayloadUnfit(EngineError):
    """A message is told to go somewhere that cannot be read; becomes an incident."""

    code = "payload_unfit"
    th = "ข้อความกำหนด {name} เป็น {value} ซึ่งใช้ไม่ได้ (correlation เป็นกลุ่มข้อมูล ที่เหลือเป็นข้อความ)"
    en = "A message cannot have {value} as its {name}: a dictionary for correlation, else a text."


class SettingUnknown(EngineError):
    """A diagram asks for a setting that no office has; becomes an incident."""

    code = "setting_unknown"
    th = "ไม่มีค่าตั้ง {name} ของสำนักงาน"
    en = "There is no office setting {name}."


class DeadlineInvalid(Invalid):
    """A deadline nobody could count: `why` (en) and `why_th` say what is wrong with it."""

    code = "deadline_invalid"
    th = "กำหนดเวลาไม่ถูกต้อง: {why_th}"
    en = "The deadline cannot be counted: {why}"


class PriorityInvalid(EngineError):
    """A task's priority is no whole number with the data of this case; becomes an incident."""

    code = "priority_invalid"
    th = "ลำดับความสำคัญของงานคำนวณไม่ได้: {text} มีค่า {value}"
    en = "Expected a whole number from {text}, but got {value}."


class StateUnreadable(EngineError):
    """The saved state of an instance is of another format, damaged, or of another definition."""

    code = "state_unreadable"
    th = "อ่านสถานะที่บันทึกไว้ของเรื่องไม่ได้: {why_th}"
    en = "The saved state of the instance cannot be read: {why}"
