"""`sectool body list` and `sectool body show`, and when papers go out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from sectool.check.run import check_register
from sectool.cli.commands import body_show as command
from sectool.datelang.parser import PhraseError
from sectool.dates import Month
from sectool.load import load_register
from sectool.model.reference import BodyMeeting
from sectool.pipeline import subject_of
from sectool.schedule import calendars_of
from sectool.schedule.diary import Numbered, diary_of, number_in
from sectool.schedule.papers import parse_papers
from tests.command import run
from tests.register import MINIMAL, SEED, copy_of, opened

Capture = pytest.CaptureFixture[str]

BODIES = """\
csc:
  short: CSC
  name: Change Sub-Committee
  known-as:
  - {name: Change Committee, seen: 2029-01, source: plan}
  pattern:
  - {rule: third Tuesday of each month, from: 2029-01, to: 2029-12}
  - {rule: second Tuesday of each month, from: 2030-01}
  numbering: {number: 40, month: 2029-11}
  papers: 5 working days before meeting
  meetings:
  - {date: 2030-01-15, number: 43, instead-of: 2030-01-08, because: The room was not free.}
  - {date: 2030-02-12, state: cancelled, because: Nothing to decide.}
  - {date: 2030-03-20, state: extra, known-from: 2030-03-01}
  powers:
  - {act: baseline-release, from: 2029-02, to: 2029-11-30}
  - {act: go-no-go, from: 2029-12-01, source: plan}
  - {act: vote}
  source: plan
  note: >-
    A long note that says so much about this body that it takes more than one line to print
    it all.
dcc:
  short: DCC
  name: Data Communications Company
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    copy_of(MINIMAL, root)
    (root / "reference/bodies.yaml").write_text(BODIES, encoding="utf-8")
    return root


# The list.


def test_the_bodies_of_the_register(golden: Callable[[str, str], None]) -> None:
    code, out, err = run("body", "list", "--today", "2022-01-05")
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if len(line) > 80] == []
    golden("bodies.txt", out)


def test_a_small_list(small: Path, capsys: Capture) -> None:
    assert command.print_list(small, "2030-01-20", date(2000, 1, 1), as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        Bodies on Sun 20 Jan 2030

        CSC  Change Sub-Committee
             meets   second Tuesday of each month
             last    Tue 15 Jan 2030 (number 43)
             next    Tue 12 Mar 2030? (number 44)
             papers  5 working days before meeting
        DCC  Data Communications Company

        ? proposed by the body's usual pattern, not confirmed
        """
    )


def test_a_small_list_for_programs_says_what_is_today(small: Path, capsys: Capture) -> None:
    assert command.print_list(small, None, date(2029, 12, 31), as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "today": "2029-12-31",
        "bodies": [
            {
                "id": "csc",
                "short": "CSC",
                "name": "Change Sub-Committee",
                "pattern": "third Tuesday of each month",
                "papers": "5 working days before meeting",
                "last": None,
                "next": {
                    "body": "CSC",
                    "date": "2030-01-15",
                    "number": 43,
                    "state": "confirmed",
                    "papers": "2030-01-08",
                    "instead-of": "2030-01-08",
                    "because": "The room was not free.",
                },
            },
            {
                "id": "dcc",
                "short": "DCC",
                "name": "Data Communications Company",
                "pattern": None,
                "papers": None,
                "last": None,
                "next": None,
            },
        ],
    }


def test_the_clock_is_asked_where_no_day_is_named(small: Path) -> None:
    code, out, _ = run("body", "list", "--register", str(small))
    assert code == 0
    assert out.startswith("Bodies on ")
    code, out, err = run("body", "list", "--today", "now")
    assert (code, out) == (2, "")
    assert err == (
        "sectool: --today: 'now' is not a day written as YYYY-MM-DD, such as 2022-11-03\n"
    )


# One body.


@pytest.mark.parametrize("name", ["CSC", "csc", "Csc"])
def test_a_body_with_its_dated_meetings(name: str, small: Path, capsys: Capture) -> None:
    assert command.print_body(small, name, None, None, as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        CSC, Change Sub-Committee (id csc)
          also called  Change Committee (seen Jan 2029)
          meets        third Tuesday of each month, Jan 2029 to Dec 2029
          meets        second Tuesday of each month, from Jan 2030
          papers       5 working days before meeting
          role         baseline-release: fixes the scope of a release; from Feb 2029
                       until Fri 30 Nov 2029
          role         go-no-go: decides whether a release goes live; from Sat 1 Dec
                       2029 (plan)
          role         vote: votes on modifications; the start date is not recorded
          source       The plan of the release, written for this example
          note         A long note that says so much about this body that it takes more
                       than one line to print it all.

        Meetings with a date
          Tue 15 Jan 2030     43  papers Tue 8 Jan 2030; instead of Tue 8 Jan 2030
                                  The room was not free.
          Tue 12 Feb 2030         cancelled: Nothing to decide.
          Wed 20 Mar 2030         papers Wed 13 Mar 2030; extra

        Add --year for the meetings that the pattern proposes, such as --year 2031.
        """
    )


