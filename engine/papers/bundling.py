"""A paper's template with all it stands on, as one text: a digest names it, a table keeps it."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

SHARED: Final = "official.typ"
HEAD: Final = f'#import "{SHARED}": *\n'.encode()
"""How every template begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """A whole template; `digest` is the SHA-256 of `source` in hex."""

    source: bytes
    digest: str


def bundle(shared: bytes, template: bytes, name: str) -> Bundle:
    """Join a paper's template and what all papers share.

    The template's import of the shared file, its first line, is there for whoever edits it; here
    the file itself takes its place, so that setting a paper opens no file at all.

    Raises:
        ValueError: the template does not begin with that import: a fault of the program.
    """
    if not template.startswith(HEAD):
        raise ValueError(f"{name} does not begin with {HEAD.decode().strip()}")
    source = shared + b"\n" + template.removeprefix(HEAD)
    return Bundle(source=source, digest=sha256(source).hexdigest())
