"""A built file compared with what the register gives now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path
from typing import Literal

from sectool.acronyms import Acronyms
from sectool.building import (
    NOT_BUILT,
    Built,
    annexes_otherwise,
    build,
    record_of_edition,
    record_unread,
    rid_of,
)
from sectool.compare.stated import OtherFact, other_facts
from sectool.documents.edition import Edition, State, edition_of
from sectool.documents.fingerprint import comparable
from sectool.documents.imprint import Imprint, find_imprint, without_imprint
from sectool.documents.parts import annex_name
from sectool.issuing.agreement import IssuedOtherwise, folder_of, in_agreement
from sectool.issuing.rebuild import as_issued
from sectool.load import Loaded
from sectool.model.issued import Issue, Withdrawal
from sectool.model.publication import Publication
from sectool.model.register import Register
from sectool.queries.document_kinds import imprint_word
from sectool.queries.errors import NotFound, Unavailable
from sectool.render.formats import FORMATS, TWINS
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.reading import NotReadable, lines_of
from sectool.values import dataclass
from sectool.workspace.files import MAX_ATTACHED, Unreadable
from sectool.workspace.folder import Folder

__all__ = [
    "Issue",
    "NoDocument",
    "OtherFact",
    "Shown",
    "Verification",
    "Withdrawal",
    "document_at",
    "verification_of",
]

# Given as it is · but for a fingerprint calculated in another way · in other words · with other
# facts in its text under the fingerprint of these · other facts.
Verdict = Literal["same", "recalculated", "reworded", "edited", "differs"]

# What the record says of what the file says of itself: nothing, though it says that it was issued;
# that it was issued since; that it was withdrawn; that the record cannot be read;
# that a later version, or a later row of its version, replaced it.
Recorded = Literal["", "not recorded", "issued since", "withdrawn", "unknown", "replaced"]


class NoDocument(Exception):
    """A file is none that sectool built, or cannot be read; the message is whole."""


@dataclass(frozen=True)
class Shown:
    """A built file, its lines, and which state of a register it says that it shows."""

    content: bytes
    format: str
    lines: list[str]
    imprint: Imprint
    folder: Path


@dataclass(frozen=True)
class Verification:
    """Whether the register gives a file, what imprint it has and would have, and what differs.

    `annexes` are the letters of those that are other files in the register than went out with it,
    `beside` the names of those that are so where the file lies.
    """

    verdict: Verdict
    imprint: Imprint
    now: Imprint
    differences: tuple[str, ...] = ()
    facts: tuple[OtherFact, ...] = ()
    recorded: Recorded = ""
    record: Issue | None = None
    annexes: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    shown: Issue | None = None


def document_at(file: Path) -> Shown:
    """A built document, read: a link to it is followed, since who names it says so. NoDocument."""
    format_ = file.suffix.removeprefix(".").lower()
    known = FORMATS | TWINS
    if format_ not in known:
        there = ", ".join(f".{one.ending}" for one in known.values())
        raise NoDocument(f"{file}: a document ends in one of {there}")
    try:
        real = Path(os.path.realpath(file))
        content = Folder(real.parent).read(real.name, MAX_ATTACHED)
        lines = lines_of(content, format_)
    except Unreadable as error:
        raise NoDocument(f"{file} cannot be read: {error.reason}") from None
    except NotReadable as error:
        raise NoDocument(f"{file} cannot be read: {error}") from None
    imprint = find_imprint(" ".join(lines))
    if imprint is None:
        raise NoDocument(f"{file} does not say which state of the register it shows")
    return Shown(content, format_, lines, imprint, real.parent)


def verification_of(loaded: Loaded, shown: Shown) -> Verification:
    """A document, compared line by line; Unavailable where it cannot be built again."""
    try:
        return _verification(loaded, shown)
    except (NotFound, StyleError, MissingGlyphs, *NOT_BUILT) as error:
        raise Unavailable(str(error)) from error


def _verification(loaded: Loaded, shown: Shown) -> Verification:
    register, imprint = loaded.register, shown.imprint
    of_release = imprint.called == imprint_word(register, "rid")
    name = rid_of(register, imprint.subject) if of_release else imprint.subject
    if name not in register.publications:
        raise NotFound("publication", name, message=f"there is no publications/{name}.yaml")

    def again(state: State | None = None, issue: Issue | None = None) -> Verification:
        return _compared(
            shown,
            build(
                *(loaded, name, imprint.as_of),
                draft=imprint.draft,
                approved_only=imprint.approved_only,
                state=state,
                issue=issue,
            ),
        )

    edition = edition_of(
        register.publications[name],
        imprint.as_of,
        draft=imprint.draft,
        approved_only=imprint.approved_only,
    )
    if record_unread(register, name) and not edition.draft and edition.of_its_day:
        state: State = "for issue" if imprint.for_issue else "issued"
        return replace(again(state), recorded="unknown")
    record = record_of_edition(register, name, edition)
    replaced = _replaced(register, name, edition, imprint, record)
    if replaced is not None and record is not None:
        root = folder_of(loaded)
        if root is None:
            raise Unavailable("the register is not in a folder, where its commits would be")
        found = _compared(shown, as_issued(root, name, replaced))
        return replace(found, recorded="replaced", record=record, shown=replaced)
    if edition.draft or not edition.of_its_day:
        return again()
    if imprint.for_issue:
        recorded: Recorded = "issued since" if record is not None else ""
        return replace(again("for issue"), recorded=recorded, record=record)
    if record is None:
        found = again("issued")
        # A version that is only mentioned says itself that it is none that was issued.
        own = again() if found.differences else found
        if len(own.differences) < len(found.differences):
            return own
        return replace(found, recorded="not recorded")
    found = again(issue=record.model_copy(update={"withdrawn": None}))
    found = _as_of_the_same_facts(loaded, name, found, record)
    publication = register.publications[name]
    found = replace(
        found,
        annexes=annexes_otherwise(loaded, publication, record),
        beside=tuple(_others_beside(shown, publication, edition, record)),
    )
    if record.withdrawn is None:
        return found
    marked = again(issue=record) if found.differences else found
    if len(marked.differences) < len(found.differences):
        found = replace(marked, annexes=found.annexes, beside=found.beside)
    return replace(found, recorded="withdrawn", record=record)


def _as_of_the_same_facts(
    loaded: Loaded, name: str, found: Verification, record: Issue
) -> Verification:
    """The same, where only a later sectool composes more of the facts that went out.

    Those of the register are compared with those of the record's commit, as for a build.
    """
    if found.verdict != "differs" or found.imprint.fingerprint != record.fingerprint:
        return found
    try:
        in_agreement(folder_of(loaded), loaded, name, build(loaded, name, found.imprint.as_of))
    except IssuedOtherwise:
        return found
    if not found.differences:
        return replace(found, verdict="recalculated")
    return replace(found, verdict=_worded_otherwise(found.facts))


def _others_beside(
    shown: Shown, publication: Publication, edition: Edition, record: Issue
) -> Iterator[str]:
    """The names of the annexes beside a file that are not those which went out with it."""
    for annex in publication.annexes:
        if annex.file is None or annex.letter not in record.annexes:
            continue
        name = annex_name(edition.as_a_paper, annex.letter, annex.file)
        try:
            content = Folder(shown.folder).read(name, MAX_ATTACHED)
        except Unreadable:
            continue
        if sha256(content).hexdigest() != record.annexes[annex.letter]:
            yield name


def _replaced(
    register: Register, name: str, edition: Edition, imprint: Imprint, record: Issue | None
) -> Issue | None:
    """The row that a file shows by its stamp, where a later one of its day replaced it."""
    if record is None or edition.draft or imprint.for_issue:
        return None
    if imprint.fingerprint == record.fingerprint:
        return None
    for one in register.issued.get(name, ()):
        if edition.version not in ("", one.version):
            continue
        if (one.fingerprint, one.as_of) == (imprint.fingerprint, edition.as_of):
            return one
    return None


def _compared(shown: Shown, built: Built) -> Verification:
    """The file and what would be written; or what was written before acronyms were written out."""
    found = _compared_as(shown, built)
    if not found.differences:
        return found
    as_worded = replace(built, document=replace(built.document, acronyms=Acronyms()))
    before = _compared_as(shown, as_worded)
    return before if len(before.differences) < len(found.differences) else found


def _compared_as(shown: Shown, built: Built) -> Verification:
    imprint, now = shown.imprint, built.imprint
    # A page leads to the formats that were built with it, which need not be all there are, and to
    # the version before where its page lay there.
    links = {*shown.lines}
    beside = [name for name in FORMATS if f"href: {built.file_in(name)}" in links]
    earlier = f"href: {built.earlier_page}" in links
    again = built.written(shown.format, beside=beside, earlier=earlier)
    # Reading a PDF takes far longer than setting it.
    lines = shown.lines if again == shown.content else lines_of(again, shown.format)
    if shown.lines == lines:
        return Verification("same", imprint, now)
    hunks = [*_hunks([*map(without_imprint, shown.lines)], [*map(without_imprint, lines)])]
    differences = tuple(_differences(hunks))
    if not differences and not comparable(imprint.fingerprint, now.fingerprint):
        return Verification("recalculated", imprint, now)
    facts = tuple(fact for gone, come in hunks for fact in other_facts(gone, come))
    if imprint.fingerprint != now.fingerprint:
        return Verification("differs", imprint, now, differences, facts)
    return Verification(_worded_otherwise(facts), imprint, now, differences, facts)


def _worded_otherwise(facts: Iterable[OtherFact]) -> Verdict:
    """What it is where the fingerprint is that of the register, and words are others."""
    # A template may have come to say it with another word: nobody can tell that from an edit.
    return "edited" if any(fact.kind != "word" for fact in facts) else "reworded"


Hunk = tuple[list[str], list[str]]


def _hunks(before: list[str], after: list[str]) -> Iterator[Hunk]:
    """The lines that only the file has, and those that the register has there."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            continue
        yield before[i:j], after[m:n]


def _differences(hunks: list[Hunk]) -> Iterator[str]:
    """What only the file says (-) and what only the register says (+), in reading order."""
    for gone, come in hunks:
        yield ""
        yield from (f"- {line}" for line in gone)
        yield from (f"+ {line}" for line in come)
