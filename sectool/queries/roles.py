"""Which bodies could do something on a day, by what was known on another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import first_day, last_day
from sectool.model.reference import Body, Power
from sectool.model.register import Register

__all__ = ["Body", "bodies_that_could"]


def bodies_that_could(
    register: Register, act: str, day: date, known: date | None = None
) -> tuple[Body, ...]:
    """The bodies with the power for an act on a day, as known on another (None: now): any number.

    Between the last day of one body and the first of the next nobody knows which had it, so that
    either could. None could where no power for the act is known, or none that was held by then.
    """
    held = [
        (body, power)
        for body in register.bodies.values()
        for power in _powers(register, body, act, known)
    ]
    found = [body for body, power in held if _began(power, day) and not _is_over(power, day)]
    if not found:
        # In a gap: the last to have had it, and the first to have it.
        before = [(last_day(p.to), body) for body, p in held if p.to and _is_over(p, day)]
        after = [(first_day(p.from_), body) for body, p in held if p.from_ and not _began(p, day)]
        if before and after:
            ended = max(each for each, _ in before)
            begins = min(each for each, _ in after)
            found = [body for each, body in before if each == ended]
            found += [body for each, body in after if each == begins]
    return tuple(body for body in register.bodies.values() if body in found)


def _powers(register: Register, body: Body, act: str, known: date | None) -> Iterator[Power]:
    """The powers of a body for an act that its sources had shown by a day."""
    for power in body.powers:
        source = register.sources.get(power.source or "")
        dated = source.dated if source is not None else None
        if power.act == act and (known is None or dated is None or last_day(dated) <= known):
            yield power


def _began(power: Power, day: date) -> bool:
    return power.from_ is None or first_day(power.from_) <= day


def _is_over(power: Power, day: date) -> bool:
    return power.to is not None and last_day(power.to) < day
