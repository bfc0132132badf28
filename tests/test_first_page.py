"""The first page of a RID: dates, what Parties do, what has changed, and where it says nothing."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sectool.blocks import Block, Bullets, Table, text_of
from sectool.building import Built, build, companion_of, doubts
from sectool.building.write import files_of
from sectool.compare import changes_between
from sectool.issuing.verification import document_at, verification_of
from sectool.load import load_register
from sectool.load.shipped import SHARED
from sectool.render import word
from sectool.render.formats import FORMATS
from sectool.render.reading import lines_of
from tests.register import BSC, SEED, copy_of, edit, opened
from tests.tables import led_nowhere
from tests.test_word import part
from tests.word_checks import W, faults

RID = "rid-2022-11"
FILE = f"publications/{RID}.yaml"
TIMELINE = "releases/2022-11/timeline.yaml"
COST = "modifications/MP141.yaml"


@cache
def seed() -> Built:
    return build(opened(SEED), RID)


def lines(built: Built, heading: str) -> list[str]:
    """The lines of a section of Markdown, with ordinary blanks."""
    text = led_nowhere(built.written("md").decode()).replace("\u00a0", " ")
    _, found, rest = text.partition(f"\n## {heading}\n")
    assert found, heading
    return [line for line in rest.partition("\n## ")[0].split("\n") if line.strip()]


def rows(built: Built, heading: str) -> list[list[str]]:
    """The rows of the table of a section, without its heading."""
    found = [line for line in lines(built, heading) if line.startswith("|")]
    return [[cell.strip(" *") for cell in line.strip("|").split("|")] for line in found[2:]]


def test_key_dates_are_those_of_the_plan() -> None:
    assert rows(seed(), "Key dates") == [
        [
            "Next cut-off dates",
            "3 February 2022 (MP141), 23 February 2022 (MP140; estimated) and 3 March 2022 (MP078)",
        ],
        ["System Integration Testing (SIT)", "Starts in April 2022"],
        ["User Integration Testing (UIT)", "August 2022 to September 2022 (provisional)"],
        ["CSC go/no-go decision", "18 October 2022"],
        ["Go-live", "3 November 2022"],
    ]


def test_each_kind_of_party_reads_what_it_has_to_do() -> None:
    by_go_live = "By go-live, 3 November 2022"
    prepare = "Prepare for the changes made by"
    assert rows(seed(), "What you need to do") == [
        [
            "Test Participants",
            "Inform DCC of their regression testing plans",
            "July 2022. At least ten Working Days before the start of UIT. "
            "The last day for this will be between 18 July 2022 and 29 July 2022.",
        ],
        [
            "Test Participants",
            "Provide regression testing results to DCC",
            "September 2022. At least five Working Days before the close of the UIT window. "
            "The last day for this will be between 1 September 2022 and 19 September 2022.",
        ],
        [
            "Supplier Parties",
            f"{prepare} SECMP0015, SECMP0056 and MP099 and, if approved, by MP078, MP140, MP141 "
            "and MP143",
            by_go_live,
        ],
        [
            "Electricity Network Parties",
            f"{prepare} MP085A and MP141, if approved",
            by_go_live,
        ],
        ["Gas Network Parties", f"{prepare} SECMP0015 and, if approved, by MP141", by_go_live],
        [
            "Other SEC Parties",
            f"{prepare} SECMP0015, SECMP0056 and MP099 and, if approved, by MP078, MP085A, MP140 "
            "and MP143",
            by_go_live,
        ],
    ]


def test_what_is_past_is_asked_of_nobody() -> None:
    late = build(opened(SEED), RID, date(2022, 8, 15))
    assert [row[:2] for row in rows(late, "What you need to do")][:1] == [
        ["Test Participants", "Provide regression testing results to DCC"]
    ]
    assert not any(label.startswith("Next cut-off") for label, _ in rows(late, "Key dates"))
    one = dict(rows(build(opened(SEED), RID, date(2022, 4, 1)), "Key dates"))
    assert one["Next cut-off date"] == "3 May 2022 (MP085A and MP143; estimated)"
    after = build(opened(SEED), RID, date(2022, 12, 1))
    assert "## What you need to do" not in after.written("md").decode()


def test_a_comparison_and_a_fingerprint_take_no_notice(tmp_path: Path) -> None:
    """Who keeps the register, and for whom a step is, may be said later."""
    root = copy_of(SEED, tmp_path / "register")
    edit(root / "reference/participants.yaml", "acting: [Participants]\n", "")
    edit(root / "sectool.yaml", "administrator:", "contact: {name: Help}\nadministrator:")
    other = build(load_register(root), RID)
    assert other.imprint == seed().imprint
    assert other.document.blocks != seed().document.blocks


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register in which version 0.4 went out, and 0.5 is a draft with another plan and costs."""
    root = copy_of(SEED, tmp_path_factory.mktemp("later") / "register")
    edit(
        root / FILE,
        "annexes:\n",
        "- version: 0.5\n  changes: Another day for UIT.\nannexes:\n",
    )
    edit(
        root / TIMELINE,
        "    title: UIT commences\n    when: 2022-08\n",
        "    title: UIT commences\n    when: 2022-08-08\n    was:\n"
        "    - until: 2022-01-10\n      when: 2022-08\n",
    )
    modification = root / COST
    modification.write_text(
        modification.read_text(encoding="utf-8")
        + "- date: 2022-01-12\n  event: noted\n  source: public\n  costs:\n"
        "  - phases: [design-build-pit]\n    amount: 130000\n",
        encoding="utf-8",
    )
    (root / f"publications/{RID}.issued.yaml").write_text(
        f"- version: 0.4\n  dated: 2021-11-23\n  as-of: 2021-11-23\n"
        f"  fingerprint: {seed().imprint.fingerprint}\n  content: {'0' * 64}\n"
        f"  commit: {'0' * 40}\n",
        encoding="utf-8",
    )
    return root


