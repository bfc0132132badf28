"""`sectool publication`: builds, lists and shows the register's documents, of every kind."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sectool.check.run import check_register
from sectool.cli.as_issued import fingerprint_on, named_then, refuse_other_facts
from sectool.cli.commands.rid_build import formats_of, print_errors, write_built
from sectool.cli.present import findings as report
from sectool.cli.present.tables import WIDTH, folded, write_json, write_lines
from sectool.cli.revision import loaded_at
from sectool.cli.session import Refused, day_of, misuse, refuse
from sectool.dates import in_full
from sectool.diagnostic import Diagnostic, Severity, errors_of, suggestion
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.documents.paper_references import reference_of
from sectool.documents.placeholders import wanted_in
from sectool.load import Loaded, load_register
from sectool.model.issued import Issue
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
from sectool.schedule import Calendars, calendars_of
from sectool.wording.environment import WordingError
from sectool.words import listed
from sectool.workspace.atomic import NotWritten

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
            record = _recorded(loaded, name, issued)
            loaded, day = loaded_at(root, record.commit, "--issued"), record.as_of
            wanted = _then(loaded, name, record)
        else:
            wanted = chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    # What went out had no errors; the rules may have grown since.
    found = check_register(loaded, subject_of(loaded, documents=False)) if issued is None else []
    errors = errors_of(found)
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
        done = _one(
            *(root, loaded, each, publication, formats_wanted, day, output),
            draft=draft,
            again=issued is not None,
        )
        failed = failed or not done
        _tell_warnings(found, each)
    return 1 if failed else 0


def _tell_warnings(found: Sequence[Diagnostic], name: str) -> None:
    """Says how many warnings there are about a document's own file, words among them."""
    file = publication_file(name)
    many = sum(one.place.file == file and one.severity is Severity.WARNING for one in found)
    if many:
        plural = "s" if many > 1 else ""
        sys.stderr.write(f"{many} warning{plural} about {file}: see 'sectool check {file}'\n")


def _recorded(loaded: Loaded, name: str, version: str) -> Issue:
    records = loaded.register.issued.get(name, ())
    for record in records:
        if record.version == version:
            return record
    there = ", ".join(record.version for record in records)
    raise misuse(
        f"--issued: no version {version} of {name} is recorded as issued"
        + (f"; there are: {there}" if there else "")
    )


def _then(loaded: Loaded, name: str, record: Issue) -> list[tuple[str, Publication]]:
    """An issued publication in the register it was issued from; says so if its facts differ."""
    found = named_then(loaded, name, record)
    if found is None:
        raise misuse(f"--issued: commit {record.commit[:12]} does not hold {name}")
    digits = fingerprint_on(loaded, *found, record.as_of)
    if digits != record.fingerprint:
        sys.stderr.write(
            f"{name} version {record.version} has the fingerprint {record.fingerprint} in its "
            f"record and is composed with {digits} now: by another sectool, or from other data\n"
        )
    return [found]


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
    root: Path,
    loaded: Loaded,
    name: str,
    publication: Publication,
    formats: list[str],
    day: date | None,
    output: Path,
    *,
    draft: bool,
    again: bool,
) -> bool:
    try:
        built = build_publication(loaded, name, publication, day, draft)
        if not again:
            refuse_other_facts(root, loaded, name, built)
        write_built(root, loaded, built, formats, output)
    except Refused as refused:
        refuse(refused)
        return False
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
        issued = loaded.register.issued
        rows = [
            _as_data(name, one, calendars, issued.get(name, ()))
            for name, one in publications.items()
        ]
        data = {"version": JSON_VERSION, "publications": rows}
        write_json(data)
        return 0
    if not publications:
        sys.stdout.write("this register has no publications\n")
        return 0
    width = max(map(len, publications))
    for name, publication in publications.items():
        day = _dated(publication)
        told = in_full(day) if day is not None else "not dated"
        records = loaded.register.issued.get(name)
        out = f", issued {records[-1].version}" if records else ""
        sys.stdout.write(f"{name:<{width}}  {told:<15}  {_title(publication)}{out}\n")
    return 0


def show(root: Path, name: str, *, as_json: bool) -> int:
    """Prints what a publication's file says of it."""
    loaded = load_register(root)
    try:
        [(name, publication)] = chosen(loaded, name)
    except Refused as refused:
        return refuse(refused)
    records = loaded.register.issued.get(name, ())
    data = _as_data(name, publication, calendars_of(loaded.register), records)
    if as_json:
        document = {"version": JSON_VERSION, **data}
        write_json(document)
        return 0
    lines = folded(f"{name}: ", _title(publication))
    for key, value in data.items():
        if value and key not in ("name", "title", "versions", "wanted", "issued"):
            lines += folded(f"  {key:<14}  ", value)
    for version in publication.versions:
        day = in_full(version.dated) if version.dated else "a draft"
        lines += folded(f"  version {version.version:<6}  {day:<15}  ", version.changes)
    for record in records:
        origin = f"fingerprint {record.fingerprint}, commit {record.commit[:12]}"
        lines += folded(f"  issued {record.version:<7}  {in_full(record.dated):<15}  ", origin)
    write_lines([*lines, *(f"  {line}" for line in wanted_lines(publication))])
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


def _as_data(
    name: str, publication: Publication, calendars: Calendars, issued: Sequence[Issue]
) -> dict[str, Any]:
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
        "issued": [
            {
                "version": record.version,
                "dated": record.dated.isoformat(),
                "fingerprint": record.fingerprint,
                "commit": record.commit,
            }
            for record in issued
        ],
        "wanted": [{"section": section, "words": hint} for section, hint in wanted_in(publication)],
    }
