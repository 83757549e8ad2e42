"""`scripts/access [--write]`: compare docs/access.md with what the service does, or write it."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

from engine import demo
from tests.access import scene, table
from tests.lived import engine_at

FILE = Path(__file__).parents[2] / "docs" / "access.md"


def main():
    """Return 0 when the file says what was found, or was written."""
    with tempfile.TemporaryDirectory() as lived, tempfile.TemporaryDirectory() as copy:
        with closing(engine_at(Path(lived))) as engine:
            demo.seed_cases(engine)
        made = scene.set_up(Path(lived), Path(copy))
        with closing(made.engine):
            text = table.written(table.found(made))
    if "--write" in sys.argv:
        FILE.write_text(text, encoding="utf-8")
        return 0
    is_same = FILE.read_text(encoding="utf-8") == text
    sys.stdout.write("" if is_same else "docs/access.md is stale: scripts/access --write\n")
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
