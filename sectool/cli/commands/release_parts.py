"""`sectool release parts`: the documents and parts changed that are in force on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.output import write_error
from sectool.cli.present.tables import (
    TextColumn,
    folded,
    paragraph,
    table,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.session import day_of, misuse, one_form, unread, value_of
from sectool.dates import iso, plainly, shortly
from sectool.queries.affected_documents import documents_are_known, documents_of_part, label_of
from sectool.queries.impacts import affects, is_silent
from sectool.queries.in_force import InForce, in_force_on
from sectool.queries.loaded import Register, load_register
from sectool.queries.names import participant_named
from sectool.queries.register_on import WHOLE


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
    register = loaded.register
    everything = list(in_force_on(register, day))
    found = [one for one in everything if party is None or affects(one.standing, party)]
    silent = _silent(everything, party)
    rows = [(document, one) for one in found for document in _documents(register, one)]
    if as_json:
        parts = [
            {
                "id": one.standing.shown_id,
                "title": one.standing.title,
                "part": one.part.id,
                "part-title": one.part.part.title,
                "documents": documents_of_part(register, one.part.part),
                "since": iso(one.since),
                "release": one.release,
                "basis": one.basis,
            }
            for one in found
        ]
        data = {"in-force": day.isoformat(), "party": party}
        write_json({**data, "parts": parts, "not-recorded": silent})
    elif as_csv:
        write_csv(
            ("document", "id", "title", "part", "since", "release", "basis"),
            [
                (
                    document,
                    one.standing.shown_id,
                    one.standing.title,
                    one.part.id,
                    iso(one.since),
                    one.release,
                    one.basis,
                )
                for document, one in rows
            ],
        )
        if silent:
            write_error(f"sectool: {_left_out(silent)}\n")
    elif not rows:
        whom = f" that touches {party}" if party is not None else ""
        line = f"No part{whom} is recorded as in force on {plainly(day)}."
        write_lines([*paragraph(line), *_warned(silent)])
    else:
        write_lines([*_parts_lines(register, day, party, rows), *_warned(silent)])
    return unread(loaded, "modifications/", "releases/")


def _documents(register: Register, one: InForce) -> list[str]:
    return documents_of_part(register, one.part.part) or [""]


def _parts_lines(
    register: Register, day: date, party: str | None, rows: Sequence[tuple[str, InForce]]
) -> list[str]:
    order = {id_: index for index, id_ in enumerate(register.documents)}
    # Those of one document and one day stay in the order of their numbers.
    ordered = sorted(rows, key=lambda row: (order.get(row[0], len(order)), row[1].by))
    whom = f", of what touches {party}" if party is not None else ""
    columns = (
        TextColumn("document"),
        TextColumn("modification"),
        TextColumn("part or title", gives=True),
        TextColumn("since"),
        TextColumn("basis"),
    )
    cells = [
        (
            _label(register, document, one),
            one.standing.shown_id,
            one.part.part.title or (one.standing.title if one.part.id == WHOLE else one.part.id),
            shortly(one.since) if one.since is not None else f"{shortly(one.by)}*",
            one.basis,
        )
        for document, one in ordered
    ]
    lines = [*folded("", f"In force on {plainly(day)}{whom}"), "", *table(columns, cells)]
    notes = []
    if any(one.since is None for _, one in rows):
        notes += paragraph("* seen in force on this day; since when is not recorded")
    if any(not one.confirmed for _, one in rows):
        notes += paragraph("assumed: its day has come; no entry says yet that it went live")
    if any(not document and not documents_are_known(one.part.part) for document, one in rows):
        notes += paragraph("not recorded: no source here says which documents it changes")
    return [*lines, "", *notes] if notes else lines


def _silent(found: Sequence[InForce], party: str | None) -> list[str]:
    """Whose impacts nobody recorded: whether they touch a party is not known."""
    if party is None:
        return []
    return list(
        dict.fromkeys(one.standing.shown_id for one in found if is_silent(one.standing, party))
    )


def _left_out(ids: Sequence[str]) -> str:
    return f"left out, because no impact is recorded of them at all: {', '.join(ids)}"


def _warned(ids: Sequence[str]) -> list[str]:
    note = _left_out(ids)
    return ["", *folded("", note[0].upper() + note[1:])] if ids else []


def _label(register: Register, document: str, one: InForce) -> str:
    if document:
        return label_of(register, document)
    return "–" if documents_are_known(one.part.part) else "not recorded"
