"""How long things take: the tables of August 2020, true Working Days beside them, and the rule."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sectool.calendar.workdays import WorkingCalendar
from sectool.check.run import check_register
from sectool.cli.commands.mod_durations import DurationOptions, print_durations
from sectool.datelang.conventions import CONVENTIONS, DAYS_OVER
from sectool.datelang.counting import between
from sectool.dates import Month, When
from sectool.history import Assessment, exactly
from sectool.load import load_register
from sectool.pipeline import subject_of
from sectool.queries.durations import summed
from sectool.queries.register_on import register_on
from sectool.queries.spells import (
    Period,
    assessment_spells,
    proposal_spell,
    read_took,
    reckoned_start,
    target_days,
)
from sectool.rules.table import RULES
from sectool.schedule import calendars_of
from tests.command import code_of
from tests.register import SEED, opened

CLOCK = date(2026, 1, 5)
BOTH = "weekdays both ends"
REPORT = DurationOptions("2020-08-07", "2019-08-01", "2020-07-31", (), (BOTH, "working days"))

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def working() -> WorkingCalendar:
    found = calendars_of(opened(SEED).register).working
    assert found is not None
    return found


# The report of August 2020.

# Modification, assessment, accepted, target, the published days, true Working Days. The published
# figure of MP109 is 46: see the rule below.
OPEN = """\
SECMP0056 ia-1 2019-07-02 40 284 275
SECMP0007 ia-1 2020-02-06 40 127 122
MP078 pa-2 2020-04-17 15 76 73
MP107 pa-1 2020-04-20 15 75 72
MP099 ia-1 2020-05-05 40 64 61
MP109 pa-1 2020-05-26 15 49 48
MP119 pa-1 2020-07-14 15 14 13
MP105 pa-2 2020-07-15 15 13 12
MP122 ia-1 2020-07-16 40 12 11
MP085 pa-1 2020-07-21 15 9 8
MP090 ia-1 2020-07-29 40 3 2
"""
# The same with the day of return instead; the row of SECMP0063, published twice, is one here.
COMPLETED = """\
SECMP0063 pa-1 2019-08-01 15 18 17
SECMP0046 pa-1 2019-09-09 15 31 29
SECMP0053 ia-1 2019-09-20 40 35 33
MP077 pa-1 2019-12-31 40 40 37
MP078 pa-1 2019-12-31 15 66 63
MP080 pa-1 2020-01-17 15 41 37
MP093 pa-1 2020-01-21 15 37 33
MP090 pa-1 2020-02-11 15 58 54
SECMP0024 pa-1 2020-02-21 15 193 188
MP093 ia-1 2020-03-06 40 2 1
SECMP0067 ia-1 2020-03-12 40 17 16
MP099 pa-1 2020-03-17 15 27 26
SECMP0015 ia-1 2020-04-30 40 266 257
MP105 pa-1 2020-05-04 15 15 14
MP090 pa-2 2020-05-11 15 17 15
MP122 pa-1 2020-05-28 15 10 8
MP092 pa-1 2020-06-05 15 135 127
MP106 pa-1 2020-06-11 15 43 40
MP077 pa-2 2020-06-17 15 19 17
MP117 pa-1 2020-07-16 15 30 29
SECMP0066 pa-1 2020-07-29 15 295 286
"""


def test_the_tables_of_august_2020(capsys: Capture) -> None:
    assert print_durations(SEED, CLOCK, REPORT, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    rows: dict[str, list[str]] = {"open": [], "completed": []}
    for one in data["durations"]:
        when = one["from"] if one["state"] == "open" else one["to"]
        days = one["counted"]
        rows[one["state"]].append(
            f"{one['id']} {one['what']} {when} {one['target']} {days[BOTH]} {days['working days']}"
        )
        # No source gives the acceptance of what had come back.
        assert one["reckoned"] is (one["state"] == "completed")
    assert "\n".join(rows["open"]) + "\n" == OPEN
    assert "\n".join(rows["completed"]) + "\n" == COMPLETED


def test_what_the_tables_of_august_2020_amount_to(capsys: Capture) -> None:
    assert print_durations(SEED, CLOCK, REPORT, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    found = {
        (group["kind"], group["state"], one["counted"]): (
            one["n"],
            one["uncounted"],
            one["median"],
            one["mean"],
            one["within-target"],
            one["with-target"],
        )
        for group in data["groups"]
        for one in group["summaries"]
    }
    # Published: 6 of 36, 18 of 64, 5 of 98, 4 of 80 (rule D109 tells of those that are wrong).
    assert found == {
        ("PA", "open", BOTH): (6, 0, 31.5, 39.3333, 3, 6),
        ("PA", "completed", BOTH): (17, 0, 37.0, 63.2353, 3, 17),
        ("IA", "open", BOTH): (5, 0, 64.0, 98.0, 2, 5),
        ("IA", "completed", BOTH): (4, 0, 26.0, 80.0, 3, 4),
        ("PA", "open", "working days"): (6, 0, 30.5, 37.6667, 3, 6),
        ("PA", "completed", "working days"): (17, 0, 33.0, 60.0, 4, 17),
        ("IA", "open", "working days"): (5, 0, 61.0, 94.2, 2, 5),
        ("IA", "completed", "working days"): (4, 0, 24.5, 76.75, 3, 4),
    }


def test_the_report_is_printed_with_its_conventions(capsys: Capture) -> None:
    assert print_durations(SEED, CLOCK, REPORT, as_json=False) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if len(line) > 80] == []
    assert out.startswith(
        "Durations of DCC assessments from Thu 1 Aug 2019 to Fri 31 Jul 2020, with what\n"
        "was known on Fri 7 Aug 2020\n\n"
        "Counted in weekdays both ends (both days count; bank holidays count)\n"
        "                                      n  median  mean  within target\n"
        "  Preliminary Assessments open        6    31.5  39.3  still 3 of 6 (50%)\n"
    )
    # The targets are in Working Days: whoever counts otherwise compares two things.
    assert out.count("within target: the targets are in working days, not in weekdays both") == 1
    assert "MP109         pa-1  26 May 2020   open             15   49   48\n" in out
    assert "SECMP0063     pa-1  9 Jul 2019*   1 Aug 2019       15   18   17\n" in out
    assert out.endswith(
        "* not recorded: calculated back from the duration that the source states\n"
        "open as far as is recorded, but nothing was heard for twelve months of what was\n"
        "due or is open\n"
        "  not reported since Tue 2 Jul 2019: the return of ia-1, due Wed 28 Aug 2019\n"
        "  (SECMP0056)\n"
    )


def test_what_the_report_states_otherwise_is_found() -> None:
    loaded = load_register(SEED)
    found = check_register(loaded, subject_of(loaded, documents=False), [RULES["D109"]])
    told = [(d.place.source_line.partition("{")[2], d.message) for d in found if d.code == "D109"]
    assert told == [
        (
            "figure: assessment-average-open-pa, says: 36, line: 313}",
            "36 is stated for assessment-average-open-pa; the register gives 39.3, the rows that "
            "it prints give 38.8",
        ),
        (
            "figure: assessments-completed-pa, says: 18, line: 315}",
            "18 is stated for assessments-completed-pa; the register gives 17, the rows that it "
            "prints give 18",
        ),
        (
            "figure: assessment-average-completed-pa, says: 64, line: 315}",
            "64 is stated for assessment-average-completed-pa; the register gives 63.2, the rows "
            "that it prints give 60.7",
        ),
        (
            "figure: assessment-duration, of: MP109 pa-1, says: 46, line: 337}",
            "46 is stated for MP109 pa-1; weekdays both ends from Tue 26 May 2020 to Fri 31 Jul "
            "2020 are 49",
        ),
        (
            "figure: assessment-duration, of: SECMP0063 pa-1, says: 18, line: 369}",
            "SECMP0063 pa-1 is stated twice: the report counts it as two",
        ),
        (
            "figure: proposals-open, says: 54, line: 470}",
            "54 is stated for proposals-open; the stages before the decision add up to 51",
        ),
    ]


# The command.


def test_any_convention_is_counted_by(capsys: Capture) -> None:
    expected = {
        "working days": 48,
        "clear working days": 47,
        "working days both ends": 49,
        "weekdays": 48,
        "weekdays both ends": 49,
        "days": 66,
        "days both ends": 67,
        "weeks": 9,
        "months": 2,
    }
    assert list(expected) == list(CONVENTIONS)
    found: dict[str, int] = {}
    for name in CONVENTIONS:
        asked = DurationOptions("2020-08-07", None, "2020-07-31", ("pa",), (name,))
        assert print_durations(SEED, CLOCK, asked, as_json=True) == 0
        data = json.loads(capsys.readouterr().out)
        assert [one["name"] for one in data["counted"]] == [name]
        (mp109,) = [one for one in data["durations"] if one["id"] == "MP109"]
        found |= mp109["counted"]
    assert found == expected


def test_proposals_from_the_day_they_were_raised(capsys: Capture) -> None:
    asked = DurationOptions("2020-08-07", None, None, ("proposal",), ("working days",))
    assert print_durations(SEED, CLOCK, asked, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    known = [
        (one["id"], one["state"], one["from"], one["counted"]["working days"])
        for one in data["durations"]
        if one["from"] is not None
    ]
    assert known == [
        ("DP136", "open", "2020-07-14", 18),
        ("DP137", "open", "2020-07-20", 14),
        ("DP138", "open", "2020-07-27", 9),
        ("MP135", "completed", "2020-07-10", 8),
    ]


def test_only_proposals_that_stood_on_the_last_day_are_counted(capsys: Capture) -> None:
    register = opened(SEED).register
    for day in (date(2020, 7, 31), date(2020, 8, 7), date(2021, 12, 17)):
        asked = DurationOptions(None, "2019-08-01", day.isoformat(), ("proposal",), ())
        assert print_durations(SEED, CLOCK, asked, as_json=True) == 0
        found = json.loads(capsys.readouterr().out)["durations"]
        then = {s.shown_id for s in register_on(register, day).standings if s.is_open}
        assert {one["id"] for one in found if one["state"] == "open"} == then
    # What was decided in the period counts, though the decision was changed after it.
    asked = DurationOptions(None, "2019-08-01", "2020-07-31", ("proposal",), ())
    assert print_durations(SEED, CLOCK, asked, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)["durations"]
    ended = {one["id"]: one["to"] for one in found if one["state"] == "completed"}
    assert ended["SECMP0015"] == "2020-07-22"


def test_what_a_later_paper_told_does_not_count_on_an_earlier_day(capsys: Capture) -> None:
    asked = DurationOptions("2020-07-15", None, "2020-08-07", ("proposal",), ())
    assert print_durations(SEED, CLOCK, asked, as_json=True) == 0
    found = json.loads(capsys.readouterr().out)["durations"]
    known = {s.shown_id for s in register_on(opened(SEED).register, date(2020, 7, 15)).standings}
    assert {one["id"] for one in found} <= known


def test_the_unit_of_a_target_is_told(capsys: Capture) -> None:
    assert print_durations(SEED, CLOCK, REPORT, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert {one["target-in"] for one in data["durations"]} == {"working days"}
    asked = DurationOptions("2020-08-07", None, "2020-07-31", (), ("working days",))
    assert print_durations(SEED, CLOCK, asked, as_json=False) == 0
    assert "the targets are in" not in capsys.readouterr().out


def test_a_kind_is_taken_as_it_is_printed(capsys: Capture) -> None:
    assert (
        print_durations(SEED, CLOCK, DurationOptions("2020-08-07", kinds=("IA",)), as_json=True)
        == 0
    )
    data = json.loads(capsys.readouterr().out)
    assert {one["kind"] for one in data["durations"]} == {"IA"}


def test_nothing_in_a_period_is_said_so(capsys: Capture) -> None:
    asked = DurationOptions("2016-01-01", None, None, (), ())
    assert print_durations(SEED, CLOCK, asked, as_json=False) == 0
    assert capsys.readouterr().out == (
        "Durations of DCC assessments to Fri 1 Jan 2016, with what was known on Fri 1 Jan\n"
        "2016\n\n"
        "None is recorded as open on the last day or completed.\n"
    )


def test_what_was_not_heard_of_is_said_so(capsys: Capture) -> None:
    assert print_durations(SEED, CLOCK, DurationOptions(), as_json=False) == 0
    out = capsys.readouterr().out
    assert out.startswith("Durations of DCC assessments to Mon 5 Jan 2026\n")
    assert (
        "open as far as is recorded, but nothing was heard for twelve months of what was\n"
        "due or is open\n"
        "  not reported since Fri 17 Apr 2020: the return of pa-2, due Mon 11 May 2020\n"
        "  (MP078)\n"
    ) in out


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (DurationOptions(kinds=("paa",)), "--kind: there is no kind 'paa'; did you mean 'pa'?"),
        (
            DurationOptions(counted=("wekdays",)),
            "--counted: there is no way of counting 'wekdays'; did you mean 'weekdays'?",
        ),
        (
            DurationOptions(counted=tuple(CONVENTIONS)[:4]),
            "--counted: 3 ways of counting fit next to each other",
        ),
        (
            DurationOptions(from_="2020-08-01", to="2020-07-31"),
            "--from: 2020-08-01 is later than the last day, 2020-07-31",
        ),
        (
            DurationOptions(to="2020-02-30"),
            "--to: '2020-02-30' is not a day: February 2020 has 29 days",
        ),
    ],
)
def test_wrong_use_is_told(asked: DurationOptions, message: str, capsys: Capture) -> None:
    assert code_of(lambda: print_durations(SEED, CLOCK, asked, as_json=False)) == 2
    assert capsys.readouterr() == ("", f"sectool: {message}\n")


def test_a_day_outside_the_calendar_is_told(capsys: Capture) -> None:
    asked = DurationOptions(to="2045-01-01", as_of="2020-08-07")
    assert code_of(lambda: print_durations(SEED, CLOCK, asked, as_json=False)) == 1
    assert "2045-01-01 is outside the calendar" in capsys.readouterr().err


# The parts.


def assessment(
    accepted: When | None = None, returned: When | None = None, took: str | None = None
) -> Assessment:
    return Assessment(
        *("pa-1", "accepted", date(2020, 7, 1)),
        accepted=accepted,
        returned=returned,
        target="15 working days",
        took=took,
    )


PERIOD = Period(date(2020, 7, 1), date(2020, 7, 31))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (assessment(), None),  # requested, never accepted
        (assessment(accepted=date(2020, 7, 31)), (True, 1)),
        (assessment(accepted=date(2020, 8, 1)), None),
        (assessment(accepted=date(2020, 7, 30), returned=date(2020, 7, 31)), (False, 2)),
        (assessment(accepted=date(2020, 7, 30), returned=date(2020, 8, 1)), (True, 2)),
        (assessment(accepted=date(2020, 6, 1), returned=date(2020, 6, 30)), None),
        (assessment(accepted=date(2020, 6, 30), returned=date(2020, 7, 1)), (False, 2)),
        (assessment(returned=date(2020, 7, 31), took="5 weekdays both ends"), (False, 5)),
        (assessment(returned=date(2020, 7, 31)), (False, None)),
        # A month is no day to count from or to.
        (assessment(accepted=Month(2020, 6)), (True, None)),
        (assessment(accepted=date(2020, 6, 1), returned=Month(2020, 7)), (False, None)),
        (assessment(accepted=Month(2020, 6), returned=date(2020, 7, 9)), (False, None)),
    ],
)
def test_what_counts_in_a_period(
    found: Assessment, expected: tuple[bool, int | None] | None, working: WorkingCalendar
) -> None:
    spells = list(assessment_spells("MP001", "MP001", [found], PERIOD, working))
    counted = [(spell.open, spell.count(BOTH, working)) for spell in spells]
    assert counted == ([] if expected is None else [expected])


def test_a_proposal_in_a_period(working: WorkingCalendar) -> None:
    def days(raised: When | None, concluded: When | None) -> tuple[bool, int | None] | None:
        end = exactly(concluded) if concluded is not None else None
        spell = proposal_spell("MP001", "MP001", exactly(raised), end, PERIOD)
        return None if spell is None else (spell.open, spell.count("working days", working))

    assert days(date(2020, 7, 30), None) == (True, 1)
    assert days(None, None) == (True, None)
    assert days(date(2020, 8, 1), None) is None
    assert days(date(2020, 7, 1), date(2020, 7, 3)) == (False, 2)
    assert days(date(2020, 6, 1), date(2020, 6, 30)) is None
    assert days(date(2020, 7, 1), Month(2020, 7)) == (False, None)


def test_what_a_source_says_it_took() -> None:
    assert read_took("266 weekdays both ends") == (266, "weekdays both ends")
    assert read_took("2 fortnights") is None
    assert read_took(None) is None
    assert target_days("15 working days") == 15
    assert target_days("as agreed") is None
    assert target_days(None) is None


DAY = st.dates(date(2014, 1, 1), date(2034, 1, 1))


@given(start=DAY, length=st.integers(0, 600), name=st.sampled_from(list(CONVENTIONS)))
def test_a_start_reckoned_back_is_as_far(start: date, length: int, name: str) -> None:
    working = _calendar()
    end = date.fromordinal(start.toordinal() + length)
    number = between(start, end, working)[name].whole
    found = reckoned_start(end, f"{number} {name}", working)
    if name in DAYS_OVER:
        assert found is None
        return
    assert found is not None
    assert between(found, end, working)[name].whole == number
    if working.is_working_day(start):
        assert working.is_working_day(found)


def _calendar() -> WorkingCalendar:
    found = calendars_of(opened(SEED).register).working if not _KEPT else _KEPT[0]
    assert found is not None
    _KEPT[:] = [found]
    return found


_KEPT: list[WorkingCalendar] = []


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(0, 500)), st.one_of(st.none(), st.integers(0, 60))
        )
    )
)
def test_what_durations_amount_to(rows: list[tuple[int | None, int | None]]) -> None:
    summary = summed(rows)
    known = [days for days, _ in rows if days is not None]
    assert (summary.n, summary.uncounted) == (len(known), len(rows) - len(known))
    if known:
        assert summary.mean == Fraction(sum(known), len(known))
        assert summary.median is not None
        assert min(known) <= summary.median <= max(known)
    else:
        assert (summary.mean, summary.median, summary.share) == (None, None, None)
    assert 0 <= summary.within <= summary.with_target <= summary.n
