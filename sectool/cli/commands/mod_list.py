"""`sectool mod list`: the modifications on a day, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from sectool.cli.present.cut_offs import cut_off_cell, cut_off_data
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
from sectool.dates import iso, shortly
from sectool.queries.cut_offs import cut_off_for
from sectool.queries.loaded import Register, load_register
from sectool.queries.modifications import Filter, is_waited_for, modifications_that_fit
from sectool.queries.names import document_named, participant_named, release_named
from sectool.queries.register_on import RegisterOn, Standing, on_day, register_on
from sectool.queries.stages import stage_named, stages_meant, words_of
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
        if self.stage is not None:
            with value_of("--stage"):
                stages = stages_meant(register, self.stage)
        if self.release is not None:
            with value_of("--release"):
                release = release_named(register, self.release)
        if self.party is not None:
            with value_of("--party"):
                party = participant_named(register, self.party)
        if self.document is not None:
            with value_of("--document"):
                document = document_named(register, self.document)
        return Filter(stages, release, party, document, self.everything)

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
    register = loaded.register
    on = register_on(register, day)
    found = modifications_that_fit(on, wanted)
    listed, silent = found.modifications, found.silent
    if as_json:
        head = {"as-of": iso(day)}
        data = [listed_data(each) for each in listed]
        if wanted.release is not None:
            data = [
                {**one, **cut_off_data(cut_off_for(on, each, wanted.release))}
                for one, each in zip(data, listed, strict=True)
            ]
        ids = [each.shown_id for each in silent]
        write_json({**head, "modifications": data, "not-recorded": ids})
    elif as_csv:
        write_csv(LISTED, [list(_csv_row(each)) for each in listed])
        if silent:
            write_error(f"sectool: {_not_judged(silent)}\n")
    else:
        what = "Modifications" if wanted.everything or wanted.decided else "Open proposals"
        cut_offs = _cut_offs(on, listed, wanted.release)
        lines = _list_lines(register, listed, day, options, what, cut_offs)
        notes = _notes(listed, len(found.left_out), day)
        if any(cut_offs):
            count = ", and the Working Days left to it or since it" if day is not None else ""
            notes += paragraph(_CUT_OFF_NOTE.format(count=count))
        if silent:
            notes += paragraph(_not_judged(silent))
        if day is None and (listed or notes):
            note = "how long ago something was heard of is not judged without --as-of"
            notes += paragraph(f"with all that is recorded; {note}")
        write_lines([*lines, "", *notes] if notes else lines)
    return unread(loaded, "modifications/", "releases/")


_CUT_OFF_NOTE = (
    "cut-off: the last day for the decision{count}; ~ is estimated, * follows from a rule"
)


def _cut_offs(
    on: RegisterOn, found: Sequence[Standing], release: str | None
) -> Sequence[str] | tuple[()]:
    """The cut-off of each for a release, where one is asked about."""
    if release is None:
        return ()
    return [cut_off_cell(cut_off_for(on, each, release)) for each in found]


def _not_judged(silent: Sequence[Standing]) -> str:
    one = len(silent) == 1
    whom = "whom it touches" if one else "whom they touch"
    have = "one more has" if one else f"{len(silent)} more have"
    return f"{have} no impacts recorded, so nobody can say {whom}"


def _list_lines(
    register: Register,
    found: Sequence[Standing],
    day: date | None,
    options: FilterOptions,
    what: str,
    cut_offs: Sequence[str] = (),
) -> list[str]:
    if not found:
        return paragraph(f"No {what.lower()} {on_day(day)}{options.in_words()}.")
    spoken = words_of(register, day)
    # Marks instead of words beside stage and day: the title has what is left of 80 columns.
    columns = [
        TextColumn("id"),
        TextColumn("title", gives=True),
        TextColumn("stage"),
        TextColumn("since"),
    ]
    rows: list[tuple[str, ...]] = [
        (each.shown_id, each.title, _stage(each, spoken), _since(each)) for each in found
    ]
    if any(cut_offs):
        columns.append(TextColumn("cut-off"))
        rows = [(*row, cut_off) for row, cut_off in zip(rows, cut_offs, strict=True)]
    heading = f"{what} {on_day(day)}{options.in_words()}: {len(found)}"
    return [*folded("", heading), "", *table(columns, rows)]


def _notes(found: Sequence[Standing], left_out: int, day: date | None) -> list[str]:
    notes = []
    if any(each.since is None for each in found):
        notes += paragraph("* seen so on this day; since when is not recorded")
    if any(each.dormant for each in found):
        notes += paragraph("(…) as last known: not heard of for twelve months")
    waited_for = [each.shown_id for each in found if is_waited_for(each, day)]
    if waited_for:
        note = "not heard of for twelve months, but listed because an assessment is open"
        notes += paragraph(f"{note}: {', '.join(waited_for)}")
    if left_out:
        more = "one more is" if left_out == 1 else f"{left_out} more are"
        dormant = ", or not heard of for twelve months" if day is not None else ""
        notes += paragraph(f"{more} decided{dormant}: see --all")
    return notes


def _stage(standing: Standing, spoken: Mapping[str, str]) -> str:
    name = stage_named(standing, spoken)
    return f"({name})" if standing.dormant else name


def _since(standing: Standing) -> str:
    return shortly(standing.since) if standing.since is not None else f"{shortly(standing.seen)}*"


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
