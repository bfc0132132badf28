"""Made-up spreadsheets with what people do to them, each with what it is true that it says.

A sheet is made from claims: of a modification, on the sheet's day, that it was in a stage, that it
was raised on a day. Each claim is written in one of many ways; some of them nobody can read.
"""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import openpyxl
from openpyxl.styles import Font

from sectool.dates import MONTHS, WEEKDAYS, Month, When, iso
from sectool.importing.cells import BookSheet, SheetCell, Workbook
from sectool.model.register import Register

AS_OF = datetime.date(2022, 12, 1)

# A claim: what is said, and as what; of an impact, of whom as well.
Claim = tuple[str, ...]


@dataclass
class Made:
    """A workbook, the day that must be given with it, and what is true of each modification."""

    book: Workbook
    as_of: datetime.date | None
    claims: dict[str, set[Claim]]
    rows: dict[tuple[str, int], tuple[str, set[Claim]]]


HEADINGS = {
    "id": ("ID", "Ref", "Mod No.", "Modification\nnumber", "  Reference ", "MOD REF", "Proposal"),
    "title": ("Title", "Name", "Modification Title", "Subject"),
    "stage": ("Status", "Stage", "Current Status", "STATE", "Mod Stage", "Current stage (as seen)"),
    "raised": ("Raised", "Date raised", "Raised on", "Submitted", "Raised date"),
    "approved": ("Approved", "Approval date", "Date of approval", "Approved on"),
    "withdrawn": ("Withdrawn", "Withdrawal date", "Date withdrawn"),
    "release": ("Release", "Target Release", "SEC Release", "Planned release"),
    "proposer": ("Proposer", "Raised by", "Proposed by"),
    "note": ("Comments", "Notes", "Remarks"),
    "affects suppliers": ("Suppliers", "Affects Suppliers", "Impact: Supplier Parties"),
    "affects dcc": ("DCC", "Affects DCC", "Impacts DCC"),
    "rag": ("RAG", "Owner", "Colour", ""),
}
TITLES = (
    "Changes to the way of things",
    "Firmware – the next steps",
    "Reporting, monitoring and “alerts”",
    "A title; with semicolons, and commas",
    "Clarify Section H\nand its Appendices",
)
STAGES = {
    "draft": ("Draft Proposal", "draft", "Development Stage", "Define"),
    "refinement": ("Refinement", "REFINEMENT", "Refine", "Refinement Process", "Refinement stage"),
    "report": ("Report Phase", "report", "Opine", "Report  Phase"),
    "approved": ("Approved", "Pending Implementation", "approved "),
    "withdrawn": ("Withdrawn", "withdrawn"),
}
NO_STAGES = ("Limbo", "Refinment", "see comments", "Stage 2")
RELEASES = {
    "2022-11": ("2022-11", "Nov 2022", "November 2022", "November 2022 SEC Release", "Nov-2022"),
    "2022-06": ("2022-06", "June 2022 Release", "Jun 2022"),
}


