"""Rules on the file: one decision, named as the file, that is a table with a policy that is run."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from SpiffWorkflow.dmn.parser.BpmnDmnParser import SCHEMAS

from engine.execution.decisions import AGGREGATIONS
from engine.execution.rules.faults import Fault
from engine.execution.rules.schema import element_at
from engine.execution.rules.tables.sheet import Sheet, TableCheck
from engine.execution.table import DMN_1_2, DMN_1_3, Table, named
from engine.execution.vocabulary import Element, local_name
from engine.model import Problem

_MOST = 20
"""Problems told of one file: a schema error tends to bring others along."""
_POLICIES = frozenset({"UNIQUE", "FIRST", "ANY", "COLLECT", "RULE ORDER"})
_LOGIC = frozenset(
    {"literalExpression", "invocation", "context", "relation", "functionDefinition", "list"}
)
_FOREIGN = ("import", "businessKnowledgeModel", "decisionService")
_LANGUAGES = ("feel", "khanton")
_AS_1_3 = (
    (DMN_1_2, DMN_1_3),
    ("http://www.omg.org/spec/DMN/20180521/DMNDI/", "https://www.omg.org/spec/DMN/20191111/DMNDI/"),
)
_NAMESPACE = re.compile(r"\{[^}]*\}")

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
def _schema(space: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS[space]))


def obeys_the_schema(sheet: Sheet) -> Iterator[Problem]:
    """The file must pass the schema that SpiffWorkflow ships.

    The library's schema of DMN 1.2 cannot be loaded; a file of 1.2 is held against that of 1.3,
    which only adds to it.
    """
    text = etree.tostring(sheet.root, encoding="unicode")
    for old, new in _AS_1_3:
        text = text.replace(old, new)
    tree = etree.fromstring(text)
    schema = _schema(etree.QName(tree).namespace or "")
    if schema.validate(tree):
        return
    log: Any = schema.error_log  # iterable, which lxml-stubs do not say
    for entry in islice(log, _MOST):
        why = _NAMESPACE.sub("", entry.message)
        yield XSD.at(sheet, element_at(tree, entry.path), line=entry.line, why=why)


def ids_are_unique(sheet: Sheet) -> Iterator[Problem]:
    """A problem, and the history, name a rule by its id."""
    found = Counter(identity for each in sheet.root.iter("*") if (identity := each.get("id")))
    twice = {identity: count for identity, count in found.items() if count > 1}
    for element in sheet.root.iter("*"):
        identity = element.get("id", "")
        if count := twice.pop(identity, 0):
            yield IDS.at(sheet, element, id=identity, count=count)


def one_decision_named_as_the_file(sheet: Sheet) -> Iterator[Problem]:
    """A business rule task asks a file's one decision, by the file's name."""
    ids = [decision.get("id", "") for decision in sheet.decisions]
    if len(ids) != 1:
        told = ", ".join(ids) or "–"
        yield DECISIONS.at(sheet, sheet.root, count=len(ids), ids=told)
    elif ids[0] != sheet.stem:
        yield NAME.at(sheet, sheet.decisions[0], id=ids[0], stem=sheet.stem)


def is_a_table(sheet: Sheet) -> Iterator[Problem]:
    """Literal expressions, invocations and the like are not run."""
    for decision in sheet.decisions:
        other = [local_name(each) for each in decision if local_name(each) in _LOGIC]
        if other or len(_tables(decision)) != 1:
            yield LOGIC.at(sheet, decision, found=", ".join(other) or "–")


def _tables(decision: Element) -> list[Element]:
    return list(named(decision, "decisionTable"))


def stands_alone(sheet: Sheet) -> Iterator[Problem]:
    """What a table needs are variables; other decisions and functions are not worked out for it."""
    for element in named(sheet.root, *_FOREIGN):
        yield FOREIGN.at(sheet, element, what=local_name(element))
    for decision in sheet.decisions:
        for need in named(decision, "informationRequirement", "knowledgeRequirement"):
            for each in named(need, "requiredDecision", "requiredKnowledge"):
                name = each.get("href", "").removeprefix("#")
                yield REQUIRED.at(sheet, need, what=local_name(each), name=name)


def is_written_in_our_language(sheet: Sheet) -> Iterator[Problem]:
    """FEEL is what modellers write there unasked; its cells are read as ours, or refused."""
    for element in sheet.root.iter("*"):
        language = element.get("expressionLanguage", "")
        if language and not any(known in language.lower() for known in _LANGUAGES):
            yield LANGUAGE.at(sheet, element, language=language)


def policy_is_run(sheet: Sheet) -> Iterator[Problem]:
    """Only a policy that means here what DMN says is accepted."""
    if not all(_tables(decision) for decision in sheet.decisions) or not sheet.decisions:
        return
    table = sheet.table
    if table.policy not in _POLICIES:
        yield POLICY.at(sheet, table.element, policy=table.policy)
    elif table.aggregation and not _can_be_aggregated(table):
        told = {"policy": table.policy, "count": len(table.outputs)}
        yield AGGREGATION.at(sheet, table.element, aggregation=table.aggregation, **told)


def _can_be_aggregated(table: Table) -> bool:
    is_known = table.aggregation in AGGREGATIONS
    return is_known and table.policy == "COLLECT" and len(table.outputs) == 1


RULES: tuple[TableCheck, ...] = (
    obeys_the_schema,
    ids_are_unique,
    one_decision_named_as_the_file,
    is_a_table,
    stands_alone,
    is_written_in_our_language,
    policy_is_run,
)
