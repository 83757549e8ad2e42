"""Fills in whatever form a task shows: what the case knows, usual data, and this time's choice.

It reads the form's definition, so it survives small changes of diagrams and forms; what a form
refuses is mended by what the refusal names, and counted.
"""

import importlib
from copy import deepcopy

from engine.forms.conditions import holds
from tests.simulate import branches, tables
from tests.simulate.asked import value_of

SCAN = "a scanned document"
_PACKAGES = (
    *("home_education_appeal", "home_education_transfer", "home_education_year"),
    *("cct_screening", "royal_award", "school_community", "student_welfare"),
)
FORMS = {
    key: data
    for package in _PACKAGES
    for key, data in importlib.import_module(f"tests.processes.{package}.filled").FORMS.items()
}


def filled(shown, chance, now, school):
    """Return data for a form as `tasks.form` shows it; SCAN stands where a file belongs."""
    definition, begun = shown["definition"], shown["data"]
    if definition is None:
        return {}
    key = definition["key"]
    usual = deepcopy(FORMS.get(key, {})) | branches.changes(key, chance, now)
    data = {}
    for field in definition["fields"]:
        if "auto" in field or not _is_visible(field, {**begun, **data}):
            continue
        value = _value(field, usual, begun, now)
        if value is None and field["key"] not in usual and _is_required(field, {**begun, **data}):
            value = value_of(field, now, SCAN)
        if value is not None:
            data[field["key"]] = value
    tables.sized(key, data, begun, chance, school)
    return data


def _is_visible(field, known):
    return "visible" not in field or holds(field["visible"], known)


def _is_required(field, known):
    if field.get("required"):
        return True
    return "required_if" in field and holds(field["required_if"], known)


def _value(field, usual, begun, now):
    key = field["key"]
    if field["type"] == "table" and begun.get(key):
        return _rows(field, begun[key], usual.get(key) or [{}], now)
    if key in usual:
        return usual[key]
    return begun.get(key) or None


def _rows(field, begun, usual, now):
    """Return the rows the case knows, with what they still lack from the usual ones."""
    return [_row(field["columns"], row, usual[n % len(usual)], now) for n, row in enumerate(begun)]


def _row(columns, begun, usual, now):
    known = {key: value for key, value in begun.items() if value not in (None, "")}
    row = {**usual, **known}
    asked = [column for column in columns if "auto" not in column]
    for column in asked:
        if column["key"] not in row and _is_required(column, row):
            row[column["key"]] = value_of(column, now, SCAN)
    return {column["key"]: row[column["key"]] for column in asked if column["key"] in row}


def mended(definition, data, errors, now):
    """Return the data with what a form refused put right: filled in where empty, else left out."""
    fields = {field["key"]: field for field in definition["fields"]}
    for path in errors:
        key, _, rest = path.partition(".")
        if not rest:
            _mend(data, key, fields.get(key), now)
        elif isinstance(data.get(key), list):
            number, _, column = rest.partition(".")
            columns = {c["key"]: c for c in fields[key].get("columns", ())}
            _mend(data[key][int(number)], column, columns.get(column), now)
    return data


def _mend(holder, key, field, now):
    if key in holder or field is None or "auto" in field:
        holder.pop(key, None)
    else:
        holder[key] = value_of(field, now, SCAN)


def with_files(data, attach, above=""):
    """Return the data with a file attached, by `attach(field)`, wherever SCAN stands."""
    return {key: _with_files(value, attach, f"{above}{key}") for key, value in data.items()}


def _with_files(value, attach, field):
    if value == SCAN:
        return [attach(field)]
    if isinstance(value, list):
        return [with_files(v, attach, f"{field}.") if isinstance(v, dict) else v for v in value]
    return value


def rows_of(data):
    """Return how many rows of tables were filled in."""
    lists = [value for value in data.values() if isinstance(value, list)]
    return sum(len(rows) for rows in lists if rows and isinstance(rows[0], dict))
