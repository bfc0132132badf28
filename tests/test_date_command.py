"""`sectool date` as people and programs call it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from textwrap import dedent

import pytest

from tests.command import Done, run
from tests.register import SEED

RELEASES = ", ".join(sorted(file.parent.name for file in SEED.glob("releases/*/timeline.yaml")))


def answer(*arguments: str, root: Path = SEED) -> Done:
    return run("date", *arguments, cwd=root)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register with a month and a date that is not known yet, which no rules narrow."""
    root = tmp_path_factory.mktemp("plan")
    (root / "reference").mkdir()
    (root / "releases/2022-11").mkdir(parents=True)
    for file in ("sectool.yaml", "reference/calendar.yaml"):
        (root / file).write_bytes((SEED / file).read_bytes())
    (root / "releases/2022-11/timeline.yaml").write_text(
        dedent(
            """\
            release: 2022-11
            milestones:
              report: {title: The report on the tests, when: tba}
              uit-starts: {title: Users start to test, when: 2022-08, falls-on: any day}
              go-live: {title: Go-live, when: 2022-11-03}
            """
        ),
        encoding="utf-8",
    )
    return root


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["5 working days before 2022-10-04"],
            """\
            Tue 27 Sep 2022
              1. Tue 4 Oct 2022   the date given
              2. Tue 27 Sep 2022  5 working days before that day
            """,
        ),
        # Words need no quotes.
        (
            ["5", "working", "days", "before", "2022-12-29"],
            """\
            Tue 20 Dec 2022
              1. Thu 29 Dec 2022  the date given
              2. Tue 20 Dec 2022  5 working days before that day
                 not counted: Mon 26 Dec 2022 (Boxing Day), Tue 27 Dec 2022 (Christmas Day \
(substitute day))
            """,
        ),
        (
            ["last CSC meeting at least 10 working days before go-live", "--release", "2022-11"],
            """\
            Tue 18 Oct 2022
              1. Thu 3 Nov 2022   the date of go-live
              2. Thu 20 Oct 2022  10 working days before that day
              3. Tue 18 Oct 2022  the last CSC meeting on or before that day
                 this meeting is proposed by the body's pattern, not confirmed
            """,
        ),
        (
            ["last CSC meeting before 2021-12-21"],
            """\
            Tue 30 Nov 2021
              1. Tue 21 Dec 2021  the date given
              2. Tue 30 Nov 2021  the last CSC meeting before that day
            """,
        ),
        (
            ["5 working days before 2022-08"],
            """\
            Mon 25 Jul 2022 to Tue 23 Aug 2022
              1. Mon 1 Aug 2022 to Wed 31 Aug 2022  the date given
              2. Mon 25 Jul 2022 to Tue 23 Aug 2022  5 working days before that day
            """,
        ),
        (
            ["6 months before 2023-08-31"],
            """\
            Tue 28 Feb 2023
              1. Thu 31 Aug 2023  the date given
              2. Tue 28 Feb 2023  6 months before that day (the last day of February)
            """,
        ),
        (
            ["3 days after 2022-11-03"],
            """\
            Sun 6 Nov 2022
              1. Thu 3 Nov 2022   the date given
              2. Sun 6 Nov 2022   3 days after that day
              note: that day is a Sunday
            """,
        ),
        (
            ["2022-09-19"],
            """\
            Mon 19 Sep 2022
              1. Mon 19 Sep 2022  the date given
              note: that day is State Funeral of Queen Elizabeth II
            """,
        ),
    ],
)
def test_the_day_and_the_way_to_it(arguments: list[str], printed: str) -> None:
    assert answer(*arguments) == (0, dedent(printed), "")


def test_words_need_no_quotes_of_the_shell_either() -> None:
    words = ("working", "days", "from", "2022-10-18", "to", "2022-11-03")
    assert run("date", *words) == answer(" ".join(words))
    assert run("date", "2022-11-03") == answer("2022-11-03")


