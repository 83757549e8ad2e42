"""Why a command is refused."""

from typing import Final

from engine.errors.base import Conflict, Forbidden, Invalid, NotFound


class ClockSetBackwards(Invalid):
    """A manual clock only goes forward."""

    code = "clock_set_backwards"
    th = "ตั้งเวลาย้อนหลังไม่ได้: ขณะนี้คือ {now} แต่ขอ {asked}"
    en = "Expected a moment after {now}, but got {asked}: a clock never goes backwards."


class ClockNotManual(Conflict):
    """The service runs on the system's clock, which nobody sets."""

    code = "clock_not_manual"
    th = "ระบบใช้เวลาจริง จึงตั้งเวลาไม่ได้"
    en = "The service runs on the system clock; it cannot be set."


class DeploymentRefused(Invalid):
    """A file of the deployment has problems of severity error; nothing was deployed."""

    code = "deployment_refused"
    th = "นำขึ้นใช้งานไม่ได้: พบข้อผิดพลาด {count} รายการ"
    en = "Nothing was deployed: {count} problem(s) must be mended first."


class DefinitionNotFound(NotFound):
    """No process definition has this key or version."""

    code = "definition_not_found"
    th = "ไม่พบกระบวนงาน {key}"
    en = "There is no process definition {key}."


class InstanceNotFound(NotFound):
    """No such case, or not one of yours."""

    code = "instance_not_found"
    th = "ไม่พบเรื่องที่ขอ หรือท่านไม่มีสิทธิเข้าถึง"
    en = "There is no such case, or it is not yours to see."


_STATUSES_TH: Final = {
    "active": "กำลังดำเนินการ",
    "suspended": "ระงับไว้",
    "completed": "เสร็จสิ้น",
    "cancelled": "ยกเลิก",
    "gone": "ไม่มีอยู่แล้ว",
}


class InstanceNotActive(Conflict):
    """The instance has ended or is suspended, so it takes no such command."""

    code = "instance_not_active"
    th = "เรื่องนี้อยู่ในสถานะ “{status}” จึงทำรายการนี้ไม่ได้"
    en = "Expected an active case, but it is {status}."

    def text(self, language: str) -> str:
        """Return the sentence with the case's status in its words."""
        status = str(self.particulars.get("status", "–"))
        thai = _STATUSES_TH.get(status, status)
        told = thai if language == "th" else status
        return (self.th if language == "th" else self.en).format(status=told)


class TaskNotFound(NotFound):
    """No such task, or not one of yours."""

    code = "task_not_found"
    th = "ไม่พบงานที่ขอ หรือท่านไม่มีสิทธิเข้าถึง"
    en = "There is no such task, or it is not yours to see."


class TaskNotOpen(Conflict):
    """Somebody else got there first: says who and when."""

    code = "task_not_open"
    th = "งานนี้ถูกดำเนินการแล้ว ({state_th}) โดย {by_th} เมื่อ {at}"
    en = "Expected an open task, but it is {state}, by {by_en} at {at}."


class TaskTaken(Conflict):
    """The task is claimed by somebody else."""

    code = "task_taken"
    th = "งานนี้มีผู้รับไปแล้ว: {assignee_th}"
    en = "Expected a free task, but {assignee_en} has it."


class NotACandidate(Forbidden):
    """The task goes to a role that the person does not hold today."""

    code = "not_a_candidate"
    th = "งานนี้เป็นของ{roles_th} ท่านไม่ได้อยู่ในบทบาทนั้น"
    en = "The task goes to {roles_en}; you do not hold that role."


class VersionConflict(Conflict):
    """The version in the command is not the row's."""

    code = "version_conflict"
    th = "ข้อมูลเปลี่ยนไปแล้ว (รุ่น {current}) กรุณาเปิดดูใหม่"
    en = "Expected version {expected}, but it is now {current}; read it again first."


class DraftChanged(Conflict):
    """The draft was changed elsewhere since it was seen: says by whom, when, and its new tag."""

    code = "draft_changed"
    th = "ร่างของงานนี้ถูกแก้ไขจากที่อื่นแล้ว โดย {by_th} เมื่อ {at}"
    en = "The draft was changed elsewhere, by {by_en} at {at}."


class FormInvalid(Invalid):
    """The data breaks the form. `errors`: path → {"th": …, "en": …}."""

    code = "form_invalid"
    th = "แบบฟอร์มยังไม่ถูกต้อง {count} รายการ"
    en = "The form has {count} error(s)."


class FormNotFound(NotFound):
    """No form has this key."""

    code = "form_not_found"
    th = "ไม่พบแบบฟอร์ม {key}"
    en = "There is no form {key}."


