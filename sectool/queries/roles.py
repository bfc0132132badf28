"""Which bodies have a role on a day, by what was known on another: none, one or several."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sectool.dates import When, first_day, last_day
from sectool.model.reference import Body, Power
from sectool.model.register import Register
from sectool.model.roles import GeneralAct
from sectool.queries.register_on import RegisterOn
from sectool.values import dataclass

__all__ = [
    "Body",
    "Power",
    "Register",
    "RoleOn",
    "is_known",
    "role_in_release",
    "role_on",
    "roles_at",
    "roles_on",
    "shorts_of",
]


@dataclass(frozen=True)
class RoleOn:
    """Who has a role on a day, or on one of some days: the bodies, and by which powers.

    Between the last day of one body and the first of another nobody knows which had it, so that
    either may. In a gap between two powers of the same body none is known to. `usual` where no body
    was known to have the power, and the Code says who usually has it.
    """

    act: str
    day: date | None
    until: date | None
    bodies: tuple[Body, ...]
    held: tuple[tuple[Body, Power], ...] = ()
    usual: bool = False

    @property
    def powers(self) -> tuple[Power, ...]:
        """The powers by which they have it."""
        return tuple(power for _, power in self.held)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the powers, each once."""
        named = (power.source for power in self.powers if power.source is not None)
        return tuple(dict.fromkeys(named))


def role_on(
    register: Register,
    act: str,
    day: date | None,
    known: date | None = None,
    until: date | None = None,
) -> RoleOn:
    """Who has a role on a day (None: in the end), as known on another (None: with all that is).

    With `until` it is a day of which no more is known than that it lies between the two: whoever
    has it on one of them may have it then. None has
    it where no body was known to have the power, and the Code does not say who usually has it.
    """
    last = until if until is not None else day
    days = _changes(register, act, day, last, known)
    held = dict.fromkeys(place for one in days for place in _held(register, act, one, known))
    found = [(register.bodies[id_], register.bodies[id_].powers[place]) for id_, place in held]
    if found:
        bodies = {body.short: body for body, _ in found}
        return RoleOn(act, day, last, tuple(bodies.values()), tuple(found))
    role = register.roles.get(act)
    any_known = any(_powers(register, act, known))
    if role is None or role.usually is None or any_known:
        return RoleOn(act, day, last, ())
    usual = register.body_called(role.usually)
    return RoleOn(act, day, last, (usual,) if usual is not None else (), usual=usual is not None)


def role_in_release(on: RegisterOn, act: str, release: str) -> RoleOn:
    """Who has a role in a release, as known on the day: on the day of the act in its plan.

    Where the plan gives none, on that of go-live, which comes after; without that, on the day.
    """
    role = on.register.roles.get(act)
    if role is None or role.about != "releases":
        return role_on(on.register, act, on.day, on.day)
    schedule = on.schedule(release)
    row = schedule.milestones.get(role.milestone or "") if schedule is not None else None
    if row is not None and schedule is not None and row.id not in schedule.unknown:
        days = [day for day in (row.earliest, row.latest) if day is not None]
        if days:
            return role_on(on.register, act, days[0], on.day, days[-1])
    when = on.go_live(release)
    if when is None:
        return role_on(on.register, act, on.day, on.day)
    return role_on(on.register, act, first_day(when), on.day, last_day(when))


def roles_on(register: Register, day: date | None, known: date | None = None) -> list[RoleOn]:
    """Who has each role of the Code on a day."""
    return [role_on(register, act, day, known) for act in register.roles]


def roles_at(on: RegisterOn, general: GeneralAct, when: When) -> list[RoleOn]:
    """Who had each of the acts that Python knows by a name, on a day or in a month."""
    first, last = first_day(when), last_day(when)
    return [role_on(on.register, act, first, on.day, last) for act in on.register.acts(general)]


def shorts_of(
    on: RegisterOn, general: GeneralAct, day: date | None, until: date | None = None
) -> frozenset[str]:
    """What the bodies are called that could take part in one of the acts that Python knows."""
    roles = (role_on(on.register, act, day, on.day, until) for act in on.register.acts(general))
    return frozenset(body.short for role in roles for body in role.bodies)


def is_known(register: Register, power: Power, known: date | None) -> bool:
    """Whether the source of a power had shown it by a day (None: by now)."""
    source = register.sources.get(power.source or "")
    dated = source.dated if source is not None else None
    return known is None or dated is None or last_day(dated) <= known


# A power by the id of its body and its place there.
_Place = tuple[str, int]


def _changes(
    register: Register, act: str, day: date | None, last: date | None, known: date | None
) -> list[date]:
    """The first of some days, and each on which it may be others that have a power than before."""
    first, last = day or date.max, last or date.max
    found = {first, last}
    for _, power in _powers(register, act, known):
        if power.from_ is not None and first < first_day(power.from_) < last:
            found.add(first_day(power.from_))
        if power.to is not None and first <= last_day(power.to) < last:
            found.add(last_day(power.to) + timedelta(days=1))
    return sorted(found)


def _held(register: Register, act: str, day: date | None, known: date | None) -> Iterator[_Place]:
    """The powers for an act that were held on a day, in the order of the bodies."""
    day = day if day is not None else date.max
    powers = list(_powers(register, act, known))
    found = [place for place, one in powers if _began(one, day) and not _is_over(one, day)]
    if not found:
        # In a gap: the last to have had it, and the first to have it.
        before = [(last_day(p.to), place) for place, p in powers if p.to and _is_over(p, day)]
        after = [
            (first_day(p.from_), place) for place, p in powers if p.from_ and not _began(p, day)
        ]
        if before and after:
            ended = max(each for each, _ in before)
            begins = min(each for each, _ in after)
            around = [place for each, place in before if each == ended]
            around += [place for each, place in after if each == begins]
            # A body's own gap says no more than that it had not the power then.
            found = around if len({id_ for id_, _ in around}) > 1 else []
    yield from (place for place, _ in powers if place in found)


def _powers(register: Register, act: str, known: date | None) -> Iterator[tuple[_Place, Power]]:
    """The powers for an act that their sources had shown by a day."""
    for id_, body in register.bodies.items():
        for index, power in enumerate(body.powers):
            if power.act == act and is_known(register, power, known):
                yield (id_, index), power


def _began(power: Power, day: date) -> bool:
    return power.from_ is None or first_day(power.from_) <= day


def _is_over(power: Power, day: date) -> bool:
    return power.to is not None and last_day(power.to) < day
