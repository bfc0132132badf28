"""What the five published documents got wrong, one row each: told as a finding, or put right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from pydantic import TypeAdapter, ValidationError

from sectool.blocks import text_of
from sectool.check.run import check_register
from sectool.diagnostic import Diagnostic
from sectool.load import Loaded
from sectool.model.texts import Link
from sectool.pipeline import build, companion_of, subject_of
from sectool.schedule import calendars_of
from tests.register import SEED, opened

LETTER = "letter-secmp0007-2021-03-25"
REPORT = "status-report-2020-08"
PAPER = "unc-update-2017-06"
NEWS = "newsletter-2021-12-17"
Shown = Callable[[], bool]


@cache
def loaded() -> Loaded:
    return opened(SEED)


@cache
def findings() -> tuple[Diagnostic, ...]:
    return tuple(check_register(loaded(), subject_of(loaded(), documents=False)))


@cache
def text(name: str, *, beside: bool = False) -> str:
    """All words of a document or its companion, cells apart, blanks of every kind as one."""
    built = build(loaded(), name)
    built = companion_of(loaded(), name, built) if beside else built
    return " ".join(text_of(built.document.blocks).split())


@dataclass(frozen=True)
class Found:
    """Told by `sectool check`, at a file."""

    code: str
    file: str
    starts: str

    def __call__(self) -> bool:
        return any(
            (one.code, one.place.file) == (self.code, self.file)
            and one.message.startswith(self.starts)
            for one in findings()
        )


@dataclass(frozen=True)
class Refused:
    """No file of the register can hold it."""

    link: str

    def __call__(self) -> bool:
        with pytest.raises(ValidationError, match="two web addresses are joined"):
            TypeAdapter(Link).validate_python(self.link)
        return True


@dataclass(frozen=True)
class Rests:
    """A day that is no Working Day, by the register's calendar."""

    day: date

    def __call__(self) -> bool:
        working = calendars_of(loaded().register).working
        return working is not None and not working.is_working_day(self.day)


@dataclass(frozen=True)
class Says:
    """What a built document says, and what it has no longer."""

    name: str
    words: str
    instead_of: str = ""
    beside: bool = False

    def __call__(self) -> bool:
        there = text(self.name, beside=self.beside)
        return self.words in there and not (self.instead_of and self.instead_of in there)


def Beside(name: str, words: str) -> Says:  # noqa: N802 - it stands for a class
    """What the companion of a document says."""
    return Says(name, words, beside=True)


STATED = f"publications/{REPORT}.yaml"
DOCUMENTS = "reference/documents.yaml"
SEVEN = "Seven new Draft Proposals"

