"""Amounts in Thai words, as receipts and payment lists write them under the figure."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_DIGITS: Final = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES: Final = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION: Final = 1_000_000
_SATANG: Final = Decimal("0.01")
_TENS = 1


def baht_words(amount: float | Decimal) -> str:
    """Return an amount of baht in words, to the satang: 1,250.50 → หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์.

    A round amount ends in ถ้วน. A one behind anything higher is read เอ็ด, as money is read aloud.

    Raises:
        ArithmeticError: the amount is not a number that can be counted to the satang.
    """
    exact = Decimal(str(amount)).quantize(_SATANG, ROUND_HALF_UP)
    baht, satang = divmod(int(abs(exact) * 100), 100)
    words = "ลบ" if exact < 0 else ""
    if baht or not satang:
        words += (_read(baht) or "ศูนย์") + "บาท"
    return words + (_read(satang) + "สตางค์" if satang else "ถ้วน")


def _read(number: int) -> str:
    """Read a whole number aloud; zero is silent."""
    if number >= _MILLION:
        rest = number % _MILLION
        return _read(number // _MILLION) + "ล้าน" + ("เอ็ด" if rest == 1 else _read(rest))
    digits = [int(letter) for letter in str(number)]
    words = [
        _read_digit(digit, place, has_higher=len(digits) > 1)
        for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True)
    ]
    return "".join(words)


def _read_digit(digit: int, place: int, *, has_higher: bool) -> str:
    if not digit:
        return ""
    if place == _TENS:
        return {1: "", 2: "ยี่"}.get(digit, _DIGITS[digit]) + _PLACES[_TENS]
    if place == 0 and digit == 1 and has_higher:
        return "เอ็ด"
    return _DIGITS[digit] + _PLACES[place]
