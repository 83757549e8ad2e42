"""What is said of a school, and how people write it, Thai first."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Affiliation(StrEnum):
    """Who runs a school: OBEC, OPEC (private), a local government, or somebody else."""

    OBEC = "obec"
    OPEC = "opec"
    LOCAL = "local"
    OTHER = "other"


class Size(StrEnum):
    """How large the office counts a school."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    EXTRA_LARGE = "extra_large"


class Level(StrEnum):
    """A level that a school teaches."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"


WRITTEN: Final[Mapping[str, str]] = {
    "สพฐ": Affiliation.OBEC,
    "สช": Affiliation.OPEC,
    "เอกชน": Affiliation.OPEC,
    "อปท": Affiliation.LOCAL,
    "ท้องถิ่น": Affiliation.LOCAL,
    "อื่นๆ": Affiliation.OTHER,
    "อื่น": Affiliation.OTHER,
    "เล็ก": Size.SMALL,
    "ขนาดเล็ก": Size.SMALL,
    "กลาง": Size.MEDIUM,
    "ขนาดกลาง": Size.MEDIUM,
    "ใหญ่": Size.LARGE,
    "ขนาดใหญ่": Size.LARGE,
    "ใหญ่พิเศษ": Size.EXTRA_LARGE,
    "ขนาดใหญ่พิเศษ": Size.EXTRA_LARGE,
    "อนุบาล": Level.KINDERGARTEN,
    "ก่อนประถม": Level.KINDERGARTEN,
    "ก่อนประถมศึกษา": Level.KINDERGARTEN,
    "ปฐมวัย": Level.KINDERGARTEN,
    "ประถม": Level.PRIMARY,
    "ประถมศึกษา": Level.PRIMARY,
    "มัธยมต้น": Level.LOWER_SECONDARY,
    "มัธยมศึกษาตอนต้น": Level.LOWER_SECONDARY,
    "มัธยมปลาย": Level.UPPER_SECONDARY,
    "มัธยมศึกษาตอนปลาย": Level.UPPER_SECONDARY,
}
"""What a list of schools says in Thai, dots and blanks left out, and what it means."""


def meant(text: str) -> str:
    """Return the key that a written word stands for; a word that stands for none as it is."""
    bare = "".join(text.split()).replace(".", "").lower()
    return WRITTEN.get(bare, bare)


def said(key: str) -> str:
    """Return how a list of schools says a word in Thai."""
    return next(text for text, meaning in WRITTEN.items() if meaning == key)
