"""The office's cases as whoever keeps them in order sees them: all, by procedure, and one by one.

`cases` finds them, `heat` measures a procedure's version, `one` says why a case waits and when it
may end (`outlook`), `preview` what a command would do to it. Nothing here writes.
"""
