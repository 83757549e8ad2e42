"""What can keep an official paper from being made, or from being made again."""

from engine.errors.base import Conflict, EngineError, NotFound


class PaperRefused(EngineError):
    """A paper that cannot be made of the data of this case; becomes an incident at its element.

    Trying again without changing the data cannot help. `paper` is the paper's key.
    """

    code = "paper_refused"
    th = "จัดทำเอกสาร {paper} ไม่ได้"
    en = "The paper {paper} cannot be made."


class PaperUnknown(PaperRefused):
    """No template of that name comes with the program."""

    code = "paper_unknown"
    th = "ไม่มีแบบเอกสารชื่อ “{paper}”"
    en = "There is no paper called “{paper}”."


class PaperInputMissing(PaperRefused):
    """Something the paper must say is missing, empty or blank."""

    code = "paper_input_missing"
    th = "จัดทำ{paper_th} ({paper}) ไม่ได้: ยังไม่มีข้อมูล “{input_th}” ({input})"
    en = "The paper “{paper_en}” ({paper}) cannot be made: its “{input_en}” ({input}) is missing."


class PaperInputInvalid(PaperRefused):
    """Something the paper says is not of the kind it must be: `why` (en), `why_th`."""

    code = "paper_input_invalid"
    th = "จัดทำ{paper_th} ({paper}) ไม่ได้: ข้อมูล “{input_th}” ({input}) {why_th}"
    en = "The paper “{paper_en}” ({paper}) cannot be made: its “{input_en}” ({input}) {why}."


class PaperInputUnknown(PaperRefused):
    """The diagram gives the paper something it has no place for."""

    code = "paper_input_unknown"
    th = "เอกสาร {paper} ไม่มีช่องสำหรับข้อมูล “{input}”"
    en = "The paper {paper} has no place for “{input}”."


class PaperFontsMissing(EngineError):
    """The machine has not the fonts that papers are written in; scripts/setup brings them."""

    code = "paper_fonts_missing"
    th = "เครื่องนี้ไม่มีแบบอักษรสำหรับจัดทำเอกสาร กรุณาให้ผู้ดูแลระบบเรียก scripts/setup"
    en = "This machine lacks the fonts that papers are written in; run scripts/setup."


class PaperTemplateBroken(EngineError):
    """The typesetter refused a template: a fault of the program, not of the case's data."""

    code = "paper_template_broken"
    th = "แบบเอกสาร {paper} มีข้อผิดพลาด: {why}"
    en = "The template of {paper} is broken: {why}"


class PaperNotFound(NotFound):
    """The case has no such paper: no such file, or one that somebody attached."""

    code = "paper_not_found"
    th = "ไม่พบเอกสารที่ระบบจัดทำตามที่ระบุ"
    en = "The case has no such paper made by the system."


class PaperErased(Conflict):
    """What the paper was made of has been erased with the case's personal data."""

    code = "paper_erased"
    th = "ข้อมูลที่ใช้จัดทำเอกสารนี้ถูกลบแล้ว จึงจัดทำซ้ำเพื่อเทียบไม่ได้"
    en = "What this paper was made of has been erased, so it cannot be made again."
