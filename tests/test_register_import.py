"""A spreadsheet is taken into the register: nothing wrongly in silence, and nothing twice."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import replace
from difflib import ndiff
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from openpyxl.styles import Font

from sectool.editing.edit import changes_of
from sectool.export.sheets import as_csv, as_xlsx
from sectool.importing.cells import BookSheet, CannotImport, SheetCell, Workbook
from sectool.importing.delimited import read_csv
from sectool.importing.plan import ImportPlan, ImportRequest, plan_import
from sectool.importing.sheet_map import read_map
from sectool.importing.spreadsheet import read_xlsx
from sectool.load import Loaded, load_register
from sectool.pipeline import check
from sectool.queries.register_on import register_on
from sectool.queries.register_sheet import RegisterSheet, register_sheet
from sectool.source.reader import read_data
from sectool.workspace.overlay import Overlay
from tests.command import run
from tests.register import BSC, MINIMAL, NOVEMBER_2019, SEED, copy_of, edit, opened
from tests.spreadsheets import AS_OF, Claim, Made, as_text, as_workbook, made_sheet

THOUSAND = 1000
BATCH = 125
SOURCE = "made-up"


def planned(made: Made, loaded: Loaded | None = None) -> ImportPlan:
    return plan_import(loaded or opened(SEED), ImportRequest(made.book, SOURCE, as_of=made.as_of))


def with_edits(loaded: Loaded, plan: ImportPlan) -> Loaded:
    files = loaded.sources.files
    return load_register(Overlay(files, changes_of(files, plan.edits)))


# A thousand spreadsheets.


def claims_of(entry: dict[str, Any]) -> Iterator[Claim]:
    """What an entry says, as claims."""
    if "date" in entry and entry["event"] in ("raised", "approved", "withdrawn"):
        yield entry["event"], entry["date"]
        yield "stage", entry["event"]
    if entry.get("event") == "expected":
        yield entry["what"], entry.get("day") or entry["month"]
    if entry.get("event") == "on-hold":
        yield ("held",)
    for key in ("stage", "release", "proposer"):
        if key in entry:
            yield key, entry[key]
    if "note" in entry:
        yield "note", " ".join(entry["note"].split())
    if "impacts" in entry:
        given = {} if entry["impacts"] == "none" else entry["impacts"]
        for whom in ("suppliers", "dcc"):
            yield "affects", whom, given.get(whom, "false")


# Implied by what is recorded, or by what nobody asked.
def implied(claim: Claim) -> bool:
    return claim in (("stage", "approved"), ("stage", "withdrawn"), ("stage", "raised")) or (
        claim[0] == "affects" and claim[2] == "tbc"
    )


def faults_in(made: Made, plan: ImportPlan) -> Iterator[str]:
    """What was taken wrongly, or is missing, and nothing is said of it."""
    changes = changes_of(opened(SEED).sources.files, plan.edits)
    taken: dict[str, set[Claim]] = {}
    for file, content in changes.items():
        if file.startswith("modifications/") and content is not None:
            data, _ = read_data(content.decode())
            own = [entry for entry in data["history"] if entry.get("source") == SOURCE]
            found = {claim for entry in own for claim in claims_of(entry)}
            taken[data["id"]] = found | {("title", data["title"])}
    for id_, found in taken.items():
        guessed = any(row.guessed for row in plan.rows if row.id == id_)
        for claim in found - made.claims.get(id_, set()):
            if not guessed and not implied(claim):
                yield f"{id_}: {claim} is not true, and was not called a guess"
    rows = {(row.sheet, row.number): row for row in plan.rows}
    for place, (id_, claims) in made.rows.items():
        row = rows.get(place)  # none, where all of its cells are blank
        reported = row is not None and (row.guessed or row.refused or row.left_out or row.kept)
        for claim in claims - taken.get(id_, set()):
            if not reported:
                yield f"{place}: {claim} is not there, and nothing says why"


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(first, marks=[pytest.mark.slow] if first else [])
        for first in range(0, THOUSAND, BATCH)
    ],
)
def test_nothing_of_a_thousand_sheets_is_taken_wrongly_in_silence(first: int) -> None:
    outcomes = {"right": 0, "guessed": 0, "refused": 0}
    for seed in range(first, first + BATCH):
        made = made_sheet(seed, opened(SEED).register)
        plan = planned(made)
        assert list(faults_in(made, plan)) == [], f"sheet {seed}"
        for row in plan.rows:
            outcomes["guessed"] += len(row.guessed)
            outcomes["refused"] += len(row.refused)
            outcomes["right"] += len(row.new)
    # It is no answer to refuse everything, nor to call everything a guess.
    assert outcomes["right"] > outcomes["guessed"] > outcomes["refused"] > BATCH


def test_what_is_taken_wrongly_in_silence_is_seen() -> None:
    """The comparison above, of plans whose guesses are struck out."""
    found = []
    for seed in range(40):
        made = made_sheet(seed, opened(SEED).register)
        plan = planned(made)
        rows = tuple(replace(row, guessed=(), refused=()) for row in plan.rows)
        found += list(faults_in(made, replace(plan, rows=rows)))
    assert any("is not true" in fault for fault in found)
    assert any("is not there" in fault for fault in found)


@pytest.mark.parametrize("seed", range(0, 60, 5))
def test_a_sheet_is_the_same_in_a_file(seed: int) -> None:
    """What openpyxl and csv write is read as what it was made of."""
    made = made_sheet(seed, opened(SEED).register)
    there = planned(made)
    book = read_xlsx(as_workbook(made.book))
    assert planned(replace(made, book=book)).rows == there.rows
    # As texts alone: days are written out, and numbers are no longer numbers.
    sheet = made.book.sheets[0]
    texts = {
        row: {at: SheetCell(cell.text) for at, cell in cells.items() if cell.text}
        for row, cells in sheet.cells.items()
    }
    alone = replace(made, book=Workbook((BookSheet(sheet.name, texts),)), as_of=AS_OF)
    for mark, code in ((";", "utf-16"), (",", "utf-8-sig"), ("\t", "utf-8")):
        book = read_csv(as_text(sheet, mark, code), sheet.name)
        assert planned(replace(alone, book=book)).rows == planned(alone).rows


@pytest.mark.parametrize("seed", range(3, 60, 6))
def test_the_same_sheet_again_changes_nothing(seed: int) -> None:
    made = made_sheet(seed, opened(SEED).register)
    plan = planned(made)
    assert plan.edits
    after = with_edits(opened(SEED), plan)
    again = planned(made, after)
    assert again.edits == ()
    for id_, claims in made.claims.items():
        # What all of it comes to is what the sheet says.
        stages = {claim[1] for claim in claims if claim[0] == "stage"}
        if id_ not in after.register.modifications:
            continue
        standing = register_on(after.register, AS_OF).standing(id_)
        reported = [row for row in plan.rows if row.id == id_ and (row.guessed or row.refused)]
        if stages and not reported and standing is not None:
            assert stages == {standing.stage}, id_
    assert [row.new for row in again.rows] == [()] * len(again.rows)


# Again after the sheet has changed.

HEADINGS = ("ID", "Title", "Status", "Target release", "Proposer", "Approved", "Comments")
FIRST = datetime.date(2022, 1, 10)
LATER = datetime.date(2022, 3, 10)


def request(*rows: tuple[Any, ...], as_of: datetime.date = FIRST) -> ImportRequest:
    cells = {
        number: {at: SheetCell(value) for at, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate((HEADINGS, *rows), 1)
    }
    return ImportRequest(Workbook((BookSheet("Mods", cells),)), "list", as_of=as_of)


BEFORE = (
    ("MP301", "A first", "Refinement", None, "A Supplier Ltd", None, "one"),
    ("MP302", "A second", "Refinement", None, None, None, None),
    ("MP143", None, "Refinement", "2022-11", None, None, None),
)


@cache
def imported() -> Loaded:
    return with_edits(opened(SEED), plan_import(opened(SEED), request(*BEFORE)))


def changed_files(loaded: Loaded, plan: ImportPlan) -> dict[str, list[str]]:
    """The lines that are new in each file; none is gone but the newest title."""
    found = {}
    for file, content in changes_of(loaded.sources.files, plan.edits).items():
        assert content is not None
        old = loaded.sources.files.read(file).decode().splitlines()
        lines = list(ndiff(old, content.decode().splitlines()))
        assert [line for line in lines if line.startswith("- ")] == ["- title: A first"]
        found[file] = [line[2:] for line in lines if line.startswith("+ ")]
    return found


def test_what_changed_in_a_sheet_is_added_and_nothing_else() -> None:
    rows = (
        ("MP301", "A first one", "Report Phase", None, "A Supplier Ltd", None, "two"),
        BEFORE[1],
        BEFORE[2],
    )
    plan = plan_import(imported(), request(*rows, as_of=LATER))
    assert changed_files(imported(), plan) == {
        "modifications/MP301.yaml": [
            "title: A first one",
            "- seen: 2022-03-10",
            "  event: retitled",
            "  from: A first",
            "  source: list",
            "- seen: 2022-03-10",
            "  stage: report",
            "  source: list",
            "  note: two",
        ]
    }
    assert [row.new for row in plan.rows] == [
        ("title (before: 'A first')", "stage Report Phase, note"),
        (),
        (),
    ]
    after = with_edits(imported(), plan)
    standing = register_on(after.register, LATER).standing("MP301")
    assert standing is not None
    assert (standing.title, standing.stage) == ("A first one", "report")
    then = register_on(after.register, FIRST).standing("MP301")
    assert then is not None
    assert (then.title, then.stage) == ("A first", "refinement")


def test_what_others_changed_meanwhile_stays(tmp_path: Path) -> None:
    """The sheet says what it said before: that the register says otherwise is somebody's work."""
    first = with_edits(opened(SEED), plan_import(opened(SEED), request(*BEFORE)))
    file = "modifications/MP301.yaml"
    own = first.sources.files.read(file).decode()
    own += "- {seen: 2022-02-01, stage: report, source: public, proposer: Another Ltd}\n"
    changed = load_register(Overlay(first.sources.files, {file: own.encode()}))
    plan = plan_import(changed, request(*BEFORE, as_of=LATER))
    assert plan.edits == ()
    assert plan.rows[0].kept == (
        "proposer: the sheet has not changed, but the register has since Mon 10 Jan 2022: it stays "
        "'Another Ltd'",
        "stage: the sheet has not changed, but the register has since Mon 10 Jan 2022: it stays "
        "'report'",
    )
    # A cell that has changed is taken, whatever others wrote.
    rows = (("MP301", "A first", "Withdrawn", None, "A Supplier Ltd", None, "one"), *BEFORE[1:])
    plan = plan_import(changed, request(*rows, as_of=LATER))
    assert plan.rows[0].new == ("stage Withdrawn",)


