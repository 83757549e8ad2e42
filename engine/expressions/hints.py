"""What somebody probably meant who writes expressions as other engines have them."""

import re

_SPELLINGS = (
    (r"[“”‘’]", 'ใช้เครื่องหมายคำพูดตรง " แทน “ ”', 'write straight quotes " instead of “ ”'),
    (r"[๐-๙]", "ใช้เลขอารบิกแทนเลขไทย", "write Arabic digits instead of Thai digits"),
    (r"\$", "เขียน ${ } ครอบนิพจน์เดียว", "write one ${…} around one expression"),
    (r"&&", "ใช้ and แทน &&", "write `and` instead of `&&`"),
    (r"\|\|", "ใช้ or แทน ||", "write `or` instead of `||`"),
    (r"<>", "ใช้ != แทน <>", "write `!=` instead of `<>`"),
    (r"===", "ใช้ == แทน ===", "write `==` instead of `===`"),
    (r"=>|=<", "ใช้ >= หรือ <=", "write `>=` or `<=`"),
    (r"\b(AND|OR|NOT)\b", "ใช้ and or not ตัวพิมพ์เล็ก", "write `and`, `or`, `not` in small letters"),
    (r"\b(eq|ne|gt|ge|lt|le)\b", "ใช้ == != > >= < <=", "write ==, !=, >, >=, < or <="),
    (r"(?<![=!<>])=(?!=)", "ใช้ == แทน =", "write `==` instead of `=` to compare"),
    (r"!(?!=)", "ใช้ not แทน !", "write `not` instead of `!`"),
    (r"\?", "ใช้ ค่า if เงื่อนไข else ค่า แทน ? :", "write `x if condition else y`"),
)


def without_texts(text: str) -> str:
    """Return an expression with what stands in quotes left out."""
    return re.sub(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", '""', text)


def hint(text: str) -> tuple[str, str] | None:
    """Return (Thai, English) advice for a spelling of another language."""
    bare = without_texts(text)
    for pattern, th, en in _SPELLINGS:
        if re.search(pattern, bare):
            return th, en
    return None
