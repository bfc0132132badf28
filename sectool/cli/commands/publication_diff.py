"""`sectool rid diff` and `publication diff`: what two states of a document say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sectool.check import reports
from sectool.cli.commands.publication_build import in_files_used
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.revision import named_by
from sectool.cli.session import Refused, misuse, value_of
from sectool.compare import Change, changes_between, in_a_sentence
from sectool.dates import NO_BREAK, NotADate, in_words
from sectool.issuing.sides import NotComparable, Side, Sides, VersionRow, version_row
from sectool.pipeline import (
    CannotCompose,
    Described,
    NoSuchEdition,
    WordingError,
    building_errors,
    publication_of,
    rid_in,
)
from sectool.queries.errors import Unavailable
from sectool.queries.files import publication_file
from sectool.queries.loaded import Loaded, load_register
from sectool.queries.register_on import register_on
from sectool.queries.release_dates import has_one_plan
from sectool.words import listed

# How many findings of a revision are printed: they cannot be fixed in it.
_FINDINGS = 3


def rid_diff(
    root: Path,
    before: str | None,
    after: str | None,
    *,
    release: str | None,
    as_json: bool,
    exit_code: bool,
) -> int:
    """Prints what a RID says otherwise; 0 whether it does or not, unless asked for an exit code."""
    loaded = load_register(root)
    with value_of("--release"):
        name = rid_in(loaded, release)
    return _diff(root, loaded, name, before, after, as_json=as_json, exit_code=exit_code)


def publication_diff(
    root: Path,
    name: str,
    before: str | None,
    after: str | None,
    *,
    as_json: bool,
    exit_code: bool,
) -> int:
    """The same of a document of any kind."""
    loaded = load_register(root)
    publication_of(loaded, name)
    return _diff(root, loaded, name, before, after, as_json=as_json, exit_code=exit_code)


def _diff(
    root: Path,
    loaded: Loaded,
    name: str,
    before: str | None,
    after: str | None,
    *,
    as_json: bool,
    exit_code: bool,
) -> int:
    publication = loaded.register.publications[name]
    try:
        sides = Sides(root, loaded, name)
        one = _side(sides, "A", before if before is not None else sides.usual)
        other = _side(sides, "B", after)
    except NotComparable as error:
        errors = error.findings
        message = f"{reports.text(errors)}\n\nsectool: {error}: {in_files_used(errors)}"
        raise Refused(message, 1) from None
    except WordingError as error:
        raise Unavailable(findings=building_errors(loaded, name, error)) from None
    working = register_on(loaded.register, None).calendars.working
    changes = changes_between(one.built.document, other.built.document, working)
    row = version_row(publication, one, other, changes)
    same_timeline = one.commit == other.commit and has_one_plan(
        loaded.register, publication.release or ""
    )
    if as_json:
        write_json(
            {
                "document": name,
                "from": _as_data(one),
                "to": _as_data(other),
                "same-timeline": same_timeline,
                "changes": [change.data for change in changes],
                "proposed": asdict(row) if row is not None else None,
            }
        )
    else:
        write_lines(_lines(_title(loaded, name), one, other, changes, same_timeline))
        if row is not None:
            write_lines(["", *_row_lines(row, publication_file(name))])
    return 1 if exit_code and changes else 0


def _side(sides: Sides, option: str, text: str | None) -> Side:
    """The state that an argument means; Refused, naming it, where there is none."""
    try:
        with value_of(option), named_by(option):
            return sides.of(text)
    except NotADate as error:
        raise misuse(f"{option}: {error}") from None
    except NotComparable as error:
        first = reports.text(error.findings[:_FINDINGS])
        raise misuse(f"{option}: {error}: {in_files_used(error.findings)}", "", first) from None
    except (NoSuchEdition, CannotCompose) as error:
        of = f" {text}" if text is not None else ""
        raise misuse(f"{option}{of}: {sides.name} cannot be built: {error}") from None


def _in_words(side: Side) -> str:
    edition = side.built.edition
    match side.how:
        case "version":
            dated = _day_in_words(edition.dated) if edition.dated else "a draft"
            dated += ", as issued" if side.commit else ""
            dated += ", reconstructed" if edition.state == "reconstructed" else ""
            return f"version {edition.version} ({dated})"
        case "day":
            version = f" (version {edition.version})" if edition.version else ""
            return f"as of {_day_in_words(edition.as_of)}{version}"
        case "revision":
            return f"revision {side.given} ({(side.commit or '')[:10]})"
        case "now":
            return "the register as it is now"


def _as_data(side: Side) -> dict[str, Any]:
    edition = side.built.edition
    return {
        "given": side.given,
        "read-as": side.how,
        "edition": edition.version or None,
        "as-of": edition.as_of.isoformat() if edition.as_of else None,
        "commit": side.commit,
    }


def _day_in_words(day: date | None) -> str:
    return in_words(day).replace(NO_BREAK, " ") if day is not None else "no day"


def _row_lines(row: VersionRow, file: str) -> Iterator[str]:
    about = (
        f"A row for the version history, to paste under 'versions' in {file}:"
        if row.new
        else f"The row of version {row.version} in {file} could say:"
    )
    yield from paragraph(about)
    yield ""
    yield f"- version: {row.version}"
    if row.dated is not None:
        yield f"  dated: {row.dated}"
    yield "  changes: >-"
    yield from folded("    ", row.changes)


def _title(loaded: Loaded, name: str) -> str:
    publication = loaded.register.publications[name]
    if publication.kind == "rid":
        release = loaded.register.releases.get(publication.release or "")
        return f"RID of the {release.name}" if release else name
    return f"{Described(loaded.register, name, publication).kind_title} {name}"


def _lines(
    title: str, one: Side, other: Side, changes: Sequence[Change], same_timeline: bool
) -> Iterator[str]:
    yield from paragraph(f"{title}: {_in_words(one)} against {_in_words(other)}")
    if same_timeline:
        yield from paragraph(
            "The timeline is the same on both sides, as the files have it now: earlier plans are "
            "in git. Compare git revisions to see what moved."
        )
    if not changes:
        yield ""
        yield "nothing differs"
    for section, of_section in groupby(changes, key=lambda change: change.section):
        yield ""
        yield from folded("", section)
        for change in _together(of_section):
            yield from folded("  ", in_a_sentence(change))


def _together(changes: Iterator[Change]) -> Iterator[Change]:
    """Cells of a row that changed alike, told as one."""

    def alike(change: Change) -> tuple[object, ...]:
        return change.topic, change.subject, bool(change.aspect), change.before, change.after

    for (_, subject, aspect, _, _), run in groupby(changes, key=alike):
        found = list(run)
        if len(found) > 1 and subject and aspect:
            yield replace(found[0], aspect=listed([change.aspect for change in found]))
        else:
            yield from found
