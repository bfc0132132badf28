"""Who had the power for an act of a history, and that whoever acted had it not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sectool.dates import When, first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Related
from sectool.model.modification import Entry
from sectool.model.reference import Power
from sectool.model.register import Register, reference
from sectool.model.release import ReleaseEntry
from sectool.values import dataclass


@dataclass(frozen=True)
class Held:
    """A power as it stands in a file, and who holds it."""

    short: str
    power: Power
    address: Address

    @property
    def span(self) -> str:
        """`from … to …`, as far as it is known."""
        since = f" from {plainly(self.power.from_)}" if self.power.from_ is not None else ""
        until = f" until {plainly(self.power.to)}" if self.power.to is not None else ""
        return since + until

    def covers(self, first: date, last: date) -> bool:
        """Whether it was held on some day of a span."""
        began = self.power.from_ is None or first_day(self.power.from_) <= last
        return began and (self.power.to is None or first <= last_day(self.power.to))


def without_power(
    register: Register, entry: Entry | ReleaseEntry, acts: Iterable[str], address: Address
) -> Iterator[Finding]:
    """What is wrong with an entry, by the powers for each of the acts that it may be."""
    held = [_held(register, act) for act in acts]
    when: When | None = entry.date if entry.date is not None else entry.seen
    if entry.by is None or when is None or not any(held):
        return
    # What was only seen happened at some time before.
    last, first = last_day(when), first_day(when) if entry.date is not None else date.min
    able = [each for of in held for each in _holders(of, first, last)]
    able = able or [each for of in held for each in of]
    if any(each.short == entry.by for each in able):
        return
    who = " and ".join(dict.fromkeys(f"the {each.short}{each.span}" for each in able))
    related = {each.address: each.short for of in held for each in of}
    yield Finding(
        f"the {entry.by} did not have the power for {entry.event!r} then, {plainly(when)}",
        address.at("by"),
        f"who had it: {who}",
        related=tuple(Related(f"the {short} has it here", at) for at, short in related.items()),
    )


def _held(register: Register, act: str) -> list[Held]:
    return [
        Held(body.short, power, reference("bodies", id_, "powers", index))
        for id_, body in register.bodies.items()
        for index, power in enumerate(body.powers)
        if power.act == act
    ]


def _holders(held: list[Held], first: date, last: date) -> list[Held]:
    """Who may have had one power; in a gap either may, whoever has the power for another act."""
    holders = [each for each in held if each.covers(first, last)]
    ended = any(each.power.to is not None and last_day(each.power.to) < first for each in held)
    begins = any(
        each.power.from_ is not None and first_day(each.power.from_) > last for each in held
    )
    return holders or (held if ended and begins else [])
