"""`sectool rid verify` and `publication verify`: does the register still give this document?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sectool.cli.present.output import write_out
from sectool.cli.session import failure, misuse, refuse
from sectool.dates import in_full
from sectool.issuing.verification import (
    Issue,
    NoDocument,
    OtherFact,
    Verification,
    Withdrawal,
    document_at,
    verification_of,
)
from sectool.queries.errors import Unavailable
from sectool.queries.loaded import load_register
from sectool.unseen import in_line
from sectool.words import listed


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
    write_out("".join(f"{line}\n" for line in _of_the_record(found)))
    write_out("".join(f"{in_line(line)}\n" for line in found.differences))
    good = found.verdict in ("same", "recalculated") and found.recorded != "not recorded"
    return 0 if good else 1


_KINDS = {
    "date": "a date",
    "amount": "an amount",
    "id": "an id",
    "version": "a version",
    "tick": "a tick",
    "count": "a number",
}


def _fact_in_words(fact: OtherFact) -> str:
    if fact.before is None:
        return f"{fact.kind}: nothing, where the register gives {fact.after}"
    if fact.after is None:
        return f"{fact.kind}: {fact.before}, where the register gives nothing"
    return f"{fact.kind}: {fact.before}, where the register gives {fact.after}"


def _of_the_record(found: Verification) -> Iterator[str]:
    """What the record of issued versions adds."""
    match found.recorded, found.record:
        case "not recorded", _:
            yield "  it says that it was issued, and no record of the register says so"
        case "issued since", Issue() as record:
            yield f"  it was for issue; version {record.version} has been issued since"
        case "withdrawn", Issue(withdrawn=Withdrawal() as withdrawn):
            because = in_line(withdrawn.because)
            yield f"  it was withdrawn on {in_full(withdrawn.date)}: {because}"


def _in_words(found: Verification) -> str:
    match found.verdict:
        case "same":
            return f"the register gives this document ({found.now})"
        case "recalculated":
            return (
                f"the register gives this document ({found.now}), whose fingerprint was "
                "calculated in another way"
            )
        case "edited":
            kinds = list(dict.fromkeys(_KINDS[fact.kind] for fact in found.facts))
            lines = "".join(f"\n  {_fact_in_words(fact)}" for fact in found.facts)
            return (
                f"its stamp is that of the register ({found.now}), but its text was changed, "
                f"{listed(kinds)} among it:{lines}"
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
