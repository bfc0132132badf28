"""Cut-offs for programs and in the cells of tables: one shape for every command."""

from __future__ import annotations

from sectool.cli.present.tables import fields_of
from sectool.dates import iso, shortly
from sectool.queries.cut_offs import CutOffVerdict, Window


def cut_off_data(verdict: CutOffVerdict | None) -> dict[str, object]:
    """The keys that say by when something has to be decided, and whether it was: docs/json.md."""
    if verdict is None:
        return dict.fromkeys(
            ("cut-off", "cut-off-basis", "cut-off-state", "cut-off-window", "cut-off-by-plan")
        ) | {"cut-off-working-days": None}
    return {
        "cut-off": iso(verdict.day),
        "cut-off-basis": verdict.basis,
        "cut-off-state": verdict.state,
        "cut-off-window": _window_data(verdict.window),
        "cut-off-by-plan": _window_data(verdict.by_plan),
        "cut-off-working-days": verdict.working_days,
    }


def _window_data(window: Window | None) -> dict[str, object] | None:
    if window is None:
        return None
    return fields_of(window, "earliest", "latest")


CUT_OFF_MARKS = "~ is estimated, * follows from a rule"


def cut_off_cell(verdict: CutOffVerdict | None) -> str:
    """`3 Feb 2022: missed 39`, in Working Days; an estimate is marked with ~, a rule with *."""
    if verdict is not None and verdict.state == "ended" and verdict.standing.admitted is not None:
        return "admitted"
    if verdict is None or verdict.window is None or verdict.state in ("decided", "ended"):
        return ""
    mark = {"firm": "", "estimated": "~", "by-rule": "*"}[verdict.basis]
    day = shortly(verdict.day) if verdict.day is not None else "open"
    count = f" {verdict.working_days}" if verdict.working_days is not None else ""
    match verdict.state:
        case "missed":
            state = f": {'missed' if verdict.basis == 'firm' else 'passed'}{count}"
        case "may-be-missed":
            state = ": may be missed"
        case _:
            state = f":{count} left" if count else ""
    return f"{mark}{day}{state}"
