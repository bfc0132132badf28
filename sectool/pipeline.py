"""From files to findings and documents, step by step. Read this first.

load_register(root)                     files become a register, faults beside it
register_on(register, day)              what was so on a day: scopes, schedules, Working Days
edition_of(publication, day)            which state of the register a document shows
KINDS[kind].compose(…)                  facts become a document as a value
Wording(…).blocks(…)                    a template gives the value its words, as blocks
FORMATS[name].write(document, look)     blocks become bytes

`build` goes this way for one document, `check` for all of them, and holds them against the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sectool.building import (
    COMPANION_FORMATS,
    NOT_BUILT,
    Built,
    Described,
    NothingPlanned,
    annexes_otherwise,
    assumed_facts,
    build,
    build_now,
    building_errors,
    building_faults,
    companion_of,
    doubts,
    errors_stopping,
    files_of,
    formats_named,
    modifications_left_out,
    plan_picture,
    publication_of,
    rid_in,
    rid_of,
    write_built,
)
from sectool.check.run import Outcome, check_register, errors_in_register, schedules_of
from sectool.diagnostic import Address, Diagnostic, Finding, Severity
from sectool.documents.edition import NoSuchEdition
from sectool.documents.kinds import CannotCompose
from sectool.editing.edit import CannotEdit, Edit, changes_of
from sectool.editing.edited import Edited, difference
from sectool.issuing.agreement import fault_of_record, folder_of
from sectool.issuing.rebuild import RESTORE
from sectool.load import Loaded, load_register
from sectool.model.publication import Publication
from sectool.model.register import issued_file, modification_of, publication_file
from sectool.planning.compared import PlanSide, WhatIf, compared
from sectool.planning.scenario import Scenario
from sectool.planning.scenario_edits import edits_of
from sectool.render.formats import FORMATS
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.style_trial import setting_faults_of
from sectool.rules.rule import Subject
from sectool.schedule import Fault
from sectool.wording.environment import WordingError
from sectool.workspace.atomic import NotWritten
from sectool.workspace.files import Files, Unreadable
from sectool.workspace.git_process import answers_kept
from sectool.workspace.journal import (
    ChangedMeanwhile,
    FileChange,
    last_edit,
    register_files,
    writing,
)
from sectool.workspace.overlay import Overlay

if TYPE_CHECKING:
    from sectool.editing.fixes import Fixed

__all__ = [
    "COMPANION_FORMATS",
    "FORMATS",
    "NOT_BUILT",
    "Built",
    "CannotCompose",
    "CannotEdit",
    "ChangedMeanwhile",
    "Described",
    "Edited",
    "FileChange",
    "MissingGlyphs",
    "NewErrors",
    "NoSuchEdition",
    "NotWritten",
    "NothingPlanned",
    "Outcome",
    "Scenario",
    "StyleError",
    "WhatIf",
    "WordingError",
    "assumed_facts",
    "build",
    "build_now",
    "building_errors",
    "check",
    "check_for_a_build",
    "companion_of",
    "difference",
    "document_faults",
    "doubts",
    "edit_register",
    "errors_stopping",
    "files_of",
    "fixes_of",
    "formats_named",
    "modifications_left_out",
    "plan_picture",
    "publication_of",
    "rid_in",
    "rid_of",
    "subject_of",
    "undo_edit",
    "what_if",
    "write_built",
]


def check(loaded: Loaded, *, documents: bool = True) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a register, in the order of its files.

    With `documents`, each document is composed and worded as well.
    """
    return check_register(loaded, subject_of(loaded, documents=documents))


def check_for_a_build(loaded: Loaded) -> Outcome:
    """The errors of a register, and in which files its warnings are; no document is tried out."""
    return errors_in_register(loaded, subject_of(loaded, documents=False))


def subject_of(loaded: Loaded, *, documents: bool) -> Subject:
    """Everything the rules look at; with `documents`, each one is tried out as well."""
    with answers_kept():
        faults = tuple(document_faults(loaded)) if documents else None
    return Subject(loaded.register, schedules_of(loaded.register), faults)


def _broken_records(loaded: Loaded, worded: Mapping[str, Built]) -> Iterator[Fault]:
    """Rows of what was issued that contradict the data they name; `worded` are the documents as
    the register gives them."""
    for name, records in loaded.register.issued.items():
        if name not in loaded.register.publications:
            continue
        for index, record in enumerate(records):
            built = worded.get(name)
            because = fault_of_record(folder_of(loaded), loaded, name, record, built)
            if because:
                message = f"the row of version {record.version} is broken: {because}"
                where = Address(issued_file(name), (index, "version"))
                yield Fault("D124", Finding(message, where, RESTORE))


