"""Plans back from a cut-off for programs and as rows of days: one shape for every command."""

from __future__ import annotations

from collections.abc import Iterator

from sectool.cli.present.tables import fields_of, folded
from sectool.dates import iso, shortly
from sectool.planning.back_plan import BackPlan, PlannedStep
from sectool.planning.experience import Experience
from sectool.planning.next_release import NextRelease
from sectool.planning.plan_in_words import (
    experience_in_words,
    has_papers,
    length_in_words,
    next_in_words,
    state_of_plan_in_words,
    step_state_in_words,
)
from sectool.queries.cut_offs import Window
from sectool.words import sentence_start

_DAY = 12


def step_rows(plan: BackPlan) -> Iterator[str]:
    """A line for each last day of a step, in order; what is on record of its kind below it."""
    windows = [w for step in plan.to_do for w in (step.begins_by, step.done_by) if w]
    two = any(window.day is None for window in windows)
    slack = plan.on.day is not None and plan.cut_off is not None
    if plan.cut_off is not None and plan.to_do:
        heads = ["in time by", *(["last day"] if two else []), *(["slack"] if slack else [])]
        yield _columns(heads, two=two, slack=slack) + "step"
    for step in plan.steps:
        yield from _rows_of(plan, step, two=two, slack=slack)


def _rows_of(plan: BackPlan, step: PlannedStep, *, two: bool, slack: bool) -> Iterator[str]:
    title, state = sentence_start(step.title), step_state_in_words(plan, step)
    who = f" ({'/'.join(step.bodies)})" if step.bodies else ""
    mark = "?" if step.proposed else ""
    empty = _columns([], two=two, slack=slack)
    if not step.is_to_do or step.begins_by is None:
        yield from folded(empty, f"{title}{who}: {state}")
        return
    room = f"{step.slack}" if step.slack is not None else ""
    under_way = step.progress.state == "under-way"
    rows: list[tuple[Window | None, str, str]] = []
    if has_papers(step):
        rows.append((step.begins_by, room, f"papers{who} for: {step.title}: {state}"))
        rows.append((step.done_by, "", f"{title}{who}{mark}"))
    elif step.is_meeting:
        rows.append((step.done_by, room, f"{title}{who}{mark}: {state}"))
    else:
        takes = f", {length_in_words(step.takes)}" if step.takes is not None else ""
        if not under_way:
            rows.append((step.begins_by, room, f"{title}{who} begins{takes}: {state}"))
            rows.append((step.done_by, "", f"{title}{who} complete"))
        else:
            rows.append((step.done_by, room, f"{title}{who} complete: {state}"))
    for window, shown, text in rows:
        yield from folded(_columns(_cells(window, shown, two=two), two=two, slack=slack), text)
    if step.experience is not None:
        yield from folded(empty + "  ", experience_in_words(step, step.experience))


def _cells(window: Window | None, slack: str, *, two: bool) -> list[str]:
    if window is None:
        return ["", *([""] if two else []), slack]
    later = [shortly(window.latest) if window.day is None else ""] if two else []
    return [shortly(window.earliest), *later, slack]


def _columns(cells: list[str], *, two: bool, slack: bool) -> str:
    """Cells in front of the text of a row, each as wide as in every other row."""
    widths = [_DAY, *([_DAY] if two else []), *([5] if slack else [])]
    cells = [*cells, *([""] * len(widths))]
    parts = [
        cell.rjust(width) if slack and place == len(widths) - 1 else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=False))
    ]
    return "  " + "  ".join(parts) + "  "


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
