"""A built file compared with what the register gives now."""

from __future__ import annotations

import os
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from sectool.building import NOT_BUILT, Built, build, rid_of
from sectool.documents.fingerprint import comparable
from sectool.documents.imprint import Imprint, find_imprint
from sectool.load import Loaded
from sectool.queries.errors import NotFound, Unavailable
from sectool.render.formats import FORMATS
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.reading import NotReadable, lines_of
from sectool.values import dataclass
from sectool.workspace.files import MAX_ATTACHED, Unreadable
from sectool.workspace.folder import Folder

# Given as it is · but for a fingerprint calculated in another way · in other words · other facts.
Verdict = Literal["same", "recalculated", "reworded", "differs"]


class NoDocument(Exception):
    """A file is none that sectool built, or cannot be read; the message is whole."""


@dataclass(frozen=True)
class Shown:
    """A built file, its lines, and which state of a register it says that it shows."""

    content: bytes
    format: str
    lines: list[str]
    imprint: Imprint


@dataclass(frozen=True)
class Verification:
    """Whether the register gives a file, what imprint it has and would have, and what differs."""

    verdict: Verdict
    imprint: Imprint
    now: Imprint
    differences: tuple[str, ...] = ()


def document_at(file: Path) -> Shown:
    """A built document, read: a link to it is followed, since who names it says so. NoDocument."""
    format_ = file.suffix.removeprefix(".").lower()
    if format_ not in FORMATS:
        there = ", ".join("." + known.ending for known in FORMATS.values())
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
    return Shown(content, format_, lines, imprint)


def verification_of(loaded: Loaded, shown: Shown) -> Verification:
    """A document, compared line by line; Unavailable where it cannot be built again."""
    imprint = shown.imprint
    try:
        built = _again(loaded, imprint)
        again = built.written(shown.format)
        # Reading a PDF takes far longer than setting it.
        lines = shown.lines if again == shown.content else lines_of(again, shown.format)
    except (NotFound, StyleError, MissingGlyphs, *NOT_BUILT) as error:
        raise Unavailable(str(error)) from error
    now = built.imprint
    if shown.lines == lines:
        return Verification("same", imprint, now)
    differences = tuple(_differences(shown.lines, lines))
    if not differences and not comparable(imprint.fingerprint, now.fingerprint):
        return Verification("recalculated", imprint, now)
    same_facts = imprint.fingerprint == now.fingerprint
    return Verification("reworded" if same_facts else "differs", imprint, now, differences)


def _again(loaded: Loaded, imprint: Imprint) -> Built:
    """The same document, from the register as it is now."""
    register = loaded.register
    name = rid_of(register, imprint.subject) if imprint.kind == "rid" else imprint.subject
    if name not in register.publications:
        raise NotFound("publication", name, message=f"there is no publications/{name}.yaml")
    return build(
        *(loaded, name, imprint.as_of),
        draft=imprint.draft,
        approved_only=imprint.approved_only,
    )


def _differences(before: list[str], after: list[str]) -> Iterator[str]:
    """What only the file says (-) and what only the register says (+), in reading order."""
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, i, j, m, n in matcher.get_opcodes():
        if kind == "equal":
            continue
        gone = [line for line in before[i:j] if find_imprint(line) is None]
        come = [line for line in after[m:n] if find_imprint(line) is None]
        if gone or come:
            yield ""
        yield from (f"- {line}" for line in gone)
        yield from (f"+ {line}" for line in come)
