"""`khanton deploy FILE...`: what an analyst does on the page, from the command line."""

from argparse import ArgumentParser, Namespace
from contextlib import closing
from pathlib import Path

from command.arguments import OPERATOR, settings
from engine import bootstrap, deployments, shipped


def arguments(parser: ArgumentParser) -> None:
    """Take the files, or a word for those that ship."""
    parser.add_argument("files", nargs="*", type=Path, help=".bpmn, .dmn and form .json files")
    parser.add_argument("--shipped", action="store_true", help="the procedures that ship")
    parser.add_argument("--dry-run", action="store_true", help="look only; deploy nothing")


def run(given: Namespace) -> int:
    """Deploy the files together, all or none, and print what came of it."""
    files = {each.name: each.read_bytes() for each in given.files}
    if given.shipped:
        files = shipped.files() | files
    with closing(bootstrap.build(settings(given))) as engine:
        made = deployments.deploy(engine, OPERATOR, files, dry_run=given.dry_run)
    for each in made.definitions:
        print(f"{each.kind} {each.key} {each.version}{'' if each.is_new else ' (unchanged)'}")
    for problem in made.problems:
        place = f"{problem.file} {problem.element_id or ''}".strip()
        print(f"{problem.severity}: {place}: {problem.message_th} · {problem.message_en}")
    return 0
