"""How long assessments and proposals take: each counted by a named convention, and summed up.

A report counts to the last day of its period: what had come back by then was completed in it,
the rest was open. Nothing here is read from a published table; see rule D109 for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Protocol

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.datelang.counting import between
from sectool.dates import When, first_day, last_day
from sectool.diagnostic import suggestion
from sectool.history import Standing
from sectool.model.register import Register
from sectool.queries.errors import NotFound
from sectool.queries.register_on import RegisterOn, register_on
from sectool.values import dataclass

__all__ = [
    "CONVENTIONS",
    "DAYS_OVER",
    "KINDS",
    "USUAL",
    "Assessed",
    "Counting",
    "OutOfCalendar",
    "Period",
    "Spell",
    "SpellGroup",
    "Summary",
    "assessment_spells",
    "concluded",
    "conventions_named",
    "due_day",
    "groups_of",
    "kinds_named",
    "proposal_spell",
    "read_took",
    "reckoned_start",
    "spells_on",
    "summary_of",
    "summed",
    "target_days",
    "target_unit",
    "unheard_of",
]

_TOOK = re.compile(r"([0-9]{1,5}) (\S.*)")
_NUMBER = re.compile(r"[0-9]{1,5}")


class Assessed(Protocol):
    """What is asked of an assessment (see history.Assessment)."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def accepted(self) -> When | None: ...
    @property
    def returned(self) -> When | None: ...
    @property
    def target(self) -> str | None: ...
    @property
    def took(self) -> str | None: ...


@dataclass(frozen=True)
class Period:
    """The days on which something may have ended to count; what is open is counted to `to`."""

    from_: date | None
    to: date


@dataclass(frozen=True)
class Spell:
    """A time that something took, or takes still: `end` is None while it is open.

    A `start` that nobody recorded may follow from what a source says it `took`; it is then
    `reckoned`. `target_in` is the unit of the target: `working days`.
    """

    of: str
    shown: str
    what: str
    kind: str
    start: date | None
    end: date | None
    to: date
    target: int | None = None
    took: str | None = None
    reckoned: bool = False
    target_in: str | None = None

    @property
    def open(self) -> bool:
        return self.end is None

    def count(self, convention: str, calendar: WorkingCalendar) -> int | None:
        """How long, in whole units of a convention; None where no day of the start is known."""
        taken = read_took(self.took)
        if self.end is not None and taken is not None and taken[1] == convention:
            # Where the source counted by this convention, its figure is the fact.
            return taken[0]
        if self.start is None:
            return None
        return between(self.start, self.end or self.to, calendar)[convention].whole


@dataclass(frozen=True)
class Summary:
    """What several durations amount to. `n` are counted; `uncounted` have no start on record."""

    n: int
    uncounted: int
    median: Fraction | None
    mean: Fraction | None
    within: int
    with_target: int

    @property
    def share(self) -> Fraction | None:
        """The share of those with a target that kept it."""
        return Fraction(self.within, self.with_target) if self.with_target else None


def read_took(took: str | None) -> tuple[int, str] | None:
    """`266 weekdays both ends` as a number and its convention; None for anything else."""
    match = _TOOK.fullmatch(took or "")
    if match is None or match[2] not in CONVENTIONS:
        return None
    return int(match[1]), match[2]


def target_days(target: str | None) -> int | None:
    """The number in a target such as `15 working days`."""
    match = _NUMBER.search(target or "")
    return int(match[0]) if match is not None else None


def target_unit(target: str | None) -> str | None:
    """What a target such as `15 working days` counts; None where it does not say."""
    match = _TOOK.fullmatch(target or "")
    return match[2] if match is not None else None


def due_day(target: str | None, accepted: When | None, calendar: WorkingCalendar) -> date | None:
    """The day by which a target is kept: so many Working Days after the acceptance.

    None where that is no day, or lies outside the calendar.
    """
    days = target_days(target)
    if not isinstance(accepted, date) or days is None or "working days" not in (target or ""):
        return None
    try:
        return calendar.working_days.after(accepted, days)
    except OutOfCalendar:
        return None


