"""`sectool calendar show` and `sectool calendar update`: whole outputs, and whole files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from difflib import unified_diff
from pathlib import Path
from textwrap import dedent

import pytest

from sectool.calendar import proposal
from sectool.calendar.proposal import Day
from sectool.check.run import check_register
from sectool.cli.commands import calendar_show as command
from sectool.cli.session import day_of
from sectool.editing.pinned_text import NewRow, NotPinnable, PinnedText
from sectool.load import load_register
from sectool.pipeline import subject_of
from sectool.schedule import calendars_of
from sectool.source.reader import read_data, read_spans
from tests.command import Done, run
from tests.register import MINIMAL, SEED, copy_of

PINNED = (SEED / "reference/calendar.yaml").read_text(encoding="utf-8")

Capture = pytest.CaptureFixture[str]

SMALL_CALENDAR = """\
division: England and Wales
subdivision: ENG
from: 2021-11-01
to: 2023-12-31
source: plan
known-from: 2021-01-01
holidays:
- {date: 2021-12-27, name: Christmas Day (substitute day)}
- {date: 2022-06-02, name: Spring bank holiday (moved from 30 May for the Platinum Jubilee)}
- {date: 2022-09-19, name: State Funeral of Queen Elizabeth II, known-from: 2022-09-10}
- {date: 2023-01-02, name: New Year's Day (substitute day), state: projected}
elsewhere:
- {date: 2022-01-04, name: 2nd January (substitute day), divisions: [Scotland]}
- {date: 2022-07-12, name: Battle of the Boyne, divisions: [Northern Ireland, Scotland]}
- {date: 2022-08-01, name: Summer bank holiday, divisions: [Scotland], withdrawn: 2022-03-01}
"""
SMALL_BODIES = """\
csc:
  short: CSC
  name: Change Sub-Committee
  pattern:
  - {rule: third Tuesday of each month, from: 2022-09, to: 2023-01}
  numbering: {number: 40, month: 2022-09}
  papers: 5 working days before meeting
  meetings:
  - {date: 2022-01-04, number: 30}
  - {date: 2022-10-20, instead-of: 2022-10-18, known-from: 2022-10-03}
  - {date: 2022-11-15, state: cancelled}
  - {date: 2022-12-13, state: extra}
gone:
  short: GONE
  name: A body that no longer meets
  meetings:
  - {date: 2021-12-15}
opsg:
  short: OPSG
  name: Operations Group
  pattern:
  - {rule: third Tuesday of each month, from: 2022-09, to: 2022-09}
dcc:
  short: DCC
  name: Data Communications Company
"""


def register_of(folder: Path, calendar: str, bodies: str = "{}\n") -> Path:
    copy_of(MINIMAL, folder / "register")
    root = folder / "register"
    (root / "reference/calendar.yaml").write_text(calendar, encoding="utf-8", newline="")
    (root / "reference/bodies.yaml").write_text(bodies, encoding="utf-8", newline="")
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return register_of(tmp_path, SMALL_CALENDAR, SMALL_BODIES)


# A year to read.


@pytest.mark.parametrize("year", ["2021", "2022"])
def test_a_year_of_the_register(year: str, golden: Callable[[str, str], None]) -> None:
    code, out, err = run("calendar", "show", year)
    assert (code, err) == (0, "")
    golden(f"calendar-{year}.txt", out)


@pytest.mark.parametrize("year", range(2012, 2036))
def test_every_year_fits_a_terminal(year: int, capsys: Capture) -> None:
    assert command.show(SEED, str(year), None, [], as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{year} in England and Wales"
    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []


def test_a_small_year(small: Path, capsys: Capture) -> None:
    assert command.show(small, "2022", None, [], as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        2022 in England and Wales
        258 Working Days

        January
          Tue  4  elsewhere  2nd January (substitute day), Scotland only
                  meeting    CSC 30 (papers Tue 28 Dec 2021)

        February
          Thu 24  go-live    February? (scheduled release)

        March
          nothing

        April
          nothing

        May
          nothing

        June
          Thu  2  holiday    Spring bank holiday (moved from 30 May for the Platinum
                             Jubilee)
          Thu 30  go-live    June? (scheduled release)

        July
          Tue 12  elsewhere  Battle of the Boyne, Northern Ireland and Scotland only

        August
          nothing

        September
          Mon 12  papers     CSC 40? on 20 Sep
          Mon 19  holiday    State Funeral of Queen Elizabeth II
          Tue 20  meeting    CSC 40?, OPSG?

        October
          Thu 13  papers     CSC 41 on 20 Oct
          Thu 20  meeting    CSC 41

        November
          Thu  3  go-live    November? (scheduled release)

        December
          Tue  6  papers     CSC on 13 Dec
          Tue 13  meeting    CSC (extra)
                  papers     CSC 42? on 20 Dec
          Tue 20  meeting    CSC 42?

        elsewhere  not a bank holiday in England and Wales: it counts like any other day
        ? proposed by the body's usual pattern, not confirmed
        a go-live with ? is usual for its kind; no release is recorded for it
        No meetings in 2022 are known: GONE.
        No paper days are known: OPSG.
        """
    )