def test_the_whole_json_of_a_day() -> None:
    phrase = "1 working day before 2 CSC meetings before go-live"
    done = run("date", phrase, "--release", "2022-11", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "version": 1,
        "phrase": phrase,
        "as-known-at": None,
        "date": "2022-09-16",
        "weekday": "Friday",
        "earliest": "2022-09-16",
        "latest": "2022-09-16",
        "rests-on-proposal": True,
        "steps": [
            {
                "earliest": "2022-11-03",
                "latest": "2022-11-03",
                "how": "the date of go-live",
                "not-counted": [],
                "proposal": False,
            },
            {
                "earliest": "2022-09-20",
                "latest": "2022-09-20",
                "how": "2 CSC meetings before that day",
                "not-counted": [],
                "proposal": True,
            },
            {
                "earliest": "2022-09-16",
                "latest": "2022-09-16",
                "how": "1 working day before that day",
                "not-counted": [
                    {"date": "2022-09-19", "name": "State Funeral of Queen Elizabeth II"}
                ],
                "proposal": False,
            },
        ],
    }


def test_the_json_of_a_month_has_no_day() -> None:
    done = run("date", "2022-08", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "version": 1,
        "phrase": "2022-08",
        "as-known-at": None,
        "date": None,
        "weekday": None,
        "earliest": "2022-08-01",
        "latest": "2022-08-31",
        "rests-on-proposal": False,
        "steps": [
            {
                "earliest": "2022-08-01",
                "latest": "2022-08-31",
                "how": "the date given",
                "not-counted": [],
                "proposal": False,
            }
        ],
    }


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["5 business days before 2022-11-03"],
            """\
            sectool: the Code has no business days
              5 business days before 2022-11-03
                ^^^^^^^^
              = write 'working days'
            """,
        ),
        (
            ["5 working days before go-liv", "--release", "2022-11"],
            """\
            sectool: there is no milestone 'go-liv'; did you mean 'go-live'?
              5 working days before go-liv
                                    ^^^^^^
            """,
        ),
        (
            ["5 working days before go-live"],
            f"""\
            sectool: 'go-live' is a milestone, and no release is named
              5 working days before go-live
                                    ^^^^^^^
              = add --release; there are: {RELEASES}
            """,
        ),
        (
            ["last CSX meeting before 2022-11-03"],
            """\
            sectool: there is no body called 'CSX'; did you mean 'CSC'?
              last CSX meeting before 2022-11-03
                   ^^^
            """,
        ),
        (
            ["last Authority meeting before 2022-11-03"],
            """\
            sectool: no meetings of the Authority are known
              last Authority meeting before 2022-11-03
                   ^^^^^^^^^
            """,
        ),
        (
            ["last CSC meeting before 2022-02-30"],
            """\
            sectool: '2022-02-30' is not a day: February 2022 has 28 days
              last CSC meeting before 2022-02-30
                                      ^^^^^^^^^^
            """,
        ),
        # Blanks of any kind take one column, so the marks stand where they should.
        (
            ["5 working\ndays\tbefor 2022-11-03"],
            """\
            sectool: 'befor' is not allowed here
              5 working days befor 2022-11-03
                             ^^^^^
              = expected 'before' or 'after'
            """,
        ),
        (
            ["--release", "2022-1", "2022-11-03"],
            """\
            sectool: no timeline of release '2022-1'; did you mean '2022-11'?
            """,
        ),
    ],
)
def test_a_phrase_that_gives_no_day_is_marked_and_exits_with_2(
    arguments: list[str], printed: str
) -> None:
    assert answer(*arguments) == (2, "", dedent(printed))