class _Making:
    def __init__(self, seed: int, register: Register) -> None:
        self.random = Random(seed)
        self.register = register
        self.claims: dict[str, set[Claim]] = defaultdict(set)
        self.rows: dict[tuple[str, int], tuple[str, set[Claim]]] = {}

    def pick(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def made(self) -> Made:
        ids = iter(self.random.sample(range(600, 999), 60))
        names = self.random.sample(["Open", "All mods", "Sheet1", "2022"], self.pick(1, 1, 1, 2))
        above = self.chance(0.5)
        sheets = [self.sheet(name, ids, above) for name in names]
        if self.chance(0.2):
            sheets.append(BookSheet("Key", {1: {1: SheetCell("RAG"), 2: SheetCell("Red: late")}}))
        day = None if above else AS_OF
        return Made(Workbook(tuple(sheets)), day, self.claims, self.rows)

    def sheet(self, name: str, ids: Any, above: bool) -> BookSheet:
        cells: dict[int, dict[int, SheetCell]] = defaultdict(dict)
        row = 1
        if self.chance(0.3):
            cells[row][1] = SheetCell("Register of modifications")
            row += 1
        if above:
            words = self.pick("as at 1 December 2022", "Position as of 01 Dec 2022", "As at")
            cells[row][1] = SheetCell(words)
            if words == "As at":
                cells[row][2] = SheetCell(self.pick("1 December 2022", "2022-12-01"))
            row += self.pick(1, 2)
        optional = [key for key in HEADINGS if key not in ("id", "title")]
        keys = ["id", "title", *self.random.sample(optional, self.pick(2, 4, 6))]
        if self.chance(0.3):
            self.random.shuffle(keys)
        headings = {at: self.pick(*HEADINGS[key]) for at, key in enumerate(keys, 1)}
        for at, heading in headings.items():
            cells[row][at] = SheetCell(heading)
        header, row = row, row + 1
        styles = {key: self.date_style() for key in ("raised", "approved", "withdrawn")}
        for _ in range(self.pick(2, 3, 5)):
            row = self.modification(name, cells, row, keys, styles, next(ids))
            if self.chance(0.08):
                cells[row][1] = SheetCell(self.pick("Withdrawn modifications", "Q1", "Total: 7"))
                row += 1
            if self.chance(0.05):
                cells[row] = {at: SheetCell(text) for at, text in headings.items()}
                row += 1
            if self.chance(0.1):
                row += 1
        hidden = {at for at in range(header + 1, row) if self.chance(0.03)}
        return BookSheet(name, dict(cells), hidden_rows=frozenset(hidden))

    def modification(
        self,
        sheet: str,
        cells: dict[int, dict[int, SheetCell]],
        row: int,
        keys: list[str],
        styles: dict[str, str],
        number: int,
    ) -> int:
        written, of_id = self.id_cell(number)
        rows = self.pick(1, 1, 1, 1, 2)
        merged = rows > 1 and self.chance(0.5)
        for again in range(rows):
            claims: set[Claim] = set()
            for at, key in enumerate(keys, 1):
                if key == "id":
                    cell = written if again == 0 else replace(written, filled=True)
                    if again == 0 or merged:
                        cells[row][at] = cell
                    continue
                if again and (key != "note" or not self.chance(0.9)):
                    continue
                cell, said = self.cell(key, styles)
                if cell.value is not None:
                    cells[row][at] = cell
                    claims |= said
            if again and len(cells[row]) - merged < 1:
                cells.pop(row, None)
                continue
            if self.chance(0.02) and not again:
                at = keys.index("id") + 1
                cells[row][at] = replace(cells[row][at], struck=True)
            self.claims[of_id] |= claims
            self.rows[sheet, row] = (of_id, claims)
            row += 1
        return row

    # Ids.

    def id_cell(self, number: int) -> tuple[SheetCell, str]:
        """An id as it is written, and which is meant."""
        id_ = f"MP{number}"
        text = self.pick(
            *(id_, id_, id_, f"MP {number}", f"mp{number}", f"MP-{number}", f"MP\u00a0{number}"),
            *(f" {id_}", f"DP{number}", f"{id_}*", f"{id_}: Something", number, f"MP0{number}"),
            *(f"MP{number} / MP{number + 1}", f"{id_}\u200b"),
        )
        return SheetCell(text), id_

    # Cells.

    def cell(self, key: str, styles: dict[str, str]) -> tuple[SheetCell, set[Claim]]:
        """A cell of a column, with what it is true that it says."""
        if key != "title" and self.chance(0.25):
            return SheetCell(self.pick(None, None, "", " ", "-", "n/a", "TBC")), set()
        match key:
            case "title":
                title = self.pick(*TITLES)
                return SheetCell(title), {("title", str(" ".join(title.split())))}
            case "stage":
                return self.stage()
            case "raised" | "approved" | "withdrawn":
                return self.date(key, styles)
            case "release":
                release = self.pick(*RELEASES)
                said: set[Claim] = {("release", str(release))}
                if self.chance(0.2):
                    first = datetime.datetime.fromisoformat(f"{release}-01")
                    return SheetCell(first, "mmm-yy"), said
                if self.chance(0.1):
                    return SheetCell(self.pick("Nov 2031", "next", "June")), set()
                return SheetCell(self.pick(*RELEASES[release])), said
            case "proposer":
                return SheetCell("A Supplier Ltd "), {("proposer", "A Supplier Ltd")}
            case "note":
                note = self.pick("waiting for costs", "line one\r\nline two", "see MP077")
                return SheetCell(note), {("note", str(" ".join(note.split())))}
            case "affects suppliers":
                return self.impact("suppliers", {"true": ("X", "Yes", "✓", "y")})
            case "affects dcc":
                return self.impact("dcc", {"system": ("System",), "testing": ("testing only",)})
        return SheetCell(self.pick("Red", "Green")), set()

    def impact(self, whom: str, words: dict[str, tuple[str, ...]]) -> tuple[SheetCell, set[Claim]]:
        if self.chance(0.3):
            return SheetCell(self.pick("No", "n", "✗")), {("affects", whom, "false")}
        if self.chance(0.1):
            return SheetCell(self.pick("maybe", "partly")), set()
        word = self.pick(*words)
        return SheetCell(self.pick(*words[word])), {("affects", whom, word)}

    def stage(self) -> tuple[SheetCell, set[Claim]]:
        if self.chance(0.1):
            return SheetCell(self.pick(*NO_STAGES)), set()
        stage = self.pick(*STAGES)
        said: set[Claim] = {("stage", stage)}
        text = self.pick(*STAGES[stage])
        if stage in ("draft", "refinement", "report") and self.chance(0.1):
            said.add(("held",))
            text = self.pick(f"{text}, on hold", f"{text} (on hold)", f"{text} - On Hold")
        return SheetCell(text), said

    # Dates.

    def date_style(self) -> str:
        return str(
            self.pick(
                *("long", "short", "iso", "uk", "uk", "us", "stored", "serial", "month", "mixed"),
                *("weekday", "swapped", "two-digit", "shown-month"),
            )
        )

    def date(self, event: str, styles: dict[str, str]) -> tuple[SheetCell, set[Claim]]:
        style = styles[event]
        day = datetime.date(2017, 1, 1) + datetime.timedelta(days=self.random.randrange(2100))
        if style == "mixed":
            style = self.pick("long", "short", "iso", "uk", "stored", "serial", "two-digit", "us")
        if style == "swapped":
            # Where no cell of a column shows that days were exchanged, nobody can see it.
            styles[event] = "swapped as shown"
            day = day.replace(day=self.pick(13, 20, 28))
        cell, when = self.written(day, style)
        return cell, {(event, str(iso(when)))} if when is not None else set()

    def written(self, day: datetime.date, style: str) -> tuple[SheetCell, When | None]:
        """A day in a style, and what it is true that is written: a month may be all."""
        month, short = MONTHS[day.month - 1], MONTHS[day.month - 1][:3]
        noon = datetime.datetime.combine(day, datetime.time())
        match style:
            case "long":
                text = self.pick(f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}")
                return SheetCell(text), day
            case "short":
                return SheetCell(f"{day.day}{_th(day.day)} {short} {day.year}"), day
            case "iso":
                return SheetCell(self.pick(day.isoformat(), f"{day.isoformat()}T00:00:00")), day
            case "uk":
                sign = self.pick("/", "/", ".", "-")
                return SheetCell(f"{day.day:02}{sign}{day.month:02}{sign}{day.year}"), day
            case "us":
                return SheetCell(f"{day.month}/{day.day}/{day.year}"), day
            case "stored":
                shown = self.pick("dd/mm/yyyy", "d mmm yyyy", "[$-809]dddd d mmmm yyyy")
                return SheetCell(noon, shown), day
            case "serial":
                return SheetCell((day - datetime.date(1899, 12, 30)).days), day
            case "month":
                text = self.pick(f"{month} {day.year}", f"{short}-{day.year}", f"{short} {day:%y}")
                return SheetCell(text), Month(day.year, day.month)
            case "shown-month":
                return SheetCell(noon.replace(day=1), "mmm-yy"), Month(day.year, day.month)
            case "weekday":
                shift = self.pick(0, 0, 0, 1)
                name = WEEKDAYS[(day.weekday() + shift) % 7]
                text = self.pick(f"{day.day} {month} {day.year}", f"{day:%d/%m/%Y}")
                # With the wrong weekday nobody knows which day was meant.
                return SheetCell(f"{name} {text}"), day if not shift else None
            case "two-digit":
                return SheetCell(self.pick(f"{day.day}-{short}-{day:%y}", f"{day:%d/%m/%y}")), day
            case "swapped" | "swapped as shown":
                if day.day > 12:
                    return SheetCell(f"{day:%d/%m/%Y}"), day
                return SheetCell(noon.replace(day=day.month, month=day.day), "mm/dd/yyyy"), day
        raise ValueError(style)


def _th(day: int) -> str:
    return {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day, "th")


def made_sheet(seed: int, register: Register) -> Made:
    """The workbook of a number."""
    return _Making(seed, register).made()


def as_workbook(book: Workbook) -> bytes:
    """The same as an .xlsx file."""
    target = openpyxl.Workbook()
    target.remove(target.active)  # type: ignore[arg-type]
    for sheet in book.sheets:
        page = target.create_sheet(sheet.name)
        for row, cells in sheet.cells.items():
            for column, cell in cells.items():
                if cell.value is None or (cell.filled and not isinstance(cell.value, str)):
                    continue
                written = page.cell(row, column, cell.value)
                if cell.shown_as:
                    written.number_format = cell.shown_as
                if cell.struck:
                    written.font = Font(strike=True)
        for row in sheet.hidden_rows:
            page.row_dimensions[row].hidden = True
    content = io.BytesIO()
    target.save(content)
    return content.getvalue()


def as_text(sheet: BookSheet, separator: str, encoding: str) -> bytes:
    """The same as a CSV file, its days as texts."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=separator)
    for row in range(1, max(sheet.cells) + 1):
        cells = sheet.cells.get(row, {})
        writer.writerow([cells.get(at, SheetCell()).text for at in range(1, sheet.width + 1)])
    return made.getvalue().encode(encoding)
