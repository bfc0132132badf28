"""The real register's RID says what the published one says, table by table, in each format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

import pytest

from sectool.acronyms import Acronyms
from sectool.check.run import check_register
from sectool.diagnostic import Diagnostic
from sectool.load import Loaded
from sectool.pipeline import Built, build, rid_of, subject_of
from sectool.render.formats import FORMATS
from tests import seed_facts as seed
from tests.office import READERS
from tests.register import SEED, opened
from tests.tables import (
    Blocks,
    Chart,
    Items,
    Paragraph,
    Runs,
    Table,
    charted,
    items,
    lines_of,
    links,
    notes,
    section,
    tables,
    words,
)


@cache
def loaded() -> Loaded:
    return opened(SEED)


def dcc_impact(id_: str) -> str | None:
    impacts = loaded().register.modifications[id_].impacts
    return impacts.get("dcc", ("none",))[0] if impacts is not None else None


@cache
def built() -> Built:
    return build(loaded(), rid_of(loaded().register, "2022-11"))


@cache
def blocks_in(name: str) -> Blocks:
    # As it is worded: acronyms are written out on the way to a file.
    document = replace(built().document, acronyms=Acronyms())
    return READERS[name](FORMATS[name].write(document, built().look))


@pytest.fixture(params=sorted(READERS))
def rid(request: pytest.FixtureRequest) -> Blocks:
    """The RID, read back from each format in turn."""
    return blocks_in(request.param)


PLAN = (
    "Of the 21 steps to go-live, six are not yet fixed to a day; the go/no-go decision is "
    "12 Working Days before go-live"
)


def matrix(text: str, columns: int) -> list[tuple[str, ...]]:
    """The rows of a matrix typed as text; the label in front may hold blanks."""
    rows = []
    for line in text.strip().splitlines():
        label, *cells = line.strip().rsplit(maxsplit=columns)
        rows.append((label, *("" if cell == "·" else cell for cell in cells)))
    return rows


def paragraphs(blocks: Blocks) -> list[str]:
    return [words(block.body) for block in blocks if isinstance(block, Paragraph)]


def missing(text: str, wanted: Iterable[str]) -> list[str]:
    """The words that a text should hold and does not."""
    return [one for one in wanted if one not in text]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_all_formats_say_the_same(name: str) -> None:
    # What is drawn of the timetable in the others is no block of Markdown.
    read = blocks_in("html")
    drawn = [
        b
        for b in read
        if name != "md"
        or not isinstance(b, Chart)
        or b.caption.replace("\u00a0", " ").replace("\u2011", "-") != PLAN
    ]
    assert [*charted(blocks_in(name), read)] == drawn


def test_the_document_says_which_it_is(rid: Blocks) -> None:
    facts, *_ = [block for block in rid if isinstance(block, Table)]
    assert facts.texts == (
        ("Release", seed.RELEASE),
        ("Go-live", seed.GO_LIVE),
        ("Version", seed.VERSION),
        ("Date", seed.DATED),
        ("Status", "For issue"),
        ("Classification", f"White: {seed.WHITE_MEANS}"),
        ("Prepared by", "SECAS"),
    )
    assert all(row[0].heading for row in facts.rows)


def test_annexes(rid: Blocks) -> None:
    told = [words(item) for item in items(section(rid, "About this document"))]
    assert [text.partition(". ")[0] for text in told] == [
        f"Annex {letter}: {title}" for letter, title in seed.ANNEXES
    ]


# Scope.


def told_of(line: Runs) -> tuple[str, str, tuple[str, ...]]:
    """Id, title and links of an item of the scope."""
    text = words(line)
    return text.split()[0], text[text.index("‘") + 1 : text.index("’ ")], links(line)


def test_approved_modifications_and_what_they_will_do(rid: Blocks) -> None:
    lines = items(section(rid, "Approved Modification Proposals"))
    assert [told_of(line) for line in lines] == [
        (found.id, found.title, (found.link,)) for found in seed.APPROVED
    ]
    for line, found in zip(lines, seed.APPROVED, strict=True):
        assert words(line).startswith(f"{found.id} ‘{found.title}’ will ")
        assert missing(words(line), found.about) == []


def test_targeted_modifications_what_they_propose_and_until_when(rid: Blocks) -> None:
    lines = items(section(rid, "Targeted Modification Proposals"))
    assert [told_of(line) for line in lines] == [
        (found.id, found.title, (found.link,)) for found in seed.TARGETED
    ]
    for line, found in zip(lines, seed.TARGETED, strict=True):
        assert words(line).startswith(f"{found.id} ‘{found.title}’ proposes to ")
        assert missing(words(line), found.about) == []
        basis = "Estimated cut-off date" if found.estimated else "Cut-off date"
        assert words(line).endswith(f". {basis}: {found.cut_off}.")


def test_what_may_still_join(rid: Blocks) -> None:
    assert (seed.FURTHER_SYSTEM, seed.FURTHER_OTHER) == (False, True)
    assert paragraphs(section(rid, "Targeted Modification Proposals"))[-1] == (
        "No further modification that affects DCC Systems is expected. Further modifications that "
        "do not affect DCC Systems may still be added."
    )


def test_change_requests(rid: Blocks) -> None:
    lines = items(section(rid, "DCC Change Requests"))
    assert [told_of(line) for line in lines] == [
        (id_, title, ()) for id_, title, _ in seed.CHANGE_REQUESTS
    ]
    for line, (id_, title, about) in zip(lines, seed.CHANGE_REQUESTS, strict=True):
        assert words(line).startswith(f"{id_} ‘{title}’ proposes to ")
        assert missing(words(line), about) == []


def test_every_link_is_one_of_the_modifications(rid: Blocks) -> None:
    found = [link for line in lines_of(rid) for link in links(line)]
    assert found == [mod.link for mod in (*seed.APPROVED, *seed.TARGETED)]


# Impacts.


def test_participant_matrix(rid: Blocks) -> None:
    table = tables(rid)["Participant impact matrix"]
    assert table.headings == seed.PARTICIPANT_HEADINGS
    assert list(table.texts) == matrix(seed.PARTICIPANT_MATRIX, 5)
    noted = {
        (row[0].text, column): cell.notes
        for row in table.rows
        for column, cell in zip(table.headings, row, strict=True)
        if cell.notes
    }
    assert noted == {
        (seed.TICKED_FOR_TESTING, "DCC"): (
            "The DCC takes part by testing; its systems do not change.",
        )
    }


@pytest.mark.parametrize(
    ("caption", "facts"),
    [
        ("Impacts on SEC Parties", seed.PARTY_IMPACTS),
        ("Impacts on the DCC", seed.DCC_IMPACTS),
    ],
)
def test_impact_statements(
    rid: Blocks, caption: str, facts: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
) -> None:
    table = tables(rid)[caption]
    assert [row[0].text for row in table.rows] == [about for about, _ in facts]
    for row, (_, statements) in zip(table.rows, facts, strict=True):
        said = row[1].text.split("\n")
        assert all(one.startswith("• ") for one in said)
        lacking = [missing(one, facts) for one, facts in zip(said, statements, strict=True)]
        assert lacking == [[] for _ in statements]


def test_documents(rid: Blocks) -> None:
    changed, named = [b for b in section(rid, "SEC documents") if isinstance(b, Items)]
    told = [words(line).split(". ") for line in (*items((changed,)), *items((named,)))]
    assert [head for head, *_ in told] == [
        f"{label} ‘{title}’" for label, title, _ in seed.DOCUMENTS
    ]
    assert [not note for _, *note in told] == [ticked for *_, ticked in seed.DOCUMENTS]


def test_document_matrix(rid: Blocks) -> None:
    # There are more modifications than documents, so they are its rows.
    headings, *rows = by_document(rid)
    assert headings == ("Modification", *seed.DOCUMENT_HEADINGS[1:])
    assert rows == matrix(seed.DOCUMENT_MATRIX, 8)


def by_document(blocks: Blocks) -> list[tuple[str, ...]]:
    """The matrix with a row for each document, after what its columns are."""
    table = tables(blocks)["SEC document impact matrix"]
    return [*zip(table.headings, *table.texts, strict=True)]


def test_specification_matrix(rid: Blocks) -> None:
    table = tables(rid)["Technical Specification impact matrix"]
    assert table.headings[2:] == seed.SPECIFICATION_HEADINGS
    assert list(table.texts) == matrix(seed.SPECIFICATION_MATRIX, 8)


# Timetable.


def test_timetable(rid: Blocks) -> None:
    table = tables(rid)["Release implementation timetable"]
    assert table.headings == ("Date", "Who", "Event", "Notes")
    bodies = {"CSC", "DCC", "OPSG", "TAG", "Test Participants", ""}
    assert {who for _, who, *_ in table.texts} == bodies
    assert [row[0] for row in table.texts] == [step.date for step in seed.TIMETABLE]
    for (date, _, event, note), step in zip(table.texts, seed.TIMETABLE, strict=True):
        assert (date, missing(event, step.event)) == (date, [])
        assert (date, missing(note, step.note)) == (date, [])
        assert (date, note.startswith("Provisional.")) == (date, step.provisional)


# Costs.


def test_cost_table(rid: Blocks) -> None:
    table = tables(rid)["Breakdown of DCC implementation costs"]
    assert table.headings == seed.COST_HEADINGS
    *rows, total = table.rows
    assert [row[0].text for row in rows] == [id_ for id_, _ in seed.COSTS]
    assert [cell.text for cell in total] == [
        *("Total of the figures available", "£5,270,792 to £5,744,792", "£1,573,801", "–"),
        *("£26,571", "£9,919"),
    ]
    lacks = "Excludes figures not yet available"
    assert [[note.startswith(lacks) for note in cell.notes] for cell in total[2:]] == [[True]] * 4
    for row, (_, costs) in zip(rows, seed.COSTS, strict=True):
        # A figure is in the first of the phases that it covers; the others say in which it is.
        said: list[tuple[str, bool]] = []
        for cost in costs:
            covered = f"incl. in {seed.COST_HEADINGS[1 + len(said)]}"
            said += [(cost.figure, cost.estimate), *[(covered, False)] * (cost.columns - 1)]
        assert [(cell.text, "em" in cell.marks) for cell in row[1:]] == said
        figures = [cell for cell in row[1:] if not cell.text.startswith("incl. in ")]
        for cell, cost in zip(figures, costs, strict=True):
            assert len(cell.notes) == bool(cost.note)
            assert missing("".join(cell.notes), [cost.note]) == []


def test_cost_total_is_derived(rid: Blocks) -> None:
    assert (
        f"The figures available total {seed.COST_TOTAL}, including estimates. This total excludes "
        f"{seed.OPEN_CELLS.replace('cells', 'figures')} not yet available."
    ) in paragraphs(section(rid, "DCC costs"))


def test_effort_of_secas(rid: Blocks) -> None:
    lines = [words(line) for line in items(section(rid, "SECAS costs"))]
    for line, (purpose, days, pounds) in zip(lines, seed.SECAS_EFFORT, strict=True):
        assert line.startswith(f"{days} of effort (about {pounds}) to ")
        assert purpose in line


# Criteria and appendices.


@pytest.mark.parametrize(
    ("title", "facts"),
    [
        ("Operational acceptance criteria", seed.OPERATIONAL_CRITERIA),
        ("Testing acceptance criteria", seed.TESTING_CRITERIA),
    ],
)
def test_criteria(rid: Blocks, title: str, facts: tuple[tuple[str, ...], ...]) -> None:
    lines = [words(line) for line in items(section(rid, title))]
    assert [missing(line, about) for line, about in zip(lines, facts, strict=True)] == [
        [] for _ in facts
    ]


def test_history(rid: Blocks) -> None:
    table = tables(rid)["Document history"]
    assert [row[:2] for row in table.texts] == [
        (version, dated) for version, dated, _ in seed.HISTORY
    ]
    for (_, _, changes), (_, _, about) in zip(table.texts, seed.HISTORY, strict=True):
        assert missing(changes, about) == []


def test_glossary_holds_the_terms_used_and_no_others(rid: Blocks) -> None:
    wanted = {**seed.GLOSSARY, **seed.USED_BUT_NOT_LISTED}
    for term in seed.LISTED_BUT_NOT_USED:
        del wanted[term]
    table = tables(rid)["Glossary"]
    assert list(table.texts) == sorted(wanted.items(), key=lambda item: item[0].lower())


def test_no_table_is_left_uncompared(rid: Blocks) -> None:
    assert [block.caption for block in rid if isinstance(block, Table)] == [
        "",
        "",
        "Steps for Parties",
        "Participant impact matrix",
        "Impacts on SEC Parties",
        "Impacts on the DCC",
        "SEC document impact matrix",
        "Technical Specification impact matrix",
        "Release implementation timetable",
        "Breakdown of DCC implementation costs",
        "Document history",
        "Glossary",
    ]


# The document's own contradictions: domain.md c, S1, by number. (16 is not in use.)


@dataclass(frozen=True)
class Found:
    """The register keeps what was published, and checking it tells."""

    code: str
    file: str
    about: str

    def is_shown(self) -> bool:
        return any(
            (found.code, found.place.file) == (self.code, self.file) and self.about in found.message
            for found in findings()
        )


@dataclass(frozen=True)
class Agrees:
    """A figure that was published is kept as stated, and what the register derives agrees."""

    figure: str
    says: str

    def is_shown(self) -> bool:
        kept = [(s.figure, s.says) for s in loaded().register.releases["2022-11"].stated]
        told = [found for found in findings() if found.code == "R104"]
        return (self.figure, self.says) in kept and not any(self.figure in f.message for f in told)


@dataclass(frozen=True)
class Written:
    """Our document has it right: the text is in it, in every format."""

    text: str

    def is_shown(self) -> bool:
        return all(self.text in text_of(name) for name in READERS)


@dataclass(frozen=True)
class NotWritten:
    """Our document does not repeat it."""

    text: str

    def is_shown(self) -> bool:
        return not any(self.text in text_of(name) for name in READERS)


@dataclass(frozen=True)
class Holds:
    """The register has it in another way."""

    what: Callable[[], bool]

    def is_shown(self) -> bool:
        return self.what()


@cache
def findings() -> tuple[Diagnostic, ...]:
    return check_register(loaded(), subject_of(loaded(), documents=True))


@cache
def text_of(name: str) -> str:
    lines = [f"{words(line)} {' '.join(notes(line))}" for line in lines_of(blocks_in(name))]
    return "\n".join(lines)


def _schedule_11_is_the_union_of_the_others() -> bool:
    rows = {row[0]: row[1:] for row in by_document(blocks_in("md"))[1:]}
    others = zip(rows["Schedule 8"], rows["Schedule 9"], rows["Schedule 10"], strict=True)
    return tuple(max(cells) for cells in others) == rows["Schedule 11"]


def _specification_rows_give_the_schedules() -> bool:
    rows = {row[0]: row[1:] for row in by_document(blocks_in("md"))[1:]}
    table = tables(blocks_in("md"))["Technical Specification impact matrix"]
    ticked: dict[str, set[str]] = {}
    for row in table.texts:
        schedule = {"CHTS": "Schedule 10", "GBCS": "Schedule 8"}.get(row[0], "Schedule 9")
        cells = zip(table.headings[3:], row[3:], strict=True)
        ticked.setdefault(schedule, set()).update(id_ for id_, cell in cells if cell)
    return ticked == {
        schedule: {
            id_
            for id_, cell in zip(seed.DOCUMENT_HEADINGS[1:], rows[schedule], strict=True)
            if cell
        }
        for schedule in ticked
    }


def _terms() -> set[str]:
    return {row[0] for row in tables(blocks_in("md"))["Glossary"].texts}


def _months_stay_months() -> bool:
    dates = [row[0] for row in tables(blocks_in("md"))["Release implementation timetable"].texts]
    return {"Feb 2022", "Apr 2022"} <= set(dates)


RELEASE_FILE, TIMELINE_FILE = "releases/2022-11/release.yaml", "releases/2022-11/timeline.yaml"
GLOSSARY_FILE = "reference/glossary.yaml"

CONTRADICTIONS: dict[int, tuple[Found | Agrees | Written | NotWritten | Holds, ...]] = {
    1: (
        Found("R101", RELEASE_FILE, "Appendix AD"),
        Found("R101", RELEASE_FILE, "Appendix AF"),
        Found("R104", RELEASE_FILE, "documents-listed"),
    ),
    2: (Written("Release Implementation Document: November 2022 SEC Release"),),
    3: (
        Found("D102", GLOSSARY_FILE, "Prepayment Interface Device"),
        Found("D102", GLOSSARY_FILE, "Gas Smart Metering Technical Specification"),
        Found("D102", GLOSSARY_FILE, "Service Request Variant"),
        Found("D102", GLOSSARY_FILE, "Data Service Provider"),
        Found("D102", GLOSSARY_FILE, "Data Communication Company"),
        Written("Prepayment Meter Interface Device"),
        Written("Gas Smart Metering Equipment Technical Specification"),
        Written("Service Reference Variant"),
        Written("Data Services Provider (DSP)"),
        Written("Data Communications Company"),
        NotWritten("Prepayment Interface Device"),
        NotWritten("Gas Smart Metering Technical Specification"),
        NotWritten("Service Request Variant"),
        NotWritten("Data Service Provider"),
        NotWritten("Data Communication Company"),
    ),
    4: (
        Holds(lambda: seed.USED_BUT_NOT_LISTED.keys() <= _terms()),
        Holds(lambda: not _terms() & {*seed.LISTED_BUT_NOT_USED}),
    ),
    5: (
        Written("Before the decision, the OPSG will review the operational criteria"),
        NotWritten("The Operations Group"),
        Holds(
            lambda: (
                [known.name for known in loaded().register.bodies["opsg"].known_as]
                == ["Operations Group"]
            )
        ),
    ),
    6: (
        Written("Incorporating IRPs into GBCS v3 series"),
        Written("£1,573 A single charge, for the DSP alone."),
        Written("£8,346 Application Support for MP141"),
        NotWritten("GBCS1"),
        NotWritten("£1,5732"),
        NotWritten("£8,3463"),
    ),
    7: (
        Holds(lambda: dcc_impact("MP143") == "testing"),
        Written("five non-DCC System impacting IRPs"),
        Written("✓ The DCC takes part by testing; its systems do not change."),
        Written("for each modification that changes DCC Systems or requires testing"),
    ),
    8: (Found("R102", RELEASE_FILE, "MP141 leaves out Other SEC Parties"),),
    9: (Agrees("counted-in-systems", "5"), Written("bring in five DCC System impacting IRPs")),
    10: (
        Holds(_schedule_11_is_the_union_of_the_others),
        Holds(_specification_rows_give_the_schedules),
    ),
    11: (
        Holds(lambda: len(matrix(seed.PARTICIPANT_MATRIX, 5)) == 8),
        Holds(lambda: len(matrix(seed.DOCUMENT_MATRIX, 8)) == 6),
        Holds(lambda: len(matrix(seed.SPECIFICATION_MATRIX, 8)) == 7),
    ),
    12: (Found("T107", TIMELINE_FILE, "UIT Completion Report"),),
    13: (Found("R103", RELEASE_FILE, "MP078 and MP141"),),
    14: (Written(f"The figures available total {seed.COST_TOTAL}, including estimates"),),
    15: (
        Agrees("administrator-pounds", "15000"),
        Holds(lambda: [int(rate.pounds) for rate in loaded().register.day_rates] == [600]),
    ),
    17: (Found("T109", TIMELINE_FILE, "7 Jun 2022 and Tue 5 Jul 2022"),),
    18: (Found("T108", TIMELINE_FILE, "'sit-starts'"), Holds(_months_stay_months)),
}


@pytest.mark.parametrize("number", CONTRADICTIONS)
def test_contradictions(number: int) -> None:
    assert [shown for shown in CONTRADICTIONS[number] if not shown.is_shown()] == []
