"""A text uses an acronym that the glossary does not have.

Each document's glossary is made of the terms it uses; one that is missing from the master list
would be missing there too. Each is reported once in a file.

Bad:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: change what the XYZ does    # D101
    history:
    - {date: 2029-01-09, event: raised, as: MP}

Good:

    # modifications/MP001.yaml
    id: MP001
    title: A small change
    will: change what the DCC does
    history:
    - {date: 2029-01-09, event: raised, as: MP}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.acronyms import ACRONYM
from sectool.diagnostic import Finding, Severity
from sectool.model.register import Register
from sectool.prose.texts import texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "documents", "specifications", "glossary", "publications"}
ABOUT = {"document"}


_UNITS = frozenset(("MW", "MWh", "GW", "GWh", "TWh", "MHz", "GHz", "KB", "MB", "GB", "TB", "dB"))
# Everyday words, which no glossary of a document explains.
_EVERYDAY = frozenset(
    (
        *("AGM", "AM", "AOB", "ASAP", "BBC", "BST", "CEO", "CFO", "COVID", "CSV", "CV", "EU"),
        *("FAQ", "FYI", "GDPR", "GMT", "HR", "HTML", "HTTPS", "IT", "LLP", "NB", "NHS", "OK"),
        *("PC", "PDF", "PIN", "PLC", "PM", "PS", "QR", "RSVP", "SIM", "SMS", "TBA", "TBD"),
        *("TV", "UK", "URL", "US", "USA", "USB", "UTC", "VAT", "VPN"),
    )
)
# Words that people stress, and the colours and requests of papers.
_STRESSED = frozenset(
    (
        *("AGREE", "ALL", "AMBER", "AND", "APPROVE", "DISCUSS", "DO", "ENDORSE", "GREEN"),
        *("MUST", "NEW", "NO", "NOT", "NOTE", "ONLY", "OR", "RED", "REJECT", "WHITE"),
    )
)
# What marks a place where words are still required.
_MARKS = frozenset(("TODO",))


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "glossary", "bodies", "specifications", "documents"):
        return
    if any(file.startswith("publications/") for file in register.broken):
        return  # the short name of another code may stand there
    known = _known(register)
    # Once in each file: what is waived in one document is not waived in another.
    reported: set[tuple[str, str]] = set()
    for passage in texts_of(register):
        for match in ACRONYM.finditer(passage.text):
            word = match.group().removesuffix("s")
            if sum(letter.isupper() for letter in word) * 2 < len(word) or word in known:
                continue
            if (passage.address.file, word) in reported:
                continue
            reported.add((passage.address.file, word))
            yield Finding(
                f"{word!r} is not in the glossary",
                passage.at(match.span()),
                "add it to reference/glossary.yaml, or write the term out",
                about=(word,),
            )


def _known(register: Register) -> set[str]:
    """What needs no entry: short names of bodies, codes, specifications, documents and units."""
    known = {
        *register.glossary,
        *register.specifications,
        *_EVERYDAY,
        *_STRESSED,
        *register.ids.prefixes,
        *_MARKS,
        *_UNITS,
    }
    known.add(register.words.requests.prefix or "")
    known |= {body.short for body in register.bodies.values()}
    # The letters of "Appendix AD" name the document.
    known |= {word for found in register.documents.values() for word in found.label.split()}
    known |= {
        found.recipient.short
        for found in register.publications.values()
        if found.recipient is not None
    }
    if register.settings is not None:
        known |= {register.settings.code.short, register.settings.administrator}
    return known
