"""Where the `${…}` of a text are; a brace in quotes closes nothing."""


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each `${…}` begins and ends; one that is not closed runs to the end."""
    found, at = [], text.find("${")
    while at >= 0:
        end = _closing(text, at + 2)
        found.append((at, end))
        at = text.find("${", end)
    return found


def parts(text: str) -> list[str]:
    """Return every `${…}` of a text; one that is not closed runs to the end."""
    return [text[at:end] for at, end in spans(text)]


def _closing(text: str, at: int) -> int:
    """Return the place behind the brace that closes; braces in quotes and nested ones do not."""
    depth, quote = 1, ""
    for place in range(at, len(text)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        else:
            depth += {"{": 1, "}": -1}.get(letter, 0)
        if not depth:
            return place + 1
    return len(text)
