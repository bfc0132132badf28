"""Plans back from a cut-off for programs and as rows of days: one shape for every command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sectool.cli.present.tables import fields_of, folded
from sectool.dates import iso, shortly
from sectool.planning.back_plan import BackPlan, PlannedStep
from sectool.planning.experience import Experience
from sectool.planning.next_release import NextRelease
from sectool.planning.plan_in_words import (
    lines_of_plan,
    next_in_words,
    state_of_plan_in_words,
)
from sectool.queries.cut_offs import Window


def step_rows(plan: BackPlan) -> Iterator[str]:
    """A line for each last day of a step, behind its day or days and its slack."""
    found = [*lines_of_plan(plan)]
    windows = [one.window for one in found if one.window is not None]
    heads = ["in time by"] if windows else []
    if any(window.day is None for window in windows):
        heads.append("last day")
    if any(one.slack is not None for one in found):
        heads.append("slack")
    if heads:
        yield _cells(dict.fromkeys(heads), heads) + "step"
    for one in found:
        cells = {}
        if one.window is not None:
            cells["in time by"] = shortly(one.window.earliest)
            cells["last day"] = shortly(one.window.latest) if one.window.day is None else ""
        cells["slack"] = str(one.slack) if one.slack is not None else ""
        yield from folded(_cells(cells, heads) + "  " * one.aside, one.text)


def _cells(cells: Mapping[str, str | None], heads: Sequence[str]) -> str:
    """What stands in front of the text of a line, as wide as in every other line."""
    shown = [(head, head if cells.get(head, "") is None else cells.get(head, "")) for head in heads]
    return "  " + "".join(
        f"{text:>5}  " if head == "slack" else f"{text:<12}  " for head, text in shown
    )


def plan_data(plan: BackPlan, later: NextRelease | None) -> dict[str, object]:
    """The keys of docs/json.md."""
    return {
        "as-of": iso(plan.on.day),
        "id": plan.standing.shown_id,
        "title": plan.standing.title,
        "release": plan.release,
        "cut-off": window_data(plan.cut_off),
        "cut-off-basis": plan.basis,
        "state": plan.state,
        "says": state_of_plan_in_words(plan),
        "next": next_in_words(plan),
        "decided-by": iso(plan.decided_by),
        "if-missed": next_data(later),
        "steps": [_step_data(step) for step in plan.steps],
    }


def _step_data(step: PlannedStep) -> dict[str, object]:
    return {
        "title": step.title,
        "needed": step.needed,
        "state": step.progress.state,
        "when": iso(step.progress.when),
        "bodies": [*step.bodies],
        "takes": str(step.takes) if step.takes is not None else None,
        "begins-by": window_data(step.begins_by),
        "done-by": window_data(step.done_by),
        **fields_of(step, "due", "earliest", "slack", "outlook", "next-chance", "proposed"),
        "meeting-known": step.meeting_known if step.is_meeting else None,
        "on-record": _experience_data(step.experience),
    }


def _experience_data(found: Experience | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        **fields_of(found, "cases", "counted"),
        "median": float(found.median),
        **fields_of(found, "within", "planned", "begins-by"),
    }


def next_data(later: NextRelease | None) -> dict[str, object] | None:
    if later is None:
        return None
    return {
        **fields_of(later, "release", "title"),
        "go-live": window_data(later.go_live),
        "cut-off": window_data(later.cut_off),
        **fields_of(later, "decided-by"),
    }


def window_data(window: Window | None) -> dict[str, object] | None:
    return fields_of(window, "earliest", "latest") if window is not None else None
