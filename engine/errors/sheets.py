"""Why a spreadsheet is not read into a form's table."""

from engine.errors.base import Invalid, NotFound


class SheetRefused(Invalid):
    """The file is no sheet that can be read. `why` (en) and `why_th` say what to do instead."""

    code = "sheet_refused"
    th = "อ่านตารางนี้ไม่ได้: {why_th}"
    en = "The sheet cannot be read: {why}"


class TableNotFound(NotFound):
    """The task's form has no table of this name."""

    code = "table_not_found"
    th = "แบบฟอร์มของงานนี้ไม่มีตาราง {field}"
    en = "The form of this task has no table {field}."
