"""Findings that somebody has allowed, with the reason: each waiver silences one finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from sectool.codes import code_of
from sectool.diagnostic import Address, Finding
from sectool.model.elements import elements
from sectool.model.register import Register
from sectool.model.waiver import Waiver
from sectool.values import dataclass

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


def waivers_of(register: Register) -> tuple[Placed, ...]:
    """Every waiver of a register, in the order of its files; kept with the register."""
    found: tuple[Placed, ...] | None = register.kept.get(Placed)
    if found is None:
        found = register.kept[Placed] = tuple(_waivers(register))
    return found


def _waivers(register: Register) -> Iterator[Placed]:
    for place, shape, _ in elements(register):
        if "waive" in shape.model_fields_set:
            for index, waiver in enumerate(getattr(shape, "waive", ())):
                yield Placed(waiver, place, place.at("waive", index))


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