# How long it is between two dates.


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["working days from 2021-11-30 to 2022-11-03"],
            """\
            232 working days from Tue 30 Nov 2021 to Thu 3 Nov 2022
              working days                232  the first day is day 0
              clear working days          231  neither day counts
              working days both ends      233  both days count
              weekdays                    242  the first day is day 0; bank holidays count
              weekdays both ends          243  both days count; bank holidays count
              days                        338  the first day is day 0
              days both ends              339  both days count
              weeks                        48  48 weeks and 2 days
              months                       11  11 months and 4 days
              not counted: Mon 27 Dec 2021 (Christmas Day (substitute day)), Tue 28 Dec 2021
                (Boxing Day (substitute day)), Mon 3 Jan 2022 (New Year's Day (substitute
                day)), Fri 15 Apr 2022 (Good Friday), Mon 18 Apr 2022 (Easter Monday),
                Mon 2 May 2022 (Early May bank holiday), Thu 2 Jun 2022 (Spring bank holiday
                (moved from 30 May for the Platinum Jubilee)), Fri 3 Jun 2022 (Platinum
                Jubilee of Elizabeth II), Mon 29 Aug 2022 (Summer bank holiday),
                Mon 19 Sep 2022 (State Funeral of Queen Elizabeth II)
            """,
        ),
        (
            ["working days from 2022-09-16 to 2022-09-20", "--as-known-at", "2022-09-09"],
            """\
            2 working days from Fri 16 Sep 2022 to Tue 20 Sep 2022
              working days                  2  the first day is day 0
              clear working days            1  neither day counts
              working days both ends        3  both days count
              weekdays                      2  the first day is day 0; bank holidays count
              weekdays both ends            3  both days count; bank holidays count
              days                          4  the first day is day 0
              days both ends                5  both days count
              weeks                         0  0 weeks and 4 days
              months                        0  0 months and 4 days
              note: as known on Fri 9 Sep 2022
            """,
        ),
        (
            ["working days both ends from 2023-01-04 to 2022-12-20"],
            """\
            9 working days, both ends counted, from Wed 4 Jan 2023 back to Tue 20 Dec 2022
              working days                 -8  the first day is day 0
              clear working days            7  neither day counts
              working days both ends        9  both days count
              weekdays                    -11  the first day is day 0; bank holidays count
              weekdays both ends           12  both days count; bank holidays count
              days                        -15  the first day is day 0
              days both ends               16  both days count
              weeks                        -2  -2 weeks and -1 day
              months                        0  0 months and -15 days
              not counted: Mon 26 Dec 2022 (Boxing Day), Tue 27 Dec 2022 (Christmas Day
                (substitute day)), Mon 2 Jan 2023 (New Year's Day (substitute day))
              note: where the second day is before the first, a count is below zero;
                    clear and both-ends counts are the same both ways
            """,
        ),
        (
            ["weekdays both ends from 2020-05-26 to 2020-07-31"],
            """\
            49 weekdays, both ends counted, from Tue 26 May 2020 to Fri 31 Jul 2020
              working days                 48  the first day is day 0
              clear working days           47  neither day counts
              working days both ends       49  both days count
              weekdays                     48  the first day is day 0; bank holidays count
              weekdays both ends           49  both days count; bank holidays count
              days                         66  the first day is day 0
              days both ends               67  both days count
              weeks                         9  9 weeks and 3 days
              months                        2  2 months and 5 days
            """,
        ),
        (
            ["weeks from 2022-08 to go-live", "--release", "2022-11"],
            """\
            9 weeks and 1 day to 13 weeks and 3 days from a day between Mon 1 Aug 2022 and Wed 31 \
Aug 2022 to Thu 3 Nov 2022
                                       fewest     most
              working days                 45       66  the first day is day 0
              clear working days           44       65  neither day counts
              working days both ends       46       67  both days count
              weekdays                     46       68  the first day is day 0; bank holidays count
              weekdays both ends           47       69  both days count; bank holidays count
              days                         64       94  the first day is day 0
              days both ends               65       95  both days count
              weeks                         9       13  9 weeks and 1 day to 13 weeks and 3 days
              months                        2        3  2 months and 3 days to 3 months and 2 days
            """,
        ),
        (
            [
                "working days from last CSC meeting at least 10 working days before go-live "
                "to go-live",
                "--release",
                "2022-11",
            ],
            """\
            12 working days from Tue 18 Oct 2022 to Thu 3 Nov 2022
              working days                 12  the first day is day 0
              clear working days           11  neither day counts
              working days both ends       13  both days count
              weekdays                     12  the first day is day 0; bank holidays count
              weekdays both ends           13  both days count; bank holidays count
              days                         16  the first day is day 0
              days both ends               17  both days count
              weeks                         2  2 weeks and 2 days
              months                        0  0 months and 16 days
              note: a meeting on the way is proposed by the body's pattern, not confirmed
            """,
        ),
        (
            ["months from 2022-11-03 to 2021-11-30"],
            """\
            -11 months and -3 days from Thu 3 Nov 2022 back to Tue 30 Nov 2021
              working days               -232  the first day is day 0
              clear working days          231  neither day counts
              working days both ends      233  both days count
              weekdays                   -242  the first day is day 0; bank holidays count
              weekdays both ends          243  both days count; bank holidays count
              days                       -338  the first day is day 0
              days both ends              339  both days count
              weeks                       -48  -48 weeks and -2 days
              months                      -11  -11 months and -3 days
              no working days: Mon 27 Dec 2021 (Christmas Day (substitute day)),
                Tue 28 Dec 2021 (Boxing Day (substitute day)), Mon 3 Jan 2022 (New Year's
                Day (substitute day)), Fri 15 Apr 2022 (Good Friday), Mon 18 Apr 2022
                (Easter Monday), Mon 2 May 2022 (Early May bank holiday), Thu 2 Jun 2022
                (Spring bank holiday (moved from 30 May for the Platinum Jubilee)),
                Fri 3 Jun 2022 (Platinum Jubilee of Elizabeth II), Mon 29 Aug 2022 (Summer
                bank holiday), Mon 19 Sep 2022 (State Funeral of Queen Elizabeth II)
              note: where the second day is before the first, a count is below zero;
                    clear and both-ends counts are the same both ways
            """,
        ),
        (
            ["working days from 2022-12 to 2022-12-28"],
            """\
            -3 to 17 working days from a day between Thu 1 Dec 2022 and Sat 31 Dec 2022 to Wed 28 \
Dec 2022
                                       fewest     most
              working days                 -3       17  the first day is day 0
              clear working days            0       16  neither day counts
              working days both ends        1       18  both days count
              weekdays                     -3       19  the first day is day 0; bank holidays count
              weekdays both ends            1       20  both days count; bank holidays count
              days                         -3       27  the first day is day 0
              days both ends                1       28  both days count
              weeks                         0        3  0 weeks and -3 days to 3 weeks and 6 days
              months                        0        0  0 months and -3 days to 0 months and 27 days
              note: where the second day is before the first, a count is below zero;
                    clear and both-ends counts are the same both ways
            """,
        ),
    ],
)
def test_how_long_it_is_between_two_dates(arguments: list[str], printed: str) -> None:
    assert answer(*arguments) == (0, dedent(printed), "")


