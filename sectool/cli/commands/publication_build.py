"""`sectool publication build`: paths on stdout, everything else on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sectool.check import reports
from sectool.cli.commands.publication_recorded import (
    as_recorded,
    broken_record,
    print_files_as_issued,
)
from sectool.cli.present.output import write_error, write_out
from sectool.cli.present.terminal import print_findings, progress
from sectool.cli.revision import loaded_at
from sectool.cli.session import Refused, day_of, misuse, refuse, value_of
from sectool.diagnostic import Diagnostic, errors_of
from sectool.issuing.rebuild import (
    BrokenRecord,
    Issue,
    as_issued,
    fingerprint_on,
    issued_version,
    name_then,
)
from sectool.pipeline import (
    COMPANION_FORMATS,
    NOT_BUILT,
    Built,
    CannotCompose,
    Described,
    MissingGlyphs,
    NoSuchEdition,
    Outcome,
    StyleError,
    WordingError,
    assumed_facts,
    building_errors,
    check_for_a_build,
    companion_of,
    doubts,
    errors_stopping,
    formats_named,
    publication_of,
    write_built,
)
from sectool.pipeline import build as build_document
from sectool.queries.errors import Unavailable
from sectool.queries.files import publication_file
from sectool.queries.loaded import Loaded, load_register
from sectool.unseen import in_line
from sectool.values import dataclass
from sectool.words import listed
from sectool.workspace.atomic import NotWritten


@dataclass(frozen=True)
class BuildRequest:
    """What is to be built of each document: the formats, the day, and where it goes."""

    root: Path
    formats: list[str]  # none: its companion alone
    day: date | None
    output: Path
    draft: bool = False
    approved_only: bool = False
    # Built again as it went out: what the register says now is no matter.
    issue: Issue | None = None
    alone: bool = True
    companion: bool = False


def build(
    root: Path,
    name: str | None,
    formats: str | None,
    as_of: str | None,
    output: Path,
    *,
    everything: bool,
    draft: bool,
    issued: str | None = None,
    companion: bool = False,
) -> int:
    """Builds one document or all of them; 1 where an error in a file that it uses stops one.

    With `issued`, the version of it that went out, from the commit that its record names.
    """
    named = formats_named(formats) if formats is not None else []
    day = day_of("--as-of", as_of)
    wanted = BuildRequest(root, named, day, output, draft=draft, companion=companion)
    if (name is None) != everything:
        raise misuse("name a publication, or say --all")
    loaded = load_register(root)
    if issued is not None:
        if name is None or wanted.day is not None or draft:
            alone = "one publication's name, without --as-of or --draft"
            raise misuse(f"--issued requires {alone}")
        with value_of("--issued"):
            record = issued_version(loaded.register, name, issued)
        loaded = loaded_at(root, record.commit, "--issued")
        wanted = replace(wanted, day=record.as_of, issue=record)
        then = _then(root, loaded, name, record)
        return 0 if build_one(loaded, then, Outcome((), ()), wanted) else 1
    if name is not None:
        publication_of(loaded, name)
        found = check_for_a_build(loaded)
        built = build_one(loaded, name, found, wanted)
        print_warnings(found, name)
        return 0 if built else 1
    found = check_for_a_build(loaded)
    failed = False
    for each in loaded.register.publications:
        try:
            built = build_one(loaded, each, found, replace(wanted, alone=False))
            failed = failed or built is None
        except Refused as refused:
            refuse(refused)
            failed = True
        print_warnings(found, each)
    return 1 if failed else 0


def print_warnings(found: Outcome, name: str | None = None) -> None:
    """Says how many warnings there are about the register, or about a document's own file."""
    file = publication_file(name) if name is not None else None
    if warnings := reports.warnings_about(found.warned, file):
        write_error(f"{warnings}: see 'sectool check{f' {file}' if file is not None else ''}'\n")


