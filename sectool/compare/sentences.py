"""A change in one plain sentence or line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise

from sectool.compare.alignment import kept, without
from sectool.compare.change import COLUMN, ORDER, PLACE, TEXT, TICK, Change, is_when, when_of
from sectool.compare.content import ID, TITLE
from sectool.dates import NO_BREAK, When, in_words
from sectool.words import listed

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“£0-9])")
# What a note says of a figure: too long for a line.
_REMARK = re.compile(r" \([^()]*\.\)")
# How many words around what differs are told with it, and how long a text may be told whole.
_AROUND = 3
_SHORT = 70
# Headings of columns whose value is what a row is about: the row's name says it all.
ITSELF = ("", "date", "when", "new version", "version")


def in_a_sentence(change: Change) -> str:
    """What a change says, without its section."""
    if change.aspect == ORDER:
        return f"{change.subject} is now placed {change.after}, no longer {change.before}"
    if change.aspect == PLACE:
        return f"{change.subject} moves from “{change.before}” to “{change.after}”"
    if change.aspect == COLUMN or (
        change.aspect == "" and (change.before is None or change.after is None)
    ):
        return _whole(change)
    match change.topic:
        case "ticks":
            return _tick(change)
        case "dates" if all(value is None or is_when(value) for value in change.values):
            return _date(change)
        case "costs":
            return _cost(change)
        case "versions":
            return _version(change)
        case _:
            return _text(change)


def by_section(
    changes: Iterable[Change], *, together: bool = False
) -> Iterator[tuple[str, list[str]]]:
    """The sentences of changes under their sections; `together`: cells changed alike as one."""
    for section, of_section in groupby(changes, key=lambda change: change.section):
        found = list(of_section)
        yield section, [in_a_sentence(one) for one in (_together(found) if together else found)]


def _together(changes: Iterable[Change]) -> Iterator[Change]:
    """Cells of a row that changed alike, told as one."""

    def alike(change: Change) -> tuple[object, ...]:
        return change.topic, change.subject, bool(change.aspect), change.before, change.after

    for (_, subject, aspect, _, _), run in groupby(changes, key=alike):
        found = list(run)
        if len(found) > 1 and subject and aspect:
            yield replace(found[0], aspect=listed([change.aspect for change in found]))
        else:
            yield from found


def _whole(change: Change) -> str:
    """A row, item, column, section or paragraph that came or went."""
    name, come = change.subject, change.before is None
    if change.aspect == COLUMN and not ID.match(name):
        name = f"Column “{name}”"
    says = (change.after if come else change.before) or ""
    if change.topic == "scope":
        titled = TITLE.search(says)
        title = f" ‘{titled[1]}’" if titled else ""
        return f"{name}{title} {'joins' if come else 'leaves'} the scope"
    if not name:
        return f"{'New' if come else 'Gone'}: “{_cut(says)}”"
    # Where a cell says more than a tick, such as TBC, it is told as it stands.
    ticks_alone = ": " not in says
    if change.topic == "ticks" and ticks_alone and says and not says.startswith((name, TICK)):
        words = listed(says.split(", "))
        return (
            f"{name} is new, ticked for {words}"
            if come
            else (f"{name} is gone, which was ticked for {words}")
        )
    if change.topic == "ticks" and not says and change.aspect != COLUMN:
        return f"{name} is {'new, without a tick' if come else 'gone; it had no tick'}"
    says = says.removeprefix(name).lstrip(" :,.")
    behind = f": {_cut(says)}" if says else ""
    return f"{name} is {'new' if come else 'gone'}{behind}"


def _tick(change: Change) -> str:
    verb = "is no longer ticked" if change.after is None else "is now ticked"
    return f"{change.subject} {verb} for {change.aspect}"


def _date(change: Change) -> str:
    one, other = _day(change.before), _day(change.after)
    moved = _distance(change)
    subject, aspect = change.subject, change.aspect
    if aspect.lower() not in ITSELF and not aspect.lower().endswith(("date", "day")):
        if change.before is None or change.after is None:
            return _text(change)
        return f"{_start(change)}{other} instead of {one}{moved}"
    if aspect.lower() not in ITSELF:
        of = f" of {subject}" if subject else ""
        subject = f"The {aspect[:1].lower()}{aspect[1:]}{of}"
    if change.before is None:
        return f"{subject} is {other}; none was given before"
    if change.after is None:
        return f"{subject} is no longer given; it was {one}"
    if when_of(change.before) == when_of(change.after) is not None:
        return f"{subject} is {other} instead of {one}"
    return f"{subject} moves from {one} to {other}{moved}"


def _distance(change: Change) -> str:
    before, after = when_of(change.before), when_of(change.after)
    if not change.moved or not isinstance(before, date) or not isinstance(after, date):
        return ""
    days = "Working Day" if abs(change.moved) == 1 else "Working Days"
    return f", {abs(change.moved)} {days} {'later' if after > before else 'earlier'}"


def _day(text: str | None) -> str:
    """A date in full words, whatever is said beside it; other texts as they are."""
    if text is None:
        return ""
    when: When | None = when_of(text)
    if when is None:
        return text.rstrip(".")
    _, bracket, beside = text.partition(" (")
    return in_words(when).replace(NO_BREAK, " ") + (bracket + beside).rstrip(".")


def _cost(change: Change) -> str:
    if not change.aspect and not change.subject:
        return _text(change)
    before, after = (
        None if value is None else _REMARK.sub("", value) for value in (change.before, change.after)
    )
    if before == after:
        before, after = change.before, change.after
    if max(len(before or ""), len(after or "")) > 2 * _SHORT:
        return _text(change)
    what = f"{change.subject}: {change.aspect} cost" if change.aspect else change.subject
    if before is None:
        return f"{what} {after}; no figure before"
    if after is None:
        return f"{what} no figure any more; {before} before"
    return f"{what} {after} instead of {before}"


def _version(change: Change) -> str:
    subject = change.subject
    if change.aspect.lower() not in ITSELF:
        subject = f"{subject}: {change.aspect}"
    if change.before is None:
        return f"{subject} {change.after}; none was given before"
    if change.after is None:
        return f"{subject}: {change.before} is no longer given"
    return f"{subject} {change.after} instead of {change.before}"


def _text(change: Change) -> str:
    before, after = change.before, change.after
    if change.aspect == "title" and before and after:
        return f"{change.subject} is now called ‘{after}’, no longer ‘{before}’"
    if change.aspect == "heading":
        return f"The heading “{after}” replaces “{before}”"
    if change.subject == before and after is not None:
        return f"“{before}” is now called “{after}”"
    if before is None:
        says = f"“{_cut(after or '')}” is new"
    elif after is None:
        says = f"“{_cut(before)}” is gone"
    elif change.topic == "figures":
        says = f"{after} instead of {before}"
    else:
        says = _narrowed(before, after)
    return _start(change) + says


def _start(change: Change) -> str:
    """What a change is about, before a colon."""
    aspect = "" if change.aspect == TEXT else change.aspect
    words = ", ".join(word for word in (change.subject, aspect) if word)
    return f"{words}: " if words else ""


def _narrowed(before: str, after: str) -> str:
    """Only what differs in two texts, sentence by sentence, with a few words around it."""
    if max(len(before), len(after)) <= _SHORT:
        return f"“{after}” instead of “{before}”"
    sides = _SENTENCE.split(before), _SENTENCE.split(after)
    pairs = [(-1, -1), *kept(*sides), (len(sides[0]), len(sides[1]))]
    parts = []
    for (i, j), (m, n) in pairwise(pairs):
        gone, come = sides[0][i + 1 : m], sides[1][j + 1 : n]
        if len(gone) == len(come):
            for one, other in zip(gone, come, strict=True):
                parts += _words(one, other)
        elif gone and come:
            parts += _words(" ".join(gone), " ".join(come))
        elif gone:
            parts.append(f"“{_cut(' '.join(gone))}” is gone")
        else:
            parts.append(f"“{_cut(' '.join(come))}” is new")
    return "; ".join(parts)


def _words(before: str, after: str) -> list[str]:
    one, other = before.split(), after.split()
    same = kept(one, other)
    changed = len(without(len(one), [i for i, _ in same])) + len(
        without(len(other), [j for _, j in same])
    )
    if changed * 2 > len(one) + len(other):
        return [f"“{_cut(after)}” instead of “{_cut(before)}”"]
    spans: list[tuple[int, int, int, int]] = []
    last = (-1, -1)
    for i, j in [*same, (len(one), len(other))]:
        if (i - last[0], j - last[1]) != (1, 1):
            spans.append((last[0] + 1, i, last[1] + 1, j))
        last = i, j
    # Differences that stand close to each other are told together.
    joined: list[tuple[int, int, int, int]] = []
    for span in spans:
        if joined and span[0] - joined[-1][1] <= 2 * _AROUND:
            joined[-1] = (joined[-1][0], span[1], joined[-1][2], span[3])
        else:
            joined.append(span)
    return [f"“{_around(other, m, n)}” instead of “{_around(one, i, j)}”" for i, j, m, n in joined]


def _around(words: list[str], start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(words), end + _AROUND)
    return (
        ("… " if first else "") + " ".join(words[first:last]) + (" …" if last < len(words) else "")
    )


def _cut(text: str) -> str:
    """A text, cut after a few words where it is long."""
    if len(text) <= 2 * _SHORT:
        return text
    kept_ = text[: 2 * _SHORT].rsplit(" ", 1)[0]
    return kept_.rstrip(" ,;:") + " …"
