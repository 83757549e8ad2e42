"""A case as those it concerns are told of it: where it stands, whose turn, what was, what is next.

An applicant is told of the office's people by their roles, and sees what they filed themselves;
who works for the office sees all of it.
"""

from engine.stories.own import Card, Own, own
from engine.stories.told import Filed, Papers, Rights, Story, one
from engine.stories.turns import Turn

__all__ = ["Card", "Filed", "Own", "Papers", "Rights", "Story", "Turn", "one", "own"]
