"""Schedules that others have published, said in the words of the date language.

Kubernetes 1.31 and OpenStack 2025.1 as their teams published them, and the meetings of a council
with a recess. Each phrase is what the plan says in words; each day is the published one.
"""

from __future__ import annotations

from datetime import date

import pytest

from sectool.model.reference import Body, Calendar
from sectool.model.register import Register
from sectool.schedule import Schedule, calendars_of, schedule_release
from sectool.schedule.answers import Answers
from tests.register import SEED, opened
from tests.test_schedule import timeline

CALENDARS = calendars_of(opened(SEED).register)

KUBERNETES = {
    "start": ("Monday of the 13th week before go-live", "2024-05-13"),
    "final_plan": ("Friday of the week of start", "2024-05-17"),
    "prr_freeze": ("Thursday of the 3rd week after start", "2024-06-06"),
    "enhancements_freeze": ("Thursday of the 4th week after start", "2024-06-13"),
    "alpha_2": ("Tuesday of the 5th week after start", "2024-06-18"),
    "call_exceptions": ("Monday of the 7th week after start", "2024-07-01"),
    "code_freeze": ("Tuesday of the 10th week after start", "2024-07-23"),
    "test_freeze": ("Tuesday of the 11th week after start", "2024-07-30"),
    "docs_freeze": ("earlier of test-freeze and 2 weeks before go-live", "2024-07-30"),
    "go_live": ("second Tuesday of August 2024", "2024-08-13"),
}
OPENSTACK = {
    "e_1": ("Thursday of the 20th week before go-live", "2024-11-14"),
    "cycle_trailing": ("Thursday of the 17th week before go-live", "2024-12-05"),
    "e_2": ("Thursday of the 12th week before go-live", "2025-01-09"),
    "e_3": ("Thursday of the 5th week before go-live", "2025-02-27"),
    "final_rc": ("Friday of the week before go-live", "2025-03-28"),
    "go_live": ("first Wednesday of April 2025", "2025-04-02"),
}


@pytest.mark.parametrize("published", [KUBERNETES, OPENSTACK])
def test_a_schedule_by_weeks_is_said_as_it_was_published(
    published: dict[str, tuple[str, str]],
) -> None:
    milestones: dict[str, dict[str, object]] = {
        id_: {"when": phrase, "falls-on": "any day"} for id_, (phrase, _) in published.items()
    }
    found = schedule_release(timeline(**milestones), CALENDARS)
    assert found.faults == ()
    assert {id_: str(row.day) for id_, row in found.milestones.items()} == {
        id_.replace("_", "-"): day for id_, (_, day) in published.items()
    }


def test_weeks_that_are_windows() -> None:
    """The Virtual PTG, a week long, and the target week of the release candidates, R-3."""
    found = schedule_release(
        timeline(
            vptg="week of 2024-10-21",
            rc1={"when": "2025-W11", "rules": ("after e-3",)},
            e_3="Thursday of the 5th week before go-live",
            review={"when": "2025-04", "rules": ("in 2025-W14", "after go-live")},
            go_live="first Wednesday of April 2025",
        ),
        CALENDARS,
    )
    assert found.faults == ()
    assert [ends(found, id_) for id_ in ("vptg", "rc1", "review")] == [
        ("2024-10-21", "2024-10-25"),
        ("2025-03-10", "2025-03-14"),
        ("2025-04-03", "2025-04-04"),
    ]


def ends(schedule: Schedule, id_: str) -> tuple[str, str]:
    row = schedule.milestones[id_]
    return str(row.earliest), str(row.latest)


def council(*recess: dict[str, str]) -> Register:
    """A register with a council that meets on fourth Tuesdays, in December on the third."""
    body = Body.model_validate(
        {
            "short": "Council",
            "name": "A council",
            "papers": "3 clear working days before meeting",
            "pattern": (
                {"rule": "fourth Tuesday of each month except December", "from": "2029-01"},
                {"rule": "third Tuesday of each December", "from": "2029-12"},
            ),
            "holidays": recess,
        }
    )
    calendar = Calendar.model_validate(
        {
            "division": "England and Wales",
            "subdivision": "ENG",
            "from": "2029-01-01",
            "to": "2030-12-31",
            "source": "plan",
            "known-from": "2029-01-01",
            "holidays": ({"date": "2029-08-27", "name": "Summer bank holiday"},),
        }
    )
    return Register(bodies={"council": body}, calendar=calendar)


