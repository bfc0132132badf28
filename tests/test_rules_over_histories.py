"""Rules over histories, in the cases that the pages of the rules leave out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sectool.check.run import schedules_of
from sectool.diagnostic import Finding
from sectool.model.modification import Modification
from sectool.model.reference import Body, Calendar
from sectool.model.register import Register
from sectool.model.release import Release
from sectool.queries.roles import role_on
from sectool.rules import m113_without_power as m113
from sectool.rules import m115_history_not_in_time as m115
from sectool.rules import m116_days_contradict as m116
from sectool.rules import m117_assessment_time_differs as m117
from sectool.rules import m118_assessed_before_approved as m118
from sectool.rules import r127_release_decided_without_power as r127
from sectool.rules.rule import Check, Subject
from tests.life_cycle import register_of

BODIES: dict[str, dict[str, Any]] = {
    "panel": {
        "short": "Panel",
        "name": "Panel",
        "powers": (
            {"act": "baseline-release", "to": "2021-05-14"},
            {"act": "convert"},
            {"act": "vote", "to": "2020-06"},
        ),
    },
    "csc": {
        "short": "CSC",
        "name": "Change Sub-Committee",
        "powers": ({"act": "baseline-release", "from": "2021-11-30"},),
    },
    "authority": {"short": "Authority", "name": "Authority", "powers": ({"act": "determine"},)},
    "dcc": {"short": "DCC", "name": "DCC"},
}
CALENDAR = {
    "division": "England and Wales",
    "subdivision": "ENG",
    "from": "2020-01-01",
    "to": "2020-12-31",
    "source": "plan",
    "known-from": "2020-01-01",
    "holidays": ({"date": "2020-04-10", "name": "Good Friday"},),
}


def register(
    *history: dict[str, Any], releases: dict[str, dict[str, Any]] | None = None, **facts: Any
) -> Register:
    found = Modification.model_validate(
        {"id": "MP190", "title": "A title", **facts, "history": history}
    )
    return register_of(
        bodies={id_: Body.model_validate(body) for id_, body in BODIES.items()},
        calendar=Calendar.model_validate(CALENDAR),
        modifications={"MP190": found},
        releases={
            id_: Release.model_validate({"id": id_, "name": id_, "kind": "scheduled", **more})
            for id_, more in (releases or {}).items()
        },
    )


def found_by(check: Check, found: Register) -> list[str]:
    """`path: message` of each finding."""
    return [
        f"{'/'.join(map(str, finding.address.path))}: {finding.message}"
        for finding in check(Subject(found, schedules_of(found)))
    ]


@pytest.mark.parametrize(
    ("when", "by", "wrong"),
    [
        ("2021-05-14", "Panel", False),
        ("2021-05-14", "CSC", True),
        # Between the last day of one and the first of the other nobody knows: either may.
        ("2021-05-15", "Panel", False),
        ("2021-11-29", "CSC", False),
        ("2021-11-29", "DCC", True),
        ("2021-11-30", "Panel", True),
        ("2021-11-30", "CSC", False),
        # In a month it may have been one of the days on which either may.
        ("2021-11", "Panel", False),
        ("2021-12", "Panel", True),
        ("2021-05", "Panel", False),
    ],
)
def test_who_baselines_a_release_depends_on_the_day(when: str, by: str, wrong: bool) -> None:
    history = ({"date": when, "event": "baselined", "by": by},)
    found = register(
        {"date": "2020-01-06", "event": "noted"}, releases={"2022-11": {"history": history}}
    )
    told = found_by(r127.check, found)
    assert [line.partition(":")[0] for line in told] == (["history/0/by"] if wrong else [])


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"date": "2020-03-02", "event": "converted", "by": "Panel"}, False),
        ({"date": "2020-03-02", "event": "converted", "by": "CSC"}, True),
        ({"date": "2020-03-02", "event": "converted"}, False),
        # Any of the powers for a step will do.
        ({"date": "2020-03-02", "event": "approved", "by": "Panel"}, False),
        ({"date": "2020-07-01", "event": "approved", "by": "Panel"}, True),
        ({"date": "2020-07-01", "event": "approved", "by": "Authority"}, False),
        # What was only seen may have happened while the power lasted.
        ({"seen": "2020-07-01", "event": "approved", "by": "Panel"}, False),
        # Nobody's power is known for it.
        ({"date": "2020-03-02", "event": "withdrawn"}, False),
        ({"date": "2020-03-02", "event": "date-directed", "by": "DCC"}, False),
    ],
)
def test_who_may_take_a_step(entry: dict[str, Any], wrong: bool) -> None:
    told = found_by(m113.check, register(entry))
    assert [line.partition(":")[0] for line in told] == (["history/0/by"] if wrong else [])


@pytest.mark.parametrize(
    ("event", "when", "by", "wrong"),
    [
        # Whoever decides about dates of releases, by whichever power.
        ("rescheduled", "2020-03-02", "Panel", False),
        ("rescheduled", "2020-03-02", "Authority", False),
        ("rescheduled", "2020-03-02", "CSC", True),
        ("rescheduled", "2021-12-01", "CSC", False),
        ("rescheduled", "2021-12-01", "Panel", True),
        ("cancelled", "2020-03-02", "DCC", True),
        ("cancelled", "2020-03-02", "Panel", False),
        # Between the two nobody knows, though the Authority may direct a date on any day.
        ("rescheduled", "2021-08-20", "Panel", False),
        ("rescheduled", "2021-08-20", "CSC", False),
        ("rescheduled", "2021-08-20", "DCC", True),
        ("date-directed", "2021-12-01", "Authority", False),
        ("date-directed", "2021-12-01", "CSC", True),
        ("discretion-used", "2020-03-02", "DCC", False),
        ("went-live", "2020-03-02", "DCC", False),
    ],
)
def test_who_decides_about_the_date_of_a_release(
    event: str, when: str, by: str, wrong: bool
) -> None:
    powers: dict[str, Any] = {
        "panel": ({"act": "go-no-go", "to": "2021-05-14"},),
        "csc": ({"act": "go-no-go", "from": "2021-11-30"},),
        "authority": ({"act": "direct-date"},),
    }
    entry: dict[str, Any] = {"date": when, "event": event}
    entry |= {"by": by} if event != "went-live" else {}
    entry |= {"to": "2022-11-03"} if event not in ("cancelled", "went-live") else {}
    found = replace(
        register(
            {"date": "2020-01-06", "event": "noted"}, releases={"2022-11": {"history": (entry,)}}
        ),
        bodies={
            id_: Body.model_validate({**body, "powers": powers.get(id_, ())})
            for id_, body in BODIES.items()
        },
    )
    told = found_by(r127.check, found)
    assert [line.partition(":")[0] for line in told] == (["history/0/by"] if wrong else [])


def test_who_had_the_power_is_named_with_its_span() -> None:
    history = ({"date": "2021-12-01", "event": "baselined", "by": "Panel"},)
    found = register(
        {"date": "2020-01-06", "event": "noted"}, releases={"2022-11": {"history": history}}
    )
    (finding,) = r127.check(Subject(found, {}))
    assert finding.message == ("the Panel did not have the power for 'baselined' on Wed 1 Dec 2021")
    assert finding.help == "who had it then: the CSC from Tue 30 Nov 2021"
    assert [related.address.path for related in finding.related] == [
        ("panel", "powers", 0),
        ("csc", "powers", 0),
    ]


def with_votes(*given: str) -> Register:
    """A register in which bodies have powers to vote: `CB to 2020-06, CB from 2021`, and so on."""
    powers: dict[str, list[dict[str, str]]] = {}
    for short, *days in (one.split() for one in given):
        row = {"act": "vote"} | dict(zip(days[::2], days[1::2], strict=True))
        powers.setdefault(short, []).append(row)
    return replace(
        register({"date": "2020-01-06", "event": "noted"}),
        bodies={
            short.lower(): Body.model_validate(
                {"short": short, "name": f"Board {short}", "powers": tuple(powers.get(short, ()))}
            )
            for short in ("FB", "SB", "TB", "DCC")
        },
    )


def rejected(found: Register, **entry: str) -> list[Finding]:
    """What is said of a modification that was rejected."""
    row = {"id": "MP190", "title": "A title", "history": ({"event": "rejected", **entry},)}
    told = replace(found, modifications={"MP190": Modification.model_validate(row)})
    return list(m113.check(Subject(told, schedules_of(told))))


@pytest.mark.parametrize(
    "given",
    [
        ("FB to 2020-02-10", "FB from 2020-04-20"),
        ("FB to 2020-02-10", "SB from 2020-04-20"),
        ("FB to 2020-02-10", "SB from 2020-03-02 to 2020-03-20", "FB from 2020-04-20"),
        ("FB to 2020-02-10", "SB to 2020-02-10", "FB from 2020-04-20"),
        ("TB to 2020-01", "FB from 2020-02 to 2020-02-20", "SB from 2020-04"),
        ("FB from 2020-02-10 to 2020-03-10", "SB from 2020-03-05"),
        ("FB from 2020-03-10",),
        ("FB",),
    ],
)
def test_the_rule_of_powers_and_the_query_give_one_answer(given: tuple[str, ...]) -> None:
    found = with_votes(*given)
    days = [date(2020, 1, 1) + timedelta(days=each) for each in range(140)]
    able = {day: {body.short for body in role_on(found, "vote", day).bodies} for day in days}
    spans = {("date", day.isoformat()): [day] for day in days}
    for day in days:
        spans.setdefault(("date", f"{day:%Y-%m}"), []).append(day)
        # Nothing begins before the first of these days: what held on it held on all before it.
        spans["seen", day.isoformat()] = [one for one in days if one <= day]
    for (key, when), of in spans.items():
        for short in ("FB", "SB", "TB", "DCC"):
            may = any(short in able[day] for day in of)
            assert bool(rejected(found, by=short, **{key: when})) is not may, (key, when, short)


@pytest.mark.parametrize(
    ("given", "entry", "message", "advice"),
    [
        (
            ("FB",),
            {"date": "2020-03", "by": "DCC"},
            "the DCC did not have the power for 'rejected' in Mar 2020",
            "who had it then: the FB",
        ),
        (
            ("FB to 2020-02-10", "FB from 2020-04-20"),
            {"date": "2020-03-02", "by": "FB"},
            "the FB did not have the power for 'rejected' on Mon 2 Mar 2020",
            "no body is known to have had it then; at other times: "
            "the FB until Mon 10 Feb 2020, from Mon 20 Apr 2020",
        ),
        (
            ("FB to 2020-02-10", "SB from 2020-04-20"),
            {"date": "2020-03-02", "by": "DCC"},
            "the DCC did not have the power for 'rejected' on Mon 2 Mar 2020",
            "who may have had it then: the FB until Mon 10 Feb 2020 or the SB from Mon 20 Apr 2020",
        ),
        (
            ("FB to 2020-02-10", "SB", "TB from 2020-01"),
            {"date": "2020-02-03", "by": "DCC"},
            "the DCC did not have the power for 'rejected' on Mon 3 Feb 2020",
            "who had it then: the FB until Mon 10 Feb 2020, the SB and the TB from Jan 2020",
        ),
        (
            ("FB to 2020-02-10", "SB from 2020-04-20"),
            {"seen": "2020-02-03", "by": "SB"},
            "the SB had not had the power for 'rejected' by Mon 3 Feb 2020",
            "who had it by then: the FB until Mon 10 Feb 2020",
        ),
        (
            ("FB from 2020-04",),
            {"seen": "2020-02-03", "by": "FB"},
            "the FB had not had the power for 'rejected' by Mon 3 Feb 2020",
            "no body is known to have had it by then; at other times: the FB from Apr 2020",
        ),
    ],
)
def test_who_had_a_power_then_is_said(
    given: tuple[str, ...], entry: dict[str, str], message: str, advice: str
) -> None:
    (finding,) = rejected(with_votes(*given), **entry)
    assert (finding.message, finding.help) == (message, advice)


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        (["2020-03-02", "2020-03-02", "2020-04"], []),
        (["2020-03", "2020-03-02", "2020-03-31"], []),
        (["2020-03-02", "2020-02", "2020-04-01"], ["history/1/date"]),
        (["2020-03-02", "2020-02-03", "2020-02-28"], ["history/1/date", "history/2/date"]),
    ],
)
def test_the_order_of_a_history(days: list[str], wrong: list[str]) -> None:
    found = register(*({"date": day, "event": "noted"} for day in days))
    assert [line.partition(":")[0] for line in found_by(m115.check, found)] == wrong


APPROVED = {"date": "2020-03-02", "event": "approved", "release": "2020-06"}
RELEASES = {"2020-06": {"go-live": "2020-06-25"}, "2020-11": {"go-live": "2020-11-29"}}


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (
            [
                {
                    "date": "2020-03-02",
                    "event": "consultation",
                    "kind": "rfi",
                    "closes": "2020-03-02",
                }
            ],
            [],
        ),
        (
            [
                {
                    "seen": "2020-03-02",
                    "event": "consultation",
                    "kind": "rfi",
                    "opened": "2020-04",
                    "closes": "2020-03-31",
                }
            ],
            ["history/0/closes: it closes on Tue 31 Mar 2020, before it opens: Apr 2020"],
        ),
        (
            [{"seen": "2020-03-02", "after": "2020-04", "event": "noted"}],
            ["history/0/after: it cannot be after Apr 2020 and by Mon 2 Mar 2020"],
        ),
        ([APPROVED, {"date": "2020-06-25", "event": "implemented"}], []),
        ([APPROVED, {"date": "2020-06", "event": "implemented"}], []),
        (
            [APPROVED, {"date": "2020-06-24", "event": "implemented"}],
            ["history/1/date: 2020-06 does not go live before Thu 25 Jun 2020"],
        ),
        (
            [APPROVED, {"seen": "2020-06-25", "event": "implemented", "release": "2020-11"}],
            ["history/1/seen: 2020-11 does not go live before Sun 29 Nov 2020"],
        ),
        # A part that was scheduled apart has a release of its own.
        (
            [
                APPROVED,
                {"date": "2020-03-03", "event": "scheduled", "part": "b", "release": "2020-11"},
                {"date": "2020-07-01", "event": "implemented", "part": "a"},
                {"date": "2020-07-02", "event": "implemented", "part": "b"},
            ],
            ["history/3/date: 2020-11 does not go live before Sun 29 Nov 2020"],
        ),
        (
            [
                APPROVED,
                {"date": "2020-04-01", "event": "date-directed", "to": "2020-07-01"},
                {"date": "2020-04-02", "event": "discretion-used", "to": "2020-12-31"},
            ],
            [],
        ),
        (
            [
                APPROVED,
                {
                    "date": "2020-04-01",
                    "event": "date-directed",
                    "to": "2020-07-01",
                    "until": "2020-08-31",
                },
                {"date": "2020-04-02", "event": "discretion-used", "to": "2020-08-31"},
                {"date": "2020-04-03", "event": "discretion-used", "to": "2020-09-01"},
            ],
            [
                "history/3/to: Tue 1 Sep 2020 is later than the last day that may be chosen, "
                "Mon 31 Aug 2020"
            ],
        ),
    ],
)
def test_days_that_contradict_each_other(history: list[Any], expected: list[str]) -> None:
    found = register(*history, releases=RELEASES, parts={"a": {}, "b": {}})
    assert found_by(m116.check, found) == expected


ACCEPTED = {"date": "2020-04-06", "event": "assessment-accepted", "assessment": "pa-1"}


@pytest.mark.parametrize(
    ("accepted", "returned", "took", "expected"),
    [
        ("2020-04-06", "2020-04-14", "7 weekdays both ends", None),
        ("2020-04-06", "2020-04-14", "6 working days both ends", None),
        ("2020-04-06", "2020-04-14", "5 working days", None),
        (
            "2020-04-06",
            "2020-04-14",
            "7 working days",
            "from Mon 6 Apr 2020 to Tue 14 Apr 2020 are 5 working days, not 7",
        ),
        # A month is no day to count from, nor does anything lie outside the calendar.
        ("2020-04", "2020-05-14", "7 working days", None),
        ("2019-04-06", "2020-05-14", "7 working days", None),
        (None, "2020-04-14", "7 working days", None),
        (None, "2020-04-14", "7 weeks", "'7 weeks' does not say what is counted"),
        (
            None,
            "2020-04-14",
            "7 wekdays",
            "'7 wekdays' does not say what is counted; did you mean 'weekdays'?",
        ),
    ],
)
def test_how_long_an_assessment_took(
    accepted: str | None, returned: str, took: str, expected: str | None
) -> None:
    back = {
        "date": returned,
        "event": "assessment-returned",
        "assessment": "pa-1",
        "took": took,
    }
    history = [back] if accepted is None else [{**ACCEPTED, "date": accepted}, back]
    told = found_by(m117.check, register(*history))
    assert len(told) == (expected is not None)
    assert [line for line in told if expected not in line] == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("approved", "told"),
    [("2020-04-06", 0), ("2020-04-07", 1), ("2020-04", 0), ("2020-05", 1)],
)
def test_an_approval_after_the_acceptance_is_told(approved: str, told: int) -> None:
    # A kind that no body has to approve is nobody's to approve late.
    late = {"date": approved, "event": "assessment-approved", "assessment": "ia-1"}
    accepted = {**ACCEPTED, "assessment": "ia-1"}
    assert len(found_by(m118.check, register(accepted, late))) == told
