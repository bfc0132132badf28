"""`sectool date` as people and programs call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

ROOT = Path(__file__).parent.parent


def date_command(*arguments: str | bytes) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sectool", "date", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )


def outcome(*arguments: str | bytes) -> tuple[int, str, str]:
    done = date_command(*arguments)
    return done.returncode, done.stdout, done.stderr


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
            ["5 working days before uit-starts", "--release", "2022-11"],
            """\
            Mon 25 Jul 2022 to Tue 23 Aug 2022
              1. Mon 1 Aug 2022 to Wed 31 Aug 2022  the date of uit-starts
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
    assert outcome(*arguments) == (0, dedent(printed), "")


def test_the_whole_json_of_a_day() -> None:
    phrase = "1 working day before 2 CSC meetings before go-live"
    done = date_command(phrase, "--release", "2022-11", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "version": 1,
        "phrase": phrase,
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
    done = date_command("2022-08", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "version": 1,
        "phrase": "2022-08",
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
            """\
            sectool: 'go-live' is a milestone, and no release is named
              5 working days before go-live
                                    ^^^^^^^
              = add --release; there are: 2022-11
            """,
        ),
        (
            ["5 working days before regression-plans", "--release", "2022-11"],
            """\
            sectool: 'regression-plans' has no date yet
              5 working days before regression-plans
                                    ^^^^^^^^^^^^^^^^
            """,
        ),
        (
            ["last XYZ meeting before 2022-11-03"],
            """\
            sectool: there is no body called 'XYZ'; there are: CB, CSC, OPSG, TABASC, TAG
              last XYZ meeting before 2022-11-03
                   ^^^
            """,
        ),
        (
            ["last Panel meeting before 2022-11-03"],
            """\
            sectool: no meetings of the Panel are known
              last Panel meeting before 2022-11-03
                   ^^^^^
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
            sectool: 'befor' cannot stand here
              5 working days befor 2022-11-03
                             ^^^^^
              = 'before' or 'after' goes here
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
    assert outcome(*arguments) == (2, "", dedent(printed))


def test_an_empty_phrase_exits_with_2() -> None:
    message = "nothing stands here, and a date, a milestone or a phrase is wanted"
    assert outcome("") == (2, "", f"sectool: {message}\n  \n  ^\n")


@pytest.mark.skipif(os.name == "nt", reason="arguments are text on Windows")
def test_a_phrase_that_is_not_utf_8_is_refused_like_any_other() -> None:
    code, printed, told = outcome(b"\xff\xfe before 2022-11-03")
    assert (code, printed) == (2, "")
    assert told.startswith(
        "sectool: '\\udcff\\udcfe' is neither a date nor the id of a milestone\n"
    )


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
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
            "2019-06-01 lies outside the days for which CSC meetings are known: 2020-01-01 to "
            "2035-12-31",
        ),
    ],
)
def test_a_day_beyond_the_calendar_exits_with_1(phrase: str, message: str) -> None:
    assert outcome(phrase) == (1, "", f"sectool: {message}\n")


def test_a_register_without_a_calendar_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "sectool.yaml").write_bytes((ROOT / "sectool.yaml").read_bytes())
    code, printed, told = outcome("2022-11-03", "--register", str(tmp_path))
    assert (code, printed) == (1, "")
    assert told == "sectool: this register has no reference/calendar.yaml\n"


def test_a_register_whose_calendar_is_broken_tells_its_faults_and_exits_with_1(
    tmp_path: Path,
) -> None:
    (tmp_path / "sectool.yaml").write_bytes((ROOT / "sectool.yaml").read_bytes())
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/calendar.yaml").write_text("division: England\n", encoding="utf-8")
    code, printed, told = outcome("2022-11-03", "--register", str(tmp_path))
    assert (code, printed) == (1, "")
    assert told.startswith("reference/calendar.yaml:1:1: error[Y202] 'subdivision' is missing\n")