def test_a_version_says_what_has_changed_and_marks_the_rows(later: Path) -> None:
    built = build(load_register(later), RID)
    assert lines(built, "What has changed since version 0.4") == [
        "Another day for User Integration Testing (UIT).",
        "- ‘Test Participants inform DCC of their regression testing plans’ moves from July 2022 "
        "to 25 July 2022.",
        "- ‘UIT commences’ moves from August 2022 to 8 August 2022.",
        "- New costs for MP141.",
        "In the lists and tables below, items marked “New” or “Changed” differ from version 0.4.",
    ]
    marked = [
        (row[0].mark, text_of(row[0].body).replace("\u00a0", " "))
        for table in built.document.blocks
        if isinstance(table, Table)
        for row in table.rows
        if row[0].mark
    ]
    assert marked == [
        ("changed", "25 Jul 2022"),
        ("changed", "8 Aug 2022"),
        ("changed", "MP141"),
    ]
    # Told in words too, where a bar is not seen.
    assert built.written("md").decode().count(" (Changed)") == 3
    assert built.written("html").decode().count('<span class="mark">Changed</span>') == 3
    file = word.write(built.document, SHARED / "style.docx")
    assert faults(file) == []
    assert len(list(part(file).iter(W + "tcBorders"))) == 3
    # Without a contact a draft asks for one.
    assert "[TODO: say where questions go]" in text_of(built.document.blocks)
    assert [*doubts(load_register(later).register, RID, built)] == []


def test_items_of_lists_are_marked_behind_their_id(later: Path, tmp_path: Path) -> None:
    """One that went from one list to another has changed."""
    root = copy_of(later, tmp_path / "register")
    for name, happened in (
        ("MP141", "approved\n  release: 2022-11"),
        ("MP196", "targeted\n  release: 2022-11"),
    ):
        file = root / f"modifications/{name}.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(f"{text}- date: 2022-01-12\n  event: {happened}\n", encoding="utf-8")
    built = build(load_register(root), RID, draft=True)
    marked = [
        (one.marks[place], text_of(item).replace("\u00a0", " ").partition(" ‘")[0])
        for one in built.document.blocks
        if isinstance(one, Bullets)
        for place, item in enumerate(one.items)
        if one.marks and one.marks[place]
    ]
    assert marked == [("changed", "MP141"), ("new", "MP196")]
    text = led_nowhere(built.written("md").decode())
    for format_ in FORMATS:
        read = "\n".join(lines_of(built.written(format_), format_)).replace("\u00a0", " ")
        assert "MP141 (Changed) ‘" in read, format_
        assert "MP196 (New) ‘" in read, format_
    assert text.count("(New)") > 1, "and the rows of tables"
    # Marks are no words of the document.
    assert not changes_between(
        built.document, replace(built.document, blocks=unmarked(built)), None
    )


def unmarked(built: Built) -> tuple[Block, ...]:
    return tuple(
        replace(block, marks=()) if isinstance(block, Bullets) else block
        for block in built.document.blocks
    )


