"""The figures published with a report, where the register derives others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from sectool.blocks import Figures, Series
from sectool.documents.status_report.printed import PrintedFigures
from sectool.documents.status_report.timescales import Timescales
from sectool.documents.status_report.value import Differing
from sectool.documents.status_report.view import View
from sectool.model.publication import OF_ONE, ReportedFigure

# A published average is rounded to whole days.
_ROUNDING = Decimal("0.5")


def differing(view: View, times: Timescales) -> Iterator[Differing]:
    """Figures published with this report that the register derives otherwise.

    Numbers of all proposals are held against each other: the register does not name them all.
    """
    if view.stated_on is None:
        return
    shown: set[str] = set()
    for figure in view.publication.stated:
        if figure.figure == OF_ONE:
            found = _of_one(figure, view, times)
        elif figure.figure == "proposals-open":
            found = _added_up(figure, view)
        elif figure.figure.startswith("assessment"):
            found = _of_all(figure, times)
        else:
            continue
        if found is not None and not (found.figure == "listed" and found.of in shown):
            yield found
        if found is not None and found.figure == "listed":
            shown.add(found.of)


def _of_one(figure: ReportedFigure, view: View, times: Timescales) -> Differing | None:
    """An assessment's duration; one that is listed more than once differs by that alone."""
    spell = next((s for s in times.spells if f"{s.of} {s.what}" == figure.of), None)
    of = f"{spell.shown} {spell.kind}" if spell is not None else figure.of or ""
    listed = sum(f.figure == OF_ONE and f.of == figure.of for f in view.publication.stated)
    if listed > 1:
        return Differing("listed", of, listed, Decimal(1))
    days = spell.count(times.convention, view.working) if spell is not None else None
    if days == figure.says:
        return None
    return Differing(figure.figure, of, figure.says, None if days is None else Decimal(days))


def _added_up(figure: ReportedFigure, view: View) -> Differing | None:
    """The proposals open, against the published counts of the stages that make them up."""
    stages = [view.stated(f"proposals-{group}") for group in view.cycle.undecided_groups]
    together = sum(stage or 0 for stage in stages)
    if not stages or None in stages or together == figure.says:
        return None
    return Differing(figure.figure, "", figure.says, Decimal(together))


def _of_all(figure: ReportedFigure, times: Timescales) -> Differing | None:
    """How many assessments of a kind there are, or their average."""
    *_, state, kind = figure.figure.split("-")
    average = times.average(times.of(kind.upper(), open_=state == "open"), times.convention)
    if figure.figure.startswith("assessments-"):
        number: Decimal | None = Decimal(average.n)
        wrong = number != figure.says
    else:
        number = average.mean
        wrong = number is None or abs(number - figure.says) > _ROUNDING
    return Differing(figure.figure, "", figure.says, number) if wrong else None


def printed_of(view: View, times: Timescales) -> PrintedFigures:
    """The figures that the report prints; the chart counts as the rest of it does."""
    if view.stated_on is None:
        stated = {}
    else:
        stated = {f.figure: int(f.says) for f in view.publication.stated if f.figure != OF_ONE}
    found = (one for one in differing(view, times) if one.figure == OF_ONE)
    durations = {one.of: one.published for one in found}
    printed = PrintedFigures(stated=stated, durations=durations)
    return replace(printed, ageing=_by_days_over(times, printed))


def _by_days_over(times: Timescales, printed: PrintedFigures) -> Figures:
    """The open assessments, those that are longest past their target first.

    The order is by the days of the target, the figures are those that the report prints, and
    whether one is past its target is what its row says.
    """
    rows, drawn = times.rows(open_=True), times.ageing()
    targets = drawn.target.values if drawn.target is not None else ()
    pairs = zip(drawn.series[0].values, targets, strict=True)
    over = [None if v is None or of is None else v - of for v, of in pairs]
    order = sorted(range(len(rows)), key=lambda n: (over[n] is None, -(over[n] or 0)))
    return Figures(
        tuple(drawn.categories[n] for n in order),
        (Series("taken", tuple(printed.duration(rows[n]) for n in order)),),
        Series("target", tuple(targets[n] for n in order)),
        tuple(rows[n].late for n in order),
    )
