"""How long assessments and proposals took, counted to the last day of the report's period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from sectool.blocks import Figures, Series
from sectool.documents.status_report.value import (
    AssessmentRow,
    AssessmentSummary,
    Average,
    ProposalSummary,
)
from sectool.documents.status_report.view import View
from sectool.history import by_number
from sectool.queries.assumed import assessed_by
from sectool.queries.durations import summary_of
from sectool.queries.register_on import register_on
from sectool.queries.spells import Period, Spell, assessment_spells, proposal_spells

# What a target counts: the day of acceptance is day 0.
_OF_TARGETS = "working days"
# The same count without bank holidays.
_WITHOUT_HOLIDAYS = {
    "weekdays": "working days",
    "weekdays both ends": "working days both ends",
    "days": "working days",
    "days both ends": "working days both ends",
}


class Timescales:
    """The spells of a period, by the report's own convention and in Working Days."""

    def __init__(self, view: View, period: Period, convention: str) -> None:
        self.view, self.period, self.convention = view, period, convention
        self.by_workdays = _WITHOUT_HOLIDAYS.get(convention, convention)
        self.spells = self._spells()

    def _spells(self) -> list[Spell]:
        """The assessments of the period; none of a decided modification counts as open."""
        found = [
            spell
            for standing in self.view.standings
            for spell in assessment_spells(
                standing.id, standing.shown_id, standing.assessments, self.period, self.view.working
            )
        ]
        placed = (spell for spell in found if spell.placed)
        return [spell for spell in placed if not spell.open or self._undecided(spell.of)]

    def _undecided(self, id_: str) -> bool:
        then = register_on(self.view.register, self.period.to).standing(id_)
        # Papers of a later day may be the first to tell of it.
        return then is None or (then.decision == "open" and not then.dormant)

    def rows(self, *, open_: bool) -> tuple[AssessmentRow, ...]:
        """Open ones from the longest; completed ones as they came back."""
        return tuple(self._row(spell) for spell in self._sorted(open_=open_))

    def ageing(self) -> Figures:
        """The open ones from the longest against their targets, both in the days of the target."""
        chosen = self._sorted(open_=True)
        taken = (spell.count(_OF_TARGETS, self.view.working) for spell in chosen)
        targets = (s.target if s.target_in in (None, _OF_TARGETS) else None for s in chosen)
        return Figures(
            tuple(f"{spell.shown} {spell.kind}" for spell in chosen),
            (Series("taken", tuple(taken)),),
            Series("target", tuple(targets)),
        )

    def _sorted(self, *, open_: bool) -> list[Spell]:
        return sorted(
            (spell for spell in self.spells if spell.open is open_),
            key=lambda s: (_sorted_by(s) or date.max, by_number(s.of)),
        )

    def average(self, spells: Sequence[Spell], convention: str) -> Average:
        found = summary_of(spells, convention, self.view.working)
        mean, median = _decimal(found.mean), _decimal(found.median)
        return Average(found.n, mean, median, found.within, found.with_target)

    def summary(self) -> tuple[AssessmentSummary, ...]:
        """The kinds of assessments, open and completed."""
        return tuple(
            AssessmentSummary(
                kind,
                open_,
                len(chosen),
                self.average(chosen, self.convention),
                self.average(chosen, self.by_workdays),
            )
            for kind in map(str.upper, self.view.register.assessment_kinds)
            for open_ in (True, False)
            for chosen in (self.of(kind, open_=open_),)
        )

    def of(self, kind: str, *, open_: bool) -> list[Spell]:
        return [s for s in self.spells if s.kind == kind and s.open is open_]

    def _row(self, spell: Spell) -> AssessmentRow:
        standing = next(s for s in self.view.standings if s.id == spell.of)
        found = next(a for a in standing.assessments if a.id == spell.what)
        due = None
        if spell.start is not None and spell.target is not None:
            due = self.view.working.working_days.after(spell.start, spell.target)
        # What may have come back in time is not called late.
        end = spell.to if spell.ended is None else spell.ended.first
        return AssessmentRow(
            self.view.named(standing, *assessed_by(self.view.on, standing, spell.what)),
            spell.kind,
            spell.start or found.accepted,
            spell.reckoned,
            found.returned if not spell.open else None,
            spell.target,
            due,
            due is not None and end is not None and due < end,
            spell.count(self.convention, self.view.working),
            spell.count(self.by_workdays, self.view.working),
            spell.ended.last if spell.ended is not None and found.returned is None else None,
        )

    def proposals(self) -> tuple[ProposalSummary, ...]:
        """Proposals open, counted to the end of the period, and those concluded in it."""
        spells = list(proposal_spells(self.view.on, self.period))
        # One that is open on the report's day is named, whenever it was raised.
        open_ = [spell for spell in spells if spell.open]
        ended = [spell for spell in spells if spell.placed and not spell.open]
        return tuple(
            ProposalSummary(
                is_open,
                self.view.stated(f"proposals-{name}"),
                self.view.stated(f"proposal-average-{name}"),
                len(spells),
                self.average(spells, self.convention),
                self.average(spells, self.by_workdays),
            )
            for is_open, name, spells in ((True, "open", open_), (False, "concluded", ended))
        )


def _sorted_by(spell: Spell) -> date | None:
    return spell.start if spell.ended is None else spell.ended.last


def _decimal(number: Fraction | None) -> Decimal | None:
    if number is None:
        return None
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
