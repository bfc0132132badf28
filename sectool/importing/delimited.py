"""Reading a CSV file: whatever separates its cells, and however its characters are written."""

from __future__ import annotations

import codecs
import csv
import io

from sectool.importing.cells import BookSheet, CannotImport, SheetCell, Workbook

_SEPARATORS = ",;\t|"
_IN_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read_csv(content: bytes, name: str) -> Workbook:
    """The one sheet of a CSV file. CannotImport says why it cannot be read."""
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise CannotImport("this is no text: it has characters of value 0")
    notes = [] if encoding is None else [f"read as {encoding}: see that accents and £ are right"]
    separator, text = _separator_of(text)
    if separator is None:
        separator = ","
    elif separator != ",":
        notes.append(f"its cells are separated by {_IN_WORDS[separator]}")
    cells: dict[int, dict[int, SheetCell]] = {}
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        for number, row in enumerate(reader, 1):
            found = {at: SheetCell(value) for at, value in enumerate(row, 1) if value.strip()}
            if found:
                cells[number] = found
    except csv.Error as error:
        raise CannotImport(
            f"this cannot be read as CSV: line {reader.line_num}: {error}; a quote inside a cell "
            "in quotes is written twice"
        ) from None
    return Workbook((BookSheet(name, cells),), tuple(notes), texts_only=True)


def _decoded(content: bytes) -> tuple[str, str | None]:
    """The text, and as what it was read, where nothing in the file says so."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding), None
            except UnicodeDecodeError as error:
                raise CannotImport(f"this is not the {encoding} that it says: {error}") from None
    even, odd = content[0:2000:2].count(0), content[1:2000:2].count(0)
    if max(even, odd) * 4 > len(content[:2000]) > 2:
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        try:
            return content.decode(encoding), encoding.upper()
        except UnicodeDecodeError:
            raise CannotImport("this is no text") from None
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        # The five bytes that it has no letter for are those of no text that Excel writes.
        try:
            return content.decode("cp1252"), "Windows-1252"
        except UnicodeDecodeError as error:
            raise CannotImport(
                f"byte {error.start} is a letter neither in UTF-8 nor in Windows-1252; save the "
                "file as CSV UTF-8"
            ) from None


def _separator_of(text: str) -> tuple[str | None, str]:
    """What separates cells, by which most lines have the same number of them, and the text."""
    first = text.split("\n", 1)[0].strip("\r")
    if first.lower().startswith("sep=") and first[4:] in _SEPARATORS and len(first) == 5:
        return first[4], text[len(first) :]  # Excel's own line; rows keep their numbers.
    best: tuple[float, int, str] | None = None
    for separator in _SEPARATORS:
        try:
            rows = [
                len(row)
                for row, _ in zip(
                    csv.reader(io.StringIO(text, newline=""), delimiter=separator),
                    range(200),
                    strict=False,
                )
                if row
            ]
        except csv.Error:
            continue
        widths = [width for width in rows if width > 1]
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        rank = (widths.count(usual) / len(rows), usual, separator)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return (best[2] if best is not None else None), text
