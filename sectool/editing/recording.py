"""What happened to modifications, as edits of their histories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sectool.dates import NotADate, in_full, last_day, parse_when
from sectool.editing.edit import Edit
from sectool.editing.edited_texts import EditedTexts, day_in
from sectool.editing.entry_data import (
    Given,
    WrongValue,
    check_names,
    checked,
    read_given,
    written,
)
from sectool.editing.entry_keys import DAYS, EVENTS, keys_of_event
from sectool.load import Loaded
from sectool.model.modification import Entry, Modification
from sectool.model.register import modification_file
from sectool.values import dataclass

__all__ = ["EVENTS", "Given", "NewEntry", "WrongValue", "day_of_outcomes", "entry_data", "recorded"]

RETITLED = "retitled"


@dataclass(frozen=True)
class NewEntry:
    """Something that happened to a modification, and what was given for the keys of its entry."""

    modification: str
    event: str
    given: Given


def recorded(loaded: Loaded, outcomes: Sequence[NewEntry]) -> list[Edit]:
    """The entries of what happened, each in the file of its modification where its day belongs.

    What a history has already, key for key, is left as it is. WrongValue says which value cannot be
    so, CannotEdit why a file cannot be edited.
    """
    texts = EditedTexts(loaded.sources.files)
    for outcome in outcomes:
        modification = loaded.register.modifications[outcome.modification]
        file = modification_file(modification.id)
        text = texts.text(file)
        retitled = _retitled(modification, text.data, outcome)
        data, entry = entry_data(outcome.event, {**outcome.given, **retitled})
        check_names(loaded.register, entry, file)
        title = data.pop("title", None) if outcome.event == RETITLED else None
        if data not in text.at(("history",)):
            new = written(data, entry)
            texts.make(text.insert_sorted(("history",), new, lambda row: day_in(row, *DAYS)))
        if title is not None:
            texts.put(file, ("title",), title, Modification)
    return texts.made


def entry_data(event: str, given: Given) -> tuple[dict[str, Any], Entry]:
    """The data of an entry, its keys in order, and the entry. WrongValue."""
    if not any(given.get(key) for key in DAYS):
        raise WrongValue(
            "date",
            "the day is missing: give the day on which it happened, such as 2022-01-26, or as "
            "'seen' a day on which it was so",
        )
    if all(given.get(key) for key in DAYS):
        raise WrongValue("seen", "an entry has either 'date' or 'seen', not both")
    keys = keys_of_event(event)
    read = read_given(given, keys)
    lacking = [key for key in keys if key.needed and key.key not in read]
    if lacking:
        raise WrongValue(lacking[0].key, f"{event!r} needs this: {_lower(lacking[0].says)}")
    when = {key: read.pop(key) for key in DAYS if key in read}
    data = {**when, "event": event, **read}
    return data, checked(Entry, data)


def day_of_outcomes(outcomes: Sequence[NewEntry]) -> date | None:
    """The last day on which any of it happened or was seen; None where no day can be read."""
    texts = [str(one.given[key]) for one in outcomes for key in DAYS if one.given.get(key)]
    try:
        return max((last_day(parse_when(text)) for text in texts), default=None)
    except NotADate:
        return None


def _lower(says: str) -> str:
    return says[:1].lower() + says[1:].rstrip(".")


def _retitled(
    modification: Modification, data: Mapping[str, Any], outcome: NewEntry
) -> dict[str, str]:
    """What a new title takes the place of. The title at the top is the newest."""
    title = outcome.given.get("title")
    if outcome.event != RETITLED or not title:
        return {}
    when = next((str(outcome.given[key]) for key in DAYS if outcome.given.get(key)), "")
    later = [
        entry
        for entry in modification.history
        if entry.event == RETITLED and last_day(entry.when).isoformat() > when
    ]
    if later:
        day = in_full(last_day(later[0].when))
        raise WrongValue(
            "date",
            f"{modification.id} took another title on {day}, which is later: give the title that "
            "it had before this one as 'from', without 'title'",
        )
    return {"from": str(outcome.given.get("from") or data["title"])}
