"""A body's pattern of meetings is not understood, or its short name stands twice.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday    # C102
        from: 2029-01

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.calendar.phrase import PhraseError, parse_pattern
from sectool.diagnostic import Address, Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject

SEVERITY = Severity.ERROR


def check(subject: Subject) -> Iterator[Finding]:
    shorts: dict[str, str] = {}
    for id_, body in subject.register.bodies.items():
        if body.short in shorts:
            yield Finding(
                f"the short name {body.short!r} stands twice",
                reference("bodies", id_, "short"),
                related=(Related("the first time here", reference("bodies", shorts[body.short])),),
            )
        shorts.setdefault(body.short, id_)
        for index, pattern in enumerate(body.pattern):
            try:
                parse_pattern(pattern.rule)
            except PhraseError as error:
                where = reference("bodies", id_, "pattern", index, "rule")
                within = (error.start, error.end)
                yield Finding(
                    error.message, Address(where.file, where.path, within=within), error.help
                )
