"""Questions to a person at a terminal about what is missing; scripts are never asked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sectool.cli.present.output import write_error
from sectool.cli.session import failure
from sectool.unseen import in_line

if TYPE_CHECKING:
    from sectool.editing.entry_keys import EntryKey


def can_ask() -> bool:
    """Whether somebody is there to answer: both ends are a terminal."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def ask(label: str, fault: Callable[[str], str | None] = lambda _: None) -> str:
    """An answer, asked for until `fault` has nothing against it; empty for none.

    Where nothing more is to be read, the command is refused.
    """
    while True:
        write_error(f"{in_line(label)}: ")
        line = sys.stdin.readline()
        if not line:
            write_error("\n")
            raise failure("no more answers: nothing was written")
        answer = line.strip()
        why = fault(answer) if answer else None
        if why is None:
            return answer
        write_error(f"  {in_line(why)}\n")


def choose(heading: str, options: Sequence[str], none: str | None = None) -> int | None:
    """The number of an option, counted from 0; None where nothing is chosen, if `none` says what
    that means."""
    write_error(f"{heading}\n")
    for number, option in enumerate(options, start=1):
        write_error(f"  {number:>2}  {in_line(option)}\n")

    # The first word of an option is as good as its number.
    words = [option.partition(" ")[0] for option in options]

    def fault(text: str) -> str | None:
        if text.isascii() and text.isdigit() and 1 <= int(text) <= len(options):
            return None
        return None if text in words else f"a number from 1 to {len(options)}"

    while True:
        answer = ask("Number" + (f", or nothing: {none}" if none else ""), fault)
        if answer:
            return words.index(answer) if answer in words else int(answer) - 1
        if none:
            return None


def ask_for(
    key: EntryKey, names: Sequence[str], fault: Callable[[str], str | None], *, of: str = ""
) -> str:
    """A value for a key that is needed; an answer must be given."""
    choice = [*key.words] or ([*names] if 0 < len(names) <= 20 else [])
    label = f"{of}{key.key} ({key.says.rstrip('.')})"
    if choice:
        found = choose(label, choice)
        return choice[found or 0]
    while True:
        if answer := ask(label, fault):
            return answer


def confirmed(question: str) -> bool:
    """Whether the answer is yes; nothing is no."""
    answer = ask(f"{question} [y/N]", lambda text: None if _yes(text) is not None else "y or n")
    return bool(_yes(answer))


def _yes(text: str) -> bool | None:
    return {"y": True, "yes": True, "n": False, "no": False}.get(text.lower())
