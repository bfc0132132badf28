"""Values as an entry has them, and when two of them say the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sectool.dates import Month, When, iso, plainly
from sectool.importing.rows import IMPACTS
from sectool.model.participants import UNAFFECTED
from sectool.queries.register_sheet import DOCUMENTS, FLAGS, PATH, SPECIFICATIONS, STAGE

EntryData = dict[str, Any]

# The facts of an entry, in the order in which its shape has them.
FACT_KEYS = ("will", IMPACTS, "problem", "solution", PATH, *FLAGS, "proposer", DOCUMENTS)
_DASHES = str.maketrans("‘’“”‐‑–—", "''\"\"----")


def same_values(key: str, known: Any, value: Any) -> bool:
    """Whether two values say the same: texts whatever their blanks, quotes and dashes."""
    if key == STAGE and isinstance(value, tuple):
        value = value[0]
    if isinstance(known, str) and isinstance(value, str):
        return _plain(known) == _plain(value)
    if isinstance(known, Mapping) and isinstance(value, Mapping):
        return {k: _bag(v) for k, v in known.items()} == {k: _bag(v) for k, v in value.items()}
    return bool(known == value)


def _bag(value: Any) -> Any:
    return sorted(value) if isinstance(value, tuple) else value


def _plain(text: str) -> str:
    return " ".join(text.translate(_DASHES).split())


def within(day: When, when: When) -> bool:
    """Whether two days are the same, or one is a month that has the other."""
    if isinstance(day, Month) and isinstance(when, date):
        return False
    if isinstance(when, Month) and isinstance(day, date):
        return day in when
    return day == when


def as_written(key: str, value: Any) -> Any:
    """A value as a file has it: `none` where there is nothing."""
    if key in (DOCUMENTS, SPECIFICATIONS) and not value:
        return "none"
    if key == DOCUMENTS:
        return list(value)
    if key == SPECIFICATIONS:
        return {name: list(series) for name, series in value.items()}
    if key == IMPACTS:
        given = {id_: word for id_, word in value.items() if word != UNAFFECTED}
        return {id_: True if word == "true" else word for id_, word in given.items()} or "none"
    return value


def as_read(value: Any) -> Any:
    """A value as the reader of files gives it: all scalars are texts."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return {key: as_read(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return tuple(as_read(each) for each in value)
    if isinstance(value, When):
        return iso(value)
    return value


def shown(value: Any) -> str:
    """A value in a message: a day in words, a text in quotes and not too long."""
    if isinstance(value, When):
        return plainly(value)
    text = str(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def names_of(facts: Mapping[str, Any]) -> str:
    """The facts that an entry has, in a message."""
    return ", ".join(facts)
