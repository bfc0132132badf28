"""Who had the power for an act of a history, and that whoever acted had it not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sectool.dates import first_day, last_day, plainly
from sectool.diagnostic import Address, Finding, Related
from sectool.model.modification import Entry
from sectool.model.reference import Body, Power
from sectool.model.register import Register, reference
from sectool.model.release import ReleaseEntry
from sectool.queries.roles import RoleOn, role_on


def without_power(
    register: Register, entry: Entry | ReleaseEntry, acts: Iterable[str], address: Address
) -> Iterator[Finding]:
    """What is wrong with an entry, by the powers for each of the acts that it may be."""
    when = entry.date if entry.date is not None else entry.seen
    acts = tuple(acts)
    if entry.by is None or when is None or not acts:
        return
    given = [
        (body, power, reference("bodies", id_, "powers", index))
        for id_, body in register.bodies.items()
        for index, power in enumerate(body.powers)
        if power.act in acts
    ]
    if not given:
        return
    # What was only seen happened at some time before.
    first = first_day(when) if entry.date is not None else date.min
    roles = [role_on(register, act, first, until=last_day(when)) for act in acts]
    if any(body.short == entry.by for role in roles for body in role.bodies):
        return
    only_seen, day = entry.date is None, plainly(when)
    then = f"by {day}" if only_seen else f"{'on' if isinstance(when, date) else 'in'} {day}"
    had = "had not had" if only_seen else "did not have"
    yield Finding(
        f"the {entry.by} {had} the power for {entry.event!r} {then}",
        address.at("by"),
        _who_had_it(roles, [(body, power) for body, power, _ in given], only_seen),
        related=tuple(Related(f"the {body.short} has it here", at) for body, _, at in given),
    )


def _who_had_it(
    roles: Iterable[RoleOn], given: Iterable[tuple[Body, Power]], only_seen: bool
) -> str:
    """Who had a power then; where nobody had it, who had it at other times."""
    then = "by then" if only_seen else "then"
    able: dict[str, list[Power]] = {}
    surely = True
    for role in roles:
        for body in role.bodies:
            able.setdefault(body.short, [])
        for body, power in role.held:
            able[body.short].append(power)
            surely = surely and _is_held(power, role)
    if able:
        return f"who {'had' if surely else 'may have had'} it {then}: {_listed(able, surely)}"
    others: dict[str, list[Power]] = {}
    for body, power in given:
        others.setdefault(body.short, []).append(power)
    return f"no body is known to have had it {then}; at other times: {_listed(others)}"


def _is_held(power: Power, role: RoleOn) -> bool:
    """Whether a power was held on one of the days of a role, and not only before or after them."""
    began = power.from_ is None or role.until is None or first_day(power.from_) <= role.until
    return began and (power.to is None or role.day is None or role.day <= last_day(power.to))


def _listed(powers: dict[str, list[Power]], all_of_them: bool = True) -> str:
    """`the Panel until Fri 14 May 2021 and the CSC from Tue 30 Nov 2021`."""
    *before, last = (f"the {short}{_spans(of)}" for short, of in powers.items())
    return f"{', '.join(before)} {'and' if all_of_them else 'or'} {last}" if before else last


def _spans(powers: Iterable[Power]) -> str:
    """` from … until …`, as far as it is known; each span once."""
    spans = dict.fromkeys(
        (f" from {plainly(power.from_)}" if power.from_ is not None else "")
        + (f" until {plainly(power.to)}" if power.to is not None else "")
        for power in powers
    )
    # Without days, one power says it all: whatever else a body has.
    return "" if "" in spans else ",".join(spans)