def test_a_small_year_as_known_earlier_and_of_one_body(small: Path, capsys: Capture) -> None:
    assert command.show(small, "2022", "2022-02-01", ["csc", "DCC", "CSC"], as_json=False) == 0
    assert capsys.readouterr().out == dedent(
        """\
        2022 in England and Wales, as known on Tue 1 Feb 2022
        259 Working Days

        January
          Tue  4  elsewhere  2nd January (substitute day), Scotland only
                  meeting    CSC 30 (papers Tue 28 Dec 2021)

        February
          nothing

        March
          nothing

        April
          nothing

        May
          nothing

        June
          Thu  2  holiday    Spring bank holiday (moved from 30 May for the Platinum
                             Jubilee)

        July
          Tue 12  elsewhere  Battle of the Boyne, Northern Ireland and Scotland only

        August
          Mon  1  elsewhere  Summer bank holiday, Scotland only

        September
          Tue 13  papers     CSC 40? on 20 Sep
          Tue 20  meeting    CSC 40?

        October
          Tue 11  papers     CSC 41? on 18 Oct
          Tue 18  meeting    CSC 41?

        November
          nothing

        December
          Tue  6  papers     CSC on 13 Dec
          Tue 13  meeting    CSC (extra)
                  papers     CSC 42? on 20 Dec
          Tue 20  meeting    CSC 42?

        elsewhere  not a bank holiday in England and Wales: it counts like any other day
        ? proposed by the body's usual pattern, not confirmed
        No meetings in 2022 are known: DCC.
        """
    )


def test_a_projected_year_says_so_and_papers_may_go_out_the_year_before(
    small: Path, capsys: Capture
) -> None:
    assert command.show(small, "2023", None, [], as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:7] == [
        "2023 in England and Wales",
        "259 Working Days",
        "No official list covers this year yet: its bank holidays are projected.",
        "",
        "January",
        "  Mon  2  holiday    New Year's Day (substitute day)",
        "  Tue 10  papers     CSC 43? on 17 Jan",
    ]
    assert command.show(small, "2021", None, [], as_json=False) == 0
    assert "  Tue 28  papers     CSC 30 on 4 Jan 2022\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("known_at", "wanted"),
    [
        ([], ["2022-06, June 2022 SEC Release", "2022-11, November 2022 SEC Release"]),
        (["--as-known-at", "2021-03-01"], ["June? (scheduled release)", "November? (scheduled"]),
    ],
)
def test_a_usual_go_live_is_shown_until_a_release_is_known(
    known_at: list[str], wanted: list[str]
) -> None:
    told = [
        line.partition("go-live")[2].strip()
        for line in run("calendar", "show", "2022", *known_at).stdout.splitlines()
        if "  go-live  " in line
    ]
    assert len(told) == 3
    assert told[0] == "February? (scheduled release)"
    assert [line[: len(start)] for line, start in zip(told[1:], wanted, strict=True)] == wanted


