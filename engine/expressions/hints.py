"""What somebody probably meant who writes expressions as other engines have them."""

import re

_SPELLINGS = (
    (r"&&", "ใช้ and แทน &&", "write `and` instead of `&&`"),
    (r"\|\|", "ใช้ or แทน ||", "write `or` instead of `||`"),
    (r"(?<![=!<>])=(?!=)", "ใช้ == แทน =", "write `==` instead of `=` to compare"),
    (r"!(?!=)", "ใช้ not แทน !", "write `not` instead of `!`"),
    (r"\?", "ใช้ ค่า if เงื่อนไข else ค่า แทน ? :", "write `x if condition else y`"),
)


def hint(text: str) -> tuple[str, str] | None:
    """Return (Thai, English) advice for a spelling of another language."""
    bare = re.sub(r"\"[^\"]*\"|'[^']*'", '""', text)
    for pattern, th, en in _SPELLINGS:
        if re.search(pattern, bare):
            return th, en
    return None
