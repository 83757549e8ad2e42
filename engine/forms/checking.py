"""Checks data against a form: the schema decides, this page tells people what it decided."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from engine.forms.accepting import Test, acceptor, accepts, regex
from engine.forms.comparing import differences
from engine.forms.compiling import field_schema, schema
from engine.forms.definition import FormDefinition
from engine.forms.kinds import FORMATS, REPEATED, Field, parts
from engine.forms.messages import Message, describe, missing, not_an_object, too_deep, unknown
from engine.forms.normalising import normalise
from engine.forms.reading import clean
from engine.forms.shape import deeper_than

_DEPTH = 8
_LOOKED_AT = 5
"""How many faults are looked at for each one told: order is by field, not by discovery."""
_FAULTS_OF_ROW = 20
"""How many faults of one row are looked at, so that the rows behind it are looked at too."""
_SOUND = "sound"
"""Keyword of our own: quick tests of a table's rows and cells; the schema looks at the others."""

Path = tuple[str | int, ...]


def check(
    definition: FormDefinition, data: object, *, max_errors: int = 200
) -> tuple[dict[str, Any], dict[str, Message]]:
    """Return the normalised data, and what is wrong with it: path → {"th", "en"}, in field order.

    A path looks like `children.0.name`; rows are counted from 1 in the messages. At most
    `max_errors` are told. No errors means that `schema` accepts the data. Never raises.
    """
    if not isinstance(data, Mapping):
        return {}, {"": not_an_object()}
    read = normalise(definition, data)
    deep = {key for key, value in read.items() if deeper_than(value, _DEPTH)}
    faults = _faults(definition, {key: read[key] for key in read if key not in deep}, max_errors)
    told: dict[Path, Message] = {**{(key,): too_deep() for key in deep}, **faults}
    places = _Places(definition.fields)
    paths = sorted(told, key=places.of)
    return read, {_written(path): told[path] for path in paths[:max_errors]}


def fits(field: Field, value: Any) -> bool:
    """Whether a stored value is of the field's type; parts may be missing still."""
    if deeper_than(value, _DEPTH):
        return False
    checker = _checker(_with_tests((field,), {"properties": {field["key"]: field_schema(field)}}))
    return all(
        fault.validator == "required" for fault in checker.iter_errors({field["key"]: value})
    )


def _faults(
    definition: FormDefinition, data: dict[str, Any], max_errors: int
) -> dict[Path, Message]:
    found: dict[Path, Message] = {}
    looked_at = () if _quick(definition)(data) else _compiled(definition).iter_errors(data)
    for fault in islice(looked_at, max_errors * _LOOKED_AT):
        for path, message in _told(definition.fields, fault):
            found.setdefault(path, message)
    for path, message in islice(differences(definition.fields, data), max_errors * _LOOKED_AT):
        found.setdefault(path, message)
    return found


class _Places:
    """The place of a path among the fields, rows and columns; what is unknown comes last."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._fields = fields
        self._known: dict[Path, tuple[int, tuple[Field, ...]]] = {}

    def of(self, path: Path) -> list[int]:
        """Return where a path comes in the order of the form."""
        places: list[int] = []
        keys: Path = ()
        for step in path:
            if isinstance(step, int):
                places.append(step)
                continue
            around, keys = keys, (*keys, step)
            if keys not in self._known:
                self._known[keys] = self._place(around, step)
            places.append(self._known[keys][0])
        return places

    def _place(self, around: Path, step: str) -> tuple[int, tuple[Field, ...]]:
        fields = self._known[around][1] if around else self._fields
        keys = [field["key"] for field in fields]
        if step not in keys:
            return len(keys), ()
        return keys.index(step), parts(fields[keys.index(step)])


def _written(path: Path) -> str:
    return ".".join(clean(step) if isinstance(step, str) else str(step) for step in path)


def _told(fields: tuple[Field, ...], fault: ValidationError) -> Iterator[tuple[Path, Message]]:
    path = tuple(fault.absolute_path)
    instance: Any = fault.instance
    expected: Any = fault.validator_value
    if fault.validator == "required":
        for key in expected:
            if key not in instance:
                yield (*path, key), missing(fields, (*path, key))
    elif fault.validator == "additionalProperties":
        known = fault.schema["properties"]  # type: ignore[index] # an object's schema is an object
        for key in (key for key in instance if key not in known):
            yield (*path, key), unknown(key)
    else:
        yield path, describe(fields, path, str(fault.validator), expected)


@lru_cache(maxsize=256)
def _quick(definition: FormDefinition) -> Test:
    """Return the quick test of the whole form: what it vouches for, the schema need not see."""
    return accepts(definition.fields)


@lru_cache(maxsize=256)
def _compiled(definition: FormDefinition) -> Validator:
    return _checker(_with_tests(definition.fields, schema(definition)))


def _with_tests(fields: tuple[Field, ...], built: dict[str, Any]) -> dict[str, Any]:
    """Add to the schema of an object the quick tests of its tables."""
    for field in fields:
        if field["type"] in REPEATED:
            table = built["properties"][field["key"]]
            table[_SOUND] = accepts(parts(field))
            table["items"][_SOUND] = {part["key"]: acceptor(part) for part in parts(field)}
    return built


def _checker(of: dict[str, Any]) -> Validator:
    checker: Validator = _Checker(of, format_checker=_formats)
    return checker


def _pattern(
    _: Validator, pattern: str, instance: object, of: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Look only at texts of an allowed length: an analyst's pattern may be slow on long ones."""
    if not isinstance(instance, str) or len(instance) > of.get("maxLength", len(instance)):
        return
    if not regex(pattern).search(instance):
        yield ValidationError("pattern")


def _too_long(_: Validator, limit: int, instance: object, __: object) -> Iterator[ValidationError]:
    if isinstance(instance, str) and len(instance) > limit:
        yield ValidationError("maxLength")


def _items(
    validator: Any, items: Mapping[str, Any], instance: object, of: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Look closely only at rows that the quick test does not vouch for."""
    is_sound = of.get(_SOUND, lambda _: False)
    for index, row in enumerate(instance if isinstance(instance, list) else ()):
        if not is_sound(row):
            yield from islice(validator.descend(row, items, path=index), _FAULTS_OF_ROW)


def _properties(
    validator: Any, properties: Mapping[str, Any], instance: Any, of: Mapping[str, Any]
) -> Iterator[ValidationError]:
    """Look closely only at cells that the quick tests do not vouch for."""
    tests = of.get(_SOUND, {})
    for key, schema_of in properties.items() if isinstance(instance, dict) else ():
        if key in instance and not (key in tests and tests[key](instance[key])):
            yield from validator.descend(instance[key], schema_of, path=key, schema_path=key)


def _unique(
    _: Validator, wanted: object, instance: object, __: object
) -> Iterator[ValidationError]:
    """Look at texts only, in one pass: anything else breaks `items` already."""
    if wanted and isinstance(instance, list):
        texts = [each for each in instance if isinstance(each, str)]
        if len(texts) != len(set(texts)):
            yield ValidationError("uniqueItems")


_Checker = extend(  # type: ignore[no-untyped-call] # jsonschema leaves `extend` untyped
    Draft202012Validator,
    {
        "items": _items,
        "maxLength": _too_long,
        "pattern": _pattern,
        "properties": _properties,
        "uniqueItems": _unique,
    },
)
_formats = FormatChecker(formats=())
for _name, (_types, _test) in FORMATS.items():
    _formats.checks(_name, raises=ValueError)(
        lambda value, types=_types, test=_test: not isinstance(value, types) or test(value)
    )
