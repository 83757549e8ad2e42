"""What differs between two decision tables: columns, rules and how rules are chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.differences import Change, Difference, How, Said, same, shifted
from engine.execution.table import Clause, Table, TableRule, load_table


@dataclass(frozen=True, slots=True)
class _Part:
    """A column or a rule: what it says by what each of it is called."""

    kind: str
    name: str
    says: Mapping[str, str]


_KINDS = {
    "table": Said(th="ตาราง", en="table"),
    "input": Said(th="ช่องเงื่อนไข", en="input"),
    "output": Said(th="ช่องผล", en="output"),
    "rule": Said(th="กฎ", en="rule"),
}
_CALLED = {
    "policy": Said(th="วิธีเลือกกฎ", en="hit policy"),
    "aggregation": Said(th="การรวมผล", en="aggregation"),
    "expression": Said(th="นิพจน์", en="expression"),
    "label": Said(th="ชื่อช่อง", en="label"),
    "type": Said(th="ชนิดข้อมูล", en="type"),
    "listed": Said(th="ค่าที่รับได้", en="allowed values"),
    "default": Said(th="ค่าปริยาย", en="default"),
    "note": Said(th="หมายเหตุ", en="note"),
}


def table_differences(before: bytes, after: bytes) -> tuple[Difference, ...]:
    """Return what differs between two DMN files that passed the checks, removed last."""
    old, new = _parts(load_table(before)), _parts(load_table(after))
    moved = {
        name
        for kind in ("input", "output", "rule")
        for name in shifted(_of_kind(old, kind), _of_kind(new, kind))
    }
    kept = [_compared(name, old.get(name), part, name in moved) for name, part in new.items()]
    gone = [_told(How.REMOVED, name, part) for name, part in old.items() if name not in new]
    return (*(each for each in kept if each is not None), *gone)


def _of_kind(parts: Mapping[str, _Part], kind: str) -> list[str]:
    return [name for name, part in parts.items() if part.kind == kind]


def _parts(table: Table) -> dict[str, _Part]:
    whole = {"policy": table.policy, "aggregation": table.aggregation}
    found = {table.key: _Part("table", table.key, whole)}
    columns = [("input", each) for each in table.inputs] + [
        ("output", each) for each in table.outputs
    ]
    for number, (kind, clause) in enumerate(columns, start=1):
        found[clause.element.get("id") or f"{kind} {number}"] = _column(kind, clause)
    for rule in table.rules:
        found[rule.element.get("id") or f"rule {rule.number}"] = _rule(table, rule)
    return found


def _column(kind: str, clause: Clause) -> _Part:
    said = {
        "label": clause.element.get("label", ""),
        "expression": clause.text,
        "type": clause.type,
        "listed": clause.listed,
        "default": clause.default,
    }
    return _Part(kind, _heading(clause), said)


def _heading(clause: Clause) -> str:
    return clause.element.get("label") or clause.text


def _rule(table: Table, rule: TableRule) -> _Part:
    cells = [*zip(table.inputs, rule.inputs, strict=False)]
    cells += [*zip(table.outputs, rule.outputs, strict=False)]
    said = {f"cell {column.element.get('id') or _heading(column)}": e.text for column, e in cells}
    headings = {
        f"cell {column.element.get('id') or _heading(column)}": _heading(column)
        for column, _ in cells
    }
    return _Rule("rule", rule.note or f"#{rule.number}", {**said, "note": rule.note}, headings)


@dataclass(frozen=True, slots=True)
class _Rule(_Part):
    headings: Mapping[str, str]


def _compared(name: str, was: _Part | None, now: _Part, is_moved: bool) -> Difference | None:  # noqa: FBT001 - named where it is called
    if was is None:
        return _told(How.ADDED, name, now)
    changes = tuple(_changes(was, now))
    if not changes and not is_moved:
        return None
    how = How.CHANGED if changes else How.MOVED
    return _told(how, name, now, changes=changes, is_moved=is_moved)


def _told(
    how: How, name: str, part: _Part, *, changes: tuple[Change, ...] = (), is_moved: bool = False
) -> Difference:
    return Difference(
        how=how,
        id=name,
        id_before=name,
        kind=part.kind,
        kind_called=_KINDS[part.kind],
        name=same(part.name),
        changes=changes,
        is_moved=is_moved,
    )


def _changes(was: _Part, now: _Part) -> Iterator[Change]:
    for path in {**was.says, **now.says}:
        before, after = was.says.get(path) or None, now.says.get(path) or None
        if before != after:
            yield Change(
                property=path,
                called=_CALLED.get(path) or same(_heading_of(path, was, now)),
                before=None if before is None else same(before),
                after=None if after is None else same(after),
            )


def _heading_of(path: str, *parts: _Part) -> str:
    known = [
        part.headings[path] for part in parts if isinstance(part, _Rule) and path in part.headings
    ]
    return known[-1] if known else path
