"""`sectool mod list`: the modifications on a day, and where they stand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sectool.cli.present.tables import (
    Column,
    folded,
    iso,
    paragraph,
    shortly,
    table,
    write_csv,
    write_json,
    write_lines,
)
from sectool.cli.releases import on_day
from sectool.cli.session import Refused, day_of, one_form, refuse, unread
from sectool.cli.stages import ON_HOLD, stage_named, stages_meant, words_of
from sectool.cli.touched import document_named, documents_of, is_silent, named, party_named, touches
from sectool.dates import last_day
from sectool.history import Standing, a_year_after
from sectool.load import load_register
from sectool.model.register import Register
from sectool.queries.register_on import register_on

JSON_VERSION = 1

_DECIDED = ("approved", "implemented", "rejected", "withdrawn", "split")


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to, as it was said; None for whatever there is."""

    stage: str | None = None
    release: str | None = None
    party: str | None = None
    document: str | None = None

    def read(self, register: Register) -> Filter:
        """What was said, as ids; Refused where there is no such thing."""
        releases = {id_: (release.name,) for id_, release in register.releases.items()}
        return Filter(
            stages_meant(register, self.stage) if self.stage is not None else None,
            named("release", "release", self.release, releases)
            if self.release is not None
            else None,
            party_named(register, self.party),
            document_named(register, self.document),
        )

    def in_words(self) -> str:
        told = [
            f"{name} {value}"
            for name, value in (
                ("stage", self.stage),
                ("release", self.release),
                ("party", self.party),
                ("document", self.document),
            )
            if value is not None
        ]
        return f", {', '.join(told)}" if told else ""


@dataclass(frozen=True)
class Filter:
    """What a list is narrowed to, by ids."""

    stages: frozenset[str] | None
    release: str | None
    party: str | None
    document: str | None

    def fits(self, register: Register, standing: Standing) -> bool:
        return touches(standing, self.party) and self.fits_but_for_party(register, standing)

    def fits_but_for_party(self, register: Register, standing: Standing) -> bool:
        if self.stages is not None:
            held = standing.on_hold and ON_HOLD in self.stages
            if not held and standing.stage not in self.stages:
                return False
        if self.release is not None and self.release not in releases_of(standing):
            return False
        return self.document is None or self.document in documents_of(register, standing)

    @property
    def decided(self) -> bool:
        """Whether a stage after the decision was asked for: then what is decided is meant."""
        return self.stages is not None and not self.stages.isdisjoint(_DECIDED)

    def lists(self, standing: Standing, *, everything: bool) -> bool:
        return everything or standing.is_open or (self.decided and not standing.dormant)


def releases_of(standing: Standing) -> list[str]:
    """The releases that its parts are meant for, in order; none once it was turned down."""
    if standing.decision == "closed":
        return []
    return sorted({part.release for part in standing.parts if part.release is not None})


