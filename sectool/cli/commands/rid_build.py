"""`sectool rid build`: paths on stdout, everything else on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sectool.check.run import check_register
from sectool.cli.as_issued import refuse_other_facts
from sectool.cli.present import findings as report
from sectool.cli.present.terminal import print_findings, progress
from sectool.cli.session import Refused, day_of, misuse, refuse
from sectool.dates import in_full, last_day
from sectool.diagnostic import Diagnostic, Severity, errors_of, suggestion
from sectool.documents.edition import NoSuchEdition
from sectool.load import Loaded, load_register
from sectool.model.modification import Entry
from sectool.model.register import (
    REFERENCE_FILES,
    SETTINGS_FILE,
    modification_file,
    publication_file,
    release_file,
    timeline_file,
)
from sectool.pipeline import (
    Built,
    NoPublication,
    build_rid,
    rid_of,
    setting_faults,
    subject_of,
    wording_finding,
)
from sectool.render.formats import FORMATS
from sectool.render.look import MissingGlyphs, StyleError
from sectool.wording.environment import WordingError
from sectool.words import listed
from sectool.workspace.atomic import NotWritten, write_atomically
from sectool.workspace.files import MAX_ATTACHED, Unreadable

SCOPES = ("all", "approved")


def build(
    root: Path,
    release: str | None,
    formats: str,
    as_of: str | None,
    output: Path,
    *,
    draft: bool,
    scope: str = "all",
) -> int:
    """Builds the RID in the formats asked for; 1 where an error in what it reads stops it."""
    if scope not in SCOPES:
        return refuse(misuse(f"--scope: no scope {scope!r}{suggestion(scope, SCOPES)}"))
    try:
        names = formats_of(formats)
        day = day_of("--as-of", as_of)
    except Refused as refused:
        return refuse(refused)
    loaded = load_register(root)
    try:
        name, publication = rid_of(loaded.register, release)
    except NoPublication as error:
        if print_errors(loaded.diagnostics):
            return 1
        return refuse(misuse(str(error)))
    found = check_register(loaded, subject_of(loaded, documents=False))
    read = _files_read(loaded, name, publication.release or "")
    errors = [d for d in found if d.severity is Severity.ERROR and d.place.file in read]
    print_errors(errors)
    if errors and not draft:
        sys.stderr.write(
            f"\nsectool: the RID was not built: {report.summary(errors, 'what it reads')}. "
            "Mend them, or build it with --draft\n"
        )
        return 1
    if publication.release not in loaded.register.releases:
        sys.stderr.write(f"sectool: releases/{publication.release} cannot be read: no RID\n")
        return 1
    try:
        built = build_rid(loaded, publication, day, draft, approved_only=scope == "approved")
    except NoSuchEdition as error:
        return refuse(misuse(f"--as-of: {error}"))
    except WordingError as error:
        finding = wording_finding(error)
        print_errors([loaded.sources.diagnose("D106", Severity.ERROR, finding)])
        return 1
    try:
        refuse_other_facts(root, loaded, name, built)
        write_built(root, loaded, built, names, output)
    except Refused as refused:
        return refuse(refused)
    except NotWritten as error:
        sys.stderr.write(f"sectool: {error}\n")
        return 1
    except (StyleError, MissingGlyphs) as error:
        print_errors(
            [
                loaded.sources.diagnose(fault.code, Severity.ERROR, fault.finding)
                for fault in setting_faults(loaded, error)
            ]
        )
        return 1
    if as_of is None:
        _tell_left_out(loaded, built, name)
    warnings = sum(d.severity is Severity.WARNING for d in found)
    if warnings:
        plural = "s" if warnings > 1 else ""
        sys.stderr.write(f"{warnings} warning{plural} about the register: see 'sectool check'\n")
    return 0


def formats_of(text: str) -> list[str]:
    """The formats of a list separated by commas, each once."""
    names = list(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        there = suggestion(unknown[0] if unknown else "", list(FORMATS))
        raise misuse(f"no format {(unknown or [''])[0]!r}{there}")
    return names


def write_built(
    root: Path, loaded: Loaded, built: Built, names: Sequence[str], output: Path
) -> None:
    """Writes a document in some formats, with its annexes; NotWritten before the first file is."""
    folder = output / built.folder
    # All formats are made before the first is written: a fault leaves the old files together.
    made: list[tuple[Path, bytes]] = []
    for name in names:
        path = folder / f"{built.stem}.{FORMATS[name].ending}"
        with progress(f"Setting {path.name}", sys.stderr):
            made.append((path, FORMATS[name].write(built.document, built.look)))
    for file, attached in built.attachments:
        try:
            made.append((folder / attached, loaded.sources.files.read(file, MAX_ATTACHED)))
        except Unreadable as error:
            raise NotWritten(f"annex {file} cannot be read: {error.reason}") from error
    for path, _ in made:
        # Told before the first is written, so that the formats stay of one state.
        if os.path.isdir(path):  # noqa: PTH112 - a name too long for the disk cannot be asked about
            raise NotWritten(f"{path} could not be written: there is a folder of that name")
    for path, content in made:
        write_atomically(path, content, within=root)
        sys.stdout.write(f"{path}\n")


# What the RID shows of a modification, and what decides whether it is in scope.
_SHOWN = frozenset(
    ["title", "will", "impacts", "irps", "documents", "specifications", "parts", "costs", "cut_off"]
)
_DECIDES = frozenset(
    [
        "retitled",
        "split",
        "approved",
        "rejected",
        "overturned",
        "sent-back",
        "scheduled",
        "withdrawn",
        "converted",
    ]
)


def _matters(entry: Entry, release: str) -> bool:
    """Whether an entry may change the RID of a release: it is about it, or about any."""
    about = entry.release in (release, None)
    named = entry.release == release
    return named or (about and (entry.event in _DECIDES or bool(_SHOWN & entry.model_fields_set)))


def _tell_left_out(loaded: Loaded, built: Built, publication: str) -> None:
    """Says which modifications have entries that an edition of an earlier day leaves out."""
    day, release = built.edition.as_of, built.folder
    if day is None:
        return
    later = [
        modification.id
        for modification in loaded.register.modifications.values()
        if any(entry.release == release for entry in modification.history)
        and any(
            last_day(entry.when) > day and _matters(entry, release)
            for entry in modification.history
        )
    ]
    if later:
        sys.stderr.write(
            f"entries later than {in_full(day)} are left out, of {listed(later)}; for a draft with "
            f"them, add a version without 'dated' to {publication_file(publication)}\n"
        )


def _files_read(loaded: Loaded, name: str, release: str) -> set[str]:
    """The files that this document reads: errors elsewhere do not stop it."""
    read = {SETTINGS_FILE, publication_file(name), release_file(release), timeline_file(release)}
    read |= {file for file, _ in REFERENCE_FILES.values()}
    # A modification that cannot be read might belong to the scope: nobody can tell.
    read |= {file for file in loaded.register.broken if file.startswith("modifications/")}
    for id_, modification in loaded.register.modifications.items():
        if any(entry.release == release for entry in modification.history):
            read.add(modification_file(id_))
    return read


def print_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    errors = errors_of(diagnostics)
    if errors:
        print_findings(report.text(errors), sys.stderr)
    return bool(errors)
