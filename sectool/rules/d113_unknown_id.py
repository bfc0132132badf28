"""A text names a modification that the register does not have.

A slip of one digit names another modification or none, and readers look up the wrong one. A
Draft Proposal may be named as one: DP003 is MP003. What is said of numbers that are yet to come
("they are numbered from MP197") names none.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It depends on MP999, and on DP002.    # D113

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    history:
    - date: 2029-01-09
      event: raised
      as: MP
      note: It depends on MP002, and on DP002.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from string import ascii_uppercase, digits

from sectool.diagnostic import Finding, Severity
from sectool.model.id_series import Ids
from sectool.model.register import modification_file
from sectool.prose.readings import IdInText, ids_in
from sectool.prose.texts import texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"modifications"}
ABOUT = {"document"}

_ID = re.compile(r"(?P<prefix>[A-Z]+)0*(?P<number>[0-9]+)(?P<letter>[A-Z]?)")
_NUMBERING = re.compile(
    r"\bnumber(?:s|ed|ing)?\b(?!\s+of\b)(?:\s+\w+){0,4}?"
    r"\s+(?:from|to|until|above|beyond|after|is|be|at|with|as)\s+$"
)
_BACK = 80  # how far to look back for it
_MOST = 2  # more ids than these that are one slip away say nothing
_SIGNS = digits + ascii_uppercase


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications"):
        return
    ids = _Ids(register.modifications, register.ids)
    for passage in texts_of(register):
        reported: set[str] = set()
        for found in ids_in(passage.text, register.ids) if passage.has_digits else ():
            if found.id in register.modifications or found.id in reported:
                continue
            if _is_yet_to_come(passage.text, found, ids):
                continue
            reported.add(found.id)
            near = _near(found, ids)
            meant = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            file = modification_file(found.id)
            add = f", or record it in {file}" if register.ids.fits(found.id) else ""
            yield Finding(
                f"the register has no {' '.join(found.words.split())}{meant}",
                passage.at(found.span),
                f"correct the id{add}",
                about=(found.id,),
            )


class _Ids:
    """The ids of a register, by what an unknown one may have in common with them."""

    def __init__(self, known: Iterable[str], series: Ids) -> None:
        self.known, self.series = frozenset(known), series

    @cached_property
    def by_number(self) -> dict[str, list[str]]:
        """Those of a number, without the zeros before it."""
        found: dict[str, list[str]] = {}
        for id_ in self.known:
            match = _ID.fullmatch(id_)
            if match is not None:
                found.setdefault(match["number"], []).append(id_)
        return found

    @cached_property
    def highest(self) -> dict[str, int]:
        """The highest number of each prefix."""
        found: dict[str, int] = {}
        for match in filter(None, map(_ID.fullmatch, self.known)):
            number = int(match["number"])
            found[match["prefix"]] = max(number, found.get(match["prefix"], number))
        return found


def _is_yet_to_come(text: str, found: IdInText, ids: _Ids) -> bool:
    """Whether an id above all others is said to be the next one, or the last of those to come."""
    start = found.span[0]
    if _NUMBERING.search(text, max(0, start - _BACK), start) is None:
        return False
    own = _ID.fullmatch(found.id)
    return own is not None and ids.highest.get(own["prefix"], -1) < int(own["number"])


def _near(found: IdInText, ids: _Ids) -> list[str]:
    """The few ids that are one slip away, with the prefix that was written."""
    own = _ID.fullmatch(found.id)
    if own is None:
        return []
    # The same number: only the prefix or the letter is another.
    likely = ids.by_number.get(own["number"]) or _one_slip_away(found.id, own["prefix"]) & ids.known
    if len(likely) > _MOST:
        return []
    return sorted(map(ids.series.as_draft, likely) if ids.series.is_draft(found.prefix) else likely)


def _one_slip_away(id_: str, prefix: str) -> set[str]:
    """An id with a sign behind its prefix mistyped, left out or added, or two neighbours swapped.

    Made, and not looked for among all there are: a register may have thousands.
    """
    rest = id_[len(prefix) :]
    made = set()
    for place in range(len(rest) + 1):
        head, tail = rest[:place], rest[place:]
        made.add(head + tail[1:])
        made.add(head + tail[1::-1] + tail[2:])
        for sign in _SIGNS:
            made.add(head + sign + tail)
            made.add(head + sign + tail[1:])
    # A letter straight behind the prefix would be one of it.
    return {prefix + one for one in made if one[:1].isdigit()}
