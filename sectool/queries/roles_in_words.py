"""Roles in words: who has one on a day, who had it at other times, and what a body may do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import plainly
from sectool.model.reference import Body, Power
from sectool.model.register import Register
from sectool.queries.register_on import RegisterOn
from sectool.queries.roles import RoleOn, is_known, role_on

NOBODY = "no body is known to"


def the_bodies(role: RoleOn) -> str | None:
    """`the Panel or the CSC`; None where no body is known to have the role."""
    return " or ".join(f"the {body.short}" for body in role.bodies) or None


def who_may_move_a_date(on: RegisterOn, until: date) -> str | None:
    """The bodies that may move a date at discretion, up to a day; None where none is known."""
    acts = on.register.life_cycle.step("discretion-used").acts
    first = on.day if on.day is not None else until
    roles = (role_on(on.register, act, first, on.day, until) for act in acts)
    return next((named for role in roles if (named := the_bodies(role)) is not None), None)


def role_in_words(register: Register, role: RoleOn) -> str:
    """`CSC, from Tue 30 Nov 2021`, `WG, as is usual` or `Panel or CSC: either may`."""
    shorts = " or ".join(body.short for body in role.bodies)
    if not role.bodies:
        return NOBODY
    if role.usual:
        return f"{shorts}, as is usual"
    if len(role.bodies) > 1:
        return f"{shorts}: either may"
    return shorts + _span(role.powers[0])


def others_in_words(register: Register, role: RoleOn, known: date | None = None) -> Iterator[str]:
    """Who has the role at other times, as known on a day: `Panel, until Fri 14 May 2021`."""
    for body in register.bodies.values():
        for power in powers_known(register, body, known):
            is_other = power.act == role.act and power not in role.powers
            if is_other and (power.from_ is not None or power.to is not None):
                yield body.short + _span(power)


def powers_known(register: Register, body: Body, known: date | None) -> list[Power]:
    """The powers of a body that were known on a day (None: by now)."""
    return [power for power in body.powers if is_known(register, power, known)]


def power_in_words(register: Register, power: Power) -> str:
    """What a body may do, since when, and by which source."""
    span = _span(power).removeprefix(", ") or "the start date is not recorded"
    source = f" ({power.source})" if power.source is not None else ""
    return f"{act_in_words(register, power.act)}; {span}{source}"


def act_in_words(register: Register, act: str) -> str:
    """`vote: votes on modifications`."""
    title = title_of(register, act)
    return f"{act}: {title}" if title is not None else act


def title_of(register: Register, act: str) -> str | None:
    """What a body with the power for an act does."""
    role = register.roles.get(act)
    return role.title if role is not None else None


def usual_roles_of(register: Register, body: Body, known: date | None = None) -> Iterator[str]:
    """The acts that a body has since no body is known to have the power for them."""
    for act in register.roles:
        role = role_on(register, act, None, known)
        if role.usual and body in role.bodies:
            yield act


def _span(power: Power) -> str:
    """`, from … until …`, as far as it is known."""
    since = f"from {plainly(power.from_)}" if power.from_ is not None else ""
    until = f"until {plainly(power.to)}" if power.to is not None else ""
    return "".join(f", {span}" for span in (" ".join(filter(None, (since, until))),) if span)
