"""Whether a file from elsewhere can be worked on at all; whether it is right is asked later."""

from lxml import etree

from engine.execution.table import VERSIONS
from engine.execution.vocabulary import KHANTON, bpmn
from engine.execution.xml import read
from engine.model import Problem


def read_diagram(xml: bytes, file: str, limit: int) -> tuple[list[str], list[Problem]]:
    """Return the ids of a diagram's processes, or the problems that say why it cannot be read."""
    tree, problems = read(xml, file, limit)
    if tree is None:
        return [], problems
    return [key for each in tree.iter(bpmn("process")) if (key := each.get("id"))], []


def read_table(xml: bytes, file: str, limit: int) -> list[Problem]:
    """Return the problems that say why a decision table cannot be read; none when it can."""
    problems: list[Problem] = []
    for version in VERSIONS:
        tree, problems = read(xml, file, limit, root=f"{{{version}}}definitions")
        if tree is not None:
            return []
    return problems


def named(xml: bytes) -> tuple[str, str]:
    """Return the Thai and the English name of a diagram's process or of a table; "" for none."""
    try:
        tree = etree.fromstring(xml, _parser())
    except (etree.XMLSyntaxError, ValueError):
        return ("", "")
    for each in tree.iter("{*}process", "{*}decision"):
        th = each.get("name") or ""
        return (th, each.get(f"{{{KHANTON}}}nameEn") or th)
    return ("", "")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
