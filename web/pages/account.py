"""One's own account, leave, and the office's webhooks: one family, a file for each."""

from web.pages import account_home, account_substitution, account_webhooks
from web.pages.account_family import pages

MATTERS = (account_home, account_substitution, account_webhooks)
"""What is imported here has given its views to the family."""

__all__ = ["MATTERS", "pages"]
