"""T123: a plan of an earlier day that contradicts itself, reported once and at its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.check.run import check_register
from sectool.load import load_register
from sectool.model.release import Timeline
from sectool.pipeline import subject_of
from sectool.schedule import Calendars, Schedule, TimelineOnDay, schedule_release
from tests.register import MINIMAL, copy_of

T123 = "sectool.rules.t123_earlier_plan_contradicts_itself"
TIMELINE = "releases/2030-06/timeline.yaml"
RELEASE = "releases/2030-06/release.yaml"
DECISION = """\
  decision: {title: The committee decides, when: 2030-05-21}
"""
GO_LIVE = "  go-live: {title: Go-live, when: last Thursday of June 2030}\n"
RULE = "    rules: [at least 10 working days after decision]\n"
TESTS = "  tests:\n    title: Tests commence\n    when: 2030-06\n" + RULE


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(MINIMAL, tmp_path / "register")


def found(root: Path, milestones: str, history: str = "") -> list[tuple[str, str, str]]:
    """The contradictions found, each by its code, the line where it is, and its first words."""
    (root / TIMELINE).write_text(f"release: 2030-06\nmilestones:\n{milestones}", encoding="utf-8")
    (root / RELEASE).write_text(
        f"id: 2030-06\nname: June 2030 SEC Release\nkind: scheduled\n{history}", encoding="utf-8"
    )
    loaded = load_register(root)
    assert loaded.diagnostics == ()
    return [
        (one.code, one.place.source_line.strip(), one.message)
        for one in check_register(loaded, subject_of(loaded, documents=False))
        if one.code in ("T103", "T112", "T123")
    ]


def test_a_row_of_the_past(root: Path) -> None:
    was = "    was:\n    - {until: 2029-05-02, when: 2030-05}\n"
    assert found(root, DECISION + TESTS + was + GO_LIVE) == [
        (
            "T123",
            "- {until: 2029-05-02, when: 2030-05}",
            "in the plan of Tue 1 May 2029, 'tests' must be on or before Fri 31 May 2030, but by "
            "the lines below it cannot be before Wed 5 Jun 2030",
        )
    ]


def test_a_row_that_was_not_planned_yet_contradicts_nothing(root: Path) -> None:
    was = "    since: 2029-05-02\n"
    early = DECISION.replace("when: 2030-05-21", "when: 2030-06-25, since: 2029-05-02")
    late = TESTS.replace("when: 2030-06\n", "when: 2030-07\n") + was
    assert found(root, early + late + GO_LIVE) == []


def test_a_row_that_is_no_longer_planned(root: Path) -> None:
    """What ended with its day is held against the rest of its time."""
    gone = "    until: 2029-05-02\n"
    ((code, line, message),) = found(
        root, DECISION + TESTS.replace("when: 2030-06\n", "when: 2030-05\n") + gone + GO_LIVE
    )
    assert (code, line) == ("T123", "when: 2030-05")
    assert message.startswith("in the plan of Tue 1 May 2029, 'tests' must be")


def test_a_decision_about_go_live(root: Path) -> None:
    """What go-live was follows from the decisions, and the finding is at the one that set it."""
    end = (
        "  end: {title: The tests end, when: 2030-06-10, rules: [at least 1 day before go-live]}\n"
    )
    history = (
        "history:\n"
        "- {date: 2029-03-01, event: date-directed, to: 2030-06-04}\n"
        "- {date: 2029-05-02, event: rescheduled, to: 2030-06-27}\n"
    )
    ((code, line, message),) = found(root, end + GO_LIVE, history)
    assert (code, line) == (
        "T123",
        "- {date: 2029-03-01, event: date-directed, to: 2030-06-04}",
    )
    assert message.startswith("in the plan of Tue 1 May 2029, ")


def test_a_circle_of_the_past(root: Path) -> None:
    was = "    was:\n    - {until: 2029-05-02, when: 5 working days after decision, rules: none}\n"
    decision = (
        "  decision:\n    title: The committee decides\n    when: 2030-05-21\n"
        "    was:\n    - {until: 2029-05-02, when: 5 working days after tests}\n"
    )
    assert [code for code, _, _ in found(root, decision + TESTS + was + GO_LIVE)] == ["T123"]


def test_what_today_has_is_not_reported_again(root: Path) -> None:
    """Nor what an earlier plan shares with a later one of the past."""
    wrong = TESTS.replace("when: 2030-06\n", "when: 2030-05\n")
    other = (
        "  other:\n    title: Another row\n    when: 2030-06-20\n"
        "    was:\n    - {until: 2029-05-02, when: 2030-06-19}\n"
    )
    assert [code for code, _, _ in found(root, DECISION + wrong + other + GO_LIVE)] == ["T112"]
    was = "    was:\n    - {until: 2029-06-04, when: 2030-05}\n"
    assert [code for code, _, _ in found(root, DECISION + TESTS + was + other + GO_LIVE)] == [
        "T123"
    ]


def test_each_distinct_plan_is_scheduled_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled: list[Timeline | TimelineOnDay] = []

    def counting(plan: Timeline | TimelineOnDay, calendars: Calendars) -> Schedule:
        scheduled.append(plan)
        return schedule_release(plan, calendars)

    monkeypatch.setattr(f"{T123}.schedule_release", counting)
    # Three rows, two of which end on one day, and one that says what is so now.
    rows = (
        "  one:\n    title: One\n    when: 2030-06-20\n"
        "    was:\n    - {until: 2029-06-04, when: 2030-06-20}\n"
        "    - {until: 2029-05-02, when: 2030-06-19}\n"
        "  two:\n    title: Two\n    when: 2030-06-21\n"
        "    was: [{until: 2029-05-02, when: 2030-06-18}]\n"
    )
    assert found(root, rows + GO_LIVE) == []
    assert len(scheduled) == 1
    assert found(root, DECISION + TESTS + GO_LIVE) == []
    assert len(scheduled) == 1
