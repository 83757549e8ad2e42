"""What a new decision table begins with; each is sound as it is, and analysts change it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A kind of table: its words, policy, columns (label, expression or name, type) and rules."""

    th: str
    en: str
    about_th: str
    about_en: str
    policy: str
    inputs: tuple[tuple[str, str, str], ...]
    outputs: tuple[tuple[str, str, str], ...]
    rules: tuple[tuple[str, ...], ...]


TEMPLATES: Final[Mapping[str, Template]] = {
    "criteria": Template(
        th="เกณฑ์ผ่านหรือไม่ผ่าน",
        en="Pass or fail",
        about_th="เทียบคะแนนหรือจำนวนกับเกณฑ์ แล้วบอกผลและเหตุผล",
        about_en="A score is held against a threshold; the result and why.",
        policy="UNIQUE",
        inputs=(("คะแนน", "score", "number"),),
        outputs=(("ผล", "result", "string"), ("เหตุ", "reason", "string")),
        rules=(
            (">= 60", '"pass"', '"คะแนนถึงเกณฑ์"'),
            ("< 60", '"fail"', '"คะแนนไม่ถึงเกณฑ์"'),
        ),
    ),
    "kinds": Template(
        th="แยกตามประเภท",
        en="By kind",
        about_th="ประเภทของเรื่องบอกว่าต้องทำอย่างไร ข้อแรกที่ตรงมีผล",
        about_en="The kind of case says what is done; the first rule that holds counts.",
        policy="FIRST",
        inputs=(("ประเภท", "kind", "string"),),
        outputs=(("ดำเนินการ", "action", "string"),),
        rules=(('"new"', '"check"'), ("-", '"forward"')),
    ),
    "amount": Template(
        th="จำนวนเงินตามช่วง",
        en="An amount by range",
        about_th="ช่วงของจำนวนให้จำนวนเงินหรืออัตรา",
        about_en="A range of a number gives an amount or a rate.",
        policy="UNIQUE",
        inputs=(("จำนวนคน", "people_count", "number"),),
        outputs=(("จำนวนเงิน", "amount", "number"),),
        rules=(("< 10", "500"), ("[10..50)", "1000"), (">= 50", "2000")),
    ),
}
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="{key}_definitions" '
    'name={name} namespace="https://khanton.example/dmn" exporter="Khanton" exporterVersion="1.0">'
)


def new_table(key: str, name: str, template: str) -> bytes:
    """Return a new decision table of a kind; of one that nobody knows, the first."""
    made = TEMPLATES.get(template, TEMPLATES["criteria"])
    lines = [
        _HEAD.format(key=key, name=quoteattr(name)),
        f'  <decision id="{key}" name={quoteattr(name)}>',
        f'    <decisionTable id="{key}_table" hitPolicy="{made.policy}">',
        *(_input(at, each) for at, each in enumerate(made.inputs, 1)),
        *(
            f'      <output id="output_{at}" label={quoteattr(label)} name="{called}"'
            f' typeRef="{kind}"/>'
            for at, (label, called, kind) in enumerate(made.outputs, 1)
        ),
        *(_rule(at, each, len(made.inputs)) for at, each in enumerate(made.rules, 1)),
        "    </decisionTable>",
        "  </decision>",
        "</definitions>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _input(at: int, column: tuple[str, str, str]) -> str:
    label, expression, kind = column
    return (
        f'      <input id="input_{at}" label={quoteattr(label)}>\n'
        f'        <inputExpression id="input_{at}_expression" typeRef="{kind}">'
        f"<text>{escape(expression)}</text></inputExpression>\n"
        "      </input>"
    )


def _rule(at: int, cells: tuple[str, ...], inputs: int) -> str:
    lines = [f'      <rule id="rule_{at}">']
    for number, cell in enumerate(cells, 1):
        kind = "inputEntry" if number <= inputs else "outputEntry"
        identity = f"rule_{at}_{number}"
        lines.append(f'        <{kind} id="{identity}"><text>{escape(cell)}</text></{kind}>')
    return "\n".join([*lines, "      </rule>"])
