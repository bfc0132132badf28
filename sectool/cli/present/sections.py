"""Answers in sections, as text of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sectool.cli.present.tables import CUT, TextColumn, folded, table
from sectool.planning.sections import AnswerSection

_INSET = 2


def section_lines(sections: Iterable[AnswerSection]) -> Iterator[str]:
    """Each section below its title; a table in fewer words where it would be cut off."""
    for section in sections:
        yield ""
        if section.title:
            yield section.title
        yield from _table(section)
        for line in section.lines:
            yield from folded(" " * _INSET + (f"{line.mark} " if line.mark else ""), line.text)
            for text in line.below:
                yield from folded("      ", text)
        for note in section.notes:
            yield from folded(" " * _INSET, note)


def _table(section: AnswerSection) -> list[str]:
    if not section.rows:
        return []
    columns = [
        TextColumn(heading, right=number in section.right, gives=number not in section.right)
        for number, heading in enumerate(section.headings)
    ]
    lines = table(columns, section.rows, indent=_INSET)
    if section.shorter and any(CUT in line for line in lines):
        lines = table(columns, section.shorter, indent=_INSET)
    return lines
