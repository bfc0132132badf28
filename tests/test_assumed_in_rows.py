"""Reports, updates, letters and newsletters qualify what is assumed where they print it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sectool.building import assumed_facts
from sectool.documents.edition import edition_of
from sectool.documents.kinds import KINDS
from sectool.load import Loaded, load_register
from sectool.pipeline import build
from sectool.queries.assumed import CONFIRMED, AssumedFact, Unconfirmed
from sectool.queries.register_on import register_on
from tests.command import run
from tests.git import planned
from tests.register import SEED, copy_of, edit, opened
from tests.tables import flowing

REASON = "A colleague remembers it"
ASSUMED = f"  assumed: true\n  note: {REASON}.\n"
REPORT, UPDATE = "status-report-2020-08", "unc-update-2017-06"
NEWSLETTER, LETTER = "newsletter-2021-12-17", "letter-secmp0007-2021-03-25"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def text_of(loaded: Loaded, name: str, day: date | None = None) -> str:
    return flowing(build(loaded, name, day).written("md")).replace("\u00a0", " ")


def facts_of(loaded: Loaded, name: str) -> tuple[AssumedFact, ...]:
    edition = edition_of(loaded.register.publications[name])
    return assumed_facts(loaded.register, name, edition)


def line_with(text: str, *words: str) -> str:
    return next(line for line in text.splitlines() if all(word in line for word in words))


def test_a_newsletter_qualifies_a_consultation(root: Path) -> None:
    file = root / "modifications/MP159.yaml"
    edit(file, "  source: newsletter-2021-12-17\n  line: 141\n", ASSUMED)
    text = text_of(load_register(root), NEWSLETTER)
    assert "**Closes:** Tuesday 21 December 2021 (two Working Days left), subject to" in text
    assert "21 Dec 2021, subject to confirmation |" in line_with(
        text, "**Refinement Consultation on MP159", "|"
    )
    assert "**Problem (subject to confirmation):** " in text
    assert "**Proposed Solution (subject to confirmation):** " in text
    assert text.count("subject to confirmation") == 4
    assert REASON not in text


def test_the_builder_of_a_newsletter_is_told_why(root: Path) -> None:
    file = root / "modifications/MP159.yaml"
    edit(file, "  source: newsletter-2021-12-17\n  line: 141\n", ASSUMED)
    done = run("publication", "build", NEWSLETTER, "--format", "md", "--draft", cwd=root)
    told = line_with(done.stderr, "assumed, and printed as 'subject to confirmation': MP159")
    assert told.endswith(f": {REASON}.")


def test_a_report_qualifies_how_a_proposal_was_raised() -> None:
    text = text_of(opened(SEED), REPORT)
    raised = (
        "It was raised directly as a Modification Proposal. These details are subject to "
        "confirmation."
    )
    assert text.count(raised) == 1


def test_a_report_qualifies_a_stage_that_nothing_else_proves() -> None:
    text = text_of(opened(SEED), REPORT)
    note = re.search(r"[^.]* is subject to confirmation\.", text[text.index("## 1. Summary") :])
    assert note is not None
    assert "MP094" in note.group()
    # The DCC assesses what is being refined, and it had assessed this one.
    assert "MP078" not in note.group()


def test_an_update_qualifies_a_status(root: Path) -> None:
    file = root / "modifications/SECMP0002.yaml"
    text = file.read_text(encoding="utf-8")
    source = re.search(r"  source: .*\n(  line: .*\n)?", text)
    assert source is not None
    edit(file, source.group(), ASSUMED)
    row = line_with(text_of(load_register(root), UPDATE), "**SECMP0002**", "|")
    assert row.endswith("(subject to confirmation) |")


def test_a_letter_qualifies_an_answer_and_the_day_of_a_part() -> None:
    text = text_of(opened(SEED), LETTER, date(2021, 7, 1))
    assert "By 24 June 2021, the Authority had directed 24 June 2021" in text
    assert "24 June 2021, subject to confirmation |" in text


def test_a_decision_that_is_assumed_stops_the_issue_of_an_update(root: Path) -> None:
    file = root / "modifications/SECMP0021.yaml"
    edit(file, "  by: Panel\n  source: unc-update-2017-06\n  line: 72\n", f"  by: Panel\n{ASSUMED}")
    loaded = load_register(root)
    assert [fact.id for fact in facts_of(loaded, UPDATE) if fact.qualifier is None] == ["SECMP0021"]
    assert "subject to confirmation" not in text_of(loaded, UPDATE)
    planned(root)
    done = run("publication", "issue", UPDATE, cwd=root)
    assert done.returncode == 1
    assert "SECMP0021" in done.stderr[done.stderr.index("would print what is assumed") :]


# Whatever is assumed, no row says it as a fact.


def rows_of(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for item in value:
            yield from rows_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(getattr(value, "unconfirmed", None), Unconfirmed):
            yield value
        for field in fields(value):
            yield from rows_of(getattr(value, field.name))


@pytest.fixture(scope="module")
def all_assumed(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The frozen register, of which no source says anything about a modification."""
    root = copy_of(SEED, tmp_path_factory.mktemp("assumed") / "register")
    for file in sorted((root / "modifications").iterdir()):
        text = file.read_text(encoding="utf-8")
        text = re.sub(r"^  (assumed|line): .*\n", "", text, flags=re.MULTILINE)
        text = re.sub(r"^  source: .*$", "  assumed: true", text, flags=re.MULTILINE)
        file.write_text(text, encoding="utf-8")
    return load_register(root)


@pytest.mark.parametrize("name", [NEWSLETTER, UPDATE, REPORT])
def test_no_row_says_an_assumption_as_a_fact(name: str, all_assumed: Loaded) -> None:
    register = all_assumed.register
    publication = register.publications[name]
    edition = edition_of(publication)
    calendars = register_on(register, edition.as_of).calendars
    value = KINDS[publication.kind].compose(register, publication, edition, calendars)
    rows = list(rows_of(value))
    assert rows
    assert [row for row in rows if row.unconfirmed == CONFIRMED] == []
    assert {fact.id for fact in facts_of(all_assumed, name)} == {
        id_ for row in rows for id_ in (getattr(row, "ids", None) or (row.id,))
    }
