"""What can be wrong with who somebody is."""

from engine.errors.base import Conflict, Forbidden, Invalid, NotFound, Unauthenticated


class BadCredentials(Unauthenticated):
    """Unknown user or wrong password: the caller is not told which."""

    code = "bad_credentials"
    th = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
    en = "Wrong user name or password."


class AuditorsOnlyRead(Forbidden):
    """Whoever audits changes nothing, so that nobody audits their own work."""

    code = "auditors_only_read"
    th = "ผู้ตรวจสอบดูข้อมูลได้เท่านั้น เปลี่ยนแปลงไม่ได้"
    en = "An auditor only reads; nothing may be changed."


class NoSubstitution(Forbidden):
    """Nobody has entrusted the person with acting for `absent` today."""

    code = "no_substitution"
    th = "วันนี้ท่านไม่ได้รับมอบหมายให้ปฏิบัติหน้าที่แทน {absent}"
    en = "You have no substitution for {absent} today."


class UserNotFound(NotFound):
    """No account has this user name."""

    code = "user_not_found"
    th = "ไม่พบผู้ใช้ {username}"
    en = "There is no user {username}."


class UserExists(Conflict):
    """Another account has this user name."""

    code = "user_exists"
    th = "มีผู้ใช้ {username} อยู่แล้ว"
    en = "There is already a user {username}."


class UserNameUnfit(Invalid):
    """A user name that cannot be typed everywhere."""

    code = "user_name_unfit"
    th = "ชื่อผู้ใช้ต้องเป็น a-z 0-9 . _ - ขึ้นต้นด้วยตัวอักษรหรือตัวเลข ไม่เกิน 64 ตัว"
    en = "Expected a user name of a-z 0-9 . _ -, beginning with a letter or digit, up to 64."


class PasswordUnfit(Invalid):
    """A password too short to keep anybody out, or too long to be meant."""

    code = "password_unfit"
    th = "รหัสผ่านต้องมี {shortest} ถึง {longest} ตัวอักษร"
    en = "Expected a password of {shortest} to {longest} characters."


class RoleUnknown(Invalid):
    """No role has this key."""

    code = "role_unknown"
    th = "ไม่มีบทบาท {role}"
    en = "There is no role {role}."


class PeriodInvalid(Invalid):
    """The last day lies before the first."""

    code = "period_invalid"
    th = "วันสิ้นสุดต้องไม่ก่อนวันเริ่มต้น"
    en = "Expected a last day that is not before the first."


class SubstituteUnfit(Invalid):
    """Nobody substitutes for themselves, and only somebody of the same office does."""

    code = "substitute_unfit"
    th = "ผู้ปฏิบัติหน้าที่แทนต้องเป็นเจ้าหน้าที่คนอื่นในสำนักงานเดียวกัน และไม่ใช่ผู้ตรวจสอบ"
    en = "Expected a substitute who is somebody else of the same office, and no auditor."


class RoleNotHeld(Invalid):
    """A role is lent by somebody who does not hold it."""

    code = "role_not_held"
    th = "{absent} ไม่ได้อยู่ในบทบาท {role} จึงมอบหมายไม่ได้"
    en = "{absent} does not hold the role {role} and cannot lend it."


class AssigneeUnfit(Invalid):
    """A task is given only to somebody who holds its role in the office today."""

    code = "assignee_unfit"
    th = "มอบงานให้ {assignee} ไม่ได้: ไม่ได้อยู่ในบทบาท {roles} ของสำนักงาน"
    en = "Expected somebody who holds {roles} in the office, but {assignee} does not."


class SettingUnfit(Invalid):
    """A setting of an office is given a value that it cannot have."""

    code = "setting_unfit"
    th = "ตั้งค่า {name} ไม่ได้: ต้องเป็น{expected_th}"
    en = "The setting {name} cannot be that: expected {expected_en}."


class OfficeExists(Conflict):
    """An office has this id already."""

    code = "office_exists"
    th = "มีสำนักงาน {office} อยู่แล้ว"
    en = "There is an office {office} already."


class TokenNameUnfit(Invalid):
    """A token for another system is called something, so that it is known what it is for."""

    code = "token_name_unfit"
    th = "ชื่อโทเคนต้องมี 1 ถึง {longest} ตัวอักษร"
    en = "Expected a name of 1 to {longest} characters for the token."


class PersonNameUnfit(Invalid):
    """An account is called something in Thai, of bearable length."""

    code = "person_name_unfit"
    th = "ชื่อภาษาไทยต้องมี 1 ถึง {longest} ตัวอักษร"
    en = "Expected a Thai name of 1 to {longest} characters."


class YourselfLockedOut(Conflict):
    """An admin does not disable their own account or take their own admin's role away."""

    code = "yourself_locked_out"
    th = "ปิดบัญชีหรือถอนบทบาทผู้ดูแลของตนเองไม่ได้ ให้ผู้ดูแลคนอื่นทำ"
    en = "Not your own account or your own admin's role: let another admin do it."


class OfficeNameUnfit(Invalid):
    """An office has a Thai and an English name and a province, each of bearable length."""

    code = "office_name_unfit"
    th = "ชื่อสำนักงานและจังหวัดต้องมี 1 ถึง {longest} ตัวอักษร"
    en = "Expected names and a province of 1 to {longest} characters."


class PasswordUnchanged(Invalid):
    """The new password is the present one."""

    code = "password_unchanged"
    th = "รหัสผ่านใหม่ต้องไม่ซ้ำรหัสผ่านปัจจุบัน"
    en = "Expected another password than the present one."


class PasswordWrong(Invalid):
    """The present password, asked for again before something of the account changes, is wrong."""

    code = "password_wrong"
    th = "รหัสผ่านปัจจุบันไม่ถูกต้อง"
    en = "The present password is wrong."


class ActsForAnother(Forbidden):
    """Whoever stands in for somebody changes nothing of that person's account, nor of their own."""

    code = "acts_for_another"
    th = "กำลังปฏิบัติหน้าที่แทนผู้อื่น กรุณากลับเป็นตนเองก่อนแก้ไขบัญชี"
    en = "You act for somebody else; be yourself again before changing your account."


class EmailUnfit(Invalid):
    """What was given is no address that mail could go to."""

    code = "email_unfit"
    th = "ที่อยู่อีเมลไม่ถูกต้อง"
    en = "Expected an e-mail address like name@example.go.th."


class ChoiceUnfit(Invalid):
    """A preference is given a value that there is not."""

    code = "choice_unfit"
    th = "ไม่มีตัวเลือก {choice}"
    en = "There is no choice {choice}."


class MentionUnfit(Invalid):
    """A comment names somebody who does not exist, or who may not see the case."""

    code = "mention_unfit"
    th = "กล่าวถึง {names} ไม่ได้: ไม่พบผู้ใช้ หรือไม่มีสิทธิเห็นเรื่องนี้"
    en = "{names} cannot be mentioned: no such user, or they may not see this case."


class WebhookUnfit(Invalid):
    """A webhook's address may not be called, or there are too many."""

    code = "webhook_unfit"
    th = "เพิ่มเว็บฮุกไม่ได้: {why_th}"
    en = "The webhook cannot be added: {why}."


class EventUnknown(Invalid):
    """There is no such event, or none was chosen."""

    code = "event_unknown"
    th = "เลือกเหตุการณ์ที่จะแจ้งอย่างน้อยหนึ่งรายการ ({event})"
    en = "Choose at least one event that exists ({event})."