def document_faults(loaded: Loaded) -> Iterator[Fault]:
    """What keeps the register's documents from being worded and set, or their annexes away.

    They are composed and worded; none is set.
    """
    worded: dict[str, Built] = {}
    misworded: dict[Fault, None] = {}
    # What a document lacks may stand in a file that cannot be read.
    about = ("modifications/", "reference/", "releases/")
    unread = any(file.startswith(about) for file in loaded.register.unread)
    for name, publication in loaded.register.publications.items():
        where = Address(publication_file(name))
        for index, annex in enumerate(publication.annexes):
            kind = loaded.sources.files.kind(annex.file) if annex.file is not None else "file"
            if kind != "file":
                message = f"there is no file {annex.file!r}"
                if kind == "other":
                    message = f"{annex.file!r} is no file of this register that may be read"
                yield Fault("D105", Finding(message, where.at("annexes", index, "file")))
        yield from _other_annexes(loaded, name, publication)
        if publication.kind == "rid" and publication.release not in loaded.register.releases:
            continue
        try:
            built = worded[name] = build(loaded, name)
            yield from doubts(loaded.register, name, built)
        except CannotCompose as error:
            if not unread:
                yield from building_faults(loaded, name, error)
        except NoSuchEdition as error:
            yield from building_faults(loaded, name, error)
        except WordingError as error:
            misworded |= dict.fromkeys(building_faults(loaded, name, error))
    yield from _broken_records(loaded, worded)
    # A template that several documents share is at fault once.
    yield from misworded
    if worded:
        name, first = next(iter(worded.items()))
        for fault in setting_faults_of([one.document for one in worded.values()], first.look):
            yield from building_faults(loaded, name, fault)


def _other_annexes(loaded: Loaded, name: str, publication: Publication) -> Iterator[Fault]:
    """The annexes of the version issued last that are other files now.

    Once the next version has been begun, they are those of that version.
    """
    records = loaded.register.issued.get(name, ())
    if not records or records[-1].withdrawn is not None:
        return
    newest = publication.versions[-1].version if publication.versions else records[-1].version
    if newest != records[-1].version:
        return
    for letter in annexes_otherwise(loaded, publication, records[-1]):
        index = next((n for n, a in enumerate(publication.annexes) if a.letter == letter), None)
        place = ("annexes", index) if index is not None else ("annexes",)
        yield Fault(
            "R126",
            Finding(
                f"Annex {letter} is not the file that was issued with version {newest}",
                Address(publication_file(name), place),
                "restore the file; another one is issued with the next version",
                about=(name, letter),
            ),
        )


def what_if(
    loaded: Loaded,
    release: str,
    scenarios: Sequence[Scenario],
    day: date | None = None,
    *,
    documents: bool = False,
) -> tuple[WhatIf, ...]:
    """What each of some scenarios would change, as of a day or with all that is recorded.

    A scenario is edits laid over the files: nothing is written. Both sides are asked and checked
    alike, with `documents` by trying these out too. What cannot be supposed raises NotFound,
    Unavailable or CannotEdit.
    """
    files, before = loaded.sources.files, PlanSide(loaded, day)
    found = check(loaded, documents=documents)
    results = []
    for scenario in scenarios:
        edits = edits_of(loaded, release, scenario, day)
        supposed = load_register(Overlay(files, changes_of(files, edits)))
        findings = found, check(supposed, documents=documents)
        after = PlanSide(supposed, day)
        results.append(compared(before, after, scenario, release, findings=findings))
    return tuple(results)


# How often fixes are sought: one may show what another hid.
_ROUNDS = 5


def fixes_of(loaded: Loaded, codes: Collection[str] = ()) -> Fixed:
    """The edits that give findings their one right answer, of some rules or of all.

    They are tried one after the other, and so is what the register shows with them.
    """
    from sectool.editing.fixes import Fixed, fixed

    files, edits = loaded.sources.files, list[Edit]()
    left: dict[str, tuple[Diagnostic, str]] = {}
    for _ in range(_ROUNDS):
        found = [one for one in check(loaded) if one.fix is not None and _is_of(one, codes)]
        done = fixed(loaded.sources.files, found)
        left = {str(one): (one, why) for one, why in done.left}
        if not done.edits:
            break
        edits += done.edits
        loaded = load_register(Overlay(files, changes_of(files, edits)))
    return Fixed(tuple(edits), tuple(left.values()))


