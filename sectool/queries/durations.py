"""How long assessments and proposals take: each counted by a named convention, and summed up.

A report counts to the last day of its period: what had come back by then was completed in it,
the rest was open. Nothing here is read from a published table; see rule D109 for that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from statistics import median

from sectool.calendar.workdays import OutOfCalendar, WorkingCalendar
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.dates import last_day
from sectool.diagnostic import suggestion
from sectool.history import Between, Standing, a_year_after
from sectool.model.life_cycle_table import AssessmentKind
from sectool.model.register import Register
from sectool.queries.errors import NotFound, Unavailable
from sectool.queries.register_on import RegisterOn, register_on
from sectool.queries.silence import Silence, silences_of
from sectool.queries.spells import (
    IN_FORCE,
    Period,
    Spell,
    assessment_spells,
    in_force_spells,
    proposal_spells,
)
from sectool.values import dataclass

__all__ = [
    "CONVENTIONS",
    "DAYS_OVER",
    "USUAL",
    "Between",
    "Counting",
    "Durations",
    "Period",
    "Spell",
    "SpellGroup",
    "Summary",
    "conventions_named",
    "durations_on",
    "groups_of",
    "kinds_named",
    "kinds_of",
    "spells_on",
    "summary_of",
    "summed",
]


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

USUAL = "working days"
_TITLES = {"proposal": "Proposals", IN_FORCE: "From raising to in force"}
_ENDED = {"proposal": "concluded", IN_FORCE: "reached"}


@dataclass(frozen=True)
class Counting:
    """What is counted, and how: a period, kinds (`kinds_of`), named conventions."""

    period: Period
    kinds: tuple[str, ...]
    counted: tuple[str, ...]
    working: WorkingCalendar


@dataclass(frozen=True)
class Durations:
    """What was counted in a register, and what it amounts to."""

    on: RegisterOn
    counting: Counting
    spells: tuple[Spell, ...]
    groups: tuple[SpellGroup, ...]

    @property
    def placed(self) -> list[Spell]:
        return [spell for spell in self.spells if spell.placed]

    @property
    def left_out(self) -> list[Spell]:
        """What may belong to the period or not, since its days were only seen."""
        return [spell for spell in self.spells if not spell.placed]

    @property
    def silent(self) -> list[Silence]:
        """What of those that are counted as open was not heard of for twelve months.

        Of a proposal all of it is told, where there is no word of anything of it.
        """
        to = self.counting.period.to
        spells = [spell for spell in self.placed if spell.open]
        assessed = {(spell.of, spell.what) for spell in spells}
        whole = {spell.of for spell in spells if spell.what == spell.kind}
        found = []
        for standing in self.on.standings:
            quiet = standing.id in whole and to > a_year_after(last_day(standing.seen))
            for one in silences_of(self.on, standing, to):
                what = one.assessment.id if one.assessment is not None else None
                if quiet or (standing.id, what) in assessed:
                    found.append(one)
        return sorted(found, key=lambda one: one.since)


def durations_on(on: RegisterOn, counting: Counting) -> Durations:
    """What lasted in a period; Unavailable where a count leads out of the calendar."""
    try:
        spells = spells_on(on, counting)
        groups = groups_of(on.register, counting, spells)
        return Durations(on, counting, tuple(spells), tuple(groups))
    except OutOfCalendar as error:
        raise Unavailable(str(error)) from None


def spells_on(on: RegisterOn, counting: Counting) -> list[Spell]:
    """What lasted in a period: open ones from the longest, then completed ones as they ended.

    Those that nobody knows to have ended in it or not come last, and are not `placed`.
    OutOfCalendar where a count leads out of the days that are known.
    """
    register, period = on.register, counting.period
    # The last day, with what was known by then: a later paper may speak of a proposal that was
    # not there yet, and a later decision had not been taken.
    then = register_on(register, min(period.to, on.day or period.to))
    known = {standing.id: standing for standing in then.standings}
    found: list[Spell] = []
    for standing in on.standings:
        spells = assessment_spells(
            standing.id, standing.shown_id, standing.assessments, period, counting.working
        )
        undecided = standing.id in known and _was_undecided(known[standing.id])
        found += [spell for spell in spells if undecided or not spell.open]
    found += proposal_spells(then, period)
    found += in_force_spells(then, period) if IN_FORCE in counting.kinds else ()
    return sorted((spell for spell in found if spell.kind.lower() in counting.kinds), key=_order)


def _order(spell: Spell) -> tuple[bool, bool, date, str]:
    day = spell.start if spell.ended is None else spell.ended.last
    return (not spell.placed, not spell.open, day or spell.start or date.max, spell.shown)


def _was_undecided(standing: Standing) -> bool:
    """Whether it was still to be decided: no assessment of a decided proposal is open."""
    return standing.decision == "open" and not standing.dormant


class SpellGroup:
    """The spells of one kind that are open, or ended, and what they amount to."""

    def __init__(
        self,
        kind: str,
        state: str,
        counting: Counting,
        spells: Sequence[Spell],
        assessment: AssessmentKind | None = None,
    ) -> None:
        self.kind, self.state = kind, state
        self.of = assessment.several if assessment is not None else _TITLES.get(kind, kind)
        of_kind = [s for s in spells if s.placed and s.kind == kind and s.open is (state == "open")]
        self.units = sorted({s.target_in for s in of_kind if s.target_in is not None})
        self.summaries: dict[str, Summary] = {
            name: summary_of(of_kind, name, counting.working) for name in counting.counted
        }

    @property
    def title(self) -> str:
        ended = _ENDED.get(self.kind, "completed")
        return f"{self.of} {'open' if self.state == 'open' else ended}"


def groups_of(register: Register, counting: Counting, spells: Sequence[Spell]) -> list[SpellGroup]:
    """The kinds that are counted, each open and ended."""
    kinds = register.assessment_kinds
    return [
        SpellGroup(
            kind.upper() if kind in kinds else kind, state, counting, spells, kinds.get(kind)
        )
        for kind in counting.kinds
        for state in ("open", "completed")
    ]


def kinds_of(register: Register) -> tuple[str, ...]:
    """The kinds of durations that a register has, assessments first."""
    return (*register.assessment_kinds, "proposal", IN_FORCE)


def kinds_named(register: Register, names: Iterable[str]) -> tuple[str, ...]:
    """The kinds of durations that people name, in the usual order; NotFound for another name.

    Where they name none, the kinds of assessments are meant.
    """
    known = kinds_of(register)
    names = [*names] or [*register.assessment_kinds]
    wanted = {name.lower(): name for name in names}
    for lower, name in wanted.items():
        if lower not in known:
            near = suggestion(name, known)
            raise NotFound("kind", name, message=f"there is no kind {name!r}{near}")
    return tuple(kind for kind in known if kind in wanted)


def conventions_named(names: Iterable[str]) -> tuple[str, ...]:
    """The conventions of counting that people name, each once; NotFound for another name."""
    counted = tuple(dict.fromkeys(names))
    for name in counted:
        if name not in CONVENTIONS:
            near = suggestion(name, list(CONVENTIONS))
            message = f"there is no way of counting {name!r}{near}"
            raise NotFound("convention", name, message=message)
    return counted
