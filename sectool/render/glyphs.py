"""Which characters the font of the PDF has, asked of its own table of characters.

A character in that table is shown. One that is not there may still be: Typst puts letters and
accents together and has a few fonts of its own. That is for Typst to say (`style_trial`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from struct import unpack, unpack_from

# Typst looks for a glyph in all fonts at hand: one that has it is enough.
FONT = Path(__file__).parent / "fonts" / "SourceSans3.ttf"

_ASCII = frozenset(map(chr, range(0x20, 0x7F)))
# Words are looked at one by one; accents and joiners stay with the letters they belong to.
_BETWEEN_WORDS = re.compile("[ \n\u00a0]+")


def words_in_doubt(texts: Iterable[str], *, own_fonts: bool) -> tuple[str, ...]:
    """The words that may not be shown, each once: with characters that our font does not have.

    With a style or fonts of a register's own, nothing but ASCII is taken for granted.
    """
    texts = tuple(texts)
    doubtful = frozenset("".join(texts)) - {"\n"} - (_ASCII if own_fonts else shown_by(FONT))
    if not doubtful:
        return ()
    words = dict.fromkeys(word for text in texts for word in _BETWEEN_WORDS.split(text))
    return tuple(word for word in words if not doubtful.isdisjoint(word))


@cache
def shown_by(font: Path) -> frozenset[str]:
    """The characters of a TrueType or OpenType font that have a glyph, controls left out."""
    with font.open("rb") as file:
        _, count = unpack(">4sH6x", file.read(12))
        tables = file.read(16 * count)
        records = {tag: (at, size) for tag, at, size in _records(tables)}
        start, size = records[b"cmap"]
        file.seek(start)
        table = file.read(size)
    found = (chr(code) for code in _codes(table))
    return frozenset(one for one in found if unicodedata.category(one)[0] != "C")


def _records(tables: bytes) -> Iterable[tuple[bytes, int, int]]:
    for at in range(0, len(tables), 16):
        yield unpack_from(">4s4xII", tables, at)


def _codes(cmap: bytes) -> Iterable[int]:
    """The code points of a table `cmap` with a glyph, by the fullest of its subtables."""
    (count,) = unpack_from(">2xH", cmap)
    formats: dict[int, int] = {}
    for index in range(count):
        platform, _, at = unpack_from(">HHI", cmap, 4 + 8 * index)
        if platform in (0, 3):  # Unicode, and Windows
            formats[unpack_from(">H", cmap, at)[0]] = at
    if 12 in formats:
        return _groups(cmap, formats[12])
    return _segments(cmap, formats[4]) if 4 in formats else ()


def _groups(cmap: bytes, at: int) -> Iterable[int]:
    """Format 12: ranges of code points, each with its first glyph; glyph 0 is none."""
    (count,) = unpack_from(">I", cmap, at + 12)
    for index in range(count):
        first, last, glyph = unpack_from(">III", cmap, at + 16 + 12 * index)
        yield from range(first + (glyph == 0), last + 1)


def _segments(cmap: bytes, at: int) -> Iterable[int]:
    """Format 4: ranges of code points whose glyphs are counted on, or looked up in a list."""
    count = unpack_from(">H", cmap, at + 6)[0] // 2
    ends = at + 14
    starts = ends + 2 * count + 2
    for index in range(count):
        (last,) = unpack_from(">H", cmap, ends + 2 * index)
        first, delta = (
            unpack_from(">H", cmap, starts + 2 * (index + many * count))[0] for many in (0, 1)
        )
        place = starts + 2 * (index + 2 * count)
        (offset,) = unpack_from(">H", cmap, place)
        for code in range(first, last + 1):
            glyph = code
            if offset:
                (glyph,) = unpack_from(">H", cmap, place + offset + 2 * (code - first))
            if (glyph + delta) & 0xFFFF and (glyph or not offset):
                yield code