def test_a_day_of_which_something_is_known_is_not_rewritten() -> None:
    """Somebody changed a cell and left the day of the sheet as it was."""
    rows = (("MP301", "Other", "Report Phase", None, "B Ltd", None, "one"), *BEFORE[1:])
    plan = plan_import(imported(), request(*rows))
    assert plan.edits == ()
    assert [why.partition(":")[0] for why in plan.rows[0].refused] == ["proposer", "title", "stage"]
    assert plan.rows[0].refused[2] == (
        "stage: of Mon 10 Jan 2022 itself the register has 'refinement' (list); give the row the "
        "day on which it was changed, or correct whichever is wrong"
    )


@pytest.mark.parametrize(
    ("row", "new", "refused"),
    [
        # Of the register of the seed, on 10 January 2022.
        (("MP143", None, "Refinement", None, None, "03/11/2023", None), "approved expected on", ""),
        (("MP301", "T", "Define", "2022-11", None, None, None), "stage Draft Proposal", "targeted"),
        (("SECMP0056", None, None, "2022-06", None, None, None), "release 2022-06", ""),
        (("MP143", "Another", "Refinement", None, None, None, None), "title (before:", ""),
        (("MP303", "T", "Implemented", "2021-11", None, None, None), "in force with 2021-11", ""),
    ],
)
def test_a_row_says_what_is_new(row: tuple[Any, ...], new: str, refused: str) -> None:
    mapped = read_map(b"dates: day-first\n", "map.yaml")
    plan = plan_import(opened(SEED), replace(request(row), mapped=mapped))
    (report,) = plan.rows
    assert new in ", ".join(report.new)
    assert refused in ", ".join(report.refused)
    assert bool(refused) == bool(report.refused)
    errors = [
        one
        for one in check(with_edits(opened(SEED), plan), documents=False)
        if one.severity.value == "error"
    ]
    assert errors == []


