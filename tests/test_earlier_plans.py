"""What a timeline says of earlier days, key by key, and what is no fault of a past release."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sectool.load import load_register
from sectool.queries.register_on import register_on
from sectool.schedule import timeline_on
from tests.command import run
from tests.register import MINIMAL, copy_of, edit

TIMELINE = """\
release: 2030-06
known-from: 2029-03-01
milestones:
  plain:
    title: A step whose date was not kept
    when: 2030-02-05
    rules: [after later]
    notes: It follows.
  later:
    title: A step that came in later
    when: 2030-01-08
    since: 2029-06-04
  moved:
    title: A step that moved
    when: 2030-03-19
    falls-on: CSC meeting
    rules: [at least 10 working days before go-live]
    provisional: true
    was:
    - {until: 2029-09-03, due: before 2030-04-01, provisional: false}
    - {until: 2029-05-01, when: 2030-02-19, rules: none, because: As it was once.}
  gone:
    title: A step that was given up
    when: 5 working days before moved
    until: 2029-12-03
  go-live: {title: Go-live, when: last Thursday of June 2030, was: [{until: 2029-02-05, when: tba}]}
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    register = copy_of(MINIMAL, tmp_path / "register")
    (register / "releases/2030-06/timeline.yaml").write_text(TIMELINE, "utf-8")
    return register


def rows(register: Path, day: str) -> dict[str, Any]:
    done = run("timeline", "show", "2030-06", "--as-of", day, "--json", cwd=register)
    assert done.returncode == 0, done.stdout + done.stderr
    return {row["id"]: row["earliest"] for row in json.loads(done.stdout)["milestones"]}


def test_each_day_has_its_rows_and_dates(register: Path) -> None:
    now = {"plain": "2030-02-05", "later": "2030-01-08", "moved": "2030-03-19"}
    live = {"go-live": "2030-06-27"}
    assert rows(register, "2029-12-03") == now | live
    assert rows(register, "2029-12-02") == now | {"gone": "2030-03-12"} | live
    # The last day before 1 April on which the CSC meets.
    due = {"moved": "2030-03-19", "gone": "2030-03-12"}
    assert rows(register, "2029-09-02") == now | due | live
    first = {"moved": "2030-02-19", "gone": "2030-02-12"}
    assert rows(register, "2029-04-30") == {"plain": "2030-02-05"} | first | live
    unknown = rows(register, "2029-02-28")
    assert unknown["plain"] != "2030-02-05"
    assert unknown["moved"] == "2030-02-19"
    assert rows(register, "2029-02-04")["go-live"] != "2030-06-27"


def test_keys_of_a_row_replace_those_of_the_newer(register: Path) -> None:
    known = load_register(register).register

    def moved(day: str) -> Any:
        plan = timeline_on(known, "2030-06", date.fromisoformat(day))
        assert plan is not None
        return plan.timeline.milestones["moved"], plan.places

    (now, _), (middle, _), (first, places) = map(moved, ("2029-12-12", "2029-06-05", "2029-04-30"))
    assert (now.when, now.due, now.provisional, len(now.rules)) == ("2030-03-19", None, True, 1)
    assert (middle.when, middle.due) == (None, "before 2030-04-01")
    assert (middle.provisional, len(middle.rules), middle.falls_on) == (False, 1, "CSC meeting")
    assert (first.when, first.due, first.rules) == ("2030-02-19", None, ())
    assert (first.provisional, first.because) == (False, "As it was once.")
    assert places["moved", "when"] == ("was", 1, "when")


def test_a_rule_is_left_out_where_its_other_end_was_not_planned(register: Path) -> None:
    known = load_register(register).register
    plan = timeline_on(known, "2030-06", date(2029, 4, 30))
    assert plan is not None
    assert plan.timeline.milestones["plain"].rules == ()
    assert register_on(known, date(2029, 4, 30)).schedule("2030-06").faults == ()  # type: ignore[union-attr]


def test_a_fault_of_an_earlier_plan_is_reported_at_its_row(register: Path) -> None:
    edit(register / "releases/2030-06/timeline.yaml", "due: before 2030-04-01", "due: about Easter")
    found = json.loads(run("timeline", "check", "--format", "json", cwd=register).stdout)
    assert [
        (one["code"], one["line"]) for one in found["findings"] if one["severity"] == "error"
    ] == [("T101", 20)]