def test_the_whole_json_of_a_count() -> None:
    arguments = ["working days from 2022-09-16 to 2022-09-20", "--as-known-at", "2022-09-09"]
    code, printed, told = answer(*arguments, "--json")
    assert (code, told) == (0, "")
    assert json.loads(printed) == {
        "version": 1,
        "phrase": "working days from 2022-09-16 to 2022-09-20",
        "as-known-at": "2022-09-09",
        "count": 2,
        "fewest": 2,
        "most": 2,
        "unit": "working days",
        "from": {
            "date": "2022-09-16",
            "weekday": "Friday",
            "earliest": "2022-09-16",
            "latest": "2022-09-16",
        },
        "to": {
            "date": "2022-09-20",
            "weekday": "Tuesday",
            "earliest": "2022-09-20",
            "latest": "2022-09-20",
        },
        "rests-on-proposal": False,
        "conventions": [
            {"name": "working days", "count": 2, "fewest": 2, "most": 2},
            {"name": "clear working days", "count": 1, "fewest": 1, "most": 1},
            {"name": "working days both ends", "count": 3, "fewest": 3, "most": 3},
            {"name": "weekdays", "count": 2, "fewest": 2, "most": 2},
            {"name": "weekdays both ends", "count": 3, "fewest": 3, "most": 3},
            {"name": "days", "count": 4, "fewest": 4, "most": 4},
            {"name": "days both ends", "count": 5, "fewest": 5, "most": 5},
            {
                "name": "weeks",
                "count": 0,
                "count-days-over": 4,
                "fewest": 0,
                "fewest-days-over": 4,
                "most": 0,
                "most-days-over": 4,
            },
            {
                "name": "months",
                "count": 0,
                "count-days-over": 4,
                "fewest": 0,
                "fewest-days-over": 4,
                "most": 0,
                "most-days-over": 4,
            },
        ],
        "not-counted": [],
    }


