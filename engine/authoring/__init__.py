"""What an analyst needs to know while drawing: what may be named, and what comes of what is typed.

`offering` lists what a diagram may name, in words; `counting` shows the date of a deadline before
anything is deployed; `checking` judges an expression as deployment will; `functions` explains what
expressions may call; `taking` brings a form into the draft, the only thing here that writes.
"""

from engine.authoring.checking import PLACES, Verdict, check
from engine.authoring.counting import Counted, Trial, count
from engine.authoring.functions import Function, functions
from engine.authoring.offering import (
    Form,
    Named,
    Offer,
    Setting,
    form,
    offer,
    offices,
)
from engine.authoring.taking import take

__all__ = [
    "PLACES",
    "Counted",
    "Form",
    "Function",
    "Named",
    "Offer",
    "Setting",
    "Trial",
    "Verdict",
    "check",
    "count",
    "form",
    "functions",
    "offer",
    "offices",
    "take",
]
