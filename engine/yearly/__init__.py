"""A year of cases, simulated on the real engine before a procedure is deployed.

`life` lets a year pass in memory; `preparing` makes a draft ready for it, `supposing` says what is
assumed until the analyst says otherwise, `runs` begins runs and keeps what came of them.
"""

from engine.yearly.assuming import MOST_CASES, MOST_YEARS, Assumptions, Lasting, Shape, Unit
from engine.yearly.choosing import Choice, Option
from engine.yearly.comparing import Difference, difference
from engine.yearly.desk import Beginning, begin
from engine.yearly.life import live
from engine.yearly.modelling import Model
from engine.yearly.outcome import Outcome, Stop
from engine.yearly.preparing import deployed_model, model_of
from engine.yearly.runs import DONE, FAILED, RUNNING, Run, cancel, finish, get, newest, start
from engine.yearly.supposing import Supposed, TaskKind
from engine.yearly.workbook import sheet

__all__ = [
    "DONE",
    "FAILED",
    "MOST_CASES",
    "MOST_YEARS",
    "RUNNING",
    "Assumptions",
    "Beginning",
    "Choice",
    "Difference",
    "Lasting",
    "Model",
    "Option",
    "Outcome",
    "Run",
    "Shape",
    "Stop",
    "Supposed",
    "TaskKind",
    "Unit",
    "begin",
    "cancel",
    "deployed_model",
    "difference",
    "finish",
    "get",
    "live",
    "model_of",
    "newest",
    "sheet",
    "start",
]
