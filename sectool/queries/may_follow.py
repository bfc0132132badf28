"""What may happen next to a modification, and what a meeting may decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sectool.dates import days_after, in_full, plainly
from sectool.history import Standing
from sectool.model.lifecycle import LifeCycle
from sectool.model.reference import Body
from sectool.model.register import Register
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.history_in_words import event_in_words
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.roles import role_on
from sectool.schedule.diary import Meeting
from sectool.values import dataclass

__all__ = [
    "AgendaItem",
    "MayFollow",
    "Possible",
    "agenda_of",
    "event_in_words",
    "may_follow",
    "stood_in_words",
]


@dataclass(frozen=True)
class Possible:
    """An event that may follow, and by key which values make it so, where not every one does."""

    event: str
    values: dict[str, tuple[str, ...]]

    @property
    def text(self) -> str:
        """`recommended (towards report, authority)`."""
        within = "; ".join(f"{key} {', '.join(words)}" for key, words in self.values.items())
        return f"{self.event} ({within})" if within else self.event


@dataclass(frozen=True)
class MayFollow:
    """A modification on a day, and what may happen to it then. None: it is not there yet."""

    modification: str
    title: str
    standing: Standing | None
    possible: tuple[Possible, ...]


@dataclass(frozen=True)
class AgendaItem:
    """A modification that a body may decide about at a meeting: what it may decide comes first."""

    item: MayFollow
    decisions: tuple[Possible, ...]


def may_follow(register: Register, id_: str, day: date | None) -> MayFollow:
    """What may follow the entries of a modification up to a day (None: all of them)."""
    standing = register_on(register, day).standing(id_)
    cycle, modification = register.life_cycle, register.modifications[id_]
    if standing is None:
        steps = tuple(sorted(cycle.beginnings))
    else:
        steps = (*cycle.could_follow(standing.stage), *sorted(cycle.any_time))
        idle = "on-hold" if standing.on_hold else "resumed"
        steps = tuple(step for step in steps if step != idle)
        if not cycle.stages:
            steps = ()
    possible = _possible(steps)
    title = standing.title if standing is not None else modification.title
    return MayFollow(id_, title, standing, possible)


def _possible(steps: tuple[str, ...]) -> tuple[Possible, ...]:
    """Steps by their events, with the values that tell steps of one event apart."""
    events: dict[str, dict[str, list[str]]] = {}
    for step in steps:
        event, _, rest = step.partition(" ")
        values = events.setdefault(event, {})
        words = rest.split(" ")
        if event == "recommended":
            values.setdefault("towards", []).append(words[-1])
        elif event == "consultation":
            values.setdefault("kind", []).append(rest)
        elif event == "raised":
            values.setdefault("as", []).append(words[-1])
    found = []
    for event, values in events.items():
        found.append(Possible(event, {key: tuple(words) for key, words in values.items()}))
    return tuple(found)


def agenda_of(register: Register, body: str, day: date) -> tuple[Body, tuple[AgendaItem, ...]]:
    """The modifications that a body may decide about at a meeting, by number.

    Those whose stage lets a step follow that the body then has the power for. NotFound where there
    is no such body, Unavailable where it does not meet on that day.
    """
    found = _body(register, body)
    on = register_on(register, day)
    _check_meets(on, found, day)
    eve = register_on(register, days_after(day, -1))
    acts = {
        act
        for act in register.roles
        if any(one.short == found.short for one in role_on(register, act, day, None).bodies)
    }
    return found, tuple(_agenda(register.life_cycle, register, eve, acts))


def _agenda(
    cycle: LifeCycle, register: Register, eve: RegisterOn, acts: set[str]
) -> Iterator[AgendaItem]:
    """What may be decided, first of what waits in the very stage for it, then of what may have
    moved on to that stage quietly."""
    mine = {name for name, step in cycle.steps.items() if acts & {*step.acts}}
    found = []
    for standing in eve.standings:
        item = may_follow(register, standing.id, eve.day)
        steps = [name for name in cycle.could_follow(standing.stage) if name in mine]
        if steps and not standing.dormant:
            waits = any(standing.stage in cycle.step(name).after for name in steps)
            found.append((not waits, AgendaItem(item, _possible(tuple(steps)))))
    yield from (item for _, item in sorted(found, key=lambda each: each[0]))


def _body(register: Register, name: str) -> Body:
    for id_, body in register.bodies.items():
        if name.lower() in (id_.lower(), body.short.lower()):
            return body
    raise NotFound("body", name, [body.short for body in register.bodies.values()])


def _check_meets(on: RegisterOn, body: Body, day: date) -> None:
    meetings: list[Meeting] = [
        one
        for one in register_on(on.register, None).calendars.diary(body)
        if one.state != "cancelled"
    ]
    if any(one.day == day for one in meetings):
        return
    near = sorted(meetings, key=lambda one: abs((one.day - day).days))[:2]
    days = " and ".join(plainly(one) for one in sorted(one.day for one in near))
    nearest = f"; the nearest are on {days}" if near else ""
    raise Unavailable(f"no meeting of {body.short} on {in_full(day)} is known{nearest}")


def stood_in_words(cycle: LifeCycle, item: MayFollow) -> str:
    """`Refinement Process since Tue 4 Jan 2022, meant for 2022-11`."""
    standing = item.standing
    if standing is None:
        return "not raised yet"
    stage = cycle.title_of(standing.stage)
    since = f" since {plainly(standing.since)}" if standing.since is not None else ""
    meant = f", meant for {standing.targeted}" if standing.targeted is not None else ""
    return stage + since + meant
