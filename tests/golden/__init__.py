"""States of cases as earlier versions of this program wrote them, kept for ever."""
