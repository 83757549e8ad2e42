"""What can be wrong with the analysts' drafts."""

from engine.errors.base import Conflict, Invalid, NotFound


class DraftNotFound(NotFound):
    """There is no such draft."""

    code = "draft_not_found"
    th = "ไม่พบร่างกระบวนงานนี้"
    en = "There is no such draft."


class DraftFileNotFound(NotFound):
    """The draft has no file of this name, or it was removed."""

    code = "draft_file_not_found"
    th = "ร่างนี้ไม่มีไฟล์ {name}"
    en = "The draft has no file {name}."


class DraftVersionNotFound(NotFound):
    """The draft has no version of this number."""

    code = "draft_version_not_found"
    th = "ร่างนี้ไม่มีรุ่นที่ {number}"
    en = "The draft has no version {number}."


class DraftFileChanged(Conflict):
    """The file was changed since it was seen: `by` whom (`by_th`, `by_en`), `at`, its `revision`.

    `is_removed`: it was taken out of the draft. `name`: which file.
    """

    code = "draft_file_changed"
    th = "ไฟล์ {name} ถูกแก้ไขไปแล้วโดย {by_th} ยังไม่ได้บันทึกทับ"
    en = "{name} was changed by {by_en} meanwhile; nothing was overwritten."


class DraftArchived(Conflict):
    """The draft is put away: nothing in it changes until it is taken out again."""

    code = "draft_archived"
    th = "ร่างนี้เก็บเข้าคลังแล้ว นำกลับมาใช้ก่อนจึงแก้ไขได้"
    en = "The draft is archived; take it out before changing it."


class DraftFileUnfit(Invalid):
    """A file that no draft takes. `why` (en) and `why_th` say why, `name` which."""

    code = "draft_file_unfit"
    th = "รับไฟล์ {name} ไม่ได้: {why_th}"
    en = "{name} is not taken: {why}"


class DraftTitleUnfit(Invalid):
    """A draft's title is missing or too long."""

    code = "draft_title_unfit"
    th = "กรุณาตั้งชื่อร่างเป็นภาษาไทย ไม่เกิน {most} ตัวอักษร"
    en = "Give the draft a title of at most {most} characters."


class DraftMessageUnfit(Invalid):
    """A version is kept with a message that says what was changed."""

    code = "draft_message_unfit"
    th = "กรุณาเขียนสั้น ๆ ว่าแก้อะไร ไม่เกิน {most} ตัวอักษร"
    en = "Say in a few words what was changed, in at most {most} characters."


class DraftImportRefused(Invalid):
    """None of the files is taken. `refused`: a DraftFileUnfit of each."""

    code = "draft_import_refused"
    th = "ไม่มีไฟล์ใดนำเข้าได้"
    en = "None of the files can be taken."


class DraftSettingUnfit(Invalid):
    """A setting cannot be declared so. `why` (en) and `why_th` say why, `name` which."""

    code = "draft_setting_unfit"
    th = "ชื่อค่าตั้ง “{name}” ใช้ไม่ได้: {why_th}"
    en = "The setting's name “{name}” does not fit: {why}"
