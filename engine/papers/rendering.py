"""Setting a sheet with typst: in this process, and nothing within its reach but the sheet.

typst breaks Thai lines between words by itself (it carries a model for that), stacks tone marks by
the font's own tables and embeds what it uses of the fonts. Text of the sheet arrives as JSON and is
only ever placed as text: no sign in it can become code.
"""

import sys
import tempfile
import threading
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import orjson
import typst

from engine.errors import PaperFontsMissing, PaperTemplateBroken
from engine.papers.bundling import Bundle

FONTS: Final = Path(sys.prefix) / "share" / "khanton" / "fonts"
"""Where scripts/setup puts Sarabun: beside the packages of the environment the service runs in."""
FACES: Final = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
_ONE_AT_A_TIME: Final = threading.Lock()
"""The typesetter keeps one set of caches in a process."""


def renderer() -> str:
    """Return what sets papers here: the same name sets the same bytes.

    Raises:
        PaperFontsMissing: the fonts are not where scripts/setup puts them.
    """
    return _setter()[1]


def render(bundle: Bundle, sheet: Mapping[str, Any], at: datetime, name: str) -> bytes:
    """Return a PDF; `at` is the moment it says it was made, to the second; `name` the paper's key.

    Raises:
        PaperFontsMissing: the fonts are not where scripts/setup puts them.
        PaperTemplateBroken: typst refuses the template.
    """
    compiler = _setter()[0]
    told = {"sheet": orjson.dumps(sheet, option=orjson.OPT_SORT_KEYS).decode()}
    with _ONE_AT_A_TIME:
        try:
            made = compiler.compile(
                bundle.source, format="pdf", sys_inputs=told, timestamp=int(at.timestamp())
            )
        except typst.TypstError as problem:
            raise PaperTemplateBroken(paper=name, why=str(problem)) from problem
    if not isinstance(made, bytes):
        raise PaperTemplateBroken(paper=name, why="typst made no document")
    return made


@cache
def _setter() -> tuple[typst.Compiler, str]:
    """Return the typesetter with our font (typst's own for other scripts), and its name."""
    faces = [FONTS / face for face in FACES]
    if not all(face.is_file() for face in faces):
        raise PaperFontsMissing
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)])
    digest = sha256(b"".join(face.read_bytes() for face in faces)).hexdigest()
    empty = tempfile.mkdtemp(prefix="khanton-papers-")
    compiler = typst.Compiler(
        root=empty, font_paths=fonts, package_path=empty, package_cache_path=empty
    )
    return compiler, f"typst {version('typst')}, Sarabun {digest[:16]}"
