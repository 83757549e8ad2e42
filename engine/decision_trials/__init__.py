"""Decision tables of a draft: what is wrong with one, what it asks, and what it would answer."""

from engine.decision_trials.templates import TEMPLATES, new_table
from engine.decision_trials.trials import Examined, ask, examine

__all__ = ["TEMPLATES", "Examined", "ask", "examine", "new_table"]