def assessment_spells(
    of: str,
    shown: str,
    assessments: Iterable[Assessed],
    period: Period,
    calendar: WorkingCalendar,
) -> Iterator[Spell]:
    """The assessments of a modification that were open at the end of a period, or ended in it.

    One that no acceptance and no duration is known of still counts as completed, though nobody
    can say how long it took; one that was never accepted is not open yet. OutOfCalendar where a
    start would have to be reckoned from days that are not known.
    """
    for found in assessments:
        returned = found.returned
        ended = returned is not None and last_day(returned) <= period.to
        if ended and returned is not None:
            if period.from_ is not None and last_day(returned) < period.from_:
                continue
        elif found.accepted is None or first_day(found.accepted) > period.to:
            continue
        start = found.accepted if isinstance(found.accepted, date) else None
        end = last_day(returned) if ended and returned is not None else None
        took = found.took if ended else None
        if not isinstance(returned, date) and ended:
            start = None  # a month is no day to count to
        reckoned = start is None and found.accepted is None and isinstance(returned, date) and ended
        if reckoned and isinstance(returned, date):
            start = reckoned_start(returned, took, calendar)
        yield Spell(
            of,
            shown,
            found.id,
            found.kind,
            start,
            end,
            period.to,
            target_days(found.target),
            took,
            reckoned and start is not None,
            target_unit(found.target),
        )


def proposal_spell(
    of: str, shown: str, raised: When | None, concluded: When | None, period: Period
) -> Spell | None:
    """A proposal from the day it was raised; None where it does not touch the period."""
    ended = concluded is not None and last_day(concluded) <= period.to
    if ended and concluded is not None:
        if period.from_ is not None and last_day(concluded) < period.from_:
            return None
    elif raised is not None and first_day(raised) > period.to:
        return None
    start = raised if isinstance(raised, date) else None
    end = last_day(concluded) if ended and concluded is not None else None
    if ended and not isinstance(concluded, date):
        start = None
    return Spell(of, shown, "proposal", "proposal", start, end, period.to)


def reckoned_start(end: date, took: str | None, calendar: WorkingCalendar) -> date | None:
    """The day from which it is as long to `end` as a source says; None where no day is.

    Several days may be as far: a Working Day goes first, then the latest.
    """
    taken = read_took(took)
    if taken is None or taken[1] in DAYS_OVER:
        return None
    number, convention = taken
    # Counts grow the further back one starts, so the days that are as far lie side by side.
    back = range((end - calendar.first).days + 1)
    days = [end - timedelta(days=n) for n in back[: 8 * number + 30]]
    nearest = bisect_left(
        days, number, key=lambda day: between(day, end, calendar)[convention].whole
    )
    as_far = []
    for day in days[nearest : nearest + 15]:
        if between(day, end, calendar)[convention].whole != number:
            break
        as_far.append(day)
    working = [day for day in as_far if calendar.is_working_day(day)]
    weekdays = [day for day in as_far if day.weekday() < 5]
    return next(iter([*working, *weekdays, *as_far]), None)


def summary_of(spells: Sequence[Spell], convention: str, calendar: WorkingCalendar) -> Summary:
    """n, median, mean and how many kept their target, all by one convention."""
    counted = [(spell, spell.count(convention, calendar)) for spell in spells]
    return summed((days, spell.target) for spell, days in counted)


def summed(counted: Iterable[tuple[int | None, int | None]]) -> Summary:
    """What durations amount to, each with its target; None for one that nobody can count."""
    rows = list(counted)
    known = [Fraction(days) for days, _ in rows if days is not None]
    targets = [(days, target) for days, target in rows if days is not None and target is not None]
    return Summary(
        n=len(known),
        uncounted=len(rows) - len(known),
        median=median(known) if known else None,
        mean=sum(known, Fraction(0)) / len(known) if known else None,
        within=sum(days <= target for days, target in targets),
        with_target=len(targets),
    )


# What a register has to count.

KINDS = ("pa", "ia", "proposal")
USUAL = "working days"
_LONG = 366  # days without news after which a reader should know
_CONCLUDED = ("approved", "rejected", "withdrawn")
_TITLES = {"PA": "Preliminary Assessments", "IA": "Impact Assessments", "proposal": "Proposals"}


@dataclass(frozen=True)
class Counting:
    """What is counted, and how: a period, kinds (`pa`, `ia`, `proposal`), named conventions."""

    period: Period
    kinds: tuple[str, ...]
    counted: tuple[str, ...]
    working: WorkingCalendar


