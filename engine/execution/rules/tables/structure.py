"""Rules on the file: one decision, named as the file, that is a table with a policy that is run."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS

from engine.execution.decisions import AGGREGATIONS
from engine.execution.rules.faults import Fault
from engine.execution.rules.tables.sheet import Sheet, TableCheck
from engine.execution.table import DMN_1_2, DMN_1_3, named
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem

_MOST = 20
"""Problems told of one file: a schema error tends to bring others along."""
_POLICIES = frozenset({"UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"})
_LOGIC = frozenset(
    {"literalExpression", "invocation", "context", "relation", "functionDefinition", "list"}
)
_FOREIGN = ("import", "businessKnowledgeModel", "decisionService")
_NEEDS = ("informationRequirement", "knowledgeRequirement")
_NAMESPACE = re.compile(r"\{[^}]*\}")
_DRAWING = ("http://www.omg.org/spec/DMN/20180521/DMNDI/", SCHEMAS and "DMNDI")

XSD = Fault(
    "table-xsd",
    "ไม่ตรงตามโครงสร้าง XML ของ DMN (บรรทัด {line}): {why}",
    "It breaks the XML schema of DMN (line {line}): {why}",
    "แก้ส่วนที่ระบุ แล้วบันทึกใหม่จากโปรแกรมเขียนตารางที่ได้มาตรฐาน DMN 1.3",
    "Mend what is named, then save again from a modeller that keeps to DMN 1.3.",
)
IDS = Fault(
    "table-id-twice",
    "รหัส “{id}” ใช้ซ้ำ {count} แห่งในไฟล์",
    "The id “{id}” stands {count} times in the file.",
    "ตั้งรหัสใหม่ให้ไม่ซ้ำกัน",
    "Give each element an id of its own.",
)
DECISIONS = Fault(
    "table-decisions",
    "ไฟล์มี {count} การตัดสินใจ แต่ต้องมีเพียงหนึ่ง: {ids}",
    "The file has {count} decisions, but exactly one is run: {ids}.",
    "แยกเป็นไฟล์ละหนึ่งตาราง แล้ววาดงานกฎ (business rule task) ต่อกันตามลำดับ",
    "Put each table in a file of its own and draw a business rule task for each, in their order.",
)
NAME = Fault(
    "table-name",
    "รหัสการตัดสินใจ “{id}” ไม่ตรงกับชื่อไฟล์ “{stem}”",
    "The decision's id “{id}” is not the name of the file, “{stem}”.",
    "ตั้งรหัสการตัดสินใจหรือชื่อไฟล์ให้เป็นชื่อเดียวกัน คือชื่อที่ camunda:decisionRef อ้าง",
    "Give both one name, which is what camunda:decisionRef refers to.",
)
LOGIC = Fault(
    "table-logic",
    "การตัดสินใจเป็น {found} แต่ต้องเป็นตาราง (decisionTable) หนึ่งตาราง",
    "The decision is made by {found}, but it must be one decisionTable.",
    "เขียนเป็นตาราง หรือใช้งานสคริปต์ ชื่อ = นิพจน์",
    "Write it as a table, or draw a script task with lines of `name = expression`.",
)
REQUIRED = Fault(
    "table-requires",
    "ตารางต้องใช้ผลของ {what} “{name}” ซึ่งระบบไม่คำนวณให้",
    "The table requires the {what} “{name}”, which is not worked out here.",
    "แยกเป็นไฟล์ของตนเอง แล้ววาดงานกฎไว้ก่อนหน้า ผลของงานนั้นเป็นตัวแปรที่ตารางนี้อ่านได้",
    "Put it in a file of its own and draw a business rule task before: its outputs are variables.",
)
FOREIGN = Fault(
    "table-foreign",
    "ไฟล์มี {what} ซึ่งระบบไม่รองรับ",
    "The file has a {what}, which is not supported.",
    "ลบออก แล้วเขียนกฎไว้ในตารางโดยตรง",
    "Remove it and write the rules into the table itself.",
)
LANGUAGE = Fault(
    "table-language",
    "เขียนด้วยภาษา {language} ซึ่งไม่รองรับ",
    "It is written in {language}, which is not supported.",
    "ลบ expressionLanguage ออก แล้วเขียนด้วยภาษานิพจน์ของระบบ",
    "Remove expressionLanguage and write in the expression language of the diagrams.",
)
POLICY = Fault(
    "hit-policy",
    "ตารางการตัดสินใจใช้ hit policy {policy} ซึ่งระบบไม่รองรับ",
    "The decision table's hit policy {policy} is not run here.",
    "ใช้ UNIQUE, ANY, FIRST, RULE ORDER หรือ COLLECT (PRIORITY: เรียงกฎตามลำดับความสำคัญแล้วใช้ FIRST; "
    "OUTPUT ORDER: เรียงกฎแล้วใช้ RULE ORDER)",
    "Use UNIQUE, ANY, FIRST, RULE ORDER or COLLECT (for PRIORITY, put the rules in the order of "
    "their priority and use FIRST; for OUTPUT ORDER, put them in order and use RULE ORDER).",
)
AGGREGATION = Fault(
    "hit-policy-aggregation",
    "การรวมค่า {aggregation} ใช้ได้กับ COLLECT ที่มีผลลัพธ์คอลัมน์เดียว แต่ตารางเป็น {policy} มี {count} ผลลัพธ์",
    "The aggregation {aggregation} goes with COLLECT and one output; it is {policy} with {count}.",
    "ใช้ COLLECT กับ SUM, MIN, MAX หรือ COUNT และผลลัพธ์คอลัมน์เดียว หรือลบการรวมค่าออก",
    "Use COLLECT with SUM, MIN, MAX or COUNT over one output, or remove the aggregation.",
)


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS[DMN_1_3]))


def obeys_the_schema(sheet: Sheet) -> Iterator[Problem]:
    """The file must pass the schema that SpiffWorkflow ships.

    The library's schema of DMN 1.2 cannot be loaded; a file of 1.2 is held against that of 1.3,
    which only adds to it.
    """
    space = etree.QName(sheet.root).namespace or ""
    tree = deepcopy(sheet.root)
    schema = _schema() if space in (DMN_1_2, DMN_1_3) else _oldest()
    if space == DMN_1_2:
        tree = _as_1_3(tree)
    if schema.validate(tree):
        return
    log: Any = schema.error_log  # iterable, which lxml-stubs do not say
    for entry in islice(log, _MOST):
        yield XSD.at(sheet, sheet.root, line=entry.line, why=_NAMESPACE.sub("", entry.message))


