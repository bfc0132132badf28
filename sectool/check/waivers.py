"""Findings that somebody has allowed, with the reason: each waiver silences one finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from sectool.codes import code_of
from sectool.diagnostic import Address, Finding
from sectool.model.register import (
    Register,
    modification_file,
    publication_file,
    reference,
    release_file,
    timeline_file,
)
from sectool.model.shape import Waiver

UNKNOWN = "unknown"  # what `allowed-by` says where nobody knows


@dataclass(frozen=True)
class Placed:
    """A waiver, the element it stands on, and where it stands."""

    waiver: Waiver
    element: Address
    address: Address

    @cached_property
    def code(self) -> str | None:
        """The code of the rule that it names by code or name; None where there is none."""
        return code_of(self.waiver.code)

    def silences(self, code: str, finding: Finding) -> bool:
        """Whether it is about this finding: same rule, a place on its element, its words."""
        path, says = self.element.path, self.waiver.says
        return (
            code == self.code
            and finding.address.file == self.element.file
            and finding.address.path[: len(path)] == path
            and (says is None or _stands_in(says, finding.message))
        )

    @property
    def exactness(self) -> tuple[bool, int]:
        """How exactly it says what it is for: by words at best, then by how deep it stands."""
        return self.waiver.says is not None, len(self.element.path)


def _stands_in(words: str, message: str) -> bool:
    """Whether whole words stand in a message: `FA` is not in `FAQ`."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", message) is not None


class _Waivable(Protocol):
    @property
    def waive(self) -> tuple[Waiver, ...]: ...


def waivers_of(register: Register) -> Iterator[Placed]:
    """Every waiver of a register, in the order of its files."""
    for element, holder in _elements(register):
        for index, waiver in enumerate(holder.waive):
            yield Placed(waiver, element, element.at("waive", index))


def unsilenced(
    found: Iterable[tuple[str, Finding]], waivers: Iterable[Placed]
) -> tuple[list[tuple[str, Finding]], list[Placed]]:
    """The findings that no waiver silences, and the waivers that silence none.

    A waiver with words comes first, then one deeper in a file: it is the more exact one.
    """
    left, idle = list(found), []
    for placed in sorted(waivers, key=lambda one: one.exactness, reverse=True):
        for index, (code, finding) in enumerate(left):
            if placed.silences(code, finding):
                del left[index]
                break
        else:
            idle.append(placed)
    return left, idle


def _elements(register: Register) -> Iterator[tuple[Address, _Waivable]]:
    for id_, body in register.bodies.items():
        yield reference("bodies", id_), body
    for id_, document in register.documents.items():
        yield reference("documents", id_), document
    for term, meaning in register.glossary.items():
        yield reference("glossary", term), meaning
    for id_, modification in register.modifications.items():
        top = Address(modification_file(id_))
        yield top, modification
        if modification.cut_off is not None:
            yield top.at("cut-off"), modification.cut_off
        for index, entry in enumerate(modification.history):
            yield top.at("history", index), entry
            if entry.cut_off is not None:
                yield top.at("history", index, "cut-off"), entry.cut_off
    for id_, release in register.releases.items():
        top = Address(release_file(id_))
        yield top, release
        for index, statement in enumerate(release.impact_statements):
            yield top.at("impact-statements", index), statement
        if release.costs is not None:
            yield top.at("costs"), release.costs
        for index, happened in enumerate(release.history):
            yield top.at("history", index), happened
    for id_, timeline in register.timelines.items():
        top = Address(timeline_file(id_))
        yield top, timeline
        for name, milestone in timeline.milestones.items():
            yield top.at("milestones", name), milestone
    for name, publication in register.publications.items():
        yield Address(publication_file(name)), publication
