"""Paragraphs of a section compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sectool.blocks import Block, Bullets, Chart, Picture, Table
from sectool.compare.alignment import kept, likeness, likest, out_of_order, without
from sectool.compare.content import (
    NotedWords,
    counted_in,
    facts_of,
    labelled,
    speaks_of,
    start_of,
    uncounted,
    words_of,
)
from sectool.compare.facts import KindFacts
from sectool.compare.recorder import Recorder
from sectool.values import dataclass

# A section with nothing to say prints a sentence that says so.
_NONE = re.compile(r"\b(?:no|none|not|nothing|nor)\b", re.IGNORECASE)


@dataclass(frozen=True)
class TextLine:
    """A paragraph, and whether a list or table follows it."""

    content: NotedWords
    leads: bool
    many: int = 0  # how many items or rows that has
    none: bool = False  # whether it says that there is nothing


def compare_lines(
    recorder: Recorder, before: list[TextLine], after: list[TextLine], *, changed: bool, more: int
) -> None:
    """Tells what paragraphs say otherwise.

    Where the lists of the section `changed`, they tell what their introductions count. With
    `more` lists than before, one stands where a sentence said that there is none; with fewer
    (below zero), the reverse.
    """
    lines = [[line.content.words for line in side] for side in (before, after)]
    undated = [
        [speaks_of(text, day) for text in side]
        for side, day in zip(lines, recorder.days, strict=True)
    ]
    bare = [
        [uncounted(text, line.many) for text, line in zip(texts, side, strict=True)]
        for texts, side in zip(undated, (before, after), strict=True)
    ]
    pairs = kept(*lines)
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])

    def same(i: int, j: int) -> bool:
        return lines[0][i] == lines[1][j] or undated[0][i] == undated[1][j]

    def same_but_counts(i: int, j: int) -> bool:
        one, other = before[i], after[j]
        if one.many == other.many or not (one.leads and other.leads):
            return False
        if not (counted_in(lines[0][i], one.many) or counted_in(lines[1][j], other.many)):
            return False
        return bare[0][i] == bare[1][j]

    pairs += likest(gone, come, same, 1.0)
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])
    names = [start_of(text) for text in lines[0]], [start_of(text) for text in lines[1]]
    for i, j in out_of_order(pairs, [(undated[0][i], undated[1][j]) for i, j in pairs]):
        recorder.order(names[1][j], names, (i, j))

    def like(i: int, j: int) -> float:
        if (more > 0 and after[j].leads and not before[i].leads) or (
            more < 0 and before[i].leads and not after[j].leads
        ):
            return 0.0
        if same_but_counts(i, j):
            return 1.0
        labels = labelled(lines[0][i])[0], labelled(lines[1][j])[0]
        if labels[0] or labels[1]:
            return float(labels[0] == labels[1])
        return max(likeness(lines[0][i], lines[1][j]), likeness(bare[0][i], bare[1][j]))

    reworded = likest(gone, come, like, 0.5)
    pairs += reworded
    gone = without(len(before), [i for i, _ in pairs])
    come = without(len(after), [j for _, j in pairs])
    sides = {i: undated[0][i] for i in gone}, {j: undated[1][j] for j in come}
    if more > 0:
        gone, come = _left_alone(sides[0], sides[1], before, after, more)
    elif more < 0:
        come, gone = _left_alone(sides[1], sides[0], after, before, -more)
    # In the order of reading, what is gone before what stands in its place.
    rows: list[tuple[int, int | None, int | None]] = [
        *((j, i, j) for i, j in pairs),
        *((j, None, j) for j in come),
        *((i, i, None) for i in gone),
    ]
    for _, x, y in sorted(rows, key=lambda row: (row[0], row[2] is None)):
        if x is None or y is None:
            texts = [before[x].content.words if x is not None else None]
            texts.append(after[y].content.words if y is not None else None)
            costs = recorder.section.topic == "costs"
            recorder.add("costs" if costs else "text", recorder.subject(), "", *texts)
            continue
        one, other = before[x], after[y]
        if not same(x, y) and not (changed and same_but_counts(x, y)):
            _reworded(recorder, one.content, other.content)
        recorder.marginal(recorder.subject(), "", one.content, other.content)


def _left_alone(
    fewer: dict[int, str],
    more: dict[int, str],
    without_lists: list[TextLine],
    lines: list[TextLine],
    many: int,
) -> tuple[list[int], list[int]]:
    """What lines alone on the sides say, where one of them has so `many` more lists.

    The introduction of a list goes with it, and so does the sentence that there was none; but
    not a day or amount that only one of them names.
    """
    none = [n for n in fewer if without_lists[n].none][:many]
    leads = [n for n, text in more.items() if lines[n].leads]
    named = [
        frozenset[str]().union(*(facts_of(side[n]) for n in some))
        for side, some in ((fewer, none), (more, leads))
    ]
    return (
        [n for n, text in fewer.items() if n not in none or facts_of(text) - named[1]],
        [n for n, text in more.items() if n not in leads or facts_of(text) - named[0]],
    )


def _reworded(recorder: Recorder, one: NotedWords, other: NotedWords) -> None:
    label, before = labelled(one.words)
    again, after = labelled(other.words)
    if label and label == again:
        recorder.value(recorder.subject(), label, before, after)
    else:
        recorder.value(recorder.subject(), "", one.words, other.words)


def lines_of(blocks: Sequence[Block], facts: KindFacts) -> list[TextLine]:
    """The paragraphs, but for those that only say which edition the document is."""
    found = []
    for n, block in enumerate(blocks):
        if isinstance(block, Bullets | Table | Picture):
            continue
        words = words_of((block,))
        if words.words and not (
            facts.hangs_on_edition(words.sources)
            or facts.is_edition(words.sources)
            or facts.is_signature(words.sources)
        ):
            follows = blocks[n + 1] if n + 1 < len(blocks) else None
            leads = isinstance(follows, Bullets | Table | Picture)
            found.append(TextLine(words, leads, _many(follows), _says_none(words)))
    return found


def _says_none(words: NotedWords) -> bool:
    """Whether a sentence stands where there is no value, or its words say so."""
    hangs = [source.holds for source in words.sources if source.holds is not None]
    return (bool(hangs) and not any(hangs)) or _NONE.search(words.words) is not None


def _many(block: Block | None) -> int:
    match block:
        case Bullets(items=items):
            return len(items)
        case Table(rows=rows) | Chart(table=Table(rows=rows)):
            return len(rows)
        case _:
            return 0