def test_a_page_leads_to_the_version_before_only_where_that_lies_there(
    later: Path, tmp_path: Path
) -> None:
    loaded = load_register(later)

    def links(built: Built) -> list[tuple[str, str]]:
        (path, content), *_ = files_of(loaded, built, ["html"], tmp_path, setting=nullcontext)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        nav = content.decode().partition('<nav class="formats"')[2].partition("</nav>")[0]
        return re.findall('href="([^"]*)">([^<]*)', nav)

    built = build(loaded, RID)
    changes = ("#what-has-changed-since-version-0-4", "Changes since version 0.4")
    assert links(built) == [changes]
    before = tmp_path / "2022-11/rid-0.4.html"
    assert before.name == built.earlier_page
    before.write_text("<p>Version 0.4")
    assert links(built) == [("rid-0.4.html", "Version 0.4"), changes]
    found = verification_of(loaded, document_at(tmp_path / f"2022-11/{built.file_in('html')}"))
    assert found.differences == ()
    assert b'class="formats"' not in build(opened(BSC), "newsletter-2020-02-28").written("html")


def test_nothing_is_said_where_the_register_gives_another_version_before(
    later: Path, tmp_path: Path
) -> None:
    root = copy_of(later, tmp_path / "register")
    edit(root / "modifications/MP141.yaml", "date: 2022-02-03", "date: 2022-02-10")
    loaded = load_register(root)
    built = build(loaded, RID)
    assert lines(built, "What has changed since version 0.4") == [
        "Another day for User Integration Testing (UIT)."
    ]
    tables = [block for block in built.document.blocks if isinstance(block, Table)]
    assert not any(row[0].mark for table in tables for row in table.rows)
    (told,) = [one for one in doubts(loaded.register, RID, built) if one.code == "D126"]
    assert "what has changed since version 0.4" in told.finding.message
    assert "no longer what was issued" in text_of(companion_of(loaded, RID, built).document.blocks)


def test_only_the_preparer_reads_that_nothing_is_recorded_of_the_version_before() -> None:
    assert lines(seed(), "What has changed since version 0.3") == [
        "New costs for MP141 and MP143, and a new implementation timeline."
    ]
    beside = text_of(companion_of(opened(SEED), RID, seed()).document.blocks)
    assert "No issue of version 0.3 is recorded" in beside


def test_notes_name_steps_by_their_nouns(tmp_path: Path) -> None:
    """Those of the milestone before those of the Code; two bounds are one sentence if both have."""

    def note(*edits: tuple[str, str], words: str = "") -> str:
        root = copy_of(SEED, tmp_path / f"register-{len([*tmp_path.iterdir()])}")
        for old, new in edits:
            edit(root / TIMELINE, old, new)
        if words:
            (root / "reference/words.yaml").write_text(words, encoding="utf-8")
        text = build(load_register(root), RID).written("md").decode().replace("\u00a0", " ")
        (row,) = [line for line in text.splitlines() if "| DCC consults on" in line]
        return row[max(row.find("Between"), row.find("After")) :].removesuffix(" |")

    title = "    title: TAG reviews draft SEC Release TAD\n"
    rule = "    - before tad-updated\n"
    updated = "the DCC’s submission of the updated TAD"
    assert note() == f"Between the TAG’s review of the draft TAD and {updated}."
    own = note((title, f"{title}    noun: the first review\n"))
    assert own == f"Between the first review and {updated}."
    dated = note((rule, "    - before 2022-03-01\n"))
    assert dated == "Between the TAG’s review of the draft TAD and 1 March 2022."
    both = "After TAG reviews draft SEC Release TAD and before DCC submits updated SEC Release TAD."
    assert note(words="operator: the DCC\n") == both
    one = note(words="steps: {tag-tad-draft: the review}\n")
    assert one == "After the review and before DCC submits updated SEC Release TAD."


def test_a_window_is_shown_as_one_and_an_unknown_date_only_in_a_draft(tmp_path: Path) -> None:
    root = copy_of(SEED, tmp_path / "register")
    start = "    title: SIT commences\n    when: "
    edit(root / TIMELINE, f"{start}2022-04\n", f"{start}to be announced\n")
    phases = root / "reference/test-phases.yaml"
    phases.write_text(
        phases.read_text(encoding="utf-8")
        + "more:\n  title: More testing\n  starts: more-starts\n  report: more-report\n"
        "  review: more-review\n  reviewed-by: TAG\n",
        encoding="utf-8",
    )
    loaded = load_register(root)
    built = build(loaded, RID)
    window = ["System Integration Testing (SIT)", "Starts between 19 April 2022 and 19 July 2022"]
    assert window in rows(built, "Key dates")
    assert "More testing" not in dict(rows(built, "Key dates"))
    draft = dict(rows(build(loaded, RID, draft=True), "Key dates"))
    assert draft["More testing"] == r"\[TODO: give its date in the timeline\]"
    missing = text_of(companion_of(loaded, RID, built).document.blocks)
    assert "releases/2022-11/timeline.yaml:" in missing