def test_a_body_in_a_year_as_known_on_a_day(small: Path, capsys: Capture) -> None:
    assert command.print_body(small, "csc", "2030", "2030-02-28", as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "CSC, Change Sub-Committee (id csc), as known on Thu 28 Feb 2030"
    assert lines[14:20] == [
        "Meetings of 2030",
        "  Tue 15 Jan 2030     43  papers Tue 8 Jan 2030; instead of Tue 8 Jan 2030",
        "                          The room was not free.",
        "  Tue 12 Feb 2030         cancelled: Nothing to decide.",
        "  Tue 12 Mar 2030?    44  papers Tue 5 Mar 2030",
        "  Tue 9 Apr 2030?     45  papers Tue 2 Apr 2030",
    ]
    assert lines[-2:] == ["", "? proposed by the body's usual pattern, not confirmed"]
    assert not any("extra" in line for line in lines)


def test_a_body_without_meetings(small: Path, capsys: Capture) -> None:
    assert command.print_body(small, "dcc", "2030", None, as_json=False) == 0
    assert capsys.readouterr().out == (
        "DCC, Data Communications Company (id dcc)\n\nNo meetings of 2030 are known.\n"
    )


def test_a_body_for_programs(small: Path, capsys: Capture) -> None:
    assert command.print_body(small, "csc", "2029", None, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data.pop("meetings")[9:] == [
        {
            "body": "CSC",
            "date": day,
            "number": number,
            "state": "proposed",
            "papers": papers,
            "instead-of": None,
            "because": None,
        }
        for day, number, papers in (
            ("2029-10-16", None, "2029-10-09"),
            ("2029-11-20", 40, "2029-11-13"),
            ("2029-12-18", 41, "2029-12-11"),
        )
    ]
    assert data == {
        "version": 1,
        "as-known-at": None,
        "id": "csc",
        "short": "CSC",
        "name": "Change Sub-Committee",
        "known-as": [{"name": "Change Committee", "seen": "2029-01", "source": "plan"}],
        "patterns": [
            {"rule": "third Tuesday of each month", "from": "2029-01", "to": "2029-12"},
            {"rule": "second Tuesday of each month", "from": "2030-01", "to": None},
        ],
        "papers": "5 working days before meeting",
        "series": None,
        "references": None,
        "powers": [
            {
                "act": "baseline-release",
                "from": "2029-02",
                "to": "2029-11-30",
                "source": None,
                "title": "fixes the scope of a release",
            },
            {
                "act": "go-no-go",
                "from": "2029-12-01",
                "to": None,
                "source": "plan",
                "title": "decides whether a release goes live",
            },
            {
                "act": "vote",
                "from": None,
                "to": None,
                "source": None,
                "title": "votes on modifications",
            },
        ],
        "usual-roles": [],
        "year": 2029,
        "source": "plan",
        "note": (
            "A long note that says so much about this body that it takes more than one line to "
            "print it all."
        ),
    }


def test_every_body_of_the_register_fits_a_terminal(capsys: Capture) -> None:
    ids = list(opened(SEED).register.bodies)
    assert len(ids) >= 10
    for id_ in ids:
        for year in (None, "2020", "2022", "2035"):
            assert command.print_body(SEED, id_, year, None, as_json=False) == 0
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if len(line) > 80 or line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["OPSC"], "there is no body called 'OPSC'; did you mean 'OPSG'?"),
        (
            ["Operation group"],
            "there is no body called 'Operation group'; did you mean 'OPSG' (Operations Group)?",
        ),
        (["CSC", "--year", "22"], "'22' is not a year written with four digits"),
        (
            ["CSC", "--year", "2036"],
            "2036 is outside the calendar, which runs from 2012 to 2035",
        ),
        (
            ["CSC", "--as-known-at", "2022-02-30"],
            "--as-known-at: '2022-02-30' is not a day: February 2022 has 28 days",
        ),
    ],
)
def test_what_cannot_be_shown(arguments: list[str], message: str) -> None:
    assert run("body", "show", *arguments) == (2, "", f"sectool: {message}\n")