def test_the_whole_json_of_a_count_that_a_month_leaves_open() -> None:
    arguments = ["weeks from 2022-08 to 2022-09-30"]
    code, printed, told = answer(*arguments, "--json")
    assert (code, told) == (0, "")
    assert json.loads(printed) == {
        "version": 1,
        "phrase": "weeks from 2022-08 to 2022-09-30",
        "as-known-at": None,
        "count": None,
        "count-days-over": None,
        "fewest": 4,
        "fewest-days-over": 2,
        "most": 8,
        "most-days-over": 4,
        "unit": "weeks",
        "from": {"date": None, "weekday": None, "earliest": "2022-08-01", "latest": "2022-08-31"},
        "to": {
            "date": "2022-09-30",
            "weekday": "Friday",
            "earliest": "2022-09-30",
            "latest": "2022-09-30",
        },
        "rests-on-proposal": False,
        "conventions": [
            {"name": "working days", "count": None, "fewest": 21, "most": 42},
            {"name": "clear working days", "count": None, "fewest": 20, "most": 41},
            {"name": "working days both ends", "count": None, "fewest": 22, "most": 43},
            {"name": "weekdays", "count": None, "fewest": 22, "most": 44},
            {"name": "weekdays both ends", "count": None, "fewest": 23, "most": 45},
            {"name": "days", "count": None, "fewest": 30, "most": 60},
            {"name": "days both ends", "count": None, "fewest": 31, "most": 61},
            {
                "name": "weeks",
                "count": None,
                "count-days-over": None,
                "fewest": 4,
                "fewest-days-over": 2,
                "most": 8,
                "most-days-over": 4,
            },
            {
                "name": "months",
                "count": None,
                "count-days-over": None,
                "fewest": 1,
                "fewest-days-over": 0,
                "most": 1,
                "most-days-over": 29,
            },
        ],
        "not-counted": [],
    }


def test_a_milestone_that_both_ends_name_is_one_day(plan: Path) -> None:
    phrase = "working days from uit-starts to 10 working days after uit-starts"
    printed = """\
        10 working days from a day between Mon 1 Aug 2022 and Wed 31 Aug 2022 to a day between \
Mon 15 Aug 2022 and Wed 14 Sep 2022
                                   fewest     most
          working days                 10       10  the first day is day 0
          clear working days            9        9  neither day counts
          working days both ends       10       11  both days count
          weekdays                     10       11  the first day is day 0; bank holidays count
          weekdays both ends           10       12  both days count; bank holidays count
          days                         12       17  the first day is day 0
          days both ends               13       18  both days count
          weeks                         1        2  1 week and 5 days to 2 weeks and 3 days
          months                        0        0  0 months and 12 days to 0 months and 17 days
        """
    assert answer(phrase, "--release", "2022-11", root=plan) == (0, dedent(printed), "")


def test_the_json_of_a_count_has_the_holidays_that_are_not_counted() -> None:
    code, printed, told = answer("working days from 2022-12-23 to 2022-12-28", "--json")
    assert (code, told) == (0, "")
    assert json.loads(printed)["not-counted"] == [
        {"date": "2022-12-26", "name": "Boxing Day"},
        {"date": "2022-12-27", "name": "Christmas Day (substitute day)"},
    ]


# As known on a day.


def test_a_date_as_it_was_known() -> None:
    arguments = ["5 working days before 2022-09-26", "--as-known-at", "2022-09-09"]
    printed = """\
        Mon 19 Sep 2022
          1. Mon 26 Sep 2022  the date given
          2. Mon 19 Sep 2022  5 working days before that day
          note: as known on Fri 9 Sep 2022
        """
    assert answer(*arguments) == (0, dedent(printed), "")
    code, printed, told = answer(*arguments, "--json")
    assert (code, told) == (0, "")
    assert json.loads(printed)["as-known-at"] == "2022-09-09"