def test_a_release_that_moved_or_was_cancelled_has_its_month(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    before = run("calendar", "show", "2030", cwd=register).stdout
    assert "Thu 27  go-live    2030-06, June 2030 SEC Release" in before
    release = register / "releases/2030-06/release.yaml"
    entry = "history:\n- {date: 2029-03-01, event: cancelled, by: CSC}\n"
    release.write_text(release.read_text("utf-8") + entry, encoding="utf-8")
    after = run("calendar", "show", "2030", cwd=register).stdout
    assert [line for line in after.splitlines() if "go-live  " in line] == [
        "  Thu 28  go-live    February? (scheduled release)",
        "  Thu  7  go-live    November? (scheduled release)",
    ]


def test_a_small_year_for_programs(small: Path, capsys: Capture) -> None:
    assert command.show(small, "2022", "2022-09-10", ["opsg"], as_json=True) == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "year": 2022,
        "division": "England and Wales",
        "as-known-at": "2022-09-10",
        "working-days": 258,
        "go-lives": [],
        "holidays": [
            {
                "date": "2022-06-02",
                "name": "Spring bank holiday (moved from 30 May for the Platinum Jubilee)",
                "working-day": False,
                "divisions": ["England and Wales"],
                "state": "confirmed",
            },
            {
                "date": "2022-09-19",
                "name": "State Funeral of Queen Elizabeth II",
                "working-day": False,
                "divisions": ["England and Wales"],
                "state": "confirmed",
            },
        ],
        "elsewhere": [
            {
                "date": "2022-01-04",
                "name": "2nd January (substitute day)",
                "working-day": True,
                "divisions": ["Scotland"],
                "state": "confirmed",
            },
            {
                "date": "2022-07-12",
                "name": "Battle of the Boyne",
                "working-day": True,
                "divisions": ["Northern Ireland", "Scotland"],
                "state": "confirmed",
            },
        ],
        "meetings": [
            {
                "body": "OPSG",
                "date": "2022-09-20",
                "number": None,
                "state": "proposed",
                "papers": None,
                "instead-of": None,
                "because": None,
            }
        ],
        "paper-days": [],
    }
    assert command.show(small, "2022", None, ["CSC"], as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["paper-days"][1] == {
        "date": "2022-10-13",
        "body": "CSC",
        "meeting": "2022-10-20",
        "number": 41,
        "state": "confirmed",
    }
    assert data["meetings"][2] == {
        "body": "CSC",
        "date": "2022-10-20",
        "number": 41,
        "state": "confirmed",
        "papers": "2022-10-13",
        "instead-of": "2022-10-18",
        "because": None,
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2040"], "2040 is outside the calendar, which runs from 2012 to 2035"),
        (["1999"], "1999 is outside the calendar, which runs from 2012 to 2035"),
        (["22"], "'22' is not a year written with four digits"),
        (["two"], "'two' is not a year written with four digits"),
        (["²⁰²²"], "'²⁰²²' is not a year written with four digits"),
        (
            ["2022", "--as-known-at", "yesterday"],
            "--as-known-at: 'yesterday' is not a day written as YYYY-MM-DD, such as 2022-11-03",
        ),
        (["2022", "--body", "OPSC"], "there is no body called 'OPSC'; did you mean 'OPSG'?"),
    ],
)
def test_what_cannot_be_shown(arguments: list[str], message: str) -> None:
    assert run("calendar", "show", *arguments) == (2, "", f"sectool: {message}\n")


def test_a_calendar_with_faults_is_told_of(small: Path) -> None:
    (small / "reference/calendar.yaml").write_text("division: England\n", encoding="utf-8")
    shown = run("calendar", "show", "2022", cwd=small)
    assert (shown.returncode, shown.stdout) == (1, "")
    assert shown.stderr.startswith(
        "reference/calendar.yaml:1:1: error[Y202 missing-key] 'subdivision' is missing\n"
    )
    (small / "reference/calendar.yaml").unlink()
    none = "sectool: this register has no reference/calendar.yaml\n"
    assert run("calendar", "show", "2022", cwd=small) == (1, "", none)
    backwards = SMALL_CALENDAR.replace("to: 2023-12-31", "to: 2020-12-31")
    (small / "reference/calendar.yaml").write_text(backwards, encoding="utf-8")
    ends = "sectool: the calendar of this register ends before it starts\n"
    assert run("calendar", "show", "2022", cwd=small) == (1, "", ends)


# What to pin.


def without(text: str, *days: str) -> str:
    """A calendar without the rows of some days."""
    lines: list[str] = []
    dropped = False
    for line in text.splitlines(keepends=True):
        if not line.startswith(" "):
            dropped = any(line == f"- date: {day}\n" for day in days)
        if not dropped:
            lines.append(line)
    return "".join(lines)


def changed(old: str, new: str) -> str:
    """The lines that differ, with one around them."""
    diff = list(unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=1))[2:]
    return "\n".join(line for line in diff if not line.startswith("@@"))


def update(
    root: Path, to: str | None = None, announced: str | None = None, *, write: bool = True
) -> Done:
    """`calendar update`, by default with `--write`."""
    options = [*(["--to", to] if to else []), *(["--announced", announced] if announced else [])]
    return run("calendar", "update", *options, *(["--write"] if write else []), cwd=root)


