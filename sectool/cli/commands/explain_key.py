"""`sectool explain`: the kinds of files, one of them, or a key in one."""

from __future__ import annotations

from collections.abc import Iterable

from sectool.cli.present.tables import folded, write_lines
from sectool.queries.keys_explained import explained_file, explained_key, kind_called
from sectool.queries.keys_in_words import file_lines, index_lines, key_lines


def explain_key(what: str | None) -> int:
    """Prints what a file or a key is for, or which kinds of files there are."""
    if what is None:
        _print(index_lines())
        return 0
    file, _, path = what.partition(":")
    kind = kind_called(file)
    if path:
        _print(key_lines(kind, *explained_key(kind, path)))
    else:
        _print(file_lines(explained_file(kind)))
    return 0


def _print(lines: Iterable[str]) -> None:
    """Lines that are too long go on below the text of their last column."""
    for line in lines:
        start = line[: len(line) - len(line.lstrip())]
        if line.startswith("  ") and not line.startswith("    ") and "  " in line.strip():
            key, _, text = line.strip().partition("  ")
            start = f"{start}{key}".ljust(len(line) - len(text.lstrip()))
            write_lines(folded(start, text.lstrip()))
        elif line.startswith("    "):
            write_lines([line])
        else:
            write_lines(folded("", line) if line else [""])
