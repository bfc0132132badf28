"""A text uses an acronym that the glossary does not have.

Each document's glossary is made of the terms it uses; one that is missing from the master list
would be missing there too.

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

import re
from collections.abc import Iterator
from dataclasses import replace

from sectool.diagnostic import Finding, Severity
from sectool.rules.common import any_unread
from sectool.rules.prose import prose_of
from sectool.rules.rule import Subject

SEVERITY = Severity.WARNING


# Two capitals at least, and no digit: ids, versions and codes are not acronyms.
_ACRONYM = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?![A-Za-z0-9])")


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "glossary", "bodies", "specifications", "documents"):
        return
    known = set(register.glossary) | {body.short for body in register.bodies.values()}
    known |= set(register.specifications)
    # The letters of "Appendix AD" name the document.
    known |= {word for found in register.documents.values() for word in found.label.split()}
    for address, text in prose_of(register):
        for match in _ACRONYM.finditer(text):
            word = match.group().removesuffix("s")
            if sum(letter.isupper() for letter in word) * 2 < len(word) or word in known:
                continue
            yield Finding(
                f"{word!r} is not in the glossary",
                replace(address, word=match.group()),
                "add it to reference/glossary.yaml, or write the term out",
            )
            known.add(word)
