"""`sectool rid diff` and `publication diff`: what two states of a document say otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sectool.check import reports
from sectool.cli.commands.publication_build import in_files_used
from sectool.cli.present.tables import folded, paragraph, write_json, write_lines
from sectool.cli.revision import named_by
from sectool.cli.session import Refused, misuse, value_of
from sectool.compare import Change, by_section, changes_between
from sectool.dates import NotADate, iso
from sectool.issuing.in_words import side_in_words
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
        subject = Described(loaded.register, name, publication).subject
        write_lines(_lines(subject, one, other, changes, same_timeline))
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


def _as_data(side: Side) -> dict[str, Any]:
    edition = side.built.edition
    return {
        "given": side.given,
        "read-as": side.how,
        "edition": edition.version or None,
        "as-of": iso(edition.as_of),
        "commit": side.commit,
    }


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


def _lines(
    title: str, one: Side, other: Side, changes: Sequence[Change], same_timeline: bool
) -> Iterator[str]:
    yield from paragraph(f"{title}: {side_in_words(one)} against {side_in_words(other)}")
    if same_timeline:
        yield from paragraph(
            "The timeline is the same on both sides, as the files have it now: earlier plans are "
            "in git. Compare git revisions to see what moved."
        )
    if not changes:
        yield ""
        yield "nothing differs"
    for section, sentences in by_section(changes, together=True):
        yield ""
        yield from folded("", section)
        for sentence in sentences:
            yield from folded("  ", sentence)
