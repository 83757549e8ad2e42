"""`khanton verify EXPORT KEY [HEADS]`: what scripts/verify does, beside the other commands."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from command import verify_export


def arguments(parser: ArgumentParser) -> None:
    """Take the export, the public key, and the tree heads that were kept elsewhere."""
    parser.add_argument("export", type=Path, help="what `khanton export-history` wrote")
    parser.add_argument("public_key", type=Path, help="the public key (.pem)")
    parser.add_argument("heads", type=Path, nargs="?", help="tree heads kept outside the system")


def run(given: Namespace) -> int:
    """Return 0 when the record is sound, 1 when something was found, 2 when it cannot be read."""
    words = (given.export, given.public_key, given.heads)
    return verify_export.main([str(each) for each in words if each is not None])
