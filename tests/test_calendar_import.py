"""Meetings that others keep, taken into the register: whose each is, and what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from sectool.importing.cells import CannotImport
from sectool.importing.ics import read_ics
from tests.command import as_process, run
from tests.register import SEED, copy_of, opened


def event(summary: str, *lines: str) -> str:
    return "\n".join(("BEGIN:VEVENT", "UID:1", f"SUMMARY:{summary}", *lines, "END:VEVENT", ""))


def ics(*events: str) -> bytes:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//a//b//EN\n" + "".join(events)
    return (text + "END:VCALENDAR\n").replace("\n", "\r\n").encode()


MEETINGS = ics(
    event("CSC meeting 36", "DTSTART;VALUE=DATE:20220215"),
    event("CSC papers due", "DTSTART;VALUE=DATE:20220208"),
    event("SEC Panel #101", "DTSTART:20220211T230000Z"),
    event("Cancelled: CSC 35", "DTSTART;TZID=Europe/London:20220118T100000"),
    event("Change Sub-Committee", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20220315"),
    event("TAG", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20220316"),
    event(
        "Operations Group",
        "DTSTART;TZID=Europe/London:20220104T100000",
        "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4",
        "EXDATE;TZID=Europe/London:20220301T100000",
    ),
    event(
        "OPSG (moved)",
        "RECURRENCE-ID;TZID=Europe/London:20220201T100000",
        "DTSTART;TZID=Europe/London:20220203T100000",
    ),
    event("Joint TAG and TABASC session", "DTSTART;VALUE=DATE:20220224"),
    event("Team lunch", "DTSTART;VALUE=DATE:20220224"),
    event("WG", "DTSTART;VALUE=DATE:20220301", "DTEND;VALUE=DATE:20220303"),
    event("WG"),
)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def test_a_calendar_is_imported_and_reported_line_by_line(register: Path, tmp_path: Path) -> None:
    file = tmp_path / "meetings.ics"
    file.write_bytes(MEETINGS)
    words = ("calendar", "import", file, "--as-of", "2022-01-10")
    done = run(*words, cwd=register)
    told, _, changed = done.stdout.partition("--- a/")
    assert (
        told
        == """\
event 7, 2022-01-04  unchanged: the register has it already
event 4  taken: CSC, Tue 18 Jan 2022: is not held
event 8  taken: OPSG, Thu 3 Feb 2022
         guessed: 'OPSG (moved)' is taken for a meeting of OPSG
event 2  refused: it is about a meeting, and none: 'CSC papers due'
event 3  taken: Panel, Fri 11 Feb 2022, number 101
         guessed: it is after 22:00 UTC, which may be the next day elsewhere
event 1  taken: CSC, Tue 15 Feb 2022, number 36
event 10  refused: it names no body of the register
event 9  refused: it names TABASC and TAG
event 11  taken: WG, Tue 1 Mar 2022
          guessed: it goes on to 2022-03-03; its first day is taken
event 5  taken: CSC, Tue 15 Mar 2022, not held
event 6  refused: it is cancelled, and the register has none on that day
event 7, 2022-04-05  taken: OPSG, Tue 5 Apr 2022
event 12  refused: it has no day

13 lines: 7 taken, 1 unchanged, 5 refused

"""
    )
    assert done.returncode == 1
    assert "the register has more, which stays as it is: Panel, Fri 14 Jan 2022" in done.stderr
    assert (
        """
+  - date: 2022-03-15
+    state: cancelled
+    known-from: 2022-01-10
+    source: meetings
"""
        in changed
    )
    assert "+    withdrawn: 2022-01-10\n" in changed
    # The same again changes nothing.
    again = run(*words, cwd=register)
    assert "taken:" not in again.stdout
    assert "nothing was written: there is nothing new" in again.stderr


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("15/02/2022;CSC;36;\n01/03/2022;CSC;;\n", "row 3  taken: CSC, Tue 1 Mar 2022"),
        ("15/02/2022;CSC;36;\n01/03/2022;CSC;;\n", "guessed: day first, as in 15/02/2022 (row 2)"),
        ("01/03/2022;CSC;36;\n", "Tue 1 Mar 2022 or Mon 3 Jan 2022"),
        ("18 January 2022;CSC;34;\n", "refused: number 34: the register has 35"),
        ("18 January 2022;CSC;x;\n", "refused: 'x' is no number of a meeting"),
        ("18 January 2022;CSC;;Cancelled\n", "taken: CSC, Tue 18 Jan 2022: is not held"),
        ("4 January 2022;OPSG;63;Cancelled\n", "was over when it was said to be cancelled"),
        ("Feb 2022;CSC;36;\n", "refused: it has a month and no day"),
        ("15 February 2022;;36;\n", "refused: it names no body"),
        ("15 February 2022;CSC;36;\n15 February 2022;CSC;37;\n", "row 2 says otherwise"),
    ],
)
def test_a_list_of_meetings(rows: str, told: str, register: Path, tmp_path: Path) -> None:
    file = tmp_path / "meetings.csv"
    file.write_text(f"Date;Meeting;No;Status\n{rows}", encoding="utf-8")
    words = ("calendar", "import", file, "--as-of", "2022-01-10", "--dry-run")
    done = run(*words, cwd=register)
    assert told in done.stdout
    if "or Mon" in told:  # until somebody says which
        done = run(*words, "--dates", "day-first", cwd=register)
        assert "row 2  taken: CSC, Tue 1 Mar 2022, number 36" in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("m.csv",), "there is no file m.csv"),
        (("sectool.yaml", "--as-of", "2022-01-10"), "expected a file that ends in .xlsx"),
        (("sectool.yaml",), "give it with --as-of DAY"),
        (("sectool.yaml", "--as-of", "2022-01-10", "--body", "CSX"), "--body: there is no body"),
    ],
)
def test_an_import_that_cannot_be_made_says_why(words: tuple[str, ...], told: str) -> None:
    done = run("calendar", "import", *words)
    assert done.returncode in (1, 2)
    assert told in done.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "has no events"),
        (b"nothing", "cannot be read"),
    ],
)
def test_what_is_no_calendar_is_refused(content: bytes, told: str) -> None:
    last = opened(SEED).register.calendar
    assert last is not None
    with pytest.raises(CannotImport, match=told):
        read_ics(content, last.to)


def test_events_that_come_too_often_are_refused() -> None:
    last = opened(SEED).register.calendar
    assert last is not None
    often = ics(event("CSC", "DTSTART;VALUE=DATE:20220215", "RRULE:FREQ=SECONDLY"))
    (found,) = read_ics(often, last.to)
    assert found.refused == "its rule is not known: it comes more often than daily"
    without_end = ics(event("CSC", "DTSTART;VALUE=DATE:20220215", "RRULE:FREQ=YEARLY"))
    days = [one.day for one in read_ics(without_end, last.to)]
    assert len(days) == last.to.year - 2022 + 1 - (last.to.month < 2)


def test_a_process_of_its_own_reads_times_with_zones(register: Path, tmp_path: Path) -> None:
    """Where modules are left out of a start that a library of calendars needs whole."""
    file = tmp_path / "meetings.ics"
    file.write_bytes(MEETINGS)
    done = as_process(
        "calendar", "import", file, "--as-of", "2022-01-10", "--dry-run", cwd=register
    )
    assert "event 4  taken: CSC, Tue 18 Jan 2022: is not held" in done.stdout
