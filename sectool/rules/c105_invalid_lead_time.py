"""A lead time is not in the date language, or asks for meetings that are not known.

`reference/lead-times.yaml` defines what every timeline leaves before or after a milestone: one rule
each, in the words that a timeline uses under `rules:`.

Bad:

    # reference/lead-times.yaml
    - milestone: go-no-go
      rule: at least 10 business days before go-live    # C105
      because: What was decided has to be prepared
    - milestone: go-no-go
      rule: after first PANEL meeting after uit-starts    # C105

Good:

    # reference/lead-times.yaml
    - milestone: go-no-go
      rule: at least 10 working days before go-live
      because: What was decided has to be prepared
    - milestone: go-no-go
      rule: after first CSC meeting after uit-starts
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.nodes import bodies_of
from sectool.datelang.parser import PhraseError, parse_rule
from sectool.diagnostic import Address, Finding, Severity
from sectool.model.register import reference
from sectool.rules.bodies_named import unknown_bodies
from sectool.rules.rule import Subject
from sectool.rules.unread import any_unread

SEVERITY = Severity.ERROR
NEEDS = {"bodies", "calendar", "lead_times", "timelines"}
ABOUT = {"calendar"}


def check(subject: Subject) -> Iterator[Finding]:
    register, calendars = subject.register, subject.calendars
    for index, lead in enumerate(register.lead_times):
        where = reference("lead_times", index, "rule")
        try:
            rule = parse_rule(lead.rule)
        except PhraseError as error:
            within = (error.start, error.end)
            yield Finding(error.message, Address(where.file, where.path, within=within), error.help)
            continue
        if any_unread(register, "bodies", "calendar"):
            continue
        yield from unknown_bodies(rule, where, subject)
        for body, words in bodies_of(rule):
            here = Address(where.file, where.path, within=words)
            if register.body_called(body) is None:
                continue
            if calendars.meetings(body) is None:
                yield Finding(
                    f"no meetings of the {body} are known, neither by pattern nor by date",
                    here,
                    "add a 'pattern' or 'meetings' to the body in reference/bodies.yaml",
                )
