"""Recorded cases as a test: the histories of cases are done again on a version that may yet come.

The same completions with the same data at the same moments. Both the version a case ran in and the
newer one are done again, by the office's calendar and settings as they are today: what differs then
differs because of the version. Nothing is written and nothing is sent.
"""

from engine.retracing.comparing import DueDiffers, Outcome, Retraced
from engine.retracing.running import MOST, Part, Summary, part, summary

__all__ = ["MOST", "DueDiffers", "Outcome", "Part", "Retraced", "Summary", "part", "summary"]
