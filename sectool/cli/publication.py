"""`sectool publication`: builds, lists and shows the register's documents, of every kind."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from sectool import report
from sectool.check import check_register
from sectool.cli.opened import Refused, day_of, misuse, refuse
from sectool.cli.revision import loaded_at
from sectool.cli.rid import formats_of, print_errors, tell_otherwise_issued, write_built
from sectool.cli.tables import WIDTH, folded
from sectool.dates import in_full
from sectool.diagnostic import Diagnostic, Severity, suggestion
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.references import reference_of
from sectool.documents.rid import NoSuchEdition
from sectool.documents.wanted import wanted_in
from sectool.files import NotWritten
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication
from sectool.model.register import publication_file
from sectool.pipeline import (
    build_publication,
    composing_finding,
    setting_faults,
    subject_of,
    wording_finding,
)
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.wording import WordingError
from sectool.schedule import Calendars, calendars_of
from sectool.words import listed

JSON_VERSION = 1


def build(
    root: Path,
    name: str | None,
    formats: str,
    as_of: str | None,
    output: Path,
    *,
    everything: bool,
    draft: bool,
    issued: str | None = None,
) -> int:
    """Builds one document or all of them; 1 where an error in what it reads stops one.

    With `issued`, the version of it that went out, from the commit that its record names.
    """
    try:
        formats_wanted = formats_of(formats)
        day = day_of("--as-of", as_of)
        if (name is None) != everything:
            raise misuse("name a publication, or say --all")
        loaded = load_register(root)
        if issued is not None:
            if name is None or day is not None or draft:
                alone = "one publication's name, without --as-of or --draft"
                raise misuse(f"--issued goes with {alone}")
            loaded, day = _issued(root, loaded, name, issued)
        wanted = chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    # What went out had no errors; the rules may have grown since.
    found = check_register(loaded, subject_of(loaded, documents=False)) if issued is None else []
    errors = [one for one in found if one.severity is Severity.ERROR]
    failed = False
    for each, publication in wanted:
        stopping = errors_stopping(errors, each)
        if stopping:
            print_errors(stopping)
        if stopping and not draft:
            sys.stderr.write(
                f"\nsectool: {each} was not built: {report.summary(stopping, 'what it reads')}. "
                "Mend them, or build it with --draft\n"
            )
            failed = True
            continue
        if issued is None and not draft and _wants_words(each, publication):
            failed = True
            continue
        done = _one(loaded, each, publication, formats_wanted, day, output, draft=draft)
        failed = failed or not done
    return 1 if failed else 0


def _issued(root: Path, loaded: Loaded, name: str, version: str) -> tuple[Loaded, date]:
    """The register that a version was issued from, and the day it speaks of."""
    records = loaded.register.issued.get(name, ())
    for record in records:
        if record.version == version:
            return loaded_at(root, record.commit, "--issued"), record.as_of
    there = ", ".join(record.version for record in records)
    raise misuse(
        f"--issued: no version {version} of {name} is recorded as issued"
        + (f"; there are: {there}" if there else "")
    )


def chosen(loaded: Loaded, name: str | None) -> list[tuple[str, Publication]]:
    """The publication of that name, or all; Refused with its faults where it cannot be read."""
    publications = loaded.register.publications
    if name is None:
        return list(publications.items())
    if name in publications:
        return [(name, publications[name])]
    file = publication_file(name)
    broken = [found for found in loaded.diagnostics if found.place.file == file]
    if broken:
        raise Refused(report.text(broken), 1)
    raise misuse(f"no publication {name!r}{suggestion(name, sorted(publications))}")


def errors_stopping(errors: list[Diagnostic], name: str) -> list[Diagnostic]:
    """The errors that stop a document: those of other documents do not."""
    own = publication_file(name)
    folder = own.rpartition("/")[0] + "/"
    return [
        found
        for found in errors
        if found.place.file == own or not found.place.file.startswith(folder)
    ]


def _wants_words(name: str, publication: Publication) -> bool:
    """Whether a document is no more than a draft, which is then told."""
    wanted = wanted_in(publication)
    if wanted:
        places = listed([place.section for place in wanted])
        sys.stderr.write(
            f"sectool: {name} was not built: words are wanted for {places}. Write them, or build "
            "it with --draft\n"
        )
    return bool(wanted)


def _one(
    loaded: Loaded,
    name: str,
    publication: Publication,
    formats: list[str],
    day: date | None,
    output: Path,
    *,
    draft: bool,
) -> bool:
    try:
        built = build_publication(loaded, name, publication, day, draft)
        write_built(loaded, built, formats, output)
        tell_otherwise_issued(loaded, name, built)
    except (NoSuchEdition, NotWritten) as error:
        sys.stderr.write(f"sectool: {name}: {error}\n")
        return False
    except CannotCompose as error:
        finding = composing_finding(name, error)
        print_errors([loaded.sources.diagnose("D120", Severity.ERROR, finding)])
        return False
    except WordingError as error:
        finding = wording_finding(error)
        print_errors([loaded.sources.diagnose("D106", Severity.ERROR, finding)])
        return False
    except (StyleError, MissingGlyphs) as error:
        print_errors(
            [
                loaded.sources.diagnose(fault.code, Severity.ERROR, fault.finding)
                for fault in setting_faults(loaded, error)
            ]
        )
        return False
    return True


def print_list(root: Path, *, as_json: bool) -> int:
    """Prints every publication: its kind, its day, what it is about."""
    loaded = load_register(root)
    publications = loaded.register.publications
    if as_json:
        calendars = calendars_of(loaded.register)
        rows = [_as_data(name, one, calendars) for name, one in publications.items()]
        data = {"version": JSON_VERSION, "publications": rows}
        sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
        return 0
    if not publications:
        sys.stdout.write("this register has no publications\n")
        return 0
    width = max(map(len, publications))
    for name, publication in publications.items():
        day = _dated(publication)
        told = in_full(day) if day is not None else "not dated"
        sys.stdout.write(f"{name:<{width}}  {told:<15}  {_title(publication)}\n")
    return 0


def show(root: Path, name: str, *, as_json: bool) -> int:
    """Prints what a publication's file says of it."""
    loaded = load_register(root)
    try:
        [(name, publication)] = chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    data = _as_data(name, publication, calendars_of(loaded.register))
    if as_json:
        document = {"version": JSON_VERSION, **data}
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write(f"{name}: {_title(publication)}\n")
    for key, value in data.items():
        if value and key not in ("name", "title", "versions", "wanted"):
            sys.stdout.write(f"  {key:<14}  {value}\n")
    for version in publication.versions:
        day = in_full(version.dated) if version.dated else "a draft"
        sys.stdout.write(f"  version {version.version:<6}  {day:<15}  {version.changes}\n")
    for line in wanted_lines(publication):
        sys.stdout.write(f"  {line}\n")
    return 0