def _is_of(one: Diagnostic, codes: Collection[str]) -> bool:
    return not codes or one.code in codes


class NewErrors(Exception):
    """An edit that would bring errors into a register; `findings` are those that are new."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__(f"{len(findings)} new errors")
        self.findings = findings


def edit_register(
    root: Path,
    decide: Callable[[Loaded], Sequence[Edit]],
    *,
    write: bool = True,
    force: bool = False,
    expected: Edited | None = None,
) -> Edited:
    """Edits the files of a register together, as `decide` says of it: all of them, or none.

    What is decided is tried and checked before anything is written. Without `write` it is left at
    that. With `force` an error that it brings is no reason to refuse it. `expected` is what was
    shown of the same edit: where the register has changed so that it would be another one now, it
    is refused. CannotEdit, NewErrors or NotWritten say why nothing was written.
    """
    if not write:
        return _tried(register_files(root), decide, force=force)
    with writing(root) as writer:
        edited = _tried(writer.files, decide, force=force)
        if expected is not None and edited.changes != expected.changes:
            raise ChangedMeanwhile(
                "the register was changed meanwhile, so this edit would no longer be the one that "
                "was shown; nothing was written. Try again"
            )
        writer.write(
            {change.file: change.new for change in edited.changes},
            {change.file: change.old for change in edited.changes},
        )
        return edited


def what_does_not_fit(
    root: Path, decide: Callable[[Loaded, Mapping[str, Sequence[str]]], Sequence[Edit]]
) -> dict[str, list[str]]:
    """The modifications of which an edit would bring errors, each with the first of each attempt.

    `decide` leaves out more of those that it is given, the more reasons there are. After two, or
    where an error is in another file, the edit is stopped when it is made.
    """
    found: dict[str, list[str]] = {}
    while True:
        left_out = {id_: tuple(reasons) for id_, reasons in found.items()}
        try:
            edit_register(root, partial(_deciding, decide, left_out), write=False)
        except NewErrors as error:
            first: dict[str, str] = {}
            for one in error.findings:
                id_ = modification_of(one.place.file)
                if id_ is not None and len(found.get(id_, ())) < 2:
                    first.setdefault(id_, f"{one.message} ({one.code})")
            if not first:
                return found
            for id_, why in first.items():
                found.setdefault(id_, []).append(why)
        else:
            return found


def _deciding(
    decide: Callable[[Loaded, Mapping[str, Sequence[str]]], Sequence[Edit]],
    left_out: Mapping[str, Sequence[str]],
    loaded: Loaded,
) -> Sequence[Edit]:
    return decide(loaded, left_out)


def undo_edit(root: Path, *, write: bool = True) -> tuple[FileChange, ...]:
    """Undoes the last edit of a register; what that changes. NotWritten says why it cannot."""
    if not write:
        return last_edit(root).reversed_changes()
    with writing(root) as writer:
        return writer.undo()


def _tried(files: Files, decide: Callable[[Loaded], Sequence[Edit]], *, force: bool) -> Edited:
    before = load_register(files)
    changes = []
    for file, new in changes_of(files, decide(before)).items():
        old = _content(files, file)
        if old != new:
            changes.append(FileChange(file, old, new))
    after = load_register(Overlay(files, {change.file: change.new for change in changes}))
    edited = Edited(before, after, tuple(changes))
    if not force and changes:
        # What a file that could not be read hid is not brought by an edit of it.
        hidden = before.register.broken
        errors = [one for one in _errors(after) if one.place.file not in hidden]
        known = Counter(_same_error(one) for one in _errors(before)) if errors else Counter()
        new_errors = []
        for error in errors:
            if known[_same_error(error)] > 0:
                known[_same_error(error)] -= 1
            else:
                new_errors.append(error)
        if new_errors:
            raise NewErrors(tuple(new_errors))
    return edited


def _content(files: Files, file: str) -> bytes | None:
    try:
        return files.read(file) if files.kind(file) is not None else None
    except Unreadable as error:
        raise CannotEdit(f"{file}: {error}") from error


def _errors(loaded: Loaded) -> list[Diagnostic]:
    return [one for one in check(loaded) if one.severity is Severity.ERROR]


def _same_error(error: Diagnostic) -> tuple[str, str, str]:
    """What an error is, wherever the lines above it have moved it to."""
    return error.code, error.place.file, error.message
