"""`sectool mod list`: the modifications on a day, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.cut_offs import CUT_OFF_MARKS, cut_off_cell, cut_off_data
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
from sectool.cli.session import day_of, one_form, unread, value_of
from sectool.dates import iso
from sectool.queries.cut_offs import cut_off_for
from sectool.queries.list_in_words import (
    left_out_in_words,
    marks_in_words,
    not_judged_in_words,
    since_shortly,
    stage_shortly,
)
from sectool.queries.loaded import Register, load_register
from sectool.queries.modifications import Filter, Found, modifications_that_fit
from sectool.queries.names import document_named, participant_named, release_named
from sectool.queries.register_on import RegisterOn, Standing, on_day, register_on
from sectool.queries.stages import is_after_decision, stages_meant, words_of
from sectool.values import dataclass


@dataclass(frozen=True)
class FilterOptions:
    """What a list is narrowed to, in the words of the options; None for whatever there is."""

    stage: str | None = None
    release: str | None = None
    party: str | None = None
    document: str | None = None
    everything: bool = False

    def read(self, register: Register) -> Filter:
        """What is named, by ids; Refused where there is no such thing."""
        stages = release = party = document = None
        decided = False
        if self.stage is not None:
            with value_of("--stage"):
                stages = stages_meant(register, self.stage)
            decided = is_after_decision(register, stages)
        if self.release is not None:
            with value_of("--release"):
                release = release_named(register, self.release)
        if self.party is not None:
            with value_of("--party"):
                party = participant_named(register, self.party)
        if self.document is not None:
            with value_of("--document"):
                document = document_named(register, self.document)
        return Filter(stages, release, party, document, self.everything, decided)

    def in_words(self) -> str:
        named = [
            f"{name} {value}"
            for name, value in (
                ("stage", self.stage),
                ("release", self.release),
                ("party", self.party),
                ("document", self.document),
            )
            if value is not None
        ]
        return f", {', '.join(named)}" if named else ""


def print_list(
    root: Path, as_of: str | None, options: FilterOptions, *, as_json: bool, as_csv: bool
) -> int:
    """Prints the proposals that were open on a day, or all modifications, as far as they fit."""
    one_form(as_json, as_csv)
    day = day_of("--as-of", as_of)
    loaded = load_register(root)
    wanted = options.read(loaded.register)
    on = register_on(loaded.register, day)
    found = modifications_that_fit(on, wanted)
    if as_json:
        data = [_one_data(on, each, wanted.release) for each in found.modifications]
        ids = [each.shown_id for each in (*found.silent, *found.without_documents)]
        write_json({"as-of": iso(day), "modifications": data, "not-recorded": ids})
    elif as_csv:
        write_csv(LISTED, [list(_csv_row(each)) for each in found.modifications])
        for note in not_judged_in_words(found):
            write_error(f"sectool: {note}\n")
    else:
        what = "Modifications" if wanted.everything or wanted.decided else "Open proposals"
        cut_offs = []
        if wanted.release is not None:
            of_each = (cut_off_for(on, each, wanted.release) for each in found.modifications)
            cut_offs = [cut_off_cell(cut_off) for cut_off in of_each]
        heading = f"{what} {on_day(day)}{options.in_words()}"
        lines = _table(on, found.modifications, heading, cut_offs)
        if not found.modifications:
            lines = paragraph(f"No {heading[0].lower()}{heading[1:]}.")
        notes = list(_notes(found, day, has_cut_offs=any(cut_offs)))
        folded_notes = [line for note in notes for line in paragraph(note)]
        write_lines([*lines, "", *folded_notes] if notes else lines)
    return unread(loaded, "modifications/", "releases/")


def _table(
    on: RegisterOn, found: Sequence[Standing], heading: str, cut_offs: Sequence[str]
) -> list[str]:
    spoken = words_of(on.register, on.day)
    # Marks instead of words beside stage and day: the title has what is left of 80 columns.
    columns = [
        TextColumn("id"),
        TextColumn("title", gives=True),
        *map(TextColumn, ("stage", "since")),
    ]
    rows: list[tuple[str, ...]] = [
        (each.shown_id, each.title, stage_shortly(each, spoken), since_shortly(each))
        for each in found
    ]
    if any(cut_offs):
        columns.append(TextColumn("cut-off"))
        rows = [(*row, cut_off) for row, cut_off in zip(rows, cut_offs, strict=True)]
    return [*folded("", f"{heading}: {len(found)}"), "", *table(columns, rows)]


def _notes(found: Found, day: date | None, *, has_cut_offs: bool) -> Iterator[str]:
    left_out, not_judged = left_out_in_words(found, day), not_judged_in_words(found)
    yield from marks_in_words(found, day)
    if left_out is not None:
        yield f"{left_out}: see --all"
    if has_cut_offs:
        count = ", and the Working Days left to it or since it" if day is not None else ""
        yield f"cut-off: the last day for the decision{count}; {CUT_OFF_MARKS}"
    yield from not_judged
    if day is None and (found.modifications or left_out is not None or not_judged):
        note = "how long ago something was reported is not judged without --as-of"
        yield f"with all that is recorded; {note}"


def _one_data(on: RegisterOn, standing: Standing, release: str | None) -> dict[str, object]:
    """One of the list; with a release, its cut-off for that."""
    data = listed_data(standing)
    if release is not None:
        data |= cut_off_data(cut_off_for(on, standing, release))
    return data


LISTED = ("id", "title", "stage", "since", "seen", "open", "dormant", "on-hold", "releases")


def listed_data(standing: Standing) -> dict[str, object]:
    return {
        "id": standing.shown_id,
        **fields_of(standing, "title", "stage", "since", "seen"),
        "open": standing.is_open,
        **fields_of(standing, "dormant", "on-hold", "releases"),
    }


def _csv_row(standing: Standing) -> Iterator[object]:
    for value in listed_data(standing).values():
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, list):
            yield " ".join(value)
        else:
            yield value
