"""`python -m tests.documents.pictures [key …]`: draw docs/papers anew, from the samples."""

import sys
from pathlib import Path

import orjson
import typst

from engine import papers, shelf
from engine.papers import Numbering
from engine.papers.rendering import FONTS
from tests.documents.samples import AROUND, SAMPLES

FOLDER = Path(__file__).parents[2] / "docs" / "papers"
DOTS_PER_INCH = 80
NUMBERS = {Numbering.NONE: None, Numbering.LETTER: "ศธ ๐๔๙๙๙/๑๒", Numbering.YEARLY: "๗/๒๕๖๙"}


def draw(key):
    template = shelf.template(key)
    filled = papers.fill(template.paper, SAMPLES[key])
    sheet = papers.sheet(template.bundle, filled, AROUND, NUMBERS[template.paper.numbering])
    drawn = typst.compile(
        template.bundle.source,
        format="png",
        ppi=DOTS_PER_INCH,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"sheet": orjson.dumps(sheet).decode()},
    )
    for number, page in enumerate([drawn] if isinstance(drawn, bytes) else drawn, 1):
        name = key if number == 1 else f"{key}-{number}"
        (FOLDER / f"{name}.png").write_bytes(page)


if __name__ == "__main__":
    for each in sys.argv[1:] or SAMPLES:
        draw(each)