def _then(root: Path, loaded: Loaded, name: str, record: Issue) -> str:
    """What a publication was called in the register that it was issued from.

    Says so where it is composed with other facts now.
    """
    try:
        found = name_then(loaded, name, record)
    except Unavailable as error:
        raise misuse(f"--issued: {error}") from None
    try:
        as_issued(root, name, record)
    except BrokenRecord as error:
        raise Refused(broken_record(name, record, str(error)), 1) from None
    except (Unavailable, *NOT_BUILT):
        pass  # The same is refused where it is built.
    digits = fingerprint_on(loaded, found, record.as_of)
    if digits != record.fingerprint:
        write_error(
            f"{name} version {record.version} has the fingerprint {record.fingerprint} in its "
            f"record and is composed with {digits} now: by another sectool, or from other data\n"
        )
    return found


def build_one(loaded: Loaded, name: str, found: Outcome, wanted: BuildRequest) -> Built | None:
    """Builds a document and prints the paths of its files, or why there is none.

    `found` is what the check says of the register. Refused where an option, or a version that went
    out, is the reason.
    """
    if wanted.issue is not None or not _is_stopped(loaded, name, found, draft=wanted.draft):
        try:
            built = build_document(
                *(loaded, name, wanted.day),
                draft=wanted.draft,
                approved_only=wanted.approved_only,
                issue=wanted.issue,
            )
            built = as_recorded(wanted.root, loaded, name, built, wanted.issue)
            parts = [(built, wanted.formats)] if wanted.formats else []
            if wanted.companion:
                parts.append((companion_of(loaded, name, built), [*COMPANION_FORMATS]))
            for part, formats in parts:
                for path in write_built(
                    *(loaded, part, formats, wanted.output),
                    within=wanted.root,
                    setting=lambda name: progress(f"Setting {name}", sys.stderr),
                ):
                    write_out(f"{in_line(str(path))}\n")
            _tell_assumed(loaded, name, built)
            for fault in doubts(loaded.register, name, built):
                write_error(f"{name}: {in_line(fault.finding.message)} ({fault.code})\n")
            if built.edition.state == "withdrawn":
                _print_files_of_withdrawn(loaded, name, built, wanted.output)
            return built
        except NotWritten as error:
            write_error(f"sectool: {in_line(str(error))}\n")
        except NoSuchEdition as error:
            if wanted.alone and wanted.day is not None:
                raise misuse(f"--as-of: {error}") from None
            write_error(f"sectool: {name}: {in_line(str(error))}\n")
        except (CannotCompose, WordingError, StyleError, MissingGlyphs) as error:
            print_errors(building_errors(loaded, name, error))
    return None


def _print_files_of_withdrawn(loaded: Loaded, name: str, built: Built, output: Path) -> None:
    # Imported here: to read what files say takes more than most builds need.
    from sectool.issuing.files_of_version import files_of_withdrawn

    version, files = files_of_withdrawn(loaded.register, name, built.edition, output)
    print_files_as_issued(files, version)


def _tell_assumed(loaded: Loaded, name: str, built: Built) -> None:
    """Tells the builder what the document takes from assumptions, and why: it does not say why."""
    for fact in assumed_facts(loaded.register, name, built.edition):
        if fact.reason or not fact.qualifier:
            write_error(f"{in_line(fact.in_words)}\n")


def _is_stopped(loaded: Loaded, name: str, found: Outcome, *, draft: bool) -> bool:
    """Whether errors, or words that are not written yet, keep a document from being built.

    The errors are printed for a draft, too.
    """
    stopping = errors_stopping(loaded.register, name, found.errors)
    print_errors(stopping)
    if draft:
        return False
    if stopping:
        fix = "Fix it" if len(stopping) == 1 else "Fix them"
        write_error(
            f"\nsectool: {name} not built: {in_files_used(stopping)}. {fix}, or use --draft\n"
        )
        return True
    wanted = Described(loaded.register, name, loaded.register.publications[name]).wanted
    if wanted:
        places = listed([place.section for place in wanted])
        write_error(
            f"sectool: {name} was not built: text is required for {places}. Write them, or build "
            "it with --draft\n"
        )
    return bool(wanted)


def in_files_used(stopping: Sequence[Diagnostic]) -> str:
    """`2 errors in the files it uses`: why a document cannot be had."""
    return reports.summary(stopping, "the files it uses")


def print_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    errors = errors_of(diagnostics)
    if errors:
        print_findings(reports.text(errors), sys.stderr)
    return bool(errors)
