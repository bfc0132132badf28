"""`sectool register import`: a spreadsheet as edits of the register, reported row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.cli.present.edits import make_edit
from sectool.cli.present.output import write_error
from sectool.cli.present.tables import TextColumn, folded, table, write_lines
from sectool.cli.session import day_of, failure, from_here, misuse
from sectool.importing.cells import CannotImport
from sectool.importing.in_words import (
    columns_in_words,
    day_in_words,
    notes_in_words,
    row_in_words,
    summary_in_words,
)
from sectool.importing.plan import ImportPlan, ImportRequest, RowReport, plan_import
from sectool.importing.reading_files import content_of, workbook_of
from sectool.importing.rows import NoDayGiven
from sectool.importing.sheet_map import SheetMap, read_map, written_map
from sectool.pipeline import CannotEdit, NotWritten, what_does_not_fit
from sectool.values import dataclass
from sectool.workspace.atomic import write_atomically

if TYPE_CHECKING:
    from sectool.editing.edit import Edit
    from sectool.queries.loaded import Loaded


@dataclass(frozen=True)
class ImportOptions:
    """What the command line gives of a sheet; None where the sheet gives it itself."""

    as_of: str | None
    map: Path | None
    save_map: Path | None
    dates: str | None
    source: str | None
    dry_run: bool
    force: bool


def import_sheet(root: Path, file: Path, options: ImportOptions) -> int:
    """0 where all of it was taken, 1 where some of it was refused."""
    request = _request(file, options)
    plans: list[ImportPlan] = []
    without: Mapping[str, Sequence[str]] = {}

    def decide(loaded: Loaded, left_out: Mapping[str, Sequence[str]]) -> Sequence[Edit]:
        plans.append(plan_import(loaded, request, left_out))
        return plans[-1].edits

    try:
        if not options.force:
            without = what_does_not_fit(root, decide)
        else:
            from sectool.queries.loaded import load_register

            decide(load_register(root), {})
    except NoDayGiven as error:
        raise misuse(f"{error}: give it with --as-of DAY") from None
    except (CannotImport, CannotEdit, NotWritten) as error:
        raise failure(str(error)) from None
    plan = plans[-1]
    write_lines(_report(plan, given=options.as_of is not None))
    for note in notes_in_words(plan):
        write_error(f"sectool: {note}\n")
    if options.save_map is not None:
        _save(options.save_map, written_map(plan.map(request)))
    refused = any(row.refused for row in plan.rows)
    if not plan.edits:
        write_error("nothing was written: there is nothing new\n")
        return int(refused)
    code = make_edit(
        root,
        lambda loaded: decide(loaded, without),
        dry_run=options.dry_run,
        force=options.force,
    )
    return code or int(refused)


def _request(file: Path, options: ImportOptions) -> ImportRequest:
    for path in (file, options.map):
        if path is not None and not path.is_file():
            raise misuse(f"there is no file {path}")
    as_of = day_of("--as-of", options.as_of)
    try:
        mapped = SheetMap()
        if options.map is not None:
            mapped = read_map(content_of(options.map), str(options.map))
        if options.dates is not None:
            mapped = mapped.model_copy(update={"dates": options.dates})
        return ImportRequest(workbook_of(file), file.stem, mapped, as_of, options.source)
    except CannotImport as error:
        raise failure(str(error)) from None


def _save(path: Path, content: bytes) -> None:
    try:
        write_atomically(path, content, within=path.parent)
    except NotWritten as error:
        raise failure(str(error)) from None
    write_error(f"how the columns were read is in {from_here(path)}\n")


def _report(plan: ImportPlan, *, given: bool) -> Iterator[str]:
    """The columns of each table, then its rows."""
    columns = [TextColumn(""), TextColumn("heading", gives=True), TextColumn("taken as")]
    for found in plan.tables:
        yield f"Sheet {found.sheet.name!r}, headings in row {found.header}"
        rows = list(columns_in_words(found))
        yield from table([*columns, TextColumn("", gives=True)], rows, indent=2)
        of_day = day_in_words(found)
        if of_day is not None and not given:
            yield from folded("  guessed: ", f"its rows are of {of_day}")
        yield ""
        for group in _grouped([row for row in plan.rows if row.sheet == found.sheet.name]):
            yield from _rows(group)
        yield ""
    yield summary_in_words(plan)
    yield ""


def _grouped(rows: Sequence[RowReport]) -> Iterator[list[RowReport]]:
    """The rows one by one, but for those that follow one another with nothing to say."""
    silent: list[RowReport] = []
    for row in rows:
        if row.outcome == "unchanged" and not (row.guessed or row.kept):
            silent.append(row)
            continue
        if silent:
            yield silent
            silent = []
        yield [row]
    if silent:
        yield silent


def _rows(rows: Sequence[RowReport]) -> Iterator[str]:
    first, last = rows[0], rows[-1]
    if len(rows) > 1:
        yield f"  rows {first.number} to {last.number}: unchanged"
        return
    start = f"  row {first.number}  {first.id or ''}".rstrip()
    for kind, words in row_in_words(first):
        yield from folded(f"{start}  {kind}: ", words)
        start = " " * len(start)
