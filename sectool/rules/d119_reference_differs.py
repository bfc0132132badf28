"""A reference is not that of the meeting that the paper goes to.

The reference of a paper follows from its meeting and the item of the agenda: the series of the
body, the number of the meeting, its day and month, the item. One that is written out was perhaps
given before the meeting moved.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      series: SECC
      numbering: {number: 30, month: 2029-01}
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    dcc:
      short: DCC
      name: Data Communications Company

    # publications/report-2029-04.yaml
    kind: status-report
    dated: 2029-04-06
    period: {from: 2029-03-01, to: 2029-03-29, counted: weekdays both ends}
    meeting: {body: CSC, date: 2029-04-17, item: "07"}
    reference: SECC_32_2003_07    # D119

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      series: SECC
      numbering: {number: 30, month: 2029-01}
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    dcc:
      short: DCC
      name: Data Communications Company

    # publications/report-2029-04.yaml
    kind: status-report
    dated: 2029-04-06
    period: {from: 2029-03-01, to: 2029-03-29, counted: weekdays both ends}
    meeting: {body: CSC, date: 2029-04-17, item: "07"}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.dates import in_full
from sectool.diagnostic import Address, Finding, Severity
from sectool.documents.paper_references import PaperReference, derived_reference, parse_reference
from sectool.model.register import publication_file
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread
from sectool.words import listed

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar"}
ABOUT = {"document"}


def check(subject: Subject) -> Iterator[Finding]:
    if any_unread(subject.register, "bodies", "calendar"):
        return
    for name, publication in subject.register.publications.items():
        meeting, written = publication.meeting, publication.reference
        derived = derived_reference(publication, subject.calendars)
        if written is None or meeting is None or derived is None or written == str(derived):
            continue
        differing = _differing(parse_reference(written, derived.form), derived)
        yield Finding(
            f"the {meeting.body}'s meeting of {in_full(meeting.date)} gives {derived}{differing}",
            Address(publication_file(name), ("reference",)),
            "delete it, so that it follows from the meeting; or correct the meeting",
        )


def _differing(written: PaperReference | None, derived: PaperReference) -> str:
    """Which pieces of a reference are otherwise."""
    if written is None:
        return ""
    pieces = {
        "series": written.series != derived.series,
        "number": written.number != derived.number,
        "day": (written.day, written.month) != (derived.day, derived.month),
        "item": written.item != derived.item,
    }
    return ": another " + listed([piece for piece, differs in pieces.items() if differs])
