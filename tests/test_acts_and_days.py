"""Rules that compare acts with days, in the cases that the pages of the rules leave out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sectool.model.reference import Body, Source
from sectool.model.register import Register
from sectool.rules import m121_approved_after_cut_off as m121
from sectool.rules import m122_joined_after_baseline as m122
from sectool.rules import m123_after_its_source as m123
from sectool.rules import m124_acted_without_meeting as m124
from tests.test_rules_over_histories import found_by, register

RAISED = {"date": "2020-01-06", "event": "raised", "as": "MP"}
TARGETED = {"date": "2020-01-07", "event": "targeted", "release": "2020-11"}
APPROVED = {"date": "2020-06-02", "event": "approved", "release": "2020-11"}
FIRM = {"cut-off": {"date": "2020-06-01"}}


@pytest.mark.parametrize(
    ("history", "findings"),
    [
        ([{**TARGETED, **FIRM}, APPROVED], 1),
        ([{**TARGETED, **FIRM}, {**APPROVED, "date": "2020-06-01"}], 0),
        # For what it is meant for, though the entry does not say so.
        ([{**TARGETED, **FIRM}, {"date": "2020-06-02", "event": "approved"}], 1),
        # When it was approved nobody saw; of a month not all days are late.
        ([{**TARGETED, **FIRM}, {"seen": "2020-06-02", "event": "approved"}], 0),
        ([{**TARGETED, **FIRM}, {**APPROVED, "date": "2020-06"}], 0),
        ([{**TARGETED, "cut-off": {"date": "2020-06-01", "basis": "estimated"}}, APPROVED], 0),
        # The cut-off was that of another release.
        ([{**TARGETED, **FIRM}, {**APPROVED, "release": "2020-06"}], 0),
        ([{**TARGETED, **FIRM, "release": "2020-06"}, TARGETED, APPROVED], 0),
        (
            [
                {**TARGETED, **FIRM},
                {"date": "2020-06-02", "event": "admitted", "release": "2020-11"},
                APPROVED,
            ],
            0,
        ),
        (
            [
                {**TARGETED, **FIRM},
                {"date": "2020-06-02", "event": "admitted", "release": "2020-06"},
                APPROVED,
            ],
            1,
        ),
    ],
)
def test_approvals_after_the_cut_off(history: list[dict[str, Any]], findings: int) -> None:
    found = register(RAISED, *history, releases={"2020-06": {}, "2020-11": {}})
    assert len(found_by(m121.check, found)) == findings


def baselined(day: str = "2020-04-21", **more: str) -> dict[str, Any]:
    entry = {"date": day, "event": "baselined", **more}
    return {"2020-06": {}, "2020-11": {"history": (entry,)}}


@pytest.mark.parametrize(
    ("history", "releases", "findings"),
    [
        ([APPROVED], baselined(), 1),
        # In scope as targeted on that day, it may be approved later.
        ([TARGETED, APPROVED], baselined(), 0),
        ([{**TARGETED, "date": "2020-04-22"}, APPROVED], baselined(), 1),
        ([APPROVED], baselined("2020-06-02"), 0),
        ([{**APPROVED, "release": "2020-06"}], baselined(), 0),
        # A baseline of the others says nothing of what changes DCC Systems.
        ([APPROVED], baselined(covers="system"), 1),
        ([APPROVED], baselined(covers="other"), 0),
        (
            [APPROVED, {"date": "2020-06-16", "event": "admitted", "release": "2020-11"}],
            baselined(),
            0,
        ),
    ],
)
def test_approvals_after_the_baseline(
    history: list[dict[str, Any]], releases: dict[str, Any], findings: int
) -> None:
    found = register(RAISED, *history, releases=releases, impacts={"dcc": "system"})
    assert len(found_by(m122.check, found)) == findings


@pytest.mark.parametrize(
    ("entry", "dated", "findings"),
    [
        ({"date": "2020-03-02"}, "2020-03-02", 0),
        ({"date": "2020-03-03"}, "2020-03-02", 1),
        ({"seen": "2020-03-03"}, "2020-03-02", 1),
        ({"date": "2020-03"}, "2020-03-02", 0),
        ({"date": "2020-04"}, "2020-03-02", 1),
        ({"date": "2020-03-31"}, "2020-03", 0),
        # A page that has no day of its own may say anything.
        ({"date": "2020-03-03"}, None, 0),
    ],
)
def test_entries_after_their_source(
    entry: dict[str, Any], dated: str | None, findings: int
) -> None:
    source = {"title": "A paper"} if dated is None else {"title": "A paper", "dated": dated}
    found = register({**entry, "event": "noted", "source": "paper"})
    found = replace(found, sources={"paper": Source.model_validate(source)})
    assert len(found_by(m123.check, found)) == findings


def with_bodies(found: Register) -> Register:
    bodies = {
        "cb": {
            "short": "CB",
            "name": "Change Board",
            "pattern": ({"rule": "fourth Wednesday of each month", "from": "2020-03"},),
            "meetings": ({"date": "2020-05-20", "known-from": "2020-05-04"},),
        },
        "panel": {
            "short": "Panel",
            "name": "Panel",
            "numbering": {"number": "1", "month": "2020-01"},
            "meetings": ({"date": "2020-03-13"},),
        },
        "ssc": {"short": "SSC", "name": "SSC", "meetings": ({"date": "2020-03-11"},)},
        "authority": {"short": "Authority", "name": "Authority"},
    }
    return replace(found, bodies={key: Body.model_validate(body) for key, body in bodies.items()})


def expected(seen: str, day: str) -> dict[str, Any]:
    return {"seen": seen, "event": "expected", "what": "vote", "by": "CB", "day": day}


@pytest.mark.parametrize(
    ("entry", "findings"),
    [
        ({"date": "2020-03-25", "event": "approved", "by": "CB"}, 0),
        ({"date": "2020-03-26", "event": "approved", "by": "CB"}, 1),
        # A dated meeting replaces that of the pattern.
        ({"date": "2020-05-27", "event": "approved", "by": "CB"}, 1),
        ({"date": "2020-05-20", "event": "approved", "by": "CB"}, 0),
        # What was expected by the pattern was right, as long as nobody knew better.
        (expected("2020-04-01", "2020-05-27"), 0),
        (expected("2020-05-05", "2020-05-27"), 1),
        (expected("2020-05-05", "2020-05-20"), 0),
        # Before the pattern nothing is known; nor of a body whose meetings are not numbered.
        ({"date": "2020-02-25", "event": "approved", "by": "CB"}, 0),
        ({"date": "2020-03-12", "event": "discussed", "by": "SSC"}, 0),
        ({"date": "2020-03-12", "event": "discussed", "by": "Authority"}, 0),
        # One a month, and that of March has a day.
        ({"date": "2020-03-12", "event": "discussed", "by": "Panel"}, 1),
        ({"date": "2020-04-12", "event": "discussed", "by": "Panel"}, 0),
        # A letter needs no meeting.
        ({"date": "2020-03-12", "event": "date-requested", "by": "Panel"}, 0),
        ({"date": "2020-03-12", "event": "discussed"}, 0),
        ({"seen": "2020-03-12", "event": "discussed", "by": "Panel"}, 0),
    ],
)
def test_acts_on_a_day_without_a_meeting(entry: dict[str, Any], findings: int) -> None:
    assert len(found_by(m124.check, with_bodies(register(entry)))) == findings