RECESS = {"date": "2029-08-06", "to": "2029-09-07", "name": "Summer recess"}


def test_the_meetings_of_a_council_with_a_recess() -> None:
    def meetings(register: Register) -> list[str]:
        known = calendars_of(register).meetings("Council")
        assert known is not None
        return [str(date.fromordinal(day)) for day in known.days.days[6:9]]

    assert meetings(council()) == ["2029-07-24", "2029-08-28", "2029-09-25"]
    assert meetings(council(RECESS)) == ["2029-07-24", "2029-09-25", "2029-10-23"]
    calendars = calendars_of(council(RECESS))
    found = schedule_release(
        timeline(
            report="10 Council working days before decision",
            paper="10 working days before decision",
            decision="first Council meeting on or after 2029-08-01",
            reply={"due": "at most 5 Council working days after 2029-08-03"},
            desk={"when": "2029-08", "falls-on": "Council working day"},
        ),
        calendars,
    )
    assert found.faults == ()
    assert {id_: ends(found, id_) for id_ in found.milestones} == {
        "report": ("2029-09-11", "2029-09-11"),
        "paper": ("2029-09-11", "2029-09-11"),
        "decision": ("2029-09-25", "2029-09-25"),
        "reply": ("2029-09-14", "2029-09-14"),
        "desk": ("2029-08-01", "2029-08-03"),
    }
    # On a day on which nobody had heard of the recess, it did not count.
    told = council({**RECESS, "known-from": "2029-06-01"})
    early, late = (calendars_of(told, date(2029, month, 1)).meetings("Council") for month in (5, 6))
    assert early is not None
    assert late is not None
    assert (date(2029, 8, 28) in early.days, date(2029, 8, 28) in late.days) == (True, False)


def test_what_follows_from_a_choice_is_said_to_be_sound_and_no_more() -> None:
    found = schedule_release(
        timeline(
            evidence="2022-03",
            tests="2022-W12",
            report={
                "when": "later of 5 working days after evidence and 2 working days after tests",
                "rules": ("on or after 2022-04-06",),
            },
            objections={"due": "at least 5 working days before earlier of decision and 2022-05-03"},
            decision="first CSC meeting on or after report",
            go_live="2022-11-03",
        ),
        CALENDARS,
    )
    assert found.faults == ()
    assert {
        id_: (*ends(found, id_), row.may_be_narrower) for id_, row in found.milestones.items()
    } == {
        # Tests cannot make the report so late: it is the evidence, and only on its last days.
        "evidence": ("2022-03-01", "2022-03-31", True),
        "tests": ("2022-03-21", "2022-03-25", True),
        "report": ("2022-04-06", "2022-04-07", True),
        "objections": ("2022-04-08", "2022-04-08", False),
        "decision": ("2022-04-19", "2022-04-19", False),
        "go-live": ("2022-11-03", "2022-11-03", False),
    }
    working = CALENDARS.working
    assert working is not None
    answers = Answers(found, CALENDARS, working)
    slack = answers.slack("tests")
    assert slack is not None
    assert slack.miss is not None
    # Missed by a day it still leaves the report where it is, and go-live with it.
    assert answers.delay(slack.miss) == 0


def test_milestones_that_are_defined_by_each_other_through_a_choice() -> None:
    found = schedule_release(
        timeline(
            a="later of b and c",
            b="1 day after a",
            c="later of 2022-03-01 and d",
            d="1 day after c",
            go_live="2022-11-03",
        ),
        CALENDARS,
    )
    assert [(fault.code, fault.finding.message) for fault in found.faults] == [
        ("T103", "these milestones are defined by each other: a -> b -> a"),
        ("T103", "these milestones are defined by each other: c -> d -> c"),
    ]
