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
from sectool.cli.rid import formats_of, print_errors, write_built
from sectool.dates import in_full
from sectool.diagnostic import Diagnostic, Severity, suggestion
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.rid import NoSuchEdition
from sectool.files import NotWritten
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication
from sectool.model.register import publication_file
from sectool.pipeline import build_publication, setting_faults, subject_of, wording_finding
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.wording import WordingError

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
) -> int:
    """Builds one document or all of them; 1 where an error in what it reads stops one."""
    try:
        chosen = formats_of(formats)
        day = day_of("--as-of", as_of)
        if (name is None) != everything:
            raise misuse("name a publication, or say --all")
        loaded = load_register(root)
        wanted = _chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    found = check_register(loaded, subject_of(loaded, documents=False))
    errors = [one for one in found if one.severity is Severity.ERROR]
    failed = False
    for each, publication in wanted:
        stopping = _stopping(errors, each)
        if stopping:
            print_errors(stopping)
        if stopping and not draft:
            sys.stderr.write(
                f"\nsectool: {each} was not built: {report.summary(stopping, 'what it reads')}. "
                "Mend them, or build it with --draft\n"
            )
            failed = True
            continue
        failed = not _one(loaded, each, publication, chosen, day, output, draft=draft) or failed
    return 1 if failed else 0


def _chosen(loaded: Loaded, name: str | None) -> list[tuple[str, Publication]]:
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


def _stopping(errors: list[Diagnostic], name: str) -> list[Diagnostic]:
    """The errors that stop a document: those of other documents do not."""
    own = publication_file(name)
    folder = own.rpartition("/")[0] + "/"
    return [
        found
        for found in errors
        if found.place.file == own or not found.place.file.startswith(folder)
    ]


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
    except (NoSuchEdition, CannotCompose, NotWritten) as error:
        sys.stderr.write(f"sectool: {name}: {error}\n")
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
        rows = [_as_data(name, publication) for name, publication in publications.items()]
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
        [(name, publication)] = _chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    data = _as_data(name, publication)
    if as_json:
        document = {"version": JSON_VERSION, **data}
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write(f"{name}: {_title(publication)}\n")
    for key, value in data.items():
        if value and key not in ("name", "title", "versions"):
            sys.stdout.write(f"  {key:<14}  {value}\n")
    for version in publication.versions:
        day = in_full(version.dated) if version.dated else "a draft"
        sys.stdout.write(f"  version {version.version:<6}  {day:<15}  {version.changes}\n")
    return 0


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


def _as_data(name: str, publication: Publication) -> dict[str, Any]:
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
        "reference": publication.reference or (meeting.item if meeting else None),
        "classification": publication.classification,
        "source": publication.source,
        "versions": [
            {"version": one.version, "dated": one.dated.isoformat() if one.dated else None}
            for one in publication.versions
        ],
    }