def updated(
    folder: Path, text: str, announced: str | None = None, to: str | None = None
) -> tuple[int, str, str, str]:
    """Runs `calendar update --write` on a calendar: exit code, both outputs, the file."""
    root = register_of(folder, text)
    done = update(root, to, announced)
    return (*done, (root / "reference/calendar.yaml").read_bytes().decode())


def test_the_register_agrees_with_the_package() -> None:
    agrees = "the pinned calendar agrees with holidays 0.109\n"
    assert run("calendar", "update") == (0, agrees, "")
    assert run("calendar", "update", "--write", "--to", "2035") == (0, agrees, "")
    assert (SEED / "reference/calendar.yaml").read_text(encoding="utf-8") == PINNED


# The register as it stood before each announcement, and what the command makes of it.
FUNERAL = without(PINNED, "2022-09-19")
CORONATION = without(PINNED, "2023-05-08")
JUBILEE = without(PINNED, "2022-06-02", "2022-06-03").replace(
    "- date: 2022-05-30\n  name: Spring bank holiday\n"
    "  source: bank-holiday-announcements\n  withdrawn: 2020-11-12\n  assumed: true\n",
    "- date: 2022-05-30\n  name: Spring bank holiday\n",
)
VE_DAY = without(PINNED, "2020-05-08").replace("  withdrawn: 2019-06-07\n", "")

