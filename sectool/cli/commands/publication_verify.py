"""`sectool rid verify` and `publication verify`: does the register still give this document?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from sectool.cli.session import Refused, misuse, refuse
from sectool.documents.edition import NoSuchEdition
from sectool.documents.fingerprint import comparable
from sectool.documents.imprint import Imprint, find_imprint
from sectool.documents.kinds import CannotCompose
from sectool.load import Loaded, load_register
from sectool.pipeline import Built, build, rid_of
from sectool.queries.errors import NotFound
from sectool.render.formats import FORMATS
from sectool.render.look import MissingGlyphs, StyleError
from sectool.render.reading import NotReadable, lines_of
from sectool.wording.environment import WordingError
from sectool.workspace.files import MAX_ATTACHED, Unreadable
from sectool.workspace.folder import Folder

_NOT_AGAIN = (
    *(NotFound, NoSuchEdition, CannotCompose),
    *(WordingError, StyleError, MissingGlyphs),
)


def verify(root: Path, file: Path) -> int:
    """0 where the register gives this document today, 1 where it differs, 2 for no document."""
    format_ = file.suffix.removeprefix(".").lower()
    if format_ not in FORMATS:
        there = ", ".join("." + known.ending for known in FORMATS.values())
        return refuse(misuse(f"{file}: a document ends in one of {there}"))
    try:
        # A link to a document is followed: who names it says so.
        real = Path(os.path.realpath(file))
        content = Folder(real.parent).read(real.name, MAX_ATTACHED)
        lines = lines_of(content, format_)
    except Unreadable as error:
        return refuse(misuse(f"{file} cannot be read: {error.reason}"))
    except NotReadable as error:
        return refuse(misuse(f"{file} cannot be read: {error}"))
    told = find_imprint(" ".join(lines))
    if told is None:
        return refuse(misuse(f"{file} does not say which state of the register it shows"))
    loaded = load_register(root)
    try:
        built = _again(loaded, told)
        again = lines_of(FORMATS[format_].write(built.document, built.look), format_)
    except _NOT_AGAIN as error:
        return refuse(Refused(f"sectool: {file} cannot be composed again: {error}", 1))
    return _compare(file, told, built, lines, again)


def _again(loaded: Loaded, told: Imprint) -> Built:
    """The same document, from the register as it is now."""
    register = loaded.register
    name = rid_of(register, told.subject) if told.kind == "rid" else told.subject
    if name not in register.publications:
        raise NotFound("publication", name, message=f"there is no publications/{name}.yaml")
    return build(loaded, name, told.as_of, draft=told.draft, approved_only=told.approved_only)


def _compare(file: Path, told: Imprint, built: Built, lines: list[str], again: list[str]) -> int:
    now = built.imprint
    if lines == again:
        sys.stdout.write(f"{file}: the register gives this document ({now})\n")
        return 0
    differences = list(_differences(lines, again))
    if not differences and not comparable(told.fingerprint, now.fingerprint):
        sys.stdout.write(
            f"{file}: the register gives this document ({now}), whose fingerprint was calculated "
            "in another way\n"
        )
        return 0
    if told.fingerprint == now.fingerprint:
        sys.stdout.write(
            f"{file}: its facts are those of the register ({now}), but its words differ: "
            "it was edited, or the wording has changed since\n"
        )
    else:
        sys.stdout.write(
            f"{file}: the register no longer gives this document\n"
            f"  it shows  {told}\n  now it is {now}\n"
        )
    for line in differences:
        sys.stdout.write(line + "\n")
    return 1


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