def test_rows_that_contradict_each_other_are_refused_in_that() -> None:
    rows = (
        ("MP301", "A first", "Refinement", None, None, None, "one"),
        ("MP301", "A first", "Report Phase", None, "A Supplier Ltd", None, "two"),
    )
    plan = plan_import(opened(SEED), request(*rows))
    assert [row.refused for row in plan.rows] == [
        ("stage: row 3 of Mods says otherwise of MP301 on the same day",),
        ("stage: row 2 of Mods says otherwise of MP301 on the same day",),
    ]
    assert [row.new for row in plan.rows] == [("new", "note"), ("proposer, note",)]


# Out and in again.


@pytest.mark.parametrize(
    ("register", "day"),
    [
        (SEED, datetime.date(2017, 6, 7)),
        (SEED, datetime.date(2021, 12, 17)),
        (SEED, datetime.date(2026, 1, 1)),
        (BSC, datetime.date(2022, 11, 3)),
        (NOVEMBER_2019, datetime.date(2019, 12, 1)),
        (MINIMAL, datetime.date(2029, 2, 1)),
    ],
    ids=lambda value: getattr(value, "name", str(value)),
)
def test_a_sheet_of_ours_comes_back_as_it_went(register: Path, day: datetime.date) -> None:
    loaded = opened(register)
    sheet = register_sheet(register_on(loaded.register, day))
    assert sheet.rows
    assert as_xlsx(sheet) == as_xlsx(sheet)
    for book in (read_xlsx(as_xlsx(sheet)), read_csv(as_csv(sheet), "sheet")):
        plan = plan_import(loaded, ImportRequest(book, "sheet"))
        assert [(row.id, row.guessed, row.refused) for row in plan.rows] == [
            (loaded.register.ids.kept(str(row[0])), (), ()) for row in sheet.rows
        ]
        assert plan.edits == ()
    # Into a register of the same tables and no modifications.
    gone = dict.fromkeys(f"modifications/{id_}.yaml" for id_ in loaded.register.modifications)
    empty = load_register(Overlay(loaded.sources.files, gone))
    again = with_edits(empty, plan_import(empty, ImportRequest(book, "sheet")))
    assert cells_of(register_sheet(register_on(again.register, day))) == cells_of(sheet)