def wanted_lines(publication: Publication) -> list[str]:
    """Where words are wanted still, for people."""
    wanted = wanted_in(publication)
    width = max((len(section) for section, _ in wanted), default=0)
    lines = ["words wanted:"] if wanted else []
    for section, hint in wanted:
        lines += folded(f"  {section:<{width}}  ", hint, width=WIDTH - 2)
    return lines


def _dated(publication: Publication) -> date | None:
    if publication.dated is not None or not publication.versions:
        return publication.dated
    return publication.versions[-1].dated


def _title(publication: Publication) -> str:
    if publication.title is not None:
        return publication.title
    if publication.kind == "rid":
        return f"Release Implementation Document, {publication.release}"
    return KINDS[publication.kind].title


def _as_data(name: str, publication: Publication, calendars: Calendars) -> dict[str, Any]:
    day = _dated(publication)
    meeting = publication.meeting
    return {
        "name": name,
        "kind": publication.kind,
        "title": _title(publication),
        "release": publication.release,
        "dated": day.isoformat() if day else None,
        "as-of": publication.as_of.isoformat() if publication.as_of else None,
        "meeting": f"{meeting.body}, {meeting.date.isoformat()}" if meeting else None,
        "reference": reference_of(publication, calendars),
        "classification": publication.classification,
        "source": publication.source,
        "versions": [
            {"version": one.version, "dated": one.dated.isoformat() if one.dated else None}
            for one in publication.versions
        ],
        "wanted": [{"section": section, "words": hint} for section, hint in wanted_in(publication)],
    }