def print_list(
    root: Path,
    as_of: str | None,
    wanted: Wanted,
    *,
    everything: bool,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Prints the proposals that were open on a day; with `everything`, all modifications."""
    try:
        one_form(as_json, as_csv)
        day = day_of("--as-of", as_of)
        loaded = load_register(root)
        asked = wanted.read(loaded.register)
    except Refused as refused:
        return refuse(refused)
    register = loaded.register
    then = register_on(register, day).standings
    fitting = [each for each in then if asked.fits(register, each)]
    found = [each for each in fitting if asked.lists(each, everything=everything)]
    silent = [
        each
        for each in then
        if asked.party is not None
        and is_silent(each)
        and asked.fits_but_for_party(register, each)
        and asked.lists(each, everything=everything)
    ]
    if as_json:
        data = [listed(each) for each in found]
        head = {"version": JSON_VERSION, "as-of": iso(day)}
        ids = [each.shown_id for each in silent]
        write_json({**head, "modifications": data, "not-recorded": ids})
    elif as_csv:
        headings = list(_listed_keys())
        rows = [list(_csv_row(each)) for each in found]
        write_csv(headings, rows)
        if silent:
            sys.stderr.write(f"sectool: {_not_judged(silent)}\n")
    else:
        what = "Modifications" if everything or asked.decided else "Open proposals"
        lines = _list_lines(register, found, day, wanted, what)
        notes = _notes(found, len(fitting) - len(found), day)
        if silent:
            notes += paragraph(_not_judged(silent))
        if day is None and (found or notes):
            told = "how long ago something was heard of is not judged without --as-of"
            notes += paragraph(f"with all that is recorded; {told}")
        write_lines([*lines, "", *notes] if notes else lines)
    return unread(loaded, "modifications/", "releases/")


def _not_judged(silent: Sequence[Standing]) -> str:
    one = len(silent) == 1
    whom = "whom it touches" if one else "whom they touch"
    have = "one more has" if one else f"{len(silent)} more have"
    return f"{have} no impacts recorded, so nobody can say {whom}"


def _list_lines(
    register: Register,
    found: Sequence[Standing],
    day: date | None,
    wanted: Wanted,
    what: str,
) -> list[str]:
    if not found:
        return paragraph(f"No {what.lower()} {on_day(day)}{wanted.in_words()}.")
    spoken = words_of(register, day)
    # Marks instead of words beside stage and day: the title has what is left of 80 columns.
    columns = (Column("id"), Column("title", gives=True), Column("stage"), Column("since"))
    rows = [(each.shown_id, each.title, _stage(each, spoken), _since(each)) for each in found]
    heading = f"{what} {on_day(day)}{wanted.in_words()}: {len(found)}"
    return [*folded("", heading), "", *table(columns, rows)]


def _notes(found: Sequence[Standing], left_out: int, day: date | None) -> list[str]:
    notes = []
    if any(each.since is None for each in found):
        notes += paragraph("* seen so on this day; since when is not recorded")
    if any(each.dormant for each in found):
        notes += paragraph("(…) as last known: not heard of for twelve months")
    waited_for = [each.shown_id for each in found if _is_waited_for(each, day)]
    if waited_for:
        told = "not heard of for twelve months, but listed because an assessment is open"
        notes += paragraph(f"{told}: {', '.join(waited_for)}")
    if left_out:
        more = "one more is" if left_out == 1 else f"{left_out} more are"
        dormant = ", or not heard of for twelve months" if day is not None else ""
        notes += paragraph(f"{more} decided{dormant}: see --all")
    return notes


def _is_waited_for(standing: Standing, day: date | None) -> bool:
    """Whether only an open assessment keeps a proposal from being dormant."""
    old = day is not None and day > a_year_after(last_day(standing.seen))
    return old and standing.is_open


def _stage(standing: Standing, spoken: Mapping[str, str]) -> str:
    name = stage_named(standing, spoken)
    return f"({name})" if standing.dormant else name


def _since(standing: Standing) -> str:
    return shortly(standing.since) if standing.since is not None else f"{shortly(standing.seen)}*"


def listed(standing: Standing) -> dict[str, object]:
    return {
        "id": standing.shown_id,
        "title": standing.title,
        "stage": standing.stage,
        "since": iso(standing.since),
        "seen": iso(standing.seen),
        "open": standing.is_open,
        "dormant": standing.dormant,
        "on-hold": standing.on_hold,
        "releases": releases_of(standing),
    }


def _listed_keys() -> tuple[str, ...]:
    return ("id", "title", "stage", "since", "seen", "open", "dormant", "on-hold", "releases")


def _csv_row(standing: Standing) -> Iterator[object]:
    data = listed(standing)
    for key in _listed_keys():
        value = data[key]
        if isinstance(value, bool):
            yield "true" if value else "false"
        elif isinstance(value, list):
            yield " ".join(value)
        else:
            yield value
