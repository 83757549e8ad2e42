"""Prints, for every folder of public models, what the rules say of them. See docs/checks.md."""

import re
import sys
from collections import Counter
from pathlib import Path
from statistics import median

from tests.models.looking import Looked, look, models

_SHOWN = 14
DIALECT = frozenset(
    {
        "call-unknown",
        "code-in-diagram",
        "decision-unknown",
        "expression-form",
        "expression-invalid",
        "expression-language",
        "process-not-executable",
        "send-topic",
        "service-topic",
    }
)
"""What is in the language of another engine, or lies outside the file: not how it is drawn."""
_CONSTRAINT = re.compile(r"EXT(\d{3})")


def main() -> int:
    """Look at every folder below the one named; fail on a crash, and on a refusal of nothing."""
    if len(sys.argv) != 2 or not (root := Path(sys.argv[1])).is_dir():
        sys.stderr.write("usage: scripts/check-models DIR\n")
        return 2
    wrong = 0
    for folder in sorted(each for each in root.iterdir() if each.is_dir()):
        looked = [look(path) for path in models(folder)]
        if looked:
            tell(folder.name, looked)
            wrong += sum(1 for each in looked if each.crash or each.unnamed)
    return 1 if wrong else 0


def tell(name: str, looked: list[Looked]) -> None:
    """Write the figures of one suite."""
    refused = [each for each in looked if each.refused_by]
    times = [each.seconds * 1000 for each in looked]
    rules = Counter(rule for each in looked for rule in each.refused_by)
    warned = Counter(
        rule for each in looked for rule in {p.rule for p in each.problems} - each.refused_by
    )
    say(f"\n== {name}: {len(looked)} models, {sum(each.marked for each in looked)} marked to run")
    say(
        f"accepted {len(looked) - len(refused)}, refused {len(refused)}; "
        f"crashes {sum(bool(each.crash) for each in looked)}; "
        f"refusals without an element {sum(bool(each.unnamed) for each in looked)}; "
        f"CPU ms: median {median(times):.0f}, most {max(times):.0f}, all {sum(times):.0f}"
    )
    say("refused by: " + listed(rules))
    say("warned of: " + listed(warned))
    for each in looked:
        for told in {each.crash, *(problem.rule for problem in each.unnamed)} - {""}:
            say(f"  ! {each.path}: {told}")
    tell_constraints(looked)


def listed(counts: Counter[str]) -> str:
    """Return the most frequent rules with their counts."""
    return ", ".join(f"{rule} {count}" for rule, count in counts.most_common(_SHOWN))


def say(line: str) -> None:
    """Write a line."""
    sys.stdout.write(line + "\n")


def tell_constraints(looked: list[Looked]) -> None:
    """Write how often a model that breaks a constraint by its name is refused, or told apart."""
    told: dict[str, list[Looked]] = {}
    for each in looked:
        if found := _CONSTRAINT.search(each.path.name):
            told.setdefault(found.group(1), []).append(each)
    if not told:
        return
    sound = [each for group in told.values() for each in group if is_sound(each)]
    broken = [each for group in told.values() for each in group if not is_sound(each)]
    drawn = [each for each in broken if each.refused_by - DIALECT]
    say(f"constraints: of {len(broken)} models that break one by their name,")
    say(f"  {sum(bool(each.refused_by) for each in broken)} are refused, {len(drawn)} for how they")
    say(f"  are drawn; of {len(sound)} that keep it, {sum(map(is_clean, sound))} are accepted")
    passed = sorted(each.path.stem for each in broken if each not in drawn)
    say("  accepted, though broken: " + ", ".join(passed))


def is_sound(each: Looked) -> bool:
    """Whether a model keeps its constraint, by its name."""
    return "success" in each.path.name.lower()


def is_clean(each: Looked) -> bool:
    """Whether nothing drawn in a model is refused."""
    return not each.refused_by - DIALECT


if __name__ == "__main__":
    sys.exit(main())
