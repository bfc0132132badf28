"""`sectool rid verify` and `publication verify`: does the register still give this document?"""

from __future__ import annotations

import os
from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.session import failure, misuse, refuse
from sectool.issuing import Verification, read_back, verification_of
from sectool.load import load_register
from sectool.queries.errors import Unavailable
from sectool.render.formats import FORMATS
from sectool.render.reading import NotReadable
from sectool.unseen import in_line
from sectool.workspace.files import MAX_ATTACHED, Unreadable
from sectool.workspace.folder import Folder


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
        document = read_back(content, format_)
    except Unreadable as error:
        return refuse(misuse(f"{file} cannot be read: {error.reason}"))
    except NotReadable as error:
        return refuse(misuse(f"{file} cannot be read: {error}"))
    imprint = document.imprint
    if imprint is None:
        return refuse(misuse(f"{file} does not say which state of the register it shows"))
    try:
        found = verification_of(load_register(root), document, imprint)
    except Unavailable as error:
        return refuse(failure(f"{file} cannot be composed again: {error}"))
    write_out(f"{in_line(str(file))}: {_in_words(found)}\n")
    write_out("".join(f"{in_line(line)}\n" for line in found.differences))
    return 0 if found.verdict in ("same", "recalculated") else 1


def _in_words(found: Verification) -> str:
    match found.verdict:
        case "same":
            return f"the register gives this document ({found.now})"
        case "recalculated":
            return (
                f"the register gives this document ({found.now}), whose fingerprint was "
                "calculated in another way"
            )
        case "reworded":
            return (
                f"its facts are those of the register ({found.now}), but its words differ: it was "
                "edited, or the wording has changed since"
            )
        case "differs":
            return (
                "the register no longer gives this document\n"
                f"  it shows  {found.imprint}\n  now it is {found.now}"
            )
