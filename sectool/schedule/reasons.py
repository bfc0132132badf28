"""Why a milestone has the bounds it has: chains of events in the words of those who wrote them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sectool.dates import in_full
from sectool.diagnostic import Finding, Related
from sectool.schedule.plan import Kind, MovedBack, Plan, Written
from sectool.schedule.solver.constraints import Clash, Constraint, Contradiction, Event
from sectool.values import dataclass


@dataclass(frozen=True)
class Reason:
    """One step of a chain: what follows for a milestone, and from which line of whose.

    `moved_from` is the day that the line alone would give, where only some days may be had:
    `days` says which. A line of another milestone that is read backwards bounds its anchor; where
    that line is a deadline, `through` is its `falls-on`, if the day would be another without it.
    `exact` means that both bounds come from it. `start` is the milestone with `from_day`; where it
    was chosen among several, `beside` are the others, with bounds on the same side.
    """

    milestone: str
    day: date
    upward: bool
    written: Written
    backwards: bool = False
    moved_from: date | None = None
    days: tuple[Written, ...] = ()
    from_day: date | None = None
    exact: bool = False
    through: Written | None = None
    start: str | None = None
    beside: tuple[tuple[str, date], ...] = ()

    @property
    def moved_by(self) -> tuple[Written, ...]:
        """The lines without which the day would be another, beside the one that gives it."""
        return (*((self.through,) if self.through is not None else ()), *self.days)

    @property
    def kind_of_day(self) -> str:
        """What the day had to be: `Working Day`, or `CSC meeting and Working Day`."""
        named = [
            found.words.removeprefix("falls-on: ") if found.kind is Kind.FALLS_ON else ""
            for found in self.days
        ]
        kinds = ["Working Day" if kind in ("", "working day") else kind for kind in named]
        return " and ".join(dict.fromkeys(kinds)) or "such day"

    @property
    def bound(self) -> str:
        """`on or after Mon 1 Aug 2022`."""
        if self.exact:
            return f"on {in_full(self.day)}"
        return f"on or {'after' if self.upward else 'before'} {in_full(self.day)}"


class Reasons:
    """Finds for each constraint of a plan what was written, and turns events into reasons."""

    def __init__(self, plan: Plan, *more: Written) -> None:
        self._plan = plan
        self._written = {
            found.constraint: found for found in (*plan.written, *plan.free.values(), *more)
        }

    def written(self, constraint: Constraint) -> Written:
        return self._written[constraint]

    def of(self, event: Event, *, upward: bool) -> tuple[Reason, ...]:
        """The chain of an event, root first; a circle gone round more than once stands once."""
        events = _without_laps(event.chain())
        return tuple(self.reason(one, upward=upward) for one in events)

    def reason(self, event: Event, *, upward: bool) -> Reason:
        """One event in the words of who wrote what led to it."""
        written = self.written(event.constraint)
        milestone = self._plan.milestones[event.node]
        backwards = written.milestone != milestone
        moved = event.raw != event.value
        raw = event.raw
        days = tuple(self.written(found) for found in event.filters if found in self._written)
        through = None
        back = written.moved_back
        if back is not None and (alone := _alone(back, event, upward, backwards)) != raw:
            if backwards:
                through = back.falls_on
            else:
                raw, days = alone, (back.falls_on,)
        return Reason(
            milestone,
            date.fromordinal(event.value),
            upward,
            written,
            backwards,
            date.fromordinal(raw) if raw != event.value else None,
            days,
            date.fromordinal(event.parent.value) if event.parent is not None else None,
            not moved and _exact(written),
            through,
            self._plan.milestones[event.parent.node] if event.parent is not None else None,
            tuple(
                (self._plan.milestones[one.node], date.fromordinal(one.value))
                for one in event.beside
            ),
        )

    def finding(self, contradiction: Contradiction, first: Written | None = None) -> Finding:
        """A contradiction as T112: the limit, and the chain of lines that breaks it.

        `first` is a line that other contradictions rest on too: what to look at first.
        """
        clash = contradiction.clash
        help_ = "change or remove one of these lines"
        if first is not None:
            help_ += (
                f"; look first at {first.words!r} of {first.milestone!r}, on which other "
                "contradictions also depend"
            )
        if not clash.chain or clash.limit is None:
            return self._circle(clash, help_)
        reasons = self.of(clash.chain[-1], upward=clash.upward)
        limit = self.written(clash.limit)
        side = "before" if clash.upward else "after"
        message = (
            f"{limit.milestone!r} {limit_of(limit, upward=clash.upward)}, but by the lines below "
            f"it cannot be {side} {in_full(reasons[-1].day)}"
        )
        related = [
            Related(f"next to these: {one.milestone!r} is {one.bound}", one.written.address)
            for one in self._beside(clash.chain[-1], upward=clash.upward)
        ]
        for number, reason in enumerate(reasons, start=1):
            so = "so " if number > 1 else ""
            line = f"{number}. {so}{reason.milestone!r} is {reason.bound}"
            if reason.moved_from is not None:
                line += f" ({in_full(reason.moved_from)} is not a {reason.kind_of_day})"
            related.append(Related(line, reason.written.address))
            related += [
                Related(f"   only such a day will do for {found.milestone!r}", found.address)
                for found in reason.moved_by
                if found.address != reason.written.address
            ]
        return Finding(message, limit.address, help_, tuple(related))

    def _beside(self, event: Event, *, upward: bool) -> list[Reason]:
        """The reasons of what did not decide in a choice, which had to be known all the same."""
        found: dict[tuple[int, Constraint], Reason] = {}
        rest = [one for at in event.backwards() for one in at.beside]
        while rest:
            for at in rest.pop().backwards():
                if (at.node, at.constraint) not in found:
                    found[at.node, at.constraint] = self.reason(at, upward=upward)
                    rest += at.beside
        return list(found.values())

    def _circle(self, clash: Clash, help_: str) -> Finding:
        lines = [self.written(found) for found in clash.constraints]
        names = [found.milestone for found in lines if found.constraint.relations]
        names += [
            self._plan.milestones[relation.other]
            for found in lines
            for relation in found.constraint.relations
        ]
        if len(set(names)) == 1:
            message = f"{names[0]!r} would have to come after itself"
        else:
            message = "whatever the dates, these lines cannot all be met, about " + ", ".join(
                dict.fromkeys(names)
            )
        related = tuple(
            Related(f"together with {found.milestone!r}: {found.words}", found.address)
            for found in lines[1:]
        )
        return Finding(message, lines[0].address, help_, related)


def _alone(back: MovedBack, event: Event, upward: bool, backwards: bool) -> int:
    """The day that a deadline would give without its `falls-on`."""
    alone, parent = back.alone, event.parent
    if isinstance(alone, int):
        return alone
    if parent is None or event.beside:  # a day given within a choice, or chosen among several
        return event.raw
    if not backwards:
        return alone[parent.node].forward(parent.value)
    function = alone[event.node]
    return (function.earliest_anchor if upward else function.latest_anchor)(parent.value)


def _exact(written: Written) -> bool:
    """Whether a line gives one day by itself."""
    given = written.constraint
    return given.earliest is not None and given.earliest == given.latest


def limit_of(limit: Written, *, upward: bool) -> str:
    """`must be on or before Sun 31 Jul 2022`, or `is on …` for a date."""
    given = limit.constraint
    ordinal = given.latest if upward else given.earliest
    day = in_full(date.fromordinal(ordinal)) if ordinal is not None else "any day"
    if _exact(limit):
        return f"is on {day}"
    return f"must be on or {'before' if upward else 'after'} {day}"


def _without_laps(events: Sequence[Event]) -> list[Event]:
    """The chain with each constraint in it once for each milestone: its last lap."""
    last = {(event.node, event.constraint): event for event in events}
    kept = {id(event) for event in last.values()}
    return [event for event in events if id(event) in kept]


def led_to_by(last: Mapping[int, Event], holds: Callable[[Event], bool]) -> set[int]:
    """The milestones in whose chain, without laps, an event is of a kind; each event asked once."""
    following: dict[int, list[Event]] = defaultdict(list)
    roots: list[Event] = []
    seen: set[int] = set()
    for event in last.values():
        for at in event.backwards():
            if id(at) in seen:
                break
            seen.add(id(at))
            (roots if at.parent is None else following[id(at.parent)]).append(at)
    # The chain to where the walk stands: of each line of a milestone the last lap counts.
    laps: dict[tuple[int, Constraint], list[bool]] = defaultdict(list)
    holding: set[tuple[int, Constraint]] = set()
    found: set[int] = set()
    walk = [(root, True) for root in roots]
    while walk:
        event, is_entered = walk.pop()
        key = event.node, event.constraint
        if is_entered:
            laps[key].append(holds(event))
        else:
            laps[key].pop()
        if laps[key] and laps[key][-1]:
            holding.add(key)
        else:
            holding.discard(key)
        if is_entered:
            if holding and last.get(event.node) is event:
                found.add(event.node)
            walk.append((event, False))
            walk += [(later, True) for later in following[id(event)]]
    return found


def weakest(written: Iterable[Written]) -> Written:
    """What gives way first, to go on looking: a rule before a date."""
    return min(written, key=lambda found: found.kind.value)