def test_milestones_are_those_of_what_was_known() -> None:
    # The State Funeral of 19 September 2022 was declared on the 10th.
    phrase = ["34 working days before go-live", "--release", "2022-11"]
    assert answer(*phrase)[1].startswith("Thu 15 Sep 2022\n")
    assert answer(*phrase, "--as-known-at", "2022-09-09")[1].startswith("Fri 16 Sep 2022\n")


# Backwards.


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["last CSC meeting at least 10 working days before go-live", "--gives", "2022-10-18"],
            """\
            go-live from Tue 1 Nov 2022 to Mon 28 Nov 2022
              note: a meeting on the way is proposed by the body's pattern, not confirmed
            """,
        ),
        (
            ["6 months before X", "--gives", "2022-02-28"],
            """\
            X from Sun 28 Aug 2022 to Wed 31 Aug 2022
            """,
        ),
        (
            ["5 weekdays before X", "--gives", "2022-11-01"],
            """\
            X on Tue 8 Nov 2022
            """,
        ),
        (
            ["5 weekdays before go-live", "--gives", "2022-10-27", "--release", "2022-11"],
            """\
            go-live on Thu 3 Nov 2022
            """,
        ),
        (
            ["5 working days before X", "--gives", "2022-09-19", "--as-known-at", "2022-09-09"],
            """\
            X from Sat 24 Sep 2022 to Mon 26 Sep 2022
              note: as known on Fri 9 Sep 2022
            """,
        ),
        (
            ["first OPSG meeting after X", "--gives", "2020-01-07"],
            """\
            X from Wed 1 Jan 2020 to Mon 6 Jan 2020
              note: 2019-12-31 is outside the days for which OPSG meetings are known: \
2020-01-01 to 2035-12-31
              note: a meeting on the way is proposed by the body's pattern, not confirmed
            """,
        ),
    ],
)
def test_for_which_days_a_phrase_gives_a_day(arguments: list[str], printed: str) -> None:
    assert answer(*arguments) == (0, dedent(printed), "")


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["6 months before X", "--gives", "2022-03-31"],
            """\
            no day of X gives Thu 31 Mar 2022
              the nearest that are given: Wed 30 Mar 2022 before it, Fri 1 Apr 2022 after it
            """,
        ),
        (
            ["last CSC meeting at least 10 working days before go-live", "--gives", "2022-10-19"],
            """\
            no day of go-live gives Wed 19 Oct 2022
              the nearest that are given: Tue 18 Oct 2022 before it, Tue 15 Nov 2022 after it
            """,
        ),
        (
            ["5 working days before X", "--gives", "2050-01-01"],
            """\
            no day of X gives Sat 1 Jan 2050
              the nearest that is given: Thu 20 Dec 2035 before it
              note: 2036-01-01 is outside the days for which Working Days are known: 2012-01-01 \
to 2035-12-31
            """,
        ),
        (
            ["first CSC meeting after X", "--gives", "2021-09-21"],
            """\
            no day of X gives Tue 21 Sep 2021
              the nearest that are given: Tue 27 Jul 2021 before it, Tue 30 Nov 2021 after it
              note: no CSC meetings are known from 2021-08-01 to 2021-10-31, and this leads \
through those days
            """,
        ),
        (
            ["5 working days before X", "--gives", "2022-09-19"],
            """\
            no day of X gives Mon 19 Sep 2022
              the nearest that are given: Fri 16 Sep 2022 before it, Tue 20 Sep 2022 after it
            """,
        ),
    ],
)
def test_for_no_day_a_phrase_gives_that_day(arguments: list[str], printed: str) -> None:
    assert answer(*arguments) == (1, dedent(printed), "")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (
            ["last CSC meeting at least 10 working days before go-live", "--gives", "2022-10-18"],
            (
                0,
                {
                    "version": 1,
                    "phrase": "last CSC meeting at least 10 working days before go-live",
                    "as-known-at": None,
                    "gives": "2022-10-18",
                    "earliest": "2022-11-01",
                    "latest": "2022-11-28",
                    "before": "2022-09-20",
                    "after": "2022-11-15",
                    "spans": [{"earliest": "2022-11-01", "latest": "2022-11-28"}],
                    "rests-on-proposal": True,
                },
            ),
        ),
        (
            ["6 months before X", "--gives", "2022-03-31"],
            (
                1,
                {
                    "version": 1,
                    "phrase": "6 months before X",
                    "as-known-at": None,
                    "gives": "2022-03-31",
                    "earliest": None,
                    "latest": None,
                    "before": "2022-03-30",
                    "after": "2022-04-01",
                    "spans": [],
                    "rests-on-proposal": False,
                },
            ),
        ),
    ],
)
def test_the_whole_json_of_a_phrase_read_backwards(
    arguments: list[str], wanted: tuple[int, dict[str, object]]
) -> None:
    code, printed, told = answer(*arguments, "--json")
    assert told == ""
    assert (code, json.loads(printed)) == wanted


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (
            ["tba"],
            """\
            sectool: 'tba' leaves the day open
              tba
              ^^^
              = it says that a date is not known yet; write a date, a milestone or a phrase
            """,
        ),
        (
            ["5 days before X"],
            """\
            sectool: 'X' is neither a date nor the id of a milestone
              5 days before X
                            ^
              = X is a placeholder for a milestone or a date
            """,
        ),
        (
            ["business days from 2022-10-18 to 2022-11-03"],
            """\
            sectool: the Code has no business days
              business days from 2022-10-18 to 2022-11-03
              ^^^^^^^^
              = write 'working days'
            """,
        ),
        (
            ["working days between 2022-10-18 and 2022-11-03"],
            """\
            sectool: 'between' is not allowed here
              working days between 2022-10-18 and 2022-11-03
                           ^^^^^^^
              = write 'working days from A to B'
            """,
        ),
        (
            ["working days from go-liv to 2022-11-03", "--release", "2022-11"],
            """\
            sectool: there is no milestone 'go-liv'; did you mean 'go-live'?
              working days from go-liv to 2022-11-03
                                ^^^^^^
            """,
        ),
        (
            ["days from 2022-11-03 to last CSX meeting before 2022-11-03"],
            """\
            sectool: there is no body called 'CSX'; did you mean 'CSC'?
              days from 2022-11-03 to last CSX meeting before 2022-11-03
                                           ^^^
            """,
        ),
        (
            ["5 days before 2022-11-03", "--gives", "2022-10-18"],
            """\
            sectool: expected X, found a date, and --gives asks for which date it would be
              5 days before 2022-11-03
                            ^^^^^^^^^^
              = write X in its place, or a milestone
            """,
        ),
        (
            ["5 days before first Thursday of November 2022", "--gives", "2022-10-18"],
            """\
            sectool: expected X, found a date, and --gives asks for which date it would be
              5 days before first Thursday of November 2022
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = write X in its place, or a milestone
            """,
        ),
        (
            ["tba", "--gives", "2022-10-18"],
            """\
            sectool: 'tba' leaves the day open
              tba
              ^^^
              = 'tba' is used alone, as in 'when: tba': nothing can be counted from it
            """,
        ),
        (
            ["5 days before go-liv", "--gives", "2022-10-18", "--release", "2022-11"],
            """\
            sectool: there is no milestone 'go-liv'; did you mean 'go-live'?
              5 days before go-liv
                            ^^^^^^
            """,
        ),
        (
            ["last CSX meeting before X", "--gives", "2022-10-18"],
            """\
            sectool: there is no body called 'CSX'; did you mean 'CSC'?
              last CSX meeting before X
                   ^^^
            """,
        ),
        (
            ["last Authority meeting before X", "--gives", "2022-10-18"],
            """\
            sectool: no meetings of the Authority are known
              last Authority meeting before X
                   ^^^^^^^^^
            """,
        ),
        (
            ["days from X to go-live", "--gives", "2022-10-18"],
            """\
            sectool: --gives reads a phrase backwards, and a count gives no day
              days from X to go-live
              ^^^^^^^^^^^^^^^^^^^^^^
            """,
        ),
        (
            ["X", "--gives", "2022-02-30"],
            """\
            sectool: --gives: '2022-02-30' is not a day: February 2022 has 28 days
            """,
        ),
        (
            ["2022-11-03", "--as-known-at", "soon"],
            """\
            sectool: --as-known-at: 'soon' is not a day written as YYYY-MM-DD, such as 2022-11-03
            """,
        ),
        (
            ["2022-11-03", "--as-known-at", "2011-12-31"],
            """\
            sectool: --as-known-at: the holidays of this register were known from Sun 1 Jan 2012 on
            """,
        ),
    ],
)
def test_what_cannot_be_counted_or_read_backwards_exits_with_2(
    arguments: list[str], printed: str
) -> None:
    assert answer(*arguments) == (2, "", dedent(printed))


