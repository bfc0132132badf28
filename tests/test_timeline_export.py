"""What is planned, as calendars, workbooks and CSV: what is in them, and what a change changes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.command import run
from tests.register import MINIMAL, SEED, copy_of, edit

TODAY = "2022-01-10"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def exported(format_: str, *words: str, cwd: Path, today: str = TODAY) -> bytes:
    file = cwd / f"exported.{format_}"
    asked = words or ("timeline", "export", "2022-11")
    done = run(*asked, "--format", format_, "--today", today, "--output", file, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    return file.read_bytes()


def events(content: bytes) -> dict[str, str]:
    """The events of a calendar by their identifiers, as they are written."""
    whole = content.decode().replace("\r\n ", "")
    found = [part.partition("END:VEVENT")[0] for part in whole.split("BEGIN:VEVENT\r\n")[1:]]
    lines = ((dict(line.split(":", 1) for line in one.splitlines())["UID"], one) for one in found)
    by_id = dict(lines)
    assert len(by_id) == len(found) > 0
    return by_id


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def test_a_calendar_says_what_programs_ask_for(register: Path) -> None:
    content = exported("ics", cwd=register)
    assert content.startswith(b"BEGIN:VCALENDAR\r\n"), "a mark of UTF-8 is refused by Google"
    lines = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    calendar = Calendar.from_ical(content)
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == "November 2022 SEC Release"
    assert "METHOD" not in calendar
    found: dict[str, Any] = {str(one["UID"]): one for one in calendar.walk("VEVENT")}
    assert len(found) > 30
    for one in found.values():
        first, behind = one["DTSTART"].dt, one["DTEND"].dt
        assert type(first) is type(behind) is date
        assert first < behind
        assert str(one["TRANSP"]) == "TRANSPARENT"
        assert one["SUMMARY"]
        alarms = one.walk("VALARM")
        assert len(alarms) == ("Papers" in str(one["CATEGORIES"].to_ical()))
        assert all(alarm["TRIGGER"].dt == timedelta(hours=-15) for alarm in alarms)
    uit = found["milestone.2022-11.uit-starts@sec.sectool"]
    assert (uit["DTSTART"].dt, uit["DTEND"].dt) == (date(2022, 8, 1), date(2022, 8, 13))
    assert str(uit["STATUS"]) == "TENTATIVE"
    assert str(uit["SUMMARY"]) == (
        "2022-11: UIT commences (on a day from Mon 1 Aug 2022 to Fri 12 Aug 2022)"
    )
    go_live = found["milestone.2022-11.go-live@sec.sectool"]
    assert (go_live["DTSTART"].dt, str(go_live["STATUS"])) == (date(2022, 11, 3), "CONFIRMED")
    description = str(go_live["DESCRIPTION"])
    assert "The first Thursday of November 2022." in description
    cut_off = found["cut-off.MP140.2022-11@sec.sectool"]
    assert cut_off["DTSTART"].dt == date(2022, 2, 23)
    consultation = found["consultation.MP143.refinement.1@sec.sectool"]
    assert str(consultation["SUMMARY"]) == "Refinement Consultation on MP143 closes"


MOVED = """\
    when: 2022-03
    was:
    - until: 2022-01-05
      when: 2022-02
