"""Reads XML from strangers: bounded in size and depth, without DTDs, entities or network."""

from typing import Any

from lxml import etree

from engine.execution.vocabulary import Element, bpmn
from engine.model import Problem, Severity

DEFINITIONS = bpmn("definitions")
"""The root of a BPMN file."""

_DOCTYPE = b"<!DOCTYPE"
_SHOWN = 200
"""Characters of the parser's own message that are passed on."""

_TEXTS = {
    "xml-too-large": (
        "ไฟล์มีขนาด {size} ไบต์ เกินที่รับได้ {limit} ไบต์",
        "The file has {size} bytes; at most {limit} are accepted.",
        "แยกกระบวนงานเป็นหลายไฟล์ หรือนำรูปภาพที่ฝังไว้ออก",
        "Split the process into several files, or remove embedded pictures.",
    ),
    "xml-doctype": (
        "ไฟล์มีการประกาศ DOCTYPE ซึ่งไม่รับเพื่อความปลอดภัย",
        "The file declares a DOCTYPE, which is refused for safety.",
        "ลบบรรทัด <!DOCTYPE …> และเอนทิตีออก แล้วบันทึกใหม่จากโปรแกรมวาดผัง",
        "Remove the <!DOCTYPE …> and its entities, then save again from the modeller.",
    ),
    "xml-malformed": (
        "อ่านไฟล์ XML ไม่ได้ (บรรทัด {line}): {why}",
        "The XML cannot be read (line {line}): {why}",
        "บันทึกไฟล์ใหม่จากโปรแกรมวาดผัง หรือแก้บรรทัดที่ระบุ",
        "Save the file again from the modeller, or mend the line named.",
    ),
    "xml-not-bpmn": (
        "ไฟล์ไม่ใช่ชนิดที่รับได้: รากของเอกสารคือ {found} แต่ต้องเป็น {expected}",
        "Expected a document whose root is {expected}, but it is {found}.",
        "บันทึกเป็น BPMN 2.0 XML จากโปรแกรมวาดผัง",
        "Save it as BPMN 2.0 XML from the modeller.",
    ),
}


def read(
    data: bytes, file: str, limit: int, root: str = DEFINITIONS
) -> tuple[Element | None, list[Problem]]:
    """Return the root element, or nothing and the problems that say why.

    `limit` is in bytes; `root` the qualified name that the document must begin with. Comments and
    processing instructions are dropped. Never raises for what is in `data`.
    """
    if len(data) > limit:
        return None, [_problem(file, "xml-too-large", size=len(data), limit=limit)]
    if _DOCTYPE in data:
        return None, [_problem(file, "xml-doctype")]
    try:
        found = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        return None, [_malformed(file, error)]
    return _accepted(found, file, root)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _accepted(found: Element, file: str, root: str) -> tuple[Element | None, list[Problem]]:
    document: Any = found.getroottree().docinfo  # lxml-stubs miss parts of it
    if document.doctype or document.internalDTD is not None:  # in an encoding the scan cannot see
        return None, [_problem(file, "xml-doctype")]
    if found.tag != root:
        return None, [_problem(file, "xml-not-bpmn", found=found.tag, expected=root)]
    return found, []


def _malformed(file: str, error: Exception) -> Problem:
    line = getattr(error, "lineno", None) or 1
    return _problem(file, "xml-malformed", line=line, why=str(error)[:_SHOWN])


def _problem(file: str, rule: str, **particulars: object) -> Problem:
    th, en, remedy_th, remedy_en = _TEXTS[rule]
    return Problem(
        file=file,
        element_id=None,
        rule=rule,
        severity=Severity.ERROR,
        message_th=th.format_map(particulars),
        message_en=en.format_map(particulars),
        remedy_th=remedy_th,
        remedy_en=remedy_en,
    )