def cells_of(sheet: RegisterSheet) -> list[dict[str, object]]:
    keys = [column.key for column in sheet.columns]
    return [dict(zip(keys, row, strict=True)) for row in sheet.rows]


# Files.


def test_what_a_workbook_hides_is_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["Ref", "Title", "Status", "Raised"])
    page.append(["MP301", "A first", "=B2", datetime.date(2021, 5, 4)])
    page.append(["MP302", "A second", "#REF!", 44_320])
    page.append(["MP303", "Struck", "Refinement", None])
    page.append(["MP304", "A fourth", "Refinement", "2021-05-04"])
    page.append([None, None, "Report Phase", None])
    page["C3"].data_type = "e"
    page["B4"].font = Font(strike=True)
    page["A5"].hyperlink = "https://example.org/mp304"
    page.merge_cells("A5:A6")
    page.row_dimensions[2].hidden = True
    content = io.BytesIO()
    book.save(content)
    plan = plan_import(
        opened(SEED), ImportRequest(read_xlsx(content.getvalue()), "sheet", as_of=FIRST)
    )
    assert [(row.number, row.id, row.guessed, row.refused) for row in plan.rows] == [
        (
            2,
            "MP301",
            ("the row is hidden, and taken all the same", DRAFT),
            ("Status (C): it is a formula without a stored result: open the file in Excel and "
             "save it",),
        ),
        (
            3,
            "MP302",
            ("Raised (D): Tue 4 May 2021: the number 44320, as Excel counts days", DRAFT),
            ("Status (C): it has the error #REF!",),
        ),
        (4, "MP303", (), ("Title (B): it is struck through, and so is what the row says",)),
        (5, "MP304", (DRAFT,), ("stage: row 6 of Sheet says otherwise of MP304 on the same day",)),
        (6, "MP304", (), ("stage: row 5 of Sheet says otherwise of MP304 on the same day",)),
    ]  # fmt: skip
    made = changes_of(opened(SEED).sources.files, plan.edits)["modifications/MP304.yaml"]
    assert made is not None
    assert b"link: https://example.org/mp304\n" in made


