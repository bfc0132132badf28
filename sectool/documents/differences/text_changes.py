"""Paragraphs of a section compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sectool.blocks import Block, Bullets, Chart, Table
from sectool.documents.differences.align import kept, likeness, likest, out_of_order, without
from sectool.documents.differences.marks import EDITION
from sectool.documents.differences.reading import (
    Said,
    labelled,
    said,
    speaks_of,
    start_of,
    uncounted,
)
from sectool.documents.differences.telling import Telling

# A section with nothing to say prints a sentence that says so.
_NONE = re.compile(r"\b(?:no|none|not|nothing|nor)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A paragraph, and whether a list or table follows it."""

    said: Said
    leads: bool


def compare_lines(
    telling: Telling, before: list[Line], after: list[Line], *, changed: bool, more: int
) -> None:
    """Tells what paragraphs say otherwise.

    Where the lists of the section `changed`, they tell what their introductions count. With
    `more` lists than before, one stands where a sentence said that there is none; with fewer
    (below zero), the reverse.
    """
    lines = [[line.said.words for line in side] for side in (before, after)]
    undated = [
        [speaks_of(text, day) for text in side]
        for side, day in zip(lines, telling.days, strict=True)
    ]
    pairs = kept(*lines)
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])

    def same(i: int, j: int) -> bool:
        return lines[0][i] == lines[1][j] or undated[0][i] == undated[1][j]

    pairs += likest(gone, come, same, 1.0)
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])
    names = [start_of(text) for text in lines[0]], [start_of(text) for text in lines[1]]
    for i, j in out_of_order(pairs, [(undated[0][i], undated[1][j]) for i, j in pairs]):
        telling.order(names[1][j], names, (i, j))

    def like(i: int, j: int) -> float:
        if (more > 0 and after[j].leads and not before[i].leads) or (
            more < 0 and before[i].leads and not after[j].leads
        ):
            return 0.0
        if before[i].leads and after[j].leads and _same_but_counts(before[i], after[j]):
            return 1.0
        labels = labelled(lines[0][i])[0], labelled(lines[1][j])[0]
        if labels[0] or labels[1]:
            return float(labels[0] == labels[1])
        return likeness(lines[0][i], lines[1][j])

    reworded = likest(gone, come, like, 0.5)
    pairs += reworded
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])
    if more > 0:
        none = [i for i in gone if _NONE.search(lines[0][i])][:more]
        gone = [i for i in gone if i not in none]
        come = [j for j in come if not after[j].leads]
    elif more < 0:
        none = [j for j in come if _NONE.search(lines[1][j])][:-more]
        gone = [i for i in gone if not before[i].leads]
        come = [j for j in come if j not in none]
    # In the order of reading, what is gone before what stands in its place.
    rows: list[tuple[int, int | None, int | None]] = [
        *((j, i, j) for i, j in pairs),
        *((j, None, j) for j in come),
        *((i, i, None) for i in gone),
    ]
    for _, x, y in sorted(rows, key=lambda row: (row[0], row[2] is None)):
        if x is None or y is None:
            texts = [before[x].said.words if x is not None else None]
            texts.append(after[y].said.words if y is not None else None)
            costs = telling.marks.topic(telling.section.key, "text") == "costs"
            telling.tell("costs" if costs else "text", telling.subject(), "", *texts)
            continue
        one, other = before[x], after[y]
        counts = changed and one.leads and other.leads and _same_but_counts(one, other)
        if not same(x, y) and not counts:
            _reworded(telling, one.said, other.said)
        telling.marginal(telling.subject(), "", one.said, other.said)


def _reworded(telling: Telling, one: Said, other: Said) -> None:
    label, before = labelled(one.words)
    again, after = labelled(other.words)
    if label and label == again:
        telling.value(telling.subject(), label, before, after)
    else:
        telling.value(telling.subject(), "", one.words, other.words)


def lines_of(blocks: Sequence[Block]) -> list[Line]:
    """The paragraphs, and blocks of other kinds by their words; not what marks an edition."""
    found = []
    for n, block in enumerate(blocks):
        if isinstance(block, Bullets | Table | Chart):
            continue
        words = said((block,))
        if words.words and not words.words.startswith(EDITION):
            follows = blocks[n + 1] if n + 1 < len(blocks) else None
            found.append(Line(words, isinstance(follows, Bullets | Table | Chart)))
    return found


def _same_but_counts(one: Line, other: Line) -> bool:
    return uncounted(one.said.words) == uncounted(other.said.words)