@pytest.mark.parametrize(
    "phrase", ["report", "5 days before report", "days from report to go-live"]
)
def test_a_milestone_that_is_tba_has_no_date_yet(phrase: str, plan: Path) -> None:
    code, printed, told = answer(phrase, "--release", "2022-11", root=plan)
    assert (code, printed) == (2, "")
    marks = " " * phrase.index("report") + "^" * len("report")
    assert told == f"sectool: 'report' has no date yet\n  {phrase}\n  {marks}\n"


def test_a_milestone_of_a_month_gives_a_window(plan: Path) -> None:
    printed = """\
        Mon 25 Jul 2022 to Tue 23 Aug 2022
          1. Mon 1 Aug 2022 to Wed 31 Aug 2022  the date of uit-starts
          2. Mon 25 Jul 2022 to Tue 23 Aug 2022  5 working days before that day
        """
    phrase = "5 working days before uit-starts"
    assert answer(phrase, "--release", "2022-11", root=plan) == (0, dedent(printed), "")


def test_an_empty_phrase_exits_with_2() -> None:
    message = "expected a date, a milestone or a phrase, found nothing"
    assert run("date", "") == (2, "", f"sectool: {message}\n  \n  ^\n")


@pytest.mark.skipif(os.name == "nt", reason="arguments are text on Windows")
def test_a_phrase_that_is_not_utf_8_is_refused_like_any_other() -> None:
    code, printed, told = run("date", b"\xff\xfe before 2022-11-03")
    assert (code, printed) == (2, "")
    assert told.startswith(
        "sectool: '\\udcff\\udcfe' is neither a date nor the id of a milestone\n"
    )


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        (
            "working days from 2050-01-01 to 2022-11-03",
            "2050-01-01 is outside the calendar, which runs from 2012-01-01 to 2035-12-31",
        ),
        (
            "99999 working days after 2022-11-03",
            "Working Days are known from 2012-01-01 to 2035-12-31, and this leads out of those "
            "days",
        ),
        (
            "99999 months after 2022-11-03",
            "99999 months after 2022-11-03 leads out of the calendar, which runs from 2012-01-01 "
            "to 2035-12-31",
        ),
        (
            "last CSC meeting before 2019-06-01",
            "2019-06-01 is outside the days for which CSC meetings are known: 2020-01-01 to "
            "2035-12-31",
        ),
    ],
)
def test_a_day_beyond_the_calendar_exits_with_1(phrase: str, message: str) -> None:
    assert run("date", phrase) == (1, "", f"sectool: {message}\n")


def test_a_register_without_a_calendar_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "sectool.yaml").write_bytes((SEED / "sectool.yaml").read_bytes())
    code, printed, told = run("date", "2022-11-03", "--register", str(tmp_path))
    assert (code, printed) == (1, "")
    assert told == "sectool: this register has no reference/calendar.yaml\n"


def test_a_register_whose_calendar_is_broken_tells_its_faults_and_exits_with_1(
    tmp_path: Path,
) -> None:
    (tmp_path / "sectool.yaml").write_bytes((SEED / "sectool.yaml").read_bytes())
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/calendar.yaml").write_text("division: England\n", encoding="utf-8")
    code, printed, told = run("date", "2022-11-03", "--register", str(tmp_path))
    assert (code, printed) == (1, "")
    assert told.startswith(
        "reference/calendar.yaml:1:1: error[Y202 missing-key] 'subdivision' is missing\n"
    )
