"""What a scenario changes, for programs."""

from __future__ import annotations

from typing import Any

from sectool.check.reports import where
from sectool.cli.present.costs import release_data
from sectool.cli.present.tables import fields_of
from sectool.dates import iso
from sectool.diagnostic import Diagnostic
from sectool.pipeline import Compared
from sectool.planning.compared import CutOffVerdict, Scheduled, Side, SlackFigures
from sectool.planning.scenario import supposition_in_words
from sectool.planning.year_clashes import Clash


def compared_data(one: Compared) -> dict[str, Any]:
    """A scenario with all that it changes; null is open, or not on that side."""
    return {
        "name": one.scenario.name,
        "supposed": [supposition_in_words(each) for each in one.scenario.supposed],
        "same": one.is_same,
        "broken": [
            {"release": plan.release, "messages": [fault.message for fault in plan.faults]}
            for plan in one.broken
        ],
        "dates": [
            {
                **fields_of(row, "release", "id", "title"),
                "before": _window(row.before),
                "after": _window(row.after),
                "working-days": list(row.working_days),
            }
            for row in one.dates
        ],
        "dates-kept": one.dates_kept,
        "slack": [
            {
                **fields_of(row, "release", "id"),
                "before": _slack(row.before),
                "after": _slack(row.after),
            }
            for row in one.slack
        ],
        "slack-kept": one.slack_kept,
        "cut-offs": [
            {
                **fields_of(row, "id", "title"),
                "before": _verdict(row.before),
                "after": _verdict(row.after),
            }
            for row in one.verdicts
        ],
        "cut-offs-kept": one.verdicts_kept,
        "scope": [
            {
                "release": row.release,
                "entering": list(row.entering),
                "leaving": list(row.leaving),
            }
            for row in one.scopes
        ],
        "costs": [
            {
                "release": row.release,
                "before": release_data(row.before),
                "after": release_data(row.after),
            }
            for row in one.costs
        ],
        "clashes": {
            "new": [clash_data(each, one.after) for each in one.clashes_new],
            "gone": [clash_data(each, one.before) for each in one.clashes_gone],
        },
        "findings": {
            "new": list(map(_finding, one.findings.new)),
            "gone": list(map(_finding, one.findings.gone)),
        },
    }


def clash_data(clash: Clash, side: Side) -> dict[str, Any]:
    """A clash with both places."""
    places = (clash.one, clash.other)
    return {
        **fields_of(clash, "kind", "message", "first", "last", "certain"),
        "places": [where(side.loaded.sources.place(place)) for place in places],
    }


def _window(item: Scheduled | None) -> dict[str, Any] | None:
    return {**fields_of(item, "earliest", "latest", "contradicted")} if item is not None else None


def _slack(figures: SlackFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {
        "room": list(figures.room),
        "float": list(figures.float_),
        "if-missed": figures.if_missed,
    }


def _verdict(verdict: CutOffVerdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    window, planned = verdict.window, verdict.by_plan
    return {
        **fields_of(verdict, "release", "basis", "state", "working-days"),
        "earliest": iso(window.earliest) if window is not None else None,
        "latest": iso(window.latest) if window is not None else None,
        "by-plan": iso(planned.latest) if planned is not None else None,
    }


def _finding(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "place": where(one.place),
        "message": one.message,
    }
