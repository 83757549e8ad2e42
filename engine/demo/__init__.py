"""The demonstration: two offices with calendars, schools, an account for every role, and cases.

Invented people and schools.
"""

from engine.demo.cases import seed_cases
from engine.demo.people import PASSWORD, seed

__all__ = ["PASSWORD", "seed", "seed_cases"]
