"""Two rows of a table are called alike.

What people read is the title or the name of a row, and phrases and entries call a body by its short
name. Of two that are called alike it is not known which is meant: one is a slip, or a row too many.

Bad:

    # reference/participants.yaml
    everyone: All Parties
    participants:
      suppliers: {title: Suppliers, parties: Supplier Parties}
      dcc:
        title: Suppliers    # Y304
        parties: DCC
        operator: true
        levels:
          system: {changes-systems: true}
        areas:
          dsp: {title: Data Services Provider}

Good:

    # reference/participants.yaml
    everyone: All Parties
    participants:
      suppliers: {title: Suppliers, parties: Supplier Parties}
      dcc:
        title: DCC
        parties: DCC
        operator: true
        levels:
          system: {changes-systems: true}
        areas:
          dsp: {title: Data Services Provider}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.diagnostic import Address, Finding, Path, Related, Severity
from sectool.model.elements import elements
from sectool.model.register import REFERENCE_FILES
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING
NEEDS = {
    *("bodies", "parties", "life_cycle_table", "assessment_kinds", "consultations", "cost_phases"),
    *("document_kinds", "release_kinds", "roles", "vocabularies", "test_phases"),
}
ABOUT = {"file"}

# By which keys people call a row.
_CALLED = ("title", "short", "name")


def check(subject: Subject) -> Iterator[Finding]:
    files = {REFERENCE_FILES[name][0] for name in NEEDS}
    first: dict[tuple[str, Path, str, str], Address] = {}
    for element in elements(subject.register):
        file, path = element.address.file, element.address.path
        # Rows of lists have no names: of ids two series may be called alike.
        if file not in files or not path or not isinstance(path[-1], str):
            continue
        for key in _CALLED:
            words = getattr(element.shape, key, None)
            if words is None:
                continue
            here = element.address.at(key)
            before = first.setdefault((file, path[:-1], key, words.casefold()), here)
            if before is not here:
                yield Finding(
                    f"{words!r} is the {key} of {before.path[-2]!r} already",
                    here,
                    "give each a name of its own, or remove one of the two",
                    (Related("it is listed here", before),),
                    about=(str(path[-1]), key),
                )
