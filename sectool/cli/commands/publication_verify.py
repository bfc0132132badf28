"""`sectool rid verify` and `publication verify`: does the register still give this document?"""

from __future__ import annotations

from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.session import failure, misuse, refuse
from sectool.issuing.in_words import recorded_in_words, verdict_in_words
from sectool.issuing.verification import NoDocument, document_at, verification_of
from sectool.queries.errors import Unavailable
from sectool.queries.loaded import load_register
from sectool.unseen import in_line


def verify(root: Path, file: Path) -> int:
    """0 where the register gives this document today, 1 where it differs, 2 for no document."""
    try:
        shown = document_at(file)
        found = verification_of(load_register(root), shown)
    except NoDocument as error:
        return refuse(misuse(str(error)))
    except Unavailable as error:
        return refuse(failure(f"{file} cannot be composed again: {error}"))
    verdict, *below = verdict_in_words(found)
    lines = [f"{in_line(str(file))}: {verdict}", *(f"  {line}" for line in below)]
    lines += [f"  {in_line(line)}" for line in recorded_in_words(found)]
    lines += map(in_line, found.differences)
    write_out("".join(f"{line}\n" for line in lines))
    good = found.verdict in ("same", "recalculated")
    good = good and found.recorded not in ("not recorded", "unknown")
    good = good and not (found.annexes or found.beside)
    return 0 if good else 1
