"""The tables of the profile that a register goes by: what is in force on a day, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sectool.dates import When, first_day, last_day
from sectool.diagnostic import Path as Steps
from sectool.load import Loaded
from sectool.load.shipped import SHARED, USUAL, printed, profiles, tables_of, templates_of
from sectool.model.cut_off_rule import CutOffRule
from sectool.model.register import REFERENCE_FILES, SHIPPED_TABLES
from sectool.queries.cut_offs import rules_known
from sectool.queries.errors import NotFound
from sectool.source.spans import Spans
from sectool.values import dataclass

__all__ = [
    "ProfileRow",
    "ProfileTable",
    "profile_of",
    "profile_table",
    "profile_tables",
    "profiles",
    "profiles_with",
    "shipped_file",
]


@dataclass(frozen=True)
class ProfileRow:
    """A row of a table: the lines that it has in its file, from `line` on, each with its number.

    `in_force` says whether it held on the day that was asked for; rows without days always do. What
    is dated within a row, and did not hold then, has no line in it: `left_out` are so many.
    """

    line: int
    numbered: tuple[tuple[int, str], ...]
    in_force: bool
    left_out: int = 0

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.numbered)


@dataclass(frozen=True)
class ProfileTable:
    """A table: the file that says it, which is the register's own or a shipped one.

    A register without a profile and without a file of its own has nothing of it: `file` is None.
    """

    name: str
    own_file: str
    file: str | None
    shipped: bool
    rows: tuple[ProfileRow, ...]

    @property
    def in_force(self) -> list[ProfileRow]:
        """The rows that held on the day."""
        return [row for row in self.rows if row.in_force]


def profile_of(loaded: Loaded) -> str:
    """The name of the profile that stands for what a register has not of its own."""
    settings = loaded.register.settings
    return settings.profile if settings is not None else USUAL


def profile_tables(loaded: Loaded, on: date | None = None) -> tuple[ProfileTable, ...]:
    """Every table of a profile as a register has it, by name, on a day (None: on any)."""
    names = sorted(SHIPPED_TABLES, key=lambda name: REFERENCE_FILES[name][0])
    return tuple(_table(loaded, name, on) for name in names)


def profile_table(loaded: Loaded, name: str, on: date | None = None) -> ProfileTable:
    """One table by its name, with or without `.yaml`. NotFound."""
    tables = {table.name: table for table in profile_tables(loaded, on)}
    wanted = name.removesuffix(".yaml")
    if wanted not in tables:
        raise NotFound("table of a profile", name, sorted(tables))
    return tables[wanted]


def _table(loaded: Loaded, name: str, on: date | None) -> ProfileTable:
    own = REFERENCE_FILES[name][0]
    shipped = loaded.sources.shipped.get(own)
    title = own.rpartition("/")[2].removesuffix(".yaml")
    if shipped is None and loaded.sources.files.kind(own) is None:
        return ProfileTable(title, own, None, False, ())
    value = getattr(loaded.register, name)
    rows = tuple(_rows(loaded, own, value, on))
    return ProfileTable(title, own, printed(shipped) if shipped else own, shipped is not None, rows)


def _rows(loaded: Loaded, file: str, value: Any, on: date | None) -> list[ProfileRow]:
    """The rows of a list or of named ones; a file that is one group has its keys for rows."""
    spans = loaded.sources.spans(file)
    held: dict[Steps, Any]
    if isinstance(value, tuple):
        held = {(index,): one for index, one in enumerate(value)}
    elif isinstance(value, dict):
        held = {(key,): one for key, one in value.items()}
    else:
        held = dict.fromkeys((path for path in spans.keys if len(path) == 1), value)
    starts = sorted((spans.find(path, key=True).line, path) for path in held)
    rows = []
    for place, (line, path) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(spans.lines) + 1
        over = [*_over(spans, path, value, (line, end), on)]
        left = {number for first, last in over for number in range(first, last)}
        lines = [(n, spans.lines[n - 1]) for n in range(line, end) if n not in left]
        # Comments and empty lines before the next row belong to that one.
        while lines and (not lines[-1][1].strip() or lines[-1][1].lstrip().startswith("#")):
            lines.pop()
        holds = _holds_on(loaded, held[path], on)
        rows.append(ProfileRow(line, tuple(lines), holds, len(over)))
    return rows


def _over(
    spans: Spans, path: Steps, value: Any, within: tuple[int, int], on: date | None
) -> Iterator[tuple[int, int]]:
    """The lines of what has days of its own, within a row of a group, and did not hold on a day."""
    below = getattr(value, str(path[0]).replace("-", "_"), None)
    if not isinstance(below, Mapping):
        return
    starts = sorted((spans.find((*path, key), key=True).line, key) for key in below)
    for place, (line, key) in enumerate(starts):
        if not _holds(below[key], on):
            end = starts[place + 1][0] if place + 1 < len(starts) else within[1]
            # Comments before the next one belong to that one.
            while end - 1 > line and spans.lines[end - 2].lstrip().startswith("#"):
                end -= 1
            yield line, end


def _holds_on(loaded: Loaded, row: Any, on: date | None) -> bool:
    # A rule about cut-offs counts from the day of the paper that shows it.
    if isinstance(row, CutOffRule):
        return row in rules_known(loaded.register, on)
    return _holds(row, on)


def _holds(row: Any, on: date | None) -> bool:
    if on is None:
        return True
    start: When | None = getattr(row, "from_", None)
    end: When | None = getattr(row, "to", None)
    return (start is None or first_day(start) <= on) and (end is None or on <= last_day(end))


def shipped_file(loaded: Loaded, name: str, profile: str | None = None) -> tuple[str, bytes]:
    """Where a register keeps a shipped file of its own, and what the shipped one holds. NotFound.

    That is a table, a template of the profile, or a style or macros that all share. `profile` names
    another than the register's.
    """
    if profile is not None and profile not in profiles():
        raise NotFound("profile", profile, profiles())
    shipped = _shipped_files(profile or profile_of(loaded))
    for own, file in shipped.items():
        if own.rpartition("/")[2] in (name, f"{name}.yaml"):
            return own, file.read_bytes()
    known = sorted(own.rpartition("/")[2] for own in shipped)
    raise NotFound("file of the profile", name, known)


def profiles_with(name: str) -> tuple[str, ...]:
    """The shipped profiles that have a file of a name, with or without `.yaml`."""
    names = (name, f"{name}.yaml")
    return tuple(
        one
        for one in profiles()
        if any(own.rpartition("/")[2] in names for own in _shipped_files(one))
    )


def _shipped_files(profile: str) -> dict[str, Path]:
    """The shipped files by the names of a register's own; the profile's before the shared."""
    found = tables_of(profile)
    for folder in (templates_of(profile), SHARED):
        for file in sorted(folder.iterdir()) if folder is not None else ():
            if file.is_file():
                found.setdefault(f"templates/{file.name}", file)
    return found
