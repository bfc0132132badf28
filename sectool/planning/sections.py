"""An answer in sections: a table or lines under a title, whatever shows them."""

from __future__ import annotations

from sectool.values import dataclass


@dataclass(frozen=True)
class AnswerLine:
    """A sentence behind a mark, such as + for what is new, and what belongs below it."""

    mark: str
    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerSection:
    """A title, a table with its headings, lines, and notes in this order.

    `shorter` are the rows of the table in fewer words, for where there is little room. Of the
    columns, those of `right` are numbers.
    """

    title: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shorter: tuple[tuple[str, ...], ...] = ()
    right: tuple[int, ...] = ()
    lines: tuple[AnswerLine, ...] = ()
    notes: tuple[str, ...] = ()
