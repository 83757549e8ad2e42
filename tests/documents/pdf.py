"""Reads a PDF as Chrome does (PDFium): it knows which Thai text stands behind the glyphs."""

import ctypes

import pypdfium2
from pypdfium2 import raw

_LONGEST_NAME = 200


def pages(content):
    """Return the text of each page."""
    with pypdfium2.PdfDocument(content) as document:
        return [_text(page) for page in document]


def letters(content):
    """Return all text without blanks and breaks: lines end where the typesetter ends them."""
    whole = "".join(pages(content)).replace("\u200b", "")
    return "".join(whole.split())


def fonts(content):
    """Return the families of the fonts that the text is set in."""
    with pypdfium2.PdfDocument(content) as document:
        return {name for page in document for name in _fonts(page)}


def _text(page):
    text = page.get_textpage()
    return text.get_text_bounded().replace("\r\n", "\n")


def _fonts(page):
    for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        name = ctypes.create_string_buffer(_LONGEST_NAME)
        raw.FPDFFont_GetFamilyName(raw.FPDFTextObj_GetFont(each.raw), name, _LONGEST_NAME)
        yield name.value.decode()
