"""The words of a document count otherwise than its lists.

People write "seven new Draft Proposals", and then one is withdrawn: the list is derived and
follows, the words do not. More than the document lists is always doubted; fewer only where the
words speak of all, since they may also speak of some.

Bad:

    # publications/news-2029-02.yaml
    kind: newsletter
    dated: 2029-01-12
    words:
      greeting: There are three new proposals in this edition.    # D117

Good:

    # publications/news-2029-02.yaml
    kind: newsletter
    dated: 2029-01-12
    words:
      greeting: There is one new proposal in this edition.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from sectool.dates import MONTHS
from sectool.diagnostic import Finding, Severity
from sectool.documents.edition import edition_of
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.model.publication import Publication
from sectool.model.register import publication_file
from sectool.prose.readings import CountInText, counts_in
from sectool.prose.sentences import END, FAR, sentence_around
from sectool.prose.texts import Passage, texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.schedule import calendars_of
from sectool.words import count

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "modifications", "publications"}
ABOUT = {"document"}

# What the lists of each kind of document hold, as people name it, and how many that is; where it
# may be counted in two ways, either is right.
_Numbers = Callable[[Any], set[int]]
_LISTS: dict[str, tuple[tuple[re.Pattern[str], _Numbers], ...]] = {
    kind: tuple((re.compile(things + r"\Z"), numbers) for things, numbers in rows)
    for kind, rows in {
        "newsletter": (
            ("new [Pp]roposals", lambda v: {len(v.proposals)}),
            ("new Draft Proposals", lambda v: {len(v.proposals), v.drafts}),
            ("new Modification Proposals", lambda v: {len(v.proposals)}),
            ("news items", lambda v: {len(v.items)}),
            ("(?:open )?Refinement Consultations", lambda v: {len(v.refinement)}),
            ("(?:open )?Modification Report Consultations", lambda v: {len(v.report)}),
        ),
        "cross-code": (
            ("new (?:Modification )?[Pp]roposals", lambda v: {len(v.new)}),
            ("open (?:Modification )?[Pp]roposals", lambda v: {len(v.open)}),
        ),
        "status-report": (
            ("new [Pp]roposals", lambda v: {len(v.new)}),
            ("new Draft Proposals", lambda v: {len(v.new), v.new_drafts}),
            ("open Refinement Consultations", lambda v: {len(v.refinement.open)}),
            ("open Modification Report Consultations", lambda v: {len(v.reports.open)}),
        ),
        "letter": (("parts", lambda v: {len(v.parts)}),),
    }.items()
}
# Sentences about another time count what the document does not list.
_OTHER_TIME = re.compile(
    r"\b(?:years?|quarters?|(?:months?|weeks?)(?!['’])|days?|so far|(?:19|20)[0-9]{2}|ago|since"
    r"|until|before|earlier|later|soon|last|next|previous(?:ly)?|past|coming|recent(?:ly)?"
    r"|yesterday|tomorrow|spring|summer|autumn|winter|Christmas|Easter|expect(?:s|ed)?"
    rf"|(?:{'|'.join(MONTHS)}|(?:{'|'.join(month[:3] for month in MONTHS)}|Sept))"
    r"(?!\s+(?:edition|newsletter|report)\b)"
    r"|(?<![Yy]ou )(?:will|may|might|would|could|should))\b"
)
_ALL_BEFORE = re.compile(r"\b(?:there (?:are|is|were)|all)(?: the)?\s+$", re.IGNORECASE)
_ALL_AFTER = re.compile(
    r"\s*(?::|(?:are|were|have been) (?:open|new|raised|announced)\b|follow\b"
    r"|in this (?:edition|report|paper)\b|below\b)"
)


def check(subject: Subject) -> Iterator[Finding]:
    register = subject.register
    if any_unread(register, "modifications", "bodies", "calendar"):
        return
    if any(file.startswith("publications/") for file in register.broken):
        return  # what is new may count from the day of one of them
    texts: dict[str, list[Passage]] = {}
    for passage in texts_of(register):
        if passage.address.path[:1] in (("words",), ("items",)):
            texts.setdefault(passage.address.file, []).append(passage)
    for name, publication in register.publications.items():
        claims = [
            (passage, found, numbers)
            for passage in texts.get(publication_file(name), ())
            for found, numbers in _claims(publication, passage.text)
        ]
        value = _composed(subject, publication) if claims else None
        if value is None:
            continue
        for passage, found, numbers in claims:
            listed = numbers(value)
            more = found.number > max(listed)
            if more or (found.number not in listed and _speaks_of_all(passage.text, found)):
                known = " or ".join(
                    count(number) if number else "none" for number in sorted(listed)
                )
                yield Finding(
                    f"{found.words!r} is said of {found.things}, and this document lists {known}",
                    passage.at(found.span),
                    "correct the number, or complete the register",
                )


def _claims(publication: Publication, text: str) -> Iterator[tuple[CountInText, _Numbers]]:
    """The numbers of things in a text that the document lists."""
    rows = _LISTS.get(publication.kind, ())
    for found in counts_in(text, 0, len(text)):
        for things, numbers in rows:
            if things.match(found.things) and not _OTHER_TIME.search(_sentence(text, found)):
                yield found, numbers


def _sentence(text: str, found: CountInText) -> str:
    return sentence_around(text, (found.span[0], found.things_span[1]), END)


def _speaks_of_all(text: str, found: CountInText) -> bool:
    before = _ALL_BEFORE.search(text, max(0, found.span[0] - FAR), found.span[0])
    return bool(before) or _ALL_AFTER.match(text, found.things_span[1]) is not None


def _composed(subject: Subject, publication: Publication) -> Any | None:
    edition = edition_of(publication)
    calendars = calendars_of(subject.register, edition.as_of)
    try:
        compose = KINDS[publication.kind].compose
        return compose(subject.register, publication, edition, calendars)
    except CannotCompose:  # D120 tells of it
        return None
