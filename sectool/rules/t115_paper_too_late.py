"""A paper goes out after the paper day of the meeting it is for.

`paper-for` names the milestone at which a body reviews what is submitted; `papers` of the body in
`reference/bodies.yaml` says how long before a meeting they are due.

Bad:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      papers: 5 working days before meeting
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      report:
        title: The report is written
        when: 2030-03-13    # T115
        paper-for: review
      review:
        title: The committee reviews the report
        when: 2030-03-19
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}

Good:

    # reference/bodies.yaml
    csc:
      short: CSC
      name: Change Sub-Committee
      papers: 5 working days before meeting
      pattern:
      - rule: third Tuesday of each month
        from: 2029-01
    # releases/2030-06/timeline.yaml
    release: 2030-06
    milestones:
      report:
        title: The report is written
        when: 2030-03-12
        paper-for: review
      review:
        title: The committee reviews the report
        when: 2030-03-19
        falls-on: CSC meeting
      go-live: {title: Go-live, when: last Thursday of June 2030}
"""

from __future__ import annotations

from collections.abc import Iterator

from sectool.datelang.parser import PhraseError
from sectool.dates import in_full
from sectool.diagnostic import Finding, Related, Severity
from sectool.model.register import reference
from sectool.rules.rule import Subject
from sectool.schedule import Scheduled
from sectool.schedule.bounds import (
    body_meeting_at,
    earliest_of,
    from_when,
    latest_of,
    stands_here,
    until_when,
    written_at,
)
from sectool.schedule.papers import paper_day, parse_papers

SEVERITY = Severity.WARNING
NEEDS = {"bodies", "calendar", "timelines"}
ABOUT = {"timeline"}


def check(subject: Subject) -> Iterator[Finding]:
    for schedule in subject.schedules.values():
        for item in schedule.milestones.values():
            meeting = schedule.milestones.get(item.milestone.paper_for or "")
            if meeting is not None:
                yield from _check_paper(item, meeting, subject)


def _check_paper(item: Scheduled, meeting: Scheduled, subject: Subject) -> Iterator[Finding]:
    short = body_meeting_at(meeting)
    body = subject.register.body_called(short) if short is not None else None
    calendar = subject.calendars.working
    earliest, latest = earliest_of(item), latest_of(meeting)
    if body is None or body.papers is None or calendar is None:
        return
    if earliest is None or latest is None:
        return
    try:
        last = paper_day(parse_papers(body.papers), latest, calendar)
    except PhraseError:
        return  # told where it stands
    if last is None or earliest <= last:
        return
    id_ = next(id_ for id_, other in subject.register.bodies.items() if other is body)
    yield Finding(
        f"{item.id!r} is {from_when(item)}, but papers for {meeting.id!r}, which is "
        f"{until_when(meeting)}, go out on {in_full(last)} or earlier",
        written_at(item),
        f"papers of the {body.short} go out '{body.papers}'",
        (
            stands_here(meeting),
            Related(
                f"the paper day of the {body.short} is given here",
                reference("bodies", id_, "papers"),
            ),
        ),
    )
