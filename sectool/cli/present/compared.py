"""What a scenario changes, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sectool.check.reports import where
from sectool.cli.present.costs import release_data
from sectool.cli.present.tables import fields_of
from sectool.dates import iso
from sectool.diagnostic import Diagnostic
from sectool.pipeline import WhatIf
from sectool.planning.compared import CutOffVerdict, PlanSide, Scheduled, SlackFigures
from sectool.planning.scenario import supposition_in_words
from sectool.planning.year_clashes import PlanClash


def compared_data(one: WhatIf) -> dict[str, Any]:
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
            {**_both(row, _window, "release", "id", "title"), "working-days": [*row.working_days]}
            for row in one.dates
        ],
        "dates-kept": one.dates_kept,
        "slack": [_both(row, _slack, "release", "id") for row in one.slack],
        "slack-kept": one.slack_kept,
        "cut-offs": [_both(row, _verdict, "id", "title") for row in one.verdicts],
        "cut-offs-kept": one.verdicts_kept,
        "scope": [fields_of(row, "release", "entering", "leaving") for row in one.scopes],
        "costs": [_both(row, release_data, "release") for row in one.costs],
        "clashes": {
            "new": [clash_data(each, one.after) for each in one.clashes_new],
            "gone": [clash_data(each, one.before) for each in one.clashes_gone],
        },
        "findings": {
            "new": list(map(_finding, one.findings.new)),
            "gone": list(map(_finding, one.findings.gone)),
        },
    }


def clash_data(clash: PlanClash, side: PlanSide) -> dict[str, Any]:
    """A clash with both places."""
    places = [where(side.loaded.sources.place(place)) for place in (clash.one, clash.other)]
    return {**fields_of(clash, "kind", "message", "first", "last", "certain"), "places": places}


def _both(row: Any, of: Callable[[Any], Any], *keys: str) -> dict[str, Any]:
    """A row with what it has before and after; null where it has nothing on that side."""
    before, after = (of(one) if one is not None else None for one in (row.before, row.after))
    return {**fields_of(row, *keys), "before": before, "after": after}


def _window(item: Scheduled) -> dict[str, Any]:
    return fields_of(item, "earliest", "latest", "contradicted")


def _slack(one: SlackFigures) -> dict[str, Any]:
    return {"room": [*one.room], "float": [*one.float_], "if-missed": one.if_missed}


def _verdict(one: CutOffVerdict) -> dict[str, Any]:
    return {
        **fields_of(one, "release", "basis", "state", "working-days"),
        "earliest": iso(one.window.earliest) if one.window is not None else None,
        "latest": iso(one.window.latest) if one.window is not None else None,
        "by-plan": iso(one.by_plan.latest) if one.by_plan is not None else None,
    }


def _finding(one: Diagnostic) -> dict[str, Any]:
    head = {"code": one.code, "severity": one.severity.value, "place": where(one.place)}
    return {**head, "message": one.message}