def spells_on(on: RegisterOn, counting: Counting) -> list[Spell]:
    """What lasted in a period: open ones from the longest, then completed ones as they ended.

    OutOfCalendar where a count leads out of the days that are known.
    """
    register, period = on.register, counting.period
    # The last day, with what was known by then: a later paper may speak of a proposal that was
    # not there yet, and a later decision had not been taken.
    last = min(period.to, on.day or period.to)
    then = {standing.id: standing for standing in register_on(register, last).standings}
    found: list[Spell] = []
    for standing in on.standings:
        spells = assessment_spells(
            standing.id, standing.shown_id, standing.assessments, period, counting.working
        )
        undecided = standing.id in then and _was_undecided(then[standing.id])
        found += [spell for spell in spells if undecided or not spell.open]
    found += _proposals(register, then.values(), period, last)
    far = date.max
    return sorted(
        (spell for spell in found if spell.kind.lower() in counting.kinds),
        key=lambda s: (not s.open, s.end or s.start or far, s.shown),
    )


def _was_undecided(standing: Standing) -> bool:
    """Whether it was still to be decided: no assessment of a decided proposal is open."""
    return standing.decision == "open" and not standing.dormant


def _proposals(
    register: Register, standings_then: Iterable[Standing], period: Period, last: date
) -> Iterator[Spell]:
    """The proposals that were open on the last day, or had been concluded by then."""
    for standing in standings_then:
        # A decision that was referred is not the last word.
        end = None if standing.is_open else concluded(register, standing, last)
        spell = proposal_spell(standing.id, standing.shown_id, standing.raised, end, period)
        if spell is not None and spell.open is standing.is_open:
            yield spell


def concluded(register: Register, standing: Standing, as_of: date | None) -> When | None:
    """When the decision that holds was taken, or the proposal withdrawn; None where neither."""
    if standing.decision == "open":
        return None
    entries = register_on(register, as_of).entries(standing.id)
    ends = [entry for entry in entries if entry.event in _CONCLUDED]
    return ends[-1].when if ends else None


class SpellGroup:
    """The spells of one kind that are open, or ended, and what they amount to."""

    def __init__(self, kind: str, state: str, counting: Counting, spells: Sequence[Spell]) -> None:
        self.kind, self.state = kind, state
        of_kind = [s for s in spells if s.kind == kind and s.open is (state == "open")]
        self.units = sorted({s.target_in for s in of_kind if s.target_in is not None})
        self.summaries: dict[str, Summary] = {
            name: summary_of(of_kind, name, counting.working) for name in counting.counted
        }

    @property
    def title(self) -> str:
        ended = "concluded" if self.kind == "proposal" else "completed"
        return f"{_TITLES[self.kind]} {'open' if self.state == 'open' else ended}"


def groups_of(counting: Counting, spells: Sequence[Spell]) -> list[SpellGroup]:
    """The kinds that are counted, each open and ended."""
    kinds = {"pa": "PA", "ia": "IA", "proposal": "proposal"}
    return [
        SpellGroup(kinds[kind], state, counting, spells)
        for kind in counting.kinds
        for state in ("open", "completed")
    ]


def kinds_named(names: Iterable[str]) -> tuple[str, ...]:
    """The kinds of durations that people name, in the usual order; NotFound for another name."""
    wanted = {name.lower(): name for name in names}
    for lower, name in wanted.items():
        if lower not in KINDS:
            near = suggestion(name, KINDS)
            raise NotFound("kind", name, message=f"there is no kind {name!r}{near}")
    return tuple(kind for kind in KINDS if kind in wanted)


def conventions_named(names: Iterable[str]) -> tuple[str, ...]:
    """The conventions of counting that people name, each once; NotFound for another name."""
    counted = tuple(dict.fromkeys(names))
    for name in counted:
        if name not in CONVENTIONS:
            near = suggestion(name, list(CONVENTIONS))
            message = f"there is no way of counting {name!r}{near}"
            raise NotFound("convention", name, message=message)
    return counted


def unheard_of(on: RegisterOn, spells: Iterable[Spell], to: date) -> list[str]:
    """The modifications counted as open on a day without an entry in the twelve months before."""

    def newest(id_: str) -> date:
        return max((last_day(entry.when) for entry in on.entries(id_)), default=date.max)

    silent = (
        spell.shown for spell in spells if spell.open and (to - newest(spell.of)).days > _LONG
    )
    return list(dict.fromkeys(silent))
