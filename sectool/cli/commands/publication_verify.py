"""`sectool rid verify` and `publication verify`: does the register still give this document?"""

from __future__ import annotations

from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.session import failure, misuse, refuse
from sectool.issuing.verification import NoDocument, Verification, document_at, verification_of
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