# Papers.


@pytest.mark.parametrize(
    ("text", "start", "word", "message", "help_"),
    [
        (
            "5 working days before go-live",
            22,
            "go-live",
            "papers are counted from the meeting, and 'go-live' is another day",
            "write 'meeting' here",
        ),
        (
            "5 working days after meeting",
            15,
            "after",
            "papers go out before the meeting, not after it",
            "write 'before'",
        ),
        (
            "5 working days before 2022-11-03",
            22,
            "2022-11-03",
            "papers are counted from the meeting itself",
            "write 'meeting' here",
        ),
        (
            "1 week before 5 working days before meeting",
            14,
            "5 working days before meeting",
            "papers are counted from the meeting itself",
            "write 'meeting' here",
        ),
        (
            "last CSC meeting before meeting",
            0,
            "last CSC meeting before meeting",
            "papers go out so many days before a meeting, and this has no number",
            "write, for example, '5 working days before meeting'",
        ),
        (
            "meeting",
            0,
            "meeting",
            "papers go out so many days before a meeting, and this has no number",
            "write, for example, '5 working days before meeting'",
        ),
        (
            "5 business days before meeting",
            2,
            "business",
            "'business' is not in the language",
            None,
        ),
    ],
)
def test_papers_that_are_not_understood(
    text: str, start: int, word: str, message: str, help_: str | None
) -> None:
    with pytest.raises(PhraseError) as caught:
        parse_papers(text)
    found = caught.value
    assert text[found.start : found.end].startswith(word)
    assert found.start == start
    if help_ is not None:
        assert (found.message, found.help) == (message, help_)


@pytest.mark.parametrize("text", ["5 working days before meeting", "2 Weeks Before meeting"])
def test_papers_that_are_understood(text: str) -> None:
    assert str(parse_papers(text)).lower() == text.lower()


def test_the_mark_stands_below_the_word_that_is_wrong(small: Path) -> None:
    file = small / "reference/bodies.yaml"
    file.write_text(
        BODIES.replace("5 working days before meeting", "5 working days before go-live"),
        encoding="utf-8",
    )
    loaded = load_register(small)
    found = check_register(loaded, subject_of(loaded, documents=False))
    about = [d for d in found if d.code == "C102"]
    assert [(d.place.span.line, d.place.span.column, d.place.span.end_column) for d in about] == [
        (10, 33, 40)
    ]
    assert about[0].message == "papers are counted from the meeting, and 'go-live' is another day"


# Numbers.


def test_a_number_is_counted_on_and_never_back() -> None:
    known = Numbered(45, Month(2017, 6))
    assert [number_in(month, known) for month in (Month(2017, 5), Month(2017, 6))] == [None, 45]
    assert number_in(Month(2022, 1), known) == 100


def test_a_body_without_numbering_has_only_the_numbers_that_were_seen() -> None:
    working = calendars_of(load_register(MINIMAL).register).working
    assert working is not None
    row = {"date": "2029-03-06", "number": "7", "state": "cancelled"}
    rows = [BodyMeeting.model_validate(row)]
    assert [m.number for m in diary_of("X", None, rows, working)] == [7]


def test_a_wrong_number_is_found_once_and_the_count_goes_on_from_it(small: Path) -> None:
    loaded = load_register(small)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [(d.code, d.message) for d in found if d.code == "C106"] == [
        ("C106", "counting on makes this number 42, not 43: number 40 was in Nov 2029")
    ]
