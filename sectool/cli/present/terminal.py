"""Colours and progress for people at a terminal; plain text for everything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from sectool.unseen import visible

# Each group's name is the style of what it matches.
_STYLES = (
    r"(?m)^(?P<bold>\S+:\d+:\d+): (?:(?P<red>error\[[\w -]+\])|(?P<yellow>warning\[[\w -]+\]))",
    r"(?m)^ {5} \| *(?P<red>\^+)$",
    r"(?m)^(?P<dim> *\d* \| )",
    r"(?m)^  = (?P<cyan>.*)$",
)


def print_findings(text: str, stream: TextIO) -> None:
    """Writes findings, in colours where `stream` is a terminal (and NO_COLOR is not set)."""
    text = visible(text)
    if not stream.isatty():
        stream.write(text + "\n")
        return
    from rich.console import Console
    from rich.text import Text

    styled = Text(text)
    for style in _STYLES:
        styled.highlight_regex(style)
    Console(file=stream, highlight=False).print(styled, soft_wrap=True)


@contextmanager
def progress(message: str, stream: TextIO) -> Iterator[None]:
    """Shows a line while something takes its time; nothing where `stream` is no terminal."""
    if not stream.isatty():
        yield
        return
    from rich.console import Console

    with Console(file=stream).status(message):
        yield
