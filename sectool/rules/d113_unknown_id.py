"""A text names a modification that the register does not hold.

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

from sectool.diagnostic import Finding, Severity
from sectool.model.register import modification_file
from sectool.model.shape import MODIFICATION_ID
from sectool.prose.readings import SaidId, ids_in
from sectool.prose.texts import texts_of
from sectool.rules.common import any_unread
from sectool.rules.rule import Subject

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


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications"):
        return
    for said in texts_of(register):
        told: set[str] = set()
        for found in ids_in(said.text) if said.has_digits else ():
            if found.id in register.modifications or found.id in told:
                continue
            if _is_yet_to_come(said.text, found, register.modifications):
                continue
            told.add(found.id)
            near = _near(found, register.modifications)
            meant = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
            file = modification_file(found.id)
            add = f", or record it in {file}" if MODIFICATION_ID.fullmatch(found.id) else ""
            yield Finding(
                f"the register has no {' '.join(found.words.split())}{meant}",
                said.at(found.span),
                f"correct the id{add}",
                about=(found.id,),
            )


def _is_yet_to_come(text: str, found: SaidId, known: Iterable[str]) -> bool:
    """Whether an id above all others is said to be the next one, or the last of those to come."""
    start = found.span[0]
    if _NUMBERING.search(text, max(0, start - _BACK), start) is None:
        return False
    own = _ID.fullmatch(found.id)
    others = (_ID.fullmatch(id_) for id_ in known)
    return own is not None and all(
        int(other["number"]) < int(own["number"])
        for other in others
        if other is not None and other["prefix"] == own["prefix"]
    )


def _near(found: SaidId, known: Iterable[str]) -> list[str]:
    """The few ids that are one slip away, with the prefix that was written."""
    own = _ID.fullmatch(found.id)
    same, near = [], []
    for id_ in known:
        other = _ID.fullmatch(id_)
        if own is None or other is None:
            continue
        written = "DP" + id_[2:] if found.prefix == "DP" and id_.startswith("MP") else id_
        if own["number"] == other["number"]:
            same.append(written)  # only the prefix or the letter is another
        elif own["prefix"] == other["prefix"] and _one_slip(found.id, id_):
            near.append(written)
    likely = sorted(same or near)
    return likely if len(likely) <= _MOST else []


def _one_slip(one: str, other: str) -> bool:
    """Whether a sign was mistyped, left out or added, or two neighbours were swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    rest, its = one[start:], other[start:]
    swapped = rest[1::-1] + rest[2:] == its if len(rest) > 1 else False
    return swapped or rest[1:] == its[1:] or rest[1:] == its or rest == its[1:]
