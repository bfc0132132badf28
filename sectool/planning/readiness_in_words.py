"""How ready a release is, in words: of each modification why, and what has to happen by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sectool.dates import plainly
from sectool.planning.plan_in_words import (
    cut_off_in_words,
    next_in_words,
    next_release_in_words,
    state_of_plan_in_words,
)
from sectool.planning.readiness import Readiness, ReadinessState, ReadyRow, ReleaseDecision
from sectool.queries.acceptance import ReportedCriterion
from sectool.queries.cut_offs import days_in_words, verdict_in_words
from sectool.words import counted, listed, sentence_start

STATE_WORDS: dict[ReadinessState, str] = {
    "in": "approved",
    "let-in": "admitted by exception",
    "on-course": "on course",
    "at-risk": "at risk",
    "missed": "cut-off missed",
    "not-known": "cut-off not known",
}
_IN_SUMMARY: dict[ReadinessState, str] = {
    "missed": "past the cut-off date",
    "not-known": "without a known cut-off date",
}
HEADINGS: dict[ReadinessState, str] = {
    "missed": "Cut-off missed",
    "at-risk": "At risk",
    "not-known": "Cut-off not known",
    "let-in": "Admitted by exception, not yet decided",
    "on-course": "On course, not yet decided",
    "in": "Approved",
}
_CRITERIA: dict[str | None, str] = {
    "met": "met",
    "expected": "expected to be met",
    "not-met": "not met",
    None: "not reported",
}


def summary_in_words(found: Readiness) -> str:
    """`11 modifications: 6 approved, 3 on course and 2 at risk`."""
    many = len(found.rows)
    if not many:
        return "no modification is targeted or approved for it"
    each = [
        (_IN_SUMMARY.get(state, STATE_WORDS[state]), len(found.of(state))) for state in HEADINGS
    ]
    parts = [f"{number} {words}" for words, number in reversed(each) if number]
    return f"{many} modification{'' if many == 1 else 's'}: {listed(parts)}"


def why_in_words(row: ReadyRow) -> str:
    """Why a modification is where it is: a sentence without its full stop."""
    if row.state == "in":
        return "approved"
    if row.state == "let-in":
        by = row.admission
        when = f" on {plainly(by.when)}" if by is not None else ""
        who = f" by the {by.by}" if by is not None and by.by is not None else ""
        return f"admitted{when}{who} although its cut-off date had passed; it is not yet decided"
    if row.standing.is_referred:
        return "its approval was referred, and is to be decided"
    if row.standing.on_hold:
        until = row.standing.held_until
        return "on hold" + (f" until {plainly(until)}" if until is not None else "")
    if row.standing.dormant:
        return f"nothing has been reported of it since {plainly(row.standing.seen)}"
    if row.plan is not None:
        return state_of_plan_in_words(row.plan)
    says = verdict_in_words(row.verdict) if row.verdict is not None else None
    return says or "no cut-off date is known"


def what_next_in_words(row: ReadyRow) -> str | None:
    """What has to happen next, and by when."""
    if row.plan is None or row.state in ("in", "missed"):
        return None
    return next_in_words(row.plan)


def cut_off_of_row(row: ReadyRow) -> str | None:
    return cut_off_in_words(row.plan) if row.plan is not None and row.plan.cut_off else None


def falls_to_in_words(row: ReadyRow) -> str | None:
    """To which release it falls if it misses, or has missed, this one."""
    if row.plan is None or row.plan.cut_off is None or row.state == "in":
        return None
    return next_release_in_words(row.later)


def details_in_words(row: ReadyRow) -> Iterator[tuple[str, str]]:
    """What is to be known of a modification that is not approved, each with a label."""
    if row.state == "in":
        return
    cut_off, missed = cut_off_of_row(row), row.state == "missed"
    why = why_in_words(row) if cut_off is None or not missed else None
    for label, text in (
        ("cut-off", cut_off),
        ("why", why),
        ("next", what_next_in_words(row)),
        ("falls to" if missed else "if missed", falls_to_in_words(row)),
    ):
        if text:
            yield label, text


def go_live_of_release(found: Readiness) -> str:
    """`Thu 3 Nov 2022, live`, `cancelled` or `not known`."""
    if found.cancelled:
        return "cancelled"
    when = plainly(found.go_live) if found.go_live is not None else "not known"
    return f"{when}, live" if found.live else when


def decision_in_words(decision: ReleaseDecision) -> str:
    """`CSC go/no-go decision: Tue 18 Oct 2022, by the CSC`."""
    when = days_in_words(decision.window) if decision.window is not None else "day not known"
    by = f", by the {' or the '.join(decision.bodies)}" if decision.bodies else ""
    return f"{decision.title}: {when}{by}"


def criterion_state_in_words(one: ReportedCriterion) -> str:
    """`met on Tue 4 Oct 2022`, or that nothing was reported."""
    known = one.seen if one.state is not None else None
    seen = f", reported {plainly(known)}" if known is not None else ""
    return f"{_CRITERIA[one.state]}{seen}"


def criterion_in_words(one: ReportedCriterion) -> str:
    """What was reported of a criterion: its state, its owner and its evidence."""
    owner = f"owner {' and '.join(one.owners)}" if one.owners else "owner not recorded"
    evidence = f"evidence: {one.evidence}" if one.evidence is not None else "no evidence recorded"
    because = f" ({one.because.removesuffix('.')})" if one.because is not None else ""
    return f"{criterion_state_in_words(one)}{because}; {owner}; {evidence}"


def criteria_in_words(criteria: Sequence[ReportedCriterion]) -> str:
    """`17 acceptance criteria: three met and 14 not reported`."""
    if not criteria:
        return "no acceptance criteria have been set"
    states = [one.state for one in criteria]
    parts = [f"{states.count(s)} {text}" for s, text in _CRITERIA.items() if s in states]
    one = "acceptance criterion"
    return f"{sentence_start(counted(len(criteria), one, 'acceptance criteria'))}: {listed(parts)}"


def criteria_rows(criteria: Sequence[ReportedCriterion]) -> list[tuple[str, str]]:
    """Each criterion by its name, and what was reported of it; alike ones together, as
    `testing-3 to testing-7`."""
    found: list[tuple[str, str, str]] = []
    for one in criteria:
        text = criterion_in_words(one)
        if found and found[-1][2] == text and found[-1][0].startswith(f"{one.group}-"):
            found[-1] = (found[-1][0], one.name, text)
        else:
            found.append((one.name, one.name, text))
    return [(a if a == b else f"{a} to {b.rpartition('-')[2]}", text) for a, b, text in found]
