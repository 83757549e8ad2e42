"""Filings: what people may begin, by whom, when and with which papers; and beginning it."""

from engine.filings.beginning import Begun, begin
from engine.filings.listing import Filing, Usual, get, list_all, usual

__all__ = ["Begun", "Filing", "Usual", "begin", "get", "list_all", "usual"]
