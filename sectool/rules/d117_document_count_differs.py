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
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sectool.dates import MONTHS
from sectool.diagnostic import Finding, Severity
from sectool.documents.edition import edition_of
from sectool.documents.kinds import KINDS, CannotCompose
from sectool.model.publication import Publication
from sectool.model.register import Register, publication_file
from sectool.prose.readings import CountInText, counts_in
from sectool.prose.sentences import END, FAR, sentence_around
from sectool.prose.texts import Passage, texts_of
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.schedule import calendars_of
from sectool.words import count

SEVERITY = Severity.WARNING
NEEDS = {
    *("bodies", "calendar", "modifications", "publications"),
    *("consultations", "id_series", "life_cycle_table"),
}
ABOUT = {"document"}

# What the lists of each kind of document hold, as people name it, and how many that is; where it
# may be counted in two ways, either is right. What the Code calls them stands in its tables.
_Numbers = Callable[[Any], set[int]]
_Rows = tuple[tuple[re.Pattern[str], _Numbers], ...]
_LISTS: dict[str, tuple[tuple[str, _Numbers], ...]] = {
    "newsletter": (
        ("new [Pp]roposals", lambda v: {len(v.proposals)}),
        ("new {draft}s", lambda v: {len(v.proposals), v.drafts}),
        ("new {proposal}s", lambda v: {len(v.proposals)}),
        ("news items", lambda v: {len(v.items)}),
        ("(?:open )?{before_report}s", lambda v: {len(v.before_report)}),
        ("(?:open )?{report}s", lambda v: {len(v.report)}),
    ),
    "cross-code": (
        ("new (?:{proposal}s|[Pp]roposals)", lambda v: {len(v.new)}),
        ("open (?:{proposal}s|[Pp]roposals)", lambda v: {len(v.open)}),
    ),
    "status-report": (
        ("new [Pp]roposals", lambda v: {len(v.new)}),
        ("new {draft}s", lambda v: {len(v.new), v.new_drafts}),
        ("open {before_report}s", lambda v: {len(v.before_report.open)}),
        ("open {report}s", lambda v: {len(v.reports.open)}),
    ),
    "letter": (("parts", lambda v: {len(v.parts)}),),
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
    lists = _lists(register)
    texts: dict[str, list[Passage]] = {}
    for passage in texts_of(register):
        if passage.address.path[:1] in (("words",), ("items",)):
            texts.setdefault(passage.address.file, []).append(passage)
    for name, publication in register.publications.items():
        claims = [
            (passage, found, numbers)
            for passage in texts.get(publication_file(name), ())
            for found, numbers in _claims(lists.get(publication.kind, ()), passage.text)
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


def _lists(register: Register) -> dict[str, _Rows]:
    """What the lists of each kind of document hold, in the words of a Code."""
    cycle, series = register.life_cycle, register.id_series
    called = {
        "draft": _any_of(one.draft_title for one in series if one.draft_title is not None),
        "proposal": _any_of(one.title for one in series),
        "before_report": _any_of(map(cycle.consultation_title, cycle.consultations_before_that)),
        "report": _any_of(map(cycle.consultation_title, cycle.consultations_before_votes)),
    }
    return {
        kind: tuple(
            (re.compile(things.format(**called) + r"\Z"), numbers) for things, numbers in rows
        )
        for kind, rows in _LISTS.items()
    }


def _any_of(titles: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted({re.escape(title) for title in titles})) or '(?!)'})"


def _claims(rows: _Rows, text: str) -> Iterator[tuple[CountInText, _Numbers]]:
    """The numbers of things in a text that the document lists."""
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