class CannotSendBack(Conflict):
    """There is no single earlier user task the token could go back to."""

    code = "cannot_send_back"
    th = "ส่งกลับไม่ได้: ไม่มีขั้นตอนก่อนหน้าที่ย้อนไปได้"
    en = "There is no earlier step this task can be sent back to."


class ReasonRequired(Invalid):
    """A command that changes the course of a case says why."""

    code = "reason_required"
    th = "กรุณาระบุเหตุผล"
    en = "Say why: a reason is required."


class NobodyWaits(NotFound):
    """No instance waits for this message, and no process starts with it."""

    code = "nobody_waits"
    th = "ไม่มีเรื่องใดรอข้อความ {name}"
    en = "Nobody waits for message {name}."


class StartIsPlanned(Conflict):
    """A case that begins by itself does so on the days that the office's settings say."""

    code = "start_is_planned"
    th = "วันเริ่มเป็นไปตามแผนผังและค่าตั้งของสำนักงาน ให้เปลี่ยนค่าตั้ง หรือสั่งให้เริ่มทันที"
    en = "It begins on a day that the diagram or a setting says: change that, or run it now."


class Ambiguous(Conflict):
    """More than one instance waits for the message: correlate more closely."""

    code = "ambiguous_correlation"
    th = "มีมากกว่าหนึ่งเรื่องที่รอข้อความ {name}"
    en = "{count} cases wait for message {name}; name one by its business key or correlation."


class CursorInvalid(Invalid):
    """A cursor is taken from `next`, never made up."""

    code = "cursor_invalid"
    th = "ตัวชี้หน้าถัดไปไม่ถูกต้อง"
    en = "Expected a cursor from `next`, but got something else."


class IdempotencyMismatch(Conflict):
    """The Idempotency-Key was used before for another request."""

    code = "idempotency_mismatch"
    th = "Idempotency-Key นี้ใช้กับคำขออื่นไปแล้ว"
    en = "This Idempotency-Key was used for another request."


class CitizenDeadlineEarlier(Conflict):
    """A citizen may rely on the deadline: whoever makes it earlier says that they mean to."""

    code = "citizen_deadline_earlier"
    th = "กำหนดนี้เป็นของประชาชน ({before_th}) การเลื่อนให้เร็วขึ้นเป็น {after_th} ต้องยืนยันโดยชัดแจ้ง"
    en = "It binds a citizen ({before_en}); to make it earlier ({after_en}) must be confirmed."


class CitizenPeriodOver(Conflict):
    """A citizen's time would end in the past, where nothing can be done any more."""

    code = "citizen_period_over"
    th = "กำหนดนี้เป็นของประชาชน จะให้สิ้นสุดย้อนหลังไม่ได้ กำหนดที่เร็วที่สุดคือสิ้นวันที่ {today_th}"
    en = "It binds a citizen, whose time cannot end in the past: {today_en} or later."


class JobNotWaiting(Conflict):
    """The job has already run, or was cancelled."""

    code = "job_not_waiting"
    th = "งานระบบนี้อยู่ในสถานะ {state} จึงทำรายการไม่ได้"
    en = "Expected a waiting job, but it is {state}."


class IncidentNotOpen(Conflict):
    """The incident is already resolved."""

    code = "incident_not_open"
    th = "เหตุขัดข้องนี้แก้ไขแล้ว"
    en = "The incident is already resolved."


class CalendarUnknown(NotFound):
    """No office has this id, or not one of yours."""

    code = "calendar_unknown"
    th = "ไม่พบปฏิทินของสำนักงาน {office}"
    en = "There is no calendar of office {office}."


class BusinessKeyTaken(Conflict):
    """Another case of the office has this business key."""

    code = "business_key_taken"
    th = "เลขที่เรื่อง {business_key} มีอยู่แล้ว"
    en = "The office already has a case {business_key}."


class OfficeRequired(Invalid):
    """Who acts in several offices says in which."""

    code = "office_required"
    th = "กรุณาระบุสำนักงาน: {offices}"
    en = "Say in which office: {offices}."


class VariablesReserved(Invalid):
    """These variables are set by the service."""

    code = "variables_reserved"
    th = "ตัวแปร {names} ระบบเป็นผู้กำหนด"
    en = "The service itself sets {names}."


class CalendarDaysInvalid(Invalid):
    """Days that a calendar cannot hold. `why` (en) and `why_th` say what is wrong."""

    code = "calendar_days_invalid"
    th = "วันในปฏิทินไม่ถูกต้อง: {why_th}"
    en = "The days of the calendar are not valid: {why}"
