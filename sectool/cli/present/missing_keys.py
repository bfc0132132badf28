"""What an entry lacks, asked for where somebody is there to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sectool.cli.present.questions import ask_for, can_ask
from sectool.editing.entry_data import Given, names_known, value_fault
from sectool.editing.entry_keys import DAYS

if TYPE_CHECKING:
    from sectool.editing.entry_keys import EntryKey, Shape
    from sectool.queries.loaded import Register


def completed(
    register: Register,
    shape: type[Shape],
    keys: Sequence[EntryKey],
    given: Given,
    *,
    file: str,
    of: str = "",
) -> Given:
    """What was given, and what a person then said of what is needed and missing; in a script, as
    it was given."""
    if not can_ask():
        return given
    found: dict[str, Any] = dict(given)
    by_name = {key.key: key for key in keys}
    if not any(found.get(key) for key in DAYS):
        date = by_name["date"]
        found["date"] = ask_for(date, [], fault_of(register, shape, date, file), of=of)
    for key in keys:
        if key.needed and not found.get(key.key):
            names = names_known(register, key, file)
            found[key.key] = ask_for(key, names, fault_of(register, shape, key, file), of=of)
    return found


def fault_of(
    register: Register, shape: type[Shape], key: EntryKey, file: str
) -> Callable[[str], str | None]:
    """What is wrong with an answer for a key."""
    names = names_known(register, key, file)

    def fault(text: str) -> str | None:
        return value_fault(shape, key, text, names)

    return fault
