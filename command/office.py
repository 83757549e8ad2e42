"""`khanton office ID`: found an office with its calendar and first admin."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing

from command.arguments import OPERATOR, settings
from engine import bootstrap, founding
from engine.people import NewUser
from engine.rows import OfficeRow


def arguments(parser: ArgumentParser) -> None:
    """Take what the office is called and who is its first admin."""
    parser.add_argument("id", help="a short word, such as phayao2")
    parser.add_argument("--name-th", required=True, help="the office's name in Thai")
    parser.add_argument("--name-en", required=True, help="the office's name in English")
    parser.add_argument("--province", required=True)
    parser.add_argument(
        "--admin", required=True, metavar="USER", help="the first admin's user name"
    )


def run(given: Namespace) -> int:
    """Found the office; the admin's password is asked for, or read from standard input."""
    row = OfficeRow(
        id=given.id,
        name_th=given.name_th,
        name_en=given.name_en,
        province=given.province,
        settings={},
        calendar_version=1,
    )
    admin = NewUser(
        username=given.admin,
        name_th=given.admin,
        name_en=given.admin,
        password=_password(),
        roles=("admin",),
    )
    with closing(bootstrap.build(settings(given))) as engine:
        founding.found(engine, OPERATOR, row, admin)
    print(f"ตั้งสำนักงาน {row.id} แล้ว · office {row.id} founded, with admin {given.admin}")
    return 0


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("รหัสผ่านผู้ดูแล · the admin's password: ")
    return sys.stdin.readline().rstrip("\n")
