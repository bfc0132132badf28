"""`sectool release parts`: the documents and parts changed that are in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sectool.cli.present.output import write_error
from sectool.cli.present.tables import (
    TextColumn,
    fields_of,
    folded,
    paragraph,
    table,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.session import day_of, misuse, one_form, unread, value_of
from sectool.dates import iso, plainly
from sectool.queries.affected_documents import known_documents_of_part
from sectool.queries.loaded import load_register
from sectool.queries.names import participant_named
from sectool.queries.parts_in_force import InForce, PartsInForce, parts_in_force
from sectool.words import sentence_start


def print_parts(
    root: Path, in_force: str, party: str | None, *, as_json: bool, as_csv: bool
) -> int:
    """Prints what is in force on a day, a line for each document or part that changed."""
    one_form(as_json, as_csv)
    day = day_of("--in-force", in_force)
    if day is None:  # pragma: no cover - the option is required
        raise misuse("--in-force: name a day")
    loaded = load_register(root)
    if party is not None:
        with value_of("--party"):
            party = participant_named(loaded.register, party)
    found = parts_in_force(loaded.register, day, party)
    left_out = found.left_out_in_words()
    if as_json:
        parts = [_part_data(found, one) for one in found.parts]
        head = {"in-force": iso(day), "party": party}
        write_json({**head, "parts": parts, "not-recorded": found.silent})
    elif as_csv:
        write_csv(*_csv(found))
        if left_out is not None:
            write_error(f"sectool: {left_out}\n")
    else:
        warned = ["", *folded("", sentence_start(left_out))] if left_out is not None else []
        write_lines([*_lines(found, day, party), *warned])
    return unread(loaded, "modifications/", "releases/")


def _lines(found: PartsInForce, day: date, party: str | None) -> Iterator[str]:
    if not found.changes:
        whom = f" that touches {party}" if party is not None else ""
        yield from paragraph(f"No part{whom} is recorded as in force on {plainly(day)}.")
        return
    whom = f", of what touches {party}" if party is not None else ""
    columns = (
        *(TextColumn("document"), TextColumn("modification")),
        TextColumn("part or title", gives=True),
        *(TextColumn("since"), TextColumn("basis")),
    )
    cells = [
        (row.label, row.one.standing.shown_id, row.title, row.since, row.one.basis)
        for row in found.in_order()
    ]
    yield from (*folded("", f"In force on {plainly(day)}{whom}"), "", *table(columns, cells))
    for number, note in enumerate(found.notes_in_words()):
        if number == 0:
            yield ""
        yield from paragraph(note)


def _part_data(found: PartsInForce, one: InForce) -> dict[str, object]:
    return {
        "id": one.standing.shown_id,
        "title": one.standing.title,
        "part": one.part.id,
        "part-title": one.part.part.title,
        "documents": known_documents_of_part(found.register, one.part.part),
        **fields_of(one, "since", "release", "basis"),
    }


def _csv(found: PartsInForce) -> tuple[list[str], list[list[object]]]:
    keys = ("since", "release", "basis")
    rows = [
        [
            *(row.document, row.one.standing.shown_id, row.one.standing.title, row.one.part.id),
            *fields_of(row.one, *keys).values(),
        ]
        for row in found.changes
    ]
    return ["document", "id", "title", "part", *keys], rows