def test_what_a_release_that_went_live_lacks_is_reported_once(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    for number in range(3, 8):
        (register / f"modifications/MP00{number}.yaml").write_text(
            f"id: MP00{number}\ntitle: A change\nhistory:\n"
            "- {date: 2029-01-09, event: targeted, release: 2030-06}\n",
            "utf-8",
        )

    def codes() -> list[str]:
        found = json.loads(run("timeline", "check", "--format", "json", cwd=register).stdout)
        return [one["code"] for one in found["findings"] if one["code"] in ("R106", "R109")]

    assert sorted(codes()) == ["R106"] * 5 + ["R109"] * 5
    file = register / "releases/2030-06/release.yaml"
    file.write_text(
        file.read_text("utf-8") + "history:\n- {date: 2030-06-27, event: went-live}\n", "utf-8"
    )
    assert codes() == ["R109"]


def test_who_may_decide_about_a_date_is_asked_of_releases_too(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    bodies = register / "reference/bodies.yaml"
    edit(bodies, "  powers:\n", "  powers:\n  - {act: direct-date}\n")
    file = register / "releases/2030-06/release.yaml"
    file.write_text(
        file.read_text("utf-8")
        + "history:\n- {date: 2029-03-06, event: date-directed, by: DCC, to: 2030-06-27}\n",
        "utf-8",
    )
    assert "the DCC did not have the power for 'date-directed' on" in run(
        "check", cwd=register
    ).stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("event: date-directed, by: CSC", "event 'date-directed' needs 'to'"),
        ("event: went-live, to: 2030-06-27", "'to' cannot be used with event 'went-live'"),
    ],
)
def test_keys_about_a_date_go_with_their_event(tmp_path: Path, entry: str, message: str) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    file = register / "releases/2030-06/release.yaml"
    text = file.read_text("utf-8")
    file.write_text(f"{text}history:\n- {{date: 2029-03-06, {entry}}}\n", "utf-8")
    assert message in run("check", cwd=register).stdout.replace("\n", " ")


# Decisions, and rows of `was` beside them.

_DECIDED = """\
id: 2030-06
name: June 2030 SEC Release
kind: scheduled
history:
- {date: 2029-04-02, event: rescheduled, by: CSC, from: 2030-06-20, to: 2030-07-04}
- {date: 2029-10-01, event: rescheduled, by: CSC, to: 2030-06-27}
"""


@pytest.mark.parametrize("until", ["2029-05-01", "2029-10-01", "2029-12-03"])
@pytest.mark.parametrize("when", ["2030-06-13", "2030-07-04"])
def test_a_row_does_not_override_a_decision(register: Path, until: str, when: str) -> None:
    """From the first decision on, decisions say what go-live was; T120 says what is otherwise."""
    folder = register / "releases/2030-06"
    (folder / "release.yaml").write_text(_DECIDED, "utf-8")
    edit(
        folder / "timeline.yaml",
        "was: [{until: 2029-02-05, when: tba}]",
        f"was: [{{until: {until}, when: {when}, falls-on: working day}}]",
    )
    days = ("2029-03-05", "2029-04-02", "2029-04-30", "2029-09-28", "2029-10-01", "2029-11-30")
    assert [rows(register, day)["go-live"] for day in days] == [
        "2030-06-20",
        *["2030-07-04"] * 3,
        *["2030-06-27"] * 2,
    ]
    found = run("check", cwd=register).stdout
    second = until == "2029-12-03" and when == "2030-07-04"
    if when == "2030-06-13" or second:
        assert "T120" in found
        assert "but the plan of" in found


def test_before_the_first_decision_rows_say_what_was(register: Path) -> None:
    folder = register / "releases/2030-06"
    (folder / "release.yaml").write_text(_DECIDED.replace(" from: 2030-06-20,", ""), "utf-8")
    edit(
        folder / "timeline.yaml",
        "was: [{until: 2029-02-05, when: tba}]",
        "was: [{until: 2029-04-02, when: 2030-06-20}, {until: 2029-03-15, when: 2030-06-13}]",
    )
    days = ("2029-03-05", "2029-03-20", "2029-04-02", "2029-10-01")
    assert [rows(register, day)["go-live"] for day in days] == [
        *("2030-06-13", "2030-06-20", "2030-07-04", "2030-06-27")
    ]