CASES = {
    "State Funeral": (
        FUNERAL,
        "2022-09-10",
        ["+ 2022-09-19 Mon State Funeral of Queen Elizabeth II"],
        """\
           name: Summer bank holiday
        +- date: 2022-09-19
        +  name: State Funeral of Queen Elizabeth II
        +  known-from: 2022-09-10
         - date: 2022-12-25
        """,
    ),
    "Coronation": (
        CORONATION,
        "2022-11-06",
        ["+ 2023-05-08 Mon Coronation of Charles III"],
        """\
           name: Early May bank holiday
        +- date: 2023-05-08
        +  name: Coronation of Charles III
        +  known-from: 2022-11-06
         - date: 2023-05-29
        """,
    ),
    "Platinum Jubilee": (
        JUBILEE,
        "2020-11-12",
        [
            "- 2022-05-30 Mon Spring bank holiday",
            "+ 2022-06-02 Thu Spring bank holiday",
            "+ 2022-06-03 Fri Platinum Jubilee of Elizabeth II",
        ],
        """\
           name: Spring bank holiday
        +  withdrawn: 2020-11-12
        +- date: 2022-06-02
        +  name: Spring bank holiday
        +  known-from: 2020-11-12
        +- date: 2022-06-03
        +  name: Platinum Jubilee of Elizabeth II
        +  known-from: 2020-11-12
         - date: 2022-08-29
        """,
    ),
    "May 2020 moved": (
        VE_DAY,
        "2019-06-07",
        ["- 2020-05-04 Mon Early May bank holiday", "+ 2020-05-08 Fri Early May bank holiday"],
        """\
           source: bank-holiday-announcements
        +  withdrawn: 2019-06-07
           assumed: true
        +- date: 2020-05-08
        +  name: Early May bank holiday
        +  known-from: 2019-06-07
         - date: 2020-05-25
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_an_announcement_is_written_down(name: str, tmp_path: Path) -> None:
    text, announced, lines, diff = CASES[name]
    assert text != PINNED
    root = register_of(tmp_path, text)
    file = root / "reference/calendar.yaml"
    # A look is free.
    assert update(root, write=False).lines == [
        *lines,
        "",
        "proposed by holidays 0.109; --write puts it into reference/calendar.yaml",
        "--announced DAY must then say when the change was announced",
    ]
    # What is written says when it was known.
    assert update(root) == (
        2,
        "",
        "sectool: this changes years that are already pinned: add --announced DAY, the day on "
        "which the change was announced. Nothing was written\n",
    )
    assert file.read_text(encoding="utf-8") == text
    assert update(root, announced=announced).lines == [
        *lines,
        "",
        "written to reference/calendar.yaml",
    ]
    written = file.read_text(encoding="utf-8")
    assert changed(text, written) == dedent(diff).rstrip("\n")
    # Afterwards nothing is left to do, and what was known when is what it is in the register.
    assert update(root) == (0, "the pinned calendar agrees with holidays 0.109\n", "")
    ours, theirs = load_register(root).register, load_register(SEED).register
    for known_at in (None, "2019-06-06", "2019-06-07", "2020-11-11", "2020-11-12", "2022-09-09",
                     "2022-09-10", "2022-11-05", "2022-11-06"):  # fmt: skip
        day = None if known_at is None else day_of("", known_at)
        mine, pinned = calendars_of(ours, day).working, calendars_of(theirs, day).working
        assert mine is not None
        assert pinned is not None
        assert mine.working_days == pinned.working_days, known_at


def test_the_calendar_is_extended(tmp_path: Path) -> None:
    code, out, err, written = updated(tmp_path, PINNED, to="2037")
    assert (code, err) == (0, "")
    assert out.startswith("+ 2036-01-01 Tue New Year's Day\n+ 2036-01-02 Wed 2nd January, Scot")
    lines = changed(PINNED, written).splitlines()
    assert [line for line in lines if line.startswith("-")] == ["-to: 2035-12-31"]
    assert "\n".join(lines[:24]) == dedent(
        """\
         from: 2012-01-01
        -to: 2035-12-31
        +to: 2037-12-31
         source: holidays-package
           state: projected
        +# 2036
        +- date: 2036-01-01
        +  name: New Year's Day
        +  state: projected
        +- date: 2036-04-11
        +  name: Good Friday
        +  state: projected
        +- date: 2036-04-14
        +  name: Easter Monday
        +  state: projected
        +- date: 2036-05-05
        +  name: Early May bank holiday
        +  state: projected
        +- date: 2036-05-26
        +  name: Spring bank holiday
        +  state: projected
        +- date: 2036-08-25
        +  name: Summer bank holiday
        +  state: projected"""
    )
    assert [line for line in lines if "# 20" in line] == ["+# 2036", "+# 2037"] * 2
    assert "\n".join(lines[-9:]) == dedent(
        """\
        +  state: projected
        +- date: 2037-08-03
        +  name: Summer bank holiday
        +  divisions: [Scotland]
        +  state: projected
        +- date: 2037-11-30
        +  name: St Andrew's Day
        +  divisions: [Scotland]
        +  state: projected"""
    )


def test_what_the_register_takes_back_is_never_lost(tmp_path: Path) -> None:
    """A row that the package does not have stays, with the day it was taken back."""
    extra = PINNED.replace(
        "- date: 2024-08-26\n",
        "- date: 2024-07-05\n  name: Day of the Election   # never was\n- date: 2024-08-26\n",
    ).replace(
        "- date: 2024-08-05\n  name: Summer bank holiday\n",
        "- date: 2024-08-05\n  name: Summer bank holiday\n"
        "  divisions: [Scotland]\n- date: 2024-08-06\n  name: >-\n    Another\n    day\n",
    )
    code, out, err, written = updated(tmp_path, extra, "2024-06-01")
    assert (code, err) == (0, "")
    assert out == dedent(
        """\
        - 2024-07-05 Fri Day of the Election
        - 2024-08-06 Tue Another day, Scotland only

        written to reference/calendar.yaml
        """
    )
    assert changed(extra, written) == dedent(
        """\
           name: Day of the Election   # never was
        +  withdrawn: 2024-06-01
         - date: 2024-08-26
         - date: 2024-08-06
        +  withdrawn: 2024-06-01
           name: >-"""
    )


FLOW = """\
# Two years.
division: England and Wales
subdivision: ENG
from: 2022-01-01
to: "2022-12-31"  # for now
source: plan
known-from: 2020-01-01
holidays:
  - {date: 2022-01-03, name: New Year's Day}  # third
  - {date: 2022-04-15, name: Good Friday}

  # A comment.
  - {date: 2022-05-30, name: Spring bank holiday, state: confirmed}
  - {date: 2022-12-25, name: Christmas Day,
  }
# The end.
"""


def test_rows_in_braces_stay_in_braces(tmp_path: Path) -> None:
    text = FLOW.replace(",\n  }", "}")
    code, _, err, written = updated(tmp_path, text, "2021-01-01", to="2023")
    assert (code, err) == (0, "")
    assert written == dedent(
        """\
        # Two years.
        division: England and Wales
        subdivision: ENG
        from: 2022-01-01
        to: 2023-12-31  # for now
        source: plan
        known-from: 2020-01-01
        holidays:
          - {date: 2022-01-01, name: New Year's Day, known-from: 2021-01-01}
          - {date: 2022-01-03, name: New Year's Day}  # third
          - {date: 2022-04-15, name: Good Friday}
          - {date: 2022-04-18, name: Easter Monday, known-from: 2021-01-01}
          - {date: 2022-05-02, name: Early May bank holiday, known-from: 2021-01-01}

          # A comment.
          - {date: 2022-05-30, name: Spring bank holiday, withdrawn: 2021-01-01, state: confirmed}
          - {date: 2022-06-02, name: Spring bank holiday, known-from: 2021-01-01}
          - {date: 2022-06-03, name: Platinum Jubilee of Elizabeth II, known-from: 2021-01-01}
          - {date: 2022-08-29, name: Summer bank holiday, known-from: 2021-01-01}
          - {date: 2022-09-19, name: State Funeral of Queen Elizabeth II, known-from: 2021-01-01}
          - {date: 2022-12-25, name: Christmas Day}
          - {date: 2022-12-26, name: Boxing Day, known-from: 2021-01-01}
          - {date: 2022-12-27, name: Christmas Day (substitute day), known-from: 2021-01-01}
          - {date: 2023-01-01, name: New Year's Day, state: projected}
          - {date: 2023-01-02, name: New Year's Day (substitute day), state: projected}
          - {date: 2023-04-07, name: Good Friday, state: projected}
          - {date: 2023-04-10, name: Easter Monday, state: projected}
          - {date: 2023-05-01, name: Early May bank holiday, state: projected}
          - {date: 2023-05-08, name: Coronation of Charles III, state: projected}
          - {date: 2023-05-29, name: Spring bank holiday, state: projected}
          - {date: 2023-08-28, name: Summer bank holiday, state: projected}
          - {date: 2023-12-25, name: Christmas Day, state: projected}
          - {date: 2023-12-26, name: Boxing Day, state: projected}
        # The end.
        # Bank holidays of other parts of the country only: people may be away.
        elsewhere:
        - date: 2022-01-02
          name: 2nd January
          divisions: [Scotland]
        - date: 2022-01-04
          name: 2nd January (substitute day)
          divisions: [Scotland]
        - date: 2022-03-17
          name: St Patrick's Day
          divisions: [Northern Ireland]
        - date: 2022-07-12
          name: Battle of the Boyne
          divisions: [Northern Ireland]
        - date: 2022-08-01
          name: Summer bank holiday
          divisions: [Scotland]
        - date: 2022-11-30
          name: St Andrew's Day
          divisions: [Scotland]
        - date: 2023-01-03
          name: 2nd January (substitute day)
          divisions: [Scotland]
          state: projected
        - date: 2023-03-17
          name: St Patrick's Day
          divisions: [Northern Ireland]
          state: projected
        - date: 2023-07-12
          name: Battle of the Boyne
          divisions: [Northern Ireland]
          state: projected
        - date: 2023-08-07
          name: Summer bank holiday
          divisions: [Scotland]
          state: projected
        - date: 2023-11-30
          name: St Andrew's Day
          divisions: [Scotland]
          state: projected
        """
    )


def test_line_ends_a_mark_and_a_missing_end_survive(tmp_path: Path) -> None:
    text = "\ufeff" + FUNERAL.replace("\n", "\r\n").rstrip()
    code, _, err, written = updated(tmp_path, text, "2022-09-10")
    assert (code, err) == (0, "")
    name = "State Funeral of Queen Elizabeth II"
    new = f"- date: 2022-09-19\n  name: {name}\n  known-from: 2022-09-10\n"
    plain = FUNERAL.replace("- date: 2022-12-25\n", f"{new}- date: 2022-12-25\n", 1)
    assert written == "\ufeff" + plain.replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("text", "arguments", "code", "message"),
    [
        (PINNED, {"to": "2034"}, 2, "--to: the calendar runs to 2035 already, and no year is "
         "taken away from it"),
        (PINNED, {"to": "soon"}, 2, "--to: 'soon' is not a year written with four digits"),
        (PINNED, {"to": "2101"}, 1, "reference/calendar.yaml: the holidays package knows no year "
         "after 2100"),
        (PINNED, {"announced": "2022"}, 2, "--announced: '2022' is not a day written as "
         "YYYY-MM-DD, such as 2022-11-03"),
        (FUNERAL, {"announced": "2022-09-20"}, 2, "--announced: on Tue 20 Sep 2022, Mon 19 Sep "
         "2022 (State Funeral of Queen Elizabeth II) was already over. Nothing was written"),
        (FUNERAL, {"announced": "2012-01-01"}, 2, "--announced: on Sun 1 Jan 2012, what is changed "
         "was known only from Sun 1 Jan 2012. Nothing was written"),
        (PINNED.replace("subdivision: ENG", "subdivision: FR"), {}, 1, "reference/calendar.yaml: "
         "'subdivision' of the calendar is 'FR'; the holidays package knows ENG, WLS, SCT, NIR"),
        (PINNED.replace("2022-09-19\n", "2022-09-19\n  withdrawn: 2022-09-18\n"), {}, 1,
         "reference/calendar.yaml: 2022-09-19 (State Funeral of Queen Elizabeth II) was withdrawn "
         "on 2022-09-18, and the package has it: change that row by hand"),
        (PINNED.replace("2026-06-15\n  name: World Cup bank holiday\n  divisions: [Scotland]",
                        "2026-06-15\n  name: World Cup bank holiday\n  divisions: [Scotland, "
                        "Northern Ireland]"), {}, 1, "reference/calendar.yaml: 2026-06-15 (World "
         "Cup bank holiday) is not a bank holiday in Northern Ireland any more: first give each "
         "part "
         "of the country a row of its own"),
        (FLOW, {"announced": "2021-01-01"}, 1, "reference/calendar.yaml: line 14: a row in braces "
         "goes over several lines; write it on one"),
        (PINNED[: PINNED.index("elsewhere:")] + "elsewhere: []\n", {}, 1,
         "reference/calendar.yaml: 'elsewhere' is an empty list: remove that line and try again"),
    ],
)  # fmt: skip
def test_what_is_not_written(
    text: str, arguments: dict[str, str], code: int, message: str, tmp_path: Path
) -> None:
    found, out, err, written = updated(tmp_path, text, **arguments)
    assert (found, out, err) == (code, "", f"sectool: {message}\n")
    assert written == text


def test_a_row_written_wrongly_is_our_bug_and_never_reaches_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = register_of(tmp_path, FUNERAL)
    right = PinnedText.result
    monkeypatch.setattr(
        PinnedText, "result", lambda self: (right(self)[0].replace("09-19", "09-20"), self.data)
    )
    done = update(root, announced="2022-09-10")
    assert done.returncode == 3
    assert "would not have come out as meant" in done.stderr
    assert (root / "reference/calendar.yaml").read_text(encoding="utf-8") == FUNERAL


def test_names_that_need_quotes_get_them() -> None:
    text = "to: 2022-12-31\nholidays:\n- date: 2022-01-03\n  name: A\n"
    edited = PinnedText(text, read_data(text)[0], read_spans(text).values)
    names = ["A: B", "A #2", "yes, [and] {more}", '"Quoted"', "Día", "- dash", "!tag"]
    days = [day_of("", f"2022-01-0{number}") for number in range(4, 4 + len(names) - 1)]
    for day, name in zip([*days, day_of("", "2022-02-01")], names, strict=True):
        assert day is not None
        edited.add("holidays", [NewRow(Day(day, name))])
        written, meant = edited.result()
        assert read_data(written) == (meant, [])
        edited = PinnedText(written, meant, read_spans(written).values)
    assert [row["name"] for row in meant["holidays"]] == ["A", *names]


BLOCK = """\
to: 2022-12-31
holidays:
# 2022
- date: 2022-01-03
  name: A
  note: >-
    A note that is folded
    over lines.

# 2023
- date: 2023-01-02
  name: B
"""


@pytest.mark.parametrize("gap", ["", "\n", "\n\n"])
def test_a_row_goes_below_a_block_of_text_and_above_the_next_year(gap: str) -> None:
    text = BLOCK.replace("\n\n", f"\n{gap}")
    edited = PinnedText(text, read_data(text)[0], read_spans(text).values)
    edited.add("holidays", [NewRow(Day(date(2022, 5, 2), "C"))])
    written, meant = edited.result()
    assert read_data(written) == (meant, [])
    row = "- date: 2022-05-02\n  name: C\n"
    assert written == text.replace("over lines.\n", f"over lines.\n{row}")


def test_rows_that_share_a_line_are_refused() -> None:
    text = "to: 2022-12-31\nholidays: [{date: 2022-01-03, name: A}]\n"
    edited = PinnedText(text, read_data(text)[0], read_spans(text).values)
    day = day_of("", "2022-01-04")
    assert day is not None
    with pytest.raises(NotPinnable, match=r"line 2: each row of 'holidays' must start on a line"):
        edited.add("holidays", [NewRow(Day(day, "B"))])


def test_a_division_of_its_own_for_each_part(tmp_path: Path) -> None:
    """A day that is new in a second part of the country gets a row; the first keeps its own."""
    text = PINNED.replace(
        "- date: 2026-06-15\n  name: World Cup bank holiday\n  divisions: [Scotland]",
        "- date: 2026-06-15\n  name: World Cup bank holiday\n  divisions: [Northern Ireland]",
    )
    code, out, _, written = updated(tmp_path, text, "2026-01-01")
    assert (code, out) == (
        0,
        "+ 2026-06-15 Mon World Cup bank holiday, Scotland only\n"
        "- 2026-06-15 Mon World Cup bank holiday, Northern Ireland only\n\n"
        "written to reference/calendar.yaml\n",
    )
    rows = dedent(
        """\
        - date: 2026-06-15
          name: World Cup bank holiday
          divisions: [Scotland]
          known-from: 2026-01-01
        - date: 2026-06-15
          name: World Cup bank holiday
          withdrawn: 2026-01-01
          divisions: [Northern Ireland]
        """
    )
    old = rows[rows.index("- date", 1) :].replace("  withdrawn: 2026-01-01\n", "")
    assert written == text.replace(old, rows)


def test_every_name_of_the_table_is_used() -> None:
    found = {
        day.name
        for code in ("ENG", "SCT", "NIR")
        for day in proposal.proposal(code, date(2012, 1, 1), date(2035, 12, 31)).here
    }
    assert set(proposal.NAMES.values()) <= found
    assert set(proposal.NAMES) & found == set()


def test_the_register_that_was_updated_has_no_findings_of_the_calendar(tmp_path: Path) -> None:
    root = register_of(tmp_path, without(PINNED, "2022-09-19"))
    assert update(root, "2040", "2022-09-10").returncode == 0
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    assert [
        d for d in found if d.place.file == "reference/calendar.yaml" and d.code != "Y301"
    ] == []


# A bank holiday elsewhere.


def test_milestones_meetings_and_go_lives_on_a_bank_holiday_elsewhere(tmp_path: Path) -> None:
    calendar = (MINIMAL / "reference/calendar.yaml").read_text(encoding="utf-8")
    rows = (
        "elsewhere:\n"
        "- {date: 2030-06-27, name: A day, divisions: [Scotland, Northern Ireland]}\n"
        "- {date: 2030-11-07, name: Another day, divisions: [Scotland]}\n"
        "- {date: 2030-11-09, name: A Saturday, divisions: [Scotland]}\n"
        "- {date: 2030-11-12, name: Not any more, divisions: [Scotland], withdrawn: 2030-01-02}\n"
    )
    bodies = (MINIMAL / "reference/bodies.yaml").read_text(encoding="utf-8") + (
        "x:\n  short: X\n  name: X\n  meetings:\n"
        "  - {date: 2030-11-07, state: cancelled}\n"
        "  - {date: 2030-11-07}\n"
        "  - {date: 2030-11-09}\n"
        "  - {date: 2030-11-12}\n"
    )
    root = register_of(tmp_path, calendar + rows, bodies)
    (root / "releases/2030-11").mkdir()
    (root / "releases/2030-11/release.yaml").write_text(
        "id: 2030-11\nname: November 2030\nkind: scheduled\ngo-live: 2030-11-07\nsource: plan\n",
        encoding="utf-8",
    )
    loaded = load_register(root)
    found = check_register(loaded, subject_of(loaded, documents=False))
    here = (
        "is not a bank holiday in England and Wales, so it counts as a Working Day, but it is one "
        "in"
    )
    assert [
        (d.place.file, d.place.source_line.strip(), d.message) for d in found if d.code == "C104"
    ] == [
        (
            "reference/bodies.yaml",
            "- {date: 2030-11-07}",
            f"Thu 7 Nov 2030 {here} Scotland: Another day",
        ),
        (
            "releases/2030-06/timeline.yaml",
            "when: last Thursday of June 2030",
            f"Thu 27 Jun 2030 {here} Scotland and Northern Ireland: A day",
        ),
        (
            "releases/2030-11/release.yaml",
            "go-live: 2030-11-07",
            f"Thu 7 Nov 2030 {here} Scotland: Another day",
        ),
    ]


def test_a_go_live_pattern_by_the_meetings_of_nobody_is_told(tmp_path: Path) -> None:
    register = copy_of(MINIMAL, tmp_path / "register")
    (register / "reference/release-kinds.yaml").write_text(
        "scheduled:\n  title: scheduled release\n  go-live:\n"
        "  - rule: Thursday after the CSCC meeting\n",
        encoding="utf-8",
    )
    said = run("check", cwd=register).stdout
    assert "reference/release-kinds.yaml:4:30: error[C107 " in said
    assert "there is no body called 'CSCC'; did you mean 'CSC'?" in said