"""
TIMELINE = "releases/2022-11/timeline.yaml"
TO_MOVE = "milestone.2022-11.tad-consultation@sec.sectool"


def test_one_date_that_changes_changes_one_event_and_one_row(register: Path) -> None:
    before, rows = events(exported("ics", cwd=register)), exported("csv", cwd=register)
    assert exported("ics", cwd=register, today="2022-01-11") == exported("ics", cwd=register)
    edit(register / TIMELINE, "    when: 2022-02\n", MOVED)
    after = events(exported("ics", cwd=register))
    assert differing(before, after) == {TO_MOVE}
    assert "SEQUENCE:1\r\n" in after[TO_MOVE]
    assert "DTSTAMP:20220105T000000Z" in after[TO_MOVE]
    assert "DTSTART;VALUE=DATE:20220301" in after[TO_MOVE]
    # Before that day it was as it is without the edit.
    assert events(exported("ics", cwd=register, today="2022-01-04")) == before
    changed = set(rows.splitlines()) ^ set(exported("csv", cwd=register).splitlines())
    assert len(changed) == 2
    assert all(b"tad-consultation" in line for line in changed)


def test_a_line_above_changes_nothing(register: Path) -> None:
    before = exported("csv", cwd=register)
    file = register / TIMELINE
    file.write_text("# More.\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert exported("csv", cwd=register) == before


@pytest.mark.parametrize(
    ("today", "status"),
    [("2022-01-31", "TENTATIVE"), ("2022-02-01", "CANCELLED"), ("2023-02-01", "CANCELLED"),
     ("2023-02-02", None)],
)  # fmt: skip
def test_what_is_dropped_is_cancelled_for_a_year(
    register: Path, today: str, status: str | None
) -> None:
    edit(register / TIMELINE, "    when: 2022-02\n", "    when: 2022-02\n    until: 2022-02-01\n")
    found = events(exported("ics", cwd=register, today=today)).get(TO_MOVE)
    if status is None:
        assert found is None
        return
    assert found is not None
    assert f"STATUS:{status}\r\n" in found
    assert ("SEQUENCE:1\r\nDTSTART;VALUE=DATE:20220201" in found) == (status == "CANCELLED")
    assert ("SUMMARY:Cancelled: 2022-11: DCC consults" in found) == (status == "CANCELLED")


def test_of_a_cancelled_release_only_what_was_to_come_is_cancelled(register: Path) -> None:
    with (register / "releases/2022-11/release.yaml").open("a", encoding="utf-8") as file:
        file.write("history:\n- date: 2022-03-01\n  event: cancelled\n  by: CSC\n")
    words = ("timeline", "export", "2022-11", "--kind", "milestones")
    found = events(exported("ics", *words, cwd=register, today="2022-03-02"))
    cancelled = {key for key, one in found.items() if "STATUS:CANCELLED" in one}
    assert {key.split(".")[2].partition("@")[0] for key in found.keys() - cancelled} == {
        "csc-baseline-system",
        "tag-tad-draft",
        "tad-consultation",
    }
    assert "milestone.2022-11.go-live@sec.sectool" in cancelled


def test_a_meeting_that_moves_keeps_its_identifier(register: Path) -> None:
    words = ("calendar", "export", "2022", "--body", "OPSG", "--kind", "meetings")
    before = events(exported("ics", *words, cwd=register))
    done = run("body", "show", "OPSG", cwd=register)
    assert done.returncode == 0
    row = (
        "  meetings:\n  - date: 2022-05-05\n    instead-of: 2022-05-03\n"
        "    known-from: 2022-01-07\n    because: An election\n"
    )
    file = register / "reference/bodies.yaml"
    head, opsg, rest = file.read_text(encoding="utf-8").partition("  short: OPSG\n")
    assert "  meetings:\n" in rest.partition("\n\n")[0]
    file.write_text(head + opsg + rest.replace("  meetings:\n", row, 1), encoding="utf-8")
    after = events(exported("ics", *words, cwd=register))
    key = "meeting.OPSG.2022-05-03@sec.sectool"
    assert differing(before, after) == {key}
    assert "SEQUENCE:1\r\nDTSTART;VALUE=DATE:20220505" in after[key]
    assert "DTSTAMP:20220107T000000Z" in after[key]


def test_a_workbook_has_days_as_days_and_a_picture(register: Path) -> None:
    content = exported("xlsx", cwd=register)
    assert content == exported("xlsx", cwd=register)
    book = load_workbook(io.BytesIO(content))
    assert book.properties.created == datetime(2000, 1, 1)  # noqa: DTZ001
    assert book.sheetnames == ["Dates", "Gantt", "Legend"]
    dates: Any = book["Dates"]
    head, *rows = dates.iter_rows(values_only=True)
    at = {str(heading): number for number, heading in enumerate(head)}
    go_live = next(row for row in rows if row[at["Identifier"]] == "milestone.2022-11.go-live")
    assert go_live[at["Date"]] == datetime(2022, 11, 3)  # noqa: DTZ001
    told = [go_live[at[name]] for name in ("Day", "Status", "Working Days to go-live")]
    assert told == ["Thu", "Firm", 0]
    decision = next(row for row in rows if "go/no-go" in str(row[at["What"]]))
    assert decision[at["Working Days to go-live"]] >= 10
    assert {row[at["Kind"]] for row in rows} == {"Milestone", "Papers", "Cut-off", "Consultation"}
    assert dates.freeze_panes == "F2"
    assert dates.auto_filter.ref == dates.dimensions
    assert list(dates.conditional_formatting)
    picture: Any = book["Gantt"]
    assert picture.max_row == len(rows) + 2
    assert picture["A3"].value == '=Dates!E2&""'
    mondays = [cell.value for cell in picture[2][5:]]
    assert all(day.weekday() == 0 for day in mondays)
    assert mondays[0] <= rows[0][at["Date"]] < mondays[0] + timedelta(days=7)


def test_a_picture_has_every_step_and_every_day_in_words(register: Path) -> None:
    svg = exported("svg", cwd=register)
    assert svg == exported("svg", cwd=register)
    root = ElementTree.fromstring(svg)  # noqa: S314 (our own)
    drawn = " ".join(
        element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")
    )
    described = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
    for row in rows_of("timeline", "export", "2022-11"):
        if row["Identifier"].startswith("milestone."):
            assert row["What"] in drawn, row
        assert row["What"] in described, row
    assert "1 to 12 Aug" in drawn
    pdf = PdfReader(io.BytesIO(exported("pdf", cwd=register)))
    assert [tuple(map(round, page.mediabox[2:])) for page in pdf.pages] == [(1191, 842)]
    assert "November 2022 SEC Release" in pdf.pages[0].extract_text()
    year = exported("svg", "calendar", "export", "2022", cwd=register).decode()
    assert ">Testing Advisory Group (TAG)<" in year
    assert ">Bank holidays<" in year


def rows_of(*words: str, cwd: Path = SEED, today: str = TODAY) -> Iterator[dict[str, str]]:
    done = run(*words, "--today", today, cwd=cwd)
    assert (done.returncode, done.stderr) == (0, "")
    yield from csv.DictReader(io.StringIO(done.stdout))


def test_what_is_looked_for_is_what_is_there() -> None:
    everything = list(rows_of("timeline", "export", "2022-11"))
    assert (
        [*rows_of("timeline", "export", "2022-11", "--by", "dcc")]
        == [row for row in everything if row["Owner"] == "DCC"]
        != []
    )
    assert {row["Body"] for row in rows_of("timeline", "export", "2022-11", "--body", "CSC")} == {
        "CSC"
    }
    kinds = rows_of("timeline", "export", "2022-11", "--kind", "papers,cut-offs")
    assert {row["Kind"] for row in kinds} == {"Papers", "Cut-off"}
    suppliers = [*rows_of("timeline", "export", "2022-11", "--party", "Supplier Parties")]
    assert {row["Owner"] for row in suppliers} == {"Participants", ""}
    assert any(row["What"] == "Release go-live" for row in suppliers)
    assert len(suppliers) < len(everything)
    year = {row["Kind"] for row in rows_of("calendar", "export", "2022")}
    assert year == {"Meeting", "Papers", "Go-live", "Bank holiday"}
    weeks = [*rows_of("mod", "next", "--weeks", "2", "--format", "csv")]
    assert {row["What"] for row in weeks} >= {"CSC 35 meets", "DCC submits draft SEC Release TAD"}
    assert all(row["Latest date"] >= "2022-01-10" and row["Date"] <= "2022-01-24" for row in weeks)
    minimal = rows_of("timeline", "export", "--all", cwd=MINIMAL, today="2030-01-01")
    assert {row["Release"] for row in minimal} == {"2030-06"}


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("timeline export", 2, "name one release, or ask for all of them with --all"),
        ("timeline export 2022-11 --all", 2, "name one release, or ask for all"),
        ("timeline export 2022-12", 2, "there is no release '2022-12'"),
        ("timeline export 2022-11 --kind meetings", 2, "--kind: there is no kind 'meetings'"),
        ("timeline export 2022-11 --by DDC", 2, "--by: there is no body called 'DDC'"),
        ("calendar export 2022 --body CSX", 2, "--body: there is no body called 'CSX'"),
        ("calendar export 22", 2, "'22' is not a year"),
        ("calendar export 2022 --party supliers", 2, "did you mean 'suppliers'?"),
        ("mod next --format ics --json", 2, "choose one of --json and --format"),
        ("mod next --kind papers", 2, "are for --format"),
        ("mod next --format ics --weeks 0", 2, "'0' is no number of weeks"),
        ("timeline export 2022-06 --kind papers --format ics", 1, "at least one event"),
        ("timeline export 2022-06 --kind papers --format xlsx", 1, "no sheet to write"),
        ("timeline export 2022-06 --kind papers --format svg", 1, "no picture to draw"),
    ],
)
def test_what_cannot_be_exported_is_refused(words: str, code: int, told: str) -> None:
    done = run(*words.split(), cwd=SEED)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr


def test_a_step_without_a_day_is_reported(register: Path) -> None:
    edit(register / TIMELINE, "    when: 2022-02\n    rules:\n    - after tag-tad-draft\n"
         "    - before tad-updated\n", "    when: tba\n")  # fmt: skip
    done = run("timeline", "export", "2022-11", "--today", TODAY, cwd=register)
    assert "tad-consultation" not in done.stdout
    assert done.stderr == (
        "sectool: not exported, since it has no day yet: 2022-11: "
        "DCC consults on draft SEC Release TAD\n"
    )