# (what the published document has, how it shows): numbered as in the survey of the documents.
ERRORS: list[tuple[str, Shown]] = [
    # The Change Status Report of August 2020.
    ("21 open PA average 36", Found("D109", STATED, "36 is stated for assessment-average-open-pa")),
    ("21 put right", Beside(REPORT, "Average of the Preliminary Assessments open 36 39.3")),
    (
        "22 completed PA average 64",
        Found("D109", STATED, "64 is stated for assessment-average-com"),
    ),
    ("22 put right", Beside(REPORT, "Average of the Preliminary Assessments completed 64 63.2")),
    ("23 SECMP0063 twice", Found("D109", STATED, "SECMP0063 pa-1 is stated twice")),
    ("23 counted in 18", Found("D109", STATED, "18 is stated for assessments-completed-pa")),
    ("23 put right", Beside(REPORT, "Preliminary Assessments completed 18 17")),
    ("24 a PA with the target of an IA", Says(REPORT, "MP077 PA 31 Dec 2019 40 WD 40")),
    ("25 54 proposals open", Found("D109", STATED, "54 is stated for proposals-open")),
    (
        "26 SECMP0007 assessed and open",
        Beside(REPORT, "The DCC’s assessment of SECMP0007 is recorded as open"),
    ),
    (
        "27 SECMP0067 without MRC",
        Beside(REPORT, "No Modification Report Consultation on SECMP0067"),
    ),
    ("28 MP122 accepted first", Says(REPORT, "‘Operational Metrics’ IA Approved Jul 2020 16 Jul")),
    ("28 MP106 not open", Says(REPORT, "Unknown WAN Variant’ IA Approved Jul 2020 –")),
    ("29 MP135 is new and done", Says(REPORT, "MP135 was implemented on 23 July 2020")),
    ("30 G5.8, G5.10 and G5.20", Says(REPORT, "two clauses of SEC Section G5", "G5.10")),
    ("31 MP117 has two titles", Found("D102", "modifications/MP117.yaml", "change-status-report-")),
    ("31 put right", Says(REPORT, "MP117 ‘Bulk CH returns’", "CH Bulk returns")),
    ("32 two addresses joined", Refused("https://a.example/onehttps://a.example/two")),
    ("33 live on a Sunday", Says(REPORT, "which will go live on Sunday 29 November 2020")),
    ("36 few within target", Beside(REPORT, "completed 17 17 63.2 37.0 61.0 34.0 3 of 17")),
    (
        "MP109 at 46 weekdays",
        Found("D109", STATED, "46 is stated for MP109 pa-1; weekdays both en"),
    ),
    ("MP109 put right", Beside(REPORT, "Duration of MP109 PA 46 49")),
    # The letter of March 2021.
    (
        "37 Testing Scenarios",
        Found("D102", DOCUMENTS, "letter-secmp0007-2021-03-25 calls Appendix"),
    ),
    ("37 put right", Says(LETTER, "‘Common Test Scenarios Document’", "Common Testing Scenarios")),
    ("38 GB Companion", Found("D102", DOCUMENTS, "rid-2022-11-v0.4 calls Schedule 8 'GB Compan")),
    ("38 put right", Says(LETTER, "Schedule 8 ‘Great Britain Companion Specification’")),
    # The update of June 2017.
    ("40 May 2016", Says(PAPER, "At its meeting of May 2017 the Panel heard", "May 2016")),
    (
        "41 Device for Meter",
        Found("D102", "modifications/SECMP0004.yaml", "unc-update-2017-06 cal"),
    ),
    ("41 put right", Says(PAPER, "Meter Serial Number data item", "Device Serial Number")),
    ("43 Path 3 before Path 2", Says(PAPER, "Path 3: Self-Governance To be decided")),
    # The newsletter of December 2021.
    (
        "44 seven Draft Proposals",
        Says(NEWS, "five Draft Proposals and two proposals raised", SEVEN),
    ),
    ("44 approvals promised", Says(NEWS, "Refinement Consultations: four", "Decisions since")),
    ("46 closes on its own day", Says(NEWS, "Closes: Friday 17 December 2021 (today)")),
    ("46 closes too soon", Says(NEWS, "Closes: Tuesday 21 December 2021 (two Working Days left)")),
    ("47 meetings without a year", Says(NEWS, "Friday 14 Jan 2022 SEC Panel 100")),
    ("49 rules lapse on a bank holiday", Says(NEWS, "are to lapse on 1 January 2022")),
    ("49 it is one", Rests(date(2022, 1, 1))),
]


@pytest.mark.parametrize(("error", "shown"), ERRORS, ids=[error for error, _ in ERRORS])
def test_an_error_of_a_published_document_is_told_or_put_right(error: str, shown: Shown) -> None:
    assert shown(), error


def test_path_2_stands_before_path_3() -> None:
    paper = text(PAPER)
    assert paper.index("Path 2: Authority Determination") < paper.index("Path 3: Self-Governance")


def test_a_planned_sunday_is_a_finding_that_somebody_waived() -> None:
    """Number 33: without the waiver of the release, T104 would stop the plan."""
    release = loaded().register.releases["2020-11"]
    assert [waiver.code for waiver in release.waive] == ["T104"]
    assert Found("Y303", "releases/2020-11/release.yaml", "'allowed-by' names nobody")()
