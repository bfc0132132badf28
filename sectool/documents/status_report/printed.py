"""Which figures a report prints: those that it was issued with, else those that follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from sectool.blocks import Figures
from sectool.documents.terms import Worded
from sectool.values import dataclass
from sectool.words import decimal_text

if TYPE_CHECKING:
    from sectool.documents.status_report.value import (
        AssessmentRow,
        AssessmentSummary,
        Average,
        ProposalSummary,
    )

_NONE, _UNKNOWN = "–", "TBC"


@dataclass(frozen=True)
class PrintedFigures(Worded):
    """The figures of a report as it prints them: no fact of it, since each follows from them.

    `stated` are the figures that the report was issued with, by their names; `durations` those of
    single assessments that come out otherwise. `ageing` are the open assessments, counted as all
    durations of the report are.
    """

    stated: Mapping[str, int] = field(default_factory=dict)
    durations: Mapping[str, int] = field(default_factory=dict)
    ageing: Figures = Figures((), ())

    def total(self, one: AssessmentSummary) -> str:
        """How many assessments there are of a kind."""
        return str(self.stated.get(f"assessments-{_of(one)}", one.total))

    def average(self, one: AssessmentSummary) -> str:
        """How long they took on average."""
        figure = f"assessment-average-{_of(one)}"
        return self._average(figure, one.counted, one.total, whole=False)

    def duration(self, one: AssessmentRow) -> int | None:
        """How long a single one took."""
        return self.durations.get(f"{one.named.id} {one.kind}", one.counted)

    def proposals(self, one: ProposalSummary) -> str:
        """How many proposals are open, or concluded."""
        return str(one.total if one.published is None else one.published)

    def proposal_average(self, one: ProposalSummary) -> str:
        """How long they took: an average of some of them would say nothing of the rest."""
        figure = f"proposal-average-{'open' if one.open else 'concluded'}"
        return self._average(figure, one.counted, one.total, whole=True)

    def _average(self, figure: str, counted: Average, total: int, *, whole: bool) -> str:
        if figure in self.stated:
            return str(self.stated[figure])
        if not total:
            return _NONE
        if counted.mean is None or (whole and counted.n < total):
            return _UNKNOWN
        return decimal_text(counted.mean)


def _of(one: AssessmentSummary) -> str:
    return f"{'open' if one.open else 'completed'}-{one.kind.lower()}"
