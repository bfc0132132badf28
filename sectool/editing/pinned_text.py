"""Rows go into the text of a pinned calendar: every other line stays as it is.

A text is edited at positions, not written anew, so comments and the author's layout survive.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sectool.calendar.proposal import Day
from sectool.diagnostic import Path, Span
from sectool.values import dataclass

# Where a line ends for libyaml, whose positions these are.
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_YEAR = re.compile(r"^[ \t]*# ?[0-9]{4}[ \t]*$", re.MULTILINE)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 '()&.-]*")

# The keys after which `withdrawn` goes: the first of these that a row has.
_FIRST = ("known-from", "source", "name", "date")

_ELSEWHERE = "# Bank holidays of other parts of the country only: people may be away."

Data = Any  # what source.read_data returns
Edit = tuple[int, int, str]  # from one character to another, and what stands there instead


class NotPinnable(Exception):
    """The text is laid out in a way that rows cannot be put into; the message says what to do."""


@dataclass(frozen=True)
class NewRow:
    """A row to put in: a day and what else is said of it."""

    day: Day
    known_from: date | None = None
    projected: bool = False

    @property
    def data(self) -> dict[str, Data]:
        """The row as it is read from a file."""
        found: dict[str, Data] = {"date": self.day.date.isoformat(), "name": self.day.name}
        if self.day.divisions:
            found["divisions"] = self.day.divisions
        if self.known_from is not None:
            found["known-from"] = self.known_from.isoformat()
        if self.projected:
            found["state"] = "projected"
        return found


class PinnedText:
    """The text of a calendar with the data and positions read from it, and edits to come."""

    def __init__(self, text: str, data: Mapping[str, Data], spans: Mapping[Path, Span]) -> None:
        end = _LINE_END.search(text)
        self.newline = end.group() if end is not None else "\n"
        # Only a last line may lack its end.
        self.text = text if _LINE_END.match(text[-1:]) else text + self.newline
        self.data = dict(data)
        self.spans = spans
        self.starts = [0, *(m.end() for m in _LINE_END.finditer(self.text))]
        self.edits: list[Edit] = []

    def result(self) -> tuple[str, dict[str, Data]]:
        """The new text, and the data that must be read from it."""
        pieces, at = [], 0
        # Sorting is stable: what goes to the same place stays in order.
        for start, end, written in sorted(self.edits, key=lambda edit: edit[:2]):
            pieces += [self.text[at:start], written]
            at = end
        return "".join([*pieces, self.text[at:]]), self.data

    def set_to(self, last: date) -> None:
        """Raises the last day of the calendar."""
        span = self.spans[("to",)]
        self.edits.append((self._offset(span), self._end(span), last.isoformat()))
        self.data["to"] = last.isoformat()

    def withdraw(self, key: str, index: int, announced: date) -> None:
        """Says of a row when it was taken back."""
        row = self.data[key][index]
        # Below what stands first in a row, where that is one line.
        before = [self.spans[(key, index, name)] for name in _FIRST if name in row]
        span = next(span for span in before if span.line == span.end_line)
        written = f"withdrawn: {announced.isoformat()}"
        if self._in_braces(key, index):
            place = self._end(span)
            self.edits.append((place, place, f", {written}"))
        else:
            place = self.starts[span.end_line]
            self.edits.append((place, place, self._indent(key, index) + written + self.newline))
        self._replace(key, index, {**row, "withdrawn": announced.isoformat()})

    def add(self, key: str, rows: Sequence[NewRow]) -> None:
        """Puts rows where their days belong, with a comment for each year the list lacks."""
        if not rows:
            return
        old: tuple[dict[str, Data], ...] = self.data.get(key) or ()
        if key in self.data and not old:
            raise NotPinnable(f"{key!r} is an empty list: remove that line and try again")
        days = [str(row["date"]) for row in old]
        headed = _YEAR.search(self.text) is not None
        slots: dict[int, list[dict[str, Data]]] = {}
        written: dict[tuple[int, int], list[str]] = {}
        seen: set[str] = {day[:4] for day in days}
        for row in sorted(rows, key=lambda row: row.day):
            slot, place = self._place(key, days, row.day.date.isoformat())
            year = str(row.day.date.year)
            heading = [f"# {year}{self.newline}"] if headed and year not in seen else []
            seen.add(year)
            slots.setdefault(slot, []).append(row.data)
            written.setdefault((place, slot), []).extend([*heading, self._row(key, bool(old), row)])
        if not old:
            first = next(iter(written))
            written[first] = [f"{_ELSEWHERE}{self.newline}{key}:{self.newline}", *written[first]]
        self.edits.extend((place, place, "".join(text)) for (place, _), text in written.items())
        merged: list[dict[str, Data]] = []
        for index in range(len(old) + 1):
            merged += slots.get(index, [])
            merged += old[index : index + 1]
        self.data[key] = tuple(merged)

    def _place(self, key: str, days: Sequence[str], day: str) -> tuple[int, int]:
        """Before which row a day goes, and at which character of the text."""
        if not days:
            return 0, len(self.text)
        earlier = [index for index, other in enumerate(days) if other < day]
        same_year = [index for index, other in enumerate(days) if other[:4] == day[:4]]
        if earlier and (not same_year or days[earlier[-1]][:4] == day[:4]):
            return earlier[-1] + 1, self._after(key, earlier[-1])
        # Below the comment that heads its year, above the other rows of that year.
        first = same_year[0] if same_year else 0
        return first, self.starts[self.spans[(key, first)].line - 1]

    def _after(self, key: str, index: int) -> int:
        """The start of the line that follows a row."""
        inside = [span for path, span in self.spans.items() if path[:2] == (key, index)]
        # A block of text ends at the start of a line below it, and empty ones may lie between.
        last = max(s.end_line - (s.end_column == 1 and s.end_line > s.line) for s in inside)
        while not self.text[self.starts[last - 1] : self.starts[last]].strip():
            last -= 1
        if self._in_braces(key, index):
            row = self.text[self._offset(self.spans[(key, index)]) : self.starts[last]]
            if row.count("{") != row.count("}"):
                raise NotPinnable(
                    f"line {last}: a row in braces goes over several lines; write it on one"
                )
        return self.starts[last]

    def _row(self, key: str, like_others: bool, row: NewRow) -> str:
        prefix, braces = "- ", False
        if like_others:
            prefix, braces = self._prefix(key, 0), self._in_braces(key, 0)
        pairs = [f"{name}: {_value(value)}" for name, value in row.data.items()]
        if braces:
            return f"{prefix}{{{', '.join(pairs)}}}{self.newline}"
        indent = " " * len(prefix)
        return "".join(
            f"{indent if number else prefix}{pair}{self.newline}"
            for number, pair in enumerate(pairs)
        )

    def _prefix(self, key: str, index: int) -> str:
        span = self.spans[(key, index)]
        before = self.text[self.starts[span.line - 1] : self._offset(span)]
        if before.strip() != "-":
            raise NotPinnable(
                f"line {span.line}: each row of {key!r} must start on a line of its own, with '- '"
            )
        return before

    def _indent(self, key: str, index: int) -> str:
        return " " * len(self._prefix(key, index))

    def _in_braces(self, key: str, index: int) -> bool:
        return self.text[self._offset(self.spans[(key, index)])] == "{"

    def _offset(self, span: Span) -> int:
        return self.starts[span.line - 1] + span.column - 1

    def _end(self, span: Span) -> int:
        return self.starts[span.end_line - 1] + span.end_column - 1

    def _replace(self, key: str, index: int, row: dict[str, Data]) -> None:
        rows = self.data[key]
        self.data[key] = (*rows[:index], row, *rows[index + 1 :])


def _value(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
