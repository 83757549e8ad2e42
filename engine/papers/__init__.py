"""Official papers: a template and the data of a case become the bytes of a PDF. Pure: no store.

A paper is two files: `papers/<key>.json` declares what it must be told (`declaring.py`), and
`papers/<key>.typ` sets it, over `papers/official.typ` which all share (`bundling.py`). Making one:

    fill      checks what the diagram gave against the declaration and puts it in order: what a
              template reads is plain text, lists and ISO dates, never code
    sheet     adds the letterhead, the case, the number and a digest of it all; this is what the
              history keeps
    render    sets the sheet with typst, in this process, without network, files or clock

The same bundle, sheet and moment give the same bytes, as long as `renderer()` is the same.

A diagram asks for a paper with a service task of topic `document`; its inputs are `paper` (the
key), `into` (the variable that receives {attachment_id, name, sha256, number}) and the inputs of
the paper. The kinds of inputs:

    text      text, or a number written out; line breaks are kept
    date      an ISO date or moment ("2026-04-01", `${started_at}`), set as ๑ เมษายน ๒๕๖๙
    period    a date, or a text such as ปีการศึกษา ๒๕๖๙
    person    a text (title, first and last name), or what a form's `person` field holds
    address   a text, or what a form's `address_th` field holds
    texts     a list of texts; one text is a list of one
    rows      a list of objects with the `columns` of the declaration, of these same kinds
    table     a list of lists of texts and numbers: as many in each as `columns` names
    choice    one of the values of `choices`
"""

from engine.papers.bundling import HEAD, SHARED, Bundle, bundle
from engine.papers.declaring import Column, Numbering, Paper, load
from engine.papers.filling import fill
from engine.papers.rendering import render, renderer
from engine.papers.sheets import digest_of, sheet

__all__ = [
    "HEAD",
    "SHARED",
    "Bundle",
    "Column",
    "Numbering",
    "Paper",
    "bundle",
    "digest_of",
    "fill",
    "load",
    "render",
    "renderer",
    "sheet",
]
