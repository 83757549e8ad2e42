"""Forms: a definition that analysts edit, and all that is derived from it. Pure: no store, no IO.

A field's `type` says what it holds; its `auto` what the engine writes itself; `by` who is asked.
Labels and messages are in Thai and English.
"""

from engine.forms.checking import check
from engine.forms.compiling import schema
from engine.forms.definition import FormDefinition, load
from engine.forms.filling import auto_fields, kept_of, prefill, variables_of, window_of
from engine.forms.normalising import normalise

__all__ = [
    "FormDefinition",
    "auto_fields",
    "check",
    "kept_of",
    "load",
    "normalise",
    "prefill",
    "schema",
    "variables_of",
    "window_of",
]
