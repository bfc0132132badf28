"""A body's pattern or papers are not understood, or its short name appears twice.

`papers` is the last day for the papers of a meeting, counted from `meeting`.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday    # C102
        from: 2029-01
      papers: 5 working days before go-live    # C102

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
      papers: 5 working days before meeting
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.parser import PhraseError, parse_pattern
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.bodies_named import unknown_bodies
from sectool.rules.rule import Subject
from sectool.schedule.papers import parse_papers

SEVERITY = Severity.ERROR
NEEDS = {"bodies"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    shorts: dict[str, str] = {}
    for id_, body in subject.register.bodies.items():
        if body.short in shorts:
            yield Finding(
                f"the short name {body.short!r} appears twice",
                reference("bodies", id_, "short"),
                "give one of the two bodies another short name",
                related=(Related("the first time here", reference("bodies", shorts[body.short])),),
            )
        shorts.setdefault(body.short, id_)
        for index, pattern in enumerate(body.pattern):
            try:
                parse_pattern(pattern.rule)
            except PhraseError as error:
                yield _misread(error, reference("bodies", id_, "pattern", index, "rule"))
        if body.papers is not None:
            where = reference("bodies", id_, "papers")
            try:
                papers = parse_papers(body.papers)
            except PhraseError as error:
                yield _misread(error, where)
            else:
                yield from unknown_bodies(papers, where, subject)


def _misread(error: PhraseError, where: Address) -> Finding:
    within = (error.start, error.end)
    return Finding(error.message, Address(where.file, where.path, within=within), error.help)