DRAFT = "raised as DP, since no column says as what"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"\xd0\xcf\x11\xe0 old", "Excel 97 to 2003"),
        (b"PK\x03\x04", "no .xlsx file"),
        (b"text", "no .xlsx file"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(CannotImport, match=why):
        read_xlsx(content)


@pytest.mark.parametrize(
    ("content", "cells", "notes"),
    [
        ("ID;Title\r\nMP1;Café, one\r\n".encode("cp1252"), ["MP1", "Café, one"], 2),
        ("ID\tTitle\nMP1\tTwo\n".encode("utf-16-le"), ["MP1", "Two"], 2),
        (b"sep=|\r\nID|Title\r\nMP1|x;y\r\n", ["MP1", "x;y"], 1),
        (b'ID,Title\n\nMP1,"a ""b""\nc"\n', ["MP1", 'a "b"\nc'], 0),
    ],
)
def test_csv_in_any_dress(content: bytes, cells: list[str], notes: int) -> None:
    book = read_csv(content, "sheet")
    (sheet,) = book.sheets
    last = max(sheet.rows())
    assert [sheet.cell(last, at).text for at in (1, 2)] == cells
    assert len(book.notes) == notes


@pytest.mark.parametrize("content", [b'ID,Title\nMP1,"open\n', b"ID,\x00\x01\n", b"\x81\x8d\x8f,1"])
def test_what_is_no_csv_is_refused(content: bytes) -> None:
    with pytest.raises(CannotImport):
        read_csv(content, "sheet")


# The command.

CSV = """\
Modification register,,,,
Mod No.,Title,Current Status,Date raised,Owner
MP 301,A first,Refine,25/10/2021,Ann
mp302,A second,Limbo,03/11/2021,Bob
,no id,Refinement,,
MP143,Incorporating IRPs into GBCS v3 series,Refinement,,Ann
Total: 3,,,,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    return copy_of(SEED, tmp_path / "register")


def test_a_sheet_is_imported_and_reported_row_by_row(register: Path, tmp_path: Path) -> None:
    file = tmp_path / "mods.csv"
    file.write_text(CSV, encoding="utf-8")
    words = ("register", "import", file, "--as-of", "2022-01-10", "--save-map", tmp_path / "m.yaml")
    dry = run(*words, "--dry-run", cwd=register)
    assert not (register / "modifications" / "MP301.yaml").exists()
    done = run(*words, cwd=register)
    assert done.returncode == dry.returncode == 1
    told, line, rest = done.stdout.partition("--- a/reference/sources.yaml\n")
    assert line
    assert (
        told
        == """\
Sheet 'mods', headings in row 2
     heading         taken as
  A  Mod No.         id         by its heading
  B  Title           title      by its heading
  C  Current Status  stage      by its heading
  D  Date raised     raised     by its heading
  E  Owner           not taken  its heading is not known

  row 3  MP301  taken: new, raised on Mon 25 Oct 2021, stage Refinement
                guessed: raised as DP, since no column says as what
  row 4  MP302  taken: new, raised on Wed 3 Nov 2021, seen on that day
                guessed: Date raised (D): Wed 3 Nov 2021: day first, as in
                         25/10/2021 (D3)
                guessed: raised as DP, since no column says as what
                refused: Current Status (C): there is no stage 'Limbo'; there
                         are: draft, initial-consideration, refinement, report,
                         with-authority, sent-back, referred, approved,
                         implemented, rejected, withdrawn, split, unknown,
                         on-hold
  row 5  refused: it has no id, and a title of its own: 'no id'
  row 6  MP143  unchanged: the register says this already
  row 7  left out: a total: 'Total: 3'

five rows: 2 taken, 1 unchanged, 1 refused, 1 left out; three guesses and two refusals to look at

new file modifications/MP301.yaml (10 lines)
new file modifications/MP302.yaml (10 lines)
"""
    )
    assert "+mods:\n+  title: Spreadsheet 'mods'\n" in rest
    assert (
        (register / "modifications" / "MP301.yaml").read_text(encoding="utf-8")
        == """\
id: MP301
title: A first
history:
- date: 2021-10-25
  event: raised
  as: DP
  source: mods
- seen: 2022-01-10
  stage: refinement
  source: mods
"""
    )
    assert (tmp_path / "m.yaml").read_text(encoding="utf-8").splitlines()[2:] == [
        "source: mods",
        "sheets:",
        "  mods:",
        "    header-row: 2",
        "    columns:",
        "      Mod No.: id",
        "      Title: title",
        "      Current Status: stage",
        "      Date raised: raised",
        "      Owner: none",
    ]
    # With its map, and a word for what it calls a stage.
    edit(tmp_path / "m.yaml", "source: mods\n", "source: mods\nstages: {Limbo: report}\n")
    again = run(*words[:5], "--map", tmp_path / "m.yaml", cwd=register)
    assert "row 4  MP302  taken: stage Report Phase" in again.stdout
    assert "row 3  MP301  unchanged: the register says this already" in again.stdout
    assert run("undo", cwd=register).returncode == 0
    assert run("undo", cwd=register).returncode == 1


def test_rows_that_would_bring_errors_are_left_out(register: Path, tmp_path: Path) -> None:
    """Of MP143 the register knows more: only the day that cannot be right is refused."""
    file = tmp_path / "mods.csv"
    file.write_text(
        "ID,Title,Raised,Comments\nMP143,,2021-12-01,late\nMP301,New,2021-12-01,\n",
        encoding="utf-8",
    )
    done = run("register", "import", file, "--as-of", "2022-01-10", cwd=register)
    assert done.returncode == 1
    assert "row 2  MP143  taken: note" in done.stdout
    assert "refused: raised: 'raised' cannot come here: MP143 is there" in done.stdout
    assert "row 3  MP301  taken: new, raised on Wed 1 Dec 2021" in done.stdout


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        ("ID,Title\nMP301,x\n", (), "nothing says of which day this is"),
        ("a,b\n1,2\n", ("--as-of", "2022-01-10"), "no sheet has a table of modifications"),
        ("ID,Title\nMP301,x\n", ("--as-of", "10/01/2022"), "not a day written as YYYY-MM-DD"),
        ("ID,Title\nMP301,x\n", ("--map", "none.yaml"), "there is no file none.yaml"),
        ("ID,Title\nMP301,x\n", ("--source", "My List"), "cannot name a source"),
    ],
)
def test_an_import_that_cannot_be_made_says_why(
    content: str, more: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    file = tmp_path / "mods.csv"
    file.write_text(content, encoding="utf-8")
    done = run("register", "import", file, *more)
    assert done.returncode in (1, 2)
    assert told in done.stderr


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sheets: {Mods: {columns: {Nothing: id}}}\n", "the map names a column 'Nothing'"),
        ("sheets: {Mods: {columns: {ID: name}}}\n", "the map has 'name' for 'ID'"),
        ("sheets: {Other: {skip: true}}\n", "the map names a sheet 'Other'"),
        ("sheet: {}\n", "unknown key 'sheet'; did you mean 'sheets'?"),
        ("dates: us\n", "dates: 'us' is not one of the words"),
        ("sheets: [\n", "map.yaml:"),
    ],
)
def test_a_map_that_does_not_fit_is_refused(text: str, told: str) -> None:
    def imports() -> None:
        mapped = read_map(text.encode(), "map.yaml")
        plan_import(opened(SEED), replace(request(*BEFORE), mapped=mapped))

    with pytest.raises(CannotImport) as refused:
        imports()
    assert told in str(refused.value)


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    file = tmp_path / "mods.xlsx"
    book = openpyxl.Workbook()
    book.save(file)
    missing = {"openpyxl": None, "xlsxwriter": None}
    with mock.patch.dict("sys.modules", missing):
        read = run("register", "import", file, "--as-of", "2022-01-10")
        written = run("register", "export", "--format", "xlsx", "--output", tmp_path / "o.xlsx")
    assert (read.returncode, written.returncode) == (1, 1)
    assert "pip install 'sectool[sheets]'" in read.stderr
    assert "pip install 'sectool[sheets]'" in written.stderr


def test_an_export_says_what_it_leaves_out(tmp_path: Path) -> None:
    done = run("register", "export", "--as-of", "2021-12-17")
    assert done.returncode == 0
    assert done.stdout.startswith("ID,Title,Stage,On hold,Last reported,Raised,Raised as,")
    assert "\nMP190," not in done.stdout
    assert "\nDP190," in done.stdout
    assert "not in the sheet: the release of SECMP0007: its parts are not all" in done.stderr
    file = tmp_path / "sheet.xlsx"
    written = run("register", "export", "--format", "xlsx", "--output", file, today=LATER)
    assert written.returncode == 0
    page = openpyxl.load_workbook(file)["Modifications"]
    assert [cell.value for cell in page[1]][:3] == ["ID", "Title", "Stage"]
    assert page.freeze_panes == "C2"
