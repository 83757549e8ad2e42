"""The expression language of the diagrams: parsed, whitelisted, bounded. None of it reaches Python.

A diagram is data that somebody drew, so its expressions must not be able to run code, to change
what they look at, or to take long (reliability.md section 6). Python's parser reads them; every
node that is not on the list is refused; what remains is compiled to closures over plain values.
"""

from engine.expressions.braces import parts
from engine.expressions.functions import ALLOWED_FUNCTIONS, BUILTINS
from engine.expressions.language import Expression, parse
from engine.expressions.naming import named
from engine.expressions.scripts import Assignment, parse_script
from engine.expressions.texts import is_expression, value_of

__all__ = [
    "ALLOWED_FUNCTIONS",
    "BUILTINS",
    "Assignment",
    "Expression",
    "is_expression",
    "named",
    "parse",
    "parse_script",
    "parts",
    "value_of",
]
