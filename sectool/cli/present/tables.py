"""Tables for people (80 columns), for programs (JSON) and for spreadsheets (CSV), in one place."""

from __future__ import annotations

import csv
import io
import json
import sys
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from keyword import iskeyword
from textwrap import wrap

from sectool.cli.present.output import write_out
from sectool.dates import When, iso
from sectool.unseen import in_line, visible, visible_in_json
from sectool.values import dataclass

WIDTH = 80
GAP = 2
CUT = "…"


@dataclass(frozen=True)
class TextColumn:
    """A column of a table. One that `gives` is cut first where a row would be too long."""

    heading: str
    right: bool = False
    gives: bool = False


def width_of(text: str) -> int:
    """How many columns of a terminal a text takes: marks that combine take none, some two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def cut(text: str, width: int) -> str:
    """The text, shortened with `…` where it is wider than `width` columns."""
    if width_of(text) <= width:
        return text
    kept, used = "", 1
    for character in text:
        used += width_of(character)
        if used > width:
            break
        kept += character
    return kept.rstrip() + CUT


def one_line(text: str) -> str:
    """A text without line breaks, tabs or double blanks: a cell is one line."""
    return " ".join(text.split())


def table(
    columns: Sequence[TextColumn], rows: Sequence[Sequence[str]], *, indent: int = 0
) -> list[str]:
    """Aligned lines, headings first; columns that give are cut until a line fits."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    heads = [column.heading for column in columns]
    widths = [max(map(width_of, column)) for column in zip(heads, *cells, strict=True)]
    room = WIDTH - indent - GAP * (len(columns) - 1)
    for wanted in (True, False):
        # What does not give at all gives way only when nothing else is left to cut.
        for index in sorted(range(len(columns)), key=lambda i: -widths[i]):
            if columns[index].gives is wanted and sum(widths) > room:
                least = max(width_of(heads[index]), 4)
                widths[index] = max(least, widths[index] - (sum(widths) - room))
    lines = []
    for row in [heads, *cells] if any(heads) else cells:
        parts = []
        for cell, column, width in zip(row, columns, widths, strict=True):
            shown = cut(cell, width)
            blank = " " * (width - width_of(shown))
            parts.append(blank + shown if column.right else shown + blank)
        lines.append((" " * indent + (" " * GAP).join(parts)).rstrip())
    return lines


def folded(start: str, text: str, *, width: int = WIDTH) -> list[str]:
    """Text behind a start, folded so that it stays within 80 columns; long words are broken."""
    indent = " " * width_of(start)
    lines: list[str] = []
    line, used = start, width_of(start)
    empty = True
    for word in one_line(text).split(" "):
        while word:
            gap = 0 if empty else 1
            if used + gap + width_of(word) <= width:
                line, used, empty = line + " " * gap + word, used + gap + width_of(word), False
                break
            if not empty:
                lines.append(line.rstrip())
                line, used, empty = indent, width_of(indent), True
                continue
            head = _fitting(word, width - used)
            lines.append(line + head)
            line, used, word = indent, width_of(indent), word[len(head) :]
    if not empty or not lines:
        lines.append(line.rstrip())
    return lines


def _fitting(word: str, width: int) -> str:
    """As much of a word as fits, one character at least."""
    kept, used = "", 0
    for character in word:
        used += width_of(character)
        if used > width and kept:
            break
        kept += character
    return kept


def paragraph(text: str) -> list[str]:
    """A sentence in lines of at most 80 columns."""
    return wrap(text, WIDTH, break_on_hyphens=False) or [""]


def write_lines(lines: Iterable[str]) -> None:
    """Prints an answer line by line."""
    write_out("\n".join(map(in_line, lines)) + "\n")


def fields_of(value: object, *keys: str) -> dict[str, object]:
    """Fields of a value by their keys of docs/json.md: `as-of` is its `as_of`, `from` its `from_`.

    Days and months are written as text; what is no date is as it is in the value.
    """
    found = {}
    for key in keys:
        name = key.replace("-", "_")
        field = getattr(value, f"{name}_" if iskeyword(name) else name)
        found[key] = iso(field) if isinstance(field, When) else field
    return found


def write_json(data: Mapping[str, object], *, version: int = 1) -> None:
    """A JSON object: its `version` says which shape it has (docs/json.md)."""
    document = {"version": version, **data}
    sys.stdout.write(visible_in_json(json.dumps(document, indent=2, ensure_ascii=False)) + "\n")


def write_answer(
    data: Callable[[], Mapping[str, object]],
    lines: Callable[[], Iterable[str]],
    *,
    as_json: bool,
) -> None:
    """Prints one answer, for programs or for people: only the form that is wanted is made."""
    if as_json:
        write_json(data())
    else:
        write_lines(lines())


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """RFC 4180: a header row, CRLF, quotes where they are needed; an empty cell is not known."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([["" if cell is None else visible(str(cell)) for cell in row] for row in rows])
    # As bytes, or Windows would make two ends of a line out of one.
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text.getvalue())
        return
    sys.stdout.flush()
    buffer.write(text.getvalue().encode("utf-8", "surrogateescape"))
    buffer.flush()
